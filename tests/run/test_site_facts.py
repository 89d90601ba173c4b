"""What is found between files is the same, whether they change one by one or are read together."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from linter.cache.codec import decode_facts, encode_facts
from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex, Span
from linter.lint.cross_file import check_site
from linter.run.site_facts import SiteFacts
from linter.site.facts import Fact, Place

SETTINGS = Settings()


def facts_of(path: str, links: Sequence[str]) -> str:
    """Return the facts of a file with some links, one behind the other."""
    return encode_facts(
        [
            ("DUP001", Fact(link, Place(path, f"/{number}", Span(number, number + 1)), link, "a"))
            for number, link in enumerate(links)
        ]
    )


def lines_of(_: str) -> LineIndex:
    return LineIndex("")


def in_order(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return sorted(found, key=lambda each: each.sort_key)


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c", "d"]), st.lists(st.sampled_from("xyz"))),
        max_size=9,
    )
)
def test_changes_one_by_one_give_what_all_files_together_give(
    changes: list[tuple[str, list[str]]],
) -> None:
    site = SiteFacts(SETTINGS, lambda _: True)
    known: dict[str, list[Diagnostic]] = {}
    texts: dict[str, str] = {}
    for path, links in changes:
        texts[path] = facts_of(path, links)
        for affected in {path} | site.update(path, texts[path]):
            known[affected] = site.between(affected, lines_of)
        every = [each for one in sorted(texts) for each in decode_facts(texts[one], one) or ()]
        together = check_site(every, SETTINGS, lines_of, {}).diagnostics
        assert in_order([each for found in known.values() for each in found]) == in_order(together)


def test_a_file_without_a_shared_fact_affects_none() -> None:
    site = SiteFacts(SETTINGS, lambda _: True)
    assert site.update("a", facts_of("a", ["x"])) == set()
    assert site.update("b", facts_of("b", ["y"])) == set()
    assert site.between("a", lines_of) == site.between("b", lines_of) == []


def test_the_same_facts_again_affect_none() -> None:
    site = SiteFacts(SETTINGS, lambda _: True)
    site.update("a", facts_of("a", ["x"]))
    assert site.update("b", facts_of("b", ["x"])) == {"a"}
    assert site.update("b", facts_of("b", ["x"])) == set()
    assert site.update("b", "") == {"a"}
    assert site.between("a", lines_of) == []
    assert "b" in site


def test_a_file_that_is_not_requested_comes_first_whatever_its_name() -> None:
    site = SiteFacts(SETTINGS, lambda path: path == "a")
    site.update("a", facts_of("a", ["x"]))
    site.update("z", facts_of("z", ["x"]))
    assert [each.path for each in site.between("a", lines_of)] == ["a"]
    assert site.between("z", lines_of) == []


def test_files_that_are_not_to_be_kept_are_as_if_never_added() -> None:
    site = SiteFacts(SETTINGS, lambda _: True)
    for path in ("a", "b", "c"):
        site.update(path, facts_of(path, ["x"]))
    assert site.between("c", lines_of)
    site.keep({"c", "another"})
    assert site.paths == ["c"]
    assert "b" not in site
    assert site.between("c", lines_of) == []
