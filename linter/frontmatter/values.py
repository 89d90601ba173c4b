"""The values of nodes, typed as the readers of a site type them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import yaml

from linter.core.values import Value
from linter.frontmatter.notation import Notation
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.reading import TIMES, Reading, Type
from linter.frontmatter.spans import NodeSpans

Types: TypeAlias = "Type | list[Types] | dict[str, Types]"
"""The types of scalars in the form of the data that holds them."""

_TEXT_TAG = "tag:yaml.org,2002:str"


class NodeValues:
    """The typed values of one document's nodes.

    The sets of texts let rules skip a document without a walk over its nodes. They are complete
    once the values of the root were taken.
    """

    def __init__(
        self,
        notation: Notation,
        dialect: Dialect,
        spans: NodeSpans,
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Type values as `dialect` does; `spellings` has names of keys by their lower-case form."""
        self._has_merges = notation.has_merges
        self._dialect = dialect
        self.scalars = notation.scalars(dialect)
        """How scalars are typed."""
        self._spans = spans
        self._spellings = spellings
        self._of_root: dict[str, Value] | None = None
        self._pairs: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}
        self.has_repeated_keys = False
        """Whether a mapping may have a key twice; False is certain."""
        self.plain_texts: set[str] = set()
        """Keys and values without quotes, except values that another key overrides."""
        self.times: set[str] = set()
        """Values that the dialect reads as a date or a time."""

    def of_root(self, root: yaml.MappingNode) -> dict[str, Value]:
        """Return the data of the root, whose values are read once."""
        if self._of_root is None:
            self._of_root = self.mapping(root)
        return self._of_root

    def mapping(self, node: yaml.MappingNode) -> dict[str, Value]:
        """Return the data of a mapping."""
        return {name: self.value(value) for name, (_, value) in self.pairs(node).items()}

    def value(self, node: yaml.Node) -> Value:
        """Return the data of a node."""
        if isinstance(node, yaml.ScalarNode):
            if not node.tag:
                if node.style:
                    return node.value  # type: ignore[no-any-return]  # yaml's stubs leave it open
                self.plain_texts.add(node.value)
            kind, value = self.reading(node)
            if kind in TIMES:
                self.times.add(node.value)
            # A refused scalar is still text to the other rules.
            return node.value if kind is Type.REFUSED else value
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        return [self.value(item) for item in node.value]

    def pairs(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return the pairs of a mapping by key: of equal keys the last one, and merged pairs."""
        pairs = self._pairs.get(id(node))
        if pairs is None:
            pairs = self._pairs[id(node)] = {}
            inherited: dict[str, tuple[yaml.Node, yaml.Node]] = {}
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                    pairs[key.value] = (key, value)
                    if not key.style and not key.tag:
                        self.plain_texts.add(key.value)
                elif self.is_merge(key, value):
                    into = pairs if self._dialect.merges_in_order else inherited
                    for merged in self._merged(value):
                        into.update(self.pairs(merged))
                else:
                    name = self._spans.key_text(key)
                    pairs[name] = (key, value)
                    if isinstance(key, yaml.ScalarNode) and not key.style and not key.tag:
                        self.plain_texts.add(name)
            for name, pair in inherited.items():
                pairs.setdefault(name, pair)
            self.has_repeated_keys |= len(pairs) != len(node.value)
            if self._spellings:
                # Of keys that differ only in case, Hugo takes the one with capitals.
                names = sorted(pairs, key=lambda name: name != name.lower())
                pairs = self._pairs[id(node)] = {self._spelt(name): pairs[name] for name in names}
        return pairs

    def name(self, key: yaml.Node) -> str:
        """Return the name under which the data has the value of a key."""
        return self._spelt(self._spans.key_text(key))

    def _spelt(self, name: str) -> str:
        return self._spellings.get(name.lower(), name) if self._spellings else name

    def _merged(self, value: yaml.Node) -> list[yaml.MappingNode]:
        """Return the mappings that a merge joins, so that later ones override earlier ones."""
        merged = merged_mappings(value)
        return merged if self._dialect.last_merged_wins else merged[::-1]

    def types(self, node: yaml.Node) -> Types:
        """Return a node's values in the form of the data, with the type of each scalar."""
        if isinstance(node, yaml.ScalarNode):
            return self.reading(node).type
        if isinstance(node, yaml.MappingNode):
            return {name: self.types(value) for name, (_, value) in self.pairs(node).items()}
        return [self.types(item) for item in node.value]

    def reading(self, node: yaml.ScalarNode) -> Reading:
        """Return a scalar's type and value as the dialect reads it."""
        if node.tag is not None:
            return self.scalars.tagged(node.value, node.tag)
        if node.style:
            return Reading(Type.STRING, node.value)
        return self.scalars.plain(node.value)

    def is_merge(self, key: yaml.Node, value: yaml.Node) -> bool:
        """Whether a pair is a YAML merge (`<<: *defaults`) that the dialect carries out.

        Psych merges under a quoted `"<<"` too, and keeps a literal `<<` for what is not a mapping
        or a list of mappings, and for an alias to a list (measured with Psych 4.0.4). Others merge
        under `<<` without quotes alone.
        """
        if not isinstance(key, yaml.ScalarNode) or key.value != "<<" or key.tag == _TEXT_TAG:
            return False
        if not self._has_merges:
            return False
        if key.style and not self._dialect.merges_quoted_key:
            return False
        is_alias = value.start_mark.index < key.start_mark.index
        is_kept = is_alias and self._dialect.keeps_other_merges
        if is_kept and isinstance(value, yaml.SequenceNode):
            return False
        return isinstance(value, yaml.MappingNode) or _is_list_of_mappings(value)


def _is_list_of_mappings(value: yaml.Node) -> bool:
    return isinstance(value, yaml.SequenceNode) and all(
        isinstance(item, yaml.MappingNode) for item in value.value
    )


def merged_mappings(value: yaml.Node) -> list[yaml.MappingNode]:
    """Return the mappings that a merge joins."""
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    return [node for node in nodes if isinstance(node, yaml.MappingNode)]
