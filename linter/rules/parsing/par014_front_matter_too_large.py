"""PAR014: front matter that is too large."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.limits import DEFAULT
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good

_MOST = DEFAULT.max_front_matter


class FrontMatterTooLarge(DocumentRule):
    """The front matter is too large.

    ## What it does
    Reports front matter of more than 250,000 characters. It is not read, so no other rule checks
    it. The body may have any length.

    ## Why is this bad?
    Large articles have about ten thousand characters of front matter. Much more is a mistake, such
    as a whole text pasted above the closing `---`, or an attack on whoever builds the site.

    ## Example
    A million list items.
    """

    code = "PAR014"
    name = "front-matter-too-large"
    severity = Severity.ERROR
    silence = Silence()

    good = (
        Good(f"title: {'a' * (_MOST - 12)}\n"),
        Good(f"---\ntitle: a\n---\n{'a' * _MOST}\n", whole=True),
    )
    bad = (
        Bad(f"⟦---⟧\ntitle: {'a' * (_MOST - 11)}\n---\n", whole=True, says="250,000"),
        Bad(
            f"⟦name: a⟧\n{'#' * _MOST}\n",
            path="_data/topics/a.yaml",
            whole=True,
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first line."""
        problem = document.problem
        if problem is not None and problem.kind is ProblemKind.TOO_LARGE:
            yield Finding(
                f"the front matter has more than {document.limits.max_front_matter:,} characters,"
                " and was not read",
                problem.span,
                None,
                help="The text of an article belongs below the closing `---`.",
            )
