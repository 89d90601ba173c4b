"""TXT008: an excerpt that only repeats the title."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Related, Severity
from linter.entries import Entry
from linter.rule import Bad, Context, EntryRule, Good
from linter.text import quoted


class ExcerptRepeatsTitle(EntryRule):
    """An excerpt says no more than the title.

    ## What it does
    Reports excerpts equal to the title of the same item, whatever the case of letters, blanks and
    punctuation at the end.

    ## Why is this bad?
    Readers see the same line twice.

    ## Example
    ```yaml
    title: "New tools"
    excerpt: "New tools."
    ```
    Write what the article is about.
    """

    code = "TXT008"
    name = "excerpt-repeats-title"
    severity = Severity.WARNING
    roles = frozenset({"excerpt"})

    good = (
        Good("title: New tools\nexcerpt: New tools are there\n"),
        Good("title: ''\nexcerpt: ''\n"),
        Good("title: New tools\nrelated:\n  - title: a\n    excerpt: New tools\n"),
    )
    bad = (
        Bad("title: New tools\nexcerpt: ⟦New tools⟧\n", says="`excerpt` only repeats `title`"),
        Bad("related:\n  - title: New Tools\n    excerpt: ⟦'new  tools.'⟧\n"),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the excerpt."""
        excerpt, title = entry.field("excerpt"), entry.field("title") or entry.field("name")
        if excerpt is None or title is None:
            return
        essence = _essence(excerpt.value)
        if essence and essence == _essence(title.value):
            yield excerpt.finding(
                f"{quoted(excerpt.key)} only repeats {quoted(title.key)}",
                related=(Related(f"the {title.key}", title.span),),
            )


def _essence(value: object) -> str:
    """Return a text without what does not tell it from another."""
    return " ".join(value.split()).rstrip(" .!…").casefold() if isinstance(value, str) else ""
