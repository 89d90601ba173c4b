"""SEC006: a ciphertext with a repeated block."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.secured.parts import ciphertext_of, plaintext_kind, repeated_block
from linter.rules.secured.silence import is_encrypted
from linter.schema.entries import Field

_VECTOR = "wCwLll4COr7oCPK1SNjVGQ=="


class SecuredRepeatedBlock(FieldRule):
    """A ciphertext has the same block twice.

    ## What it does
    Reports a secured value whose ciphertext contains the same block of 16 bytes twice. Values that
    are not encrypted at all are ignored; `secured-not-encrypted` reports them.

    ## Why is this bad?
    AES in CBC mode never does this by chance. The value was encrypted block by block (ECB mode),
    which shows where the secret text repeats itself, or it was put together from pieces.

    ## Example
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGE4Rld8CDeWeDWWjOkJ58Rg=;wCwLll4COr7oCPK1SNjVGQ=="
    ```
    Use instead what the crawler writes:
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ+LVa3/LmHD4=;wCwLll4COr7oCPK1SNjVGQ=="
    ```
    """

    code = "SEC006"
    name = "secured-repeated-block"
    severity = Severity.ERROR
    roles = frozenset({"secured"})
    silence = Silence(holds=is_encrypted, of_objects=True)

    good = (
        Good(f"secured: ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ+LVa3/LmHD4=;{_VECTOR}\n"),
        Good(f"secured: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;{_VECTOR}\n"),
        Good(f"secured: {_VECTOR};{_VECTOR}\n"),
        Good(f"secured: ThGV3wIN5Z4NZaM6QnnxGE4Rld8CDeWeDWWjOkJ58RhO;{_VECTOR}\n"),
        Good("secured: [a]\n"),
    )
    bad = (
        Bad(
            f"secured: ⟦ThGV3wIN5Z4NZaM6QnnxGE4Rld8CDeWeDWWjOkJ58Rg=;{_VECTOR}⟧\n",
            says="in `secured` block 2 of the ciphertext equals block 1",
        ),
        Bad(
            'secured: ⟦"ThGV3wIN5Z4NZaM6QnnxGMAsC5ZeAjq+6AjytUjY1RlOEZXfAg3lng1lozpCefEY;'
            f'{_VECTOR}"⟧ # a\n',
            says="in `secured` block 3 of the ciphertext equals block 1",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value for the first repetition."""
        data = ciphertext_of(field.value)
        repetition = repeated_block(data) if data is not None else None
        if data is None or repetition is None or plaintext_kind(data) is not None:
            return
        later, earlier = repetition
        yield field.finding(
            f"in {quoted(field.key)} block {later:,} of the ciphertext equals block {earlier:,},"
            " expected 16-byte blocks that all differ"
        )
