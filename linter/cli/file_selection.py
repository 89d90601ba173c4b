"""The files that `articlelint check` lints: in PATHS, at URLs, or changed in git."""

from pathlib import Path
from typing import TYPE_CHECKING

from linter.cli import terminal
from linter.cli.check_options import CheckOptions
from linter.cli.exit_status import CommandError
from linter.core.messages import printable
from linter.core.paths import is_url

if TYPE_CHECKING:
    from linter.config.files import Configs
    from linter.files.targets import Found, Target


def select_files(options: CheckOptions, configs: "Configs") -> "Found":
    """Return the files to lint.

    Raises:
        CommandError: git cannot list the files that changed.

    """
    from linter.files import discovery

    folder = Path.cwd()
    urls = tuple(filter(is_url, options.paths))
    paths = tuple(path for path in options.paths or (".",) if path not in urls)
    if options.only_changes:
        return _select_changed(options, paths, configs)
    found = discovery.find(paths, folder, configs, force_exclude=options.force_exclude)
    if not urls:
        return found
    from linter.files import remote

    return remote.with_urls(found, urls, configs.of(folder))


def _select_changed(options: CheckOptions, paths: tuple[str, ...], configs: "Configs") -> "Found":
    """Return the files that changed in git; staged ones with their text in the index."""
    from linter.files import changes, discovery
    from linter.files.git import GitError

    folder = Path.cwd()
    try:
        if options.since is None:
            changed = changes.staged(folder)
        else:
            changed = changes.Staged(changes.since(options.since, folder), {})
        found = discovery.find(
            paths,
            folder,
            configs,
            force_exclude=options.force_exclude,
            elsewhere=changed.objects.keys(),
        )
        shown = discovery.among(found.targets, changed.paths)
        targets = [each for each in found.targets if each.shown_as in shown]
        return found._replace(targets=changes.with_texts(targets, changed, folder), folders=())
    except GitError as error:
        raise CommandError(str(error)) from None


def list_files(found: "Found") -> None:
    """Print the path of each article, one a line, and each error."""
    from linter.reporters.shared.commands import escape_lines

    files = [target.shown_as for target in found.targets if _is_article(target)]
    terminal.write(escape_lines("".join(f"{printable(file)}\n" for file in files)))
    for error in found.errors:
        terminal.print_message("error", f"{error.path}: {error.reason}")


def _is_article(target: "Target") -> bool:
    """Whether a file can be read and would be linted."""
    if target.kind is not None:
        return True
    from linter.files import reader

    try:
        return reader.kind_of(target, reader.read_source(target).text) is not None
    except OSError:
        return False
