"""SCH002: a property that the schema does not define."""

from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.similar import nearest_key
from linter.core.values import Path, Value, json_pointer
from linter.editing.key import rename_key
from linter.frontmatter.scalars.reading import TIMES
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.fix_validity import schema_allows
from linter.rules.schema.violations import listed, within
from linter.rules.schema.words import in_words
from linter.schema.violation import Violation

_SCHEMA = {
    "properties": {
        "title": {},
        "webUrl": {},
        "provider": {"properties": {"domain": {}}, "additionalProperties": False},
    },
    "additionalProperties": False,
}

_TYPED = {
    "properties": {"aliases": {"type": "array", "items": {"type": "string"}}},
    "additionalProperties": False,
}


class UnknownProperty(ViolationRule):
    """A property is not defined by the schema.

    ## What it does
    Reports keys that a closed object of the schema does not list (`additionalProperties`,
    `unevaluatedProperties`, `propertyNames`), and names the most similar key that it lists. Keys
    that the schema lists but does not allow (`false`, `not`), or does not allow together, are
    reported as well.

    ## Why is this bad?
    Nothing reads such a property. Usually it is misspelt, and the correct one is missing.

    ## Example
    ```yaml
    webURL: "https://www.pbs.org/newshour"
    ```
    Use instead:
    ```yaml
    webUrl: "https://www.pbs.org/newshour"
    ```

    ## Fix safety
    Unsafe: the fix renames the key to the most similar missing key, which is a guess. There is no
    fix if the schema does not allow the value under that key.
    """

    code = "SCH002"
    name = "unknown-property"
    severity = Severity.ERROR
    fixes = frozenset({Safety.UNSAFE})
    keywords = frozenset(
        {"additionalProperties", "propertyNames", "unevaluatedProperties"}
        | {"not required", "oneOf required"}
    )

    good = (Good("title: a\nprovider:\n  domain: b\n", schema=_SCHEMA),)
    bad = (
        Bad(
            "⟦webURL⟧: a # link\n",
            fixed="webUrl: a # link\n",
            says="did you mean `webUrl`?",
            schema=_SCHEMA,
        ),
        Bad('⟦"tilte"⟧: a\n', fixed='"title": a\n', schema=_SCHEMA),
        Bad(
            "provider:\n  ⟦domian⟧: a\n",
            fixed="provider:\n  domain: a\n",
            says="unknown property `domian` in `provider`; did you mean `domain`?",
            schema=_SCHEMA,
        ),
        Bad("title: a\n⟦titel⟧: b\n", schema=_SCHEMA),
        Bad("⟦alias⟧: true\n", says="did you mean `aliases`?", schema=_TYPED),
        Bad("⟦alias⟧: [a, 1]\n", says="did you mean `aliases`?", schema=_TYPED),
        Bad("⟦alias⟧: [a]\n", fixed="aliases: [a]\n", schema=_TYPED),
        Bad("⟦colour⟧: b\n", says="unknown property `colour`", schema=_SCHEMA),
        Bad("⟦1⟧: b\n", schema=_SCHEMA),
        Bad("⟦__proto__⟧: b\n", schema=_SCHEMA),
        Bad(
            "⟦Title⟧: b\n",
            says="property name `Title` is not allowed; names must be of the form `^[a-z]+$`",
            schema={"propertyNames": {"pattern": "^[a-z]+$"}},
        ),
        Bad(
            "⟦titel⟧: b\n",
            fixed="title: b\n",
            schema={"propertyNames": {"enum": ["title", "name"]}},
        ),
        Bad(
            "⟦banned⟧: b\n",
            says="property `banned` is not allowed",
            schema={"properties": {"banned": False}},
        ),
        Bad(
            "webUrl: a\n⟦originalUrl⟧: b\n",
            says="only one of the properties `originalUrl` and `webUrl` is allowed",
            schema={"oneOf": [{"required": ["originalUrl"]}, {"required": ["webUrl"]}]},
        ),
        Bad(
            "width: 1\n⟦height⟧: 2\n",
            says="properties `width` and `height` are not allowed together",
            schema={"not": {"required": ["width", "height"]}},
        ),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the key, or at the last one of several."""
        document = context.document
        paths = [(*violation.path, name) for name in violation.names]
        path = max(paths, key=document.key_span)
        name = path[-1]
        hint, fix = "", None
        known = _known(violation, context)
        is_listed = name in known
        near = None if is_listed else nearest_key(name, known)
        if near is not None:
            hint = f"; did you mean {quoted(near)}?"
            new_path = (*violation.path, near)
            present = violation.value if isinstance(violation.value, dict) else {}
            fitting = near not in present and _allows_rename(context, path, near, present.get(name))
            edits = rename_key(document, path, near) if fitting else None
            if edits:
                changes = (json_pointer(path), json_pointer(new_path))
                title = f"Rename {quoted(name)} to {quoted(near)}"
                fix = Fix(title, edits, Safety.UNSAFE, changes)
        yield Finding(
            f"{_message(violation, is_listed=is_listed)}{hint}",
            document.key_span(path),
            json_pointer(path),
            fix=fix,
        )


def _message(violation: Violation, *, is_listed: bool) -> str:
    names, location = listed(violation.names, "and"), within(violation)
    if violation.keyword == "propertyNames":
        form = in_words(violation.expected)
        must = f"; names must be {form}" if form else ""
        return f"property name {names} is not allowed{location}{must}"
    if violation.keyword == "oneOf required":
        return f"only one of the properties {names} is allowed{location}"
    if len(violation.names) > 1:
        return f"properties {names} are not allowed together{location}"
    if violation.keyword == "not required" or is_listed:
        return f"property {names} is not allowed{location}"
    return f"unknown property {names}{location}"


def _known(violation: Violation, context: Context) -> tuple[str, ...]:
    """Return the keys that the schema lists for an object."""
    if violation.keyword == "unevaluatedProperties":
        shape = context.schema.shape_at(violation.path)
        return tuple(shape.properties) if shape else ()
    if violation.keyword == "propertyNames" and isinstance(violation.expected, dict):
        return tuple(name for name in violation.expected.get("enum", ()) if isinstance(name, str))
    return violation.known


def _allows_rename(context: Context, path: Path, name: str, value: Value) -> bool:
    """Whether the schema allows the value at `path` under another name."""
    document, shape = context.document, context.schema.shape_at((*path[:-1], name))
    node = document.member(path).node
    is_time = isinstance(node, yaml.ScalarNode) and document.reading(node).type in TIMES
    if is_time and shape is not None and shape.is_text:
        return False
    return schema_allows(context, path, value, name=name)
