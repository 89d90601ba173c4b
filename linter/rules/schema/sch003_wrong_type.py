"""SCH003: a value of the wrong type."""

import math
from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted, yaml_word
from linter.core.similar import nearest
from linter.core.values import Value
from linter.editing.scalar import write_plain
from linter.frontmatter.document import Document
from linter.frontmatter.scalar_text import ScalarPlace
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.fix_validity import schema_allows
from linter.rules.schema.violations import label, pointer, value_span
from linter.rules.schema.words import TYPES, types_in_words
from linter.schema.violation import A_TIME, Violation, allowed_types

_SCHEMA = {
    "properties": {
        "title": {"type": "string", "x-role": "title"},
        "slug": {"type": "string"},
        "width": {"type": "integer", "minimum": 0},
        "price": {"type": "number"},
        "published": {"type": "boolean"},
        "topics": {"type": "array", "items": {"type": "string"}, "x-role": "topics"},
        "provider": {"type": "object"},
        "secured": {"type": "string", "x-role": "secured"},
        "length": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "rank": {"not": {"type": "string"}},
    }
}


# Roles whose values are shown to people as written, and may well be a number.
_READ_AS_TEXT = frozenset(
    {"title", "name", "provider-name", "topics", "topic-name", "price"},
)

# Readers of YAML 1.2 take them for text.
_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_LONGEST_SLIP = 6


class WrongType(ViolationRule):
    """A value has the wrong type.

    ## What it does
    Reports values whose type the schema does not allow (`type`): text instead of a number, a number
    instead of text, a list instead of a single value. Types are those that the site's reader has.
    Alternatives of several types (`anyOf`, `oneOf`) and excluded types (`not`) are checked too. An
    unquoted date or time is not text to Jekyll, to readers in JavaScript and to PyYAML, and is
    printed in a different form.

    ## Why is this bad?
    Templates print some values without quotes: a `width` of `abc` makes the JSON of a whole
    collection invalid. Text that Jekyll reads as a number or a boolean is shown differently: `no`
    becomes `false`.

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
    A whole number loses its quotes if the text is its canonical form: safe, since templates print
    both alike. A number or date gets quotes if text is expected: safe if the role of the value says
    that people read it as written (`title`, `name`, `provider-name`, `topics`, `topic-name`,
    `price`), otherwise unsafe. There is no fix for a number without such a role that is printed as
    written: `version: 1.10` is printed as 1.1, but `slug: 1` would be just as wrong in quotes.

    Fixes of booleans are always unsafe, as templates branch on them: a quoted boolean loses its
    quotes, `yes` or `off` becomes `true` or `false` to a reader that takes it for text, as does a
    misspelt `flase` or `ture`, and a boolean with such a role gets quotes; otherwise there is no
    fix. There is no fix either if the schema does not allow the new value.
    """

    code = "SCH003"
    name = "wrong-type"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE, Safety.UNSAFE})
    yields_to = ("DAT", "URL", "SEC", "PAR016")
    keywords = frozenset({"type", "not type"})

    good = (
        Good("title: a\nwidth: 50\npublished: true\ntopics: [a]\nprovider: {}\n", schema=_SCHEMA),
        Good("title: '50'\n", schema=_SCHEMA),
    )
    bad = (
        Bad(
            'width: ⟦"50"⟧ # px\n',
            fixed="width: 50 # px\n",
            says="`width` is text, expected a whole number",
            schema=_SCHEMA,
        ),
        Bad("published: ⟦'true'⟧\n", fixed="published: true\n", schema=_SCHEMA),
        Bad(
            "published: ⟦Yes⟧ # a\n",
            fixed="published: true # a\n",
            says="`published` is text",
            schema=_SCHEMA,
            profile="hugo",
        ),
        Bad("published: ⟦off⟧\n", "published: false\n", schema=_SCHEMA, profile="astro"),
        Bad("published: ⟦y⟧\npages: yes\n", schema=_SCHEMA, profile="hugo"),
        Bad("published: ⟦flase⟧\n", "published: false\n", schema=_SCHEMA),
        Bad("published: ⟦Ture⟧\n", "published: true\n", schema=_SCHEMA),
        Bad("published: ⟦fals⟧\n", "published: false\n", schema=_SCHEMA, profile="hugo"),
        Bad("published: ⟦later⟧\n", schema=_SCHEMA),
        Bad("published: ⟦truth⟧\n", schema=_SCHEMA),
        Bad("width: ⟦on⟧\n", schema=_SCHEMA, profile="hugo"),
        Bad("title: ⟦2020⟧\n", fixed='title: "2020"\n', schema=_SCHEMA),
        Bad("title: ⟦no⟧\n", fixed='title: "no"\n', says="is true or false", schema=_SCHEMA),
        Bad("slug: ⟦1⟧\n", schema=_SCHEMA),
        Bad("slug: ⟦1.10⟧\n", fixed='slug: "1.10"\n', schema=_SCHEMA),
        Bad("slug: ⟦false⟧\n", schema=_SCHEMA),
        Bad("topics:\n  - ⟦1:20⟧\n", fixed='topics:\n  - "1:20"\n', schema=_SCHEMA),
        Bad(
            "title: ⟦2020-06-11⟧\ntopics: [⟦2020-06-11 00:03:00Z⟧]\n",
            fixed='title: "2020-06-11"\ntopics: ["2020-06-11 00:03:00Z"]\n',
            says="`title` is a date or time, expected text",
            schema=_SCHEMA,
        ),
        Bad("width: ⟦'-5'⟧\n", schema=_SCHEMA),
        Bad("width: ⟦abc⟧\n", schema=_SCHEMA),
        Bad("width: ⟦1e3⟧\n", schema=_SCHEMA),
        Bad("width: ⟦'012'⟧\n", schema=_SCHEMA),
        Bad("width: ⟦12.5⟧\n", says="`width` is a number, expected", schema=_SCHEMA),
        Bad("price: ⟦.inf⟧\n", says="`price` is not a finite number, expected a", schema=_SCHEMA),
        Bad("title:⟦⟧\n", says="`title` is empty", schema=_SCHEMA),
        Bad("title: ⟦~⟧\n", says="`title` is empty", schema=_SCHEMA),
        Bad("⟦topics⟧:\n  a: b\n", says="`topics` is a mapping", schema=_SCHEMA),
        Bad("provider: ⟦Microsoft⟧\n", says="expected a mapping", schema=_SCHEMA),
        Bad("⟦title⟧:\n  - a\n", says="`title` is a list", schema=_SCHEMA),
        Bad("⟦length⟧: [5]\n", says="expected text or `null`", schema=_SCHEMA),
        Bad("rank: ⟦first⟧\n", says="`rank` is text, which it must not be", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        document = context.document
        expected = allowed_types(violation)
        node = document.member(violation.path).node
        fix = None
        if isinstance(node, yaml.ScalarNode):
            fix = _fix(violation, node, expected, context)
        is_mapping = isinstance(violation.value, dict) and violation.path
        span = document.key_span(violation.path) if is_mapping else value_span(document, violation)
        must = f"expected {types_in_words(expected)}" if expected else "which it must not be"
        yield Finding(
            f"{label(violation)} is {_found(violation.value)}, {must}",
            span,
            pointer(violation),
            fix=fix,
        )


def _found(value: object) -> str:
    """Return the type of a value in words."""
    if value is A_TIME:
        return "a date or time"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return TYPES["boolean"]
    if isinstance(value, float) and not math.isfinite(value):
        return "not a finite number"
    names = {str: "string", int: "integer", float: "number", list: "array", dict: "object"}
    return TYPES[names[type(value)]]


def _fix(
    violation: Violation, node: yaml.ScalarNode, expected: list[str], context: Context
) -> Fix | None:
    """Return a fix that writes the text of a scalar as an expected type, or None."""
    document = context.document
    kind = document.reading(node).type
    # `null` and `~` do not stand for text.
    if node.tag is not None or kind is Type.NULL:
        return None
    if "string" in expected:
        is_text = not _roles(violation, context).isdisjoint(_READ_AS_TEXT)
        is_boolean = kind is Type.BOOLEAN
        is_shown_alike = kind not in TIMES and yaml_word(violation.value) == node.value
        if not is_text and (is_boolean or is_shown_alike):
            return None
        value = node.value
        text = document.notation.write(node.value, '"', ScalarPlace(flow=True))
        safety = Safety.SAFE if is_text and not is_boolean else Safety.UNSAFE
    else:
        canonical = _canonical(document, node, expected)
        if canonical is None:
            return None
        text, value = canonical
        safety = Safety.UNSAFE if isinstance(value, bool) else Safety.SAFE
    if not schema_allows(context, violation.path, value):
        return None
    edits = write_plain(document, violation.path, text)
    if edits is None:
        return None
    return Fix(f"Write {quoted(text)}", edits, safety, (pointer(violation),), changes_type=True)


def _roles(violation: Violation, context: Context) -> frozenset[str]:
    """Return the roles of a value and of its list."""
    paths = [violation.path]
    if violation.path and isinstance(violation.path[-1], int):
        paths.append(violation.path[:-1])
    shapes = (context.schema.shape_at(path) for path in paths)
    return frozenset(role for shape in shapes if shape is not None for role in shape.roles)


def _canonical(
    document: Document, node: yaml.ScalarNode, expected: list[str]
) -> tuple[str, Value] | None:
    """Return the canonical form of a value of an expected type, and the value.

    None unless a text in quotes is that form, or a word stands for a boolean in YAML 1.1 or is one
    misspelt.
    """
    text = node.value if node.style else _boolean_word(node.value.lower())
    reading = document.scalars.plain(text)
    types = {"integer": Type.INTEGER, "boolean": Type.BOOLEAN}
    is_expected = reading.type in {types.get(name) for name in expected}
    return (text, reading.value) if is_expected and yaml_word(reading.value) == text else None


def _boolean_word(word: str) -> str:
    """Return `true` or `false` for a word that most likely means it; an empty text for others."""
    if len(word) > _LONGEST_SLIP:
        return ""
    return _WORDS.get(word) or nearest(word, ("true", "false"), cutoff=0.75) or ""
