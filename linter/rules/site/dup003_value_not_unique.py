"""DUP003: a value that the schema requires to be unique, in several files."""

import json
from collections.abc import Iterator, Sequence

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, Good, SiteRule
from linter.rules.shared.across_site import fact, groups, shared_finding
from linter.rules.shared.fact_keys import longest_plain_run
from linter.rules.shared.single_values import single_values
from linter.schema.entries import Entry
from linter.schema.roles import UNIQUE
from linter.site.facts import Fact, Place

_SCHEMA = {
    "properties": {
        "slug": {"x-unique": True},
        "number": {"x-unique": True},
        "aliases": {"items": {"x-unique": True}},
        "ids": {"x-unique": True},
        "seo": {"properties": {"path": {"x-unique": True}}},
    }
}
_SITE = {
    "_news/2020-01-01-b.md": (
        "---\nslug: b\nnumber: 1\naliases: [/x/y]\nids: [7, 8]\nseo: {path: x y}\n---\n"
    )
}


class ValueNotUnique(SiteRule):
    """A value that must be unique is in several files of a collection.

    ## What it does
    Compares the values of properties with `x-unique: true` in the schema, between all files of a
    collection. Of a list each item is compared. `1` and `"1"` are the same value; `null`
    is ignored.

    ## Why is this bad?
    Whatever is addressed by the value is ambiguous: of two files with one `slug` a generator builds
    one page.

    ## Example
    Two files with `slug: lichens`. Give one of them another.
    """

    code = "DUP003"
    name = "value-not-unique"
    severity = Severity.ERROR
    roles = frozenset({UNIQUE})

    good = (
        Good("slug: c\nnumber: 2\nids: [3]\n", schema=_SCHEMA, files=_SITE),
        Good("aliases: [a, a]\nslug: null\n", schema=_SCHEMA, files=_SITE),
        # Another property may have the value.
        Good("aliases: [b]\nseo: {path: b}\n", schema=_SCHEMA, files=_SITE),
        Good("slug: b\n", schema=_SCHEMA),
    )
    bad = (
        Bad(
            "slug: ⟦b⟧\n",
            says="`slug` must be unique, and has the same value in `_news/2020-01-01-b.md`",
            schema=_SCHEMA,
            files=_SITE,
        ),
        Bad("number: ⟦'1'⟧\naliases: [c, ⟦/x/y⟧]\n", schema=_SCHEMA, files=_SITE),
        Bad("seo: {path: ⟦'x y'⟧}\nids: ⟦7⟧\n", schema=_SCHEMA, files=_SITE),
    )

    def collect(self, entry: Entry, context: Context) -> Iterator[Fact]:
        """Yield the values that must be unique."""
        scope = context.collection or context.schema.name
        for field in entry.fields(self.roles):
            names = [token for token in field.path if isinstance(token, str)]
            for item, word in single_values(field):
                key = json.dumps([scope, names, word])
                # A number can be written in several ways.
                needle = longest_plain_run(word) if isinstance(item.value, str) else ""
                yield fact(item, key, needle, field.key)

    def check_site(self, facts: Sequence[Fact]) -> Iterator[tuple[Place, Finding]]:
        """Yield a finding for each value that several files have."""
        for group in groups(facts):
            key = quoted(group[-1].detail)
            yield shared_finding(
                group, f"{key} must be unique, and has the same value in", "Change one of them."
            )
