"""PAR002: front matter that is never closed."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.block import Format, is_meant
from linter.frontmatter.delimiters import TOML, delimiters
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good


class FrontMatterUnclosed(DocumentRule):
    """The front matter is opened with `---` but never closed.

    ## What it does
    Reports a file that starts with a line `---` and has no later line `---` or, for Jekyll
    and MkDocs, `...`. gray-matter takes the whole file for the block then: such a file is reported
    unless all of it is fields. TOML starts and ends with a line `+++`.

    In a collection with `front-matter = "optional"`, the file is reported only if a key follows the
    first line; otherwise that line is a horizontal rule, which it never is to Hugo and gray-matter.

    ## Why is this bad?
    Jekyll then finds no front matter: all fields of the article are lost.

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
    silence = Silence()

    good = (
        Good("---\ntitle: a\n---", whole=True),
        Good("---\ntitle: a\n... \nbody\n", whole=True),
    )
    bad = (
        Bad('⟦+++⟧\ntitle = "a"\n---\n', whole=True, profile="hugo", says="is `+++`"),
        Bad("⟦---⟧\ntitle: a\n", whole=True, says="never closed"),
        Bad("⟦---⟧\ntitle: a\n ---\n----\n--- # end\n", whole=True),
        Bad("⟦---⟧\r\n", whole=True),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the opening line."""
        problem = document.problem
        if problem is None or problem.kind is not ProblemKind.UNCLOSED:
            return
        is_toml = document.format is Format.TOML
        lines = TOML if is_toml else delimiters(document.dialect)
        may_be_rule = document.format is Format.YAML and not lines.must_close
        if may_be_rule and not context.needs_block and not is_meant(document.source.text):
            return
        if document.format is Format.JSON:
            yield Finding(
                "the front matter is never closed: the file ends inside the JSON object",
                problem.span,
                None,
                help="Close every `[` and `{`.",
            )
        else:
            yield Finding(
                f"the front matter is never closed: no later line is {lines.closers}",
                problem.span,
                None,
                help=f"Add a line `{'+++' if is_toml else '---'}` after the last field.",
            )
