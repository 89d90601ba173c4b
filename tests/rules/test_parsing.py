"""The PAR rules on what their cases do not show: every message, and fixes that keep the data."""

import re
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Safety
from linter.core.text import Edit, apply_edits
from linter.fix.fixer import fix
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.times import instant
from linter.frontmatter.source import Source, decode
from linter.lint.run import lint
from linter.rules.registry import find_rule
from linter.schema.schema import Schema
from tests.conftest import Build
from tests.each_case import each_case
from tests.jekyll_builds import Jekyll
from tests.sites import OWN, REAL, on_each_site

ANY = Schema("any", {}, {"": {}})


def found(text: str, *select: str, path: str = "a.md") -> list[Diagnostic]:
    return list(lint(Source(path, text), ANY, Settings(select=select or ("PAR",))).diagnostics)


def framed(body: str) -> str:
    return f"---\n{body}---\n"


def fixed(text: str, *select: str) -> str:
    """Return a text after one pass of all fixes that do not touch one another."""
    edits: list[Edit] = []
    for diagnostic in found(text, *select):
        new = diagnostic.fix.edits if diagnostic.fix is not None else ()
        if not any(one.span.overlaps(other.span) for one in new for other in edits):
            edits += new
    return apply_edits(text, edits)


def data(text: str) -> dict[str, Any]:
    read = Document(Source("a.md", text))
    assert read.problem is None, read.problem
    return dict(read.data)


# PAR001, PAR002, PAR005, PAR007, PAR010, PAR011: one says why nothing could be read


@each_case(
    [
        (b"", "PAR001"),
        (b"# Title\n", "PAR001"),
        (b"---", "PAR001"),
        (b"---\n", "PAR002"),
        (b"---\nsecured: [\n", "PAR002"),
        (b"---\n[]\n---\n", "PAR005"),
        (b"---\na: b: c\n---\n", "PAR003"),
        (b"\xff", "PAR007"),
        (b"# Title \xe9\n", "PAR007"),
        (b"---\na: &a [*a]\n---\n", "PAR010"),
        (b"---\n? " + b"[" * 20_000 + b"\n---\n", "PAR011"),
        (("---\na:\u2028" + "- " * 20_000 + "\n---\n").encode(), "PAR011"),
    ]
)
def test_what_cannot_be_read_is_one_finding(data: bytes, code: str) -> None:
    (diagnostic,) = lint(decode("a.md", data), ANY, Settings(select=("PAR0", "SCH"))).diagnostics
    assert diagnostic.code == code
    assert diagnostic.fix is None


@each_case(["", "# Title\n", "---\na: [\n---\n", "---\n- a\n---\n"])
def test_a_byte_order_mark_is_reported_beside_it(trouble: str) -> None:
    codes = {diagnostic.code for diagnostic in found(f"\ufeff{trouble}")}
    assert "PAR008" in codes
    assert len(codes) == 2


@each_case([("<!doctype html>\n", 0), ("", 0), ("---\na: 1\n---\n", 1), ("---\n- a\n---\n", 1)])
def test_a_byte_order_mark_does_not_matter_where_no_front_matter_is_needed(
    text: str, count: int
) -> None:
    source, settings = Source("a.html", f"\ufeff{text}"), Settings(select=("PAR008",))
    assert len(lint(source, ANY, settings, needs_block=False).diagnostics) == count


# PAR003

# What people break stands in tests/frontmatter/test_yaml_errors.py.
OTHER_SYNTAX = {
    "a: \x07\n": r"does not allow this control character: `\x07`",
    "a: \ufffe\n": r"does not allow this control character: `\ufffe`",
    "a: 1\n--- b: 2\n": "a second YAML document starts here",
    "{a: 1}\nb: 2\n": "the fields have ended above",
}


@each_case(OTHER_SYNTAX.items())
def test_what_yaml_does_not_take(body: str, says: str) -> None:
    (diagnostic,) = found(framed(body))
    assert diagnostic.code == "PAR003"
    assert says in diagnostic.message
    assert diagnostic.pointer is None


@each_case(
    [
        ("a: [b}\n", [("opened here", (2, 4))]),
        ("a:\n  - b\n c: d\n", [("the others start here", (2, 1))]),
        ("a: |\n  b\n c\n", [("the text starts here", (2, 4))]),
        ("a: @b\n", []),
    ]
)
def test_places_that_explain_a_mistake(
    body: str, related: list[tuple[str, tuple[int, int]]]
) -> None:
    (diagnostic,) = found(framed(body))
    lines = Document(Source("a.md", framed(body))).lines
    shown = [(one.message, lines.position(one.span.start)) for one in diagnostic.related]
    assert shown == related


@each_case(
    product(["\n", "\r\n"], ["", "\ufeff"], ["é: “a”", "x: 👍", "x: 'a\u2028b'", "x: 'a\x85b'"])
)
def test_places_count_code_points_and_an_editors_lines(
    newline: str, mark: str, before: str
) -> None:
    text = f"{mark}---{newline}{before}{newline}👍: b: c{newline}---{newline}"
    (diagnostic,) = found(text, "PAR003")
    assert (diagnostic.start, diagnostic.end) == ((3, 5), (3, 6))


# PAR004

KEYS = st.sampled_from(["a", "b", "'a'", '"b"', "c d"])
VALUES = st.sampled_from(
    ["1", "'x'", "[1, 2]", "{a: 1}", "|\n{0}  x\n{0}  y", "\n{0}  d: 1\n{0}  d: 2", "\n{0}- e", ""]
)
ENTRIES = st.lists(st.tuples(KEYS, VALUES, st.sampled_from(["", " # c", "\n\n{0}# above"])))


def written(entries: list[tuple[str, str, str]], indent: str) -> str:
    return "".join(f"{indent}{key}: {value}{end}\n" for key, value, end in entries).replace(
        "{0}", indent
    )


@pytest.mark.slow
@given(ENTRIES, ENTRIES, st.sampled_from(["\n", "\r\n"]))
def test_removing_what_is_overridden_changes_no_data(
    entries: list[tuple[str, str, str]], inner: list[tuple[str, str, str]], newline: str
) -> None:
    items = "".join(f"  - {written([entry], '    ').lstrip()}" for entry in inner)
    body = written(entries, "") + "related:\n" + items + "other:\n" + written(inner, "  ")
    text = framed(body).replace("\n", newline)
    read = Document(Source("a.md", text))
    if read.problem is not None:
        return
    for diagnostic in found(text, "PAR004"):
        if diagnostic.fix is not None:
            assert data(apply_edits(text, diagnostic.fix.edits)) == read.data
    for _ in range(5):
        text = fixed(text, "PAR004")
    assert data(text) == read.data
    assert [diagnostic for diagnostic in found(text, "PAR004") if diagnostic.fix] == []


@each_case(
    [
        ("a: 1\na: 1\n", Safety.SAFE),
        ("a: 1\na: 0b1\n", Safety.SAFE),
        ("a: x\na: 'x'\n", Safety.SAFE),
        ("a: [1, {b: c}]\na:\n- 1\n- b: c\n", Safety.SAFE),
        ("a: 1\na: '1'\n", Safety.UNSAFE),
        ("a: 1\na: 2\n", Safety.UNSAFE),
        ("a: {b: 1}\na: {c: 1}\n", Safety.UNSAFE),
        ("a: {b: 1}\na: [b, 1]\n", Safety.UNSAFE),
        ("a: [1]\na: [1, 2]\n", Safety.UNSAFE),
        ("a:\na: 1\n", Safety.UNSAFE),
        ("a: 1\n'a': 1\n", Safety.SAFE),
    ]
)
def test_removing_is_safe_only_where_both_values_are_equal(body: str, safety: Safety) -> None:
    (diagnostic,) = found(framed(body), "PAR004")
    assert diagnostic.fix is not None
    assert diagnostic.fix.safety is safety
    assert (diagnostic.help is None) is (safety is Safety.SAFE)
    assert diagnostic.related[0].span.start > diagnostic.span.end


@each_case(
    [
        "a: &x {b: 1}\nc:\n  <<: *x\n  b: 2\n",
        "a: &x {b: 1}\nc: &y {b: 2}\nd:\n  <<: *x\n  <<: *y\n",
        "a: {b: 1}\nb: {a: 1}\n",
        "a: [b, b]\n",
        "A: 1\na: 2\n",
    ]
)
def test_what_is_no_duplicate(body: str) -> None:
    assert found(framed(body), "PAR004") == []


# PAR006

PLAIN = st.sampled_from(
    ["no", "Yes", "on", "012", "0o12", "1:20", "12:30:45", "1,000", "1e3", "09", "2020-6-1", "="]
) | st.text("0123456789:.,-+eETZ_ ynosYNOab~", min_size=1, max_size=12).map(str.strip)


@given(
    PLAIN, st.sampled_from(["a: {0}\n", "a: [{0}, b]\n", "a:\n  - {0} # c\n", "a: {{b: {0}}}\n"])
)
def test_the_fix_writes_what_jekyll_reads(plain: str, frame: str) -> None:
    text = framed(frame.format(plain))
    read = Document(Source("a.md", text))
    if read.problem is not None:
        return
    diagnostics = found(text, "PAR006")
    changed = fixed(text, "PAR006")
    assert found(changed, "PAR006") == [one for one in diagnostics if one.fix is None]
    refused = any(one.severity is not find_rule("PAR006").severity for one in diagnostics)
    if not refused:
        assert same(data(changed), read.data)


def same(one: object, other: object) -> bool:
    """Whether data is equal; a date may be written in another form."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str) and instant(one) is not None:
        return instant(one) == instant(other)
    return repr(one) == repr(other)


@each_case(
    [
        *("a: 'no'\n", 'a: "012"\n', "a: !!str no\n", "a: |\n  no\n", "a: news\n", "a: 2020\n"),
        *("a: 2020-06-11T00:03:00Z\n", "a: true\n", "a: ~\n", "a:\n", "a: 1.5\n", "a: -1\n"),
    ]
)
def test_what_is_not_ambiguous(body: str) -> None:
    assert found(framed(body), "PAR006") == []


@on_each_site
def test_nothing_on_a_site_is_ambiguous(folder: Path) -> None:
    files = sorted((folder / "_news").rglob("*.md"))
    assert len(files) > {OWN: 10, REAL: 100}[folder]
    wrong = {
        file.name: [one.message for one in found(file.read_bytes().decode(), "PAR")]
        for file in files
    }
    assert {name for name, messages in wrong.items() if messages} == set()


# PAR009


@each_case(
    [
        ("!m a: 1\n", ["!m"]),
        ("a: &x !m 1\nb: *x\n", ["&x !m"]),
        ("a: !m &x 1\nb: [!m a, !m ]\n", ["!m", "!m", "!m"]),
        ("a: [!m 1, !n [2]]\n", ["!m", "!n"]),
        ("? !m [a]\n: 1\n", ["!m"]),
        ("a: !m\n  !n b: c\n", ["!m", "!n"]),
        ("a: !<tag:example.com,2020:x> 1\n", ["!<tag:example.com,2020:x>"]),
        ("a: !!str 1\nb: ! 2\nc: '!m'\nd: a !m\n", []),
    ]
)
def test_tags(body: str, tags: list[str]) -> None:
    text = framed(body)
    assert [text[slice(*one.span)] for one in found(text, "PAR009")] == tags


# PAR012


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["\n", "\r\n", "\r"]))),
    st.sampled_from(["\n", "\r\n"]),
    st.text(st.sampled_from("x\r\n")),
)
def test_line_ends_become_one_kind_and_the_body_stays(
    entries: list[tuple[str, str]], newline: str, body: str
) -> None:
    lines = "".join(f"{key}: 1{end}" for key, end in entries)
    text = f"---{newline}{lines}d: 2{newline}---{newline}x{body}"
    diagnostics = found(text, "PAR012")
    changed = fixed(text, "PAR012")
    block, separator, after = changed.rpartition("x" + body)
    assert separator
    assert not after
    assert len(set(re.findall("\r\n|\r|\n", block))) == 1
    ends = re.findall("\r\n|\r|\n", text.rpartition("x" + body)[0])
    usual = "\r\n" if 2 * ends.count("\r\n") > len(ends) else "\n"
    assert usual in block
    assert "\r" not in block.replace(usual, "")
    assert (diagnostics == []) is (changed == text)
    assert data(changed) == data(text)
    assert found(changed, "PAR012") == []


# All together


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_all_safe_fixes_at_once_keep_the_data(random: Random) -> None:
    parts = [
        "no",
        "012",
        "'x'",
        "[on, off]",
        "1:20",
        "{a: 1, a: 1}",
        "|\n  x",
        "\n  - &x yes\n  - *x",
    ]
    entries = [(random.choice("abcd"), random.choice(parts)) for _ in range(random.randint(1, 6))]
    text = framed("".join(f"{key}: {value}\n" for key, value in entries))
    if Document(Source("a.md", text)).problem is not None:
        return
    changed = text
    for _ in range(8):
        safe = [
            one.fix
            for one in found(changed)
            if one.fix is not None and one.fix.safety is Safety.SAFE
        ]
        if not safe:
            break
        changed = apply_edits(changed, safe[0].edits)
        assert data(changed) == data(text)


def test_a_date_in_an_ambiguous_form_is_rewritten_though_it_is_text_in_the_data() -> None:
    settings = Settings(select=("PAR006",))
    outcome = fix(Source("a.md", framed("on: 2020-6-1\nlength: 1:20\n")), ANY, settings)
    assert outcome.after.text == framed("on: 2020-06-01\nlength: 4800\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "severity"),
    [
        ("_posts/2020-06-11-a.md", "warning"),
        ("blog/_posts/2020-06-11-a.md", "warning"),
        ("_notes/a.md", "error"),
        ("a.md", "error"),
    ],
)
def test_jekyll_skips_a_byte_order_mark_in_posts_alone(
    build: Build, jekyll: Jekyll, path: str, severity: str
) -> None:
    text = "\ufeff---\ntitle: a\n---\n"
    root = build({"_config.yml": "collections: {notes: {output: true}}\n", path: text})
    assert jekyll.build(root, root / "_site").code == 0
    copied = (root / "_site" / path.removeprefix("_")).is_file()
    assert copied is (severity == "error")
    assert [each.severity.value for each in found(text, "PAR008", path=path)] == [severity]
