"""TXT006: letters and their marks as separate characters."""

import re
import unicodedata
from collections.abc import Iterator

from linter.diagnostic import Finding, Safety, Severity
from linter.entries import Field
from linter.roles import TEXTS
from linter.rule import Bad, Context, FieldRule, Good
from linter.rules._texts import Change, fix, place
from linter.text import plural, quoted

_MARKED_LETTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]{1,30}")


class NotNfc(FieldRule):
    """A text writes a letter and its mark as two characters where one exists.

    ## What it does
    Reports letters followed by combining marks for which Unicode's normal form C has one character.
    Other differences from that form, such as those of compatibility ideographs, are left alone.

    ## Why is this bad?
    Two texts that look alike do not compare as equal, and a search for one misses the other.

    ## Example
    `e` and U+0301 instead of `é`.

    ## Fix safety
    Safe: both spellings are the same text by the Unicode standard (UAX #15).
    """

    code = "TXT006"
    name = "not-nfc"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = TEXTS

    good = (Good("title: café Å \u212b 豈 q\u0307\n"), Good("title: 'שָׁלוֹם'\n"))
    bad = (
        Bad("title: caf⟦e\u0301⟧ o\u0308\n", fixed="title: café ö\n", says="2 letters"),
        Bad('title: "⟦A\\u030a⟧"\n', fixed='title: "Å"\n', says="1 letter"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first such letter of a text."""
        text = field.value
        if not isinstance(text, str) or text.isascii() or unicodedata.is_normalized("NFC", text):
            return
        changes = list(_composed(text))
        if changes:
            start, end, character = changes[0]
            yield field.finding(
                f"{quoted(field.key)} writes {plural(len(changes), 'letter')} and their marks"
                f" separately: {quoted(character)}",
                span=place(field, start, end),
                fix=fix(field, "Write each as one character", changes, Safety.SAFE),
            )


def _composed(text: str) -> Iterator[Change]:
    for match in _MARKED_LETTER.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield match.start(), match.end(), composed
