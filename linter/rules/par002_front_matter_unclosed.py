"""PAR002: front matter that nothing closes."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Severity
from linter.document import Document, Trouble
from linter.frontmatter import Notation
from linter.rule import Bad, Context, DocumentRule, Good
from linter.scalars import Dialect


class FrontMatterUnclosed(DocumentRule):
    """The front matter is opened by `---` and never closed.

    ## What it does
    Reports a file that starts with a line `---` and has no later line `---` or, where Jekyll reads
    it, `...`.

    ## Why is this bad?
    Jekyll then sees no front matter at all: every field of the article is lost.

    ## Example
    ```yaml
    ---
    title: "Power Apps"
    ```
    Use instead:
    ```yaml
    ---
    title: "Power Apps"
    ---
    ```
    """

    code = "PAR002"
    name = "front-matter-unclosed"
    severity = Severity.ERROR

    good = (
        Good("---\ntitle: a\n---", whole=True),
        Good("---\ntitle: a\n... \nbody\n", whole=True),
    )
    bad = (
        Bad("⟦---⟧\ntitle: a\n", whole=True, says="never closed"),
        Bad("⟦---⟧\ntitle: a\n ---\n----\n--- # end\n", whole=True),
        Bad("⟦---⟧\r\n", whole=True),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the opening line."""
        problem = document.problem
        if problem is None or problem.trouble is not Trouble.UNCLOSED:
            return
        if document.notation is Notation.JSON:
            yield Finding(
                "the front matter is never closed: the file ends inside the JSON object",
                problem.span,
                None,
                help="Close every `[` and `{`.",
            )
        else:
            is_jekyll = document.dialect is Dialect.JEKYLL
            missing = "no later line is `---` or `...`" if is_jekyll else "no later line is `---`"
            yield Finding(
                f"the front matter is never closed: {missing}",
                problem.span,
                None,
                help="Put a line `---` behind the last field.",
            )
