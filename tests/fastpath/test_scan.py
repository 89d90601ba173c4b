"""What the scanner reads is what the full reader has, in every dialect; the rest it leaves."""

import pytest

from linter.fastpath.scan import Scanned, scan
from linter.frontmatter.block import FrontMatter, find
from linter.frontmatter.delimiters import delimiters
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source

READ = [
    "title: a",
    "title:   a b c",
    "title: “So”; not#1, a:b and a - b",
    'title: "a: b # c"',
    'title: "a \\"b\\" c"',
    "title: 'a ''b'' \\ c'",
    'title: ""',
    "title: ''",
    "title: (a) /b/ $c ünï 中文 x=y",
    "flag: true\nother: false",
    "truth: truer\nnone: nullable",
    "heat: 0\nquality: 74\nleast: -1\nmost: 123456789012345",
    "average: 4.5\nless: 0.25\nmore: 4.4396553",
    "version: 1.0.0\npage: 404.html\nrank: 3rd Party\nid: 9baaVjGdBqs\nalpha: 3.0.0-alpha.11",
    "kanji: 3月",
    "date: 2020-06-11",
    "date: 2020-06-11T00:03:00Z\nother: '2020-06-12'",
    "a:\nb:",
    "a:\n  b: c\n  d:\n    e: f\ng: h",
    "tags:\n- a\n- b\nother: c",
    "tags:\n  - a\n  - 2\n  - true\nother: c",
    "list:\n  - a: b\n    c:\n      - d: e\n      - d: f\n  - a: g\nh: i",
    "list:\n- a: b\n  c: d\n- a: e\nh: i",
    "tags: [a, b c, 'd, e', \"f\", 3]",
    "tags: []",
    "tags: [ a ]",
    "# above\na: b\n\n  # between, with 'quotes and: colons\nc:\n  # inside\n  d: e\n# below",
    "on: a\nyes: b",
    "under_score-and-dash9: a",
]

LEFT_ALONE = [
    "",
    "- a",
    "a",
    "a: b\na: c",
    "a:  ",
    "a: b ",
    " a: b",
    "a: b\n c: d",
    "a: b\n  c",
    "a:\n    b: c\n  d: e",
    "a:\n  b: c\n - d",
    "a:\n  - b\n  c: d",
    "a:\n  -",
    "a:\n  - - b",
    "a:\n  -  b",
    "a:\tb",
    "a: b\tc",
    'a: "b',
    'a: "b" c',
    'a: "b\\n"',
    "a: 'b' # c",
    "a: b # c",
    "a: b: c",
    "a: b:",
    "a: |\n  b",
    "a: >-\n  b",
    "a: &b c",
    "a: *b",
    "a: !b c",
    "a: {b: c}",
    "a: [b: c]",
    "a: [b, [c]]",
    "a: [b,]",
    "a: [b,\n  c]",
    "a: [?b]",
    "a: yes",
    "a: No",
    "a: null",
    "a: ~",
    "a: True",
    "a: o\ufb00",
    "a: 010",
    "a: -0",
    "a: 1e3",
    "a: 1_000",
    "a: 12:30",
    "a: 1234567890123456",
    "a: 2020-02-30",
    "a: 2020-6-1",
    "a: 1500-01-01",
    "a: 2020-06-11 10:00:00",
    "a: 2020-06-11 10:00:00 +02:00",
    "a: 1.0e3",
    "a: 0x1F",
    "a: 0o17",
    "a: 1,5",
    "a: 12e7",
    "a: 2020-06-11\nb: '2020-06-11'",
    "? a\n: b",
    "a b: c",
    '"a": b',
    "<<: a",
    "a: `b`",
    "a: %b",
    "a: @b",
    "a: =",
    "a: b\x85c",
    "a: b\u2028c",
    "a: \ufeffb",
    "a: b\x00",
    "a: b\r",
    "a: b # articlelint: ignore",
    "$schema: a.json",
    "# yaml-language-server: $schema=a.json\na: b",
]


def scanned(block: str) -> Scanned | None:
    return scan(f"---\n{block}\n---\nBody\n".encode(), 1_000)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("block", READ)
def test_data_and_times_are_those_of_the_full_reader(block: str, dialect: Dialect) -> None:
    text = f"---\n{block}\n---\nBody\n---\n"
    found, document = scan(text.encode(), 1_000), Document(Source("a.md", text), dialect)
    assert found is not None
    assert document.problem is None
    assert repr(found.data) == repr(document.data)
    assert not dialect.has_times or set(found.times.plain) == document.times
    block_found = find(text, delimiters(dialect))
    assert isinstance(block_found, FrontMatter)
    assert found.text == text[: block_found.closing.start]


@pytest.mark.parametrize("block", LEFT_ALONE)
def test_anything_else_is_left_alone(block: str) -> None:
    assert scanned(block) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b\n",
        "\n---\na: b\n---\n",
        "--- \na: b\n---\n",
        "---\na: b\n",
        "---\na: b\n---",
        "---\na: b\n--- \n",
        "---\na: b\n...\n",
        "---\r\na: b\n---\r\n",
        "---\r\na: b\r\n---\n",
        "---\r\na: b\r\nc: d\r\r\n---\r\n",
        "---\na: b\r\n---\n",
        "\ufeff---\na: b\n---\n",
        "---\n---\n",
        "---\na: b\n---c\nd: e\n---\n",
    ],
)
def test_the_lines_around_a_block_are_plain(text: str) -> None:
    assert scan(text.encode(), 1_000) is None


@pytest.mark.parametrize("dialect", Dialect)
def test_lines_may_all_end_with_crlf(dialect: Dialect) -> None:
    text = '---\r\ntitle: "é"\r\n# c\r\n\r\nlist:\r\n  - a\r\nlink:   b c\r\n---\r\nBody\n---\n'
    found, document = scan(text.encode(), 1_000), Document(Source("a.md", text), dialect)
    assert found is not None
    assert repr(found.data) == repr(document.data)
    assert found.value_span("link") == document.span(("link",))
    content = find(text, delimiters(dialect))
    assert isinstance(content, FrontMatter)
    size = content.content.end - content.content.start
    assert scan(text.encode(), size) is not None
    assert scan(text.encode(), size - 1) is None


@pytest.mark.parametrize("text", ["2009-12-25 10:41:06 +0000", "2025-01-29 18:15:32 +0530"])
def test_a_time_with_an_offset_is_one_to_jekyll_alone(text: str) -> None:
    found = scan(f"---\ndate: {text}\n---\n".encode(), 1_000)
    assert found is not None
    assert found.times.has_zones
    for dialect in Dialect:
        document = Document(Source("a.md", f"---\ndate: {text}\n---\n"), dialect)
        assert found.data == document.data
        assert document.times == ({text} if dialect is Dialect.JEKYLL else set())


def test_a_block_is_not_read_beyond_the_limit() -> None:
    text = b"---\na: b\n---\n"
    assert scan(text, len("---\na: b\n")) is not None
    assert scan(text, len("---\na: b\n") - 1) is None


def test_the_place_of_a_value_is_that_of_the_document() -> None:
    text = '---\ntitle: "é"\nlist:\n  - link: no\nlink:   "a b"\nlast: c\n---\nlink: d\n'
    text = text.replace("no", "x")
    found, document = scan(text.encode(), 1_000), Document(Source("a.md", text))
    assert found is not None
    for key in ("title", "link", "last"):
        assert found.value_span(key) == document.span((key,))
