"""SCH005: text that does not have the form that the schema wants."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Severity
from linter.explanation import Violation
from linter.rule import Bad, Context, Good, ViolationRule
from linter.rules._violations import label, pointer, value_span
from linter.text import quoted

_SCHEMA = {
    "properties": {
        "locale": {"type": "string", "pattern": "^[a-z]{2}-[a-z]{2}$", "examples": ["en-us"]},
        "length": {"format": "duration", "examples": ["PT13M34S"], "x-role": "length"},
        "secured": {"pattern": "^x$", "x-role": "secured"},
    }
}


class BadFormat(ViolationRule):
    """Text does not have the form that the schema wants.

    ## What it does
    Reports text that does not match a `pattern` or `format`, with the schema's own example. Where a
    rule for links, dates or the secured field reports the same text, this one is silent. A length
    in another form (role `length`) is a warning, since readers see the text as it stands.

    ## Why is this bad?
    Whoever reads the value counts on its form: an app cannot show a length of `13 minutes`.

    ## Example
    ```yaml
    length: 13 minutes
    ```
    Use instead:
    ```yaml
    length: PT13M
    ```
    """

    code = "SCH005"
    name = "bad-format"
    severity = Severity.ERROR
    yields_to = ("URL", "DAT", "SEC")
    keywords = frozenset({"pattern", "format"})

    good = (Good("locale: en-us\nlength: PT1H2M3S\n", schema=_SCHEMA),)
    bad = (
        Bad("locale: ⟦english⟧\n", says="for example `en-us`", schema=_SCHEMA),
        Bad("length: ⟦13 minutes⟧\n", says="for example `PT13M34S`", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        shape = context.schema.shape_at(violation.path)
        example = f", for example {quoted(shape.examples[0])}" if shape and shape.examples else ""
        form = (
            f"the form of a {violation.expected}"
            if violation.keyword == "format"
            else f"the form {quoted(violation.expected)}"
        )
        yield Finding(
            f"{label(violation)} does not have {form}{example}",
            value_span(context.document, violation),
            pointer(violation),
            severity=Severity.WARNING if shape and "length" in shape.roles else None,
        )
