"""What rules may find something in a file that is not proved clean, and that no other one does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from linter.config.settings import Settings
from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.frontmatter.source import decode
from linter.lint.proof import proved
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.profiles.news_api import PROFILE
from linter.rules.base import Context, EntryRule
from linter.schema.entries import Entry
from linter.schema.schema import builtin
from linter.site.config import SiteConfig
from linter.site.site import Site
from linter.site.view import SiteView
from tests.conftest import Plant
from tests.each_case import each_case
from tests.fastpath.test_prove import ARTICLE, SETTINGS

SCHEMA = builtin("article")


def suspects_in(
    text: str, settings: Settings = SETTINGS, folder: Path | None = None
) -> frozenset[str] | None:
    """Return the suspects in an article, of which all rules find the same as these."""
    source = decode("_news/2020-06-11-a.md", text.encode())
    site = None if folder is None else SiteView(Site(folder, SiteConfig()))
    found = proved(
        source,
        text.encode(),
        SCHEMA,
        settings,
        site,
        dialect=PROFILE.dialect,
        profile=PROFILE,
    )
    assert not isinstance(found, FileResult)
    assert lint(source, SCHEMA, settings, site, suspects=found) == lint(
        source, SCHEMA, settings, site
    )
    return None if found is None else found.codes


def changed(old: str, new: str) -> str:
    text = ARTICLE.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


@each_case(
    [
        ("quality: 74", "quality: 75", {"REL004"}),
        ("domain: pbs.org", "domain: wsj.com", {"URL009"}),
        ("width: 1024", "width: 1025", {"IMG001", "IMG005"}),
        ("2020-06-11T00:03:00Z", "2030-06-11T00:03:00Z", {"DAT003"}),
    ]
)
def test_a_rule_whose_condition_fails_is_named(old: str, new: str, codes: set[str]) -> None:
    found = suspects_in(changed(old, new))
    assert found is not None
    assert codes <= found
    assert len(found) < 5


def test_rules_about_violations_are_named_where_the_data_is_invalid() -> None:
    found = suspects_in(changed("published: true", "published: maybe"))
    assert found is not None
    assert {"SCH003", "SCH004"} <= found
    assert not any(code.startswith(("PAR", "TXT00")) for code in found - {"TXT008"})


def test_rules_that_state_a_pattern_are_named_where_a_text_does_not_match() -> None:
    found = suspects_in(changed("  - AI\n", "  - 'AI &amp; &copy;'\n"))
    assert found is not None
    assert "TXT001" in found
    assert not any(code.startswith(("PAR", "SCH", "URL", "REL")) for code in found)


@each_case(
    [
        ("quality: 74", "quality: 75 # articlelint: ignore[REL004]"),
        ("quality: 74", "quality: 0x4a"),
        ("  - AI\n", "  - 2020-06-11\n"),
    ]
)
def test_all_rules_run_where_the_front_matter_is_not_simple(old: str, new: str) -> None:
    assert suspects_in(changed(old, new)) is None


@each_case(
    [
        ("---\n", "\ufeff---\n", "PAR008"),
        ("title: ", "title: a\ntitle: ", "PAR004"),
        ("heat: ", "heat: 1\nheat: ", "PAR004"),
        ("2020-06-11T00:03:00Z", "2020-06-11T00:03:00+00:00", "DAT001"),
        ("2020-06-11T00:03:00Z", "2020-06-11T02:03:00+02:00", "DAT001"),
    ]
)
def test_rules_about_values_are_silent_where_the_front_matter_is_nearly_simple(
    old: str, new: str, code: str
) -> None:
    found = suspects_in(changed(old, new))
    assert found is not None
    assert {code, "PAR001"} <= found
    assert not any(each.startswith(("URL", "IMG", "REL", "SEC", "TXT")) for each in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("topics:\n", "topics: AI\ntopics:\n"),
        ("topics:\n", "topics: [AI]\ntopics:\n"),
        ("provider:\n", "provider:\n  name: a\nprovider:\n"),
        ("---\n", "\ufeff\ufeff---\n"),
        ("  - AI\n", "  - 2020-06-11T00:03:00+00:00\n"),
    ],
)
def test_all_rules_run_where_more_than_a_scalar_is_there_twice(old: str, new: str) -> None:
    assert suspects_in(changed(old, new)) is None


def test_a_rule_that_states_nothing_always_runs() -> None:
    settings = replace(SETTINGS, extend_select=("STY001",))
    assert suspects_in(ARTICLE.read_text(encoding="utf-8"), settings) == frozenset({"STY001"})


class ComparesByItsOwnFunction(EntryRule):
    code, name, severity = "TST001", "compares", Severity.ERROR
    roles = frozenset({"heat"})

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:  # noqa: ARG002
        yield from ()


@pytest.mark.parametrize(
    "silence",
    [
        Silence(holds=lambda _: True),
        Silence(holds=bool, of_objects=True),
        Silence(in_site=lambda *_: True),
    ],
)
def test_of_all_rules_one_that_states_a_function_of_a_plug_in_runs(
    monkeypatch: pytest.MonkeyPatch, plant: Plant, silence: Silence
) -> None:
    monkeypatch.setattr(ComparesByItsOwnFunction, "silence", silence)
    plant(ComparesByItsOwnFunction)
    settings = replace(SETTINGS, extend_select=("TST001",))
    assert suspects_in(ARTICLE.read_text(encoding="utf-8"), settings) == frozenset({"TST001"})


def test_a_picture_that_is_missing_makes_the_rules_about_pictures_suspects(tmp_path: Path) -> None:
    text = changed('url: "', 'url: "/assets/a.jpg')
    found = suspects_in(text, folder=tmp_path)
    assert found is not None
    assert "IMG002" in found
