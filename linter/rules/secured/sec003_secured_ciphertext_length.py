"""SEC003: a ciphertext of the wrong length."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import plural, quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.secured.parts import decoded, halves, is_whole_blocks, plaintext_kind
from linter.rules.secured.silence import is_encrypted
from linter.schema.entries import Field

_VECTOR = "wCwLll4COr7oCPK1SNjVGQ=="


class SecuredCiphertextLength(FieldRule):
    """A ciphertext is empty or not a multiple of 16 bytes.

    ## What it does
    Reports a secured value whose ciphertext is empty, or not a multiple of 16 bytes long.

    ## Why is this bad?
    AES in CBC mode works on blocks of 16 bytes (NIST SP 800-38A). With any other length, bytes were
    lost or added, and apps cannot decrypt the rest.

    ## Example
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6;wCwLll4COr7oCPK1SNjVGQ=="
    ```
    Use instead what the crawler writes:
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ=="
    ```
    """

    code = "SEC003"
    name = "secured-ciphertext-length"
    severity = Severity.ERROR
    roles = frozenset({"secured"})
    silence = Silence(holds=is_encrypted, of_objects=True)

    good = (
        Good(f"secured: ThGV3wIN5Z4NZaM6QnnxGA==;{_VECTOR}\n"),
        Good(f"secured: ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ+LVa3/LmHD4=;{_VECTOR}\n"),
        Good("secured: ThGV3wIN5Z4NZaM6QnnxGA==;wCwL\n"),
        Good(f"secured: ThGV3;{_VECTOR}\n"),
        Good("secured: 12\n"),
    )
    bad = (
        Bad(
            f"secured: ⟦;{_VECTOR}⟧\n",
            says="in `secured` the ciphertext is empty, expected a multiple of 16 bytes",
        ),
        Bad(
            f'secured: ⟦"ThGV3wIN5Z4NZaM6;{_VECTOR}"⟧ # a\n',
            says="in `secured` the ciphertext is 12 bytes, expected a multiple of 16 bytes",
        ),
        Bad(f"secured: ⟦ThGV3wIN5Z4NZaM6QnnxGD4=;{_VECTOR}⟧\n", says="is 17 bytes"),
        Bad(f"secured: ⟦TQ==;{_VECTOR}⟧\n", says="is 1 byte,"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        both = halves(field.value)
        data = decoded(both.ciphertext) if both is not None else None
        # Unencrypted bytes have any length; SEC005 reports them.
        if data is None or is_whole_blocks(data) or plaintext_kind(data) is not None:
            return
        size = plural(len(data), "byte") if data else "empty"
        yield field.finding(
            f"in {quoted(field.key)} the ciphertext is {size}, expected a multiple of 16 bytes"
        )
