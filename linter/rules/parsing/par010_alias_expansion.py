"""PAR010: aliases that expand to too many values."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good


class AliasExpansion(DocumentRule):
    """Aliases expand to too many values.

    ## What it does
    Reports front matter whose aliases expand to more than 100,000 nodes, and anchors that contain
    themselves.

    ## Why is this bad?
    A few lines can stand for billions of values, and programs that process them run out of memory.

    ## Example
    ```yaml
    related: &all [*all]
    ```
    Write the values out instead.
    """

    code = "PAR010"
    name = "alias-expansion"
    severity = Severity.ERROR
    silence = Silence()

    good = (Good("a: &a [1, 2]\nb: *a\nc: [*a, *a]\n"),)
    bad = (
        Bad("related: &all [⟦*all⟧]\n", says="more than 100,000"),
        Bad(
            "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
            "b: &b [⟦*a⟧, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
            "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
            "e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first alias."""
        problem = document.problem
        if problem is not None and problem.kind is ProblemKind.ALIAS_EXPANSION:
            yield Finding(
                f"the aliases expand to more than {document.limits.max_nodes:,} values, or one"
                " contains itself",
                problem.span,
                None,
            )
