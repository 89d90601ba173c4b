"""TXT007: a title or excerpt without text."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.plain_text import BLANK
from linter.schema.entries import Field


class EmptyText(FieldRule):
    """A title or an excerpt is empty.

    ## What it does
    Reports titles, names and excerpts that are empty or contain only whitespace. The schema reports
    missing values.

    ## Why is this bad?
    Apps show an empty line, and readers cannot see what the article is about.

    ## Example
    ```yaml
    excerpt: ""
    ```
    Use instead what the article is about:
    ```yaml
    excerpt: "The company is halting police use of its technology for a year."
    ```
    """

    code = "TXT007"
    name = "empty-text"
    severity = Severity.WARNING
    roles = frozenset({"title", "name", "excerpt"})
    silence = Silence(suspects=BLANK)

    good = (
        Good("title: a\nexcerpt: b\n"),
        Good("title:\nexcerpt: [' ']\n"),
        Good("images: [{title: ''}]\ntopics: ['']\n"),
    )
    bad = (
        Bad('excerpt: ⟦""⟧ # b\n', says="`excerpt` is empty, expected text"),
        Bad("title: ⟦' \u00a0'⟧\n", says="`title` contains only whitespace, expected text"),
        Bad("related:\n  - title: ⟦''⟧\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        if isinstance(field.value, str) and not field.value.strip():
            state = "contains only whitespace" if field.value else "is empty"
            yield field.finding(f"{quoted(field.key)} {state}, expected text")
