"""Standard output and standard error: encoding, colour, width, messages of one line."""

import os
import sys
from enum import StrEnum
from io import TextIOWrapper
from typing import TextIO

from linter.cli.color import has_color
from linter.cli.exit_status import CommandError
from linter.core.credentials import without_user
from linter.core.filesystem import reason
from linter.core.messages import printable
from linter.reporters.shared.commands import escape_in_line

LOG_WIDTH = 100
"""The width of output to files and pipes, in characters."""


# Codes of https://man7.org/linux/man-pages/man4/console_codes.4.html.
_PLAIN = "\x1b[0m"
_BOLD = "\x1b[1m"
_RED = "\x1b[31m"
_MAGENTA = "\x1b[35m"


class Color(StrEnum):
    """When text is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def use_utf8() -> None:
    r"""Write UTF-8 and `\n` in any locale and on any system; lone surrogates are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def wants_color(when: Color, stream: TextIO | None) -> bool:
    """Whether text on a stream is coloured: `--color` decides, or else what `has_color` returns."""
    return has_color(stream) if when is Color.AUTO else when is Color.ALWAYS


def width() -> int:
    """Return the cells in a line of standard output; `COLUMNS` overrides it."""
    # `shutil.get_terminal_size` does the same, but its module imports those of archives.
    try:
        stated = int(os.environ.get("COLUMNS", ""))
    except ValueError:
        stated = 0
    if stated > 0:
        return stated
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or LOG_WIDTH
    except (ValueError, OSError):
        return LOG_WIDTH


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output or standard error; a closed pipe is no error.

    Raises:
        CommandError: it cannot be written to, for example on a full disk.

    """
    _echo(text, stream or sys.stdout)


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output; otherwise as `write`."""
    _echo(data, sys.stdout)


def _echo(content: str | bytes, stream: TextIO) -> None:
    try:
        _write(content, stream)
    except OSError as error:
        _abandon(stream)
        if not isinstance(error, BrokenPipeError):
            name = "standard error" if stream is sys.stderr else "standard output"
            raise CommandError(f"{name}: {reason(error)}") from None


def _write(content: str | bytes, stream: TextIO | None) -> None:
    """Write and flush, without click where it does no more than that: its import takes long."""
    if stream is None:
        # The stream was closed before the start.
        return
    if sys.platform == "win32":
        import click

        # Older consoles show no colours without it.
        click.echo(content, file=stream, nl=False, color=True)
        return
    if isinstance(content, bytes):
        stream.flush()
        stream.buffer.write(content)
    else:
        stream.write(content)
    stream.flush()


def _abandon(stream: TextIO) -> None:
    """Discard the buffer of a stream, which the interpreter would fail to flush at its end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def print_message(kind: str, text: str) -> None:
    """Write a message of one line to standard error: `error: …`.

    Users and passwords are removed from URLs. A message that cannot be written is dropped.
    """
    label = kind
    if wants_color(Color.AUTO, sys.stderr):
        label = f"{_RED if kind == 'error' else _MAGENTA}{_BOLD}{kind}{_PLAIN}"
    try:
        line = escape_in_line(printable(without_user(" ".join(text.split()))))
        _write(f"{label}: {line}\n", sys.stderr)
    except OSError:
        _abandon(sys.stderr)
