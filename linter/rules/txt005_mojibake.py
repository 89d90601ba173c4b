"""TXT005: text that was decoded with the wrong character set."""

import re
from collections.abc import Iterator

from linter.diagnostic import Finding, Safety, Severity
from linter.entries import Field
from linter.roles import TEXTS
from linter.rule import Bad, Context, FieldRule, Good
from linter.rules._texts import Change, fix, place, tidy
from linter.text import plural, quoted


def _as_byte(byte: int) -> str:
    """Return the character that Windows-1252, or Latin-1 where that has none, gives for a byte."""
    return bytes([byte]).decode("cp1252", errors="replace").replace("\ufffd", chr(byte))


_BYTES = {_as_byte(byte): byte for byte in range(0x80, 0x100)}
_TAIL = "".join(re.escape(_as_byte(byte)) for byte in range(0x80, 0xC0))
_SEQUENCE = re.compile(
    f"[Â-ß][{_TAIL}]|[à-ï][{_TAIL}]{{2}}|[ð-ô][{_TAIL}]{{3}}",
)
# `Ã©` and `Â»` are the usual ones; `Ä‡` alone may be a letter and a quote.
_USUAL = frozenset("ÂÃ")


class Mojibake(FieldRule):
    """A text was written as UTF-8 and read as Windows-1252.

    ## What it does
    Reports sequences such as `â€™` or `Ã©` whose characters, as bytes, are one UTF-8 character.

    ## Why is this bad?
    Readers see `Microsoftâ€™s` where `Microsoft’s` was meant.

    ## Example
    ```yaml
    title: "Microsoftâ€™s new tools"
    ```
    Use instead:
    ```yaml
    title: "Microsoft’s new tools"
    ```

    ## Fix safety
    Unsafe: the fix writes the characters that the bytes stand for, which is nearly always right.
    """

    code = "TXT005"
    name = "mojibake"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = TEXTS

    good = (Good("title: NÃO, Âme, Ça va, naïve, façade, Ä‡\nexcerpt: “Água” – ÖÄÜ ß €5 †\n"),)
    bad = (
        Bad(
            'title: "Microsoft⟦â€™⟧s new â€œtoolsâ€\\x9d"\n',
            fixed='title: "Microsoft’s new “tools”"\n',
            says="meant is `’`",
        ),
        Bad("title: caf⟦Ã©⟧\n", fixed="title: café\n", says="1 wrongly decoded character"),
        Bad("excerpt: a⟦Â\u00a0⟧b\n", fixed="excerpt: a b\n"),
        Bad("related:\n  - title: ok ⟦ðŸ˜€⟧\n", fixed="related:\n  - title: ok 😀\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first such sequence of a text."""
        if not isinstance(field.value, str) or field.value.isascii():
            return
        found = list(_decoded(field.value))
        if not found:
            return
        start, end, character = found[0]
        changes = tidy(field.value, [(at, to, text.replace("\xa0", " ")) for at, to, text in found])
        yield field.finding(
            f"{quoted(field.key)} holds {plural(len(found), 'wrongly decoded character')}:"
            f" {quoted(field.value[start:end])}, meant is {quoted(character)}",
            span=place(field, start, end),
            fix=fix(field, "Write what was meant", changes, Safety.UNSAFE),
        )


def _decoded(text: str) -> Iterator[Change]:
    """Yield each sequence that is one UTF-8 character, and that character."""
    found: list[Change] = []
    for match in _SEQUENCE.finditer(text):
        data = bytes(_BYTES.get(character, ord(character)) for character in match[0])
        try:
            found.append((match.start(), match.end(), data.decode()))
        except UnicodeDecodeError:
            continue
    certain = [one for one in found if text[one[0]] in _USUAL or one[1] - one[0] > 2]  # noqa: PLR2004
    if certain or len(found) > 1:
        yield from found
