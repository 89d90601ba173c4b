"""SCH002: a property that the schema does not know."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Fix, Safety, Severity
from linter.document import json_pointer
from linter.edits import rename_key
from linter.explanation import Violation
from linter.rule import Bad, Context, Good, ViolationRule
from linter.rules._violations import label
from linter.text import nearest_key, quoted

_SCHEMA = {
    "properties": {
        "title": {},
        "webUrl": {},
        "provider": {"properties": {"domain": {}}, "additionalProperties": False},
    },
    "additionalProperties": False,
}


class UnknownProperty(ViolationRule):
    """A property is not part of the format.

    ## What it does
    Reports keys that a closed object of the schema does not list (`additionalProperties`,
    `unevaluatedProperties`, `propertyNames`), and names the nearest one that it does.

    ## Why is this bad?
    Nothing reads such a property. Mostly it is a misspelt one, and the right one is missing.

    ## Example
    ```yaml
    webURL: "https://www.pbs.org/newshour"
    ```
    Use instead:
    ```yaml
    webUrl: "https://www.pbs.org/newshour"
    ```

    ## Fix safety
    Unsafe: the fix renames the key to the one absent key that is spelt nearly alike, which is a
    guess.
    """

    code = "SCH002"
    name = "unknown-property"
    severity = Severity.ERROR
    fixes = frozenset({Safety.UNSAFE})
    keywords = frozenset({"additionalProperties", "unevaluatedProperties", "propertyNames"})

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
            says="`provider` does not have",
            schema=_SCHEMA,
        ),
        Bad("title: a\n⟦titel⟧: b\n", schema=_SCHEMA),
        Bad("⟦colour⟧: b\n", says="the front matter does not have `colour`", schema=_SCHEMA),
        Bad("⟦1⟧: b\n", schema=_SCHEMA),
        Bad("⟦__proto__⟧: b\n", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the key."""
        name = str(violation.name)
        path = (*violation.path, name)
        present = violation.value if isinstance(violation.value, dict) else {}
        near = nearest_key(name, _known(violation, context))
        hint, fix = "", None
        if near is not None:
            hint = f"; did you mean {quoted(near)}?"
            edits = None if near in present else rename_key(context.document, path, near)
            if edits:
                changes = (json_pointer(path), json_pointer((*violation.path, near)))
                title = f"Rename {quoted(name)} to {quoted(near)}"
                fix = Fix(title, edits, Safety.UNSAFE, changes)
        yield Finding(
            f"{label(violation)} does not have {quoted(name)}{hint}",
            context.document.key_span(path),
            json_pointer(path),
            fix=fix,
        )


def _known(violation: Violation, context: Context) -> tuple[str, ...]:
    """Return the keys that an object may have, as far as the schema lists them."""
    if violation.keyword != "unevaluatedProperties":
        return violation.known
    shape = context.schema.shape_at(violation.path)
    return tuple(shape.properties) if shape else ()
