"""SCH001: a property that the schema requires is missing."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.similar import nearest_key
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.violations import listed, pointer, within
from linter.schema.shape import Shape
from linter.schema.violation import Violation

# Comparing more unknown keys with the known ones takes seconds.
_MAX_UNKNOWN = 1_000

_SCHEMA = {
    "properties": {
        "provider": {"required": ["name", "domain"]},
        "images": {"items": {"required": ["url"]}},
    }
}
_CLOSED = {"properties": {"name": {}}, "required": ["name"], "additionalProperties": False}
_LINKED = {"anyOf": [{"required": ["webUrl"]}, {"required": ["originalUrl"]}]}


class MissingProperty(ViolationRule):
    """A required property is missing.

    ## What it does
    Reports mappings without properties that the schema requires (`required`). There is one finding
    per mapping, at its first key, that names all missing properties. If the schema requires one of
    several properties, the finding names the alternatives.

    ## Why is this bad?
    Templates and apps that read the property get nothing: an article without `title` is an empty
    row, and one without `publishedDateTime` cannot be sorted.

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
    keywords = frozenset({"required", "anyOf required"})

    good = (
        Good("provider:\n  name: PBS\n  domain: pbs.org\n", schema=_SCHEMA),
        Good("nane: PBS\n", schema=_CLOSED),
        Good("originalUrl: a\n", schema=_LINKED),
    )
    bad = (
        Bad(
            "provider:\n  ⟦name⟧: PBS\n",
            says="missing required property `domain` in `provider`",
            schema=_SCHEMA,
        ),
        Bad("images:\n  - ⟦width⟧: 1\n", says="in item 1 of `images`", schema=_SCHEMA),
        Bad("provider: ⟦{name: PBS}⟧\n", schema=_SCHEMA),
        Bad(
            "⟦title⟧: a\nprovider: ⟦{}⟧\n",
            says="missing required properties `a`, `b` and `c`",
            schema={"required": ["a", "b", "c"], **_SCHEMA},
        ),
        Bad("⟦title⟧: a\n", says="missing one of the properties `webUrl` or", schema=_LINKED),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the mapping."""
        shape = context.schema.shape_at(violation.path)
        misspelt = _misspelt(violation.value, shape) if shape else frozenset()
        if violation.keyword == "required":
            names = [name for name in violation.names if name not in misspelt]
        else:
            names = [] if misspelt.intersection(violation.names) else [*violation.names]
        if not names:
            return
        yield Finding(
            _message(violation.keyword, names) + within(violation),
            context.document.mapping_span(violation.path),
            pointer(violation),
            help=_description(shape, names) if len(names) == 1 else None,
            faults=len(names) if violation.keyword == "required" else 1,
        )


def _message(keyword: str, names: list[str]) -> str:
    if keyword == "anyOf required":
        return f"missing one of the properties {listed(names, 'or')}"
    properties = "property" if len(names) == 1 else "properties"
    return f"missing required {properties} {listed(names, 'and')}"


def _description(shape: Shape | None, names: list[str]) -> str | None:
    known = shape.properties.get(names[0]) if shape else None
    return f"{quoted(names[0])}: {known.description}" if known and known.description else None


def _misspelt(value: dict[str, Any], shape: Shape) -> frozenset[str]:
    """Return the missing keys for which a misspelt one is present, which SCH002 reports."""
    if not shape.closed:
        return frozenset()
    unknown = (key for key in value if key not in shape.properties)
    known = tuple(shape.properties)
    near = (nearest_key(key, known) for key in islice(unknown, _MAX_UNKNOWN))
    return frozenset(name for name in near if name is not None)
