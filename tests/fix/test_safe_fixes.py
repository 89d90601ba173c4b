"""What fixes leave as it was: validity by the schema, the type that the site reads, the body.

`docs/explanation/what-is-safe.md` defines what these tests check.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Safety
from linter.fix.fixer import FixResult, fix
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.profiles.jekyll import PROFILE as JEKYLL
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.rules.base import CASE_CLOCK
from linter.rules.dates.dat001_date_form import Options
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case
from tests.fix_promises import check_promises

DIALECTS = st.sampled_from(Dialect)
NOW = Settings(now=CASE_CLOCK)


def own(properties: Mapping[str, object], **more: object) -> Schema:
    content: dict[str, Any] = {"properties": dict(properties), **more}
    return Schema("own", content, {"": content})


def fixed(
    yaml: str,
    schema: Schema,
    settings: Settings = NOW,
    dialect: Dialect = Dialect.JEKYLL,
    *,
    unsafe: bool = False,
) -> FixResult:
    source = decode("a.md", f"---\n{yaml}---\nbody\n".encode(errors="surrogatepass"))
    profile = JEKYLL if schema.name == "own" else NEWS_API
    return fix(source, schema, settings, unsafe=unsafe, dialect=dialect, profile=profile)


def block(result: FixResult) -> str:
    return result.after.text.removeprefix("---\n").removesuffix("---\nbody\n")


def codes_and_safeties(yaml: str, schema: Schema) -> dict[str, Safety | None]:
    source = decode("a.md", f"---\n{yaml}---\n".encode())
    found = lint(source, schema, NOW).diagnostics
    return {item.code: item.fix.safety if item.fix else None for item in found}


CODE = {"const": "010"}
ALIASES = {"aliases": {"type": "array", "items": {"type": "string"}}}
TEXT = {"type": "string"}
PUBLISHED = {"type": "string", "x-role": "published-at"}

# What was fixed wrongly, and two of the same kind each.
NOT_TOUCHED = {
    "a number that the schema wants as text": ("a: 010\n", own({"a": CODE})),
    "a number for a pattern of text": ("a: 02134\n", own({"a": {"pattern": "^[0-9]{5}$"}})),
    "a boolean among texts": ("a: on\n", own({"a": {"enum": ["on", "off"]}})),
    "a slug": ("a: 1\n", own({"a": TEXT})),
    "a boolean for text": ("a: false\n", own({"a": TEXT})),
    "a boolean in quotes": ("a: 'false'\n", own({"a": {"type": "boolean"}})),
    "a summary": ("a: 1\n", own({"a": {**TEXT, "x-role": "excerpt"}})),
    "a title that is a boolean": ("a: no\n", own({"a": {**TEXT, "x-role": "title"}})),
    "a time in quotes": ("a: '2020-06-11T10:00:00.000Z'\n", own({"a": PUBLISHED})),
    "a time without a type": (
        'a: "2020-06-11T10:00:00Z"\n',
        own({"a": {"x-role": "published-at"}}),
    ),
    "a day in quotes": ("a: '2020-06-11'\n", own({"a": {"x-role": "starts-at"}})),
    "an offset": ("a: 2022-07-08T01:00:00+02:00\n", own({"a": {"x-role": "published-at"}})),
    "an offset before midnight": (
        "a: 2022-07-08 23:00:00 -0700\n",
        own({"a": {"x-role": "updated-at"}}),
    ),
    "an offset without a role": ("a: 2022-07-08T01:00:00+0200\n", own({})),
    "a time for text": ("a: 2014-12-17 11:16:21 -0800\n", own({"a": PUBLISHED})),
}


@pytest.mark.parametrize(("yaml", "schema"), NOT_TOUCHED.values(), ids=NOT_TOUCHED.keys())
def test_what_no_safe_fix_touches(yaml: str, schema: Schema) -> None:
    result = fixed(yaml, schema)
    assert (block(result), result.fixed) == (yaml, ())


@each_case(["true", "1", "a", "[a, 1]", "{a: b}"])
def test_a_key_is_not_renamed_where_its_value_would_be_wrong(value: str) -> None:
    schema = own(ALIASES, additionalProperties=False)
    yaml = f"alias: {value}\n"
    assert codes_and_safeties(yaml, schema) == {"SCH002": None}
    assert block(fixed(yaml, schema, unsafe=True)) == yaml


@each_case(["[]", "[a, b]", "[a] # comment"])
def test_a_key_is_renamed_where_its_value_fits(value: str) -> None:
    schema = own(ALIASES, additionalProperties=False)
    result = fixed(f"alias: {value}\n", schema, unsafe=True)
    assert block(result) == f"aliases: {value}\n"


def test_a_key_in_an_item_is_renamed_where_its_value_fits() -> None:
    item = {"properties": {"width": {"type": "integer"}}, "additionalProperties": False}
    schema = own({"images": {"items": item}})
    yaml = "images:\n- widht: 1\n- widht: a\n"
    result = fixed(yaml, schema, unsafe=True)
    assert block(result) == "images:\n- width: 1\n- widht: a\n"


MARKUP = (
    "The &lt;b&gt; tag",
    "The &#60;b&#62; tag",
    "The &#x3C;script&#X3e;x",
    "The &amp;lt;b&amp;gt; tag",
    "The &amp;amp;#60;b> tag",
    "&lt;!-- x --> y",
    "&lt;/p> y",
    "a&amp;copy b",
    "<\u200bscript>x",
    "&\u00adlt;b>",
)


@each_case(
    product(
        MARKUP, ['title: "{}"\n', "topics: ['{}']\n", "images: [{{title: '{}'}}]\n"], [False, True]
    )
)
def test_no_fix_makes_markup_of_text(text: str, frame: str, unsafe: bool) -> None:  # noqa: FBT001
    result = fixed(frame.format(text), builtin("article"), unsafe=unsafe)
    for live in ("<b", "<s", "<!", "</", "&copy", "&lt;"):
        assert live in text or live not in block(result)


def test_no_fix_makes_markup_in_json() -> None:
    source = decode("a.md", b'{"title": "The \\u0026lt;b&gt; tag", "topics": ["R &amp; D"]}\n')
    result = fix(source, builtin("article"), NOW, unsafe=True, dialect=Dialect.YAML_1_2)
    expected = '{"title": "The \\u0026lt;b&gt; tag", "topics": ["R & D"]}\n'
    assert result.after.text == expected


@each_case(["010", "no", "2020-06-11", "1:20"])
def test_text_that_the_schema_requires_is_never_unquoted(value: str) -> None:
    yaml = f"a: '{value}'\n"
    assert block(fixed(yaml, own({"a": TEXT}), unsafe=True)) == yaml


@pytest.mark.parametrize(
    ("schema", "form", "before", "after"),
    [
        pytest.param(
            PUBLISHED, "auto", "2014-12-17 11:16:21 -0800", "2014-12-17 11:16:21 -0800", id="text"
        ),
        pytest.param(
            PUBLISHED, "utc-seconds", "2014-12-17 11:16:21 -0800", "2014-12-17T19:16:21Z",
            id="a time that stays a time",
        ),
        pytest.param(
            PUBLISHED, "utc-seconds", "2014-12-17T19:16Z", '"2014-12-17T19:16:00Z"',
            id="what Jekyll reads as text",
        ),
        pytest.param(
            PUBLISHED, "utc-seconds", "'2014-12-17T11:16:21-08:00'", "'2014-12-17T19:16:21Z'",
            id="text that stays text",
        ),
        pytest.param(
            {"x-role": "updated-at"}, "utc-seconds", "'2014-12-17T11:16:21Z'",
            "'2014-12-17T11:16:21Z'", id="quotes, which only the news API must not have",
        ),
        pytest.param(
            {"x-role": "updated-at", "format": "date"}, "utc-seconds", "2014-12-17", "2014-12-17",
            id="a day by its format",
        ),
        pytest.param(
            {"x-role": "updated-at", "pattern": "^[0-9-]+$"}, "utc-seconds", "'2014-12-17'",
            "'2014-12-17'", id="a day by its pattern",
        ),
    ],
)  # fmt: skip
def test_a_date_gets_one_form_at_one_place(
    schema: dict[str, object], form: Any, before: str, after: str
) -> None:
    settings = Settings(now=CASE_CLOCK, options=(("DAT001", Options(form)),))
    result = fixed(f"a: {before}\n", own({"a": schema}), settings, unsafe=True)
    assert block(result) == f"a: {after}\n"
    assert [item.code for item in result.result.diagnostics] == []


@each_case(["", "'", '"'])
def test_a_date_keeps_its_quotes_where_dates_are_text(quote: str) -> None:
    yaml = f"publishedDateTime: {quote}2020-06-11T02:03:00+02:00{quote}\n"
    result = fixed(yaml, builtin("article"), dialect=Dialect.YAML_1_2)
    assert block(result) == f"publishedDateTime: {quote}2020-06-11T00:03:00Z{quote}\n"


# Many values, many schemas

TEXTS = (
    *("a", "a  b", "&amp; b", "&lt;b&gt;", "<b>x</b>", "a\u200bb", "cafe\u0301", "draft", "soon"),
    *("", "https://A.com/", "http://a.com", "https://https://a.com/b", "HTTPS://a.com:443/?fbclid=b"),
)  # fmt: skip
NUMBERS = (
    *("010", "0o17", "1", "-0", "1e3", "1_000", "1:20", "12.50", ".5", "20200611"),
    *("no", "On", "true", "null", "~", ":sym", "="),
)
DATES = (
    *("2020-06-11", "2020-6-1", "2020-06-11T10:00:00Z", "2020-06-11T10:00:00.000Z"),
    *("2014-12-17 11:16:21 -0800", "2022-07-08T01:00:00+02:00", "2020-06-11 00:03"),
)
WORDS = st.sampled_from(TEXTS) | st.sampled_from(NUMBERS) | st.sampled_from(DATES)
FRAMES = ("{}", "'{}'", '"{}"', "!!str {}", ">-\n  {}", "[{}]", "['{}', {}]", "{{b: {}}}", "&x {}")
LIMITS: tuple[dict[str, Any], ...] = (
    *({"type": kind} for kind in ("string", "integer", "number", "boolean", "array", "object")),
    {"type": ["string", "null"]},
    {"type": "array", "items": {"type": "string"}},
    *({"const": value} for value in ("010", 8, True, "draft", "2020-06-11")),
    *({"enum": value} for value in (["Draft", "on"], ["no", "yes"], [1, "1"])),
    *({"pattern": value} for value in ("^[0-9]+$", "^[^ ]*$", "^.{2,5}$", "Z$")),
    *({"format": value} for value in ("date", "date-time", "uri", "time")),
    *({"maxLength": 4}, {"minimum": 5}, {"not": {"type": "integer"}}, {}),
    {"anyOf": [{"type": "integer"}, {"pattern": "^a"}]},
)
ROLES = (
    *("title", "excerpt", "name", "topics", "price", "published-at", "updated-at", "ends-at"),
    *("web-url", "original-url", "published", "image-width", "html", "kind"),
)
DATE_ROLES = ("", "published-at", "updated-at", "ends-at")
KEYS = ("alias", "aliases", "date", "dates", "title", "titel")


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    properties: dict[str, Any] = {}
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=3, max_size=5)):
        limits = draw(st.lists(st.sampled_from(LIMITS), max_size=2))
        role = draw(st.sampled_from(DATE_ROLES if key.startswith("date") else ("", *ROLES)))
        properties[key] = {name: each for limit in limits for name, each in limit.items()} | (
            {"x-role": role} if role else {}
        )
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["additionalProperties"] = False
    if draw(st.booleans()):
        more["if"] = {"properties": {"title": {"const": "draft"}}, "required": ["title"]}
        more["then"] = {"required": ["date"]}
    return own(properties, **more)


@st.composite
def blocks(draw: st.DrawFn) -> str:
    lines = []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1, max_size=4)):
        frame, word = draw(st.sampled_from(FRAMES)), draw(WORDS)
        lines.append(f"{key}: {frame.replace('{}', word).replace('{{', '{').replace('}}', '}')}\n")
    return "".join(lines)


@given(
    blocks(), schemas(), DIALECTS, st.booleans(), st.sampled_from(["auto", "utc-seconds", "any"])
)
def test_fixes_keep_what_the_site_reads(
    yaml: str,
    schema: Schema,
    dialect: Dialect,
    unsafe: bool,  # noqa: FBT001 - drawn
    form: Any,
) -> None:
    settings = Settings(now=CASE_CLOCK, options=(("DAT001", Options(form)),))
    source = decode("a.md", f"---\n{yaml}---\nbody\n".encode())
    check_promises(source, schema, settings, dialect, unsafe=unsafe)
