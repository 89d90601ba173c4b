"""SEC004: an initialisation vector of the wrong length."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import plural, quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.secured.parts import decoded, halves, is_vector, is_whole_blocks
from linter.rules.secured.silence import is_encrypted
from linter.schema.entries import Field

_CIPHERTEXT = "ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ+LVa3/LmHD4="
_VECTOR = "wCwLll4COr7oCPK1SNjVGQ=="


class SecuredIvLength(FieldRule):
    """An initialisation vector is not 16 bytes.

    ## What it does
    Reports a secured value whose initialisation vector, the half after the `;`, is not 16 bytes
    long. The message says so if the halves seem to be swapped.

    ## Why is this bad?
    In CBC mode, the vector is as long as a block of AES, which is 16 bytes (NIST SP 800-38A). With
    any other length, apps cannot decrypt the value.

    ## Example
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1"
    ```
    Use instead what the crawler writes:
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ=="
    ```
    """

    code = "SEC004"
    name = "secured-iv-length"
    severity = Severity.ERROR
    roles = frozenset({"secured"})
    silence = Silence(holds=is_encrypted, of_objects=True)

    good = (
        Good(f"secured: {_CIPHERTEXT};{_VECTOR}\n"),
        Good(f"secured: ;{_VECTOR}\n"),
        Good(f"secured: {_CIPHERTEXT};wCwLl\n"),
        Good(f"secured: {_CIPHERTEXT}\n"),
        Good("secured: true\n"),
    )
    bad = (
        Bad(
            f"secured: ⟦{_CIPHERTEXT};⟧\n",
            says="in `secured` the initialisation vector is empty, expected 16 bytes",
        ),
        Bad(
            f'secured: ⟦"{_CIPHERTEXT};wCwLll4COr7oCPK1"⟧ # a\n',
            says="in `secured` the initialisation vector is 12 bytes, expected 16 bytes",
        ),
        Bad(f"secured: ⟦{_CIPHERTEXT};wCwLll4COr7oCPK1SNjVGTo=⟧\n", says="is 17 bytes"),
        Bad(f"secured: ⟦{_CIPHERTEXT};{_CIPHERTEXT}⟧\n", says="is 32 bytes, expected 16 bytes"),
        Bad(
            f"secured: ⟦{_VECTOR};{_CIPHERTEXT}⟧\n",
            says="in `secured` the initialisation vector is 32 bytes, expected 16 bytes: the"
            " two halves seem to be swapped",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        both = halves(field.value)
        vector = decoded(both.vector) if both is not None else None
        if both is None or vector is None or is_vector(vector):
            return
        size = plural(len(vector), "byte") if vector else "empty"
        other = decoded(both.ciphertext)
        swapped = other is not None and is_vector(other) and is_whole_blocks(vector)
        yield field.finding(
            f"in {quoted(field.key)} the initialisation vector is {size}, expected 16 bytes"
            + (": the two halves seem to be swapped" * swapped)
        )
