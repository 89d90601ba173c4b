"""Writes the page of a report, and further pages to a folder beside it.

The folder is named after the page, by nobody who could have looked into it: only pages of earlier
reports are replaced or deleted there, and nothing behind a link.
"""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from linter.cli.exit_status import CommandError
from linter.cli.report_writer import write_text
from linter.core.filesystem import reason
from linter.health.html import GENERATOR
from linter.health.page import PART_NAME, Page

# Bytes within which a page names what has made it.
_HEAD = 2_000


def folder_beside(file: Path) -> Path:
    """Return the folder for further pages of a page: `report-findings` for `report.html`."""
    return file.parent / f"{file.stem}-findings"


def write_page(page: Page, file: Path) -> None:
    """Write a page to a file, and its further pages; delete those of a larger, earlier report.

    Raises:
        CommandError: something cannot be written, or is not to be replaced.

    """
    folder = folder_beside(file)
    if page.parts:
        _write_parts(page.parts, folder)
    write_text(page.text, file)
    _remove_old_parts(folder, page.parts)


def _write_parts(parts: Mapping[str, str], folder: Path) -> None:
    try:
        if folder.is_symlink():
            raise CommandError(f"{folder}: it is a link, behind which nothing is written")
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder}: {reason(error)}") from None
    files = {folder / name: text for name, text in parts.items()}
    for file in files:
        if os.path.lexists(file) and not _is_page(file):
            raise CommandError(f"{file}: it is no page of a report, and is not replaced")
    for file, text in files.items():
        write_text(text, file)


def _remove_old_parts(folder: Path, parts: Mapping[str, str]) -> None:
    """Delete the pages in the folder to which nothing leads, and then the folder if it is empty."""
    if folder.is_symlink() or not folder.is_dir():
        return
    try:
        old = [
            file
            for file in folder.iterdir()
            if PART_NAME.fullmatch(file.name) and file.name not in parts and _is_page(file)
        ]
        for file in old:
            file.unlink()
    except OSError as error:
        raise CommandError(f"{folder}: {reason(error)}") from None
    if old and not parts:
        with suppress(OSError):
            # Something else may be in it.
            folder.rmdir()


def _is_page(file: Path) -> bool:
    """Whether a file is a page of a report; a link is none, nor is what cannot be read.

    An empty file is one that an interrupted run has left.
    """
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            return False
        with file.open("rb") as stream:
            return not status.st_size or GENERATOR.encode() in stream.read(_HEAD)
    except OSError:
        return False
