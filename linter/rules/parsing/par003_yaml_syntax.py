"""PAR003: front matter that cannot be parsed."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.rules.base import Bad, Context, DocumentRule, Good


class YamlSyntax(DocumentRule):
    """The front matter is not valid YAML, or not valid TOML or JSON if that is what it is.

    ## What it does
    Reports the first syntax error, at the place of the mistake and with its cause: a missing `:` or
    quote, a tab, wrong indentation, a merge conflict and so on. A second YAML document, which is
    ignored, is reported too. In the dialects that read them, JSON front matter must be valid JSON
    (RFC 8259), and TOML front matter TOML 1.1.

    The parser is libyaml, as in Jekyll and MkDocs. In the other dialects, text that their parsers
    accept and libyaml does not, such as `{smile: :x}`, is a warning: the file is not checked, but
    it is not wrong. So is an indentation with tabs, which Hexo reads, in the dialect `yaml-1.2`.
    MkDocs refuses an anchor whose name is used again.

    ## Why is this bad?
    Jekyll drops the whole front matter with a warning, and the article disappears. MkDocs drops it
    too; Hugo and readers in JavaScript stop the build.

    ## Example
    ```yaml
    title: Power Apps: what is new
    ```
    Use instead:
    ```yaml
    title: "Power Apps: what is new"
    ```
    """

    code = "PAR003"
    name = "yaml-syntax"
    severity = Severity.ERROR
    silence = Silence()

    good = (
        Good('title: "Power Apps: what is new"\n'),
        Good("title: >-\n  folded\n  text\n"),
        Good("title: &a Power Apps\nexcerpt: &a What is new\n"),
    )
    bad = (
        Bad("title: Power Apps⟦:⟧ what is new\n", says="second `:`"),
        Bad("⟦quality 74⟧\nheat: 124\n", says="has no `:`"),
        Bad("⟦title:Power⟧\nheat: 124\n", says="there is no space after the `:`"),
        Bad('title: ⟦"⟧never closed\ntype: article\n', says="nothing closes this quote"),
        Bad('title: ⟦"⟧never closed\ntype: "article"\n', says="nothing closes this quote"),
        Bad("title: 'it⟦'⟧s here'\n", says="closes the text"),
        Bad("title: a\n⟦\t⟧type: article\n", says="indented with a tab"),
        Bad("title: a\n⟦<<<<<<< HEAD⟧\nheat: 1\n=======\nheat: 2\n", says="merge conflict"),
        Bad("title: a ⟦\x1b⟧[31m\n", says="\\x1b"),
        Bad("title: a\n⟦---⟧ more: b\n", says="second YAML document"),
        Bad("{title: a}\n⟦t⟧ype: article\n", says="this line and all that follows is ignored"),
        Bad("title: ⟦*⟧nowhere\n", says="anchor"),
        Bad('title: "a⟦\\q⟧"\n', says="escape"),
        Bad("title: ⟦@⟧name\n", says="cannot start with `@`"),
        Bad("title: ⟦[⟧Video] Power Apps\n", says="makes this a list"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the mistake, or where libyaml stops at valid YAML 1.2."""
        problem = document.problem
        if problem is None or problem.mistake is None:
            return
        span, cause, help_text, place = problem.mistake
        related = () if place is None else (Related(*place),)
        is_valid = problem.kind is ProblemKind.NOT_READ_HERE
        severity = Severity.WARNING if is_valid else None
        yield Finding(cause, span, None, help=help_text, related=related, severity=severity)
