"""STY001: keys that are not in the order of the schema's properties."""

from collections.abc import Iterator, Sequence

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.values import Path, json_pointer
from linter.editing.entry import keys_in_headers, reorder_pairs
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good
from linter.rules.shared.order import first_to_move

_SMALL = {
    "properties": {
        "a": {"properties": {"x": {}, "y": {}}},
        "b": {"items": {"properties": {"x": {}, "y": {}}}},
        "c": {},
        "d": {},
    }
}


class KeyOrder(DocumentRule):
    """Keys are not in the order of the schema.

    ## What it does
    Reports a mapping whose keys are not in the order of the schema's `properties`, at the first
    misplaced key. Keys that the schema does not name may be anywhere. Mappings with a duplicate key
    are ignored. In TOML, tables with a header are compared with one another, since they must stand
    below the other keys. The rule is off by default.

    ## Why is this bad?
    Files with the same order are easier to read and compare, and missing keys are easy to see.

    ## Example
    ```yaml
    provider:
      domain: wsj.com
      name: Wall Street Journal
    ```
    Use instead:
    ```yaml
    provider:
      name: Wall Street Journal
      domain: wsj.com
    ```

    ## Fix safety
    Safe: the fix moves whole entries with their comments and blank lines, and the data does not
    change. A key that the schema does not name moves with the key before it. There is no fix if an
    entry would move before the anchor that it repeats, or if the mapping has a merge key (`<<`).
    Tables of TOML that have a header are not moved.
    """

    code = "STY001"
    name = "key-order"
    severity = Severity.WARNING
    default = False
    fixes = frozenset({Safety.SAFE})

    good = (
        Good("category: news\ntitle: a\nprovider:\n  name: a\n  domain: a.com\n"),
        Good("layout: post\ncategory: news\nother: 1\ntitle: a\n"),
        Good("other: {domain: a.com, name: a}\n"),
        Good("title: a\ncategory: news\ntitle: b\n"),
        Good("topics: [AI]\nimages: []\nrelated:\n- 1\n- title: a\n  type: article\n"),
    )
    bad = (
        Bad(
            "title: a\n⟦category⟧: news\n",
            fixed="category: news\ntitle: a\n",
            says="`category` belongs before `title`",
        ),
        Bad(
            "category: news\r\n⟦type⟧: article # t\r\ntitle: a\r\nexcerpt: b\r\n",
            fixed="category: news\r\ntitle: a\r\nexcerpt: b\r\ntype: article # t\r\n",
            says="`type` belongs after `excerpt`",
        ),
        Bad(
            "# on b\nb: # beside b\n  # in b\n  - 1\n  # below b\n# on a\n⟦a⟧: 1 # beside a\n"
            "# end\n",
            fixed="# on a\na: 1 # beside a\n# on b\nb: # beside b\n  # in b\n  - 1\n  # below b\n"
            "# end\n",
            schema=_SMALL,
        ),
        Bad(
            "# head\n\n⟦d⟧: 1\na: 1\nb: 1\n\nc: 1\n",
            fixed="# head\n\na: 1\nb: 1\n\nc: 1\nd: 1\n",
            schema=_SMALL,
        ),
        Bad(
            "b: 1\n\n# scores\n\n# on a\n⟦a⟧: 1\nc: 1\n",
            fixed="# scores\n\n# on a\na: 1\n\nb: 1\nc: 1\n",
            schema=_SMALL,
        ),
        Bad("b:\n- y: 1\n\n  # scores\n\n  ⟦x⟧: 1\n", schema=_SMALL),
        Bad(
            "b: 1\n\n⟦a⟧:\n  x: 1\n\nc: 1\nd: 1\n",
            fixed="a:\n  x: 1\n\nb: 1\n\nc: 1\nd: 1\n",
            schema=_SMALL,
        ),
        Bad("\n⟦d⟧: 1\na: 1\nb: 1\nc: 1\n", fixed="a: 1\nb: 1\nc: 1\n\nd: 1\n", schema=_SMALL),
        Bad(
            "b: |\n  x \n\n   # y\n\n⟦a⟧: >-\n  z\nc: 'x\n\n  y'\n",
            fixed="a: >-\n  z\n\nb: |\n  x \n\n   # y\nc: 'x\n\n  y'\n",
            schema=_SMALL,
        ),
        Bad("b: |+\n  x\n\n⟦a⟧: 1\n", schema=_SMALL),
        Bad("a: {y: '1, 2', ⟦x⟧: [3]}\n", fixed="a: {x: [3], y: '1, 2'}\n", schema=_SMALL),
        Bad(
            "a: {\n  z: 0,\n  y: 1,\n  ⟦x⟧: 3\n}\n",
            fixed="a: {\n  z: 0,\n  x: 3,\n  y: 1\n}\n",
            schema=_SMALL,
        ),
        Bad("a: {\n  y: 1, # y\n  ⟦x⟧: 3\n}\n", schema=_SMALL),
        Bad(
            "related:\n  # item\n  - ⟦type⟧: article # t\n    title: a\n    # on webUrl\n"
            "    webUrl: b\n  - title: c\n",
            fixed="related:\n  # item\n  - title: a\n    # on webUrl\n    webUrl: b\n"
            "    type: article # t\n  - title: c\n",
            says="`type` belongs after `webUrl`",
        ),
        Bad(
            "b:\r\n-   y:\r\n      - 1\r\n\r\n    ⟦x⟧: 1\r\nc: 1\r\n",
            fixed="b:\r\n-   x: 1\r\n\r\n    y:\r\n      - 1\r\nc: 1\r\n",
            schema=_SMALL,
        ),
        Bad("b:\n- y: 1\n  # on x\n  ⟦x⟧: 1\n", schema=_SMALL),
        Bad(
            "b:\n- &b # an item\n  y: 1\n  # on x\n  ⟦x⟧: 1\nc: *b\n",
            fixed="b:\n- &b # an item\n  # on x\n  x: 1\n  y: 1\nc: *b\n",
            schema=_SMALL,
        ),
        Bad(
            "provider:\n  domain: a.com\n  ⟦name⟧: a\n",
            fixed="provider:\n  name: a\n  domain: a.com\n",
        ),
        Bad(
            "z: 0\nb: 1\ny: 0\n⟦a⟧: 1\nx: 0\nc:\n",
            fixed="z: 0\na: 1\nx: 0\nb: 1\ny: 0\nc:\n",
            schema=_SMALL,
        ),
        Bad(
            "c: 1\n⟦a⟧: &a 1\nd: *a\n",
            fixed="a: &a 1\nc: 1\nd: *a\n",
            schema=_SMALL,
        ),
        Bad("b: &b 1\n⟦a⟧: *b\n", schema=_SMALL),
        Bad("z: &z {x: 1}\na:\n  y: 1\n  <<: *z\n  ⟦x⟧: 2\n", schema=_SMALL),
        Bad("? b\n: 1\n⟦a⟧: 1\n", schema=_SMALL),
        Bad(
            "---\n\"b\": 1\n⟦'a'⟧:\n---",
            fixed="---\n'a':\n\"b\": 1\n---",
            whole=True,
            schema=_SMALL,
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first misplaced key of each mapping that the schema describes."""
        if document.root is None:
            return
        yield from _in_mapping(document, (), document.root, context)
        for member in document.members:
            if isinstance(member.node, yaml.MappingNode) and document.counts(member):
                yield from _in_mapping(document, member.path, member.node, context)


def _in_mapping(
    document: Document, path: Path, node: yaml.MappingNode, context: Context
) -> Iterator[Finding]:
    shape = context.schema.shape_at(path)
    names = [document.key_text(key) for key, _ in node.value]
    if shape is None or len(set(names)) < len(names):
        return
    ranks = {name: rank for rank, name in enumerate(shape.properties)}
    known = [name for name in names if name in ranks]
    if first_to_move([ranks[name] for name in known]) is None:
        return
    # Tables with headers have an order of their own.
    tables = keys_in_headers(document, node)
    ranks |= {name: rank + len(ranks) for name, rank in ranks.items() if name in tables}
    index = first_to_move([ranks[name] for name in known])
    if index is None:
        return
    name = known[index]
    edits = reorder_pairs(document, path, _order(names, ranks, tables))
    yield Finding(
        f"{quoted(name)} belongs {_where(name, sorted(known, key=ranks.__getitem__))}, as in the"
        " schema's order of keys",
        document.key_span((*path, name)),
        json_pointer((*path, name)),
        fix=Fix("Sort the keys", edits, Safety.SAFE) if edits else None,
    )


def _order(names: Sequence[str], ranks: dict[str, int], tables: frozenset[str]) -> list[int]:
    """Return the indices of keys in the schema's order; unknown keys stay after the one before."""
    groups = []
    rank = -1
    for name in names:
        rank = ranks.get(name, max(rank, len(ranks)) if name in tables else rank)
        groups.append(rank)
    return sorted(range(len(names)), key=groups.__getitem__)


def _where(name: str, order: Sequence[str]) -> str:
    """Return where a key belongs, in words that name its neighbours in the right order."""
    index = order.index(name)
    if index == 0:
        return f"before {quoted(order[1])}"
    if index == len(order) - 1:
        return f"after {quoted(order[-2])}"
    return f"between {quoted(order[index - 1])} and {quoted(order[index + 1])}"
