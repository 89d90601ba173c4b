"""SCH006: a number, a length or a count outside its bounds."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from linter.diagnostic import Finding, Severity
from linter.explanation import Violation
from linter.rule import Bad, Context, Good, ViolationRule
from linter.rules._violations import label, pointer, value_span
from linter.text import quoted

_SCHEMA = {
    "properties": {
        "width": {"minimum": 1, "maximum": 20000},
        "ratio": {"exclusiveMinimum": 0, "multipleOf": 0.5},
        "name": {"minLength": 2, "maxLength": 5},
        "topics": {"minItems": 1, "maxItems": 2, "uniqueItems": True},
        "provider": {"minProperties": 1},
        "tags": {"contains": {"const": "news"}},
    }
}

_WORDS: Mapping[str, Callable[[Violation], str]] = {
    "minimum": lambda v: f"is {quoted(v.value)}, less than {v.expected}",
    "maximum": lambda v: f"is {quoted(v.value)}, more than {v.expected}",
    "exclusiveMinimum": lambda v: f"is {quoted(v.value)}, not more than {v.expected}",
    "exclusiveMaximum": lambda v: f"is {quoted(v.value)}, not less than {v.expected}",
    "multipleOf": lambda v: f"is {quoted(v.value)}, not a multiple of {v.expected}",
    "minLength": lambda v: f"has {len(v.value)} characters, fewer than {v.expected}",
    "maxLength": lambda v: f"has {len(v.value)} characters, more than {v.expected}",
    "minItems": lambda v: f"has {len(v.value)} items, fewer than {v.expected}",
    "maxItems": lambda v: f"has {len(v.value)} items, more than {v.expected}",
    "minProperties": lambda v: f"has {len(v.value)} properties, fewer than {v.expected}",
    "maxProperties": lambda v: f"has {len(v.value)} properties, more than {v.expected}",
    "uniqueItems": lambda v: f"has {_repeated(v.value)} more than once",
    "contains": lambda _: "has no item of the kind that it must have",
    "minContains": lambda _: "has too few items of the kind that it must have",
    "maxContains": lambda _: "has too many items of the kind that it must have",
}


class OutOfRange(ViolationRule):
    """A number, a length or a count is outside its bounds.

    ## What it does
    Reports values below or above the schema's limits, empty lists that must not be empty, and items
    that stand twice where each must be another.

    ## Why is this bad?
    A width of 0 shows no picture, a `heat` of -2147483648 is an overflow that sorts the article
    last, and an article without topics is on no page.

    ## Example
    ```yaml
    topics: []
    ```
    Use instead:
    ```yaml
    topics:
      - AI
    ```
    """

    code = "SCH006"
    name = "out-of-range"
    severity = Severity.ERROR
    yields_to = ("URL", "DAT", "SEC", "TXT007")
    keywords = frozenset(_WORDS)

    good = (
        Good(
            "width: 1\nratio: 1.5\nname: abc\ntopics: [a, b]\ntags: [news]\nprovider: {a: b}\n",
            schema=_SCHEMA,
        ),
    )
    bad = (
        Bad("width: ⟦0⟧\n", says="`width` is `0`, less than 1", schema=_SCHEMA),
        Bad("width: ⟦20001⟧\n", schema=_SCHEMA),
        Bad("ratio: ⟦0.7⟧\n", says="multiple of 0.5", schema=_SCHEMA),
        Bad("name: ⟦a⟧\n", says="fewer than 2", schema=_SCHEMA),
        Bad("topics: ⟦[]⟧\n", says="has 0 items", schema=_SCHEMA),
        Bad("⟦topics⟧:\n  - a\n  - a\n", says="has `a` more than once", schema=_SCHEMA),
        Bad("provider: ⟦{}⟧\n", schema=_SCHEMA),
        Bad("⟦tags⟧: [a]\n", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        yield Finding(
            f"{label(violation)} {_WORDS[violation.keyword](violation)}",
            value_span(context.document, violation),
            pointer(violation),
        )


def _repeated(items: list[Any]) -> str:
    """Name the first item of a list that stands there again."""
    seen: set[str] = set()
    for item in items:
        text = json.dumps(item, sort_keys=True)
        if text in seen:
            return quoted(item)
        seen.add(text)
    return "an item"
