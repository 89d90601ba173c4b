"""Colours: the sixteen of the terminal's own theme, which are readable on its background."""

from collections.abc import Callable

from linter.core.diagnostic import Severity

# Yellow, the usual colour of warnings, is not readable on white.
SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold magenta"}

Paint = Callable[[str, str], str]
"""Returns a text in a style of rich: `paint("bold red", "error")`."""


def painter(*, color: bool) -> Paint:
    """Return a function that colours text, or returns it unchanged."""
    return _colored if color else _plain


def _plain(_style: str, text: str) -> str:
    return text


def _colored(style: str, text: str) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
