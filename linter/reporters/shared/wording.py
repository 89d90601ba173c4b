"""What a finding says, on one line and with nothing that steers a terminal."""

from linter.core.diagnostic import Diagnostic
from linter.core.text import printable
from linter.reporters.shared.page import Page


def message(diagnostic: Diagnostic, page: Page) -> str:
    """Return a finding's message."""
    return printable(page.safe(diagnostic.message))


def explained(diagnostic: Diagnostic, page: Page) -> str:
    """Return a finding's message, and its help as a sentence of its own."""
    said = message(diagnostic, page)
    if diagnostic.help is None:
        return said
    stop = "" if said.endswith((".", "!", "?")) else "."
    return f"{said}{stop} {printable(page.safe(diagnostic.help))}"
