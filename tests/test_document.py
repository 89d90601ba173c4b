"""linter.document: data as Psych reads it, every piece at its place, and no text that breaks it.

The data is compared with Psych itself wherever Ruby is installed; tests/test_scalars.py does the
same for single scalars.
"""

import json
import shutil
import string
import subprocess
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linter import scalars
from linter.config import Settings
from linter.diagnostic import Severity
from linter.document import (
    MAX_DEPTH,
    MAX_EXPANDED_NODES,
    Document,
    Trouble,
    _events,
    _may_be_deeper,
    json_pointer,
    read_scalar,
)
from linter.engine import lint
from linter.schema import Schema
from linter.source import Source, decode
from linter.text import Span

ROOT = Path(__file__).parents[1]
SITE = ROOT.parent / "shared" / "corpus" / "site"
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")

ANY_SCHEMA = Schema("any", {}, {"": {}})


def document(body: str) -> Document:
    return Document(Source("a.md", f"---\n{body}---\n"))


def spans(text: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path of every member of a front matter and the source text at its span."""
    read = document(text)
    for member in read.members:
        yield member.path, read.text(read.node_span(member.node))


# Data


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a: {b: [1, c, null], d: {}}\n", {"a": {"b": [1, "c", None], "d": {}}}),
        ("a: 1\nb: 2\na: 3\n", {"a": 3, "b": 2}),
        ("b: &x {p: 1, q: 2}\na:\n  <<: *x\n  q: 3\n", {"b": {"p": 1, "q": 2}, "a": {"p": 1, "q": 3}}),
        ("b: &x {q: 2}\na:\n  q: 3\n  <<: *x\n", {"b": {"q": 2}, "a": {"q": 2}}),
        ("<<: [{p: 1}, {p: 2, q: 3}]\n", {"p": 1, "q": 3}),
        ("a: 2020-06-11T00:03:00Z\nb: 2020-6-1\n", {"a": "2020-06-11T00:03:00Z", "b": "2020-6-1"}),
        ("1: a\n~: b\n[c]: d\n", {"1": "a", "~": "b", "[c]": "d"}),
        ("a: :sym\nb: !!float c\n", {"a": ":sym", "b": "c"}),
        ("__proto__: a\n", {"__proto__": "a"}),
        ('a: "\\0\\u00e9"\n', {"a": "\0é"}),
    ],
)
def test_data(body: str, expected: dict[str, object]) -> None:
    assert document(body).data == expected


PSYCH = r"""
require "json"
require "date"
require "psych"

def tagged(value)
  case value
  when Hash then ["map", value.map { |key, inner| [tagged(key), tagged(inner)] }]
  when Array then ["list", value.map { |inner| tagged(inner) }]
  when String then ["string", value.dup.force_encoding("UTF-8").scrub]
  when Integer then ["integer", value.to_s]
  when Float then ["float", [value].pack("G").unpack1("H*")]
  when Time then ["time", (value.to_r * 1_000_000).floor]
  when Date then ["date", value.iso8601]
  when nil then ["null", nil]
  when true, false then ["boolean", value]
  else raise TypeError, "no data"
  end
end

STDIN.each_line do |line|
  answer = begin
    tagged(Psych.safe_load(JSON.parse(line), permitted_classes: [Date, Time], aliases: true))
  rescue Psych::SyntaxError, Psych::BadAlias
    ["broken", nil]
  rescue SystemStackError
    ["endless", nil]
  rescue StandardError
    ["refused", nil]
  end
  puts JSON.generate(answer)
end
"""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def ask_psych(texts: Iterable[str]) -> list[list[Any]]:
    """Return what Psych makes of each text: its type and its value, `broken` or `refused`."""
    ruby = shutil.which("ruby")
    if ruby is None:
        pytest.skip("Ruby, whose Psych is the reference, is not installed")
    run = subprocess.run(
        [ruby, "-W0", "-EUTF-8:UTF-8", "-e", PSYCH],
        input="".join(json.dumps(text) + "\n" for text in texts),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in run.stdout.split("\n")[:-1]]


def same_scalar(ours: object, kind: str, theirs: Any) -> bool:
    """Whether a value of ours is Psych's; dates and times are text here, and are read again."""
    if kind in ("date", "time"):
        if not isinstance(ours, str) or scalars.jekyll(ours).type != kind:
            return False
        moment = scalars.instant(ours)
        if kind == "date" or moment is None:
            return moment is None or moment.date().isoformat() == theirs
        return (moment - EPOCH) // MICROSECOND == theirs
    if kind == "integer":
        return type(ours) is int and str(ours) == theirs
    if kind == "float":
        return type(ours) is float and repr(ours) == repr(_float(theirs))
    return type(ours) is type(theirs) and ours == theirs


def _float(digits: str) -> float:
    import struct

    return float(struct.unpack(">d", bytes.fromhex(digits))[0])


def same_key(ours: str, kind: str, theirs: Any) -> bool:
    """Whether a key is Psych's; ours are always text, a collection's its source text."""
    if kind == "string":
        return bool(ours == theirs)
    return kind in ("map", "list") or same_scalar(scalars.jekyll(ours).value, kind, theirs)


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


# Psych takes these without a word, and they are reported all the same.
REPORTED = ("a second YAML document starts here", "second occurrence")


def agrees(read: Document, answer: list[Any]) -> bool:
    """Whether a document is what Psych reads, or a finding says why it is not."""
    kind, problem = answer[0], read.problem
    if problem is not None:
        if problem.trouble is Trouble.SYNTAX:
            return kind == "broken" or problem.reason in REPORTED
        if problem.trouble is Trouble.NOT_A_MAPPING:
            return kind not in ("map", "broken", "endless")
        # Psych may drop an anchor that contains itself, where a key stands twice.
        return problem.trouble is Trouble.ALIAS_EXPANSION and kind in ("map", "endless", "refused")
    if kind == "refused":
        found = lint(read.source, ANY_SCHEMA, Settings(select=("PAR",))).diagnostics
        return any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    return kind == "map" and same(read.data, answer)


def disagreements(bodies: Iterable[str]) -> list[str]:
    documents = [document(body) for body in bodies]
    blocks = [read.text(read.block.yaml) for read in documents if read.block is not None]
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
    *("a: &x 1\nb: *x\n", "a: &x 1\na: *x\n", "a: &x [1]\nb: [*x, *x]\n", "a: *x\n", "a: &x\nb: *x\n"),
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
    *("a: |\n\n\n  x\n", "a: |\n", "a: >\n\nb: 1\n", "a: |+\n\n\nb: 1\n", "a: |\n  x\n # c\nb: 1\n"),
    *("a: |1\n x\n", "a: |0\n x\n", "a: |10\n x\n", "a: '' \nb: \"\"\nc: ''''\n", "a: x #c\nb: x#c\n"),
    *("a: 12345678901234567890123\n", "a: .inf\nb: -.inf\nc: .nan\n", "a: 1_000\nb: 0b11\nc: 012\n"),
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
    *("a: 1\n--- b\n", "a: 1\n---\tb\n", "a: 1\n... b\n", "a: 1\n%TAG ! x\n", "a: 1\n--- # c\n"),
    *("a: [1, 2\n", "a: 'x\n", "a: @x\n", "a: `x\n", "a: %x\n", "%YAML 1.1\na: 1\n", "a: |\n--- x\n"),
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
        *("a#b", "é", "“q”", "👍", "-1.5", ".inf", "1e3", "=", "<<", "a\u2028b", "1,000", "x\n   y"),
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
            return f" {self._any('|>')}{self._any(('', '-', '+'))}{comment}\n{pad}  t\n{pad}  u\n{end}"
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


def test_psych_agrees_on_front_matters_at_random() -> None:
    random = Random(2020)  # noqa: S311 - the same texts each time
    writer = Writer(random)
    bodies = [writer.body() for _ in range(3_000)]
    read = sum(document(body).problem is None for body in bodies)
    assert read > len(bodies) / 3
    assert disagreements(bodies) == []


def test_psych_agrees_on_broken_articles() -> None:
    random = Random(2020)  # noqa: S311 - the same texts each time
    body = SEED.split("\n---")[0].removeprefix("---\n") + "\n"
    bodies = [mutated(random, body) for _ in range(1_000)]
    # What closes the block early is no longer the same front matter for both.
    assert disagreements(body for body in bodies if document(body).block is not None) == []


def test_psych_agrees_on_a_real_site() -> None:
    if not SITE.is_dir():
        pytest.skip(f"the site that this test reads is not at {SITE}")
    files = [file for file in sorted(SITE.rglob("*")) if file.suffix in (".md", ".html")]
    documents = [Document(decode(file.name, file.read_bytes())) for file in files]
    documents = [read for read in documents if read.block is not None]
    assert len(documents) > 100
    answers = ask_psych(read.text(read.block.yaml) for read in documents if read.block is not None)
    wrong = [
        read.source.path
        for read, answer in zip(documents, answers, strict=True)
        if not agrees(read, answer)
    ]
    assert wrong == []
