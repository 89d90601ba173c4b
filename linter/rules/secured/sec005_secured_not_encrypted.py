"""SEC005: a secured value that is not encrypted, or wrapped in an envelope."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.secured.parts import decoded, envelope, halves, plaintext_kind
from linter.rules.secured.silence import is_encrypted
from linter.schema.entries import Field

_VECTOR = "wCwLll4COr7oCPK1SNjVGQ=="


class SecuredNotEncrypted(FieldRule):
    """A ciphertext is not encrypted, or is wrapped in an envelope.

    ## What it does
    Reports a secured value whose ciphertext decodes to readable text, to the start of a file of a
    known kind (JPEG, PNG, GIF, WebP, PDF, ZIP, gzip, bzip2, xz, 7z, Zstandard), or to bytes that
    are distributed too unevenly for any cipher. The envelopes in which OpenSSL's `enc`, Fernet and
    age wrap a ciphertext are reported too.

    ## Why is this bad?
    Base64 hides nothing. The secret is published, and stays in the history of the site. A
    ciphertext in an envelope is encrypted, but apps that decrypt it with the vector beside it get
    garbage.

    ## Example
    ```yaml
    secured: "eyJ0b2tlbiI6ImEifQ0KIA==;wCwLll4COr7oCPK1SNjVGQ=="
    ```
    Use instead what the crawler writes:
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ=="
    ```
    """

    code = "SEC005"
    name = "secured-not-encrypted"
    severity = Severity.ERROR
    roles = frozenset({"secured"})
    silence = Silence(holds=is_encrypted, of_objects=True)

    good = (
        Good(f"secured: ThGV3wIN5Z4NZaM6QnnxGA==;{_VECTOR}\n"),
        Good(f"secured: ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ+LVa3/LmHD4=;{_VECTOR}\n"),
        Good(
            f"secured: ThGV3wIN5Z4NZaM6QnnxGE4Rld8CDeWeDWWjOkJ58RhOEZXfAg3lng1lozpCefEY;{_VECTOR}\n"
        ),
        Good(f"secured: SGVsbG8=;{_VECTOR}\n"),
        Good("secured: 1.5\n"),
    )
    bad = (
        Bad(
            f"secured: ⟦eyJ0b2tlbiI6ImEifQ0KIA==;{_VECTOR}⟧\n",
            says="in `secured` the ciphertext decodes to readable text, expected encrypted bytes",
        ),
        Bad(
            'secured: ⟦"R3LDvMOfZSBhdXMgTcO8bmNoZW4gdW5kIEvDtmxuISE=;'
            f'{_VECTOR}"⟧ # text of 32 bytes that is not ASCII\n'
        ),
        Bad(
            f"secured: ⟦iVBORw0KGgpCefEYPnrk5Q==;{_VECTOR}⟧\n",
            says="in `secured` the ciphertext decodes to a PNG file",
        ),
        Bad(f"secured: ⟦H4sIAAIN5Z4NZaM6QnnxGA==;{_VECTOR}⟧\n", says="decodes to a gzip file"),
        Bad(
            f"secured: ⟦U2FsdGVkX18CDeWeDWWjOkJ58RhOEZXfAg3lng1lozo=;{_VECTOR}⟧\n",
            says="the ciphertext is inside OpenSSL's envelope (`Salted__`)",
        ),
        Bad(
            f"secured: ⟦YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSA=;{_VECTOR}⟧\n",
            says="is inside an age file",
        ),
        Bad(f"secured: ⟦gAAAAABe4XkkCDeWeDWWjA==;{_VECTOR}⟧\n", says="is inside a Fernet token"),
        Bad(
            f"secured: ⟦AAAAAAAAAAAAAAAAAAAAAA==;{_VECTOR}⟧\n",
            says="in `secured` the ciphertext decodes to bytes of low entropy",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        both = halves(field.value)
        data = decoded(both.ciphertext) if both is not None else None
        if data is None:
            return
        plain, wrapped = plaintext_kind(data), envelope(data)
        if wrapped is not None:
            yield field.finding(
                f"in {quoted(field.key)} the ciphertext is inside {wrapped}, expected the"
                " ciphertext alone",
                help="the initialisation vector beside it does not decrypt it",
            )
        elif plain is not None:
            yield field.finding(
                f"in {quoted(field.key)} the ciphertext decodes to {plain}, expected encrypted"
                " bytes",
                help="what was published here is no longer secret, even when it is removed",
            )
