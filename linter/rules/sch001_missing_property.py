"""SCH001: a property that the schema requires is missing."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Severity
from linter.rule import Bad, Context, Good, ViolationRule
from linter.rules._violations import label, pointer
from linter.schema import Violation
from linter.text import quoted

_SCHEMA = {
    "properties": {
        "provider": {"required": ["name", "domain"]},
        "images": {"items": {"required": ["url"]}},
    }
}


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

    good = (Good("provider:\n  name: PBS\n  domain: pbs.org\n", schema=_SCHEMA),)
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
        known = shape.properties.get(name) if shape else None
        yield Finding(
            f"{label(violation)} lacks {quoted(name)}, which is required",
            context.document.mapping_span(violation.path),
            pointer(violation),
            help=f"{quoted(name)}: {known.description}" if known and known.description else None,
        )
