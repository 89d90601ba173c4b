"""The readers beside Jekyll: scalars, merges, blocks, and what is reported of them.

What each reader makes of a text was measured with Hugo 0.168.0, gray-matter 4.0.3 (js-yaml 3.15.2),
@11ty/gray-matter 1.0.0 (js-yaml 4.3.2), Astro 6.0.5 (js-yaml 4.3.2) and MkDocs 1.6.1.
"""

import math
from typing import Any

import pytest

from linter.config.settings import Settings
from linter.fix.fixer import fix
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import scalar_reader
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.scalars.surprise import surprising
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.profiles.jekyll import PROFILE as JEKYLL_SITE
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.schema.schema import Schema
from tests.each_case import each_case

HUGO, GRAY, GRAY_4 = Dialect.HUGO, Dialect.GRAY_MATTER, Dialect.GRAY_MATTER_11TY
ASTRO, PYYAML = Dialect.JS_YAML, Dialect.PYYAML
ANY = Schema("any", {}, {"": {}})
REFUSED = object()


def read(text: str, dialect: Dialect) -> Document:
    return Document(Source("a.md", text), dialect)


def reported(text: str, dialect: Dialect, *select: str) -> list[tuple[str, str]]:
    result = lint(Source("a.md", text), ANY, Settings(select=select), dialect=dialect)
    return [(each.code, each.message) for each in result.diagnostics]


@each_case(
    [
        ("no", "no", "no", "no", False),
        ("Yes", "Yes", "Yes", "Yes", True),
        ("TRUE", True, True, True, True),
        ("tRue", "tRue", "tRue", "tRue", "tRue"),
        ("~", None, None, None, None),
        ("nULL", "nULL", "nULL", "nULL", "nULL"),
        ("012", 10, 10, 12, 10),
        ("-012", -10, -10, -12, -10),
        ("09", "09", "09", 9, "09"),
        ("0o17", 15, "0o17", 15, "0o17"),
        ("0b11", 3, 3, 3, 3),
        ("0x1F", 31, 31, 31, 31),
        ("0X1F", "0X1F", "0X1F", "0X1F", "0X1F"),
        ("-0x1", -1, -1, -1, -1),
        ("1_000", 1000, 1000, "1_000", 1000),
        ("1_", 1, "1_", "1_", 1),
        ("1,000", "1,000", "1,000", "1,000", "1,000"),
        ("12:30", "12:30", 750, "12:30", 750),
        ("-1:20:30", "-1:20:30", -4830, "-1:20:30", -4830),
        ("1:20.5", "1:20.5", 80.5, "1:20.5", 80.5),
        ("1e3", "1e3", 1000.0, 1000.0, "1e3"),
        ("1.5e3", 1500.0, 1500.0, 1500.0, "1.5e3"),
        (".5", 0.5, 0.5, 0.5, 0.5),
        ("+.5", 0.5, "+.5", "+.5", "+.5"),
        ("01.5", 1.5, "01.5", 1.5, 1.5),
        ("1.", 1.0, 1.0, 1.0, 1.0),
        (".", ".", ".", ".", "."),
        ("1.5e400", "1.5e400", math.inf, "1.5e400", "1.5e400"),
        ("-.INF", -math.inf, -math.inf, -math.inf, -math.inf),
        ("+.inf", "+.inf", math.inf, math.inf, math.inf),
        ("9007199254740993", 9007199254740993, 2**53, 2**53, 9007199254740993),
        ("18446744073709551615", 2**64 - 1, 2**64, 2**64, 2**64 - 1),
        ("18446744073709551616", "18446744073709551616", 2**64, 2**64, 2**64),
        ("-9223372036854775809", "-9223372036854775809", -(2**63), -(2**63), -(2**63) - 1),
        (":sym", ":sym", ":sym", ":sym", ":sym"),
        ("=", "=", "=", "=", REFUSED),
        ("<<", "<<", "<<", "<<", REFUSED),
        ("2020-06-1", "2020-06-1", "2020-06-1", "2020-06-1", "2020-06-1"),
        ("2020-06-11 10:00", *["2020-06-11 10:00"] * 4),
    ]
)
def test_plain_scalars(
    text: str, hugo: object, js_yaml_3: object, js_yaml_4: object, pyyaml: object
) -> None:
    expected = {HUGO: hugo, GRAY: js_yaml_3, GRAY_4: js_yaml_4, ASTRO: js_yaml_4, PYYAML: pyyaml}
    for dialect, value in expected.items():
        reading = scalar_reader(dialect).plain(text)
        if value is REFUSED:
            assert reading.type is Type.REFUSED
        else:
            assert (type(reading.value), reading.value) == (type(value), value), dialect


@each_case(
    [
        ("2020-06-11", "2020-06-11T00:00:00", "2020-06-11T00:00:00"),
        ("2020-06-11T10:00:00Z", "2020-06-11T10:00:00", "2020-06-11T10:00:00"),
        ("2020-06-11t10:00:00+02:00", "2020-06-11T08:00:00", "2020-06-11T08:00:00"),
        ("2020-06-11 10:00:00.1239 -5", "2020-06-11T15:00:00.123000", "2020-06-11T15:00:00.123900"),
        ("2020-06-11 10:00:00", "2020-06-11T10:00:00", "2020-06-11T10:00:00"),
        ("2020-02-30", "2020-03-01T00:00:00", None),
        ("2020-13-01", "2021-01-01T00:00:00", None),
        ("2020-06-00", "2020-05-31T00:00:00", None),
        ("2020-06-11T25:61:61Z", "2020-06-12T02:02:01", None),
        ("0050-01-01", "1950-01-01T00:00:00", "0050-01-01T00:00:00"),
    ]
)
def test_dates(text: str, in_javascript: str, in_python: str | None) -> None:
    for dialect, moment in ((GRAY, in_javascript), (ASTRO, in_javascript), (PYYAML, in_python)):
        reader = scalar_reader(dialect)
        kind = reader.plain(text).type
        if moment is None:
            assert kind is Type.REFUSED
        else:
            assert kind is (Type.TIME if ":" in text else Type.DATE)
            assert reader.plain(text).value == text
            instant = reader.instant(text)
            assert instant is not None
            assert instant.replace(tzinfo=None).isoformat() == moment
    assert scalar_reader(HUGO).plain(text).type is Type.STRING


@each_case(
    [
        ("!!str 12", "12", "12", "12"),
        ("!!int '3'", 3, 3, 3),
        ("!!int abc", 0, REFUSED, REFUSED),
        ("!!float 12", 12.0, 12.0, 12.0),
        ("!!float abc", 0.0, REFUSED, REFUSED),
        ("!!bool yes", True, REFUSED, True),
        ("!!bool 12", REFUSED, REFUSED, REFUSED),
        ("!!null abc", None, REFUSED, None),
        ("!!binary YWJj", "abc", "abc", "abc"),
        ("!mine 12", "12", REFUSED, REFUSED),
        ("!!python/name:a b", "b", REFUSED, REFUSED),
        ("!!seq abc", REFUSED, REFUSED, REFUSED),
    ]
)
def test_tagged_scalars(tagged: str, hugo: object, js_yaml: object, pyyaml: object) -> None:
    text = f"---\na: {tagged}\n---\n"
    expected = {HUGO: hugo, GRAY: js_yaml, GRAY_4: js_yaml, ASTRO: js_yaml, PYYAML: pyyaml}
    for dialect, value in expected.items():
        document = read(text, dialect)
        reading = document.reading(document.member(("a",)).node)  # type: ignore[arg-type]
        if value is REFUSED:
            assert reading.type is Type.REFUSED, dialect
            (message,) = (message for _, message in reported(text, dialect, "PAR009"))
            assert f"{dialect.reader} refuses the tag" in message
        else:
            assert (type(reading.value), reading.value) == (type(value), value), dialect


@each_case(["!mine [a]", "!mine {a: b}", "!!set [a]", "!!omap {a: b}"])
def test_tags_of_collections(tagged: str) -> None:
    text = f"---\na: {tagged}\n---\n"
    for dialect in (GRAY, ASTRO, PYYAML):
        assert [code for code, _ in reported(text, dialect)] == ["PAR009"]
    refused = any("Hugo refuses" in message for _, message in reported(text, HUGO))
    assert refused is ("!mine" not in tagged)


MERGED = "---\nm: &m {b: 2, c: 3}\nn: &n {b: 5, d: 6}\nv:\n"


@each_case(
    [
        ("  b: 1\n  <<: *m\n", {"b": 2, "c": 3}, {"b": 1, "c": 3}),
        ("  <<: *m\n  b: 1\n", {"b": 1, "c": 3}, {"b": 1, "c": 3}),
        ("  <<: [*m, *n]\n", {"b": 5, "c": 3, "d": 6}, {"b": 2, "c": 3, "d": 6}),
        ('  "<<": *m\n', {"<<": {"b": 2, "c": 3}}, {"<<": {"b": 2, "c": 3}}),
    ]
)
def test_merges(body: str, hugo: dict[str, Any], others: dict[str, Any]) -> None:
    text = f"{MERGED}{body}---\n"
    for dialect in (HUGO, GRAY, GRAY_4, ASTRO, PYYAML):
        assert read(text, dialect).data["v"] == (hugo if dialect is HUGO else others), dialect


@each_case(["text", "~", "[a]"])
def test_what_cannot_be_merged_is_refused(value: str) -> None:
    text = f"---\na:\n  <<: {value}\n---\n"
    for dialect in (HUGO, GRAY, GRAY_4, ASTRO, PYYAML):
        ((code, message),) = reported(text, dialect)
        assert (code, f"{dialect.reader} refuses the key `<<`" in message) == ("PAR006", True)
    for dialect in (Dialect.JEKYLL, Dialect.YAML_1_2):
        assert reported(text, dialect) == []


def test_an_alias_to_a_list_is_merged_by_all_but_jekyll() -> None:
    text = "---\na: &a [{b: 1}, {c: 2}]\nd:\n  <<: *a\n---\n"
    for dialect in (HUGO, GRAY, ASTRO, PYYAML):
        assert read(text, dialect).data["d"] == {"b": 1, "c": 2}
        assert reported(text, dialect) == []
    assert read(text, Dialect.JEKYLL).data["d"] == {"<<": [{"b": 1}, {"c": 2}]}


def test_only_pyyaml_refuses_a_second_anchor_of_a_name() -> None:
    text = "---\na: &x 1\nb: &x 2\nc: *x\n---\n"
    for dialect in Dialect:
        if dialect is not PYYAML:
            assert read(text, dialect).data == {"a": 1, "b": 2, "c": 2}
    result = lint(Source("a.md", text), ANY, Settings(), dialect=PYYAML)
    (finding,) = result.diagnostics
    assert finding.message == "the name of this anchor is taken; MkDocs refuses a second one"
    assert text[slice(*finding.span)] == "&x"
    assert finding.span.start == text.rindex("&x")
    assert text.index("&x") == finding.related[0].span.start


# Blocks


@each_case(
    [
        ("---\na: 1\n---\n", (HUGO, GRAY, ASTRO, PYYAML)),
        ("---\r\na: 1\r\n---\r\n", (HUGO, GRAY, ASTRO, PYYAML)),
        ("\ufeff---\na: 1\n---\n", (HUGO, GRAY, ASTRO, PYYAML)),
        ("---\na: 1\n---", (HUGO, GRAY, ASTRO)),
        ("---\na: 1\n----\n", (HUGO, GRAY, ASTRO)),
        ("---\na: 1\n--- # end\n", (HUGO, GRAY, ASTRO)),
        ("---\na: 1\n...\n---\n", (HUGO, GRAY, ASTRO, PYYAML)),
        ("---\na: 1\n...\n", (GRAY, PYYAML)),
        ("---\na: 1\n", (GRAY,)),
        ("\n---\na: 1\n---\n", (HUGO, ASTRO)),
        (" ---\na: 1\n---\n", (HUGO,)),
        ("--- # c\na: 1\n---\n", (HUGO, ASTRO)),
        ("---yaml\na: 1\n---\n", (GRAY,)),
        ("--- YML\na: 1\n---\n", (GRAY,)),
        ("----\na: 1\n---\n", ()),
    ]
)
def test_blocks(text: str, readers: tuple[Dialect, ...]) -> None:
    for dialect in (HUGO, GRAY, GRAY_4, ASTRO, PYYAML):
        same = GRAY if dialect is GRAY_4 else dialect
        assert (read(text, dialect).data == {"a": 1}) is (same in readers), dialect


def test_an_open_block_of_gray_matter_is_the_whole_file_if_that_is_a_mapping() -> None:
    assert read("---\na: 1\nb: 2\n", GRAY).data == {"a": 1, "b": 2}
    problem = read("---\na: 1\n\nA text.\n", GRAY).problem
    assert problem is not None
    assert problem.kind is ProblemKind.UNCLOSED


def test_spans_below_a_language_are_those_of_the_file() -> None:
    text = "---yaml\na: 1\nb: [c]\n---\nbody\n"
    document = read(text, GRAY)
    assert document.text(document.span(("b", 0))) == "c"
    assert document.block is not None
    assert document.text(document.block.body) == "body\n"


def test_a_rule_at_the_start_opens_a_block_for_hugo_and_gray_matter() -> None:
    source = Source("a.md", "---\n# Heading\n\nA text: more.\n\nAnd more.\n")
    for dialect in Dialect:
        result = lint(source, ANY, Settings(), dialect=dialect, needs_block=False)
        opens = dialect in (HUGO, GRAY, GRAY_4)
        assert [each.code for each in result.diagnostics] == ["PAR002"] * opens


@each_case([('{"a": 1}\n', True), ("{}\n", True), ("{/* c */}\n", False), ("{name}\n", False)])
def test_json_is_no_front_matter_of_gray_matter(
    text: str,
    is_reported: bool,  # noqa: FBT001 - a case
) -> None:
    source = Source("a.mdx", text)
    result = lint(source, ANY, Settings(), dialect=GRAY_4, needs_block=False)
    assert [each.code for each in result.diagnostics] == ["PAR001"] * is_reported
    assert all("which gray-matter does not read" in (e.help or "") for e in result.diagnostics)


# What is reported


def test_a_repeated_key_is_refused_or_ignored() -> None:
    text = "---\na: 1\na: 2\n---\n"
    for dialect in (HUGO, GRAY, GRAY_4, ASTRO):
        ((_, message),) = reported(text, dialect)
        refuses = f"{dialect.reader} refuses that, and stops the build"
        assert message == f"`a` is a duplicate key; {refuses}"
    ((_, message),) = reported(text, PYYAML)
    assert message == "`a` is a duplicate key; MkDocs ignores this one"
    ((_, message),) = reported('{"a": 1, "a": 2}\n', HUGO)
    assert message == "`a` is a duplicate key; Hugo ignores this one"


@each_case(
    [
        ("12:30", (GRAY, PYYAML, Dialect.JEKYLL)),
        ("0123", (HUGO, GRAY, PYYAML, Dialect.JEKYLL)),
        ("12e7", (GRAY, GRAY_4, ASTRO, Dialect.YAML_1_2)),
        ("9007199254740993", (GRAY, GRAY_4, ASTRO)),
        ("1,5", (Dialect.JEKYLL,)),
        ("1.5e400", (GRAY, Dialect.YAML_1_2)),
        ("=", (PYYAML,)),
        (":sym", (Dialect.JEKYLL,)),
        ("2020-02-30", (PYYAML,)),
        *((text, ()) for text in ("no", "on", "1_000", "1,000", "0x1F", "0b11", "0o17", "1.10")),
        *((text, ()) for text in ("07", "0", "1e-3", "1.5e3", ".inf", "2020-06-11", "1.2.3", "")),
    ]
)
def test_what_surprises(text: str, dialects: tuple[Dialect, ...]) -> None:
    assert tuple(each for each in Dialect if surprising(text, each)) == tuple(
        each for each in Dialect if each in dialects
    )


@each_case(
    [
        ("12:30", GRAY, "gray-matter reads `12:30` as the number `750`"),
        ("0123", HUGO, "Hugo reads `0123` as the number `83`"),
        ("12e7", ASTRO, "Astro reads `12e7` as the number `120000000.0`"),
        ("2020-02-30", PYYAML, "MkDocs refuses `2020-02-30` unquoted, and drops all fields of the"),
    ]
)
def test_a_surprise_is_reported_and_put_in_quotes(
    text: str, dialect: Dialect, message: str
) -> None:
    written = f"---\na: {text}\nb: no\n---\n"
    ((code, found),) = reported(written, dialect)
    assert code == "PAR006"
    assert found.startswith(message)
    result = fix(Source("a.md", written), ANY, Settings(), unsafe=True, dialect=dialect)
    assert result.after.text == written.replace(text, f'"{text}"')
    safe = fix(Source("a.md", written), ANY, Settings(), dialect=dialect)
    assert (safe.after.text != written) is (dialect is PYYAML)


@pytest.mark.parametrize("dialect", [Dialect.JEKYLL, Dialect.YAML_1_2])
def test_a_site_with_one_reader_may_say_no(dialect: Dialect) -> None:
    source = Source("a.md", "---\na: no\n---\n")
    for profile, count in ((NEWS_API, 1), (JEKYLL_SITE, 0)):
        result = lint(source, ANY, Settings(), dialect=dialect, profile=profile)
        assert [each.code for each in result.diagnostics] == ["PAR006"] * count
    time = Source("a.md", "---\na: 12:30\n---\n")
    result = lint(time, ANY, Settings(), dialect=Dialect.JEKYLL, profile=JEKYLL_SITE)
    assert [each.message for each in result.diagnostics] == [
        "Jekyll reads `12:30` as the number `45000`"
    ]


def test_messages_about_dates_name_the_reader() -> None:
    schema = Schema("any", {"properties": {"d": {"x-role": "published-at"}}}, {})
    text = "---\nd: 2020-02-30T10:00:00Z\n---\n"
    helps = {}
    for dialect in (GRAY, ASTRO, PYYAML, HUGO):
        result = lint(Source("a.md", text), schema, Settings(), dialect=dialect)
        (helps[dialect],) = (each.help for each in result.diagnostics if each.code == "DAT002")
    assert helps == {
        GRAY: "gray-matter reads `2020-03-01T10:00:00Z`.",
        ASTRO: "Astro reads `2020-03-01T10:00:00Z`.",
        PYYAML: "MkDocs refuses it, and drops all fields of the file.",
        HUGO: None,
    }
