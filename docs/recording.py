"""The recording on the home page: a finding and its fix, from a real run, as SVG.

The commands run in a new site of Hugo. What they print, with its colours, is drawn as a terminal
shows it. Every piece of text has its place and width in the SVG, so that carets are below what
they mark in any font.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]

SITE = {
    "hugo.toml": 'baseURL = "https://lichens.example/"\n',
    "content/posts/2024-05-02-lichens.md": """\
---
title: Lichens on the wall, and what eats them
date: 2024-05-02T08:00:00Z
draft: yes
---
""",
}
"""The files of the site: their texts by their paths."""

COMMANDS = ("articlelint check", "articlelint check --fix --unsafe-fixes")

COLUMNS = 72
_CELL = 8.4
_ROW = 20
_MARGIN = 20

# Codes of https://man7.org/linux/man-pages/man4/console_codes.4.html.
_ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")
_CLASSES = {
    "1": "bold",
    "7": "reverse",
    "31": "red",
    "32": "green",
    "33": "yellow",
    "34": "blue",
    "35": "magenta",
    "36": "cyan",
}
_STYLE = """\
  <style>
    text {
      font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
      fill: #d1d5da;
      white-space: pre;
    }
    .bold { font-weight: 700 }
    .red { fill: #ff7b72 }
    .green { fill: #7ee787 }
    .yellow { fill: #e3b341 }
    .blue { fill: #79c0ff }
    .magenta { fill: #d2a8ff }
    .cyan { fill: #76e3ea }
    rect.red { fill: #8e1519 }
    rect.green { fill: #116329 }
    text.reverse { fill: #ffffff }
  </style>"""


class Piece(NamedTuple):
    """Text in a row of the terminal, the column that it begins at, and its classes in the SVG."""

    column: int
    text: str
    classes: tuple[str, ...] = ()


def recording() -> str:
    """Return the SVG of the commands with what they print."""
    rows = list(_rows())
    width, height = 2 * _MARGIN + round(COLUMNS * _CELL), 2 * _MARGIN + _ROW * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        "  <!-- Written by docs/generate.py. -->",
        "  <title>articlelint finds a mistake in a post, and fixes it</title>",
        _STYLE,
        f'  <rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
        *(element for row, line in enumerate(rows) for element in _drawn(row, line)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _rows() -> Iterator[str]:
    """Yield the rows of the terminal, with escape sequences for colours."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in SITE.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        for command in COMMANDS:
            yield f"\x1b[32m$\x1b[0m \x1b[1m{command}\x1b[0m"
            yield from _printed(command, folder).splitlines()
            if command != COMMANDS[-1]:
                yield ""


def _printed(command: str, folder: Path) -> str:
    """Return what a command prints on both streams, with colours."""
    environment = os.environ | {
        "COLUMNS": str(COLUMNS),
        "FORCE_COLOR": "1",
        "NO_COLOR": "",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "linter", *command.split()[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def _pieces(line: str) -> Iterator[Piece]:
    """Yield the pieces of a row, one for each style."""
    column = 0
    text, *others = _ESCAPE.split(line)
    for codes, part in [("", text), *zip(others[::2], others[1::2], strict=True)]:
        classes = tuple(_CLASSES[code] for code in codes.split(";") if code in _CLASSES)
        yield Piece(column, part, classes)
        column += len(part)


def _drawn(row: int, line: str) -> Iterator[str]:
    """Yield the elements of a row; spaces at the ends of a piece are drawn as its background."""
    top = _MARGIN + _ROW * row
    for piece in _pieces(line):
        text = piece.text.strip()
        classes = f' class="{" ".join(piece.classes)}"' if piece.classes else ""
        if "reverse" in piece.classes:
            x, width = _x(piece.column), _length(piece.text)
            yield f'  <rect{classes} x="{x}" y="{top}" width="{width}" height="{_ROW}"/>'
        if text:
            x = _x(piece.column + len(piece.text) - len(piece.text.lstrip()))
            place = f'x="{x}" y="{top + 15}" textLength="{_length(text)}"'
            yield f"  <text{classes} {place}>{escape(text)}</text>"


def _x(column: int) -> str:
    return f"{_MARGIN + column * _CELL:.1f}"


def _length(text: str) -> str:
    return f"{len(text) * _CELL:.1f}"
