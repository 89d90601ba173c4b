"""TXT004: whitespace other than single spaces between words."""

from collections.abc import Callable, Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.fixes import text_fix
from linter.rules.texts.values import own_text, span_in_file
from linter.rules.texts.whitespace import (
    LINE_BREAKS,
    NO_BREAK,
    untidy_lines,
    untidy_spaces,
    untidy_whitespace,
)
from linter.schema.entries import Field
from linter.schema.roles import PAGE_TEXTS, TEXTS

_ESCAPE = lazy_pattern(r"\\[nrt]")
_BACKSLASH = "To show a backslash, write it twice."


class UntidyWhitespace(FieldRule):
    r"""A text has whitespace other than single spaces between words.

    ## What it does
    Reports whitespace at the start or the end of a text, repeated spaces, tabs, line breaks,
    no-break spaces and other special spaces. A value that is only written over several lines has no
    line breaks, and the final line breaks of a block scalar (`|`, `>`) belong to the notation.
    Special spaces are accepted where typography uses them: before French punctuation, beside
    dashes, between a number and its unit, in Chinese and Japanese. The title and the description
    of a page (roles `page-title`, `page-description`) may have single special spaces anywhere, and
    the description several lines.

    ## Why is this bad?
    Lists look ragged, lines break in the wrong places or not at all, and two texts that look alike
    are not equal.

    ## Example
    ```yaml
    title: " Power  Apps\n"
    ```
    Use instead:
    ```yaml
    title: "Power Apps"
    ```

    ## Fix safety
    Safe: the fix removes whitespace at both ends and replaces other untidy whitespace by a single
    space, as a web page would show it. There is no fix for `\n` or `\t` between words of a page's
    title or description: in `"C:\new"` the backslash itself is meant.
    """

    code = "TXT004"
    name = "untidy-whitespace"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = TEXTS | PAGE_TEXTS
    silence = Silence(suspects=NOT_PLAIN)

    good = (
        Good("title: Power Apps\nexcerpt: >-\n  folded\n  text\n"),
        Good('title: a plain\n  text\nexcerpt: "a quoted\n  text"\n'),
        Good("title: «\u00a0Oui\u202f!\u00a0» 10\u00a0km, 5\u00a0%, 10\u202f000, а\u00a0— б\n"),
        Good("title: 東京\u3000大阪\nexcerpt: a\u200a—\u200ab\n"),
        Good('title: ""\nexcerpt: "  "\nprovider: {name: " "}\n'),
        Good('title: "a\\rb"\nexcerpt: voilÃ\u00a0 la\n'),
        Good("featuredContent: '<p>  </p> '\nwebUrl: ' '\n"),
        Good("title: [' a']\nexcerpt: 1\n"),
        Good("title: |\n  a\nexcerpt: >\n  a folded\n  text\n"),
        Good("title: >+\n  a\n\n\nexcerpt: |+\n  a\n\n"),
        Good("description: |-\n  a \n   b\n\n  c\n", schema="page", profile="plain"),
        Good("title: a\u00a0b\ndescription: a\u2003b\n", schema="page", profile="plain"),
    )
    bad = (
        Bad(
            "title: '⟦ ⟧a' # b\n",
            fixed="title: 'a' # b\n",
            says="`title` has spaces at its start, expected single spaces between words",
        ),
        Bad("title: 'a⟦ ⟧'\n", fixed="title: 'a'\n", says="`title` has spaces at its end,"),
        Bad(
            "title: Power⟦  ⟧Apps   help\n",
            fixed="title: Power Apps help\n",
            says="`title` has repeated spaces,",
        ),
        Bad('title: "a⟦\\t⟧b"\n', fixed='title: "a b"\n', says="has tabs,"),
        Bad(
            'excerpt: "⟦ ⟧a\\u00a0 b\\n\\nc "\n',
            fixed='excerpt: "a b c"\n',
            says="`excerpt` has spaces at its start and end, repeated spaces, no-break"
            " spaces and line breaks,",
        ),
        Bad(
            "title: a⟦\u00a0⟧b 5\u00a0km\n", fixed="title: a b 5\u00a0km\n", says="no-break spaces"
        ),
        Bad("title: a⟦\u2003⟧b\n", fixed="title: a b\n", says="special spaces"),
        Bad("title: 東京⟦\u3000\u3000⟧大阪\n", fixed="title: 東京\u3000大阪\n"),
        Bad('title: "C:⟦\\n⟧ew"\n', schema="page", profile="plain"),
        Bad('title: "Escapes: \\\\n,⟦ \\t ⟧etc."\n', schema="page", profile="plain"),
        Bad('description: "Tabs (⟦\\t⟧)"\n', schema="page", profile="plain"),
        Bad('title: "a⟦\\n⟧"\n', fixed='title: "a"\n', schema="page", profile="plain"),
        Bad('title: "a⟦\\L⟧b"\n', fixed='title: "a b"\n', says="line breaks"),
        Bad("excerpt: ⟦|\n  a\n  b⟧\n", fixed="excerpt: |\n  a b\n", says="line breaks"),
        Bad("excerpt: >\n  a⟦  ⟧b\n", fixed="excerpt: >\n  a b\n", says="repeated spaces"),
        Bad('excerpt: "a⟦\\n⟧"\n', fixed='excerpt: "a"\n', says="spaces at its end"),
        Bad("excerpt: ⟦|-\n  a\n  b⟧\n", fixed="excerpt: |-\n  a b\n"),
        Bad('excerpt: ⟦"a\n\n  b"⟧\n', fixed='excerpt: "a b"\n'),
        Bad(
            "title: a⟦  ⟧b\ndescription: |\n  a⟦  ⟧b\n  c\n",
            fixed="title: a b\ndescription: |\n  a b\n  c\n",
            schema="page",
            profile="plain",
        ),
        Bad(
            "topics: ['AI⟦ ⟧']\nrelated:\n- title: a⟦  ⟧b\n  images: [{title: '⟦ ⟧a'}]\n",
            fixed="topics: ['AI']\nrelated:\n- title: a b\n  images: [{title: 'a'}]\n",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first untidy whitespace."""
        text = own_text(field)
        find = _finder_for(field.roles)
        found = find(text) if text is not None else []
        if text is not None and found:
            is_meant = _may_mean_backslash(field, text, found)
            yield field.finding(
                f"{quoted(field.key)} has {_named(text, found)}, expected single"
                " spaces between words",
                span=span_in_file(field, found[0]),
                help=_BACKSLASH if is_meant else None,
                fix=None if is_meant else text_fix(field, "Tidy the spaces", find, Safety.SAFE),
            )


def _may_mean_backslash(field: Field, text: str, found: list[Edit]) -> bool:
    """Whether an escape of a page's text between two words may be meant as it is written."""
    inside = (each for each in found if each.span.start > 0 and each.span.end < len(text))
    return not PAGE_TEXTS.isdisjoint(field.roles) and any(
        _ESCAPE.search(field.document.text(span_in_file(field, each))) for each in inside
    )


def _finder_for(roles: frozenset[str]) -> Callable[[str], list[Edit]]:
    if "page-description" in roles:
        return untidy_lines
    return untidy_spaces if "page-title" in roles else untidy_whitespace


def _named(text: str, found: list[Edit]) -> str:
    """Return the kinds of untidy whitespace in a text, in words."""
    ends = ("start", found[0].span.start == 0), ("end", found[-1].span.end == len(text))
    at_ends = " and ".join(name for name, is_there in ends if is_there)
    characters = set("".join(text[slice(*edit.span)] for edit in found))
    kinds = {
        f"spaces at its {at_ends}": bool(at_ends),
        "repeated spaces": any(
            end - start > 1 and start > 0 and end < len(text) for (start, end), _ in found
        ),
        "tabs": "\t" in characters,
        "no-break spaces": not characters.isdisjoint(NO_BREAK),
        "special spaces": bool(characters - set(f" \t{NO_BREAK}{LINE_BREAKS}")),
        "line breaks": not characters.isdisjoint(LINE_BREAKS),
    }
    names = [name for name, is_there in kinds.items() if is_there]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
