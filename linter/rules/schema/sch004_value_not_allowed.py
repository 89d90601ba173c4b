"""SCH004: a value that is not one of the allowed values."""

from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.similar import nearest
from linter.editing.scalar import rewrite
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.reading import Type
from linter.rules.base import Bad, Context, Good, ViolationRule
from linter.rules.schema.fix_validity import schema_allows
from linter.rules.schema.violations import label, pointer, value_span
from linter.rules.schema.words import are_of_types, one_of, shown
from linter.schema.violation import Violation, allowed_values

_SCHEMA = {
    "properties": {
        "type": {"enum": ["article", "video"]},
        "category": {"const": "news"},
        "levels": {"items": {"enum": ["Beginner", "Advanced"]}},
        "rank": {"enum": [1, 2]},
        "link": {"anyOf": [{"const": "web"}, {"const": "mail"}]},
        "name": {"not": {"const": "default"}},
    }
}


class ValueNotAllowed(ViolationRule):
    """A value is not one of those that the schema allows.

    ## What it does
    Reports values that are not in an `enum` or differ from a `const`, and names the most similar
    allowed value. Values that the schema excludes (`not`) are reported too.

    ## Why is this bad?
    Templates and apps branch on these values: an article of an unknown `type` is shown nowhere.

    ## Example
    ```yaml
    type: Article
    ```
    Use instead:
    ```yaml
    type: article
    ```

    ## Fix safety
    Safe if the value differs from an allowed one only in case or in whitespace, unsafe if the
    spelling is similar. There is no fix for an unquoted date, which is not text, or if the schema
    does not allow the new value either.
    """

    code = "SCH004"
    name = "value-not-allowed"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE, Safety.UNSAFE})
    keywords = frozenset({"enum", "const", "not enum"})

    good = (Good("type: video\ncategory: 'news'\nlevels: [Beginner]\n", schema=_SCHEMA),)
    bad = (
        Bad("type: ⟦Article⟧\n", fixed="type: article\n", says="`article`", schema=_SCHEMA),
        Bad('category: ⟦" news"⟧\n', fixed='category: "news"\n', schema=_SCHEMA),
        Bad("levels:\n  - ⟦Beginer⟧\n", fixed="levels:\n  - Beginner\n", schema=_SCHEMA),
        Bad("type: ⟦podcast⟧\n", says="must be one of `article`, `video`", schema=_SCHEMA),
        Bad("rank: ⟦3⟧\n", says="must be one of `1`, `2`", schema=_SCHEMA),
        Bad("⟦type⟧:\n  - article\n", schema=_SCHEMA),
        Bad("rank: ⟦'1'⟧\n", says='`rank` is `"1"` and must be one of `1`, `2`', schema=_SCHEMA),
        Bad("link: ⟦phone⟧\n", says="must be one of `web`, `mail`", schema=_SCHEMA),
        Bad("name: ⟦default⟧\n", says="is `default`, which it must not be", schema=_SCHEMA),
    )

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield a finding at the value."""
        hint, fix = "", None
        near, certain = _nearest(violation)
        if near is not None:
            hint = f"; did you mean {quoted(near)}?"
            is_text = _is_text(context.document, violation)
            may_fix = is_text and schema_allows(context, violation.path, near)
            edits = rewrite(context.document, violation.path, near) if may_fix else None
            if edits:
                safety = Safety.SAFE if certain else Safety.UNSAFE
                fix = Fix(f"Write {quoted(near)}", edits, safety, (pointer(violation),))
        yield Finding(
            f"{label(violation)} is {_message(violation)}{hint}",
            value_span(context.document, violation),
            pointer(violation),
            fix=fix,
        )


def _is_text(document: Document, violation: Violation) -> bool:
    """Whether the site reads text, not a date."""
    node = document.member(violation.path).node
    return isinstance(node, yaml.ScalarNode) and document.reading(node).type is Type.STRING


def _message(violation: Violation) -> str:
    value = violation.value
    if violation.keyword == "not enum":
        return f"{quoted(value)}, which it must not be"
    allowed = allowed_values(violation)
    if not allowed:
        return f"{quoted(value)}, but no value is allowed"
    # Quotes distinguish the number `1` from the text `"1"`.
    in_quotes = are_of_types([value, *allowed])
    found = shown(value, in_quotes=True) if in_quotes and isinstance(value, str) else quoted(value)
    return f"{found} and must be {one_of(allowed, in_quotes=in_quotes)}"


def _nearest(violation: Violation) -> tuple[str | None, bool]:
    """Return the most similar allowed text, and whether only case or whitespace differs."""
    value = violation.value
    if violation.keyword == "not enum" or not isinstance(value, str):
        return None, False
    texts = [text for text in allowed_values(violation) if isinstance(text, str)]
    folded = " ".join(value.split()).casefold()
    same = [text for text in texts if text.casefold() == folded]
    if len(same) == 1:
        return same[0], True
    return nearest(value, texts, cutoff=0.75), False
