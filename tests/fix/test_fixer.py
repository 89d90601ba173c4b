"""What is fixed, in which order, and what is withheld because it would do more than it declares."""

from collections.abc import Iterator

import pytest

from linter.config.settings import Settings
from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.text import Edit, Span
from linter.fix.fixer import MAX_ROUNDS, FixResult, fix
from linter.fix.proof import differences
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.rules.base import CASE_CLOCK, Context, DocumentRule
from linter.rules.registry import ConfigError
from linter.schema.schema import Schema, builtin
from tests.conftest import Plant
from tests.processor_time import bounded

ARTICLE = builtin("article")


def fixed(text: str, *codes: str, unsafe: bool = False) -> FixResult:
    source = decode("a.md", text.encode(errors="surrogateescape"))
    return fix(source, ARTICLE, Settings(select=codes, now=CASE_CLOCK), unsafe=unsafe)


def codes(result: FixResult) -> list[str]:
    return [item.code for item in result.fixed]


def left(result: FixResult) -> list[str]:
    return [item.code for item in result.result.diagnostics]


OLD = (
    '---\nheat: "12" # a\nwebUrl: http://a.com/?utm_source=b\nprovider:\n  domain: A.com.\n---\nb\n'
)
SAFE = OLD.replace('"12"', "12").replace("?utm_source=b", "").replace("A.com.", "a.com")


def test_safe_fixes_only() -> None:
    result = fixed(OLD, "SCH003", "URL")
    assert result.after.text == SAFE
    assert sorted(codes(result)) == ["SCH003", "URL004", "URL012"]
    assert left(result) == ["URL002"]
    assert result.before.text == OLD


def test_unsafe_fixes_too() -> None:
    result = fixed(OLD, "SCH003", "URL", unsafe=True)
    assert result.after.text == SAFE.replace("http:", "https:")
    assert left(result) == []


def test_only_the_chosen_rules_fix() -> None:
    result = fixed(OLD, "URL012", unsafe=True)
    assert result.after.text == OLD.replace("A.com.", "a.com")


def test_nothing_to_fix() -> None:
    result = fixed(SAFE)
    assert result.fixed == ()
    assert result.after == result.before


def test_no_such_rule() -> None:
    with pytest.raises(ConfigError):
        fixed(OLD, "NONE")


CASES = {
    "CRLF": (OLD.replace("\n", "\r\n"), SAFE.replace("\n", "\r\n")),
    "byte-order mark": (f"\ufeff{OLD}", SAFE),
    "no newline at the end": (OLD.removesuffix("\nb\n"), SAFE.removesuffix("\nb\n")),
    "defects in the body": (OLD + OLD + "\ufeff\r\na  b\r", SAFE + OLD + "\ufeff\r\na  b\r"),
    "flow mappings": (
        '---\n{heat: "12", provider: {name: a, domain: A.com}} # b\n---\n',
        "---\n{heat: 12, provider: {name: a, domain: a.com}} # b\n---\n",
    ),
    "single quotes": ("---\ntitle: 'it''s  a'\n---\n", "---\ntitle: 'it''s a'\n---\n"),
    "block": (
        "---\nexcerpt: |-\n  a  b\ntitle: c\n---\n",
        "---\nexcerpt: |-\n  a b\ntitle: c\n---\n",
    ),
    "alias": (
        "---\nprovider: &a\n  domain: A.com\nrelated:\n  - provider: *a\n---\n",
        "---\nprovider: &a\n  domain: a.com\nrelated:\n  - provider: *a\n---\n",
    ),
    "alias of a scalar": (
        "---\ntitle: &a b  c # d\nrelated: [{title: *a}]\n---\n",
        "---\ntitle: &a b c # d\nrelated: [{title: *a}]\n---\n",
    ),
    "merge": (
        "---\nprovider: &a\n  domain: A.com\nrelated:\n  - provider:\n      <<: *a\n---\n",
        "---\nprovider: &a\n  domain: a.com\nrelated:\n  - provider:\n      <<: *a\n---\n",
    ),
    "merge of a list": (
        "---\nx: &x {domain: A.com}\ny: &y {name: b}\nprovider:\n  <<: [*x, *y]\n---\n",
        "---\nx: &x {domain: a.com}\ny: &y {name: b}\nprovider:\n  <<: [*x, *y]\n---\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_text_around_a_fix_is_kept(before: str, after: str) -> None:
    result = fixed(before, "SCH003", "PAR008", "URL004", "URL012", "TXT004")
    assert result.after.text == after
    again = fixed(after, "SCH003", "PAR008", "URL004", "URL012", "TXT004")
    assert (again.after.text, again.fixed) == (after, ())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('---\nheat: "12"\n---\n\udcff\r\n', id="not UTF-8"),
        pytest.param('---\nheat: "12"\n', id="unclosed"),
        pytest.param('---\nheat: "12"\na: [\n---\n', id="broken"),
        pytest.param('heat: "12"\n', id="no front matter"),
        pytest.param("", id="empty"),
    ],
)
def test_what_cannot_be_read_is_left(text: str) -> None:
    result = fixed(text, unsafe=True)
    assert result.fixed == ()
    assert result.after is result.before


def test_broken_yaml_still_loses_its_byte_order_mark() -> None:
    result = fixed("\ufeff---\na: [\n---\nb")
    assert (codes(result), result.after.text) == (["PAR008"], "---\na: [\n---\nb")
    assert "PAR003" in left(result)


# Rules made for a test

Edits = list[tuple[str, str]]


def plant_rule(  # noqa: PLR0913 - one keyword for each part of a fix
    plant: Plant,
    code: str,
    *fixes: Edits,
    changes: tuple[str, ...] = (),
    severity: Severity = Severity.WARNING,
    safety: Safety = Safety.SAFE,
    changes_type: bool = False,
) -> None:
    """Add a rule with a finding for each fix: old texts, wherever they stand, and new ones."""

    def check(_self: DocumentRule, document: Document, _context: Context) -> Iterator[Finding]:
        text = document.source.text
        for edits in fixes:
            if all(old in text for old, _ in edits):
                spans = [Span(text.index(old), text.index(old) + len(old)) for old, _ in edits]
                made = tuple(Edit(span, new) for span, (_, new) in zip(spans, edits, strict=True))
                mend = Fix("Mend", made, safety, changes, changes_type)
                yield Finding("wrong", spans[0], "", fix=mend)

    members = {"code": code, "name": code.lower(), "severity": severity, "check": check}
    rule = type(code, (DocumentRule,), members | {"fixes": frozenset({safety})})
    plant(rule)


TEXT = "---\ntitle: a\ntype: b # c\n---\nbody\n"

FALSE_FIXES = {
    "data that it does not declare": [("title: a", "title: x")],
    "more data than it declares": [("title: a", "title: x"), ("type: b", "type: x")],
    "a type": [("type: b", "type: 1")],
    "a key": [("type:", "kind:")],
    "an added key": [("title: a\n", "title: a\nheat: 1\n")],
    "broken YAML": [("title: a", "title: [")],
    "the end of the front matter": [("---\nbody", "--\nbody")],
    "an early end": [("title: a\n", "---\n")],
    "the body": [("body", "x")],
    "the end of the body": [("body\n", "body")],
    "edits that overlap": [("title: a", "title: a"), ("le: a", "le: a")],
}


@pytest.mark.parametrize("edits", FALSE_FIXES.values(), ids=FALSE_FIXES.keys())
def test_a_fix_that_changes_more_than_it_declares_is_withheld(plant: Plant, edits: Edits) -> None:
    plant_rule(plant, "ZZZ001", edits, changes=("/titl", "/heat/0", "/type/"))
    result = fixed(TEXT, "ZZZ001", unsafe=True)
    assert result.after.text == TEXT
    assert result.fixed == ()
    (item,) = result.result.diagnostics
    assert (item.code, item.fix) == ("ZZZ001", None)
    assert item.help is not None
    assert "withheld" in item.help


BROKEN = {
    "a type that it does not declare": ([("type: b", "type: 'b'"), ("a: 1", "a: '1'")], "type"),
    "a date": ([("day: 2020-06-11", "day: '2020-06-11'")], "type"),
    "a value that the schema does not allow": ([("type: b", "type: c")], "schema"),
    "another place that the schema does not allow": ([("title: a", "title: draft")], "schema"),
    "one item for another": ([("- b", "- c")], "schema"),
}


@pytest.mark.parametrize(("edits", "why"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fix_that_breaks_the_schema_or_a_type_is_withheld(
    plant: Plant, edits: Edits, why: str
) -> None:
    kinds = {"enum": ["b"]}
    content = {
        "properties": {"type": kinds, "all": {"items": kinds}},
        "if": {"properties": {"title": {"const": "draft"}}},
        "then": {"required": ["reason"]},
    }
    text = "---\ntitle: a\ntype: b\na: 1\nday: 2020-06-11\nall:\n- x\n- b\n---\n"
    plant_rule(plant, "ZZZ001", edits, changes=("/type", "/title", "/a", "/all/1"))
    source = decode("a.md", text.encode())
    settings = Settings(select=("ZZZ001",), now=CASE_CLOCK)
    result = fix(source, Schema("own", content, {"": content}), settings)
    assert (result.after.text, result.fixed) == (text, ())
    (item,) = result.result.diagnostics
    assert item.fix is None
    assert item.help is not None
    assert why in item.help


def test_violations_move_with_their_items(plant: Plant) -> None:
    content = {"properties": {"all": {"items": {"enum": ["b"]}}}}
    text = "---\nall:\n- b\n- x\n- y\n---\n"
    plant_rule(plant, "ZZZ001", [("- b\n", "")], changes=("/all",))
    source = decode("a.md", text.encode())
    settings = Settings(select=("ZZZ001",), now=CASE_CLOCK)
    result = fix(source, Schema("own", content, {"": content}), settings)
    assert result.after.text == "---\nall:\n- x\n- y\n---\n"


def test_a_violation_that_moves_is_new_with_another_value(plant: Plant) -> None:
    content = {"properties": {"all": {"items": {"enum": ["b"]}}}}
    text = "---\nall:\n- b\n- x\n---\n"
    plant_rule(plant, "ZZZ001", [("- b\n- x\n", "- z\n- b\n")], changes=("/all",))
    source = decode("a.md", text.encode())
    settings = Settings(select=("ZZZ001",), now=CASE_CLOCK)
    result = fix(source, Schema("own", content, {"": content}), settings)
    assert (result.after.text, result.fixed) == (text, ())


def test_a_declared_type_may_change(plant: Plant) -> None:
    schema = Schema("own", {}, {"": {}})
    source = decode("a.md", b"---\nkind: b\n---\n")
    plant_rule(plant, "ZZZ001", [("b", "1")], changes=("/kind",), changes_type=True)
    result = fix(source, schema, Settings(select=("ZZZ001",), now=CASE_CLOCK))
    assert result.after.text == "---\nkind: 1\n---\n"


def test_what_is_declared_may_change(plant: Plant) -> None:
    edits = [("title: a", "title: x"), (" # c", "  #")]
    plant_rule(plant, "ZZZ001", edits, changes=("/title",))
    assert fixed(TEXT, "ZZZ001").after.text == TEXT.replace("a\n", "x\n", 1).replace(" # c", "  #")


def test_a_withheld_fix_keeps_no_other_from_being_applied(plant: Plant) -> None:
    # More good fixes than there are rounds, before the false one and behind it.
    names = [f"k{number:02}" for number in range(40)]
    text = "---\n" + "".join(f"{name}: a\n" for name in names) + "---\n"
    false = "k20"
    good = [[(f"{name}: a", f"{name}:  a")] for name in names if name != false]
    plant_rule(plant, "ZZZ001", *good)
    plant_rule(plant, "ZZZ002", [(f"{false}: a", f"{false}: b")])
    result = fixed(text, "ZZZ")
    assert result.after.text == text.replace(": a", ":  a").replace(f"{false}:  a", f"{false}: a")
    assert len(result.fixed) == len(good)
    (item,) = result.result.diagnostics
    assert (item.code, item.fix) == ("ZZZ002", None)


def test_a_withheld_fix_keeps_no_later_one_from_being_applied(
    plant: Plant,
) -> None:
    plant_rule(plant, "ZZZ001", [("title: a", "title: x")])
    plant_rule(plant, "ZZZ002", [("type: b", "type:  b")])
    # What it fixes is there after the first round only.
    plant_rule(plant, "ZZZ003", [("type:  b", "type:   b")])
    result = fixed(TEXT, "ZZZ")
    assert result.after.text == TEXT.replace("type: b", "type:   b")
    assert codes(result) == ["ZZZ002", "ZZZ003"]


def test_fixes_that_are_only_false_together(plant: Plant) -> None:
    # Each alone keeps the data equal; both together would take the value away.
    text = "---\na: 1\na: 1\nb: 2\n---\n"
    plant_rule(plant, "ZZZ001", [("---\na: 1\n", "---\n")])
    plant_rule(plant, "ZZZ002", [("a: 1\nb", "b")])
    result = fixed(text, "ZZZ")
    assert result.after.text == "---\na: 1\nb: 2\n---\n"
    assert codes(result) == ["ZZZ001"]


def test_fixes_that_undo_each_other(plant: Plant) -> None:
    plant_rule(plant, "ZZZ001", [("title: a", "title:  a")])
    plant_rule(plant, "ZZZ002", [("title:  a", "title: a")])
    plant_rule(plant, "ZZZ003", [("type: b", "type:  b")])
    result = fixed(TEXT, "ZZZ")
    assert (result.after.text, result.fixed) == (TEXT, ())
    (error, *_) = result.result.diagnostics
    assert error.code == "INT001"
    assert "ZZZ001, ZZZ002" in error.message


def test_a_fix_that_never_comes_to_an_end(plant: Plant) -> None:
    plant_rule(plant, "ZZZ001", [("title:", "title: ")])
    result = fixed(TEXT, "ZZZ001")
    assert (result.after.text, result.fixed) == (TEXT, ())
    assert left(result) == ["INT001", "ZZZ001"]


def test_a_fix_that_changes_nothing(plant: Plant) -> None:
    plant_rule(plant, "ZZZ001", [("title: a", "title: a")])
    result = fixed(TEXT, "ZZZ001")
    assert (result.after.text, result.fixed) == (TEXT, ())
    assert result.result.diagnostics[0].code == "INT001"


def test_as_many_rounds_as_there_may_be(plant: Plant) -> None:
    # Each step wakes the next one.
    steps = [[(f"heat: {number} ", f"heat: {number + 1} ")] for number in range(MAX_ROUNDS)]
    plant_rule(plant, "ZZZ001", *steps, changes=("/heat",))
    result = fixed("---\nheat: 0 #\n---\n", "ZZZ001")
    assert result.after.text == f"---\nheat: {MAX_ROUNDS} #\n---\n"
    assert len(result.fixed) == MAX_ROUNDS
    assert left(result) == []


def test_of_overlapping_fixes_the_more_severe_is_applied_first(
    plant: Plant,
) -> None:
    plant_rule(plant, "ZZZ001", [("title: a", "title: x")], changes=("/title",))
    plant_rule(plant, "ZZZ002", [("a\ntype", "y\ntype")], changes=("",), severity=Severity.ERROR)
    assert fixed(TEXT, "ZZZ").after.text == TEXT.replace("title: a", "title: y")


def test_of_overlapping_fixes_of_one_severity_the_first_in_the_file_is_applied_first(
    plant: Plant,
) -> None:
    plant_rule(plant, "ZZZ001", [("a\ntype", "y\ntype")], changes=("",))
    plant_rule(plant, "ZZZ002", [("title: a", "title: x")], changes=("/title",))
    assert fixed(TEXT, "ZZZ").after.text == TEXT.replace("title: a", "title: x")


def test_adjacent_edits_do_not_overlap(plant: Plant) -> None:
    plant_rule(plant, "ZZZ001", [("---\ntitle:", "---\n'title':")])
    plant_rule(plant, "ZZZ002", [(" a\n", " 'a'\n")])
    assert fixed(TEXT, "ZZZ").after.text == TEXT.replace("title: a", "'title': 'a'")


def test_unsafe_fixes_of_a_rule_are_withheld_by_default(plant: Plant) -> None:
    plant_rule(plant, "ZZZ001", [(" # c", " # d")], safety=Safety.UNSAFE)
    assert fixed(TEXT, "ZZZ001").after.text == TEXT
    assert fixed(TEXT, "ZZZ001").result.diagnostics[0].fix is not None
    assert fixed(TEXT, "ZZZ001", unsafe=True).after.text == TEXT.replace("# c", "# d")


@pytest.mark.slow
def test_many_fixes_take_linear_time() -> None:
    # Far more than any article has.
    items = "".join(f"  - title: a  b\n    quality: {9_000 - n}\n" for n in range(400))
    with bounded(shrunk=2):
        result = fixed(f"---\nrelated:\n{items}---\n", "TXT004")
    assert len(result.fixed) == 400


@pytest.mark.parametrize(
    ("before", "after", "pointers"),
    [
        pytest.param({"a": 1}, {"a": 1}, [], id="equal"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, [], id="order of keys"),
        pytest.param({"a": 1}, {"a": True}, ["/a"], id="true is not 1"),
        pytest.param({"a": 1}, {"a": 1.0}, ["/a"], id="1.0 is not 1"),
        pytest.param({"a": "1"}, {"a": 1}, ["/a"], id="text is no number"),
        pytest.param({"a": float("nan")}, {"a": float("nan")}, [], id="not a number"),
        pytest.param({"a": 0.0}, {"a": -0.0}, ["/a"], id="negative zero"),
        pytest.param({"a": 1}, {"b": 1}, ["/a", "/b"], id="renamed"),
        pytest.param({"a": [1, 2]}, {"a": [1, 3]}, ["/a/1"], id="item"),
        pytest.param({"a": [1, 2]}, {"a": [1]}, ["/a"], id="shorter"),
        pytest.param({"a/b": {"~": 1}}, {"a/b": {"~": 2}}, ["/a~1b/~0"], id="escaped"),
        pytest.param({"a": {}}, {"a": []}, ["/a"], id="empty"),
    ],
)
def test_differences(before: object, after: object, pointers: list[str]) -> None:
    assert list(differences(before, after)) == pointers  # type: ignore[arg-type]
