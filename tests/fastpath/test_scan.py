"""What is read of simple rows is what the full reader has, in every dialect; the rest is left."""

from itertools import product
from typing import NamedTuple

from linter.core.values import Value
from linter.fastpath.places import Places
from linter.fastpath.plan import ObjectPlan, Plan, TextPlan
from linter.fastpath.scalars import UncertainError
from linter.fastpath.scan import Scanned, scan
from linter.fastpath.silence import File
from linter.fastpath.walk import Walk
from linter.frontmatter.block import FrontMatter, find
from linter.frontmatter.delimiters import delimiters
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from tests.each_case import each_case

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
    "a: 2020-06-11\nb: '2020-06-11'",
    "a: '[b]'\nc: \"'d'\"\ne: '\"f\"'\ng: '\"h'",
    "a: '''b'''\nc: '\\'\nd: '#e'\nf: '# g'",
    "digits: 1٣\nsquare: 2²",
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
    "a: b\na:",
    "a: b\na: [c]",
    "a: b\na:\n  - c",
    "a:\n  b: c\na: d",
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

NEARLY_SIMPLE = [
    "a: b\na: c",
    "a: b\nd: e\na: 'c'\na: 1",
    "a:\n  - b: c\n    b: d",
    "a: 2020-06-11T10:00:00+00:00",
    "a: 2020-06-11T10:00:00-13:30",
]


class Read(NamedTuple):
    """A block that was read, and its data."""

    scanned: Scanned
    data: dict[str, Value]
    is_simple: bool


def places(dialect: Dialect) -> Places:
    """Return the places by a schema that describes nothing."""
    anything = ObjectPlan({}, [], [], [], [], {}, [])
    texts = TextPlan([], [], is_date=True, unquoted=[])
    has_zones = dialect is Dialect.JEKYLL
    return Places(Plan([anything], [texts], [], [], [], dialect.has_times, has_zones, {}))


def read(
    text: str,
    dialect: Dialect = Dialect.JEKYLL,
    *,
    max_characters: int = 1_000,
    known: Places | None = None,
) -> Read | None:
    scanned = scan(text.encode(), max_characters)
    if scanned is None:
        return None
    walk = Walk(File("a.md", "2026-11-01T00:00:00Z"), 1)
    try:
        walk.read(scanned, known or places(dialect))
    except UncertainError:
        return None
    return Read(scanned, walk.data, walk.is_simple)


@each_case(product(READ, Dialect))
def test_data_is_that_of_the_full_reader(block: str, dialect: Dialect) -> None:
    text = f"---\n{block}\n---\nBody\n---\n"
    found, document = read(text, dialect), Document(Source("a.md", text), dialect)
    assert found is not None
    assert found.is_simple
    assert document.problem is None
    assert repr(found.data) == repr(document.data)
    block_found = find(text, delimiters(dialect))
    assert isinstance(block_found, FrontMatter)
    assert found.scanned.text == text[: block_found.closing.start]


@each_case(product(NEARLY_SIMPLE, ["", "\ufeff"]))
def test_what_is_nearly_simple_has_the_data_of_the_full_reader(block: str, mark: str) -> None:
    text = f"{mark}---\n{block}\n---\nBody\n"
    found, document = read(text), Document(Source("a.md", text))
    assert found is not None
    assert not found.is_simple
    assert found.scanned.has_mark == bool(mark)
    assert repr(found.data) == repr(document.data)


def test_a_mark_counts_among_the_characters_of_a_block() -> None:
    text = "\ufeff---\na: b\n---\n"
    size = len("---\na: b\n")
    assert read(text, max_characters=size) is None
    assert read(text, max_characters=size + 1) is not None


@each_case(LEFT_ALONE)
def test_anything_else_is_left_alone(block: str) -> None:
    assert read(f"---\n{block}\n---\nBody\n") is None


def test_what_is_read_does_not_depend_on_what_was_read_before() -> None:
    known = places(Dialect.JEKYLL)
    for block in (*READ, *LEFT_ALONE, *READ, *reversed(LEFT_ALONE)):
        text = f"---\n{block}\n---\n"
        assert read(text, known=known) == read(text)


def test_more_keys_are_read_than_are_kept() -> None:
    known = places(Dialect.JEKYLL)
    for _ in range(2):
        found = read(
            "".join(("---\n", *(f"key{number}: {number}\n" for number in range(12_000)), "---\n")),
            max_characters=500_000,
            known=known,
        )
        assert found is not None
        assert found.data == {f"key{number}": number for number in range(12_000)}
    assert len(known.first) < 12_000


@each_case(
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
        "\ufeff\ufeff---\na: b\n---\n",
        "---\n---\n",
        "---\na: b\n---c\nd: e\n---\n",
    ]
)
def test_the_lines_around_a_block_are_plain(text: str) -> None:
    assert read(text) is None


@each_case(Dialect)
def test_lines_may_all_end_with_crlf(dialect: Dialect) -> None:
    text = '---\r\ntitle: "é"\r\n# c\r\n\r\nlist:\r\n  - a\r\nlink:   b c\r\n---\r\nBody\n---\n'
    found, document = read(text, dialect), Document(Source("a.md", text), dialect)
    assert found is not None
    assert repr(found.data) == repr(document.data)
    assert found.scanned.value_span("link") == document.span(("link",))
    content = find(text, delimiters(dialect))
    assert isinstance(content, FrontMatter)
    size = content.content.end - content.content.start
    assert read(text, max_characters=size) is not None
    assert read(text, max_characters=size - 1) is None


@each_case(product(["2009-12-25 10:41:06 +0000", "2025-01-29 18:15:32 +0530"], Dialect))
def test_a_time_with_an_offset_is_one_to_jekyll_alone(written: str, dialect: Dialect) -> None:
    text = f"---\ndate: {written}\n---\n"
    found, document = read(text, dialect), Document(Source("a.md", text), dialect)
    assert document.times == ({written} if dialect is Dialect.JEKYLL else set())
    assert (found is None) is (dialect.has_times and dialect is not Dialect.JEKYLL)
    assert found is None or found.data == document.data


@each_case(Dialect)
def test_a_date_in_a_list_that_no_schema_describes_is_in_quotes(dialect: Dialect) -> None:
    text = "---\na:\n  - 2020-06-11\nb: [2020-06-11]\n---\n"
    assert (read(text, dialect) is None) is dialect.has_times
    assert read(text.replace("2020-06-11", "'2020-06-11'"), dialect) is not None


def test_a_block_is_not_read_beyond_the_limit() -> None:
    text = "---\na: b\n---\n"
    assert read(text, max_characters=len("---\na: b\n")) is not None
    assert read(text, max_characters=len("---\na: b\n") - 1) is None


def test_the_place_of_a_value_is_that_of_the_document() -> None:
    text = '---\ntitle: "é"\nlist:\n  - link: no\nlink:   "a b"\nlast: c\n---\nlink: d\n'
    text = text.replace("no", "x")
    found, document = read(text), Document(Source("a.md", text))
    assert found is not None
    for key in ("title", "link", "last"):
        assert found.scanned.value_span(key) == document.span((key,))
