"""Standard output and standard error: encoding, colour, width, one-line messages."""

import os
import sys
from enum import StrEnum
from io import TextIOWrapper
from typing import TextIO

import click

from linter.core.filesystem import reason
from linter.core.text import printable, without_user
from linter.reporters.shared.commands import broken_up

LOG_WIDTH = 100
"""How wide text is that no terminal will show, in characters."""


class Color(StrEnum):
    """When text is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what UTF-8 cannot hold is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def wants_color(when: Color, stream: TextIO | None) -> bool:
    """Whether text on a stream is to be coloured.

    `--color` decides, then `NO_COLOR` (https://no-color.org) and `FORCE_COLOR`
    (https://force-color.org), each when not empty, then whether the stream is a terminal.
    """
    if when is not Color.AUTO:
        return when is Color.ALWAYS
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return how many cells a line of standard output has; `COLUMNS` can set it."""
    import shutil

    return shutil.get_terminal_size((LOG_WIDTH, 0)).columns


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output or standard error; a reader that has gone away is no error.

    Raises:
        ClickException: it cannot be written to, such as for a full disk.

    """
    _echo(text, stream or sys.stdout)


def write_bytes(data: bytes) -> None:
    """Write to standard output as it is, line ends included; otherwise as `write`."""
    _echo(data, sys.stdout)


def _echo(content: str | bytes, stream: TextIO) -> None:
    try:
        click.echo(content, file=stream, nl=False, color=True)
    except OSError as error:
        _abandon(stream)
        if not isinstance(error, BrokenPipeError):
            name = "standard error" if stream is sys.stderr else "standard output"
            raise click.ClickException(f"{name}: {reason(error)}") from None


def _abandon(stream: TextIO) -> None:
    """Send what is left in a stream's buffer nowhere, or the interpreter would fail over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def say(kind: str, text: str) -> None:
    """Write a message of one line to standard error: `error: …`; where that is full it is lost.

    Addresses in it are shown without user and password.
    """
    color = "red" if kind == "error" else "magenta"
    label = click.style(kind, fg=color, bold=True)
    styled = wants_color(Color.AUTO, sys.stderr)
    try:
        said = broken_up(printable(without_user(" ".join(text.split()))))
        click.echo(f"{label}: {said}", err=True, color=styled)
    except OSError:
        _abandon(sys.stderr)
