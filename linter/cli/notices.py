"""Messages on standard error about a run: errors, warnings, fixes, files."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from linter.cli import terminal
from linter.cli.check_options import CheckOptions
from linter.core.messages import plural, printable
from linter.core.paths import real_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.files.targets import FoundSite
    from linter.run.report import Report

_MAX_PATHS = 3
"""The most paths that a message lists; a hook may pass hundreds."""


def print_notices(report: "Report", options: CheckOptions) -> None:
    """Print what no output format shows; with `-q` errors alone, with `-qq` nothing."""
    if options.prints_nothing:
        return
    for error in report.errors:
        terminal.print_message("error", f"{error.path}: {error.reason}")
    # Without a list of findings, bugs in rules would go unseen.
    for failure in report.internal_errors if options.lists_no_findings else ():
        terminal.print_message("error", f"{failure.path}: {failure.message}")
    for note in () if options.quiet else report.notes:
        terminal.print_message("warning", note)
    if options.verbose:
        _list_files(report)
    if not (report.files or report.errors):
        _print_nothing_found(options, has_notes=bool(report.notes))
    if options.show_fixes:
        _list_fixes(report)


def summarize_fixes(report: "Report", options: CheckOptions) -> None:
    """Print how many findings were fixed, or would be, unless with `-q`."""
    from linter.reporters.shared.summary import fixes_alone

    text = fixes_alone(report, are_written=options.writes_fixes)
    if text and not options.quiet:
        terminal.write(f"{text}\n", sys.stderr)


def print_sites(sites: "Iterable[FoundSite]") -> None:
    """Print the sites that were recognised, and how many files of each may be pages."""
    for found in sites:
        terminal.print_message("found", site_text(found, Path.cwd()))


def site_text(found: "FoundSite", working_folder: Path) -> str:
    """Return what was recognised in a few words: `Hugo site: 992 files in content/`."""
    here = real_path(working_folder)
    folders = found.folders or ("",)
    places = [folder_text(str(Path(found.site.path, each)), here) for each in folders]
    more = ", …" if len(places) > _MAX_PATHS else ""
    where = f"{_listed(tuple(places[:_MAX_PATHS]))}{more}"
    return f"{found.site.profile.title} site: {plural(found.files, 'file')} in {where}"


def folder_text(folder: str, here: str) -> str:
    """Return a folder relative to the current one, with a slash at its end."""
    relative = os.path.relpath(folder, here)
    return "this folder" if relative == "." else f"{printable(relative)}/"


def _print_nothing_found(options: CheckOptions, *, has_notes: bool) -> None:
    """Print that no file was linted, what was looked for, and how to lint other files."""
    where = _listed(options.paths)
    if options.only_changes:
        text = f"no changed file with front matter in {where}"
    elif folder := _unwalked_folder(options.paths):
        shown = printable(folder.as_posix())
        text = (
            f"no front matter in {where}; without a known generator `{shown}/` is left out"
            f" for its `_`: `articlelint check {shown}` lints it"
        )
    else:
        text = (
            f"no front matter in {where}{_pages_of_site(options.paths)};"
            " `articlelint init` writes a config,"
            ' and "Your own front matter" in its documentation shows how to name other files'
        )
    if options.error_on_no_files:
        terminal.print_message("error", text)
    elif not (has_notes or options.quiet):
        terminal.print_message("warning", text)


def _unwalked_folder(paths: tuple[str, ...]) -> Path | None:
    """Return a folder of Markdown files that a walk leaves out for the start of its name."""
    from linter.profiles.profile import POSTS
    from linter.profiles.registry import site_around

    for path in map(Path, paths or (".",)):
        if path.is_dir() and site_around(real_path(path)) is None:
            folders = sorted(each for each in path.glob("_*") if each.name not in POSTS)
            for folder in folders:
                if any(folder.glob("*.md")):
                    return folder
    return None


def _pages_of_site(paths: tuple[str, ...]) -> str:
    """Return where the generator around the paths has its pages, if it has folders for them."""
    from linter.profiles.registry import site_around

    sites = {site_around(real_path(path)) for path in paths or (".",)}
    site = sites.pop() if len(sites) == 1 else None
    if site is None or "" in site.content.folders:
        return ""
    here = real_path(Path.cwd())
    places = tuple(folder_text(f"{site.path}/{each}", here) for each in site.content.folders)
    where = f"in {_listed(places)}" if places else "in no folder of this site"
    return f" ({site.profile.title} has its pages {where})"


def _list_files(report: "Report") -> None:
    """Print the path of each file that was linted, and how many findings and files are left out."""
    for path in report.files:
        terminal.print_message("checked", path)
    if report.hidden:
        terminal.print_message(
            "hidden", f"{plural(report.hidden, 'finding')} by comments in the files"
        )
    if report.proved:
        terminal.print_message(
            "proved",
            f"{report.proved:,} of {plural(len(report.files), 'file')} clean without a full parse",
        )


def _list_fixes(report: "Report") -> None:
    """Print the number of fixes of each rule in each file."""
    for fixed in report.fixes:
        counts = Counter((item.code, item.name) for item in fixed.findings)
        shown = ", ".join(f"{count} {code} {name}" for (code, name), count in counts.items())
        terminal.print_message("fixed", f"{fixed.path}: {shown}")


def _listed(paths: tuple[str, ...]) -> str:
    """Return the first few paths, and how many more there are."""
    more = len(paths) - _MAX_PATHS
    rest = (f"{more:,} more",) if more > 0 else ()
    return ", ".join((*paths[:_MAX_PATHS], *rest)) or "this folder"
