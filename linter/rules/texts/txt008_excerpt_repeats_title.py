"""TXT008: an excerpt that only repeats the title."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.fixes import with_all_fixes
from linter.rules.texts.silence import AT_THE_ENDS, excerpt_differs
from linter.schema.entries import Entry, Field


class ExcerptRepeatsTitle(EntryRule):
    """An excerpt only repeats the title.

    ## What it does
    Reports an excerpt that equals the title of the same item, ignoring case, whitespace, and the
    punctuation around it. Anything that other rules about text would fix is ignored as well.

    ## Why is this bad?
    Apps show the excerpt below the title, so readers see the same line twice and learn nothing.

    ## Example
    ```yaml
    title: "Introduction to Power Apps"
    excerpt: "Introduction to Power Apps."
    ```
    Use instead a text that adds to the title:
    ```yaml
    title: "Introduction to Power Apps"
    excerpt: "Learn what apps are made of, and build one that runs on a phone."
    ```
    """

    code = "TXT008"
    name = "excerpt-repeats-title"
    severity = Severity.WARNING
    roles = frozenset({"excerpt"})
    silence = Silence(
        suspects=NOT_PLAIN,
        roles=frozenset({"excerpt", "title", "name"}),
        holds=excerpt_differs,
        of_objects=True,
    )

    good = (
        Good("title: New tools\nexcerpt: New tools are there\n"),
        Good("title: ''\nexcerpt: '...'\n"),
        Good("title: New tools\nrelated:\n  - title: Old tools\n    excerpt: New tools\n"),
        Good("title: 1\nexcerpt: 1\n"),
        Good("excerpt: New tools\n"),
    )
    bad = (
        Bad(
            "title: New tools\nexcerpt: ⟦New tools⟧ # a\n",
            says="`excerpt` repeats `title`, expected what the title does not say",
        ),
        Bad('title: New tools\nexcerpt: ⟦"“new  Tools.”"⟧\n'),
        Bad('title: R &amp; D\nexcerpt: ⟦"<b>R & D</b>\\u200b"⟧\n'),
        Bad("title: ßa\nexcerpt: ⟦SSA⟧\n"),
        Bad("related:\n  - title: New Tools\n    excerpt: ⟦New tools…⟧\n"),
        Bad(
            "name: A\nabout: ⟦A⟧\n",
            says="`about` repeats `name`",
            schema={"properties": {"name": {"x-role": "name"}, "about": {"x-role": "excerpt"}}},
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the excerpt."""
        excerpt, title = entry.field("excerpt"), entry.field("title") or entry.field("name")
        if excerpt is None or title is None:
            return
        text = _comparable(excerpt)
        if text and text == _comparable(title):
            yield excerpt.finding(
                f"{quoted(excerpt.key)} repeats {quoted(title.key)}, expected what the title does"
                " not say",
                related=(Related("the title", title.span),),
            )


def _comparable(field: Field) -> str:
    """Return a text without differences that do not matter; empty if the value is not text."""
    if not isinstance(field.value, str):
        return ""
    return with_all_fixes(field.value).casefold().strip(AT_THE_ENDS)
