"""PAR005: front matter that is a list or a scalar."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good


class FrontMatterNotAMapping(DocumentRule):
    """The front matter is not a mapping.

    ## What it does
    Reports front matter that is a list or a single value. A block that is empty or has only
    comments is a mapping without fields; the schema decides whether fields are required.

    ## Why is this bad?
    No field can be read from it. Jekyll ignores it or stops the build.

    ## Example
    ```yaml
    - title: "Power Apps"
    ```
    Use instead:
    ```yaml
    title: "Power Apps"
    ```
    """

    code = "PAR005"
    name = "front-matter-not-a-mapping"
    severity = Severity.ERROR
    silence = Silence()

    good = (
        Good("title: a\n"),
        Good("{title: a}\n"),
        Good("a: b\n", "_data/topics/a.yml", whole=True),
        Good("---\n---\nbody\n", whole=True),
        Good("# only a comment\n"),
        Good("# only a comment\n", path="_data/topics/a.yaml", whole=True),
    )
    bad = (
        Bad("⟦- title: a⟧\n", says="not a mapping"),
        Bad("⟦just text⟧\n"),
        Bad("⟦---x⟧\n", says="not a mapping"),
        Bad("⟦''⟧\n"),
        Bad("⟦~⟧\n"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        problem = document.problem
        if problem is None or problem.kind is not ProblemKind.NOT_A_MAPPING:
            return
        yield Finding(
            "the front matter is not a mapping",
            problem.span,
            "",
            help="Write fields, one `key: value` a line.",
        )
