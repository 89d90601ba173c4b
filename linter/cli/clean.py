"""`articlelint clean`: delete the cache."""

from pathlib import Path

import click

from linter.cli import terminal
from linter.cli.exit_status import CommandError
from linter.core.filesystem import reason


@click.command
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder of the cache, instead of the user's.",
)
def clean(cache_dir: Path | None) -> None:
    """Delete the cache of results."""
    from linter.cache.database import default_folder, remove

    try:
        folder = default_folder() if cache_dir is None else cache_dir
        size = remove(folder)
    except OSError as error:
        raise CommandError(f"the cache cannot be deleted: {reason(error)}") from None
    if size is None:
        terminal.print_message("clean", f"there is no cache in {folder}")
    else:
        terminal.print_message("removed", f"the cache in {folder}, {size / 1_000_000:,.1f} MB")
