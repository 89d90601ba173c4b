"""SCH008: a value that matches none of the alternatives."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.violations import label, pointer, value_span
from linter.rules.schema.words import in_words
from linter.schema.violation import Violation

_SCHEMA = {
    "properties": {
        "price": {"anyOf": [{"multipleOf": 5}, {"minimum": 100}]},
        "rating": {"oneOf": [{"type": "number"}, {"minimum": 3}]},
        "link": {"not": {"required": ["url"], "properties": {"type": {"const": "mail"}}}},
        "name": {"anyOf": [{"pattern": "^a"}, {"allOf": [{"pattern": "b$"}]}]},
    }
}

_MOST_FORMS = 5

_WORDS = {
    "anyOf": "fits none of the forms that it may have",
    "oneOf": "fits none of the forms that it may have",
    "oneOf several": "fits several forms of which it may have only one",
    "not": "has a form that it must not have",
}


class NoAlternativeMatches(ViolationRule):
    """A value matches none of the alternatives of the schema.

    ## What it does
    Reports values that match no branch of `anyOf` or `oneOf`, several branches of `oneOf`, or a
    schema that `not` excludes, if no other rule can name the single mistake. If the value is
    clearly intended for one branch, the violations of that branch are reported instead.

    ## Why is this bad?
    Programs that read the value support only these alternatives.

    ## Example
    With `anyOf: [{multipleOf: 5}, {minimum: 100}]`:
    ```yaml
    price: 12
    ```
    Use instead:
    ```yaml
    price: 10
    ```
    """

    code = "SCH008"
    name = "no-alternative-matches"
    severity = Severity.ERROR
    keywords = frozenset(_WORDS)

    good = (Good("price: 10\nrating: 2\nlink: {}\nname: ab\n", schema=_SCHEMA),)
    bad = (
        Bad(
            "price: ⟦12⟧\n",
            says="`price` fits none of the forms that it may have:"
            " it must be a multiple of 5, or at least 100",
            schema=_SCHEMA,
        ),
        Bad("rating: ⟦4⟧\n", says="only one: a number, or at least 3", schema=_SCHEMA),
        Bad("link:\n  ⟦url⟧: a\n", says="`link` has a form that it must not", schema=_SCHEMA),
        Bad("name: ⟦c⟧\n", says="`name` fits none of the forms that it may", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        yield Finding(
            f"{label(violation)} {_message(violation)}",
            value_span(context.document, violation),
            pointer(violation),
        )


def _message(violation: Violation) -> str:
    if violation.keyword == "not":
        return _WORDS["not"] if violation.expected else "is not allowed"
    forms = [in_words(branch) for branch in violation.expected]
    words = [form for form in forms if form is not None]
    if len(words) < len(forms) or len(words) > _MOST_FORMS:
        return _WORDS[violation.keyword]
    must = "" if violation.keyword == "oneOf several" else "it must be "
    return f"{_WORDS[violation.keyword]}: {must}{', or '.join(words)}"
