"""What is known at every place of a text, whole, cut and damaged: nothing fails."""

from pathlib import Path

import pytest
from lsprotocol.types import TextEdit

from linter.core.text import Edit, apply_edits
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source
from linter.lsp.client import Client
from linter.lsp.completion import completion
from linter.lsp.hover import hover
from linter.lsp.links import links
from linter.lsp.mentions import mentions_at
from linter.lsp.open_document import OpenDocument
from linter.lsp.outline import outline
from tests.lsp.opened import opened

pytestmark = pytest.mark.slow

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
TOML = """+++
title = "A &amp; B"
date = 2020-06-11T01:03:00+02:00
tags = ["a", 'b']
[params]
image = "/a.png" # articlelint: ignore[URL001]
[[resources]]
src = '''x'''
+++
Body
"""
JSON = '{\n  "title": "A &amp; B",\n  "tags": ["a"],\n  "params": {"image": "/a.png"}\n}\nBody\n'
CLIENT = Client(has_snippets=True, keeps_lines=True, has_markdown_completions=True)


def check(document: OpenDocument, caret: int) -> None:
    """Assert that what is known at a caret can be shown, and completions be chosen."""
    hover(document, caret, is_markdown=True)
    for mention in mentions_at(document, caret):
        assert mention.span.start <= caret <= mention.span.end
    position = document.positions.position(caret)
    for item in completion(document, caret, CLIENT).items:
        assert isinstance(item.text_edit, TextEdit)
        place = item.text_edit.range
        assert place.start.line == place.end.line
        assert place.start <= position <= place.end


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_news/a.md", SEED.read_text("utf-8")[:1500]),
        ("_news/a.md", SEED.read_text("utf-8").replace(": ", ": [", 3)[:900]),
        ("content/a.md", TOML),
        ("content/a.md", JSON),
        ("content/a.md", TOML.replace("\n", "\r\n")),
    ],
    ids=["cut", "damaged", "toml", "json", "crlf"],
)
def test_every_place_can_be_asked_about(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / ("hugo.toml" if name.startswith("content") else "_config.yml")).touch()
    document, _ = opened(tmp_path, text, name=name)
    assert isinstance(outline(document, CLIENT), list)
    assert isinstance(links(document), list)
    for caret in range(0, len(text) + 1, 5):
        check(document, caret)


def test_a_chosen_key_leaves_text_that_parses_and_has_all_that_it_had(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").touch()
    text = "---\ntitle: a\ntags: [a]\n\nparams:\n  b: c\n\n---\n"
    document, _ = opened(tmp_path, text, name="content/a.md")
    chosen = 0
    for caret in (text.index("\nparams"), text.index("\n---")):
        for item in completion(document, caret, Client()).items:
            assert isinstance(item.text_edit, TextEdit)
            edit = Edit(document.positions.span(item.text_edit.range), item.text_edit.new_text)
            new = Document(Source("a.md", apply_edits(text, [edit])), document.document.dialect)
            assert new.problem is None
            assert {**new.data, **document.document.data} == new.data
            assert item.label in new.data
            chosen += 1
    assert chosen > 10
