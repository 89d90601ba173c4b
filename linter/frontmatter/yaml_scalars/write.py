"""New tokens for texts."""

import re

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalar_text import ScalarPlace
from linter.frontmatter.yaml_scalars.encode import (
    escaped,
    may_be_plain,
    raw_lines,
    raw_text_or_tabs,
)
from linter.frontmatter.yaml_scalars.proof import reads_as
from linter.frontmatter.yaml_scalars.source_map import folds
from linter.frontmatter.yaml_scalars.tokens import BLOCK_STYLES

_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_LARGEST_INDICATOR = 9

INDENT_STEP = 2
"""How many columns a new block scalar is indented more than its parent."""


def write(value: str, style: str, place: ScalarPlace) -> str:
    """Return a new token that every parser reads as the text `value`.

    Where `style` cannot hold the text, it is written in double quotes on one line. Printable
    characters stay as they are; what YAML cannot hold, tabs, line separators and byte-order marks
    are escaped. A block scalar ends with a line break; its lines start in the place's
    `width`, or two columns further than its parent.

    Raises:
        ValueError: the value holds a lone surrogate, which YAML cannot express, or is too long
            for a key (libyaml finds no colon more than 1024 characters after the key's start).

    """
    if _SURROGATE.search(value):
        raise ValueError("YAML cannot express a lone surrogate")
    if not place.width:
        place = place._replace(width=place.indent + INDENT_STEP)
    token = _in_style(value, style, place)
    if token is None or not reads_as(token, style, value, place):
        token = f'"{escaped(value)}"'
        if place.key and not reads_as(token, '"', value, place):
            raise ValueError("too long for a key")
    return token


def _in_style(value: str, style: str, place: ScalarPlace) -> str | None:
    """Return `value` in a style that may hold it; None if it cannot, or for double quotes."""
    if style == "" and may_be_plain(value, place):
        return value
    if style == "'" and raw_text_or_tabs().fullmatch(value):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    if style in BLOCK_STYLES and raw_lines().fullmatch(value) and not (place.flow or place.key):
        return _as_block(value, style, place)
    return None


def _as_block(value: str, style: str, place: ScalarPlace) -> str | None:
    body = value.rstrip("\n")
    last_breaks = len(value) - len(body)
    stated = place.width - place.indent if body.lstrip("\n").startswith((" ", "\t")) else 0
    if not body or stated > _LARGEST_INDICATOR:
        return None
    sign = {0: "-", 1: ""}.get(last_breaks, "+")
    lines = (_unfolded(body) if style == ">" else body).split("\n")
    margin, newline = " " * place.width, place.newline
    indented = newline.join(f"{margin}{line}" if line else "" for line in lines)
    return f"{style}{stated or ''}{sign}{newline}{indented}{newline * max(last_breaks, 1)}"


def _unfolded(body: str) -> str:
    """Add the line break that folding takes away between two lines that start with no space."""
    parts = re.split("(\n+)", body)
    for index in range(1, len(parts), 2):
        if folds(parts[index - 1], parts[index + 1]):
            parts[index] += "\n"
    return "".join(parts)
