"""TOML front matter: what it is read as, and where its keys and values stand."""

import datetime as dt
import json
import os
import tomllib
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linter.core.limits import DEFAULT, Limits
from linter.core.text import Span
from linter.core.values import Path as KeyPath
from linter.editing.pair import pair_at
from linter.frontmatter.block import Format
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.reading import LARGEST_INTEGER, Type
from linter.frontmatter.source import Source, decode
from linter.frontmatter.toml_versions import as_toml_1_0
from tests.each_case import each_case
from tests.processor_time import bounded

READERS = (Dialect.HUGO, Dialect.JS_YAML, Dialect.YAML_1_2)


def document(content: str, dialect: Dialect = Dialect.HUGO) -> Document:
    return Document(Source("a.md", f"+++\n{content}+++\nbody\n"), dialect)


def equal(ours: Any, theirs: Any) -> bool:
    """Whether data is what `tomllib` has, in the same order; dates are text here."""
    if isinstance(theirs, dict):
        keys = isinstance(ours, dict) and list(ours) == list(theirs)
        return keys and all(equal(ours[key], theirs[key]) for key in theirs)
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(equal, ours, theirs))
    if isinstance(theirs, dt.date | dt.time):
        return bool(tomllib.loads(f"a = {ours}")["a"] == theirs)
    return type(ours) is type(theirs) and repr(ours) == repr(theirs)


def repeats(read: Document, path: KeyPath) -> tuple[Span, ...]:
    """Return the further places of a key."""
    pair = pair_at(read, path)
    assert pair is not None
    return pair.key.repeats


def check_places(read: Document) -> None:
    """Assert that the text at each key and value is that key and value."""
    for member in read.members:
        if member.key is not None:
            text = read.text(read.node_span(member.key))
            assert list(tomllib.loads(f"{text} = 1")) == [member.path[-1]]
            for place in repeats(read, member.path):
                assert list(tomllib.loads(f"{read.text(place)} = 1")) == [member.path[-1]]
        text = read.text(read.node_span(member.node))
        node: Any = member.node
        if isinstance(node, yaml.ScalarNode) or (node.flow_style and text[:1] in ("[", "{")):
            ours: Any = read.data
            for token in member.path:
                ours = ours[token]
            assert equal(ours, tomllib.loads(f"a = {text}")["a"])


# What is read

EVERY_FORM = r'''
title = "A \"b\" \u00e9 \U0001F600 \t"
literal = 'C:\a "b"'
long = """
one \
    two
  three "" four\n"""
raw = """"quoted""""
QQQ
hexa = 0xDEAD_beef
octal = 0o17
bits = 0b1_0
whole = +1_000
part = -1.5e+1_0
infinite = -inf
nothing = nan
yes = true
instant = 1979-05-27t07:32:00.999-07:00
zulu = 1979-05-27 07:32:00Z
local = 1979-05-27T07:32:00
day = 1979-05-27
clock = 07:32:00.5
list = [ 1, # one
  [ "a", { b.c = 1, "d" = [] } ],
]
a.b . "c d" = 1
a.b.e = 2
"" = 'empty'
[t]
[t.u."v.w"]
x = 1
[[items]]
name = "one"
[items.sub]
y = 1
[[items]]
[t.z]
'''.replace("QQQ", "lines = '''\nit's\n'''")


@each_case(product(READERS, ["\n", "\r\n"]))
def test_every_form_of_toml_is_read_as_tomllib_reads_it(dialect: Dialect, newline: str) -> None:
    text = f"+++\n{EVERY_FORM}+++\nbody\n".replace("\n", newline)
    read = Document(Source("a.md", text), dialect)
    assert read.problem is None
    assert read.format is Format.TOML
    assert equal(read.data, tomllib.loads(EVERY_FORM))
    check_places(read)
    assert read.block is not None
    assert read.text(read.block.opening) == f"+++{newline}"
    assert read.text(read.block.closing) == f"+++{newline}"
    assert read.text(read.block.body) == f"body{newline}"


@each_case(
    [
        ("1979-05-27T07:32:00Z", Type.TIME),
        ("1979-05-27 07:32:00", Type.TIME),
        ("1979-05-27", Type.DATE),
        ("07:32:00", Type.STRING),
        ("'1979-05-27'", Type.STRING),
        ("0x1F", Type.INTEGER),
        ("1e3", Type.FLOAT),
        ("inf", Type.FLOAT),
        ("true", Type.BOOLEAN),
        ("'true'", Type.STRING),
    ]
)
def test_types_are_those_of_the_notation_in_every_dialect(text: str, kind: Type) -> None:
    for dialect in READERS:
        read = document(f"a = {text}\n", dialect)
        assert read.root is not None
        assert read.types(read.root) == {"a": kind}


def test_an_instant_has_a_zone_and_a_local_time_is_none() -> None:
    scalars = document("").scalars
    noon = dt.datetime(2020, 6, 11, 12, tzinfo=dt.UTC)
    for text in ("2020-06-11T12:00:00Z", "2020-06-11 14:00:00+02:00", "2020-06-11t11:30:00-00:30"):
        assert scalars.instant(text) == noon
    assert scalars.instant("2020-06-11") == noon.replace(hour=0)
    assert scalars.instant("2020-06-11T12:00:00") is None
    assert scalars.instant("0001-01-01T00:00:00+01:00") is None


def test_the_merge_key_of_yaml_is_a_key_like_any_other() -> None:
    assert document('"<<" = {a = 1}\n').data == {"<<": {"a": 1}}


def test_hugo_reads_keys_in_any_case() -> None:
    source = Source("a.md", "+++\nPublishDate = 2020-06-11\n+++\n")
    read = Document(source, Dialect.HUGO, DEFAULT, {"publishdate": "publishDate"})
    assert read.data == {"publishDate": "2020-06-11"}


# The lines around


@each_case(
    [
        ("+++\na = 1\n+++\nbody\n", "body\n"),
        ("+++  \t\r\na = 1\r\n+++ \r\n\r\nbody", "body"),
        ("\n \n+++\na = 1\n+++", ""),
        ("\ufeff+++\na = 1\n+++\n", ""),
        ("+++ # fields\na = 1\n+++ x\n", " x\n"),
        ("+++\na = 1\n++++\n", "+\n"),
        ("+++\na = 1\n +++\n+++\n", None),
        ("+++\n+++\nbody", "body"),
    ]
)
def test_where_toml_starts_and_ends(text: str, body: str | None) -> None:
    read = Document(Source("a.md", text), Dialect.HUGO)
    assert (read.problem is None) is (body is not None)
    assert read.block is not None
    if body is not None:
        assert read.text(read.block.body) == body
        assert read.data in ({"a": 1}, {})


@each_case(["+++", "+++\n", "+++\na = 1\n", "+++\na = 1\n---\n", "+++\n ++\n"])
def test_toml_that_nothing_closes(text: str) -> None:
    problem = Document(Source("a.md", text), Dialect.HUGO).problem
    assert problem is not None
    assert problem.kind is ProblemKind.UNCLOSED
    assert problem.span == (0, 3)


@each_case(["++++\na = 1\n++++\n", "+++ a\nb = 1\n+++\n", "++\na = 1\n++\n"])
def test_what_does_not_start_toml(text: str) -> None:
    assert Document(Source("a.md", text), Dialect.HUGO).format is Format.YAML


def test_a_whole_file_is_toml_by_its_suffix() -> None:
    read = Document(Source("data/a.TOML", "\ufeff# c\na.b = 1\n"), Dialect.HUGO)
    assert read.data == {"a": {"b": 1}}
    assert read.text(read.key_span(("a", "b"))) == "b"


# Places


def places(content: str) -> dict[str, str]:
    """Return the text at each value, by its JSON Pointer without the first slash."""
    read = document(content)
    return {
        "/".join(map(str, member.path)): read.text(read.node_span(member.node))
        for member in read.members
    }


def test_a_table_stands_where_its_statements_follow_one_another() -> None:
    read = document("[a]\nx = 1\ny = 2\n[b]\nz = 3\n[a.c]\nw = 4\n")
    assert read.text(read.span(("a",))) == "x = 1\ny = 2"
    assert read.text(read.span(("a", "c"))) == "w = 4"
    assert read.text(read.mapping_span(("a",))) == "x"
    assert read.text(read.key_span(("a",))) == "a"
    assert [read.text(each) for each in repeats(read, ("a",))] == ["a"]


def test_a_table_without_a_header_of_its_own_is_at_its_first_key() -> None:
    read = document("[a.b.c]\nx = 1\n")
    assert [read.text(read.mapping_span(path)) for path in ((), ("a",), ("a", "b"))] == [*"abc"]
    read = document("a.b.c = 1\na.b.d = 2\n")
    assert read.text(read.span(("a", "b"))) == "c = 1\na.b.d = 2"
    assert read.text(read.mapping_span(("a", "b"))) == "c"


def test_an_empty_table_is_at_its_name() -> None:
    read = document("[a]\n[[b]]\n")
    assert read.text(read.mapping_span(("a",))) == "a"
    assert read.text(read.mapping_span(("b", 0))) == "[[b]]"


def test_items_of_an_array_of_tables_start_with_their_headers() -> None:
    assert places("[[p]]\nx = 1\n\n[[p]]\n[p.q]\ny = 2\n") == {
        "p": "p]]\nx = 1\n\n[[p]]\n[p.q]\ny = 2",
        "p/0": "[[p]]\nx = 1",
        "p/0/x": "1",
        "p/1": "[[p]]\n[p.q]\ny = 2",
        "p/1/q": "y = 2",
        "p/1/q/y": "2",
    }


def test_an_empty_block_is_at_the_line_that_opens_it() -> None:
    for content in ("", "# c\n", "\n\n"):
        read = document(content)
        assert read.data == {}
        assert read.text(read.mapping_span(())) == "+++"


# Against the standard library

_KEYS = st.sampled_from(["a", "b", "c-d", "1", '"a b"', "'.'", '"\\u0061"', '""', "'é'"])
_STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_WORDS = st.sampled_from(
    [
        *("true", "1", "-1_0", "0x1f", "1.5", "1e-3", "inf", "-nan", "1979-05-27", "07:32:00"),
        *("1979-05-27 07:32:00", "1979-05-27T07:32:00Z", "1979-05-27t07:32:00.5+01:00"),
        *(
            "''",
            "'a\"#'",
            '"\\\\"',
            '"\\"#\\n"',
            "'''a\n'b''''",
            '"""\n a\\  \n\n b"" """',
            '""""""',
        ),
    ]
)
_BLANK = st.sampled_from(["", " ", "\t"])
_GAP = st.sampled_from(["", " ", "\n", " # ] }\n", "\r\n"])


def _quoted(text: str) -> str:
    escaped = (f"\\U{ord(each):08X}" if each < " " or each in '"\\\x7f' else each for each in text)
    return f'"{"".join(escaped)}"'


@st.composite
def _dotted(draw: st.DrawFn) -> str:
    parts = draw(st.lists(_KEYS, min_size=1, max_size=3))
    return f"{draw(_BLANK)}.{draw(_BLANK)}".join(parts)


@st.composite
def _array(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    items = draw(st.lists(inner, max_size=3))
    gap = draw(_GAP)
    comma = draw(st.sampled_from(["", f"{gap},"])) if items else ""
    return f"[{gap}{f'{gap},{gap}'.join(items)}{comma}{gap}]"


@st.composite
def _inline(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    keys = draw(st.lists(_dotted(), max_size=3, unique=True))
    blank = draw(_BLANK)
    return f"{{{blank}{f'{blank},'.join(f'{key}{blank}={draw(inner)}' for key in keys)}{blank}}}"


_VALUES = st.recursive(
    _WORDS | _STRINGS.map(_quoted), lambda inner: _array(inner) | _inline(inner), max_leaves=6
)


@st.composite
def _statement(draw: st.DrawFn) -> str:
    key = draw(_dotted())
    blank = draw(_BLANK)
    header = draw(st.sampled_from(["", "", "", "[", "[["]))
    end = draw(st.sampled_from(["\n", "\r\n", " # c\n", "\n\n"]))
    if header:
        return f"{header}{blank}{key}{blank}{']' * len(header)}{end}"
    return f"{blank}{key}{blank}={blank}{draw(_VALUES)}{end}"


@pytest.mark.slow
@given(st.lists(_statement(), max_size=8))
def test_values_and_places_are_those_of_tomllib(statements: list[str]) -> None:
    kept: list[str] = []
    for statement in statements:
        try:
            tomllib.loads("".join((*kept, statement)))
        except tomllib.TOMLDecodeError:
            continue
        kept.append(statement)
    text = "".join(kept)
    read = Document(Source("a.toml", text), Dialect.HUGO)
    assert read.problem is None
    assert equal(read.data, tomllib.loads(text))
    check_places(read)


@pytest.mark.slow
@given(st.text(st.sampled_from("ab=.[]{}\"'#,\n -:_01TZ\\uxe"), max_size=40))
def test_what_tomllib_refuses_is_refused_in_a_place(text: str) -> None:
    old = as_toml_1_0(text, Span(0, len(text)))
    assert len(old) == len(text)
    read = Document(Source("a.toml", text), Dialect.HUGO)
    try:
        tomllib.loads(old)
    except tomllib.TOMLDecodeError:
        assert read.problem is not None or read.has_repeated_keys
        if read.problem is not None:
            assert 0 <= read.problem.span.start <= read.problem.span.end <= len(text)
            assert read.problem.mistake is not None
    else:
        assert read.problem is None
        if old == text:
            check_places(read)


# TOML 1.1


@each_case(
    [
        ("a = {\n  b = 1, # c\n  c = [\n 2,\n ],\n}\n", {"a": {"b": 1, "c": [2]}}),
        ("a = {\r\n}\r\nb = {c = 1,}\r\n", {"a": {}, "b": {"c": 1}}),
        ('a = "\\e[31m \\x41\\xe9"\nb = """\\e"""\n', {"a": "\x1b[31m A\xe9", "b": "\x1b"}),
        ("a = 10:00\nb = [2020-06-11T10:00Z]\n", {"a": "10:00", "b": ["2020-06-11T10:00Z"]}),
        ("a = 2020-06-11 10:00 # c\n", {"a": "2020-06-11 10:00"}),
        ("a = '\\e'\n\"10:00\" = '''{\n,}'''\n", {"a": "\\e", "10:00": "{\n,}"}),
    ]
)
def test_what_toml_1_1_adds_is_read(content: str, data: dict[str, Any]) -> None:
    read = document(content)
    assert read.problem is None
    assert read.data == data


def test_times_without_seconds_have_the_types_of_times() -> None:
    read = document("a = 10:00\nb = 2020-06-11 10:00\nc = 2020-06-11T10:00+02:00\n")
    assert read.root is not None
    assert read.types(read.root) == {"a": Type.STRING, "b": Type.TIME, "c": Type.TIME}
    eight = dt.datetime(2020, 6, 11, 8, tzinfo=dt.UTC)
    assert read.scalars.instant("2020-06-11T10:00+02:00") == eight


@each_case(
    [
        *("a = {,}\n", "a = {b = 1,,}\n", "a = {\n,b = 1}\n", "a = [1,\n", 'a = "\\xZ0"\n'),
        *("a = 1:00\n", "a = 2020-06-11 25:00\n", "a = {b = 1\n", "10:00 = 1\n"),
    ]
)
def test_what_toml_1_1_does_not_have_is_refused(content: str) -> None:
    assert document(content).problem is not None


# The official test suite of TOML, <https://github.com/toml-lang/toml-test>, replayed.
# With a checkout: TOML_TEST_SUITE=path/to/checkout .venv/bin/pytest -n0 -k toml_test_suite


@pytest.fixture
def suite() -> Path:
    folder = os.environ.get("TOML_TEST_SUITE")
    if folder is None:
        pytest.skip("needs TOML_TEST_SUITE, a checkout of toml-test")
    return Path(folder) / "tests"


def _is_expected(ours: Any, theirs: Any) -> bool:
    """Whether data is what the suite has in JSON, in which each scalar has its type."""
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_is_expected, ours, theirs))
    value = theirs.get("value")
    if theirs.keys() != {"type", "value"} or not isinstance(value, str):
        pairs = ((ours[key], theirs[key]) for key in theirs)
        return ours.keys() == theirs.keys() and all(_is_expected(*pair) for pair in pairs)
    read = _READ_AS.get(theirs["type"], dt.datetime.fromisoformat)
    if "T" in value and theirs["type"].startswith("datetime"):
        ours = dt.datetime.fromisoformat(ours.upper())
    elif theirs["type"] == "time-local":
        ours = dt.time.fromisoformat(ours)
    return repr(ours) == repr(read(value))


_READ_AS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "date-local": str,
    "integer": int,
    "float": float,
    "bool": lambda text: text == "true",
    "time-local": dt.time.fromisoformat,
}


@pytest.mark.parametrize("is_valid", [True, False], ids=["valid", "invalid"])
def test_the_toml_test_suite_agrees(suite: Path, *, is_valid: bool) -> None:
    start = "valid" if is_valid else "invalid"
    names = [
        name
        for name in (suite / "files-toml-1.1.0").read_text(encoding="utf-8").split()
        if name.startswith(f"{start}/") and name.endswith(".toml")
    ]
    assert len(names) > 200
    for name in names:
        read = Document(decode("a.toml", (suite / name).read_bytes()), Dialect.HUGO)
        if is_valid:
            theirs = json.loads((suite / name).with_suffix(".json").read_bytes())
            assert read.problem is None, name
            assert _is_expected(read.data, theirs), name
        else:
            assert read.problem is not None or read.has_repeated_keys, name


# Hostile input


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a = " + "[" * 25_000, ProblemKind.TOO_DEEP),
        ("a = " + "{a = " * 2_500, ProblemKind.TOO_DEEP),
        ("a" + ".a" * 15_000 + " = 1", ProblemKind.TOO_DEEP),
        ("[a" + ".a" * 15_000 + "]", ProblemKind.TOO_DEEP),
        ("[[" + '"a".' * 60 + "a]]\n" + "a" + ".a" * 60 + " = 1", ProblemKind.TOO_DEEP),
        ("[" * 25_000, ProblemKind.TOO_DEEP),
        ("a = '''" + "'" * 60_000, ProblemKind.SYNTAX),
        ('a = "' + "\\" * 60_000, ProblemKind.SYNTAX),
        ("a" * 60_000, ProblemKind.SYNTAX),
        ("a = " + "9" * 25_000, ProblemKind.SYNTAX),
        ("# " + "x" * 10_000_000, ProblemKind.TOO_LARGE),
        ("a = 1\n" * 2_500, None),
        ("[a]\n" * 5_000, ProblemKind.SYNTAX),
        ("".join(f"[[a.a{number % 50}]]\n" for number in range(1_250)), None),
        ("a = [" + "1," * 10_000 + "]", None),
        ("a = [\n" * 7_500, ProblemKind.TOO_DEEP),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, str) else "",
)
def test_hostile_toml_is_a_problem_at_most(text: str, kind: ProblemKind | None) -> None:
    with bounded(shrunk=4):
        problem = document(f"{text}\n").problem
    assert (problem.kind if problem else None) is kind


def test_depth_is_exact() -> None:
    limits = Limits(max_depth=4)
    for content, is_right in (
        ("a = [[[1]]]\n", True),
        ("a = [[[[1]]]]\n", False),
        ("a.b.c.d = 1\n", True),
        ("a.b.c.d.e = 1\n", False),
        ("[a.b.c]\nd = 1\n", True),
        ("[a.b.c]\nd = []\n", False),
        ("[[a]]\nb.c = 1\n", True),
        ("[[a]]\nb.c.d = 1\n", False),
        ("a = [{b = {}}]\n", True),
        ("a = [{b = {c = []}}]\n", False),
    ):
        read = Document(Source("a.toml", content), Dialect.HUGO, limits)
        assert (read.problem is None) is is_right
        assert is_right or (read.problem is not None and read.problem.kind is ProblemKind.TOO_DEEP)


@pytest.mark.parametrize("number", ["0x" + "F" * 6_000, "0o" + "7" * 6_000, "0b" + "1_1" * 9_000])
def test_a_number_of_thousands_of_digits_is_clamped(number: str) -> None:
    assert document(f"a = {number}\n").data == {"a": LARGEST_INTEGER}
