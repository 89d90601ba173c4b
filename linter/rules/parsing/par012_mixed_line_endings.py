"""PAR012: line endings of two kinds."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import plural
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good

_LINE_END = lazy_pattern(r"\r\n|\n|\r")


class MixedLineEndings(DocumentRule):
    r"""The front matter mixes line endings.

    ## What it does
    Reports front matter in which some lines end with LF and others with CRLF, or in which a line
    ends with a lone CR. Either LF or CRLF throughout is fine. The body is not checked.

    ## Why is this bad?
    Editors and git show lines as changed that nobody changed.

    ## Example
    Nine lines that end with `\r\n` and one with `\n`.

    ## Fix safety
    Safe: the fix replaces the rarer line endings by the one that most lines of the front matter
    have.
    """

    code = "PAR012"
    name = "mixed-line-endings"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    # TOML does not allow a lone CR.
    yields_to = ("PAR003",)
    silence = Silence()

    good = (
        Good("---\r\ntitle: a\r\n---\r\nbody\n", whole=True),
        Good('---\ntitle: "a\\r\\n"\n---\n\r\nbody\r\n', whole=True),
    )
    bad = (
        Bad(
            "---\ntitle: a⟦\r\n⟧type: article\n---\n",
            fixed="---\ntitle: a\ntype: article\n---\n",
            says="1 line",
            whole=True,
        ),
        Bad(
            "---\r\ntitle: a\r\ntype: article⟦\n⟧---\r\n",
            fixed="---\r\ntitle: a\r\ntype: article\r\n---\r\n",
            whole=True,
        ),
        Bad(
            "---\ntitle: a⟦\r⟧type: article\n---\n",
            fixed="---\ntitle: a\ntype: article\n---\n",
            whole=True,
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first line ending of the rarer kind."""
        if document.block is None or "\r" not in document.source.text:
            return
        start, end = document.block.opening.start, document.block.closing.end
        ends = [
            Span(*match.span()) for match in _LINE_END.finditer(document.source.text, start, end)
        ]
        windows = sum(document.text(span) == "\r\n" for span in ends)
        usual = "\r\n" if 2 * windows > len(ends) else "\n"
        rare = [span for span in ends if document.text(span) != usual]
        if not rare:
            return
        names = {"\n": "LF", "\r\n": "CRLF"}
        yield Finding(
            f"{plural(len(rare), 'line')} of the front matter"
            f" {'does' if len(rare) == 1 else 'do'} not end with {names[usual]}, as most lines do",
            rare[0],
            None,
            fix=Fix(
                f"End all lines with {names[usual]}",
                tuple(Edit(span, usual) for span in rare),
                Safety.SAFE,
            ),
        )
