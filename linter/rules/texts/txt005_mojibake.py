"""TXT005: text that was decoded with the wrong encoding."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.text import apply_edits
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.fixes import text_fix
from linter.rules.texts.mojibake import mojibake
from linter.rules.texts.values import span_in_file
from linter.schema.entries import Field
from linter.schema.roles import PAGE_TEXTS, TEXTS

# Windows-1252 does not have the last byte of a closing quote, so it often gets lost.
_CUT = "â€"


class Mojibake(FieldRule):
    """A text was written in UTF-8 and read as Windows-1252 or Latin-1.

    ## What it does
    Reports `â€™`, `Ã©` and similar sequences, whose bytes are one character of UTF-8. Sequences
    that may be ordinary text, such as a capital Ã before a closing quote, are reported only beside
    one that nobody would write.

    ## Why is this bad?
    Readers see `donâ€™t` instead of `don't`.

    ## Example
    ```yaml
    title: "CafÃ© au lait"
    ```
    Use instead:
    ```yaml
    title: "Café au lait"
    ```

    ## Fix safety
    Unsafe: the fix decodes the bytes as UTF-8, several times if necessary. That is a guess, if a
    good one. There is no fix if some of the bytes were lost.
    """

    code = "TXT005"
    name = "mojibake"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = TEXTS | PAGE_TEXTS
    silence = Silence(suspects=NOT_PLAIN)

    good = (
        Good("title: SÃO PAULO, NÃO, Âme, Ça, naïve, ÉCOLE, Ñandú, Ærø, Đà Nẵng, Việt Nam, ĄĆĘ\n"),
        Good("title: '“AMANHÃ” “SMÅ” PÅ… ESPAÑ’ IRMÃ’s CAFÉ” “É” „Ö“ »Ä« BARÓ® SMÄ‡'\n"),
        Good("title: '“voilâ…” “é…” déjà…» amanhã…” « à » mââžž ß” 5 €, ½ °C'\n"),
        Good("title: Ã la â€ Ð\n"),
        Good("title: [Ã©]\nexcerpt: 1.5\n"),
    )
    bad = (
        Bad(
            'title: "don⟦â€™⟧t" # a\n',
            fixed='title: "don’t" # a\n',
            says="`title` contains `â€™`, UTF-8 read as Windows-1252, expected `’`",
        ),
        Bad(
            "title: Caf⟦Ã©⟧ MÃ¼ller\n",
            fixed="title: Café Müller\n",
            says="`title` contains 2 pieces of UTF-8 read as Windows-1252, the first is `Ã©`",
        ),
        Bad('title: "don⟦â\\x80\\x99⟧t"\n', fixed='title: "don’t"\n'),
        Bad("title: a.⟦Â\u00a0⟧B\n", fixed="title: a. B\n", says="expected a space"),
        Bad("title: don⟦Ã¢â‚¬â„¢⟧t\n", fixed="title: don’t\n"),
        Bad("title: ⟦ÐŸÑ€Ð¸Ð²ÐµÑ‚⟧ Ð¸\n", fixed="title: Привет и\n"),
        Bad('title: "⟦ã\\x81“ã‚“ã\\x81«⟧"\n', fixed='title: "こんに"\n'),
        Bad("title: ok ⟦ðŸ˜€⟧\n", fixed="title: ok 😀\n"),
        Bad("title: ⟦Ã–⟧sterreich 25Â°C 10Ã—2\n", fixed="title: Österreich 25°C 10×2\n"),
        Bad("title: ⟦Ã‰⟧COLE\n", fixed="title: ÉCOLE\n"),
        Bad("title: ⟦ï»¿⟧a\n", fixed="title: a\n"),
        Bad("title: a⟦ï¿½⟧b\n"),
        Bad("title: ⟦â€œ⟧aâ€ b\n"),
        Bad(
            "topics: [Caf⟦Ã©⟧]\nrelated:\n- title: ⟦Ã©⟧\n",
            fixed="topics: [Café]\nrelated:\n- title: é\n",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first piece of mojibake."""
        found = mojibake(field.value) if isinstance(field.value, str) else []
        if not found:
            return
        (start, end), meant = found[0]
        first = quoted(str(field.value)[start:end])
        contains = f"{first}, UTF-8 read as Windows-1252"
        if len(found) > 1:
            contains = f"{len(found):,} pieces of UTF-8 read as Windows-1252, the first is {first}"
        yield field.finding(
            f"{quoted(field.key)} contains {contains}, expected {_shown(meant)}",
            span=span_in_file(field, found[0]),
            fix=_fix(field, str(field.value)),
        )


def _shown(meant: str) -> str:
    return "a space" if meant.isspace() else quoted(meant)


def _fix(field: Field, text: str) -> Fix | None:
    if _CUT in apply_edits(text, mojibake(text)):
        return None
    return text_fix(field, "Write what was meant", mojibake, Safety.UNSAFE)
