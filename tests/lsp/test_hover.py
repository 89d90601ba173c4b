"""linter.lsp.hover: keys, findings, pictures and dates, and nothing of what is secret."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol.types import MarkupContent, MarkupKind
from markdown_it import MarkdownIt

from linter.lsp.hover import hover
from linter.lsp.markup import Markup
from tests.lsp.client import Client
from tests.lsp.opened import opened, site

SECURED = "p0y6AE+tGSI9/5oXhLzwzAxe77i4Me9/QLhFycoYRrw38guB4NkD;CuM8YgLOj6VO1R9sqwU+UA=="
SCHEMA: dict[str, Any] = {
    "properties": {
        "title": {
            "title": "Head*line*",
            "description": "One `line`.\n\n<b>No</b> more.",
            "type": "string",
        },
        "layout": {"enum": ["post", "page"]},
        "quality": {"type": "integer", "examples": [3], "x-role": "quality"},
        "image": {"x-role": "image-url"},
        "date": {"x-role": "published-at"},
        "alt": {},
        "name": {"x-role": "name"},
        "secured": {"x-role": "secured", "examples": [SECURED]},
        "related": {"items": {"properties": {"title": {"title": "Title of another one"}}}},
    },
    "required": ["title"],
    "dependentRequired": {"image": ["alt"]},
}  # fmt: skip
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x09\x08\x06\0\0\0"
    b"\xde\xad\xbe\xef\0\0\0\0IEND\xaeB`\x82"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site(tmp_path, SCHEMA)
    return tmp_path


def shown(folder: Path, *texts: str, is_markdown: bool = False) -> str:
    document, caret = opened(folder, *texts)
    found = hover(document, caret, is_markdown=is_markdown)
    if found is None:
        return ""
    assert isinstance(found.contents, MarkupContent)
    assert (found.contents.kind is MarkupKind.Markdown) == is_markdown
    return found.contents.value


def test_a_key_has_what_the_schema_states(folder: Path) -> None:
    text = shown(folder, "---\nti‸tle: a\n---\n")
    assert text.split("\n\n") == [
        "Head*line* `title`",
        "One `line`.",
        "<b>No</b> more.",
        "Type: string",
        "It is required.",
    ]
    assert "Allowed: `post`, `page`" in shown(folder, "---\ntitle: a\nlayout‸: b\n---\n")
    quality = shown(folder, "---\ntitle: a\nqual‸ity: 1\n---\n")
    assert "Example: `3`" in quality
    assert "Role: `quality`: The item's own score." in quality
    assert "required beside image" in shown(folder, "---\ntitle: a\nalt‸: b\n---\n")
    assert "It is required." in shown(folder, "---\ntitle: a\nimage: /b.png\nalt‸: b\n---\n")
    nested = shown(folder, "---\ntitle: a\nrelated:\n- ‸title: b\n---\n")
    assert "Title of another one" in nested


def test_a_key_of_a_text_that_does_not_parse_has_it_too(folder: Path) -> None:
    assert "Headline" in shown(folder, "---\nti‸tle: [a\n---\n").replace("*", "")
    assert "Headline" in shown(folder, "---\nti‸tle: a\n").replace("*", "")


def test_signs_of_markdown_and_html_show_as_they_are_written(folder: Path) -> None:
    text = shown(folder, "---\nti‸tle: a\n---\n", is_markdown=True)
    html = MarkdownIt().render(text)
    assert "<strong>Head*line*</strong> <code>title</code>" in html
    assert "<p>One <code>line</code>.</p>" in html
    assert "&lt;b&gt;No&lt;/b&gt; more." in html


@pytest.mark.parametrize(
    "text",
    ["a`b", "``", "`", "<script>", "[a](b)", "# a", "a_b_c", "&amp;", "a\\", "1. b", "![x](y)"],
)  # fmt: skip
def test_no_text_becomes_markup(text: str) -> None:
    markup = Markup(lambda text: text, is_markdown=True)
    tokens = MarkdownIt().enable("strikethrough").parse(markup.text(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == text
    (code,) = MarkdownIt().parse(markup.code(text))[1].children or []
    assert (code.type, code.content) == ("code_inline", text)


def test_a_finding_has_its_rule_and_how_to_fix_it(folder: Path) -> None:
    text = shown(folder, "---\ntitle: a\nname: A &am‸p; b\n---\n")
    assert text.startswith("TXT001 `html-entity`\n\n")
    assert "Fix (safe): " in text or "Fix (unsafe): " in text


def test_a_picture_has_its_size(folder: Path) -> None:
    (folder / "static").mkdir()
    (folder / "static/b.png").write_bytes(PNG)
    text = shown(folder, "---\ntitle: a\nimage: /b‸.png\nalt: c\n---\n")
    assert "16 by 9 pixels, PNG: `static/b.png`" in text
    assert "by" not in shown(folder, "---\ntitle: a\nimage: https://b.org/b‸.png\nalt: c\n---\n")


def test_a_date_has_its_instant_in_utc_and_on_its_own_clock(folder: Path) -> None:
    text = shown(folder, "---\ntitle: a\ndate: 2020-06-11T01:03:00+02‸:00\n---\n")
    assert "UTC: Wednesday, 2020-06-10 23:03:00+00:00" in text
    assert "Local time: Thursday, 2020-06-11 01:03:00+02:00" in text
    assert "Thursday, 2020-06-11" in shown(folder, "---\ntitle: a\ndate: 2020‸-06-11\n---\n")
    for wrong in ("2020-13-11", "soon"):
        assert "UTC" not in shown(folder, f"---\ntitle: a\ndate: ‸{wrong}\n---\n")


def test_nothing_secret_is_shown(folder: Path) -> None:
    line = f"secured: {SECURED}"
    for marked in (
        f"---\ntitle: a\n‸{line}\n---\n",
        f"---\ntitle: a\n{line[:20]}‸{line[20:]}\n---\n",
    ):
        for is_markdown in (False, True):
            text = shown(folder, marked, is_markdown=is_markdown)
            assert SECURED[:12] not in text.replace("\\", "")
    # A schema whose example is what the document has.
    assert "secured" in shown(folder, f"---\ntitle: a\n‸{line}\n---\n")


def test_what_is_unknown_has_no_hover(folder: Path) -> None:
    for marked in (
        "---\ntitle: a\nz‸z: b\n---\n",
        "---\ntitle: a ‸\n---\n",
        "---\ntitle: a\n---\nBo‸dy\n",
    ):
        assert not shown(folder, marked)


def test_a_client_gets_hovers_in_the_form_that_it_takes(client: Client, folder: Path) -> None:
    capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}}
    assert client.initialize([folder], capabilities)["capabilities"]["hoverProvider"]
    uri = (folder / "content/a.md").as_uri()
    client.open(uri, "---\ntitle: a\n---\n")
    position = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 2}}
    answer = client.request("textDocument/hover", position)["result"]
    assert answer["contents"]["kind"] == "markdown"
    assert answer["range"]["end"] == {"line": 1, "character": 5}
