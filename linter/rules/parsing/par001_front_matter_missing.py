"""PAR001: a file without front matter."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.block import Format, is_meant, reads, starts_object
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good


class FrontMatterMissing(DocumentRule):
    """A file has no front matter that Jekyll reads.

    ## What it does
    Reports a file, named on the command line or matched by a collection, whose first line is not
    `---`. JSON front matter (`{`) is read in the dialects `hugo` and `yaml-1.2`, TOML (`+++`) also
    in `js-yaml`.

    A collection with `front-matter = "optional"` in the config may contain files without front
    matter; this is the default for collections with a custom schema. In such a collection, only
    text that looks like front matter but is not read as such is reported.

    ## Why is this bad?
    Jekyll copies such a file to the site unchanged: it is not a page, and no list shows it. A
    comment after the dashes (`--- # news`) or a fourth dash is enough for that.

    ## Example
    ```markdown
    # Amazon suspends police use of its software
    ```
    Use instead:
    ```markdown
    ---
    title: "Amazon suspends police use of its software"
    ---
    ```
    """

    code = "PAR001"
    name = "front-matter-missing"
    severity = Severity.ERROR
    silence = Silence()

    good = (
        Good("title: Power Apps\n"),
        Good("--- \t\r\ntitle: a\r\n...\r\n", whole=True),
        Good("name: a\n", path="_data/topics/a.yaml", whole=True),
    )
    bad = (
        Bad("⟦# Title⟧\n\ntitle: none\n", whole=True, says="no front matter"),
        Bad("⟦----⟧\ntitle: a\n----\n", whole=True),
        Bad("⟦--- # news⟧\ntitle: a\n---\n", whole=True),
        Bad("⟦⟧", whole=True),
        Bad("⟦⟧\n---\ntitle: a\n---\n", whole=True),
        Bad('⟦+++⟧\ntitle = "a"\n+++\n', whole=True),
        Bad('⟦{"title": "a"}⟧\n', whole=True),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first line."""
        problem = document.problem
        if problem is None or problem.kind is not ProblemKind.MISSING:
            return
        if context.needs_block or _is_mistaken(document):
            message, help_text = _message(document)
            yield Finding(message, problem.span, None, help=help_text)


_STARTS = {Format.TOML: "`+++`", Format.JSON: "start with `{`"}
"""How front matter starts in other notations than YAML."""


def _is_mistaken(document: Document) -> bool:
    """Whether a file without front matter that may lack it starts with what was meant as one."""
    match document.format:
        case Format.YAML:
            return is_meant(document.source.text)
        case Format.JSON:
            return starts_object(document.source.text)
        case Format.TOML:
            return True


def _message(document: Document) -> tuple[str, str | None]:
    """Return the message for a file without front matter, and the help below it."""
    dialect, written_in = document.dialect, document.format
    others = [word for each, word in _STARTS.items() if reads(dialect, each)]
    if others:
        words = " or ".join(("`---`", *others))
        return f"there is no front matter: the first line must be {words}", None
    message = "there is no front matter: the first line must be `---` and nothing else"
    if written_in is not Format.YAML:
        return message, f"This looks like {written_in}, which {dialect.reader} does not read."
    return message, dialect.without_block
