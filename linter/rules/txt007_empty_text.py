"""TXT007: a title or excerpt without text."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Severity
from linter.entries import Field
from linter.rule import Bad, Context, FieldRule, Good
from linter.text import quoted


class EmptyText(FieldRule):
    """A title or excerpt is empty.

    ## What it does
    Reports titles, names and excerpts that hold nothing but blanks.

    ## Why is this bad?
    Apps show an empty row or an empty space.

    ## Example
    ```yaml
    excerpt: ""
    ```
    Write a sentence or two.
    """

    code = "TXT007"
    name = "empty-text"
    severity = Severity.WARNING
    roles = frozenset({"title", "name", "excerpt"})

    good = (Good("title: a\nexcerpt: b\n"), Good("images:\n  - title: ''\n"))
    bad = (
        Bad('excerpt: ⟦""⟧\n', says="`excerpt` is empty"),
        Bad("title: ⟦' \u00a0'⟧\n"),
        Bad("related:\n  - title: ⟦''⟧\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        if isinstance(field.value, str) and not field.value.strip():
            yield field.finding(f"{quoted(field.key)} is empty")
