"""SCH008: a value that fits none of the alternatives."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Severity
from linter.explanation import Violation
from linter.rule import Bad, Context, Good, ViolationRule
from linter.rules._violations import label, pointer, value_span

_SCHEMA = {
    "properties": {
        "price": {"anyOf": [{"const": "Free"}, {"type": "number"}]},
        "link": {"not": {"required": ["url"]}},
        "banned": False,
        "pair": {"prefixItems": [{}, {}], "items": False},
        "open": {"prefixItems": [{}], "unevaluatedItems": False},
    }
}

_WORDS = {
    "anyOf": "fits none of the forms that it may have",
    "oneOf": "does not fit exactly one of the forms that it may have",
    "not": "has a form that it must not have",
    "unevaluatedItems": "has items that must not be there",
}


class NoAlternativeMatches(ViolationRule):
    """A value fits none of the forms that the schema offers.

    ## What it does
    Reports values that fit no branch of `anyOf` or `oneOf`, or that `not` excludes, where no other
    rule can name the one thing that is wrong. Where the data was plainly meant for one branch, the
    violations of that branch are reported instead.

    ## Why is this bad?
    What reads the value knows only these forms.

    ## Example
    ```yaml
    price: cheap
    ```
    Use instead:
    ```yaml
    price: Free
    ```
    """

    code = "SCH008"
    name = "no-alternative-matches"
    severity = Severity.ERROR
    keywords = frozenset(_WORDS)

    good = (Good("price: Free\nlink: {}\n", schema=_SCHEMA), Good("price: 1.5\n", schema=_SCHEMA))
    bad = (
        Bad("price: ⟦[]⟧\n", says="`price` fits none", schema=_SCHEMA),
        Bad("link:\n  ⟦url⟧: a\n", says="must not have", schema=_SCHEMA),
        Bad("banned: ⟦a⟧\n", says="must not be there", schema=_SCHEMA),
        Bad("pair: [a, b, ⟦c⟧]\n", says="item 3 of `pair` must not be there", schema=_SCHEMA),
        Bad("⟦open⟧: [a, b]\n", says="has items that must not be there", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        words = "must not be there" if violation.expected == {} else _WORDS[violation.keyword]
        yield Finding(
            f"{label(violation)} {words}",
            value_span(context.document, violation),
            pointer(violation),
        )
