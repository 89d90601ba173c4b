"""linter.lint.run: from a file to diagnostics."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Finding, Severity
from linter.core.text import Span
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.lint.plan import RuleTable, rule_table, timeless_table
from linter.lint.run import lint
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.rules.base import (
    Context,
    DocumentRule,
    EntryRule,
    FieldRule,
    Rule,
    ViolationRule,
    Where,
)
from linter.rules.registry import ConfigError
from linter.schema.entries import Entry, Field
from linter.schema.schema import Schema, builtin
from linter.schema.violation import Violation
from tests.each_case import each_case
from tests.processor_time import bounded

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
SEED_TEXT = SEED.read_text(encoding="utf-8")
NOW = datetime(2021, 1, 1, tzinfo=UTC)

CONTENT: dict[str, Any] = {
    "properties": {"a": {"x-role": "title"}, "b": {"x-role": "excerpt", "type": "string"}},
    "required": ["a"],
}
SCHEMA = Schema("test", CONTENT, {"": CONTENT})
TEXT = "---\na: x\nb: 1\n---\n"


@pytest.fixture(autouse=True)
def tables_of_own_rules_alone() -> Iterator[None]:
    """Forget the tables of this file's rules, which are cached by settings."""
    yield
    timeless_table.cache_clear()


def settings_of(*rules: Rule) -> Settings:
    """Return settings under which these rules run, and no other."""
    timeless_table.cache_clear()
    settings = Settings(select=("PAR001",), now=NOW)
    table = rule_table(settings)
    table.document_rules = [rule for rule in rules if isinstance(rule, DocumentRule)]
    table.violation_rules = [rule for rule in rules if isinstance(rule, ViolationRule)]
    table.entry_rules = [rule for rule in rules if isinstance(rule, EntryRule)]
    table.field_rules = [rule for rule in rules if isinstance(rule, FieldRule)]
    return settings


def run(*rules: Rule, text: str = TEXT) -> list[Diagnostic]:
    return list(lint(Source("a.md", text), SCHEMA, settings_of(*rules)).diagnostics)


def says(
    code_said: str,
    *findings: Finding,
    yields: tuple[str, ...] = (),
    error: Exception | None = None,
) -> Rule:
    """Return a rule that yields the given findings, and then raises."""

    class Says(DocumentRule):
        code, name, severity = code_said, "says", Severity.ERROR
        yields_to = yields

        def check(self, document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG002
            yield from findings
            if error is not None:
                raise error

    return Says()


class RaisesOnViolation(ViolationRule):
    code, name, severity = "TST002", "raises", Severity.ERROR
    keywords = frozenset({"type"})

    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        raise ValueError(f"{violation.keyword} {context.file_name}")


class RaisesOnEntry(EntryRule):
    code, name, severity = "TST003", "raises", Severity.ERROR
    roles = frozenset({"title"})

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:  # noqa: ARG002
        raise RecursionError(entry.pointer)


class RaisesOnField(FieldRule):
    code, name, severity = "TST004", "raises", Severity.ERROR
    roles = frozenset({"title"})

    def check(self, field: Field, context: Context) -> Iterator[Finding]:  # noqa: ARG002
        raise ZeroDivisionError(field.key)


def finding(start: int, end: int, pointer: str | None = "", **more: Any) -> Finding:
    return Finding(f"{start} to {end}", Span(start, end), pointer, **more)


# What a diagnostic is


def test_a_diagnostic_is_a_finding_with_its_rule_and_its_place() -> None:
    (diagnostic,) = run(says("TST001", finding(9, 13, "/b", help="mend it")))
    assert diagnostic.path == "a.md"
    assert (diagnostic.code, diagnostic.name) == ("TST001", "says")
    assert diagnostic.severity is Severity.ERROR
    assert (diagnostic.start, diagnostic.end) == ((3, 1), (3, 5))
    assert (diagnostic.pointer, diagnostic.help) == ("/b", "mend it")
    assert diagnostic.url is None


def test_a_finding_may_have_another_severity_than_its_rule() -> None:
    (diagnostic,) = run(says("TST001", finding(0, 1, severity=Severity.WARNING)))
    assert diagnostic.severity is Severity.WARNING


def test_diagnostics_are_sorted_by_place_then_code_then_message() -> None:
    rules = [
        says("TST002", finding(4, 5), finding(0, 3), finding(4, 6)),
        says("TST001", replace_message(finding(4, 5), "b"), replace_message(finding(4, 5), "a")),
    ]
    assert [(one.span.start, one.span.end, one.code, one.message) for one in run(*rules)] == [
        (0, 3, "TST002", "0 to 3"),
        (4, 5, "TST001", "a"),
        (4, 5, "TST001", "b"),
        (4, 5, "TST002", "4 to 5"),
        (4, 6, "TST002", "4 to 6"),
    ]


def replace_message(one: Finding, message: str) -> Finding:
    return one._replace(message=message)


# Rules that raise


def test_a_rule_that_raises_becomes_one_finding_and_the_others_go_on() -> None:
    found = run(
        says("TST001", finding(0, 3), error=KeyError("no\n\x1b[31msuch key")),
        RaisesOnViolation(),
        RaisesOnEntry(),
        RaisesOnField(),
        says("TST009", finding(4, 5)),
    )
    assert [(one.code, one.message) for one in found if one.code != INTERNAL_ERROR] == [
        ("TST001", "0 to 3"),
        ("TST009", "4 to 5"),
    ]
    assert [one.message for one in found if one.code == INTERNAL_ERROR] == [
        r"rule TST001 failed on this file: KeyError: 'no\n\x1b[31msuch key'",
        "rule TST002 failed on this file: ValueError: type a.md",
        "rule TST003 failed on this file: RecursionError: ",
        "rule TST004 failed on this file: ZeroDivisionError: a",
    ]
    assert all(one.severity is Severity.ERROR for one in found)


def test_a_rule_that_fails_alike_on_many_values_is_reported_once() -> None:
    class Fails(RaisesOnField):
        roles = frozenset({"title", "excerpt"})

        def check(self, field: Field, context: Context) -> Iterator[Finding]:  # noqa: ARG002
            raise ValueError("always")

    assert [one.code for one in run(Fails())] == [INTERNAL_ERROR]


def test_a_rule_is_not_run_on_text_on_which_it_is_silent() -> None:
    class Finds(FieldRule):
        code, name, severity = "TST001", "finds", Severity.ERROR
        roles = frozenset({"title"})
        silence = Silence(("[A-Z]*", "U.*"), suspects=("Q",))

        def check(self, field: Field, context: Context) -> Iterator[Finding]:  # noqa: ARG002
            yield field.finding("found")

    values = ("UP", "up", "UQ", "DOWN", "[UP]", '"U\\nU"')
    found = [len(run(Finds(), text=f"---\na: {value}\n---\n")) for value in values]
    assert found == [0, 1, 1, 1, 1, 1]


@each_case(
    [Silence((".*",), holds=bool), Silence((".*",), roles=frozenset({"name"})), Silence(), None]
)
def test_a_rule_is_run_on_text_that_does_not_decide_alone(silence: Silence | None) -> None:
    class Finds(FieldRule):
        code, name, severity = "TST001", "finds", Severity.ERROR
        roles = frozenset({"title"})

        def silence_at(self, where: Where) -> Silence | None:  # noqa: ARG002
            return silence

        def check(self, field: Field, context: Context) -> Iterator[Finding]:  # noqa: ARG002
            yield field.finding("found")

    assert len(run(Finds(), text="---\na: b\n---\n")) == 1


# More exact rules


@pytest.mark.parametrize(
    ("other", "yields_to", "is_silent"),
    [
        (finding(4, 8, "/a"), ("TST002",), True),
        (finding(4, 8, "/a"), ("TST",), True),
        (finding(4, 8, "/a"), ("XYZ", "TST002"), True),
        (finding(4, 8, "/a"), ("TST003",), False),
        (finding(4, 8, "/a"), (), False),
        (finding(7, 12, "/a"), ("TST002",), True),
        (finding(8, 8, "/a"), ("TST002",), True),
        (finding(8, 12, "/a"), ("TST002",), False),
        (finding(4, 8, "/b"), ("TST002",), False),
        (finding(4, 8, None), ("TST002",), False),
        (finding(4, 8, "/a", severity=Severity.WARNING), ("TST002",), False),
    ],
    ids=repr,
)
def test_a_rule_yields_to_a_more_exact_one_on_the_same_text(
    other: Finding, yields_to: tuple[str, ...], *, is_silent: bool
) -> None:
    found = run(says("TST001", finding(4, 8, "/a"), yields=yields_to), says("TST002", other))
    assert ("TST001" not in {one.code for one in found}) is is_silent
    assert "TST002" in {one.code for one in found}


def test_a_warning_yields_to_a_warning_and_to_an_error() -> None:
    for severity in Severity:
        weak = says("TST001", finding(4, 8, severity=Severity.WARNING), yields=("TST002",))
        assert [
            one.code for one in run(weak, says("TST002", finding(4, 8, severity=severity)))
        ] == ["TST002"]


def test_no_two_rules_yield_to_each_other() -> None:
    # A mistake in the rules; the table that ships has no such pair.
    table = RuleTable(Settings(select=("ALL",)))
    every = [
        *(*table.document_rules, *table.violation_rules),
        *(*table.entry_rules, *table.field_rules),
    ]
    yielding = {rule.code: rule.yields_to for rule in every if rule.yields_to}
    for code, prefixes in yielding.items():
        for other, back in yielding.items():
            assert not (other.startswith(prefixes) and code.startswith(back)), (code, other)


# Rules and what they check


def test_only_rules_over_files_see_what_could_not_be_read() -> None:
    rules = [RaisesOnViolation(), RaisesOnEntry(), RaisesOnField(), says("TST001", finding(0, 0))]
    found = run(*rules, text="---\na: [\n---\n")
    assert [one.code for one in found] == ["TST001"]


def test_rules_check_only_their_roles_and_keywords() -> None:
    rules = [RaisesOnViolation(), RaisesOnEntry(), RaisesOnField()]
    assert run(*rules, text="---\nb: x\n---\n") == run(RaisesOnEntry(), text="---\nb: x\n---\n")


def test_what_aliases_repeat_is_reported_once() -> None:
    body = "images:\n  - &x {url: 1, width: 0, height: 2}\n  - *x\n  - *x\n"
    result = lint(
        Source("a.md", f"---\n{body}---\n"), builtin("article"), Settings(select=("SCH006",))
    )
    assert [(one.code, one.pointer) for one in result.diagnostics] == [
        ("SCH006", "/images/0/width")
    ]


def test_an_ambiguous_scalar_with_aliases_is_reported_once() -> None:
    text = "---\nb: &x no\nc: [*x, *x]\n---\n"
    settings = Settings(select=("PAR006",), now=NOW)
    assert len(lint(Source("a.md", text), SCHEMA, settings).diagnostics) == 1


def test_settings_that_name_no_rule_are_refused() -> None:
    with pytest.raises(ConfigError):
        lint(Source("a.md", TEXT), SCHEMA, Settings(select=("NONE",)))


def test_a_table_is_made_once_for_settings_that_are_equal() -> None:
    assert rule_table(Settings(now=NOW)) is rule_table(Settings())
    assert rule_table(Settings(now=NOW)) is not rule_table(Settings(ignore=("PAR",), now=NOW))


def test_a_test_of_texts_is_made_once_for_all_tables_and_places() -> None:
    tests = set()
    for other in ("URL001", "URL002"):
        table = rule_table(Settings(select=("ALL",), now=NOW), frozenset({"TXT007", other}))
        plan = table.plan(builtin("article").shape, NEWS_API, Dialect.JEKYLL)
        tests |= {
            group.silent_on
            for field in plan.fields.values()
            for group in (*field.value_groups, *field.item_groups)
            if group.rules[0].code == "TXT007"
        }
    assert len(tests) == 1


def test_tables_of_equal_settings_have_their_sets_of_codes_in_common() -> None:
    settings = Settings(select=("ALL",), now=NOW)
    one, other = (rule_table(settings, frozenset({code})) for code in ("TXT001", "TXT002"))
    assert one is not other
    assert one.codes is other.codes
    assert one.fixable is other.fixable


def test_the_seed_is_clean() -> None:
    result = lint(decode(SEED.name, SEED.read_bytes()), builtin("article"), Settings(now=NOW))
    assert (result.diagnostics, result.secrets) == ((), ())


# Hostile texts


def assert_sound(text: str) -> None:
    source = Source("_news/2020-06-11-a.md", text)
    result = lint(source, builtin("article"), Settings(select=("ALL",), now=NOW))
    keys = [diagnostic.sort_key for diagnostic in result.diagnostics]
    assert keys == sorted(keys)
    for one in result.diagnostics:
        assert one.code != INTERNAL_ERROR, one.message
        assert 0 <= one.span.start <= one.span.end <= max(len(text), 1)
        assert one.message.isprintable()
        assert one.help is None or one.help.isprintable()
        assert one.fix is None or one.fix.title.isprintable()
    assert all(0 <= secret.start <= secret.end <= len(text) for secret in result.secrets)
    again = lint(source, builtin("article"), Settings(select=("ALL",), now=NOW))
    assert again == result


PIECES = (
    *(
        "\n",
        "\n  ",
        "\n- ",
        "\n  - ",
        ": ",
        "&x ",
        "*x",
        "<<: *x",
        "!m ",
        "no",
        "012",
        ":s",
        "'",
        '"',
    ),
    *("[", "]", "{", "}", ",", "#", "|\n", "\r", "\u2028", "\ufeff", "\x00", "\u202e", "https://"),
    *("webUrl: ", "related:\n  - ", "secured: ", "images: ", "heat: ", "2020-06-11T00:03:00Z"),
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))
def test_no_text_breaks_the_engine(text: str) -> None:
    assert_sound(f"---\n{text}\n---\n")


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_no_mutation_of_an_article_breaks_the_engine(random: Random) -> None:
    text = SEED_TEXT
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(text))
        text = text[:at] + random.choice(PIECES) + text[at + random.choice((0, 0, 1, 20)) :]
    assert_sound(text)


MANY = 4_000
HOSTILE = {
    "unknown keys": "".join(f"a{number}: 1\n" for number in range(MANY)),
    "one key again and again": "a: 1\n" * MANY,
    "in a flow mapping": f"a: {{{'b: 1, ' * MANY}}}\n",
    "ambiguous scalars": "a:\n" + "  - no\n" * MANY,
    "tags": "a:\n" + "  - !m b\n" * MANY,
    "topics of two types": "topics:\n"
    + "".join(f"  - {n if n % 2 else f'x{n}'}\n" for n in range(MANY)),
    "base64 in broken YAML": f"a: [{'A' * MANY}\n",
    "semicolons": f"a: {('A' * 30 + ';') * (MANY // 10)}\n",
    "comments behind a tag": f"a: !m {'# b' * 1}\n" + "  # c\n" * MANY + "  d\n",
    "the secured key in broken YAML": "a: [\n" + "secured: b\n" * MANY,
    "keys in one broken line": f"a: [\n{'secured: ' * MANY}\n",
    "blanks": f"title: a{' ' * MANY}b\n",
    "brackets in text": f"title: '{'[' * MANY}'\n",
    "digits": f"heat: {'9' * MANY}\n",
    "an unlikely type": f"type: {'articl' * MANY}\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_text(body: str) -> None:
    with bounded(shrunk=2):
        lint(Source("a.md", f"---\n{body}---\n"), builtin("article"), Settings(now=NOW))


def test_results_can_be_compared() -> None:
    source = Source("a.md", TEXT)
    result = lint(source, SCHEMA, Settings(select=("SCH",), now=NOW))
    assert result.diagnostics
    assert result._replace(diagnostics=()) != result


def test_findings_over_the_limit_are_counted_in_a_finding() -> None:
    # Each key but the last is one finding.
    few, many = (
        lint(Source("a.md", "---\n" + "a: 1\n" * keys + "---\n"), SCHEMA, Settings(("PAR004",)))
        for keys in (1_001, 1_002)
    )
    assert (len(few.diagnostics), few.cut) == (1_000, False)
    assert (len(many.diagnostics), many.cut) == (1_001, True)
    last = many.diagnostics[-1]
    assert (last.code, last.start.row, last.fix) == ("PAR004", 1_002, None)
    assert last.message.startswith("there are more than 1,000 findings")


@pytest.mark.parametrize(
    ("written", "dialect", "is_reported"),
    [
        ("2020-06-11T00:03:00Z", Dialect.JEKYLL, False),
        # No text, but a time, to Jekyll.
        ("2020-06-11 00:03:00 +0200", Dialect.JEKYLL, False),
        ("2020-06-11 00:03:00", Dialect.JEKYLL, False),
        ("'2020-06-11 00:03:00 +0200'", Dialect.JEKYLL, True),
        ("2020-06-11", Dialect.JEKYLL, True),
        ("nonsense", Dialect.JEKYLL, True),
        ("2020-06-11 00:03:00 +0200", Dialect.YAML_1_2, True),
    ],
)
def test_a_format_is_about_text_and_a_time_is_none(
    written: str, dialect: Dialect, *, is_reported: bool
) -> None:
    schema = Schema("own", {"properties": {"posted": {"format": "date-time"}}}, {})
    source = Source("a.md", f"---\nposted: {written}\n---\n")
    found = lint(source, schema, Settings(select=("SCH",)), dialect=dialect).diagnostics
    assert [each.code for each in found] == (["SCH005"] if is_reported else [])


@pytest.mark.parametrize("role", [None, "link-url"])
def test_a_rule_of_a_role_only_takes_over_the_wording(role: str | None) -> None:
    part = {"type": "string", "format": "uri"} | ({} if role is None else {"x-role": role})
    schema = Schema("own", {"properties": {"link": part}}, {})
    found = lint(Source("a.md", '---\nlink: "not a url"\n---\n'), schema, Settings()).diagnostics
    assert [each.code for each in found] == (["SCH005"] if role is None else ["URL001"])
