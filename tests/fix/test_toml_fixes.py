"""Fixes of TOML: what they make of an article, in each layout, is what they make of its YAML."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linter.config.settings import Settings
from linter.fix.fixer import fix
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.rules.base import CASE_CLOCK
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case
from tests.fix_promises import check_promises
from tests.seed import planted_article
from tests.toml_text import Layout, toml_of, toml_text

ROOT = Path(__file__).parents[2]
OTHER = Dialect.YAML_1_2
ANY_SCHEMA = Schema("any", {}, {"": {}})


def planted() -> dict[str, Any]:
    """Return the planted article without empty values, which TOML does not have."""
    return {key: value for key, value in planted_article().items() if value is not None}


@pytest.mark.slow
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_fixed_toml_is_what_the_same_yaml_becomes(layout: Layout, newline: str) -> None:
    content = toml_of(planted(), layout)
    flow = json.dumps(planted(), ensure_ascii=False)
    results = []
    for whole in (f"+++\n{content}+++\nbody\n", f"---\n{flow}\n---\nbody\n"):
        source = Source("content/a.md", whole.replace("\n", newline))
        settings = Settings(now=CASE_CLOCK)
        results.append(check_promises(source, builtin("article"), settings, OTHER, unsafe=True))
    as_toml, as_yaml = results
    fixed = as_toml.after.text
    assert fixed.endswith(f"+++{newline}body{newline}")
    inside = fixed.removeprefix(f"+++{newline}").removesuffix(f"+++{newline}body{newline}")
    assert tomllib.loads(inside) == Document(as_yaml.after, OTHER).data
    assert len(as_toml.fixed) == len(as_yaml.fixed) > 8
    assert [each.fix for each in as_toml.result.diagnostics if each.fix] == []
    assert fixed.count("\n") == fixed.count(newline)


def samples() -> Iterator[str]:
    for file in sorted((ROOT / "seeds").glob("*.md")):
        yield file.read_text(encoding="utf-8")


@each_case(Layout)
def test_an_article_without_mistakes_has_none_as_toml(layout: Layout) -> None:
    for text in samples():
        read = Document(Source("a.md", text), Dialect.JEKYLL)
        assert read.root is not None
        source = Source("a.md", f"+++\n{toml_text(read, layout)}+++\n")
        as_toml = Document(source, OTHER)
        assert as_toml.data == read.data
        found = lint(source, builtin("article"), Settings(now=CASE_CLOCK), dialect=OTHER)
        assert found.diagnostics == ()


# What suppressions cover


@each_case(
    [
        ("title = 'a &amp; b' # articlelint: ignore[TXT001]\n", 0),
        ("# articlelint: ignore[TXT001]\ntitle = 'a &amp; b'\n", 0),
        ("# articlelint: ignore[TXT001]\nx = 1\ntitle = 'a &amp; b'\n", 1),
        ('title = """\na &amp; b""" # articlelint: ignore[TXT001]\n', 0),
        ("title = '# articlelint: ignore[TXT001] &amp;'\n", 1),
        ("# articlelint: ignore[TXT001]\n[[related]]\ntitle = 'a &amp; b'\n", 0),
        ("# articlelint: ignore[TXT001]\n[[related]]\n[[related]]\ntitle = 'a &amp; b'\n", 1),
        ("[[related]]\n# articlelint: ignore[TXT001]\n[[related]]\ntitle = 'a &amp; b'\n", 0),
        ("[[related]] # articlelint: ignore[TXT001]\ntitle = 'a &amp; b'\n", 1),
        ("# articlelint: ignore[TXT001]\n[related.x]\n[y]\ntitle = 'a &amp; b'\n", 1),
        ("# articlelint: ignore-file[TXT001]\nx = 1\ntitle = 'a &amp; b'\n", 0),
        ("related = [ # articlelint: ignore[TXT001]\n  {title = 'a &amp; b'}\n]\n", 1),
        ("related = [\n  {title = 'a &amp; b'}\n] # articlelint: ignore[TXT001]\n", 0),
        ("related = [\n  # articlelint: ignore[TXT001]\n  {title = 'a &amp; b'},\n]\n", 0),
        ("# articlelint: ignore[TXT001]\nx.a = 1\nx.title = 'a &amp; b'\n", 1),
    ]
)
def test_a_comment_covers_what_it_covers_in_yaml(content: str, left: int) -> None:
    item = {"properties": {"title": {"x-role": "title"}}}
    parts = {**item["properties"], "related": {"items": item}, "x": item, "y": item}
    schema = Schema("own", {"properties": parts}, {})
    source = Source("a.md", f"+++\n{content}+++\n")
    found = lint(source, schema, Settings(select=("TXT001",)), dialect=Dialect.HUGO)
    assert [each.code for each in found.diagnostics] == ["TXT001"] * left


# Layout


@each_case(
    [
        ("+++ \na = 1\t\n# c \n+++\n", "+++\na = 1\n# c\n+++\n"),
        ('+++\na = """x \n \ny \n""" \n+++', '+++\na = """x \n \ny \n"""\n+++\n'),
        ("+++\na = '''  \n x \n''' # c \n+++\n", "+++\na = '''  \n x \n''' # c\n+++\n"),
        ("+++\r\na = [ \r\n 1, \r\n]\r\n+++\r\n", "+++\r\na = [\r\n 1,\r\n]\r\n+++\r\n"),
    ]
)
def test_white_space_at_line_ends_goes_unless_it_is_in_a_text(text: str, fixed: str) -> None:
    settings = Settings(select=("STY002",))
    outcome = fix(Source("a.md", text), ANY_SCHEMA, settings, dialect=Dialect.HUGO)
    assert outcome.after.text == fixed
    assert outcome.result.diagnostics == ()


@pytest.mark.parametrize(
    ("content", "found", "fixed"),
    [
        ("a = 1\nz = 0\n[t]\nx = 1\n", False, None),
        ("c = 1\n[a]\n[b]\n", False, None),
        ("c = 1\n[b]\n[a]\n", True, None),
        ("c = 1\na = 1\n[b]\n", True, "a = 1\nc = 1\n[b]\n"),
        ("c = 1\na.x = 1\n[z]\n[b]\n", True, "a.x = 1\nc = 1\n[z]\n[b]\n"),
        ("[b]\nc = 1\na = 1\n", True, "[b]\na = 1\nc = 1\n"),
    ],
)
def test_keys_are_in_order_above_tables_and_tables_among_themselves(
    content: str, fixed: str | None, *, found: bool
) -> None:
    order: dict[str, Any] = {"a": {}, "b": {}, "c": {}}
    schema = Schema("own", {"properties": {**order, "b": {"properties": order}}}, {})
    source = Source("a.md", f"+++\n{content}+++\n")
    settings = Settings(select=("STY001",))
    result = lint(source, schema, settings, dialect=Dialect.HUGO)
    assert bool(result.diagnostics) is found
    outcome = fix(source, schema, settings, dialect=Dialect.HUGO)
    assert outcome.after.text == f"+++\n{fixed or content}+++\n"


@each_case(
    [
        ("a = 1 # c\nb = 2\na = 1\n", "b = 2\na = 1\n"),
        ("[t]\na = 1\na = 1\n", "[t]\na = 1\n"),
        ("t = {a = 1, b = 2, a = 1}\n", "t = {b = 2, a = 1}\n"),
        ("x.a = 1\nx.b = 2\nx.a = 1\n", "x.b = 2\nx.a = 1\n"),
        ("[[t]]\na = [\n  1,\n]\n\na = [1]\n", "[[t]]\n\na = [1]\n"),
    ]
)
def test_a_repeated_key_is_removed_from_toml(content: str, fixed: str) -> None:
    source = Source("a.md", f"+++\n{content}+++\n")
    outcome = fix(source, ANY_SCHEMA, Settings(), dialect=Dialect.HUGO)
    assert outcome.after.text == f"+++\n{fixed}+++\n"
    assert outcome.result.diagnostics == ()


# Dates


@pytest.mark.parametrize(
    ("dialect", "found"), [(OTHER, True), (Dialect.JS_YAML, True), (Dialect.HUGO, False)]
)
@pytest.mark.parametrize("date", ["2020-06-11", "2020-06-11 10:00:00", "2020-06-11T10:00:00Z"])
def test_a_date_is_no_text_but_to_hugo(dialect: Dialect, date: str, *, found: bool) -> None:
    text = {"title": {"type": "string", "x-role": "title"}, "slug": {"type": "string"}}
    schema = Schema("own", {"properties": text}, {})
    source = Source("a.md", f"+++\ntitle = {date}\nslug = '{date}'\n+++\n")
    result = lint(source, schema, Settings(), dialect=dialect)
    assert [each.code for each in result.diagnostics] == ["SCH003"] * found
    outcome = fix(source, schema, Settings(), dialect=dialect)
    written = f'"{date}"' if found else date
    assert outcome.after.text == f"+++\ntitle = {written}\nslug = '{date}'\n+++\n"


@each_case(
    [
        ("2020-06-11T02:03:00+02:00", "2020-06-11T00:03:00Z"),
        ("2020-06-11 00:03:00z", "2020-06-11T00:03:00Z"),
        ("'2020-06-11T02:03:00+02:00'", "'2020-06-11T00:03:00Z'"),
        ("2020-06-11T00:03:00", None),
        ("2020-06-11T00:03:00.5", None),
    ]
)
def test_a_date_is_written_in_utc_if_it_is_an_instant(date: str, fixed: str | None) -> None:
    source = Source("a.md", f"+++\npublishedDateTime = {date} # c\n+++\n")
    settings = Settings(select=("DAT001",), now=CASE_CLOCK)
    outcome = fix(source, builtin("article"), settings, unsafe=True, dialect=OTHER)
    assert outcome.after.text == source.text.replace(date, fixed or date)
    assert bool(outcome.result.diagnostics) is (fixed is None)


def test_a_date_in_the_calendar_alone_is_toml() -> None:
    source = Source("a.md", "+++\ndate = '2020-02-30'\n+++\n")
    date = {"properties": {"date": {"x-role": "published-at"}}}
    for dialect in (OTHER, Dialect.JS_YAML, Dialect.HUGO):
        (finding,) = lint(source, Schema("own", date, {}), Settings(), dialect=dialect).diagnostics
        assert (finding.code, finding.help) == ("DAT002", None)
