"""PAR015: a plain text that is cut short by a comment."""

from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.fastpath.silence import Silence
from linter.frontmatter.scalar_text import ScalarPlace
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.schema.entries import Field
from linter.schema.roles import PAGE_TEXTS, TEXTS

# A single space, `#`, and right after it a word or number; a comment has a space there.
_CUT_OFF = lazy_pattern(
    r" #(?!(?i:todo|fixme|xxx|noqa|nolint|articlelint)\b)\w[^\r\n\x85\u2028\u2029]*"
)


class CommentInText(FieldRule):
    """A comment cuts an unquoted text short.

    ## What it does
    Reports unquoted texts that are followed by a single space, `#`, and right after it a letter or
    digit. A `#` before a space, or before a word such as `TODO`, starts a real comment and is
    ignored.

    ## Why is this bad?
    In YAML, a `#` after a space starts a comment: of `Issue #5 is closed`, readers see only
    `Issue`.

    ## Example
    ```yaml
    title: Issue #5 is closed
    ```
    Use instead:
    ```yaml
    title: "Issue #5 is closed"
    ```

    ## Fix safety
    Unsafe: the fix puts the text and the part after it in quotes, but a comment may be intended.
    """

    code = "PAR015"
    name = "comment-in-text"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = TEXTS | PAGE_TEXTS
    silence = Silence()

    good = (
        Good("title: Issue # 5 of x\nexcerpt: Issue#5 of x  # five\n"),
        Good("title: Issue  #5\nexcerpt: Issue #todo\nheat: 3 #4\n"),
        Good("title: 'Issue #5'\nexcerpt: \"Issue\" #5\n"),
        Good("title: Issue #articlelint: ignore[TXT001]\n"),
        Good("title: >-\n  Issue #5\nexcerpt: 5 #6\n"),
    )
    bad = (
        Bad(
            "title: Issue ⟦#5 of x⟧\ntype: article\n",
            fixed='title: "Issue #5 of x"\ntype: article\n',
            says="a comment cuts `title` short: it is `Issue`",
        ),
        Bad(
            'related:\n  - title: A "b" ⟦#winning⟧  \n',
            fixed='related:\n  - title: "A \\"b\\" #winning"  \n',
        ),
        Bad("topics:\n  - AI ⟦#1⟧\n", fixed='topics:\n  - "AI #1"\n'),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the part that is cut off."""
        document = field.document
        node = document.member(field.path).node
        if not isinstance(node, yaml.ScalarNode) or node.style or not isinstance(field.value, str):
            return
        token = document.token_span(node)
        cut_off = _CUT_OFF.match(document.source.text, token.end)
        if cut_off is None or document.text(token) != field.value:
            return
        end = token.end + len(cut_off[0].rstrip())
        whole = document.text(Span(token.start, end))
        place = ScalarPlace(newline=document.source.newline)
        written = document.notation.write(whole, '"', place)
        fix = Fix(
            "Put the whole line in quotes",
            (Edit(Span(token.start, end), written),),
            Safety.UNSAFE,
            (field.pointer,),
        )
        yield field.finding(
            f"a comment cuts {quoted(field.key)} short: it is {quoted(field.value)}",
            span=Span(token.end + 1, end),
            fix=fix,
        )
