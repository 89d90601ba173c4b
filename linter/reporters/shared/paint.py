"""Colours: the sixteen that every terminal's own theme defines, so that all of them can be read."""

from collections.abc import Callable

from linter.core.diagnostic import Severity

# Yellow, the usual colour of warnings, cannot be read on a white ground.
SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold magenta"}

Paint = Callable[[str, str], str]
"""Returns a text in a style of rich: `paint("bold red", "error")`."""


def painter(*, color: bool) -> Paint:
    """Return what colours text, or leaves it as it is."""
    return _colored if color else _plain


def _plain(_style: str, text: str) -> str:
    return text


def _colored(style: str, text: str) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
