"""PAR004: a duplicate key in a mapping."""

from collections import Counter
from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import quoted
from linter.core.values import Path, json_pointer
from linter.editing.entry import remove_pair
from linter.fastpath.silence import Silence
from linter.frontmatter.block import Format
from linter.frontmatter.document import Document
from linter.frontmatter.refusals import refuses_repeated_keys
from linter.rules.base import Bad, Context, DocumentRule, Good


class DuplicateKey(DocumentRule):
    """A mapping has the same key twice.

    ## What it does
    Reports each key that a later, equal key of the same mapping overrides.

    ## Why is this bad?
    Jekyll silently keeps the last value, so the first one never reaches the site. Hugo and readers
    in JavaScript (gray-matter, js-yaml) refuse the file, which stops the build. In TOML no reader
    takes it.

    ## Example
    ```yaml
    heat: 124
    published: true
    heat: 74
    ```
    Use instead:
    ```yaml
    published: true
    heat: 74
    ```

    ## Fix safety
    The fix removes the key that Jekyll ignores, so the site does not change. It is safe if both
    values are equal. Otherwise it is unsafe, because the removed value may be the intended one.
    There is no fix for a key that occurs more than twice with different values: a list may be
    intended.
    """

    code = "PAR004"
    name = "duplicate-key"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE, Safety.UNSAFE})
    silence = Silence()

    good = (
        Good("title: a\nprovider:\n  title: a\n"),
        Good("base: &base\n  title: a\nprovider:\n  <<: *base\n  title: b\n"),
    )
    bad = (
        Bad(
            "⟦heat⟧: 124 # scored\npublished: true\nheat: 124\n",
            fixed="published: true\nheat: 124\n",
            says="`heat` is a duplicate key",
        ),
        Bad(
            "related:\n  - ⟦type⟧: video\n    title: a\n    type: article\n",
            fixed="related:\n  - title: a\n    type: article\n",
        ),
        Bad("provider: {⟦name⟧: a, name: b}\n", fixed="provider: {name: b}\n"),
        Bad(
            "⟦topics⟧:\n  - AI\n\ntitle: a\ntopics:\n  - AI\n",
            fixed="\ntitle: a\ntopics:\n  - AI\n",
        ),
        Bad("⟦a⟧: 1\n⟦a⟧: 2\na: 3\n"),
        Bad("⟦a⟧: 3\n⟦a⟧: 3\na: 3\n", fixed="a: 3\n"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each overridden key."""
        if document.root is None or not document.has_repeated_keys:
            return
        yield from _in_mapping(document, document.root, ())
        for member in document.members:
            if isinstance(member.node, yaml.MappingNode):
                yield from _in_mapping(document, member.node, member.path)


def _in_mapping(document: Document, node: yaml.MappingNode, path: Path) -> Iterator[Finding]:
    is_refused = refuses_repeated_keys(document)
    effect = _effect(document, is_refused=is_refused)
    other = "again here" if is_refused else "this one counts"
    keep = "Keep the right value" + ("." if is_refused else "; the later one counts.")
    last: dict[str, int] = {}
    times: Counter[str] = Counter()
    for index, (key, value) in enumerate(node.value):
        if not document.is_merge(key, value):
            last[document.key_text(key)] = index
            times[document.key_text(key)] += 1
    for index, (key, value) in enumerate(node.value):
        name = document.key_text(key)
        if document.is_merge(key, value) or last[name] == index:
            continue
        counts_key, counts_value = node.value[last[name]]
        equal = _same(document, value, counts_value)
        may_be_list = not equal and times[name] > 2  # noqa: PLR2004 - a pair is not a list
        edits = None if may_be_list else remove_pair(document, node, index)
        # The data does not change: no reader uses the removed value.
        fix = (
            Fix(
                f"Remove the {quoted(name)} that does not count",
                edits,
                Safety.SAFE if equal else Safety.UNSAFE,
            )
            if edits
            else None
        )
        yield Finding(
            f"{quoted(name)} is a duplicate key; {effect}",
            document.node_span(key),
            json_pointer((*path, name)),
            help=None if equal else keep,
            fix=fix,
            related=(Related(other, document.node_span(counts_key)),),
        )


def _effect(document: Document, *, is_refused: bool | None) -> str:
    """Return what comes of a key that a later one repeats."""
    if document.format is Format.TOML:
        return "TOML does not allow that"
    dialect = document.dialect
    if is_refused is None:
        return "readers refuse that, or ignore this one"
    if is_refused:
        return f"{dialect.reader} refuses that, and {dialect.on_refusal}"
    return f"{dialect.reader} ignores this one"


def _same(document: Document, one: yaml.Node, other: yaml.Node) -> bool:
    """Whether the data of two nodes is equal."""
    if isinstance(one, yaml.ScalarNode) and isinstance(other, yaml.ScalarNode):
        return document.reading(one) == document.reading(other)
    if type(one) is not type(other) or len(one.value) != len(other.value):
        return False
    pairs = zip(one.value, other.value, strict=True)
    if isinstance(one, yaml.MappingNode):
        return all(
            _same(document, one_part, other_part)
            for pair in pairs
            for one_part, other_part in zip(*pair, strict=True)
        )
    return all(_same(document, *pair) for pair in pairs)
