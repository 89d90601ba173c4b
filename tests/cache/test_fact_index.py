"""An index of facts as one text: what is written comes back, and nothing else is taken."""

import json
from typing import Any

import pytest

from linter.cache.codec import encode_facts, fact_hashes
from linter.cache.fact_index import IndexedFile, decode, encode, hashes_of, spelled
from linter.core.filesystem import Stamp
from linter.core.text import Span
from linter.rules.base import Fact, Place

FILES = {
    "_news/a.md": IndexedFile(Stamp(1, 2, 3, 4), "", ""),
    'odd\n"\udcff/b.md': IndexedFile(Stamp(5, 6, 7, 2**63 - 1), '{"a.png":"1 2"}', "0000000f"),
    "\ud83d\ude00.md": IndexedFile(Stamp(5, 6), '{"a.png":"1 2"}', "0000000f ffffffff"),
}


def test_an_index_comes_back_as_it_was() -> None:
    assert decode(encode(FILES)) == FILES
    assert decode(encode({})) == {}


def test_hashes_are_those_in_the_text_of_the_facts() -> None:
    fact = Fact("https://a.com", Place("a.md", "/webUrl", Span(1, 2)), "a.com", "")
    text = encode_facts([("DUP001", fact), ("SEC008", fact)])
    assert hashes_of(text).split() == spelled(fact_hashes(text))
    assert len(hashes_of(text).split()) == 2
    assert hashes_of("") == ""


def columns(**changes: Any) -> str:
    """Return an index of one file, with some of its columns changed."""
    names = ("needs", "paths", "numbers", "hashes", "size", "mtime_ns", "ctime_ns", "inode")
    whole = dict(zip(names, ([""], ["a.md"], [0], ["0000000f"], [1], [2], [3], [4]), strict=True))
    assert len(decode(json.dumps(list(whole.values())))) == 1
    return json.dumps(list((whole | changes).values()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        '[[""], ["a.md"], [0], ["0000000f"], [1], [2]]',
        columns(paths=[1]),
        columns(paths=[[]]),
        columns(paths=["a.md", "b.md"]),
        columns(needs=[None]),
        columns(needs=7),
        columns(numbers=[1]),
        columns(numbers=["0"]),
        columns(hashes=[15]),
        columns(hashes=[]),
        columns(size=[]),
        columns(inode=None),
    ],
)
def test_malformed_text_has_no_files(text: str) -> None:
    assert decode(text) == {}
