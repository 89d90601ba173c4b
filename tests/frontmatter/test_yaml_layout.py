"""Where the parts of YAML stand: the same by the nodes alone as by the events of the parser."""

import pytest

from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.frontmatter.layout import Part
from linter.frontmatter.source import Source

# With one of these in the text, the events are read beside the nodes.
_ALIASES_MAY_BE_THERE = "# & and *\n"

_BLOCKS = {
    "scalars": "a: 1\nb: 'x'\n? c\n: !!str 4\n",
    "nested": "a:\n  b:\n    c: d\n  e:\n    - f\n    - g: h\n      i: j\nk: l\n",
    "items at the column of their key": "a:\n- b\n-\n  - c\n- d:\n  - e\nf: g\n",
    "brackets": "a: [1, {b: c}, [d]]\ne: {}\nf: [\n  g,\n  h]\n",
    "block texts": "a: |\n  b\n\nc: >-\n  d\n   e\n\nf: |2+\n    g\n\n\nh:\n  - |+\n    i\n\n",
    "a block text that ends the block": "a:\n  b: |+\n    c\n\n",
    "empty values": "a:\nb:\n  c:\n  d:\ne:\n",
    "other line ends": "a:\r\n  - b\r\n  - |\r\n    c\r\nd: e\r\n",
}


def _parts(block: str) -> list[list[Part]]:
    """Return the parts of the root and of what is in it, outside in."""
    return list(Document(Source("a.md", f"---\n{block}---\n")).layout.parts.values())


def _by_place(parts: list[list[Part]]) -> list[list[Part]]:
    return sorted(parts, key=lambda each: [part.span for part in each])


@pytest.mark.parametrize("block", _BLOCKS.values(), ids=list(_BLOCKS))
def test_parts_are_the_same_where_aliases_may_be_and_where_they_may_not(block: str) -> None:
    with_events = _parts(f"{block}{_ALIASES_MAY_BE_THERE}")
    assert _by_place(_parts(block)) == _by_place(with_events)
    assert any(with_events)


def test_a_block_collection_ends_with_the_text_of_its_last_part() -> None:
    (_, value), *_ = _parts("a:\n  b: |+\n    c\n\n")
    assert value == Part(
        Span(len("---\na:\n  "), len("---\na:\n  b: |+\n    c")), keeps_blank_lines=True
    )


def test_an_alias_stands_at_its_own_place() -> None:
    layout = Document(Source("a.md", "---\na: &x [1]\nb: *x\n---\n")).layout
    assert layout.anchors == [(len("---\na: "), "x")]
    assert layout.aliases == {"x": [len("---\na: &x [1]\nb: ")]}
