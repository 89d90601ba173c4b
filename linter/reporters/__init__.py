"""Output formats, one module each: `render(report, look)` turns a report into text.

A module is imported when its format is asked for, so that machine formats need no terminal library.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.run.report import Report

FORMATS = {
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_array",
    "json-lines": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
    "azure": "azure",
    "markdown": "markdown",
}
"""The formats that findings can be printed in, and their modules."""

_OF_JSON = frozenset({"json", "json-lines", "sarif", "gitlab", "rdjson"})

DOCUMENTS = _OF_JSON | {"junit"}
"""The formats that programs read as a whole, so that nothing else can stand beside them."""

STATISTICS = {name: "statistics_json" if name in _OF_JSON else "statistics" for name in FORMATS}
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
