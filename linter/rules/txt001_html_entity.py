"""TXT001: an HTML entity in plain text."""

import re
from collections.abc import Iterator

from linter.diagnostic import Finding, Safety, Severity
from linter.entries import Field
from linter.roles import TEXTS
from linter.rule import Bad, Context, FieldRule, Good
from linter.rules._texts import Change, fix, place, tidy
from linter.text import plural, quoted

_ENTITY = re.compile(r"&(?:amp;)*#?[A-Za-z0-9]{1,32};")


class HtmlEntity(FieldRule):
    """A text holds an HTML entity.

    ## What it does
    Reports references such as `&#8217;`, `&amp;` or `&nbsp;` in titles, excerpts and other texts.
    Only names that HTML knows count, so `R&D;` is text. A reference that was escaped twice,
    `&amp;#8217;`, counts as one.

    ## Why is this bad?
    Apps show text as it stands: readers see `Microsoft&#8217;s`. A template that escapes text again
    makes it worse.

    ## Example
    ```yaml
    title: "Microsoft&#8217;s new tools"
    ```
    Use instead:
    ```yaml
    title: "Microsoft’s new tools"
    ```

    ## Fix safety
    Safe: the fix writes the characters that the references stand for, a plain blank for `&nbsp;`.
    Where that would give markup or an invisible character, there is no fix.
    """

    code = "TXT001"
    name = "html-entity"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = TEXTS

    good = (
        Good("title: AT&T and R&D; fish & chips\nexcerpt: '&; &# &nosuchname; ?a&b=c;'\n"),
        Good("featuredContent: <p>a &amp; b</p>\n"),
    )
    bad = (
        Bad(
            'title: "Microsoft⟦&#8217;⟧s tools &amp; more"\n',
            fixed='title: "Microsoft’s tools & more"\n',
            says="2 HTML entities",
        ),
        Bad("excerpt: a⟦&nbsp;⟧b\n", fixed="excerpt: a b\n", says="1 HTML entity"),
        Bad("excerpt: a ⟦&nbsp;⟧ b\n", fixed="excerpt: a b\n"),
        Bad("title: it⟦&amp;#x27;⟧s\n", fixed="title: it's\n"),
        Bad("title: 'it⟦&apos;⟧s'\n", fixed="title: 'it''s'\n"),
        Bad("title: >-\n  one\n  two ⟦&gt;⟧ one\n", fixed="title: >-\n  one\n  two > one\n"),
        Bad("title: a ⟦&lt;⟧b&gt; c\n"),
        Bad("related:\n- {title: 'a ⟦&quot;⟧b'}\n", fixed="related:\n- {title: 'a \"b'}\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first entity of a text."""
        if not isinstance(field.value, str) or "&" not in field.value:
            return
        found = list(_entities(field.value))
        if not found:
            return
        start, end, character = found[0]
        count = "1 HTML entity" if len(found) == 1 else f"{len(found)} HTML entities"
        shown = f", meant is {quoted(character)}" if character.strip() else ""
        changes = [(at, to, text if text.strip() else " ") for at, to, text in found]
        yield field.finding(
            f"{quoted(field.key)} holds {count}: {quoted(field.value[start:end])}{shown}",
            span=place(field, start, end),
            fix=fix(
                field,
                f"Write {plural(len(found), 'character')} instead",
                tidy(field.value, changes) if _is_harmless(field.value, found) else [],
                Safety.SAFE,
            ),
        )


def _entities(text: str) -> Iterator[Change]:
    """Yield the place of each entity and the character that it stands for."""
    from html import unescape

    for match in _ENTITY.finditer(text):
        character = match[0]
        # Each round undoes one escaping; the pattern allows for a few only in real text.
        while (decoded := unescape(character)) != character:
            character = decoded
        if len(character) <= 2:  # noqa: PLR2004 - some names stand for a letter and a mark
            yield match.start(), match.end(), character


def _is_harmless(text: str, found: list[Change]) -> bool:
    """Whether the characters give neither markup nor anything invisible."""
    new = {character for _, _, character in found}
    markup = "<" in new or ("<" in text and ">" in new)
    return not markup and all(
        character.isprintable() or character.isspace() for character in new if character != "\x00"
    )
