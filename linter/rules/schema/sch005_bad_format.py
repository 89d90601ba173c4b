"""SCH005: text that does not have the required form."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.violations import label, pointer, value_span
from linter.rules.schema.words import in_words
from linter.schema.violation import Violation

_SCHEMA = {
    "properties": {
        "locale": {"type": "string", "pattern": "^[a-z]{2}-[a-z]{2}$", "examples": ["en-us"]},
        "length": {"format": "duration", "examples": ["PT13M34S"], "x-role": "length"},
        "secured": {"pattern": "^x$", "x-role": "secured"},
        "contact": {"format": "email"},
        "slug": {"not": {"pattern": "^draft-"}},
    }
}


class BadFormat(ViolationRule):
    """A text does not have the form that the schema requires.

    ## What it does
    Reports text that does not match a `pattern`, a `format`, or the content that a schema of draft
    6 or 7 declares (`contentEncoding`, `contentMediaType`), and shows an example from the schema.
    Text that matches what the schema excludes (`not`) is reported too. Text that a rule about
    links, dates or the secured field reports is ignored. A length in the wrong form (role `length`)
    is a warning, because readers see the text unchanged.

    ## Why is this bad?
    Programs rely on the form of the value: they cannot calculate with a length of `13 minutes`.

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
    keywords = frozenset(
        {"contentEncoding", "contentMediaType", "format", "pattern"} | {"not format", "not pattern"}
    )

    good = (Good("locale: en-us\nlength: PT1H2M3S\n", schema=_SCHEMA),)
    bad = (
        Bad("locale: ⟦english⟧\n", says="for example `en-us`", schema=_SCHEMA),
        Bad("length: ⟦13 minutes⟧\n", says="for example `PT13M34S`", schema=_SCHEMA),
        Bad("contact: ⟦me⟧\n", says="`contact` is not an e-mail address", schema=_SCHEMA),
        Bad("slug: ⟦draft-1⟧\n", says="is of the form `^draft-`, which it must", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        shape = context.schema.shape_at(violation.path)
        is_excluded = violation.keyword.startswith("not ")
        form = in_words({violation.keyword.removeprefix("not "): violation.expected})
        example = f", for example {quoted(shape.examples[0])}" if shape and shape.examples else ""
        yield Finding(
            f"{label(violation)} is {form}, which it must not be"
            if is_excluded
            else f"{label(violation)} is not {form}{example}",
            value_span(context.document, violation),
            pointer(violation),
            severity=Severity.WARNING if shape and "length" in shape.roles else None,
        )
