"""PAR007: bytes that are not UTF-8."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good


class NotUtf8(DocumentRule):
    """The file contains bytes that are not UTF-8.

    ## What it does
    Reports the first byte that is not part of a UTF-8 character, with its offset in the file.

    ## Why is this bad?
    Jekyll reads files as UTF-8 and fails, or shows broken characters. Usually an editor saved the
    file as Windows-1252 or UTF-16.

    ## Example
    The byte `E9` alone for `é`. Save the file as UTF-8 instead.
    """

    code = "PAR007"
    name = "not-utf-8"
    severity = Severity.ERROR
    silence = Silence()

    good = (Good("title: “é” 👍\n"),)
    bad = (Bad("title: caf⟦\udce9⟧\n", says="byte 0xe9 at offset 14"),)

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first byte that is not UTF-8."""
        problem, bad_byte = document.problem, document.source.bad_byte
        if problem is None or bad_byte is None or problem.kind is not ProblemKind.BAD_BYTE:
            return
        yield Finding(
            f"byte 0x{bad_byte.value:02x} at offset {bad_byte.byte_offset} is not UTF-8",
            problem.span,
            None,
            help="Save the file as UTF-8.",
        )
