"""SCH001: a property that the schema requires is missing."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from linter.diagnostic import Finding, Severity
from linter.explanation import Violation
from linter.rule import Bad, Context, Good, ViolationRule
from linter.rules._violations import label, pointer
from linter.schema import Shape
from linter.text import nearest_key, quoted

# Comparing the spelling of more unknown keys than this, for each missing one, takes seconds.
_MAX_UNKNOWN = 1_000

_SCHEMA = {
    "properties": {
        "provider": {"required": ["name", "domain"]},
        "images": {"items": {"required": ["url"]}},
    }
}
_CLOSED = {"properties": {"name": {}}, "required": ["name"], "additionalProperties": False}


class MissingProperty(ViolationRule):
    """A required property is missing.

    ## What it does
    Reports mappings that lack a property which the schema requires (`required`), at the mapping's
    first key.

    ## Why is this bad?
    The templates and apps that read the property get nothing: an article without `title` is an
    empty row, one without `publishedDateTime` cannot be sorted.

    ## Example
    ```yaml
    provider:
      name: PBS
    ```
    Use instead:
    ```yaml
    provider:
      name: PBS
      domain: pbs.org
    ```
    """

    code = "SCH001"
    name = "missing-property"
    severity = Severity.ERROR
    keywords = frozenset({"required"})

    good = (
        Good("provider:\n  name: PBS\n  domain: pbs.org\n", schema=_SCHEMA),
        Good("nane: PBS\n", schema=_CLOSED),
    )
    bad = (
        Bad(
            "provider:\n  ⟦name⟧: PBS\n",
            says="`provider` lacks `domain`",
            schema=_SCHEMA,
        ),
        Bad("images:\n  - ⟦width⟧: 1\n", says="item 1 of `images` lacks `url`", schema=_SCHEMA),
        Bad("provider: ⟦{name: PBS}⟧\n", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the mapping."""
        name = str(violation.name)
        shape = context.schema.shape_at(violation.path)
        if shape is not None and _is_misspelt(name, violation.value, shape):
            return
        known = shape.properties.get(name) if shape else None
        yield Finding(
            f"{label(violation)} lacks {quoted(name)}, which is required",
            context.document.mapping_span(violation.path),
            pointer(violation),
            help=f"{quoted(name)}: {known.description}" if known and known.description else None,
        )


def _is_misspelt(name: str, value: dict[str, Any], shape: Shape) -> bool:
    """Whether an unknown key stands there for the missing one, which SCH002 reports."""
    if not shape.closed:
        return False
    unknown = (key for key in value if key not in shape.properties)
    known = tuple(shape.properties)
    return any(nearest_key(key, known) == name for key in islice(unknown, _MAX_UNKNOWN))
