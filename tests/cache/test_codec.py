"""What was found in a file, to JSON and back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.cache.codec import decode, decode_facts, encode, encode_facts, fact_hashes
from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from linter.core.text import Edit, LineIndex, Position, Span
from linter.fastpath.fact_index import fact_hash
from linter.frontmatter.comments import Suppression
from linter.frontmatter.source import Source
from linter.frontmatter.source import decode as source_of
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.lint.suppressed import Suppressed
from linter.rules.base import CASE_CLOCK, Rule
from linter.rules.registry import all_rules
from linter.site.facts import Fact, Place
from linter.testing import schema_of, unmarked

# Lone surrogates among them, which names of files and texts out of YAML may hold.
texts = st.text(st.characters(exclude_categories=[]) | st.sampled_from("\ud83d\ude00\r\n\0"))
counts = st.integers(1, 10**9)
positions = st.builds(Position, counts, counts)


def spans(end: int) -> st.SearchStrategy[Span]:
    pairs = st.tuples(st.integers(0, end), st.integers(0, end))
    return pairs.map(lambda pair: Span(*sorted(pair)))


def edits(end: int) -> st.SearchStrategy[Edit]:
    return st.builds(Edit, spans(end), texts)


def fixes(end: int) -> st.SearchStrategy[Fix]:
    changes = st.lists(texts).map(tuple)
    return st.builds(Fix, texts, st.lists(edits(end)).map(tuple), st.sampled_from(Safety), changes)


def related(end: int) -> st.SearchStrategy[Related]:
    nothing = st.none()
    here = st.builds(Related, texts, spans(end), nothing, nothing, nothing, nothing | texts)
    elsewhere = st.builds(
        Related, texts, spans(10**9), texts, positions, positions, nothing | texts
    )
    return here | elsewhere


@st.composite
def results(draw: st.DrawFn) -> FileResult:
    source = Source(draw(texts), draw(texts))
    end = len(source.text)
    lines = LineIndex(source.text)
    diagnostics = []
    for span in draw(st.lists(spans(end), max_size=4)):
        diagnostic = Diagnostic(
            path=source.path,
            code=draw(texts),
            name=draw(texts),
            severity=draw(st.sampled_from(Severity)),
            message=draw(texts),
            span=span,
            start=lines.position(span.start),
            end=lines.position(span.end),
            pointer=draw(st.none() | texts),
            help=draw(st.none() | texts),
            fix=draw(st.none() | fixes(end)),
            related=tuple(draw(st.lists(related(end), max_size=3))),
            url=draw(texts),
            faults=draw(st.integers(1, 20)),
        )
        diagnostics.append(diagnostic)
    return FileResult(source, tuple(diagnostics), tuple(draw(st.lists(spans(end), max_size=3))))


@st.composite
def facts(draw: st.DrawFn, path: str) -> tuple[str, Fact]:
    place = Place(path, draw(texts), draw(spans(10**9)))
    return draw(texts), Fact(draw(texts), place, draw(texts), draw(texts))


def types_of(value: Any) -> Any:
    """Return the types of a value and of all that it holds, which equality ignores."""
    return (type(value), [types_of(each) for each in value] if isinstance(value, tuple) else [])


@pytest.mark.slow
@given(results())
def test_every_result_comes_back(result: FileResult) -> None:
    text = encode(result)
    assert text is not None
    assert (text == "") == (not result.diagnostics and not result.secrets)
    again = decode(text, result.source)
    assert again == result
    assert types_of(again.diagnostics) == types_of(result.diagnostics)
    assert types_of(again.secrets) == types_of(result.secrets)


@given(st.data(), texts)
def test_every_fact_comes_back(data: st.DataObject, path: str) -> None:
    given_facts = tuple(data.draw(st.lists(facts(path), max_size=4)))
    text = encode_facts(given_facts)
    assert (text == "") == (not given_facts)
    again = decode_facts(text, path)
    assert again == given_facts
    assert types_of(again) == types_of(given_facts)


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules())
def test_what_rules_find_comes_back(rule: type[Rule]) -> None:
    for case in rule.bad:
        text, _ = unmarked(case)
        source = source_of(case.path, text.encode(errors="surrogateescape"))
        result = lint(source, schema_of(case), Settings(select=("ALL",), now=CASE_CLOCK))
        kept = encode(result)
        if result.suppressed.comments or not result.is_lasting:
            assert kept is None
        else:
            assert kept is not None
            assert decode(kept, source) == result.without_values()


SOURCE = Source("a.md", "---\ntitle: a\n---\n")
DIAGNOSTIC = Diagnostic(
    path="a.md",
    code="TXT001",
    name="html-entity",
    severity=Severity.WARNING,
    message="m",
    span=Span(4, 9),
    start=Position(2, 1),
    end=Position(2, 6),
    pointer="/title",
    help="h",
    fix=Fix("Write", (Edit(Span(4, 5), "t"),), Safety.SAFE, ("/title",)),
    related=(Related("r", Span(0, 3)), Related("s", Span(0, 99), "b.md", Position(1, 1), None)),
    url="https://example.org/",
)
RESULT = FileResult(SOURCE, (DIAGNOSTIC,), (Span(1, 2),))
FACTS = (("DUP001", Fact("k", Place("a.md", "/p", Span(1, 2)), "n", "d")),)


def test_an_internal_error_is_not_cached() -> None:
    broken = DIAGNOSTIC._replace(code=INTERNAL_ERROR)
    assert encode(RESULT._replace(diagnostics=(DIAGNOSTIC, broken))) is None


@pytest.mark.parametrize(
    "suppressed",
    [
        Suppressed(hidden=1),
        Suppressed(comments=(Suppression(Span(4, 9), Span(4, 9), Span(4, 9), ()),)),
    ],
    ids=["hidden", "comments"],
)
def test_suppressed_findings_are_not_cached(suppressed: Suppressed) -> None:
    assert encode(RESULT._replace(suppressed=suppressed)) is None
    assert encode(FileResult(SOURCE, (), (), suppressed=suppressed)) is None


def test_findings_of_another_text_are_refused() -> None:
    text = encode(RESULT)
    assert text is not None
    assert decode(text, Source("a.md", "---\n")) is None


def mutations(value: Any) -> list[Any]:
    """Return copies of some JSON, each with one part of it replaced by another kind of value."""
    strange: list[Any] = [None, -1, 10**6, 1.5, "strange", [], [[]], {}, {"a": 1}]
    found = [each for each in strange if each != value]
    if isinstance(value, list):
        found.append([*value, 1])
        for index, item in enumerate(value):
            found += [[*value[:index], each, *value[index + 1 :]] for each in mutations(item)]
    return found


def refused_or_whole(
    read: Callable[[str], Any], write: Callable[[Any], str | None], text: str
) -> bool:
    """Whether a text is refused, or is exactly what its reading is written as."""
    found = read(text)
    return found is None or json.loads(write(found) or "[[], []]") == json.loads(text)


def test_values_of_the_wrong_form_are_refused() -> None:
    text = encode(RESULT)
    assert text is not None
    changed = [json.dumps(each) for each in mutations(json.loads(text))]
    assert all(refused_or_whole(lambda one: decode(one, SOURCE), encode, one) for one in changed)
    # Texts may be any texts; the rest must be as it was.
    assert sum(decode(one, SOURCE) is None for one in changed) > len(changed) * 0.7


def test_facts_of_the_wrong_form_are_refused() -> None:
    hashes, _, rows = encode_facts(FACTS).partition(" ")
    changed = [f"{hashes} {json.dumps(each)}" for each in mutations(json.loads(rows))]
    refused = [decode_facts(one, "a.md") is None for one in changed]
    assert sum(refused) > len(changed) * 0.7
    backwards = json.dumps([["DUP001", "k", "/p", [2, 1], "n", "d"]])
    assert decode_facts(f"{hashes} {backwards}", "a.md") is None


@given(st.lists(facts("a.md"), max_size=3))
def test_hashes_of_facts_are_those_of_the_facts(given_facts: list[tuple[str, Fact]]) -> None:
    own = [fact_hash(code, fact.key) for code, fact in given_facts]
    assert list(fact_hashes(encode_facts(given_facts))) == own


def test_hashes_of_facts_are_the_same_in_every_process() -> None:
    assert fact_hash("DUP001", "https://example.org/\ud800") == 0xA9D7092B


@pytest.mark.parametrize(
    "text",
    ["{", "nonsense", "null", "[]", "0", "[" * 100_000, "NaN", "1" * 5000, '"a"', '["a", "b"]'],
    ids=lambda text: text[:12],
)
def test_what_is_not_such_json_is_refused(text: str) -> None:
    assert decode(text, SOURCE) is None
    assert decode_facts(text, "a.md") in ((), None)
    assert list(fact_hashes(text)) == []


def test_an_empty_text_means_that_nothing_was_found() -> None:
    assert decode("", SOURCE) == FileResult(SOURCE, (), ())
    assert decode_facts("", "a.md") == ()
