"""Output formats, one module each: `render(report, look)` turns a report into text.

A module is imported when its format is asked for, so that machine formats need no terminal library.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.runner import Report

FORMATS = {"full": "full", "concise": "concise", "json": "json_array"}
"""The formats that findings can be printed in, and their modules."""

DOCUMENTS = frozenset({"json"})
"""The formats that are one document each, so that nothing else can stand beside it."""

STATISTICS = {"full": "statistics", "concise": "statistics", "json": "statistics_json"}
"""The formats that counts per rule can be printed in, and their modules."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text for people is to look; machine formats look the same to everyone.

    `width` is in terminal cells. What is `quiet` lacks the summary.
    """

    width: int = 80
    color: bool = False
    quiet: bool = False


def render(module: str, report: "Report", look: Look) -> str:
    """Return a report as text by the module of a format."""
    text: str = import_module(f"{__name__}.{module}").render(report, look)
    return text
