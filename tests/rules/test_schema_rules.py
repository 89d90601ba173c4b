"""The SCH rules on what their cases do not show: wording, nearest names, places, fixes."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Safety, Severity
from linter.core.text import apply_edits
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case


def own(content: dict[str, Any]) -> Schema:
    return Schema("own", content, {"": content})


def found(body: str, schema: Schema | dict[str, Any], *select: str) -> list[Diagnostic]:
    used = schema if isinstance(schema, Schema) else own(schema)
    text = f"---\n{body}---\n"
    return list(lint(Source("a.md", text), used, Settings(select=select or ("SCH",))).diagnostics)


def messages(body: str, schema: Schema | dict[str, Any]) -> list[str]:
    return [diagnostic.message for diagnostic in found(body, schema)]


def properties(**inner: Any) -> dict[str, Any]:
    return {"properties": inner}


# Messages name the place, what was found and what was expected


@each_case(
    [
        ("b: 1\n", {"required": ["a"]}, "missing required property `a`"),
        ("a: {b: 1}\n", properties(a={"required": ["c"]}), "missing required property `c` in `a`"),
        (
            "a: [{}, {b: 1}]\n",
            properties(a={"items": {"required": ["b"]}}),
            "missing required property `b` in item 1 of `a`",
        ),
        (
            "a: [1, [x, 2]]\n",
            properties(a={"items": {"items": {"type": "integer"}}}),
            "item 1 of item 2 of `a` is text, expected a whole number",
        ),
        ("a: 1\n", {"additionalProperties": False}, "unknown property `a`"),
        (
            "a b: 1\n",
            {"propertyNames": {"pattern": "^[a-z]+$"}},
            "property name `a b` is not allowed; names must be of the form `^[a-z]+$`",
        ),
        (
            '"a\\e[31m": 1\n',
            {"additionalProperties": False},
            r"unknown property `a\x1b[31m`",
        ),
        (
            "a: 1\n",
            properties(a={"type": ["string", "null"]}),
            "`a` is a whole number, expected text or `null`",
        ),
        ("a: {}\n", properties(a={"type": "array"}), "`a` is a mapping, expected a list"),
        (
            "a: []\n",
            properties(a={"type": "boolean"}),
            "`a` is a list, expected true or false",
        ),
        (
            "a: 1.5\n",
            properties(a={"type": "integer"}),
            "`a` is a number, expected a whole number",
        ),
        ("a: c\n", properties(a={"const": "b"}), "`a` is `c` and must be `b`"),
        (
            "a: 3\n",
            properties(a={"enum": [1, True, None, "x"]}),
            '`a` is `3` and must be one of `1`, `true`, `null`, `"x"`',
        ),
        (
            "a: y\n",
            properties(a={"enum": [f"x{number}" for number in range(20)]}),
            "`a` is `y` and must be one of `x0`, `x1`, `x2`, `x3`, `x4`, `x5`, `x6`, `x7`, …",
        ),
        ("a: b\n", properties(a={"pattern": "^c$"}), "`a` is not of the form `^c$`"),
        ("a: b\n", properties(a={"format": "date"}), "`a` is not a date"),
        ("a: 0\n", properties(a={"minimum": 1}), "`a` is `0`, less than 1"),
        ("a: 2\n", properties(a={"exclusiveMaximum": 2}), "`a` is `2`, not less than 2"),
        ("a: [1, 2]\n", properties(a={"maxItems": 1}), "`a` has 2 items, more than 1"),
        ("a: {}\n", properties(a={"minProperties": 1}), "`a` has 0 properties, fewer than 1"),
        ("a: éé\n", properties(a={"maxLength": 1}), "`a` has 2 characters, more than 1"),
        (
            "a: [{b: 1}, {b: 1}]\n",
            properties(a={"uniqueItems": True}),
            "item 2 of `a` repeats item 1, `{…}`",
        ),
        (
            "a: [1, 1.0]\n",
            properties(a={"uniqueItems": True}),
            "item 2 of `a` repeats item 1, `1.0`",
        ),
        ("a: 1\n", {"dependentRequired": {"a": ["b"]}}, "`a` needs `b` beside it"),
        (
            "a: {}\n",
            properties(a={"anyOf": [{"const": 1}, {"type": "null"}]}),
            "`a` is a mapping, expected a number or `null`",
        ),
        (
            "a: 1\n",
            properties(a={"oneOf": [{}, {}]}),
            "`a` fits several forms of which it may have only one",
        ),
        ("a: 1\n", properties(a=False), "property `a` is not allowed"),
        (
            "b: 1\n",
            {"not": {"required": ["b"]}},
            "property `b` is not allowed",
        ),
        (
            "b: 1\n",
            {"required": [*"cdefghijkl"]},
            "missing required properties `c`, `d`, `e`, `f`, `g`, `h`, `i`, `j`, `k` and `l`",
        ),
        ("a: '1'\n", properties(a={"enum": [1, 2]}), '`a` is `"1"` and must be one of `1`, `2`'),
        ("a: 1\n", properties(a={"enum": ["1"]}), '`a` is `1` and must be `"1"`'),
        ("a: true\n", properties(a={"const": "true"}), '`a` is `true` and must be `"true"`'),
        ("a: b\n", properties(a={"const": [1, "c"]}), '`a` is `"b"` and must be `[1, "c"]`'),
        ("a: b\n", properties(a={"format": "email"}), "`a` is not an e-mail address"),
        ("a: b\n", properties(a={"format": "ipv6"}), "`a` is not an IPv6 address"),
        ("a: {b: 1}\n", properties(a={"minProperties": 2}), "`a` has 1 property, fewer than 2"),
        ("a: [1]\n", properties(a={"minItems": 2}), "`a` has 1 item, fewer than 2"),
        ("a: b\n", properties(a={"minLength": 2}), "`a` has 1 character, fewer than 2"),
        ("b: 1\na: 1\n", {"dependencies": {"a": ["c", "d"]}}, "`a` needs `c` and `d` beside it"),
        (
            "a: [1, 2]\n",
            properties(a={"contains": {"type": "string"}}),
            "`a` has no item that is text",
        ),
        (
            "a: [1, x]\n",
            properties(a={"contains": {"type": "string"}, "minContains": 2}),
            "`a` has fewer than 2 items that are text",
        ),
        (
            "a: [{b: 1}, {b: 2}]\n",
            properties(a={"contains": {"required": ["b"]}, "maxContains": 1}),
            "`a` has more than 1 item that is a mapping with `b`",
        ),
        (
            "a: [1]\n",
            properties(a={"not": {"contains": {"const": 1}}}),
            "`a` has an item that is `1`, which is not allowed",
        ),
        ("a: 7\n", properties(a={"not": {"maximum": 7}}), "`a` is `7`, not more than 7"),
        ("a: x\n", properties(a={"not": {"enum": ["x"]}}), "`a` is `x`, which it must not be"),
        (
            "a: {t: x, u: 1}\n",
            properties(a={"not": {"properties": {"t": {"const": "x"}}, "required": ["t"]}}),
            "`t` is `x`, which it must not be",
        ),
        (
            "a: {t: x, u: 1}\n",
            properties(a={"not": {"properties": {"t": {"const": "x"}}, "required": ["u"]}}),
            "`a` has a form that it must not have",
        ),
    ]
)
def test_wording(body: str, schema: dict[str, Any], message: str) -> None:
    assert messages(body, schema) == [message]


def test_help_explains_a_missing_property() -> None:
    text = "provider: {domain: wsj.com}\n"
    (provider,) = [one for one in found(text, builtin("article")) if one.pointer == "/provider"]
    assert str(provider.help).startswith("`name`: The name as readers know it")


def test_many_missing_properties_are_one_finding_that_names_all() -> None:
    (one,) = [one for one in found("title: a\n", builtin("article")) if one.code == "SCH001"]
    names = one.message.replace("`", "").removeprefix("missing required properties ")
    assert names.replace(" and ", ", ").split(", ") == [
        *("category", "excerpt", "publishedDateTime", "type", "quality", "heat", "published"),
        *("provider", "topics", "secured"),
    ]
    assert one.help is None


def test_of_very_many_missing_properties_the_first_ones_are_named() -> None:
    (one,) = found("title: a\n", {"required": [f"name{number}" for number in range(20_000)]})
    assert one.message.startswith("missing required properties `name0`, `name1`, ")
    assert one.message.endswith(", `name49`, …")


def test_a_missing_property_that_is_only_misspelt_is_not_named_as_missing() -> None:
    closed = {"properties": {"a": {}, "title": {}}, "required": ["a", "title"]}
    findings = found("titel: x\n", closed | {"additionalProperties": False})
    assert [one.message for one in findings] == [
        "missing required property `a`",
        "unknown property `titel`; did you mean `title`?",
    ]


def test_no_message_shows_a_secured_value() -> None:
    values = ("1234567890", "[abcdefgh, ijklmnop]", "{abcdefgh: ijklmnop}", "''", "'abcdefgh ijkl'")
    for value in values:
        for one in found(f"secured: {value}\n", builtin("article")):
            assert not any(part in one.message for part in ("12345", "abcde", "ijkl")), one.message


# One violation, one finding


def test_each_thing_that_is_wrong_is_one_finding() -> None:
    schema = {
        "properties": {"a": {"type": "integer"}, "b": {"minimum": 5, "multipleOf": 2}},
        "required": ["c", "d"],
        "additionalProperties": False,
    }
    assert [(one.code, one.pointer) for one in found("a: x\nb: 1\ne: 1\nf: 1\n", schema)] == [
        ("SCH001", ""),
        ("SCH003", "/a"),
        ("SCH006", "/b"),
        ("SCH006", "/b"),
        ("SCH002", "/e"),
        ("SCH002", "/f"),
    ]


def test_the_message_is_about_the_intended_branch() -> None:
    schema = {
        "oneOf": [
            {"properties": {"type": {"const": "article"}}, "required": ["type", "webUrl"]},
            {
                "properties": {"type": {"const": "video"}, "length": {"format": "duration"}},
                "required": ["type"],
            },
        ]
    }
    assert messages("type: article\n", schema) == ["missing required property `webUrl`"]
    assert messages("type: video\nlength: long\n", schema) == ["`length` is not a duration"]
    assert messages("type: podcast\n", schema) == [
        "`type` is `podcast` and must be one of `article`, `video`"
    ]


def test_conditions_are_worded_by_what_they_require() -> None:
    assert messages("type: article\n", own(builtin("article").content["$defs"]["linkByType"])) == [
        "missing required property `webUrl`"
    ]


@each_case(
    [
        ("webUrl: 5\n", {"/webUrl": {"SCH003"}}),
        ("publishedDateTime: soon\n", {"/publishedDateTime": {"DAT001"}}),
        ("publishedDateTime: 5\n", {"/publishedDateTime": {"SCH003"}}),
        ("images:\n  - {url: x y, width: 1, height: 1}\n", {"/images/0/url": {"URL001"}}),
    ]
)
def test_more_exact_rules_report_instead(body: str, codes: dict[str, set[str]]) -> None:
    spoken: dict[str, set[str]] = {}
    for one in found(body, builtin("article"), "SCH", "URL0", "DAT0", "PAR006"):
        spoken.setdefault(str(one.pointer), set()).add(one.code)
    assert {pointer: spoken.get(pointer) for pointer in codes} == codes


# SCH002: the nearest name


@each_case(
    [
        ("webURL", "webUrl"),
        ("weburl", "webUrl"),
        ("titel", "title"),
        ("Titles", "title"),
        ("publishedDatetime", "publishedDateTime"),
        ("colour", None),
        ("x", None),
        ("", None),
        ("title ", "title"),
    ]
)
def test_nearest_name(written: str, near: str | None) -> None:
    schema = {
        "properties": {"title": {}, "webUrl": {}, "publishedDateTime": {}},
        "additionalProperties": False,
    }
    (diagnostic,) = found(f"{json.dumps(written)}: 1\n", schema)
    assert (f"; did you mean `{near}`?" in diagnostic.message) is (near is not None)
    assert (diagnostic.fix is None) is (near is None)
    if diagnostic.fix is not None:
        assert diagnostic.fix.safety is Safety.UNSAFE
        fixed = apply_edits(f'---\n"{written}": 1\n---\n', diagnostic.fix.edits)
        assert fixed == f'---\n"{near}": 1\n---\n'


def test_the_nearest_name_of_a_schema_that_is_referred_to() -> None:
    schema = {
        "allOf": [{"$ref": "#/$defs/base"}],
        "unevaluatedProperties": False,
        "$defs": {"base": {"properties": {"title": {}}}},
    }
    (diagnostic,) = found("titel: a\n", schema)
    assert diagnostic.fix is not None
    assert apply_edits("---\ntitel: a\n---\n", diagnostic.fix.edits) == "---\ntitle: a\n---\n"


def test_a_key_of_another_form_is_not_called_unknown() -> None:
    schema = {
        "anyOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}, "required": ["c"]}],
        "unevaluatedProperties": False,
    }
    (diagnostic,) = found("a: 1\nb: 2\n", schema)
    assert diagnostic.message == "property `b` is not allowed"
    assert diagnostic.fix is None


def test_no_rename_to_a_key_that_is_there() -> None:
    schema = {"properties": {"title": {}}, "additionalProperties": False}
    (diagnostic,) = found("title: a\ntitel: b\n", schema)
    assert diagnostic.fix is None


# SCH003: no fix loses anything


@given(
    value=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
    | st.sampled_from(
        ["012", "1:20", "no", "1e3", "~", "null", ".inf", "2020-06-11", "0x1F", "-0"]
    ),
    quote=st.sampled_from(["'", '"', ""]),
    wanted=st.sampled_from(["string", "integer", "boolean", "number"]),
)
def test_the_fix_gives_the_required_type_and_keeps_the_text(
    value: str, quote: str, wanted: str
) -> None:
    body = f"a: {quote}{value}{quote}\n"
    before = Document(Source("a.md", f"---\n{body}---\n"))
    if before.problem is not None or "a" not in before.data:
        return
    schema = own(properties(a={"type": wanted}))
    for diagnostic in found(body, schema, "SCH003"):
        if diagnostic.fix is None:
            continue
        text = apply_edits(before.source.text, diagnostic.fix.edits)
        after = Document(Source("a.md", text)).data
        assert schema.accepts(after)
        node = before.member(("a",)).node
        written = "true" if after["a"] is True else "false" if after["a"] is False else after["a"]
        assert str(written) == node.value


# SCH004: what was meant


@each_case(
    [
        ("Article", "article", Safety.SAFE),
        ("' article '", "'article'", Safety.SAFE),
        ("artikle", "article", Safety.UNSAFE),
        ("vidoe", "video", Safety.UNSAFE),
        ('"Video"', '"video"', Safety.SAFE),
        ("podcast", None, None),
        ("''", None, None),
        ("1", None, None),
        ("[article]", None, None),
        ("", None, None),
    ]
)
def test_the_most_similar_allowed_value(
    written: str, fixed: str | None, safety: Safety | None
) -> None:
    schema = properties(a={"enum": ["article", "video", 5]})
    (diagnostic,) = found(f"a: {written}\n", schema)
    assert (diagnostic.fix and diagnostic.fix.safety) == safety
    if diagnostic.fix is not None:
        text = apply_edits(f"---\na: {written}\n---\n", diagnostic.fix.edits)
        assert text == f"---\na: {fixed}\n---\n"


def test_two_values_that_differ_in_case_alone_are_no_safe_choice() -> None:
    (diagnostic,) = found("a: FREE\n", properties(a={"enum": ["free", "Free"]}))
    assert diagnostic.fix is None or diagnostic.fix.safety is Safety.UNSAFE


# SCH005: a length is for people too


@each_case(["12 hours", "8:59", "PT8M 59S", "about a week"])
def test_a_length_in_words_is_a_warning(length: str) -> None:
    text = f'---\nlength: "{length}"\n---\n'
    source = Source("_learning/videos/a.md", text)
    found = lint(source, builtin("learning"), Settings(select=("SCH005",))).diagnostics
    assert [(each.pointer, each.severity) for each in found] == [("/length", Severity.WARNING)]


def test_another_form_is_an_error_and_so_is_a_length_that_is_no_text() -> None:
    content = properties(a={"format": "duration"}, b={"type": "string", "x-role": "length"})
    found_here = found("a: 12 hours\nb: 12\n", content)
    assert [(each.code, each.severity) for each in found_here] == [
        ("SCH005", Severity.ERROR),
        ("SCH003", Severity.ERROR),
    ]


# Places


@each_case(
    [
        ("a:\n  b: 1\n", properties(a={"required": ["c"]}), "b"),
        ("a: {b: 1}\n", properties(a={"required": ["c"]}), "{b: 1}"),
        ("a: [{b: 1}]\n", properties(a={"items": {"required": ["c"]}}), "{b: 1}"),
        ("a:\n  - 'b': 1\n", properties(a={"items": {"required": ["c"]}}), "'b'"),
        ("a:\n  - 1\n  - 2\n", properties(a={"maxItems": 1}), "a"),
        ("a: [[1, 2]]\n", properties(a={"items": {"maxItems": 1}}), "[1, 2]"),
        ("a: &x !!str 'b'\n", properties(a={"const": "c"}), "'b'"),
        ("b: &x {c: 1}\na: *x\n", properties(a={"required": ["d"]}), "{c: 1}"),
        ("b: &x {a: 1}\n<<: *x\n", properties(a={"const": 2}), "1"),
        ("? a\n: 1\n", properties(a={"const": 2}), "1"),
        ("[a, b]: 1\n", {"properties": {}, "additionalProperties": False}, "[a, b]"),
        ("a: 1\na: 2\n", properties(a={"const": 1}), "2"),
    ]
)
def test_places(body: str, schema: dict[str, Any], span: str) -> None:
    (diagnostic,) = found(body, schema)
    text = f"---\n{body}---\n"
    assert text[slice(*diagnostic.span)] == span
