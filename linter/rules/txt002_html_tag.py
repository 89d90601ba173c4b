"""TXT002: HTML markup in plain text."""

import re
from collections.abc import Iterator

from linter.diagnostic import Finding, Safety, Severity
from linter.entries import Field
from linter.roles import TEXTS
from linter.rule import Bad, Context, FieldRule, Good
from linter.rules._texts import fix, place, tidy
from linter.text import plural, quoted

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,11})((?:\s[^<>]{0,500})?)/?>|<!--[^<>]{0,500}-->")
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
        "var",
    )
)  # fmt: skip
_BLOCK = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "button", "center", "dd", "div", "dl",
        "dt", "embed", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "iframe", "img", "input", "li", "main", "nav", "ol", "p",
        "picture", "pre", "script", "section", "style", "svg", "table", "tbody", "td", "tfoot",
        "th", "thead", "tr", "ul", "video",
    )
)  # fmt: skip


class HtmlTag(FieldRule):
    """A text holds HTML markup.

    ## What it does
    Reports tags of known HTML elements, such as `<b>` or `<br/>`, and comments in titles, excerpts
    and other plain text. Properties whose role is `html` may hold markup.

    ## Why is this bad?
    Apps show text as it stands, and a web page that does not escape it can be broken or attacked.

    ## Example
    ```yaml
    excerpt: "The <b>best</b> tools"
    ```
    Use instead:
    ```yaml
    excerpt: "The best tools"
    ```

    ## Fix safety
    Unsafe: the tags are removed and what they enclose stays, which is a guess.
    """

    code = "TXT002"
    name = "html-tag"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = TEXTS

    good = (
        Good("title: a < b > c, I <3 you, List<String>, <T>, #include <iostream>, x<i>\n"),
        Good("featuredContent: <iframe></iframe>\n"),
    )
    bad = (
        Bad(
            'excerpt: "The ⟦<b>⟧best</b> tools"\n',
            fixed='excerpt: "The best tools"\n',
            says="2 HTML tags",
        ),
        Bad("title: one⟦<br/>⟧two\n", fixed="title: one two\n", says="1 HTML tag"),
        Bad("title: 'one ⟦<P class=\"x\">⟧two'\n", fixed="title: 'one two'\n"),
        Bad("title: a⟦<i>⟧b</i>\n", fixed="title: ab\n"),
        Bad("title: ⟦<p>⟧</p>\n"),
        Bad("related:\n  - title: a ⟦<!-- b -->⟧ c\n", fixed="related:\n  - title: a c\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first tag of a text."""
        if not isinstance(field.value, str) or "<" not in field.value:
            return
        text = field.value
        tags = [match for match in _TAG.finditer(text) if _is_html(match, text)]
        if not tags:
            return
        changes = tidy(
            text,
            [(tag.start(), tag.end(), "" if _is_inline(tag) else " ") for tag in tags],
        )
        left = len(text) - sum(end - start for start, end, _ in changes)
        yield field.finding(
            f"{quoted(field.key)} holds {plural(len(tags), 'HTML tag')}: {quoted(tags[0][0])}",
            span=place(field, *tags[0].span()),
            fix=fix(field, "Remove the markup", changes if left else [], Safety.UNSAFE),
        )


def _is_inline(tag: re.Match[str]) -> bool:
    return bool(tag[2]) and tag[2].lower() in _INLINE


def _is_html(tag: re.Match[str], text: str) -> bool:
    """Whether a match is markup rather than a comparison or a type parameter."""
    if not tag[2]:
        return True
    name = tag[2].lower()
    if name not in _INLINE | _BLOCK:
        return False
    glued = tag.start() > 0 and text[tag.start() - 1].isalnum()
    if len(name) == 1 and glued and not tag[1] and not tag[3]:
        return f"</{name}>" in text.lower()
    return True
