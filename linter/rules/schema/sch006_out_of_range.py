"""SCH006: a number, a length or a count that is out of range."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import plural, quoted
from linter.editing.item import remove_item
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.violations import label, pointer, value_span
from linter.rules.schema.words import in_words
from linter.schema.violation import Violation

_SCHEMA = {
    "properties": {
        "width": {"minimum": 1, "maximum": 20000},
        "ratio": {"exclusiveMinimum": 0, "multipleOf": 0.5},
        "name": {"minLength": 2, "maxLength": 5},
        "topics": {"minItems": 1, "maxItems": 2, "uniqueItems": True},
        "provider": {"minProperties": 1},
        "tags": {"contains": {"const": "news"}},
        "authors": {"contains": {"required": ["name"]}, "minContains": 2, "maxContains": 3},
        "pair": {"prefixItems": [{}, {}], "items": False},
        "open": {"prefixItems": [{}], "unevaluatedItems": False},
        "age": {"not": {"minimum": 100}},
    }
}

_WORDS: Mapping[str, Callable[[Violation], str]] = {
    "minimum": lambda v: f"is {quoted(v.value)}, less than {v.expected}",
    "maximum": lambda v: f"is {quoted(v.value)}, more than {v.expected}",
    "exclusiveMinimum": lambda v: f"is {quoted(v.value)}, not more than {v.expected}",
    "exclusiveMaximum": lambda v: f"is {quoted(v.value)}, not less than {v.expected}",
    "multipleOf": lambda v: f"is {quoted(v.value)}, not a multiple of {v.expected}",
    "minLength": lambda v: f"has {_characters(v.value)}, fewer than {v.expected}",
    "maxLength": lambda v: f"has {_characters(v.value)}, more than {v.expected}",
    "minItems": lambda v: f"has {_items(v.value)}, fewer than {v.expected}",
    "maxItems": lambda v: f"has {_items(v.value)}, more than {v.expected}",
    "minProperties": lambda v: f"has {_properties(v.value)}, fewer than {v.expected}",
    "maxProperties": lambda v: f"has {_properties(v.value)}, more than {v.expected}",
    "uniqueItems": lambda _: "has an item more than once",
    "contains": lambda v: f"has {_too_few(v.expected)}",
    "minContains": lambda v: f"has {_too_few(v.expected)}",
    "maxContains": lambda v: f"has {_too_many(v.expected)}",
    "not items": lambda _: "is not allowed",
}


class OutOfRange(ViolationRule):
    """A number, a length or a count is out of range.

    ## What it does
    Reports numbers, lengths and counts that are out of range, empty lists that must not be empty,
    lists with too many items or without a required one, and repeated items in lists whose items
    must be unique.

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

    ## Fix safety
    Unsafe: the fix removes a repeated item, but it may be a different item that is misspelt.
    """

    code = "SCH006"
    name = "out-of-range"
    severity = Severity.ERROR
    fixes = frozenset({Safety.UNSAFE})
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
        Bad(
            "topics:\n  - a\n  - ⟦a⟧ # again\n",
            fixed="topics:\n  - a\n",
            says="item 2 of `topics` repeats item 1, `a`",
            schema=_SCHEMA,
        ),
        Bad("topics: [{b: 1}, ⟦{b: 1.0}⟧]\n", fixed="topics: [{b: 1}]\n", schema=_SCHEMA),
        Bad("provider: ⟦{}⟧\n", schema=_SCHEMA),
        Bad("⟦tags⟧: [a]\n", says="has no item that is `news`", schema=_SCHEMA),
        Bad(
            "⟦authors⟧: [a]\n",
            says="fewer than 2 items that are a mapping with `name`",
            schema=_SCHEMA,
        ),
        Bad("pair: [a, b, ⟦c⟧]\n", says="item 3 of `pair` is not allowed", schema=_SCHEMA),
        Bad("open: [a, ⟦b⟧, ⟦c⟧]\n", says="item 2 of `open` is not allowed", schema=_SCHEMA),
        Bad("age: ⟦120⟧\n", says="`age` is `120`, not less than 100", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value, or at each repeated item."""
        repeated = list(_repeated(violation)) if violation.keyword == "uniqueItems" else []
        for first, again in repeated:
            yield _finding_of_item(violation, first, again, context.document)
        if not repeated:
            yield Finding(
                f"{label(violation)} {_WORDS[violation.keyword](violation)}",
                value_span(context.document, violation),
                pointer(violation),
            )


def _finding_of_item(violation: Violation, first: int, again: int, document: Document) -> Finding:
    item, earlier = (
        violation._replace(path=(*violation.path, index), value=violation.value[index])
        for index in (again, first)
    )
    fix = None
    edits = remove_item(document, item.path)
    if edits is not None:
        fix = Fix(f"Remove {label(item)}", edits, Safety.UNSAFE, (pointer(violation),))
    return Finding(
        f"{label(item)} repeats item {first + 1}, {quoted(item.value)}",
        value_span(document, item),
        pointer(item),
        fix=fix,
        related=(Related("it is here first", value_span(document, earlier)),),
    )


def _repeated(violation: Violation) -> Iterator[tuple[int, int]]:
    """Yield the index of the first and of the repeated item for each repetition."""
    seen: dict[str, int] = {}
    for index, item in enumerate(violation.value):
        first = seen.setdefault(_as_text(item), index)
        if first != index:
            yield first, index


def _as_text(value: Any) -> str:
    """Return the same text for values that are equal in JSON: 1.0 equals 1, but not true."""
    if isinstance(value, dict):
        pairs = sorted((json.dumps(key), _as_text(inner)) for key, inner in value.items())
        return f"{{{','.join(':'.join(pair) for pair in pairs)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_as_text, value))}]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)


def _characters(text: str) -> str:
    return plural(len(text), "character")


def _items(items: list[Any]) -> str:
    return plural(len(items), "item")


def _properties(mapping: dict[str, Any]) -> str:
    return plural(len(mapping), "property", "properties")


def _too_few(schema: dict[str, Any]) -> str:
    least = int(schema.get("minContains", 1))
    which = _which(schema, least)
    return f"no item {which}" if least == 1 else f"fewer than {plural(least, 'item')} {which}"


def _too_many(schema: dict[str, Any]) -> str:
    most = int(schema["maxContains"])
    if not most:
        return f"an item {_which(schema, 1)}, which is not allowed"
    return f"more than {plural(most, 'item')} {_which(schema, most)}"


def _which(schema: dict[str, Any], count: int) -> str:
    """Return a description of the items: "that is `news`"."""
    words = in_words(schema["contains"])
    if words is None:
        return "of the kind that the schema describes"
    return f"that {'is' if count == 1 else 'are'} {words}"
