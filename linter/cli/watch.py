"""`articlelint check --watch`: lint again on every change."""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Never

from linter.cli import terminal
from linter.cli.errors import with_errors_printed
from linter.cli.exit_status import CommandError
from linter.core.filesystem import holds, reason
from linter.core.messages import printable
from linter.core.paths import real_path

if TYPE_CHECKING:
    from watchfiles import Change

    from linter.config.settings import Config

# Milliseconds between checks for Ctrl-C; the first report waits as long for the watcher.
_TICK_MS = 200


def watch(paths: Iterable[str], config: "Config", lint: Callable[[], int], *, quiet: bool) -> Never:
    """Lint, then lint again on every change around the paths, until Ctrl-C.

    Errors in later runs, as in a broken config, are printed, and the watch goes on.

    Raises:
        CommandError: watchfiles is not installed, the first run fails, or the folders cannot be
            watched.

    """
    try:
        import watchfiles
    except ImportError:
        message = "--watch needs another package: pip install watchfiles"
        raise CommandError(message) from None
    changes = watchfiles.watch(
        *_folders(paths),
        watch_filter=_filter(config),
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
    )
    try:
        # The watch starts before the first run, so that no change is missed.
        next(changes)
        lint()
        for changed in changes:
            if changed:
                _lint_again(sorted({Path(path) for _, path in changed}), lint, quiet=quiet)
    except OSError as error:
        raise CommandError(f"--watch: {reason(error)}") from None
    raise KeyboardInterrupt


def _lint_again(changed: list[Path], lint: Callable[[], int], *, quiet: bool) -> None:
    """Print what changed, and lint."""
    from linter.schema import files

    if not quiet:
        here = Path.cwd()
        first = changed[0].relative_to(here) if changed[0].is_relative_to(here) else changed[0]
        what = printable(first.as_posix()) if len(changed) == 1 else f"{len(changed)} files"
        now = datetime.now(UTC).astimezone()
        terminal.write(f"\n── {now:%H:%M:%S} {what} changed ──\n", sys.stderr)
    files.load.cache_clear()
    with_errors_printed(lint)


def _folders(paths: Iterable[str]) -> set[Path]:
    """Return the folders to watch: the site of each path, or else its folder."""
    from linter.profiles.registry import site_around

    folders = set()
    for path in paths:
        location = Path.cwd() / path
        folder = location if holds(location.is_dir) else location.parent
        site = site_around(real_path(folder))
        folders.add(folder if site is None else Path(site.path))
    return folders


def _filter(config: "Config") -> Callable[["Change", str], bool]:
    """Return a filter for changes that can change findings."""
    from watchfiles import DefaultFilter

    from linter.files.file_names import DATA_SUFFIXES
    from linter.files.watched_files import DATA, GENERATED, PICTURES

    globs = (glob for collection in config.collections for glob in collection.files)
    # Others are ignored: a log that a run writes into the site must not start the next run.
    suffixes = DATA | PICTURES | DATA_SUFFIXES | {PurePath(glob).suffix for glob in globs}
    usual = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, *GENERATED))

    def is_relevant(change: "Change", path: str) -> bool:
        suffix = PurePath(path).suffix
        return bool(suffix) and suffix.lower() in suffixes and usual(change, path)

    return is_relevant
