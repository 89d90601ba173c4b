"""Messages of findings: one line, secrets covered, control characters escaped."""

from linter.core.diagnostic import Diagnostic
from linter.core.messages import printable
from linter.reporters.shared.redacted_file import RedactedFile


def message(diagnostic: Diagnostic, file: RedactedFile) -> str:
    """Return a finding's message."""
    return printable(file.safe(diagnostic.message))


def explained(diagnostic: Diagnostic, file: RedactedFile) -> str:
    """Return a finding's message, with its help as another sentence."""
    text = message(diagnostic, file)
    if diagnostic.help is None:
        return text
    stop = "" if text.endswith((".", "!", "?")) else "."
    return f"{text}{stop} {printable(file.safe(diagnostic.help))}"
