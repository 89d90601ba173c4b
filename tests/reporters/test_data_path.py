"""Where in the data a finding is, in the formats for people."""

import pytest

from linter.config.settings import Settings
from linter.core.text import Span
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.reporters import Look, render
from linter.reporters.shared.data_path import data_path
from linter.reporters.shared.redacted_file import RedactedFile
from linter.run.report import Report
from linter.schema.schema import builtin

KEY = "not-a-real-key-but-long-enough-to-be-one"
TEXT = f"---\nsecured: {KEY}\n---\n"
FILE = RedactedFile(FileResult(Source("a.md", TEXT), (), (Span(13, 13 + len(KEY)),)))


@pytest.mark.parametrize(
    ("pointer", "path"),
    [
        pytest.param(None, "", id="unreadable"),
        pytest.param("", "", id="whole"),
        pytest.param("/title", "", id="property"),
        pytest.param("/related/1/images/0/url", "related[1].images[0].url", id="nested"),
        pytest.param("/topics/0", "topics[0]", id="item"),
        pytest.param("/größe/web-url", "größe.web-url", id="plain-words"),
        pytest.param("/a/b c", 'a["b c"]', id="blank"),
        pytest.param("/a/b.c", 'a["b.c"]', id="dot"),
        pytest.param("/a/b~1c~01", 'a["b/c~1"]', id="escaped"),
        pytest.param("/a/", 'a[""]', id="empty"),
        pytest.param("/a/007", "a.007", id="no-index"),
        pytest.param('/a/"]\\', 'a["\\"]\\\\"]', id="quotes"),
        pytest.param("/a/\x1b[2J\u202e\n", 'a["\\u001b[2J\\u202e\\n"]', id="control"),
        pytest.param(f"/a/{'b' * 99}", f'a["{"b" * 29}…"]', id="long-key"),
        pytest.param("/abcde" * 20, f"{'abcde.' * 5}…{'.abcde' * 5}".replace("….", "…"), id="deep"),
        pytest.param(f"/a/{KEY}", f'a["{"•" * 29}…"]', id="secret"),
    ],
)
def test_how_it_is_written(pointer: str | None, path: str) -> None:
    assert data_path(pointer, FILE) == path


NESTED = '---\ntitle: a\nrelated:\n  - title: b\n    images:\n      - width: "50"\n---\n'


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("full", " --> a.md:6:16 at related[0].images[0].width\n"),
        ("concise", ", expected a whole number (at related[0].images[0].width) [*]\n"),
        ("grouped", ", expected a whole number (at related[0].images[0].width) [*]\n"),
    ],
)
def test_formats_for_people_show_it(name: str, line: str) -> None:
    result = lint(Source("a.md", NESTED), builtin("article"), Settings(select=("SCH003",)))
    text = render(name, Report(("a.md",), (result,)), Look(100))
    assert line in text


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_a_property_of_the_front_matter_needs_none(name: str) -> None:
    source = Source("a.md", '---\nquality: "74"\n---\n')
    result = lint(source, builtin("article"), Settings(select=("SCH003",)))
    text = render(name, Report(("a.md",), (result,)), Look(100))
    assert " at " not in text


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_hostile_keys_steer_nothing(name: str) -> None:
    yaml = 'provider: {"\\e[2J##vso[x]": 1, "::error::": 1}\n'
    result = lint(
        Source("a.md", f"---\n{yaml}---\n"), builtin("article"), Settings(select=("SCH002",))
    )
    assert len(result.diagnostics) == 2
    text = render(name, Report(("a.md",), (result,)), Look(100))
    assert text.replace("\n", "").isprintable()
    assert "##vso[" not in text
    assert text.count("at provider[") == 2
