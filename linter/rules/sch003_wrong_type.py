"""SCH003: a value of another type than the schema wants."""

import math
from collections.abc import Iterator

import yaml

from linter import scalars
from linter.diagnostic import Finding, Fix, Safety, Severity
from linter.document import Document
from linter.edits import write_plain
from linter.rule import Bad, Context, Good, ViolationRule
from linter.rules._schema_words import TYPES, types_in_words
from linter.rules._violations import label, pointer, value_span
from linter.text import quoted, yaml_word
from linter.violation import A_TIME, Violation, allowed_types
from linter.yamltext import write

_SCHEMA = {
    "properties": {
        "title": {"type": "string"},
        "width": {"type": "integer"},
        "price": {"type": "number"},
        "published": {"type": "boolean"},
        "topics": {"type": "array", "items": {"type": "string"}},
        "provider": {"type": "object"},
        "secured": {"type": "string", "x-role": "secured"},
        "length": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "rank": {"not": {"type": "string"}},
    }
}


class WrongType(ViolationRule):
    """A value has another type than the schema wants.

    ## What it does
    Reports text where a number belongs, a number where text belongs, a list where a single value
    belongs, as Jekyll types values (`type`); also where the schema offers several types as
    alternatives (`anyOf`, `oneOf`), or excludes one (`not`). Jekyll prints a date or time in
    another form than it is written, so an unquoted one is no text either.

    ## Why is this bad?
    Templates print some values raw: a `width` of `abc` makes the JSON of a whole collection
    invalid. Text that Jekyll takes for a number or a boolean is shown as another text: `no` becomes
    `false`.

    ## Example
    ```yaml
    title: 2020
    width: "1280"
    ```
    Use instead:
    ```yaml
    title: "2020"
    width: 1280
    ```

    ## Fix safety
    Safe: a number or boolean loses its quotes where the text is just how YAML writes it, and a
    plain value gets quotes where text is wanted. Any other value is reported without a fix.
    """

    code = "SCH003"
    name = "wrong-type"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE})
    yields_to = ("DAT", "URL", "SEC")
    keywords = frozenset({"type", "not type"})

    good = (
        Good("title: a\nwidth: 50\npublished: true\ntopics: [a]\nprovider: {}\n", schema=_SCHEMA),
        Good("title: '50'\n", schema=_SCHEMA),
    )
    bad = (
        Bad(
            'width: ⟦"50"⟧ # px\n',
            fixed="width: 50 # px\n",
            says="`width` is text, but a whole number is wanted",
            schema=_SCHEMA,
        ),
        Bad("published: ⟦'true'⟧\n", fixed="published: true\n", schema=_SCHEMA),
        Bad("title: ⟦2020⟧\n", fixed='title: "2020"\n', schema=_SCHEMA),
        Bad("title: ⟦no⟧\n", fixed='title: "no"\n', says="is true or false", schema=_SCHEMA),
        Bad("topics:\n  - ⟦1:20⟧\n", fixed='topics:\n  - "1:20"\n', schema=_SCHEMA),
        Bad(
            "title: ⟦2020-06-11⟧\ntopics: [⟦2020-06-11 00:03:00Z⟧]\n",
            fixed='title: "2020-06-11"\ntopics: ["2020-06-11 00:03:00Z"]\n',
            says="`title` is a date or time, but text is wanted",
            schema=_SCHEMA,
        ),
        Bad("width: ⟦abc⟧\n", schema=_SCHEMA),
        Bad("width: ⟦1e3⟧\n", schema=_SCHEMA),
        Bad("width: ⟦'012'⟧\n", schema=_SCHEMA),
        Bad("width: ⟦12.5⟧\n", says="`width` is a number, but", schema=_SCHEMA),
        Bad("price: ⟦.inf⟧\n", says="`price` is no finite number, but a number", schema=_SCHEMA),
        Bad("title:⟦⟧\n", says="`title` is empty", schema=_SCHEMA),
        Bad("title: ⟦~⟧\n", says="`title` is empty", schema=_SCHEMA),
        Bad("⟦topics⟧:\n  a: b\n", says="`topics` is a mapping", schema=_SCHEMA),
        Bad("provider: ⟦Microsoft⟧\n", says="a mapping is wanted", schema=_SCHEMA),
        Bad("⟦title⟧:\n  - a\n", says="`title` is a list", schema=_SCHEMA),
        Bad("⟦length⟧: [5]\n", says="but text or nothing is wanted", schema=_SCHEMA),
        Bad("rank: ⟦first⟧\n", says="`rank` is text, which it must not be", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        document = context.document
        wanted = allowed_types(violation)
        node = document.member(violation.path).node
        fix = None
        if isinstance(node, yaml.ScalarNode):
            text = _written_as_wanted(document, node, wanted)
            edits = write_plain(document, violation.path, text) if text else None
            if text and edits:
                fix = Fix(f"Write {quoted(text)}", edits, Safety.SAFE, (pointer(violation),))
        is_mapping = isinstance(violation.value, dict) and violation.path
        span = document.key_span(violation.path) if is_mapping else value_span(document, violation)
        must = f"but {types_in_words(wanted)} is wanted" if wanted else "which it must not be"
        yield Finding(
            f"{label(violation)} is {_found(violation.value)}, {must}",
            span,
            pointer(violation),
            fix=fix,
        )


def _found(value: object) -> str:
    """Return what a value is, in plain words."""
    if value is A_TIME:
        return "a date or time"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return TYPES["boolean"]
    if isinstance(value, float) and not math.isfinite(value):
        return "no finite number"
    names = {str: "string", int: "integer", float: "number", list: "array", dict: "object"}
    return TYPES[names[type(value)]]


def _written_as_wanted(document: Document, node: yaml.ScalarNode, wanted: list[str]) -> str | None:
    """Return the scalar's text in the wanted type, if nothing is lost; else None."""
    text: str = node.value
    # Whoever wrote `null` or `~` meant no text.
    if node.tag is not None or document.reading(node).type is scalars.Type.NULL:
        return None
    if "string" in wanted:
        return write(text, prefer='"', flow=True, indent=0, newline="\n")
    if not node.style:
        return None
    reading = scalars.plain(text, document.dialect)
    types = {"integer": scalars.Type.INTEGER, "boolean": scalars.Type.BOOLEAN}
    if reading.type in {types.get(name) for name in wanted} and yaml_word(reading.value) == text:
        return text
    return None
