"""SEC001: a secured value that does not have the form `BASE64;BASE64`."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.text import Edit, Span
from linter.editing.scalar import rewrite_parts
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.secured.parts import NONSTANDARD, is_standard, is_valid, standardised
from linter.rules.secured.silence import is_encrypted
from linter.schema.entries import Field

_VALUE = "ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ+LVa3/LmHD4=;wCwLll4COr7oCPK1SNjVGQ=="
_URL_SAFE = "ThGV3wIN5Z4NZaM6QnnxGD565OXZgOMJ-LVa3_LmHD4=;wCwLll4COr7oCPK1SNjVGQ=="
_HALF = "wCwLll4COr7oCPK1SNjVGQ=="
_EXPECTED = "a ciphertext and an initialisation vector in Base64 with one `;` between"


class SecuredForm(FieldRule):
    """A secured value does not have the form `BASE64;BASE64`.

    ## What it does
    Reports a secured value without `;` or with several, with whitespace anywhere, or with `-` and
    `_` in place of `+` and `/`.

    ## Why is this bad?
    Apps split the value at the `;` and decode both halves. They cannot decrypt a value in a
    different form.

    ## Example
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==; wCwLll4COr7oCPK1SNjVGQ=="
    ```
    Use instead:
    ```yaml
    secured: "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ=="
    ```

    ## Fix safety
    Safe: the fix deletes whitespace and writes the standard alphabet, which encodes the same bytes.
    There is no fix if anything else is wrong.
    """

    code = "SEC001"
    name = "secured-form"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE})
    roles = frozenset({"secured"})
    silence = Silence(holds=is_encrypted, of_objects=True)

    good = (
        Good(f"secured: {_VALUE}\n"),
        Good(f'secured: "{_VALUE}" # never edit\n'),
        Good("secured: [a]\n"),
        Good("secured:\n"),
        Good(f"secured: ;{_HALF}\n"),
    )
    bad = (
        Bad(f"secured: ⟦{_HALF}⟧\n", says="`secured` has no `;`, expected a ciphertext and"),
        Bad(f"secured: ⟦{_VALUE};⟧\n", says="`secured` has 2 `;`, expected"),
        Bad("secured: ⟦''⟧\n", says="`secured` is empty, expected"),
        Bad(
            f"secured: ⟦' {_VALUE.replace(';', '; ')}'⟧\n",
            fixed=f"secured: '{_VALUE}'\n",
            says="`secured` has spaces, expected",
        ),
        Bad(
            f"secured: ⟦{_VALUE.replace('XZ', 'XZ  ')}⟧ # a\n",
            fixed=f"secured: {_VALUE} # a\n",
        ),
        Bad(
            f'secured: ⟦"{_VALUE}\\n"⟧\n',
            fixed=f'secured: "{_VALUE}"\n',
            says="`secured` has line breaks, expected",
        ),
        Bad(
            f'secured: ⟦"{_URL_SAFE}"⟧\n',
            fixed=f'secured: "{_VALUE}"\n',
            says="`secured` has letters of the URL-safe alphabet, expected",
        ),
        Bad(
            f'secured: ⟦"{_URL_SAFE}\\t"⟧\n',
            fixed=f'secured: "{_VALUE}"\n',
            says="`secured` has spaces and letters of the URL-safe alphabet, expected",
        ),
        Bad(f"secured: ⟦{_HALF[:-1]} ;{_HALF}⟧\n"),
        Bad(f"secured: ⟦a-b;{_HALF}⟧\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        if not isinstance(field.value, str):
            return
        fault = _fault(field.value)
        if fault is not None:
            yield field.finding(
                f"{quoted(field.key)} {fault}, expected {_EXPECTED}", fix=_fix(field, field.value)
            )


def _fault(text: str) -> str | None:
    semicolons = text.count(";")
    if not text.strip():
        return "is empty"
    if semicolons != 1:
        return f"has {semicolons:,} `;`" if semicolons else "has no `;`"
    if is_standard(text):
        return None
    runs = [match[0] for match in NONSTANDARD.finditer(text)]
    whitespace = [run for run in runs if run.isspace()]
    words = []
    if any("\n" not in run and "\r" not in run for run in whitespace):
        words.append("spaces")
    if any("\n" in run or "\r" in run for run in whitespace):
        words.append("line breaks")
    if len(whitespace) < len(runs):
        words.append("letters of the URL-safe alphabet")
    return f"has {' and '.join(words)}"


def _fix(field: Field, text: str) -> Fix | None:
    if not is_valid(NONSTANDARD.sub(lambda match: standardised(match[0]), text)):
        return None
    changes = [
        Edit(Span(*match.span()), standardised(match[0])) for match in NONSTANDARD.finditer(text)
    ]
    edits = rewrite_parts(field.document, field.path, changes)
    title = "Write standard Base64 without spaces"
    return Fix(title, edits, Safety.SAFE, (field.pointer,)) if edits else None
