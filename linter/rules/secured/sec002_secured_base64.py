"""SEC002: a half of a secured value that is not Base64."""

from collections.abc import Callable, Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import plural, quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.editing.scalar import rewrite_parts
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.secured.parts import (
    Halves,
    decoded,
    halves,
    is_valid,
    is_vector,
    is_whole_blocks,
)
from linter.rules.secured.silence import is_encrypted
from linter.schema.entries import Field

_CIPHERTEXT = "ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ+LVa3/LmHD4="
_VECTOR = "wCwLll4COr7oCPK1SNjVGQ=="
_FOREIGN = lazy_pattern("[^A-Za-z0-9+/]")
_QUANTUM = 4
"""The number of letters that encode three bytes."""


class SecuredBase64(FieldRule):
    """A half of a secured value is not Base64.

    ## What it does
    Reports a ciphertext or an initialisation vector with characters outside the Base64 alphabet
    (RFC 4648, section 4), with missing or wrong padding, or with non-zero bits after its last byte.

    ## Why is this bad?
    Decoders refuse such text, or decode it to different bytes. Then apps cannot decrypt the value.

    ## Example
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ"
    ```
    Use instead:
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ=="
    ```

    ## Fix safety
    Safe: the fix adds missing padding if nothing else is wrong. Other mistakes are only reported,
    since the intended characters are unknown.
    """

    code = "SEC002"
    name = "secured-base64"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE})
    roles = frozenset({"secured"})
    silence = Silence(holds=is_encrypted, of_objects=True)

    good = (
        Good(f"secured: {_CIPHERTEXT};{_VECTOR}\n"),
        Good(f"secured: ;{_VECTOR}\n"),
        Good(f"secured: ab-_;{_VECTOR}\n"),
        Good("secured: {a: b}\n"),
    )
    bad = (
        Bad(
            f"secured: ⟦{_CIPHERTEXT[:-1]};{_VECTOR}⟧\n",
            fixed=f"secured: {_CIPHERTEXT};{_VECTOR}\n",
            says="in `secured` the ciphertext lacks `=` at its end",
        ),
        Bad(
            f'secured: ⟦"{_CIPHERTEXT};{_VECTOR[:-2]}"⟧ # a\n',
            fixed=f'secured: "{_CIPHERTEXT};{_VECTOR}" # a\n',
            says="in `secured` the initialisation vector lacks `==` at its end",
        ),
        Bad(
            f"secured: ⟦'{_CIPHERTEXT[:-1]};{_VECTOR[:-1]}'⟧\n",
            fixed=f"secured: '{_CIPHERTEXT};{_VECTOR}'\n",
            says="the ciphertext lacks `=` at its end, and the initialisation vector lacks `=`",
        ),
        Bad(
            f"secured: ⟦{_CIPHERTEXT[:9]}*{_CIPHERTEXT[10:]};{_VECTOR}⟧\n",
            says="the ciphertext has 1 character outside the Base64 alphabet",
        ),
        Bad(
            f"secured: ⟦{_CIPHERTEXT};{_VECTOR[:9]}é=é{_VECTOR[12:]}⟧\n",
            says="the initialisation vector has 3 characters outside the Base64 alphabet",
        ),
        Bad(
            f"secured: ⟦{_CIPHERTEXT[:8]}={_CIPHERTEXT[9:]};{_VECTOR}⟧\n",
            says="the ciphertext has `=` before its end",
        ),
        Bad(
            f"secured: ⟦{_CIPHERTEXT};{_VECTOR}=⟧\n",
            says="the initialisation vector has 3 `=` at its end, expected 2",
        ),
        Bad(
            f"secured: ⟦{_CIPHERTEXT[:-2]};{_VECTOR}⟧\n",
            says="the ciphertext is cut or has lost letters",
        ),
        Bad(
            f"secured: ⟦{_CIPHERTEXT};{_VECTOR[1:]}⟧\n",
            says="the initialisation vector is cut or has lost letters",
        ),
        Bad(
            f"secured: ⟦{_CIPHERTEXT};{_VECTOR[:-3]}R==⟧\n",
            says="the initialisation vector ends in bits that are not zero",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield one finding at the value for its wrong halves."""
        both = halves(field.value)
        if both is None:
            return
        faults = [
            f"the {name} {fault}"
            for name, fault in (
                ("ciphertext", _fault(both.ciphertext, is_whole_blocks)),
                ("initialisation vector", _fault(both.vector, is_vector)),
            )
            if fault
        ]
        if faults:
            yield field.finding(
                f"in {quoted(field.key)} {', and '.join(faults)}", fix=_fix(field, both)
            )


def _fault(half: str, has_its_length: Callable[[bytes], bool]) -> str | None:
    """Return what is wrong with a half, without revealing its content."""
    if decoded(half) is not None:
        return None
    letters = half.rstrip("=")
    foreign = len(_FOREIGN.findall(letters))
    if foreign and foreign == letters.count("="):
        return "has `=` before its end"
    if foreign:
        return f"has {plural(foreign, 'character')} outside the Base64 alphabet"
    return _fault_of_end(letters, len(half) - len(letters), has_its_length)


def _fault_of_end(letters: str, found: int, has_its_length: Callable[[bytes], bool]) -> str:
    """Return what is wrong with the end of a half of `letters` and `found` padding characters."""
    expected = -len(letters) % _QUANTUM
    if len(letters) % _QUANTUM == 1:
        return f"is cut or has lost letters: {len(letters):,} letters do not make whole bytes"
    if found > expected:
        return f"has {found:,} `=` at its end, expected {expected}"
    if found == expected:
        return "ends in bits that are not zero: its last letter is wrong, or letters are missing"
    data = decoded(letters + "=" * expected)
    if data is not None and has_its_length(data):
        return f"lacks `{'=' * (expected - found)}` at its end"
    return (
        f"is cut or has lost letters: its {len(letters) + found:,} letters are not a multiple of 4"
    )


def _fix(field: Field, both: Halves) -> Fix | None:
    paddings = ["=" * (-len(half) % _QUANTUM) for half in both]
    if not is_valid(";".join(half + padding for half, padding in zip(both, paddings, strict=True))):
        return None
    ends = (len(both.ciphertext), len(both.ciphertext) + 1 + len(both.vector))
    changes = [
        Edit(Span(end, end), padding)
        for end, padding in zip(ends, paddings, strict=True)
        if padding
    ]
    edits = rewrite_parts(field.document, field.path, changes)
    return Fix("Add the padding", edits, Safety.SAFE, (field.pointer,)) if edits else None
