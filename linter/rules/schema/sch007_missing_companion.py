"""SCH007: a property without its required companion."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.values import json_pointer
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.violations import listed
from linter.schema.violation import Violation

_SCHEMA = {"dependentRequired": {"width": ["height"]}}


class MissingCompanion(ViolationRule):
    """A property is present without its required companion.

    ## What it does
    Reports a property whose companions by the schema's `dependentRequired` (or `dependencies`) are
    missing.

    ## Why is this bad?
    One is useless without the other: a width alone does not give the box of a picture.

    ## Example
    ```yaml
    width: 1280
    ```
    Use instead:
    ```yaml
    width: 1280
    height: 640
    ```
    """

    code = "SCH007"
    name = "missing-companion"
    severity = Severity.ERROR
    yields_to = ("URL005",)
    keywords = frozenset({"dependentRequired"})

    good = (Good("width: 1\nheight: 2\n", schema=_SCHEMA), Good("height: 2\n", schema=_SCHEMA))
    bad = (Bad("⟦width⟧: 1\n", says="`width` needs `height`", schema=_SCHEMA),)

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the property without its companions."""
        path = (*violation.path, violation.expected)
        yield Finding(
            f"{quoted(violation.expected)} needs {listed(violation.names, 'and')} beside it",
            context.document.key_span(path),
            json_pointer(path),
        )
