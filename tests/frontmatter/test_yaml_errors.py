"""linter.frontmatter.yaml_errors: where YAML is broken, and why, in the words of people."""

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import Span
from linter.frontmatter.source import Source
from linter.frontmatter.yaml_errors import causes
from linter.lint.run import lint
from linter.schema.schema import Schema
from tests.each_case import each_case
from tests.processor_time import bounded

ANY = Schema("any", {}, {"": {}})

# The block, the row and column in the file, of which `---` is the first row, and the cause.
BROKEN: tuple[tuple[str, tuple[int, int], str], ...] = (
    ("quality 74\nheat: 1\n", (2, 1), "no `:`"),
    ("title:T\nheat: 1\n", (2, 1), "there is no space after the `:`"),
    ("title: a\nquality 74\n", (3, 1), "no `:`"),
    ("title: a\nquality 74\nb: 1\n", (3, 1), "no `:`"),
    ("title: a\ndate:2020-01-01\nb: 1\n", (3, 1), "there is no space after the `:`"),
    ("tags\n  - a\nx: 1\n", (2, 1), "no `:`"),
    ("x: 1\ntags\n  - a\n  - b\ny: 1\n", (3, 1), "no `:`"),
    ("title: : a\n", (2, 8), "one `:` too many"),
    ("a: b\n  c: d\n", (3, 3), "indented further"),
    ("title: Power Apps: what is new\n", (2, 18), "second `:`"),
    ("a: b : c\n", (2, 6), "second `:`"),
    ('title: "x\ntype: y\n', (2, 8), "nothing closes this quote"),
    ('title: "x\ntype: "y"\n', (2, 8), "nothing closes this quote"),
    ("title: 'x\ntype: 'y'\nb: 1\n", (2, 8), "nothing closes this quote"),
    ("a: 'it's here'\n", (2, 7), "closes the text"),
    ('a: "He said "hi" to me"\n', (2, 13), "closes the text"),
    ("'a\nb: 1\n", (2, 1), "nothing closes this quote"),
    ('a: "a" b\n', (2, 6), "closes the text"),
    ('a: "C:\\Users"\n', (2, 7), "8 hexadecimal digits"),
    ('a: "C:\\docs"\n', (2, 7), "escape does not exist"),
    ('a: "\\uD83D"\n', (2, 5), "surrogate"),
    ('a: "\\xz"\n', (2, 5), "2 hexadecimal"),
    ('a: "don\\\'t"\n', (2, 8), "needs no backslash"),
    ("a: 'it\\'s'\n", (2, 7), "backslash does not keep"),
    ('a: "C:\\dir\\\\"x\n', (2, 7), "escape"),
    ('a: "foo\\"\nb: 1\n', (2, 4), "nothing closes"),
    ("\ta: 1\n", (2, 1), "tab"),
    ("a:\n\tb: 1\n", (3, 1), "tab"),
    ("a: 1\n\tb: 2\n", (3, 1), "tab"),
    ("a:\n  b: 1\n \tc: 2\n", (4, 2), "tab"),
    ("title\tT\nb: 1\n", (2, 1), "no `:`"),
    ("title\uff1aT\nb: 1\n", (2, 1), "colon after this key"),
    ("x: 1\ntitle\uff1aT\nb: 1\n", (3, 1), "colon after this key"),
    ("title:\xa0T\nb: 1\n", (2, 1), "no-break space"),
    ("x: 1\ntitle:\xa0T\nb: 1\n", (3, 1), "no-break space"),
    ("a: 1\ntags:\u3000x\nb: 1\n", (3, 1), "U+3000"),
    ("<<<<<<< HEAD\ntitle: a\n=======\n", (2, 1), "merge conflict"),
    ("title: a\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", (3, 1), "merge conflict"),
    ("title: a\n=======\nb: 1\n", (3, 1), "merge conflict"),
    (">>>>>>> x\nb: 1\n", (2, 1), "merge conflict"),
    ("title: a\nb: 2\n>>>>>>> x\nc: 1\n", (4, 1), "merge conflict"),
    ("a: |\n  x\n<<<<<<< HEAD\n  y\n=======\n  z\n>>>>>>> q\nb: 1\n", (4, 1), "merge conflict"),
    ("a: @b\n", (2, 4), "cannot start with `@`"),
    ("a: `b`\n", (2, 4), "cannot start with"),
    ("a: %b\n", (2, 4), "cannot start with `%`"),
    ("a: *star*\n", (2, 4), "`*` at the start"),
    ("a: *b c\n", (2, 4), "alias of an anchor"),
    ("a: **b** c\n", (2, 4), "`*` at the start"),
    ("a: & b\n", (2, 4), "`&` at the start"),
    ("a: &amp; b\n", (2, 4), "`&` at the start"),
    ("a: !b!c d\n", (2, 4), "tag"),
    ("a: !<x y\n", (2, 4), "tag"),
    ("a: !a%b c\n", (2, 4), "tag"),
    ("a: [x] y\n", (2, 4), "text follows it"),
    ("a: [Video] How to: x\n", (2, 4), "text follows it"),
    ("a: {x} y\n", (2, 4), "text follows it"),
    ("a: [b, c\nd: 1\n", (2, 4), "nothing closes this `[`"),
    ("a: [b, c\nd: [e]\nf: g\n", (2, 4), "nothing closes this `[`"),
    ("a: {b: c\nd: 1\n", (2, 4), "nothing closes this `{`"),
    ("{[]\n", (2, 1), "nothing closes this `{`"),
    ("a: [[b], {c: d}\n", (2, 4), "nothing closes this `[`"),
    ("a: {b: [c]\n\n", (2, 4), "nothing closes this `{`"),
    ("a: {b: c\n  d: e}\n", (3, 3), "`,` is missing"),
    ('a: [\n  "b"\n  "c"\n  ]\n', (4, 3), "`,` is missing"),
    ('a: ["b" "c"]\n', (2, 9), "`,` is missing"),
    ("a: [b}\n", (2, 6), "`]` is expected"),
    ("a: [b, c]]\n", (2, 10), "closes nothing"),
    ("a: [b], c\n", (2, 7), "`,` follows"),
    ('a: "x", "y"\n', (2, 7), "`,` follows"),
    ('"title": "a",\n"b": "c"\n', (2, 13), "`,` follows"),
    ("a: [#b, #c]\nd: 1\n", (2, 5), "starts a comment"),
    ("a: ['b', 'c]\nd: 1\n", (2, 10), "nothing closes this quote"),
    ("a: ]x\n", (2, 4), "a value is expected here"),
    ("a: , x\n", (2, 4), "a value is expected here"),
    ("a: | x\n", (2, 4), "text follows `|`"),
    ("a: > x\nb: 1\n", (2, 4), "text follows `>`"),
    ("a: - b\n", (2, 4), "list starts on its own line"),
    ("a: ? x\n", (2, 4), "cannot start with `? `"),
    ("a: {% if %}\n", (2, 4), "cannot start with `{%`"),
    ("a: {{ x }}/y\n", (2, 4), "template"),
    ("{% if %}\nb: 1\n", (2, 1), "a template tag is in"),
    ("a: 1\n{# c #}\nb: 1\n", (3, 1), "a template tag is in"),
    ("a:\n  b: 1\n  {# c #}\n  d: 1\n", (4, 3), "a template tag is in"),
    ("a: 1\n{% include x.html %}\nb: 1\n", (3, 1), "a template tag is in"),
    ("{% include x.html %}\n", (2, 1), "a template tag is in"),
    ("a:\n{% if x %}\nb: 1\n", (3, 1), "a template tag is in"),
    ("a:\n  - b\n  {% if x %}\n  - c\n", (4, 3), "a template tag is in"),
    ("a:\n  {% x %}\n", (3, 3), "cannot start with `{%`"),
    ("tags:\n- a\n-b\n- c\n", (4, 1), "there is no space after the `-`"),
    ("tags:\n-a\n-b\nc: 1\n", (3, 1), "there is no space after the `-`"),
    ("tags:\n  - a\n - b\n", (4, 2), "list item starts in a column"),
    ("tags:\n  - a\n  b: c\n", (4, 3), "key is among the items"),
    ("a:\n  b: 1\n c: 2\n", (4, 2), "key starts in a column"),
    (" a: 1\nb: 2\n", (2, 1), "first line is indented"),
    ("  a: 1\nb: 2\nc: 3\n", (2, 1), "first line is indented"),
    ("- a\nb: c\n", (3, 1), "key is among"),
    ("a:\n  - b: 1\n   c: 2\n", (4, 4), "key is among"),
    ("a:\n  - b: 1\n     c: 2\n", (4, 6), "indented further"),
    ("a: 'x'\n  b: 2\n", (3, 3), "indented further"),
    ("a: 'x'\n  - y\n", (3, 3), "indented further"),
    ("a: >\n  foo\n bar\nb: 1\n", (4, 2), "indented less than the text"),
    ("a: >\n  foo\n bar: x\nb: 1\n", (4, 2), "indented less than the text"),
    ("a: |\nfoo\nb: 1\n", (3, 1), "indented less"),
    ("a: |\n  x\n  y\n z\n", (5, 2), "indented less than the text"),
    ("a: b\nfoo bar\nc: 1\n", (3, 1), "no `:`"),
    ("a: b\n----\nc: 1\n", (3, 1), "does not close"),
    ("a: b\n-----\n", (3, 1), "does not close"),
    ("a = b\nc: 1\n", (2, 1), "`=`"),
    ('c: 1\na = "b"\n', (3, 1), "`=`"),
    ("// x\na: 1\n", (2, 1), "no comment"),
    ("a: 1\n<!-- x -->\nb: 1\n", (3, 1), "no comment"),
    ('"a" "b"\nc: 1\n', (2, 3), "closes the text"),
    ("@a: b\n", (2, 1), "cannot start with `@`"),
    ("%a: b\n", (2, 1), "cannot start with `%`"),
    ('"a\n b": c\n', (2, 1), "nothing closes"),
    ("foo\n  bar: baz\n", (2, 1), "no `:`"),
    ("a: “foo: bar”\n", (2, 4), "does not quote"),
    ('a: "foo”\nb: 1\n', (2, 4), "nothing closes"),
    ("a:\n  - b: 1\n    c: 2\n    - d\n", (5, 5), "among the keys"),
    ("a: [x, y\n", (2, 4), "nothing closes"),
    ("a: {{ x }}\nb: {% y %}\n", (3, 4), "template"),
    ("a:\n- {{ x }} y\n", (3, 3), "template"),
    ("a: {b: 'c' d: e}\n", (2, 12), "missing"),
    ("a: \u2018x\u2019\nb: “y: z”\n", (3, 4), "does not quote"),
    ("a: 1\n b: 2\nc: 3\n", (3, 2), "indented further"),
    ("a:\n  b: 1\n    c: 2\n  d: 3\n", (4, 5), "indented further"),
    ("a: x\n\n- b\n- c\n", (4, 1), "list item"),
    ("a: x # c: d\nb\n", (3, 1), "no `:`"),
    ("a: \"foo'\nb: 1\n", (2, 4), "nothing closes"),
    ("a: [b, |c]\n", (2, 8), "cannot start"),
    ("a: [b, , c]\n", (2, 8), "value is missing"),
    ("a: [b\n", (2, 4), "nothing closes this `[`"),
    ("a: {b: c: d}\n", (2, 9), "second `:`"),
    ("a: |0\n x\n", (2, 4), "1 to 9"),
    ("- a\n-b\n", (3, 1), "after the `-`"),
    ("a:\n    b: 1\n  c: 2\n", (4, 3), "key starts in a column"),
    ("a: 'x\nb: it's\n", (2, 4), "nothing closes"),
    ("a: *b\n", (2, 4), "alias of an anchor"),
    ("a: ''it''\n", (2, 4), "closed at once"),
    ('a: ""it""\n', (2, 4), "closed at once"),
    ("?a b\nc: 1\n", (2, 1), "no `:`"),
    ("'title':foo\nb: 1\n", (2, 1), "no space"),
    ("a: b\n# Heading\n\nSome text.\n", (5, 1), "no `:`"),
    ("time: 10: 30\n", (2, 9), "second `:`"),
    ("width: 1 height: 2\n", (2, 16), "second `:`"),
    ("{a: \n\nb: c}\n", (4, 2), "second `:`"),
    ("url: http://x.org: foo\n", (2, 18), "second `:`"),
    ("description: foo\n  see: bar\n", (3, 3), "indented further"),
    ('a: b\nc: "d\ne: f\ng: "h"\n', (3, 4), "nothing closes"),
    ("a: {b: 1, c: 2}}\n", (2, 16), "closes nothing"),
    ("a: [{b: 1}, {c: 2]\n", (2, 18), "`}` is expected"),
    ("a: \"b\" # c\nd: 'e'f\n", (3, 6), "closes the text"),
    ("title: a\n tags: b\n", (3, 2), "indented further"),
    ("a: @b: c\n", (2, 4), "cannot start with `@`"),
    ("title: {{page.title}}: x\n", (2, 8), "`{{`"),
    ('{"a": 1 "b": 2}\n', (2, 9), "`,` is missing"),
    ('a: ["x", "y]\nb: "z"\n', (2, 10), "nothing closes this quote"),
    ("a: b\n[link](x)\n", (3, 1), "neither"),
    ("tags:\n  - a\n  -b\n  - c\nx: 1\n", (4, 3), "after the `-`"),
    ("title: 'Don't stop'\nx: 1\n", (2, 12), "closes the text"),
    ("provider:\nname: x\n  domain: y\n", (4, 3), "indented further"),
    ("a: b\n{% raw %}\nc: d\n", (3, 1), "a template tag is in"),
    ("a:\n - b\n- c\n", (4, 1), "among the keys"),
    ("a:\n   - b\n  - c\n", (4, 3), "list item starts in a column"),
    ("a: b\n  - c: d\n", (3, 3), "indented further"),
    ("a: [b, c]: d\n", (2, 4), "makes this a list"),
    ("a: b\nc\nd\ne: f\n", (3, 1), "has no `:`"),
    ("a: b\nc:d\ne:f\ng: h\n", (3, 1), "after the `:`"),
    ('a: b\n"quoted"\nc: d\n', (3, 1), "has no `:`"),
    ("a: b\r\nc d\r\ne: f\r\n", (3, 1), "has no `:`"),
    ("a: x\n  y: z\n  w\n", (3, 3), "indented further"),
    ("x: &\n", (2, 4), "makes this an anchor"),
    (": a\nb: c\n", (2, 1), "a key is missing"),
    ("k: {\n k\n :\n v\n }\n", (4, 2), "a different line than its key"),
    ("a:\n  - {b: c\n  - d\n", (3, 5), "nothing closes this `{`"),
    ('a: "b\nc: \'d\'\ne: "f"\n', (2, 4), "nothing closes this quote"),
    ("a: ? b\n", (2, 4), "cannot start with `? `"),
    ('a: {\n  "b": 1\n  "c": 2}\n', (4, 3), "missing before this, at the end of the line above"),
)

# Words of libyaml and Python about themselves, which no message may have.
RAW = re.compile(
    r"did not find|found (?:un|char|a tab)|while (?:scan|pars)|in this context|could not find"
    r"|simple key|block mapping|flow (?:sequence|node|mapping)|token|hexdecimal|stream"
)


def found(text: str) -> list[Diagnostic]:
    settings = Settings(select=("PAR0",), ignore=("PAR012",))
    return list(lint(Source("a.md", text), ANY, settings).diagnostics)


@each_case(BROKEN)
def test_the_cause_and_its_place_are_found(body: str, place: tuple[int, int], cause: str) -> None:
    (diagnostic,) = found(f"---\n{body}---\n")
    assert diagnostic.code == "PAR003"
    assert (diagnostic.start, cause in diagnostic.message) == (place, True), diagnostic.message
    assert not RAW.search(diagnostic.message)
    assert not RAW.search(diagnostic.help or "")
    assert not any(RAW.search(each.message) for each in diagnostic.related)


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (f"{'k' * 1024}: v\n", None),
        (f"{'k' * 1025}: v\n", "this key is longer than YAML allows"),
        (f"- b\n {'k' * 1024}: v\n", "a key is not allowed here"),
    ],
    ids=["longest", "too long", "longest, and wrong otherwise"],
)
def test_a_key_has_at_most_1024_characters(body: str, cause: str | None) -> None:
    messages = [diagnostic.message for diagnostic in found(f"---\n{body}---\n")]
    assert messages == ([] if cause is None else [cause])


@each_case(BROKEN)
def test_lines_above_move_the_place_and_nothing_else(
    body: str, place: tuple[int, int], cause: str
) -> None:
    above = "zero:\n  - {one: 'it''s', two: \"x: y\"} # c\n\n"
    if not re.match(r"[\w'<>=@]", body) or body.startswith(("- ", "tags\n", "foo\n")):
        return
    (diagnostic,) = found(f"---\n{above}{body}---\n")
    assert (diagnostic.start.row, cause in diagnostic.message) == (place[0] + 3, True)


VALID = (
    *('title: it\'s "here"\n', "title: a:b\n", "title: http://a.example:80/x\n", "title: -b\n"),
    *("title: a - b\n", "title: “a”\n", "title: a\n  - b\n", "title: a # b: c\n", "a:\n- b\n"),
    *("title: 5% off & more\n", "title: a@b\n", "title: a `b`\n", "title: |\n  <<<<<<< HEAD\n"),
    *('title: "a\n  b"\n', "title: a\n  b\n", "title\uff1ax: y\n", "ti\xa0tle: a\n", "a:: b\n"),
    *("a: {b: c}\nd: [e, f]\n", "a: &x b\nc: *x\n", "? a\n: b\n", "a: ''\nb: \"\"\n", "a:\tb\n"),
    *("a: [b, c,]\n", "a: #b\n", "a: ! b\n", "a: >-\n\n  b\n", "a: ---\n", "a: |2\n    b\n"),
)


@each_case(VALID)
def test_unusual_but_valid_yaml_is_not_reported(body: str) -> None:
    assert [each.message for each in found(f"---\n{body}---\n")] == []


@example('"\\')
@example("a: [")
@example("{[]")
@example("[{}")
@example("a: {b: [c]")
@given(
    st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`#=\\ \t\n\r\xa0\u2028\uff1a“<x0"), max_size=60)
)
def test_every_text_that_libyaml_refuses_has_a_cause_inside_of_it(text: str) -> None:
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mistake = causes.mistake(text, error)
        spans = [mistake.span, mistake.related[1] if mistake.related else Span(0, 0)]
        assert all(0 <= start <= end <= max(len(text), 1) for start, end in spans)
        assert mistake.cause
        assert not RAW.search(f"{mistake.cause} {mistake.help}")


HOSTILE = {
    "dashes": "- " * 25_000 + "\n x: y: z\n",
    "colons": "a" + ":b" * 25_000 + "\nc: d\n",
    "words": "a " * 25_000 + "\nc: d\n",
    "quotes": "a: " + "'b' " * 12_500 + "\n",
    "templates": "a: " + "{{ " * 20_000 + "\n",
    "hashes": "a: [" + "#, " * 20_000 + "\nb: c\n",
    "lines": "a\n" * 25_000 + "b: c\n",
    "odd blanks": "a:" + "\xa0" * 25_000 + "\nb: c\n",
    "conflicts": "<<<<<<< HEAD\n" * 3_750 + "b: c\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_cause_is_found_in_bounded_time(body: str) -> None:
    with bounded(shrunk=4):
        assert len(found(f"---\n{body}---\n")) == 1
