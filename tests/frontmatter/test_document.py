"""linter.frontmatter.document: data as Psych reads it, each piece at its place, whatever the text.

The data is compared with Psych itself wherever Ruby is installed; `test_scalars.py` does the
same for single scalars.
"""

import json
import string
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path as FilePath
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml._yaml import get_version as libyaml_version

from linter.config.settings import Settings
from linter.core.diagnostic import Severity
from linter.core.limits import DEFAULT, Limits
from linter.core.text import Edit, Span, apply_edits
from linter.core.values import Path, json_pointer
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.jekyll import jekyll
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.scalars.times import instant
from linter.frontmatter.source import Source, decode
from linter.frontmatter.yaml_depth import may_be_deeper
from linter.frontmatter.yaml_parser import Events
from linter.lint.run import lint
from linter.schema.schema import Schema
from tests.each_case import each_case
from tests.frontmatter.psych import ask_psych, float_of
from tests.processor_time import bounded
from tests.sites import OWN, REAL, on_each_site

ROOT = FilePath(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")

ANY_SCHEMA = Schema("any", {}, {"": {}})


# The other limits are tried with texts beyond this one.
LIMITS = Limits(max_front_matter=10_000_000)


def document(body: str, limits: Limits = LIMITS) -> Document:
    return Document(Source("a.md", f"---\n{body}---\n"), limits=limits)


def spans(text: str) -> Iterator[tuple[Path, str]]:
    """Yield the path of every member of a front matter and the source text at its span."""
    read = document(text)
    for member in read.members:
        yield member.path, read.text(read.node_span(member.node))


# Data


@each_case(
    [
        ("a: {b: [1, c, null], d: {}}\n", {"a": {"b": [1, "c", None], "d": {}}}),
        ("a: 1\nb: 2\na: 3\n", {"a": 3, "b": 2}),
        (
            "b: &x {p: 1, q: 2}\na:\n  <<: *x\n  q: 3\n",
            {"b": {"p": 1, "q": 2}, "a": {"p": 1, "q": 3}},
        ),
        ("b: &x {q: 2}\na:\n  q: 3\n  <<: *x\n", {"b": {"q": 2}, "a": {"q": 2}}),
        ("<<: [{p: 1}, {p: 2, q: 3}]\n", {"p": 1, "q": 3}),
        ("a: 2020-06-11T00:03:00Z\nb: 2020-6-1\n", {"a": "2020-06-11T00:03:00Z", "b": "2020-6-1"}),
        ("1: a\n~: b\n[c]: d\n", {"1": "a", "~": "b", "[c]": "d"}),
        ("a: :sym\nb: !!float c\n", {"a": ":sym", "b": "c"}),
        ("__proto__: a\n", {"__proto__": "a"}),
        ('a: "\\0\\u00e9"\n', {"a": "\0é"}),
    ]
)
def test_data(body: str, expected: dict[str, object]) -> None:
    assert document(body).data == expected


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def same_scalar(ours: object, kind: str, theirs: Any) -> bool:
    """Whether a value of ours is Psych's; dates and times are text here, and are read again."""
    if kind in ("date", "time"):
        if not isinstance(ours, str) or jekyll(ours).type != kind:
            return False
        moment = instant(ours)
        if kind == "date" or moment is None:
            return moment is None or moment.date().isoformat() == theirs
        return bool((moment - EPOCH) // MICROSECOND == theirs)
    if kind == "integer":
        return type(ours) is int and str(ours) == theirs
    if kind == "float":
        return type(ours) is float and repr(ours) == repr(float_of(theirs))
    return type(ours) is type(theirs) and bool(ours == theirs)


def same_key(ours: str, kind: str, theirs: Any) -> bool:
    """Whether a key is Psych's; ours are always text, a collection's its source text."""
    if kind == "string":
        return bool(ours == theirs)
    return kind in ("map", "list") or same_scalar(jekyll(ours).value, kind, theirs)


def same(ours: object, answer: list[Any]) -> bool:
    kind, theirs = answer
    if kind == "map":
        if not isinstance(ours, dict) or len(ours) != len(theirs):
            return False
        pairs = zip(ours.items(), theirs, strict=True)
        return all(same_key(one[0], *two[0]) and same(one[1], two[1]) for one, two in pairs)
    if kind == "list":
        if not isinstance(ours, list) or len(ours) != len(theirs):
            return False
        return all(map(same, ours, theirs))
    return same_scalar(ours, kind, theirs)


def is_ignored(read: Document) -> bool:
    """Whether what is wrong stands behind the first document, which is all that Psych reads."""
    text = read.text(read.block.content) if read.block else ""
    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        return any(isinstance(event, yaml.DocumentEndEvent) for event in events)
    except yaml.YAMLError:
        return False


def agrees(read: Document, answer: list[Any]) -> bool:
    """Whether a document is what Psych reads, or a finding explains why it is not."""
    kind, problem = answer[0], read.problem
    if problem is not None:
        if problem.kind is ProblemKind.SYNTAX:
            # Psych may meet a value that it refuses before the alias without an anchor.
            cause = problem.mistake.cause if problem.mistake else ""
            is_earlier = kind == "refused" and "alias" in cause
            return kind == "broken" or is_earlier or is_ignored(read)
        if problem.kind is ProblemKind.NOT_A_MAPPING:
            return kind not in ("map", "broken", "endless")
        # Psych may drop an anchor that contains itself, where a key stands twice.
        return problem.kind is ProblemKind.ALIAS_EXPANSION and kind in ("map", "endless", "refused")
    if kind == "null":
        return read.data == {}
    if kind == "refused":
        found = lint(read.source, ANY_SCHEMA, Settings(select=("PAR",))).diagnostics
        return any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    return kind == "map" and same(read.data, answer)


def disagreements(bodies: Iterable[str]) -> list[str]:
    documents = [document(body) for body in bodies]
    blocks = [read.text(read.block.content) for read in documents if read.block is not None]
    assert len(blocks) == len(documents)
    answers = zip(documents, ask_psych(blocks), strict=True)
    return [read.source.text for read, answer in answers if not agrees(read, answer)]


NESTED = [
    *("a: 1\n", "a: {b: [1, 2, {c: d}]}\n", "a:\n- b\n- c\nd: e\n", "a:\n  - - b\n    - c\n"),
    *("a:\n  - {d: e}\n  - f: g\n    h: i\n", "a: {x}\n", "a: {x: }\n", "a: [x,]\n", "a: [x: y]\n"),
    *("a: {? x: y}\n", "? a\n: b\n", "? a\n? b\n", "a: - \n", "a:\n  -\n", "- a: 1\n", "a\n", ""),
    *("# c\n", "a: {b: c, b: d}\n", 'a: {"b":c}\n', "a: {b:1}\n", "   a: x\n   b: y\n", "a:1\n"),
    *("{a: 1}\n", "{a: 1,\nb: 2}\n", "a:1\nb: 2\n", "a : 1\n", "'a': 1\n\"b\": 2\n", "a: [,]\n"),
]
MERGES = [
    *("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n", "a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x\n"),
    "a: &x {p: 1}\nc: &y {p: 2, r: 3}\nb:\n  <<: [*x, *y]\n",
    "a: &x {p: 1}\nb:\n  <<: *x\n  <<: {p: 2}\n",
    "a: &x {p: 1}\nb: &y\n  <<: *x\n  q: 2\nc:\n  <<: *y\n",
    *("b:\n  <<: {p: 1}\n  q: 2\n", "b:\n  <<: []\n  q: 2\n", "b:\n  <<: 5\n", "b:\n  <<:\n"),
    *("b:\n  <<: [1, 2]\n", "b:\n  <<: [{p: 1}, 1]\n", "b:\n  <<: [[{p: 1}]]\n", "<<: {a: 1}\n"),
    *("a: &l [{p: 1}]\nb:\n  <<: *l\n", "a: &s 5\nb:\n  <<: *s\n", "a: [<<: {b: 1}]\n", "<<: a\n"),
    *(f"a: &x {{p: 1}}\nb:\n  {key} : *x\n" for key in ('"<<"', "'<<'", "!!str <<", "&k <<")),
    *(f"a: &x {{p: 1}}\nb:\n  {key} : *x\n" for key in ("! <<", "!!merge <<", "<<<", "!m <<")),
]
ALIASES = [
    *(
        "a: &x 1\nb: *x\n",
        "a: &x 1\na: *x\n",
        "a: &x [1]\nb: [*x, *x]\n",
        "a: *x\n",
        "a: &x\nb: *x\n",
    ),
    *("&k a: 1\n*k : 2\n", "&k a: 1\nb: *k\n", "a: &x 1\nb: &x 2\nc: *x\n", "a: !!str &y\nb: *y\n"),
    *("a: &x !!str 1\nb: !!str &y 1\n", "&r\na: 1\n", "a: &x [*x]\n", "a: &x {b: *x}\n"),
]
KEYS = [
    *("1: a\n", "true: a\n", "~: a\n", "1.5: a\n", "2020-01-01: a\n", "no: a\n", ":sym: a\n"),
    *("[a, b]: c\n", "{a: b}: c\n", "? [a]\n: b\n", "=: a\n", "'1': a\n", "012: a\n", "é “k”: a\n"),
    *("2020-06-11T00:03:00Z: a\n", "!!str 1: a\n", "? |\n  k\n: a\n", "? \n: a\n", "a: 1\n" * 3),
]
TAGS = [
    *("a: !!str 12\n", "a: !!float abc\n", "a: !!int '3'\n", "a: !!set {a, b}\n", "a: !!seq [1]\n"),
    *("a: !!map {a: 1}\n", "a: !mine [1]\n", "a: !ruby/object:Foo {a: 1}\n", "a: !ruby/sym x\n"),
    *("a: !binary aGVsbG8=\n", "a: !!python/tuple [1]\n", "a: !str {a: 1}\n", "a: !!null x\n"),
    *("a: ! 12\n", "a: !<tag:yaml.org,2002:str> 12\n", "a: !foo!bar x\n", "a: !!bool 'no'\n"),
    *("a: !!binary |\n  aGVs\n  bG8=\n", "a: !!str\nb: !!str\n", "a: !ruby/class Date\n"),
    *("a: !ruby/range 1..2\n", "a: !ruby/hash {b: 1}\n", "a: !ruby/array [b]\n", "!mine\na: 1\n"),
    *("!ruby/object:Foo\na: 1\n", "!!map\na: 1\n", "!!set\na: 1\n", "!!str a: 1\n", "a: !\n"),
    *("!ruby/sym a: 1\n", "!ruby/object:Foo [a]: 1\n", "a: [!!float x]\n", "a: !!int :b\n"),
]
SCALARS = [
    "a: |\n  x\n  y\nb: >\n  x\n  y\n\n  z\nc: |-\n  x\nd: >+\n  x\n\ne: |2\n    x\n",
    "a: 'x\n  y'\nb: \"x\n\n  y\\\n   z\"\nc: x\n  y\n",
    'a: "\\x41\\u00e9\\U0001F600\\n\\t\\e\\0\\N\\_\\L\\P"\n',
    *(
        "a: |\n\n\n  x\n",
        "a: |\n",
        "a: >\n\nb: 1\n",
        "a: |+\n\n\nb: 1\n",
        "a: |\n  x\n # c\nb: 1\n",
    ),
    *(
        "a: |1\n x\n",
        "a: |0\n x\n",
        "a: |10\n x\n",
        "a: '' \nb: \"\"\nc: ''''\n",
        "a: x #c\nb: x#c\n",
    ),
    *(
        "a: 12345678901234567890123\n",
        "a: .inf\nb: -.inf\nc: .nan\n",
        "a: 1_000\nb: 0b11\nc: 012\n",
    ),
    *("a: 2020-01-01 10:00:00 +01:00\n", "a: 2020-02-30T00:03:00Z\n", "a: :sym\n", "a: 1,000\n"),
    *('a: "\\uD800"\n', 'a: "\\q"\n', "a: x: y\n", "a: 'x' 'y'\n", "a: b\n c: d\n", "a: <<\n"),
]
CHARACTERS = [
    *("a: 1\r\nb: [1,\r\n 2]\r\nc: |\r\n  x\r\n  y\r\n", "a: 1\rb: 2\n", "a: 1\r  \n\r\nb: 2\n"),
    *("a: é “x” 👍\n", "a: x\u2028y\n", "a: 'x\u2028y'\n", "a: x\x85y\n", 'a: "x\x85  y"\n'),
    *("a: x\ufeffy\n", "\ufeffa: 1\n", "a: \x00\n", "a: \x07\n", "a: \x7f\n", "a: \ufffe\n"),
    *("a:\tb\n", "\ta: b\n", "a: b\t# c\n", "a: \U0010ffff\n", "a: \ud7ff\ue000\n", "a: \xa0x\n"),
]
DOCUMENTS = [
    *("a: 1\n... # c\n", "a: 1\r---\rb: 2\n", "a: 1\n...\tb: c\n", "a: 1\u2028--- b\n"),
    *("{a: 1}\nb: 2\n", "{a: 1} # c\n", "{a: 1}\n- b\n", "{a: 1}\n... b\n", "{a: 1}}\n"),
    *("a: 1\n--- b\n", "a: 1\n---\tb\n", "a: 1\n... b\n", "a: 1\n%TAG ! x\n", "a: 1\n--- # c\n"),
    *(
        "a: [1, 2\n",
        "a: 'x\n",
        "a: @x\n",
        "a: `x\n",
        "a: %x\n",
        "%YAML 1.1\na: 1\n",
        "a: |\n--- x\n",
    ),
]
BY_HAND = {
    "nested": NESTED,
    "merges": MERGES,
    "aliases": ALIASES,
    "keys": KEYS,
    "tags": TAGS,
    "scalars": SCALARS,
    "characters": CHARACTERS,
    "documents": DOCUMENTS,
}


def test_psych_agrees() -> None:
    assert disagreements(body for bodies in BY_HAND.values() for body in bodies) == []


class Writer:
    """Writes front matters at random: collections in both styles, anchors, merges, tags."""

    PLAIN = (
        *("a", "1", "no", "012", "1:20", "2020-06-11", "2020-06-11T00:03:00Z", "~", "", "x y"),
        *(
            "a#b",
            "é",
            "“q”",
            "👍",
            "-1.5",
            ".inf",
            "1e3",
            "=",
            "<<",
            "a\u2028b",
            "1,000",
            "x\n   y",
        ),
    )
    QUOTED = (
        *("'it''s'", '"a\\tb\\u00e9"', "''", '"no"', "'1'", '"x\n    y"', "'x\n\n    y'", "'#'"),
        *('"\\x41\\\n    b"', '"\u2028"', "'\x85'"),
    )
    TAGS = ("!!str", "!!int", "!!float", "!mine", "!!binary", "!ruby/sym")
    KEYS = ("a", "b", "c", "'d'", '"e"', "1", "<<", "é k", "no", "a b", "~", "f:g")
    NAMES = "uvwxyz"
    ANCHORED = ("{a: 1, b: 2}", "{b: 3}", "[{a: 5}, {c: 6}]", "7", "[]")

    def __init__(self, random: Random) -> None:
        self._random = random

    def body(self) -> str:
        text = self._mapping(0, 3)
        if self._random.random() < 0.5:
            anchors = (f"{name}0: &{name} {self._any(self.ANCHORED)}\n" for name in self.NAMES)
            text = "".join(anchors) + text.replace("&", "")
        return text.replace("\n", "\r\n") if self._random.random() < 0.15 else text

    def _any(self, choices: Iterable[str]) -> str:
        return self._random.choice(tuple(choices))

    def _scalar(self, *, flow: bool) -> str:
        text = self._any(self.PLAIN if self._random.random() < 0.6 else self.QUOTED)
        text = "z" if flow and not text else text
        if self._random.random() < 0.05:
            text = f"{self._any(self.TAGS)} {text}"
        if self._random.random() < 0.1:
            text = f"&{self._any(self.NAMES)} {text}"
        return text

    def _flow(self, depth: int) -> str:
        kind = self._random.random()
        if depth == 0 or kind < 0.4:
            return self._scalar(flow=True)
        if kind < 0.5:
            return f"*{self._any(self.NAMES)} "
        separator = self._any((", ", ",\n      ", ","))
        items = [self._flow(depth - 1) for _ in range(self._random.randint(0, 3))]
        if kind < 0.75:
            return f"[{separator.join(items)}]"
        return f"{{{separator.join(f'{self._any(self.KEYS)}: {item}' for item in items)}}}"

    def _value(self, indent: int, depth: int) -> str:
        comment = self._any(("", "", " # c"))
        kind = self._random.random()
        pad = " " * indent
        if depth == 0 or kind < 0.3:
            return f" {self._scalar(flow=False)}{comment}\n"
        if kind < 0.4:
            return f" {self._flow(2)}{comment}\n"
        if kind < 0.5:
            end = self._any(("", "\n", f"{pad}   v\n"))
            return (
                f" {self._any('|>')}{self._any(('', '-', '+'))}{comment}\n{pad}  t\n{pad}  u\n{end}"
            )
        if kind < 0.56:
            return f" *{self._any(self.NAMES)}\n"
        anchor = f" &{self._any(self.NAMES)}" if self._random.random() < 0.3 else ""
        if kind < 0.8:
            return f"{anchor}\n{self._mapping(indent + 2, depth - 1)}"
        items = (self._item(indent + 2, depth - 1) for _ in range(self._random.randint(1, 3)))
        return f"{anchor}\n" + "".join(f"{pad}  -{item}" for item in items)

    def _item(self, indent: int, depth: int) -> str:
        if depth and self._random.random() < 0.4:
            return f" {self._mapping(indent + 2, depth - 1).lstrip(' ')}"
        return self._value(indent, depth)

    def _mapping(self, indent: int, depth: int) -> str:
        return "".join(
            f"{' ' * indent}{self._any(self.KEYS)}:{self._value(indent, depth)}"
            for _ in range(self._random.randint(1, 4))
        )


def mutated(random: Random, text: str) -> str:
    """Return a text with a few characters lost or written over."""
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(text))
        written = random.choice(["", *"abc:-?[]{}&*!|>'\"%@`# \t\r,\u2028\ufeff\x00", "\n", "\n  "])
        text = text[:at] + written + text[at + random.randint(0, 1) :]
    return text if text.endswith("\n") else f"{text}\n"


@pytest.mark.slow
def test_psych_agrees_on_front_matters_at_random() -> None:
    random = Random(2020)  # noqa: S311 - the same texts each time
    writer = Writer(random)
    bodies = [writer.body() for _ in range(400)]
    read = sum(document(body).problem is None for body in bodies)
    assert read > len(bodies) / 3
    assert disagreements(bodies) == []


@pytest.mark.slow
def test_psych_agrees_on_broken_articles() -> None:
    random = Random(2020)  # noqa: S311 - the same texts each time
    body = SEED.split("\n---")[0].removeprefix("---\n") + "\n"
    bodies = [mutated(random, body) for _ in range(100)]
    # What closes the block early is no longer the same front matter for both.
    assert disagreements(body for body in bodies if document(body).block is not None) == []


@pytest.mark.slow
@on_each_site
def test_psych_agrees_on_a_site(folder: FilePath) -> None:
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in (".md", ".html")]
    documents = [Document(decode(file.name, file.read_bytes())) for file in files]
    documents = [read for read in documents if read.block is not None]
    assert len(documents) > {OWN: 20, REAL: 100}[folder]
    answers = ask_psych(
        read.text(read.block.content) for read in documents if read.block is not None
    )
    wrong = [
        read.source.path
        for read, answer in zip(documents, answers, strict=True)
        if not agrees(read, answer)
    ]
    assert wrong == []


# Places


@each_case(
    [
        ("a: 'x' # c\n", [("a", "'x'")]),
        ("a: x y  # c\nb:\n", [("a", "x y"), ("b", "")]),
        (
            'a: "x\n  y"\nb: |  # c\n  x\n\n\nc: >-\n  y\n',
            [("a", '"x\n  y"'), ("b", "|  # c\n  x"), ("c", ">-\n  y")],
        ),
        ("a: &x !!str b\nc: !!str &y 'd'\n", [("a", "b"), ("c", "'d'")]),
        ("a: &x # c\n  b\n", [("a", "b")]),
        (
            "a:\n  - b\n  - c: d\n\n# e\n",
            [("a", "- b\n  - c: d"), ("a/0", "b"), ("a/1", "c: d"), ("a/1/c", "d")],
        ),
        (
            "a: [b, {c: d}] # e\n",
            [("a", "[b, {c: d}]"), ("a/0", "b"), ("a/1", "{c: d}"), ("a/1/c", "d")],
        ),
        ("a: &x {b: 1}\nc: *x\n", [("a", "{b: 1}"), ("a/b", "1"), ("c", "{b: 1}")]),
        (
            "a: &x 1\nb:\n  - 2\n  - *x # c\n\nd: 4\n",
            [("a", "1"), ("b", "- 2\n  - *x"), ("b/0", "2"), ("b/1", "1"), ("d", "4")],
        ),
        ("b:\n  c: &x 2\n  d: *x\n# e\n", [("b", "c: &x 2\n  d: *x"), ("b/c", "2"), ("b/d", "2")]),
        (
            "a: 1\r\nb:\r\n  c: |\r\n    x\r\n\r\n",
            [("a", "1"), ("b", "c: |\r\n    x"), ("b/c", "|\r\n    x")],
        ),
        ("a: 👍\u2028 b\nc: é\n", [("a", "👍\u2028 b"), ("c", "é")]),
    ]
)
def test_members_and_their_places(body: str, expected: list[tuple[str, str]]) -> None:
    assert [("/".join(map(str, path)), text) for path, text in spans(body)] == expected


def test_places_after_a_byte_order_mark() -> None:
    read = Document(Source("a.md", "\ufeff---\na: b\n---\n"))
    assert read.span(("a",)) == (8, 9)
    assert read.key_span(("a",)) == (5, 6)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("name: A b\n", "A b", id="plain"),
        pytest.param("name: A b", "A b", id="no-line-end"),
        pytest.param("---\nname: A b\n", "A b", id="opened"),
        pytest.param("---\nname: A b\n---\n", "A b", id="like-front-matter"),
        pytest.param("# about\n\n--- # go\nname: A b\n...\n", "A b", id="comment-first"),
        pytest.param("%YAML 1.1\n---\nname: A b\n", "A b", id="directive"),
        pytest.param("\ufeffname: A b\r\n", "A b", id="byte-order-mark"),
        pytest.param('{"name": "A b"}', '"A b"', id="json"),
        pytest.param("x: |\n  ---\n  y\nname: &a\n  A b\n", "A b", id="dashes-in-a-value"),
    ],
)
@pytest.mark.parametrize("path", ["_data/topics/a.yaml", "a.YML"])
def test_places_in_a_data_file(path: str, text: str, value: str) -> None:
    read = Document(Source(path, text))
    assert read.problem is None
    assert read.data["name"] == "A b"
    assert read.text(read.span(("name",))) == value
    assert read.text(read.key_span(("name",))).strip('"') == "name"
    assert read.block is not None
    assert read.text(read.block.body) == ""
    assert Document(Source("a.md", text)).data.keys() == (
        {"name"} if text.endswith("b\n---\n") else set()
    )


def test_the_places_of_a_repeated_key_are_those_of_its_effective_value() -> None:
    read = document("a: 1\nb: &x {c: 2}\na: 3\nd:\n  <<: *x\n  e: 4\n")
    assert read.text(read.span(("a",))) == "3"
    assert read.key_span(("a",)).start == read.source.text.rindex("a:")
    assert read.span(("d", "c")) == read.span(("b", "c"))
    assert read.member(("d", "c")).path == ("d", "c")


@each_case([("b",), ("a", 2), ("a", "b"), ("a", 0, "c"), (0,)])
def test_there_is_no_node_at_a_path_without_value(path: Path) -> None:
    with pytest.raises(KeyError):
        document("a: [1, 2]\n").span(path)


def test_there_are_no_members_if_nothing_could_be_read() -> None:
    read = document("a: [\n")
    assert (read.data, read.members, read.root) == ({}, [], None)
    with pytest.raises(KeyError):
        read.span(())


@each_case(
    [
        ("a:\n  b: c\n  d: e\n", ("a",), "b"),
        ("a: {b: c}\n", ("a",), "{b: c}"),
        ("a: {}\n", ("a",), "{}"),
        ("- a\n", (), None),
        ("'x': 1\n", (), "'x'"),
    ]
)
def test_mapping_span(body: str, path: tuple[str, ...], expected: str | None) -> None:
    read = document(body)
    if expected is None:
        with pytest.raises(KeyError):
            read.mapping_span(path)
    else:
        assert read.text(read.mapping_span(path)) == expected


@each_case(
    [
        ("a: !m b\n", "!m"),
        ("a: !m\n  b: c\n", "!m"),
        ("a: &x !m b\n", "&x !m"),
        ("a: !m\n", "!m"),
        ("a: !<tag:x> [b]\n", "!<tag:x>"),
    ]
)
def test_tag_span(body: str, expected: str) -> None:
    read = document(body)
    assert read.text(read.tag_span(read.member(("a",)).node)) == expected


@each_case(
    [
        ((), ""),
        (("a",), "/a"),
        (("related", 0, "webUrl"), "/related/0/webUrl"),
        (("a/b", "~", "~1", ""), "/a~1b/~0/~01/"),
    ]
)
def test_json_pointer(path: Path, expected: str) -> None:
    assert json_pointer(path) == expected


def value_at(data: Any, path: Path) -> Any:
    for token in path:
        data = data[token]
    return data


def with_value(data: Any, path: Path, value: object) -> Any:
    if not path:
        return value
    changed = data.copy()
    changed[path[0]] = with_value(data[path[0]], path[1:], value)
    return changed


def with_text(read: Document, place: Span, text: str) -> Document:
    return Document(Source("a.md", apply_edits(read.source.text, [Edit(place, text)])))


def without_aliases(random: Random) -> Document:
    return document(Writer(random).body().replace("*", "").replace("<<", "m"))


@given(st.randoms(use_true_random=False))
def test_places_lie_in_the_block(random: Random) -> None:
    read = document(Writer(random).body())
    assert read.block is not None
    for member in read.members:
        whole, place = read.token_span(member.node), read.node_span(member.node)
        assert read.block.opening.end <= whole.start <= place.start
        assert place.start <= place.end <= read.block.closing.start


@given(st.randoms(use_true_random=False))
def test_spans_of_values_are_after_their_keys_and_in_their_parents(random: Random) -> None:
    read = without_aliases(random)
    places: dict[Path, Span] = {(): read.node_span(read.root)} if read.root else {}
    for path, key, node in read.members:
        place = places[path] = read.node_span(node)
        start, end = places[path[:-1]]
        if key is not None:
            assert start <= read.node_span(key).start
            assert read.node_span(key).end <= read.token_span(node).start
        assert start <= place.start
        assert place.end <= end


@given(st.randoms(use_true_random=False))
def test_text_put_in_a_scalars_place_is_its_value(random: Random) -> None:
    read = without_aliases(random)
    for member in filter(read.counts, read.members):
        place = read.node_span(member.node)
        is_plain_text = isinstance(member.node, yaml.ScalarNode) and not member.node.tag
        if is_plain_text and place.start < place.end:
            changed = with_text(read, place, "put-here")
            assert changed.data == with_value(read.data, member.path, "put-here")


@given(st.randoms(use_true_random=False))
def test_text_put_in_a_keys_place_is_the_key(random: Random) -> None:
    read = without_aliases(random)
    for member in filter(read.counts, read.members):
        if member.key is not None:
            changed = with_text(read, read.node_span(member.key), "put-here")
            path = (*member.path[:-1], "put-here")
            ours, theirs = value_at(changed.data, path), value_at(read.data, member.path)
            assert repr(ours) == repr(theirs)


# Texts of every kind


def assert_sound(text: str) -> None:
    for path in ("a.md", "a.yml"):
        assert_reads_or_says_why_not(Document(Source(path, text)))


def assert_reads_or_says_why_not(read: Document) -> None:
    assert (read.root is None) != (read.problem is None)
    assert read.root is not None or read.data == {}
    if read.problem is not None:
        mistake = read.problem.mistake
        related = mistake.related if mistake else None
        places = [read.problem.span, related[1] if related else Span(0, 0)]
        assert mistake is None or mistake.span == read.problem.span
        assert all(0 <= start <= end <= max(len(read.source.text), 1) for start, end in places)
    assert isinstance(json.dumps(read.data), str)
    for member in read.members:
        if read.counts(member):
            read.span(member.path)


ALPHABET = [
    *string.printable,
    *"\x00\x85\u2028\ufeffé👍",
    "---\n",
    "\n  - ",
    "\n  a: ",
    "&x ",
    "*x",
]


@given(st.text() | st.lists(st.sampled_from(ALPHABET)).map("".join))
def test_no_text_breaks_a_document(text: str) -> None:
    assert_sound(text)
    assert_sound(f"---\n{text}\n---\n")


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_no_mutation_breaks_a_document(random: Random) -> None:
    assert_sound(mutated(random, SEED))
    assert_sound(f"---\n{mutated(random, Writer(random).body())}---\n")


@given(st.binary() | st.binary().map(lambda data: b"---\na: " + data + b"\n---\n"))
def test_no_bytes_break_a_document(data: bytes) -> None:
    source = decode("a.md", data)
    read = Document(source)
    bad_byte = read.problem is not None and read.problem.kind is ProblemKind.BAD_BYTE
    assert bad_byte == (source.bad_byte is not None)


@each_case(
    [
        ("# Title\nbody\n", ProblemKind.MISSING, (0, 7)),
        ("", ProblemKind.MISSING, (0, 0)),
        ("---\r\na: 1\r\n", ProblemKind.UNCLOSED, (0, 3)),
        ("---\na: b: c\n---\n", ProblemKind.SYNTAX, (8, 9)),
        ("\ufeff---\na: b: c\n---\n", ProblemKind.SYNTAX, (9, 10)),
        ("---\n“: é\x07\ufeff\n---\n", ProblemKind.SYNTAX, (8, 9)),
        ("---\n\ufeffa: \x07\n---\n", ProblemKind.SYNTAX, (8, 9)),
        ("---\na: 'x\n---\n", ProblemKind.SYNTAX, (7, 8)),
        ("---\na: 1\n--- b\n---\n", ProblemKind.SYNTAX, (9, 12)),
        ("---\na: 1\n... b\n---\n", ProblemKind.SYNTAX, (9, 12)),
        ("---\na: 1\r---\rb: 2\n---\n", ProblemKind.SYNTAX, (9, 12)),
        ("---\n{a: 1}\nb: 2\n---\n", ProblemKind.SYNTAX, (11, 12)),
        ("---\n- a\n---\n", ProblemKind.NOT_A_MAPPING, (4, 7)),
        ("---\n~\n---\n", ProblemKind.NOT_A_MAPPING, (4, 5)),
        ("---\n&a\n---\n", ProblemKind.NOT_A_MAPPING, (6, 6)),
    ]
)
def test_what_is_no_mapping(text: str, trouble: ProblemKind, place: tuple[int, int]) -> None:
    problem = Document(Source("a.md", text)).problem
    assert problem is not None
    assert (problem.kind, problem.span) == (trouble, place)


@each_case(
    [
        ("a: b\n", {"a": "b"}),
        ("---\na: b\n---\n", {"a": "b"}),
        ("# c\na: d\n...\n", {"a": "d"}),
        ("\ufeff%YAML 1.1\n---\na: b", {"a": "b"}),
        ('{"a": "b", "c": [1, true, null]}', {"a": "b", "c": [1, True, None]}),
    ]
)
def test_a_data_file_is_yaml_as_a_whole(text: str, expected: dict[str, object]) -> None:
    for path in ("_data/a.yml", "_data/A.YAML", "_data/a.json"):
        assert Document(Source(path, text)).data == expected
    read = Document(Source("a.yml", text))
    assert read.text(read.span(("a",))) in ("b", "d", '"b"')


@each_case(
    [
        ("- a", ProblemKind.NOT_A_MAPPING, (0, 3)),
        ("a: [", ProblemKind.SYNTAX, (3, 4)),
        ("a: 1\n---\nb: 2\n", ProblemKind.SYNTAX, (5, 8)),
        (f"a: {'[' * 10_000}", ProblemKind.TOO_DEEP, (66, 67)),
    ]
)
def test_a_data_file_that_is_no_mapping(
    text: str, trouble: ProblemKind, place: tuple[int, int]
) -> None:
    problem = Document(Source("a.yml", text)).problem
    assert problem is not None
    assert (problem.kind, problem.span) == (trouble, place)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("a.md", "---\n \n---\n", (0, 3)),
        ("a.md", "---\n\n---\nbody\n", (0, 3)),
        ("a.md", "\ufeff---\t\r\n# c\r\n---\r\n", (1, 4)),
        ("a.yml", "", (0, 0)),
        ("a.yml", "\ufeff# c\n", (1, 1)),
        ("a.yml", "---\n", (0, 0)),
    ],
)
def test_nothing_is_an_empty_mapping(
    path: str, text: str, place: tuple[int, int], dialect: Dialect
) -> None:
    read = Document(Source(path, text), dialect)
    assert (read.problem, read.data, read.members) == (None, {}, [])
    assert read.mapping_span(()) == place


def test_a_block_without_any_line_is_empty_but_to_mkdocs() -> None:
    for dialect in set(Dialect) - {Dialect.PYYAML}:
        read = Document(Source("a.md", "---\n---\nbody\n"), dialect)
        assert (read.problem, read.data) == (None, {})
    problem = Document(Source("a.md", "---\n---\nbody\n"), Dialect.PYYAML).problem
    assert problem is not None
    assert problem.kind is ProblemKind.UNCLOSED


@each_case(
    [
        ("---\na: |+\n  b\n\n---\n", ("b\n\n", "b\n")),
        ("---\na: |+\n  b\n\n\n---\n", ("b\n\n\n", "b\n\n")),
        ("---\r\na: |+\r\n  b\r\n\r\n---\r\n", ("b\n\n", "b\n\n")),
        ("---\na: |+\n  b\n---\n", ("b\n", "b\n")),
        ("---\na: |+\n  b\n\n", (None, "b\n\n")),
    ]
)
def test_gray_matter_cuts_off_the_last_line_end(text: str, read: tuple[str | None, str]) -> None:
    for dialect, value in zip((Dialect.JS_YAML, Dialect.GRAY_MATTER), read, strict=True):
        assert Document(Source("a.md", text), dialect).data.get("a") == value


@each_case(
    [
        ("title: &a x\nexcerpt: &a y\n", {"title": "x", "excerpt": "y"}),
        ("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", {"a": 1, "b": 1, "c": 2, "d": 2}),
        ("a: &x [&x 1, *x]\nb: *x\n", {"a": [1, 1], "b": 1}),
        ("&x a: &x {b: 1}\nc:\n  <<: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x !!str 1\nb: &x 'no'\nc: &x |\n  y\n", {"a": "1", "b": "no", "c": "y\n"}),
    ]
)
def test_an_alias_means_the_last_anchor_of_its_name(body: str, expected: dict[str, object]) -> None:
    read = document(body)
    assert read.data == expected
    # Without the repetition the composer in C reads it, with the same places.
    other = body.replace("&x", "&z", 1) if "*x" not in body else body
    assert list(spans(body)) == list(spans(other))
    for path, text in spans(body):
        assert text[:1] not in ("&", "*"), path


def test_a_mistake_after_a_repeated_anchor_is_found() -> None:
    for rest, cause in (("c: [\n", "nothing closes this `[`"), ("c: *y\n", "this is an alias")):
        problem = document(f"a: &x 1\nb: &x 2\n{rest}").problem
        assert problem is not None
        assert problem.mistake is not None
        assert problem.mistake.cause.startswith(cause)
    deep = document(f"a: &x 1\nb: &x 2\nc: {'[' * 70}{']' * 70}\n").problem
    assert deep is not None
    assert deep.kind is ProblemKind.TOO_DEEP


# Depth: libyaml's composer recurses on the C stack, and what is too deep must not reach it.


def _flow_pairs(levels: int) -> str:
    pairs, lists = divmod(levels - 1, 2)
    return f"a: {'[b: ' * pairs}{'[' * lists}{']' * lists}{']' * pairs}\n"


def _lists_below_keys(levels: int) -> str:
    both, lists = divmod(levels - 1, 2)
    lines = [f"{'  ' * depth}- a:\n" for depth in range(both)]
    return "a:\n" + "".join(lines) + ("  " * both + "- b\n") * lists


def _indented(levels: int) -> str:
    return "".join(f"{' ' * depth}a:\n" for depth in range(levels))


DEEP = {
    "[[": lambda levels: f"a: {'[' * (levels - 1)}{']' * (levels - 1)}\n",
    "[a: [a:": _flow_pairs,
    "{a: {a:": lambda levels: f"a: {'{a: ' * (levels - 1)}b{'}' * (levels - 1)}\n",
    "[? [?": lambda levels: f"a: {'[' * (levels - 1)}{', b]' * (levels - 1)}\n".replace(
        "[,", "[b,"
    ),
    "- -": lambda levels: f"a:\n  {'- ' * (levels - 1)}b\n",
    "? ?": lambda levels: f"{'? ' * levels}a\n",
    "? - ? -": lambda levels: f"{'? - ' * (levels // 2)}{'? ' * (levels % 2)}a\n",
    ": - : -": lambda levels: "? a\n: " + "- " * (levels - 1) + "b\n",
    "- after CR": lambda levels: f"a:\r  {'- ' * (levels - 1)}b\n",
    "- after CRLF": lambda levels: f"a:\r\n  {'- ' * (levels - 1)}b\r\n",
    "- after U+0085": lambda levels: f"a:\x85  {'- ' * (levels - 1)}b\n",
    "- after U+2028": lambda levels: f"a:\u2028  {'- ' * (levels - 1)}b\n",
    "- after U+2029": lambda levels: f"a:\u2029  {'- ' * (levels - 1)}b\n",
    "? after U+FEFF": lambda levels: f"\ufeff{'? ' * levels}a\n",
    "indented": _indented,
    "indented by CR": lambda levels: _indented(levels).replace("\n", "\r") + "\n",
    "lists below keys": _lists_below_keys,
}


@pytest.mark.parametrize("build", DEEP.values(), ids=DEEP)
def test_the_depth_limit_is_exact(build: Any) -> None:
    assert depth(f"---\n{build(DEFAULT.max_depth)}") == DEFAULT.max_depth
    assert document(build(DEFAULT.max_depth)).problem is None
    problem = document(build(DEFAULT.max_depth + 1)).problem
    assert problem is not None
    assert problem.kind is ProblemKind.TOO_DEEP


# Each level is indented more than the one around it: 10,000 levels are hundreds of megabytes.
INDENTED = ("indented", "indented by CR", "lists below keys")


@each_case(
    [
        (style, levels)
        for style in DEEP
        for levels in ((200, 2_000) if style in INDENTED else (200, 10_000, 200_000))
    ]
)
def test_no_depth_ends_the_process(style: str, levels: int) -> None:
    with bounded():
        problem = document(DEEP[style](levels)).problem
    assert problem is not None
    assert problem.kind is ProblemKind.TOO_DEEP


# libyaml 0.2.6 stops by itself at 1,000 levels, which its scanner sees long before any event.
@pytest.mark.parametrize(
    ("body", "offset"),
    [
        ("a: " + "[" * 1_100, 66),
        ("a: " + "[" * 1_100 + "]" * 1_100, 66),
        ("a: " + "{" * 1_100, 66),
        ("a: " + "[{" * 550, 66),
        ("[" * 1_100 + ": b", 64),
        ("a: [1]\nb: [c, " + "[" * 1_100, 76),
        ("a: 'b'\nc:\n  - " + "[" * 1_100, 76),
    ],
    ids=["open", "closed", "braces", "both", "a key", "a second value", "in an item"],
)
def test_our_limit_comes_before_that_of_the_parser(body: str, offset: int) -> None:
    problem = document(f"{body}\n").problem
    assert problem is not None
    assert problem.kind is ProblemKind.TOO_DEEP
    assert problem.span.start == len("---\n") + offset


def test_brackets_beyond_the_limit_of_the_parser_are_too_deep_after_a_mistake_too() -> None:
    problem = document("'a' " + "[" * 1_100 + "\n").problem
    assert problem is not None
    has_limit = libyaml_version() >= (0, 2, 6)
    assert problem.kind is (ProblemKind.TOO_DEEP if has_limit else ProblemKind.SYNTAX)


@pytest.mark.parametrize("body", ["a: '" + "[" * 1_100 + "'", "a: b # " + "[" * 1_100])
def test_brackets_in_text_and_comments_are_no_depth(body: str) -> None:
    assert document(f"{body}\n").problem is None


def depth(text: str) -> int:
    """Return how deep the collections of a text are nested, by the parser's events."""
    deepest = current = 0
    for event in Events(text):
        current += isinstance(event, yaml.CollectionStartEvent)
        current -= isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, current)
    return deepest


TOKENS = (
    *(
        "-",
        "- ",
        "-\t",
        "? ",
        "?",
        ": ",
        ":",
        "a",
        "a: ",
        "\n",
        "\n ",
        "\n  ",
        "\r",
        "\r ",
        "\x85 ",
    ),
    *("\u2028 ", "\u2029", "\ufeff", " ", "\t", "[", "]", "{", "}", ",", " &x ", " *x ", " !!map "),
    *(
        "'q'",
        "'q': ",
        '"a\n b"',
        "|\n  x\n",
        "# c\n",
        "<<: ",
        "--- ",
        "&a\n",
        "? a\n: b\n",
        "? - a\n",
    ),
)


@given(st.lists(st.sampled_from(TOKENS), max_size=40))
def test_the_cheap_test_of_depth_misses_nothing(tokens: list[str]) -> None:
    text = "---\n" + "".join(tokens)
    deepest = depth(text)
    assert deepest == 0 or may_be_deeper(text, deepest - 1)


def test_an_ordinary_article_needs_no_second_look() -> None:
    assert not may_be_deeper(SEED.split("\n---")[0], DEFAULT.max_depth)


# Aliases

# A fifth of what they may expand to by default.
FEW_NODES = Limits(max_nodes=20_000)


def doubling(levels: int) -> str:
    lines = (f"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n" for level in range(1, levels))
    return "a0: &a0 [b, b]\n" + "".join(lines)


def chain(levels: int, link: str) -> str:
    lines = (f"a{level}: &a{level} {link % (level - 1)}\n" for level in range(1, levels))
    return "a0: &a0 {b: c}\n" + "".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("a: &x [*x]\n", ProblemKind.ALIAS_EXPANSION),
        ("a: &x {b: {c: *x}}\n", ProblemKind.ALIAS_EXPANSION),
        ("&x a: &y\n  *x : *y\n", ProblemKind.ALIAS_EXPANSION),
        ("a: &x\n  <<: *x\n", ProblemKind.ALIAS_EXPANSION),
        ("a: &x [&y [*x, *y]]\n", ProblemKind.ALIAS_EXPANSION),
        ("a: &x [1, 2]\nb: [*x, *x]\nc: {d: *x}\n", None),
        (doubling(12), None),
        (doubling(17), ProblemKind.ALIAS_EXPANSION),
        (doubling(2_000), ProblemKind.ALIAS_EXPANSION),
        (f"a: &x 1\nb: [{'*x, ' * 8_000}]\n", None),
        (f"a: &x 1\nb: [{'*x, ' * 20_000}]\n", ProblemKind.ALIAS_EXPANSION),
        (chain(DEFAULT.max_depth - 1, "{b: *a%d}"), None),
        (chain(DEFAULT.max_depth, "{b: *a%d}"), ProblemKind.TOO_DEEP),
        (chain(100, "{b: *a%d}"), ProblemKind.TOO_DEEP),
        (chain(100, "[*a%d]"), ProblemKind.TOO_DEEP),
        (chain(100, "{<<: *a%d}"), ProblemKind.TOO_DEEP),
        (chain(70, "{<<: [*a%d, {d: e}]}"), ProblemKind.TOO_DEEP),
        (chain(4_000, "[*a%d]"), ProblemKind.ALIAS_EXPANSION),
    ],
)
def test_aliases(body: str, trouble: ProblemKind | None) -> None:
    with bounded(shrunk=5):
        read = document(body, FEW_NODES)
    problem = read.problem
    assert (problem and problem.kind) is trouble
    assert problem is None or read.text(problem.span).startswith("*")


def test_the_limit_on_expansion_is_exact() -> None:
    # The root, four keys, the list, the alias's anchor and the scalars themselves count too.
    fits = FEW_NODES.max_nodes - 5
    assert document(f"a: &x 1\nb: [{'*x, ' * fits}]\n", FEW_NODES).problem is None
    assert document(f"a: &x 1\nb: [{'*x, ' * (fits + 1)}]\n", FEW_NODES).problem is not None


# Scalars


@each_case(
    [
        ("no", (Type.BOOLEAN, False)),
        ("'no'", (Type.STRING, "no")),
        ("|-\n  no", (Type.STRING, "no")),
        ("!!str no", (Type.STRING, "no")),
        ("!!int 'no'", (Type.BOOLEAN, False)),
        (":a", (Type.REFUSED, None)),
        ("", (Type.NULL, None)),
    ]
)
def test_reading(text: str, expected: tuple[Type, object]) -> None:
    read = document(f"a: {text}\n")
    node = read.member(("a",)).node
    assert isinstance(node, yaml.ScalarNode)
    assert read.reading(node) == expected
