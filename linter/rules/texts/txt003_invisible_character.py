"""TXT003: an invisible character."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.fixes import text_fix
from linter.rules.texts.invisible import REPLACEMENT_CHARACTER, character_name, invisible
from linter.rules.texts.values import span_in_file
from linter.schema.entries import Field
from linter.schema.roles import PAGE_TEXTS, TEXTS


class InvisibleCharacter(FieldRule):
    r"""A text contains an invisible character.

    ## What it does
    Reports control characters, zero-width characters, soft hyphens, directional marks and
    overrides, tag characters, and U+FFFD, which stands for a lost character. Joiners in emoji and
    in the scripts that need them are accepted, and so are directional marks in Arabic and Hebrew.

    ## Why is this bad?
    Such characters come along when text is copied. They break searching and sorting, some fonts
    show them as boxes, and an override makes a text look like a different one.

    ## Example
    ```yaml
    title: "Connect your data\u200B"
    ```
    Use instead:
    ```yaml
    title: "Connect your data"
    ```

    ## Fix safety
    Safe: the fix removes the characters. One that ends a line is replaced by a space, together with
    the whitespace around it. There is no fix for a text with U+FFFD, because the lost character is
    unknown.
    """

    code = "TXT003"
    name = "invisible-character"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = TEXTS | PAGE_TEXTS
    silence = Silence(suspects=NOT_PLAIN)

    good = (
        Good("title: 👩🏽\u200d💻 👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈 ✈\ufe0f\n"),
        Good("title: 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\n"),
        Good("title: می\u200cخواهم PDF\u200cها क्\u200dष ខ្មែរ\u200bភាសា ᠠ\u180eᠠ\n"),
        Good("title: שלום\u200f! \u2067עולם\u2069\n"),
        Good('title: "a\\tb\\nc\\u2028d"\nexcerpt: "donâ\\x80\\x99t"\n'),
        Good('featuredContent: "\\a"\ntitle: [1]\n'),
    )
    bad = (
        Bad(
            "title: Connect your data⟦\u200b⟧\n",
            fixed="title: Connect your data\n",
            says="`title` contains U+200B ZERO WIDTH SPACE",
        ),
        Bad(
            'title: "a ⟦\\u200b⟧ b\\u2060"\n',
            fixed='title: "a b"\n',
            says="`title` contains 2 invisible characters, the first is U+200B ZERO WIDTH SPACE",
        ),
        Bad('title: "a⟦\\a⟧b"\n', fixed='title: "ab"\n', says="U+0007 BELL"),
        Bad('title: "a⟦\\x81⟧b"\n', fixed='title: "ab"\n', says="U+0081 control character"),
        Bad(
            'title: "a⟦\\r⟧b \\r \\r c"\n', fixed='title: "a b c"\n', says="U+000D CARRIAGE RETURN"
        ),
        Bad('title: "a⟦\\N⟧b"\n', fixed='title: "a b"\n', says="U+0085 NEXT LINE"),
        Bad('title: "a⟦ \\r\\n\\r\\n⟧b\\r\\n"\n', fixed='title: "a b"\n'),
        Bad('excerpt: ⟦"\\r\n  a"⟧\n', fixed='excerpt: "a"\n'),
        Bad("title: co⟦\xad⟧operate\n", fixed="title: cooperate\n", says="U+00AD SOFT HYPHEN"),
        Bad("title: Auf⟦\u200c⟧lage\n", fixed="title: Auflage\n"),
        Bad("title: ⟦\u202a⟧C:/a\u202c\n", fixed="title: C:/a\n"),
        Bad("title: שלום ⟦\u202e⟧cba\n", fixed="title: שלום cba\n"),
        Bad("title: a⟦\U000e0041⟧\U000e0042\n", fixed="title: a\n", says="U+E0041 TAG LATIN"),
        Bad('title: "a⟦\\uFFFF⟧b"\n', fixed='title: "ab"\n', says="U+FFFF noncharacter"),
        Bad("title: Caf⟦\ufffd⟧\u200b\n", says="2 invisible characters, the first is U+FFFD"),
        Bad("title: Caf⟦\ufffd⟧\n", says="U+FFFD REPLACEMENT CHARACTER: a character was lost"),
        Bad("title: ⟦\u200b⟧\n"),
        Bad(
            "topics: [a⟦\u200b⟧]\nrelated:\n  - excerpt: |-\n      a⟦\u200b⟧\n",
            fixed="topics: [a]\nrelated:\n  - excerpt: |-\n      a\n",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first invisible character."""
        found = invisible(field.value) if isinstance(field.value, str) else []
        if not found:
            return
        (start, end), _ = found[0]
        characters = str(field.value)[start:end]
        character = "\r" if "\r" in characters else characters
        shown, title = character_name(character), "Remove it"
        if len(found) > 1:
            shown = f"{len(found):,} invisible characters, the first is {shown}"
            title = "Remove them"
        note = ": a character was lost here" if character == REPLACEMENT_CHARACTER else ""
        yield field.finding(
            f"{quoted(field.key)} contains {shown}{note}",
            span=span_in_file(field, found[0]),
            fix=text_fix(field, title, invisible, Safety.SAFE),
        )
