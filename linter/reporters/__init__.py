"""Output formats, one module each.

The modules of this package are the formats; a format is named like its module, with `-` for `_`. A
module has `FORMAT`, and its docstring is the documentation of the format. It is imported when the
format is used, so that formats for programs load no terminal library.
"""

from collections.abc import Callable
from enum import Enum, auto
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from linter.run.report import Report


class Look(NamedTuple):
    """How text for people looks; formats for programs ignore it.

    `width` is in terminal cells. If `quiet`, there is no summary. With `unsafe_fixes`, unsafe fixes
    count like safe ones.
    """

    width: int = 80
    color: bool = False
    quiet: bool = False
    unsafe_fixes: bool = False


Render = Callable[["Report", Look], str]
"""Returns a report as text."""


class Syntax(Enum):
    """What a format is written in."""

    TEXT = auto()
    """Lines, which can follow those of another format."""
    JSON = auto()
    XML = auto()


class Format(NamedTuple):
    """An output format."""

    render: Render
    syntax: Syntax = Syntax.TEXT

    @property
    def is_document(self) -> bool:
        """Whether programs read the output as a whole, so that nothing can stand beside it."""
        return self.syntax is not Syntax.TEXT

    @property
    def render_statistics(self) -> Render:
        """The function that renders the number of findings of each rule."""
        from linter.reporters.shared import statistics

        is_json = self.syntax is Syntax.JSON
        return statistics.render_json if is_json else statistics.render_table


@cache
def format_names() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    import pkgutil

    modules = (each.name for each in pkgutil.iter_modules(__path__) if not each.ispkg)
    return tuple(name.replace("_", "-") for name in modules)


def get_format(name: str) -> Format:
    """Return the format of one of the `format_names`."""
    found: Format = import_module(f"{__name__}.{name.replace('-', '_')}").FORMAT
    return found


def render(name: str, report: "Report", look: Look) -> str:
    """Return a report in the format of a name."""
    return get_format(name).render(report, look)
