"""REF005: a value that is not in the list of the site that the schema names."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.similar import nearest, suggestion
from linter.editing.scalar import rewrite
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.single_values import single_values
from linter.schema.entries import Field
from linter.schema.own_keywords import ListReference
from linter.schema.roles import LISTED
from linter.site.documents import SiteProblem

_SCHEMA = {
    "properties": {
        "author": {"x-exists-in": "_data/authors.yml#"},
        "tags": {"x-exists-in": "_data/all.json#/site/tags"},
        "related": {"items": {"properties": {"year": {"x-exists-in": "_data/years.toml#/years"}}}},
    }
}
_SITE = {
    "_data/authors.yml": "ann:\n  name: Ann\nbob: {}\n",
    "_data/all.json": '{"site": {"tags": ["walls", "moss", 2020]}}',
    "_data/years.toml": "years = [2020, 2021]\n",
}

# No name is longer, and long texts take long to compare.
_LONGEST_NAME = 200


class UnknownValue(FieldRule):
    """A value is not in the list of the site that the schema names.

    ## What it does
    Looks up each value of a property with `x-exists-in` in the schema, `_data/authors.yml#/authors`
    for instance: in the keys of the mapping, or the items of the list, at this place of the file.
    Of a list each item is looked up. `1` and `"1"` are the same value; `null` is ignored.

    ## Why is this bad?
    Templates find no author of this name, and the page of a tag misses the article.

    ## Example
    ```yaml
    author: an
    ```
    Use instead, if `_data/authors.yml` has a key `ann`:
    ```yaml
    author: ann
    ```

    ## Fix safety
    Unsafe: the fix writes the most similar value of the list, which is a guess.
    """

    code = "REF005"
    name = "unknown-value"
    severity = Severity.ERROR
    needs_site = True
    fixes = frozenset({Safety.UNSAFE})
    roles = frozenset({LISTED})

    good = (
        Good("author: ann\n", schema=_SCHEMA, files=_SITE),
        Good("author: null\ntags: []\n", schema=_SCHEMA, files=_SITE),
        Good("tags: [walls, 2020, '2020']\n", schema=_SCHEMA, files=_SITE),
        Good("related: [{year: 2021}]\n", schema=_SCHEMA, files=_SITE),
        Good("author: {name: ann}\n", schema=_SCHEMA, files=_SITE),
        Good("author: anybody\n", schema=_SCHEMA),
    )
    bad = (
        Bad(
            "author: ⟦an⟧\n",
            fixed="author: ann\n",
            says="`an` is not in `_data/authors.yml`; did you mean `ann`?",
            schema=_SCHEMA,
            files=_SITE,
        ),
        Bad(
            "tags: [walls, ⟦Moss⟧, ⟦1999⟧]\n",
            fixed="tags: [walls, moss, 1999]\n",
            says="`Moss` is not in `_data/all.json#/site/tags`; did you mean `moss`?",
            schema=_SCHEMA,
            files=_SITE,
        ),
        Bad("related:\n  - year: ⟦1066⟧\n", schema=_SCHEMA, files=_SITE),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at each value that is in no list."""
        shape, site = context.schema.shape_at(field.path), context.site
        if shape is None or site is None:
            return
        for reference in sorted(shape.lists):
            known = site.listed(reference, field.document.dialect)
            # A list that cannot be read is a mistake of the config.
            if not isinstance(known, SiteProblem):
                for item, word in single_values(field):
                    if word not in known:
                        yield _finding(item, word, reference, known)


def _finding(item: Field, word: str, reference: ListReference, known: frozenset[str]) -> Finding:
    near = nearest(word, sorted(known), cutoff=0.7) if len(word) <= _LONGEST_NAME else None
    place = f"{reference.path}#{reference.pointer}" if reference.pointer else reference.path
    is_text = isinstance(item.value, str)
    fix = _fix(item, near) if near and is_text else None
    return item.finding(f"{quoted(word)} is not in {quoted(place)}{suggestion(near)}", fix=fix)


def _fix(item: Field, word: str) -> Fix | None:
    edits = rewrite(item.document, item.path, word)
    return Fix(f"Write {quoted(word)}", edits, Safety.UNSAFE, (item.pointer,)) if edits else None
