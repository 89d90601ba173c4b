"""TXT001: an HTML character reference in plain text."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.fixes import text_fix
from linter.rules.texts.invisible import REPLACEMENT_CHARACTER
from linter.rules.texts.markup import entities
from linter.rules.texts.values import span_in_file
from linter.schema.entries import Field
from linter.schema.roles import TEXTS


class HtmlEntity(FieldRule):
    """A text contains an HTML entity.

    ## What it does
    Reports `&amp;`, `&#8217;`, `&nbsp;` and other entities, even if they were escaped twice. Names
    that HTML does not define are ordinary text, as in `R&D;`. Entities in quotes or backticks are
    ignored, as articles about HTML mention them.

    ## Why is this bad?
    Apps show the text as it is: readers see `it&#8217;s`.

    ## Example
    ```yaml
    title: "Tips &amp; tricks"
    ```
    Use instead:
    ```yaml
    title: "Tips & tricks"
    ```

    ## Fix safety
    Safe: the fix replaces the entities by their characters, and `&nbsp;` by an ordinary space.
    There is no fix if the new text would contain anything that a browser reads as a tag, a comment
    or another entity, or if an entity does not stand for a character.
    """

    code = "TXT001"
    name = "html-entity"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = TEXTS
    silence = Silence(suspects=NOT_PLAIN)

    good = (
        Good("title: AT&T, R&D; fish & chips\nexcerpt: 'a &; b &# c &nosuch; d &it; e &amp f'\n"),
        Good("title: When to use `&nbsp;` in HTML\nexcerpt: \"'&amp;' is an ampersand\"\n"),
        Good("featuredContent: <p>a &amp; b</p>\nwebUrl: https://a.com/?b&amp;c\n"),
        Good("title: [a &amp; b]\nexcerpt: 12\n"),
    )
    bad = (
        Bad(
            'title: "Tips ⟦&amp;⟧ tricks" # a\n',
            fixed='title: "Tips & tricks" # a\n',
            says="`title` contains the HTML entity `&amp;`, expected `&`",
        ),
        Bad(
            'excerpt: "We⟦&#8217;⟧re in &ldquo;B&rdquo;"\n',
            fixed='excerpt: "We’re in “B”"\n',
            says="`excerpt` contains 3 HTML entities, the first is `&#8217;`, expected `’`",
        ),
        Bad("title: it⟦&amp;amp;#x27;⟧s\n", fixed="title: it's\n", says="expected `'`"),
        Bad("title: a⟦&nbsp;⟧b\n", fixed="title: a b\n", says="expected a space"),
        Bad("title: a ⟦&nbsp;⟧ b&#160;\n", fixed="title: a b\n"),
        Bad("title: Oui⟦&nbsp;⟧!\n", fixed="title: Oui\u00a0!\n"),
        Bad("title: co⟦&shy;⟧operate\n", fixed="title: cooperate\n"),
        Bad("title: cafe⟦&#769;⟧\n", fixed="title: café\n"),
        Bad("title: '⟦&quot;⟧a&quot;'\n", fixed="title: '\"a\"'\n"),
        Bad("title: 'it⟦&apos;⟧s'\n", fixed="title: 'it''s'\n"),
        Bad("title: a ⟦&lt;⟧ b\n", fixed="title: a < b\n"),
        Bad("title: a ⟦&lt;⟧b&gt;c&lt;/b&gt;\n"),
        Bad('title: "The ⟦&lt;⟧b&gt; tag"\n'),
        Bad('title: "The ⟦&#60;⟧b&#x3E; tag"\n'),
        Bad("topics: [The ⟦&amp;lt;⟧br /&amp;gt; tag]\n"),
        Bad("title: a ⟦&lt;⟧!-- b\n"),
        Bad("title: a?b=1⟦&amp;⟧copy=2\n"),
        Bad("title: a⟦&#xD800;⟧b &amp; c\n", says="2 HTML entities"),
        Bad("title: a⟦&#7;⟧b\n", says="`&#7;`, which stands for no character"),
        Bad("title: '⟦&nbsp;⟧'\n"),
        Bad("topics: [R ⟦&amp;⟧ D]\n", fixed="topics: [R & D]\n", says="`topics` contains"),
        Bad(
            "related:\n- excerpt: >-\n    a ⟦&gt;⟧\n    b\n",
            fixed="related:\n- excerpt: >-\n    a >\n    b\n",
        ),
        Bad(
            "images:\n- {title: 'a ⟦&amp;⟧ b'}\nprovider: {name: B ⟦&amp;⟧ C}\n",
            fixed="images:\n- {title: 'a & b'}\nprovider: {name: B & C}\n",
        ),
        Bad('title: "a⟦&#x3000;⟧"\n', fixed='title: "a"\n'),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first entity."""
        found = entities(field.value) if isinstance(field.value, str) else []
        if not found:
            return
        (start, end), character = found[0]
        first = quoted(str(field.value)[start:end])
        references = f"the HTML entity {first}"
        if len(found) > 1:
            references = f"{len(found):,} HTML entities, the first is {first}"
        title = "Write the characters" if len(found) > 1 else f"Write {_shown(character)}"
        yield field.finding(
            f"{quoted(field.key)} contains {references}, {_expected(character)}",
            span=span_in_file(field, found[0]),
            fix=text_fix(field, title, entities, Safety.SAFE),
        )


def _expected(character: str) -> str:
    if character == REPLACEMENT_CHARACTER:
        return "which stands for no character"
    return f"expected {_shown(character)}"


def _shown(character: str) -> str:
    return "a space" if character.isspace() else quoted(character)
