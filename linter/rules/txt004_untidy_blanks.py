"""TXT004: blanks that are not single blanks between words."""

import re
from collections.abc import Iterator

from linter.diagnostic import Finding, Safety, Severity
from linter.entries import Field
from linter.roles import TEXTS
from linter.rule import Bad, Context, FieldRule, Good
from linter.rules._texts import Change, fix, place
from linter.text import quoted

_BLANKS = re.compile("[ \t\n\u00a0\u3000]+")
_NO_BREAK = "\u00a0"
_CJK = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


class UntidyBlanks(FieldRule):
    """A text holds blanks other than single ones between words.

    ## What it does
    Reports blanks at the start or end of a text, several in a row, tabs, line breaks and no-break
    spaces. No-break spaces before French punctuation and behind a number are fine, and so is the
    ideographic space in Chinese and Japanese. Line breaks count only if the text itself holds them:
    a value that is folded over several lines in the file is fine.

    ## Why is this bad?
    Lists of titles look ragged, and two texts that look alike do not compare as equal.

    ## Example
    ```yaml
    title: "Power  Apps "
    ```
    Use instead:
    ```yaml
    title: "Power Apps"
    ```

    ## Fix safety
    Safe: each becomes a single blank, and those at the ends go. A page shows the same either way.
    """

    code = "TXT004"
    name = "untidy-blanks"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    yields_to = ("TXT005",)
    roles = TEXTS

    good = (
        Good("title: Power Apps\nexcerpt: >-\n  folded\n  text\n"),
        Good("title: «\u00a0Oui\u00a0! 10\u00a0km\u00a0»\nexcerpt: 東京\u3000大阪\n"),
        Good('title: ""\nexcerpt: "  "\n'),
        Good("featuredContent: '<p>  </p> '\n"),
    )
    bad = (
        Bad('title: "Power⟦  ⟧Apps "\n', fixed='title: "Power Apps"\n', says="several in a row"),
        Bad("title: '⟦ ⟧a'\n", fixed="title: 'a'\n", says="at its start"),
        Bad("title: 'a⟦ ⟧'\n", fixed="title: 'a'\n", says="at its end"),
        Bad("title: a⟦\u00a0⟧b\n", fixed="title: a b\n", says="no-break space"),
        Bad(
            'excerpt: "one⟦\\n\\n⟧two\\tthree"\n',
            fixed='excerpt: "one two three"\n',
            says="line break",
        ),
        Bad("excerpt: |-\n  one⟦\n  ⟧two\n", fixed="excerpt: |-\n  one two\n"),
        Bad(
            "topics: []\nrelated:\n- title: a⟦  ⟧b\n", fixed="topics: []\nrelated:\n- title: a b\n"
        ),
        Bad("excerpt: >\n  folded⟦\n⟧", fixed="excerpt: >-\n  folded\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first untidy blank of a text."""
        text = field.value
        if not isinstance(text, str) or not text.strip():
            return
        changes = list(_untidy(text))
        if changes:
            start, end, _ = changes[0]
            yield field.finding(
                f"{quoted(field.key)} holds untidy blanks: {_named(text, start, end)}",
                span=place(field, start, end),
                fix=fix(field, "Write single blanks between words", changes, Safety.SAFE),
            )


def _untidy(text: str) -> Iterator[Change]:
    """Yield each run of blanks that is not one plain blank between words, and what it becomes."""
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if "\r" in text[max(start - 1, 0) : end + 1]:
            # TXT003 reports the carriage return and what goes with it.
            continue
        inside = start > 0 and end < len(text)
        if inside and (match[0] == " " or _is_typographic(text, start, end)):
            continue
        yield start, end, " " if inside else ""


def _is_typographic(text: str, start: int, end: int) -> bool:
    """Whether a single special space stands where good typography wants it."""
    if end - start != 1:
        return False
    before, behind = text[start - 1], text[end]
    if text[start] == _NO_BREAK:
        return behind in "!?:;»%€$£" or before == "«" or before.isdigit()
    return text[start] == "\u3000" and bool(_CJK.match(before) or _CJK.match(behind))


def _named(text: str, start: int, end: int) -> str:
    blanks = text[start:end]
    if "\n" in blanks:
        return "a line break"
    if start == 0:
        return "one at its start"
    if end == len(text):
        return "one at its end"
    if len(blanks) > 1:
        return "several in a row"
    return {"\t": "a tab", _NO_BREAK: "a no-break space"}.get(blanks, "an ideographic space")
