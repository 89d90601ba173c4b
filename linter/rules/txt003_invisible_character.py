"""TXT003: a character that nobody sees."""

import re
import unicodedata
from collections.abc import Iterator

from linter.diagnostic import Finding, Safety, Severity
from linter.entries import Field
from linter.roles import TEXTS
from linter.rule import Bad, Context, FieldRule, Good
from linter.rules._texts import fix, place, tidy
from linter.text import plural, quoted

# Tabs and line feeds are untidy blanks, which TXT004 reports, but for those at a carriage return.
_SUSPECT = re.compile(
    "\r[\t\n\r ]*"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffd\U000e0001-\U000e007f]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
# Scripts in which a joiner or non-joiner is spelling: Arabic to Malayalam and their neighbours.
_JOINING = re.compile("[\u0600-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefc]")
_EMOJI = re.compile("[\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff]")
_JOINERS = "\u200c\u200d"
_DIRECTION_MARKS = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_REPLACEMENT = "\ufffd"
_CONTROLS = {"\r": "a carriage return", "\x1b": "an escape character"}
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class InvisibleCharacter(FieldRule):
    """A text holds a character that nobody sees.

    ## What it does
    Reports control characters, zero-width characters, marks that turn the direction of text, soft
    hyphens and the replacement character U+FFFD. Joiners inside emoji and in scripts that spell
    with them are fine, and so are direction marks in text that runs from right to left.

    ## Why is this bad?
    Such characters come with text that was copied. They break searching and comparing, show as
    boxes, and can make text read otherwise than it is stored.

    ## Example
    A zero-width space, U+200B, inside `Power Apps`. Delete it.

    ## Fix safety
    Safe: the characters are deleted; one that separates lines becomes a blank. What U+FFFD stood
    for is lost, so there is no fix for it.
    """

    code = "TXT003"
    name = "invisible-character"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    yields_to = ("TXT005",)
    roles = TEXTS

    good = (
        Good("title: 👩\u200d💻 and 👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 می\u200cخواهم क्\u200dष\n"),
        Good("title: שלום\u200f! \U0001f3f4\U000e0067\U000e0062\U000e007f\n"),
        Good('excerpt: "one\\ttwo\\n"\n'),
    )
    bad = (
        Bad(
            "title: Power⟦\u200b⟧Apps\n",
            fixed="title: PowerApps\n",
            says="U+200B, ZERO WIDTH SPACE",
        ),
        Bad("title: a ⟦\u200b⟧ b\u200b\n", fixed="title: a b\n", says="2 invisible characters"),
        Bad('title: "a⟦\\x07⟧b"\n', fixed='title: "ab"\n', says="U+0007"),
        Bad("title: co⟦\xad⟧operate\n", fixed="title: cooperate\n", says="SOFT HYPHEN"),
        Bad("title: a⟦\u202e⟧b\n", fixed="title: ab\n"),
        Bad("title: a⟦\u200d⟧b\n", fixed="title: ab\n"),
        Bad("title: a⟦\ufffd⟧b\n", says="REPLACEMENT CHARACTER"),
        Bad('excerpt: "a⟦\\r\\n \\r\\n⟧b"\n', fixed='excerpt: "a b"\n', says="carriage return"),
        Bad('excerpt: "a ⟦\\r⟧b"\n', fixed='excerpt: "a b"\n'),
        Bad('title: "a⟦\\u2028⟧b"\n', fixed='title: "a b"\n'),
        Bad(
            "topics: []\nrelated:\n  - title: ⟦\ufeff⟧a\n",
            fixed="topics: []\nrelated:\n  - title: a\n",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first such character of a text."""
        text = field.value
        if not isinstance(text, str) or _SUSPECT.search(text) is None:
            return
        found = list(_illegitimate(text))
        if not found:
            return
        start, end = found[0]
        character = text[start]
        name = unicodedata.name(character, _CONTROLS.get(character, "a control character"))
        removable = [span for span in found if text[span[0]] != _REPLACEMENT]
        changes = tidy(text, [(at, to, " " if text[at] in _BREAKS else "") for at, to in removable])
        yield field.finding(
            f"{quoted(field.key)} holds {plural(len(found), 'invisible character')}:"
            f" U+{ord(character):04X}, {name}",
            span=place(field, start, end),
            fix=fix(field, "Delete what is invisible", changes, Safety.SAFE),
        )


def _illegitimate(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of characters that belong to no emoji, flag or way to write a script."""
    runs_left = _RIGHT_TO_LEFT.search(text) is not None
    in_flags = {at for flag in _FLAG.finditer(text) for at in range(*flag.span())}
    for match in _SUSPECT.finditer(text):
        at, character = match.start(), text[match.start()]
        if character in _JOINERS:
            before, behind = text[at - 1 : at], text[at + 1 : at + 2]
            joins_emoji = _EMOJI.match(before) and _EMOJI.match(behind)
            legitimate = bool(joins_emoji or _JOINING.match(before))
        else:
            legitimate = at in in_flags or (runs_left and character in _DIRECTION_MARKS)
        if not legitimate:
            yield match.span()
