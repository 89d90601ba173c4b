"""URL013: an HTML entity in a link."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.text import Edit, apply_edits
from linter.editing.scalar import part_span, rewrite_parts
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good, Where
from linter.rules.shared.link_patterns import in_usual_form
from linter.schema.entries import Field
from linter.schema.roles import URLS
from linter.web.html_escapes import html_entities
from linter.web.urls import problem

# A link must percent-encode these characters.
_MARKUP = frozenset('<>"')


class HtmlEntityInUrl(FieldRule):
    """A link contains an HTML entity.

    ## What it does
    Reports `&amp;`, `&#38;`, `&#39;` and the other entities for characters that HTML escapes, in
    links and in addresses of pictures, even if they were escaped twice.

    ## Why is this bad?
    The link was copied from the source of a page. A server reads `?a=1&amp;b=2` as the parameters
    `a` and `amp;b`, so `b` is missing: it returns the wrong page, or a picture of a different size.

    ## Example
    ```yaml
    webUrl: https://example.com/story?id=7&amp;page=2
    ```
    Use instead:
    ```yaml
    webUrl: https://example.com/story?id=7&page=2
    ```

    ## Fix safety
    Unsafe: the fix replaces the entities by their characters, which changes the requested address.
    There is no fix if the result is not a valid link.
    """

    code = "URL013"
    name = "html-entity-in-url"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = URLS

    good = (
        Good("webUrl: https://a.com/b?c=d&e=f&amp=g\n"),
        Good("webUrl: https://a.com/b?amp;c&copy;&ampere;&#38\n"),
        Good("title: a &such; b\nwebUrl: a&amp;b\n"),
    )
    bad = (
        Bad(
            "webUrl: https://a.com/b?c=d⟦&amp;⟧e=f # copied\n",
            fixed="webUrl: https://a.com/b?c=d&e=f # copied\n",
            says="`webUrl` contains the HTML entity `&amp;`, expected `&`",
        ),
        Bad(
            'images:\n  - url: "https://a.com/b.jpg?w=9⟦&#038;⟧h=8&amp;amp;q=7"\n',
            fixed='images:\n  - url: "https://a.com/b.jpg?w=9&h=8&q=7"\n',
            says="contains 2 HTML entities, the first is `&#038;`",
        ),
        Bad(
            "webUrl: https://a.com/it⟦&#x27;⟧s\n",
            fixed="webUrl: https://a.com/it's\n",
            says="expected `'`",
        ),
        Bad("webUrl: https://a.com/⟦&lt;⟧b&gt;\n", says="2 HTML entities"),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about links in their usual form."""
        return in_usual_form(where.roles)

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first entity."""
        text = field.value
        found = html_entities(text) if isinstance(text, str) else []
        if not isinstance(text, str) or not found:
            return
        (start, end), character = found[0]
        entities = f"the HTML entity {quoted(text[start:end])}"
        if len(found) > 1:
            entities = f"{len(found):,} HTML entities, the first is {quoted(text[start:end])}"
        yield field.finding(
            f"{quoted(field.key)} contains {entities}, expected {quoted(character)}",
            span=part_span(field.document, field.path, start, end),
            fix=_fix(field, text, found),
        )


def _fix(field: Field, text: str, found: list[Edit]) -> Fix | None:
    decoded = apply_edits(text, found)
    if problem(decoded) is not None or not _MARKUP.isdisjoint(each.text for each in found):
        return None
    edits = rewrite_parts(field.document, field.path, found)
    title = "Write the characters" if len(found) > 1 else f"Write {quoted(found[0].text)}"
    return Fix(title, edits, Safety.UNSAFE, (field.pointer,)) if edits else None
