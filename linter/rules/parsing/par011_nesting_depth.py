"""PAR011: nesting that is too deep."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good


class NestingDepth(DocumentRule):
    """Collections are nested too deeply.

    ## What it does
    Reports front matter with more than 64 levels of nested lists and mappings.

    ## Why is this bad?
    No article needs more than five levels. Recursive parsers crash on deep nesting.

    ## Example
    Ten thousand opening brackets in a row.
    """

    code = "PAR011"
    name = "nesting-depth"
    severity = Severity.ERROR
    silence = Silence()

    good = (
        Good(f"title: {'[' * 60}{']' * 60}\n"),
        Good(f"title: '{'[' * 5000}'\n"),
    )
    bad = (
        Bad(f"title: {'[' * 63}⟦[⟧{'[' * 9000}\n", says="64"),
        Bad(f"title:\n  {'- ' * 63}⟦-⟧ {'- ' * 300}a\n"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the start of the first level that is too deep."""
        problem = document.problem
        if problem is not None and problem.kind is ProblemKind.TOO_DEEP:
            yield Finding(
                f"lists and mappings are nested more than {document.limits.max_depth} levels deep",
                problem.span,
                None,
            )
