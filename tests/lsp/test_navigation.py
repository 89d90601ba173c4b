"""Definitions, references and links: from a name to its file, and from a file to what names it."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol.types import Location, LocationLink, Position, PositionEncodingKind
from pygls.uris import to_fs_path

from linter.core.text import Span
from linter.lsp.client import Client
from linter.lsp.definition import definition
from linter.lsp.links import links
from linter.lsp.positions import Positions
from linter.lsp.references import references
from linter.lsp.requests import ANSWERERS
from tests.lsp.client import Client as Process
from tests.lsp.editor import Editor
from tests.lsp.opened import CARET
from tests.lsp.test_hover import PNG

pytestmark = pytest.mark.slow

LINKS = Client(encoding=PositionEncodingKind.Utf16, has_location_links=True)
ARTICLE = """---
layout: post
title: 😀 A
type: article
webUrl: https://www.example.com/news/the-story?utm_source=x
topics:
  - AI
  - Nowhere
provider:
  name: PBS
  domain: pbs.org
images:
  - url: /assets/a%20b.png
related:
  - title: Other
    type: article
    webUrl: http://www.pbs.org/newshour/other-story
---
"""
OTHER = """---
title: Other
type: article
webUrl: https://www.pbs.org/newshour/other-story
topics: [Language, AI]
related:
  - title: A
    webUrl: https://www.example.com/news/the-story
---
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a site of articles with topics, organisations, items, pictures and layouts."""
    files = {
        "_config.yml": "url: https://example.org\n",
        "_layouts/post.html": "{{ content }}",
        "_data/topics/ai.yaml": "# 😀\nname: AI\n",
        "_data/topics/nlp.yaml": "name: Language\n",
        "_data/organizations/pbs.org.md": "---\nname: PBS\ndomain: pbs.org\n---\n",
        "_learning/videos/timer.md": "---\ntitle: Timer\n---\n",
        "_learning/all.md": "---\ntitle: All\nitems:\n  - videos/timer\n---\n",
        "_news/2020-01-01-a.md": ARTICLE,
        "_news/2020-01-02-b.md": OTHER,
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a b.png").write_bytes(PNG)
    return tmp_path


def marked(text: str, at: str) -> str:
    """Return a text with a caret inside the first occurrence of a part."""
    return text.replace(at, f"{at[0]}{CARET}{at[1:]}", 1)


def shown(folder: Path, place: Location | LocationLink) -> tuple[str, str]:
    """Return the file of a place, and the text there."""
    uri, where = (
        (place.uri, place.range)
        if isinstance(place, Location)
        else (place.target_uri, place.target_range)
    )
    path = Path(to_fs_path(uri) or "")
    if path.suffix in (".png", ".html"):
        assert where.start == where.end == Position(0, 0)
        return path.relative_to(folder).as_posix(), ""
    text = path.read_text("utf-8")
    span = Positions(text, PositionEncodingKind.Utf16).span(where)
    return path.relative_to(folder).as_posix(), text[span.start : span.end]


def defined(
    folder: Path, *texts: str, path: str = "_news/2020-01-01-a.md"
) -> list[tuple[str, str]]:
    """Return where the definition at the caret of the last of some versions leads."""
    editor = Editor(folder, LINKS)
    for text in texts:
        editor.put(path, text.replace(CARET, ""))
    document = editor.session.document(editor.uri(path))
    assert document is not None, editor.diagnostics(path)
    found = definition(editor.session, document, texts[-1].index(CARET))
    return [shown(folder, each) for each in found]


def referring(folder: Path, path: str, at: str, *, with_own: bool = False) -> list[tuple[str, str]]:
    """Return where the site names what stands at a part of a file."""
    editor = Editor(folder, LINKS)
    editor.put(path)
    document = editor.session.document(editor.uri(path))
    assert document is not None, editor.diagnostics(path)
    caret = document.source.text.index(at) + 1
    found = asyncio.run(references(editor.session, document, caret, with_own=with_own))
    return [shown(folder, each) for each in found]


# Definitions


@pytest.mark.parametrize(
    ("at", "file", "text"),
    [
        ("- AI", "_data/topics/ai.yaml", "AI"),
        ("pbs.org", "_data/organizations/pbs.org.md", "pbs.org"),
        ("/assets", "assets/a b.png", ""),
        ("post", "_layouts/post.html", ""),
        ("http://", "_news/2020-01-02-b.md", "https://www.pbs.org/newshour/other-story"),
    ],
)
def test_a_name_leads_to_its_file(folder: Path, at: str, file: str, text: str) -> None:
    name = at.removeprefix("- ")
    assert defined(folder, marked(ARTICLE, at).replace("-‸ ", "- ‸")) == [(file, text)], name


def test_an_item_leads_to_its_file(folder: Path) -> None:
    text = "---\ntitle: All\nitems:\n  - vid‸eos/timer\n  - videos/none\n---\n"
    found = defined(folder, text, path="_learning/all.md")
    assert found == [("_learning/videos/timer.md", "")]


@pytest.mark.parametrize("at", ["Nowhere", "title", "😀 A", "PBS", "article"])
def test_what_names_nothing_of_the_site_leads_nowhere(folder: Path, at: str) -> None:
    assert defined(folder, marked(ARTICLE, at)) == []


def test_a_definition_names_the_text_that_leads_to_it_only_to_clients_that_take_it(
    folder: Path,
) -> None:
    editor = Editor(folder, LINKS)
    editor.put("_news/2020-01-01-a.md", ARTICLE)
    document = editor.session.document(editor.uri("_news/2020-01-01-a.md"))
    assert document is not None
    caret = ARTICLE.index("AI")
    (link,) = definition(editor.session, document, caret)
    assert isinstance(link, LocationLink)
    assert link.origin_selection_range == document.positions.range(Span(caret, caret + 2))
    editor.session.client = Client()
    (place,) = definition(editor.session, document, caret)
    assert isinstance(place, Location)
    assert place.range == link.target_range


def test_a_value_of_a_list_of_the_site_leads_to_its_place(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "data/authors.yml": "ann:\n  name: Ann\nbob: {}\n",
        "data/all.json": '{"site": {"tags": ["walls", "moss", 2020]}}',
        "page.schema.json": '{"properties": {"author": {"x-exists-in": "data/authors.yml#"},'
        '"tags": {"x-exists-in": "data/all.json#/site/tags"}}}',
        "articlelint.toml": '[[collections]]\nname = "a"\nfiles = ["content/**"]\n'
        'schema = "page.schema.json"\n',
        "content/a.md": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for text, expected in (
        ("author: b‸ob", ("data/authors.yml", "bob")),
        ("tags: [moss, 20‸20]", ("data/all.json", "2020")),
        ("tags: [mo‸ss, 2020]", ("data/all.json", '"moss"')),
        ("author: no‸body", ("data/authors.yml", "")),
    ):
        assert defined(tmp_path, f"---\n{text}\n---\n", path="content/a.md") == [expected]


def test_a_template_of_zola_leads_to_its_file(tmp_path: Path) -> None:
    for name in ("config.toml", "templates/post.html", "content/a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(
            "base_url = 'https://a.com'\n" if name == "config.toml" else ""
        )
    text = "+++\ntemplate = 'po‸st.html'\n+++\n"
    assert defined(tmp_path, text, path="content/a.md") == [("templates/post.html", "")]
    climbing = text.replace("po‸st", "../po‸st")
    (tmp_path / "post.html").touch()
    assert defined(tmp_path, climbing, path="content/a.md") in ([], [("post.html", "")])


def test_while_a_text_does_not_parse_names_that_are_as_before_lead_to_their_files(
    folder: Path,
) -> None:
    broken = ARTICLE.replace("title: 😀 A", 'title: "😀 A')
    assert defined(folder, ARTICLE, marked(broken, "pbs.org")) == [
        ("_data/organizations/pbs.org.md", "pbs.org")
    ]
    assert defined(folder, ARTICLE, marked(broken.replace("- AI", "- AJ"), "pbs.org")) != []
    assert defined(folder, marked(broken, "pbs.org")) == []


PAGE_SCHEMA = (
    '{"properties": {"link": {"x-role": "page-link"}, "more": {"items": {"x-role": "page-link"}}}}'
)
PAGES_CONFIG = '[[collections]]\nname = "a"\nfiles = ["**/*.md"]\nschema = "page.schema.json"\n'


@pytest.mark.parametrize(
    ("files", "links_of", "page"),
    [
        (
            {
                "hugo.toml": "[languages.en]\n[languages.fr]\n",
                "content/docs/install.en.md": "---\naliases: [/setup/]\n---\n",
                "content/docs/install.fr.md": "---\n---\n",
                "content/docs/_index.md": "---\n---\n",
                "static/a.pdf": "",
            },
            {
                "/docs/install/?a#b": ["content/docs/install.en.md", "content/docs/install.fr.md"],
                "/fr/setup": ["content/docs/install.en.md"],
                "/docs/": ["content/docs/_index.md"],
                "/a.pdf": ["static/a.pdf"],
                "/docs/instal/": [],
                "https://a.com/docs/": [],
            },
            "content/a.md",
        ),
        (
            {
                "_config.yml": "url: https://a.com\n",
                "_posts/2020-01-02-x.md": "---\ncategories: News\n---\n",
                "docs/b.md": "---\npermalink: /guide/\nredirect_from: /old/\n---\n",
                "index.md": "---\n---\n",
            },
            {
                "/news/2020/01/02/x.html": ["_posts/2020-01-02-x.md"],
                "https://a.com/guide/": ["docs/b.md"],
                "/old/": ["docs/b.md"],
                "/docs/b.html": [],
                "/": ["index.md"],
            },
            "a.md",
        ),
        (
            {"config.toml": "base_url = 'https://a.com'\n", "content/x/b.md": "+++\n+++\n"},
            {"/x/b/": ["content/x/b.md"], "@/x/b.md": ["content/x/b.md"], "/x/": []},
            "content/a.md",
        ),
        (
            {"mkdocs.yml": "site_name: a\n", "docs/x/README.md": "", "docs/b.md": ""},
            {"/x/": ["docs/x/README.md"], "b.md": ["docs/b.md"], "/b/": ["docs/b.md"]},
            "docs/a.md",
        ),
    ],
    ids=["hugo", "jekyll", "zola", "mkdocs"],
)
def test_a_link_leads_to_the_file_of_its_page(
    tmp_path: Path, files: dict[str, str], links_of: dict[str, list[str]], page: str
) -> None:
    config = {"page.schema.json": PAGE_SCHEMA, "articlelint.toml": PAGES_CONFIG, page: ""}
    for name, text in {**files, **config}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for address, paths in links_of.items():
        found = defined(tmp_path, f"---\nlink: '‸{address}'\n---\n", path=page)
        assert [path for path, _ in found] == paths, address


def test_pages_that_link_to_a_page_are_its_references(tmp_path: Path) -> None:
    (tmp_path / "content/docs").mkdir(parents=True)
    (tmp_path / "hugo.toml").touch()
    (tmp_path / "page.schema.json").write_text(PAGE_SCHEMA)
    (tmp_path / "articlelint.toml").write_text(PAGES_CONFIG)
    (tmp_path / "content/docs/install.md").write_text("---\naliases: [/setup/]\n---\n")
    (tmp_path / "content/a.md").write_text("---\nlink: /docs/install\nmore: [/docs/]\n---\n")
    assert referring(tmp_path, "content/docs/install.md", "aliases") == [
        ("content/a.md", "/docs/install")
    ]


@pytest.mark.posix("symbolic links")
def test_files_are_named_by_the_links_through_which_a_text_was_opened(folder: Path) -> None:
    link = folder.parent / f"{folder.name}-link"
    link.symlink_to(folder)
    for at in ("AI", "/assets", "pbs.org", "http://"):
        assert len(defined(link, marked(ARTICLE, at))) == 1
    assert targets(link, ARTICLE)["post"] == (link / "_layouts/post.html").as_uri()
    assert len(referring(link, "_data/topics/ai.yaml", "name")) == 2


# References


def test_the_files_that_name_a_data_file_are_its_references(folder: Path) -> None:
    expected = [("_news/2020-01-01-a.md", "AI"), ("_news/2020-01-02-b.md", "AI")]
    assert referring(folder, "_data/topics/ai.yaml", "name") == expected
    assert referring(folder, "_news/2020-01-01-a.md", "AI") == expected
    assert referring(folder, "_news/2020-01-01-a.md", "Nowhere") == [
        ("_news/2020-01-01-a.md", "Nowhere")
    ]
    domain = [("_news/2020-01-01-a.md", "pbs.org")]
    assert referring(folder, "_data/organizations/pbs.org.md", "name") == domain
    item = [("_learning/all.md", "videos/timer")]
    assert referring(folder, "_learning/videos/timer.md", "title") == item


def test_related_items_refer_to_the_article_about_their_page(folder: Path) -> None:
    related = [("_news/2020-01-02-b.md", "https://www.example.com/news/the-story")]
    own = ("_news/2020-01-01-a.md", "https://www.example.com/news/the-story?utm_source=x")
    assert referring(folder, "_news/2020-01-01-a.md", "title") == related
    assert referring(folder, "_news/2020-01-01-a.md", "https") == related
    assert referring(folder, "_news/2020-01-01-a.md", "https", with_own=True) == [own, *related]


def test_references_are_those_of_the_text_in_the_editor(folder: Path) -> None:
    editor = Editor(folder, LINKS)
    editor.put("_news/2020-01-02-b.md", OTHER.replace(", AI]", "]"))
    editor.put("_data/topics/ai.yaml")
    document = editor.session.document(editor.uri("_data/topics/ai.yaml"))
    assert document is not None
    found = asyncio.run(references(editor.session, document, 0, with_own=False))
    assert [shown(folder, each)[0] for each in found] == ["_news/2020-01-01-a.md"]


def test_no_more_references_than_a_client_can_use_are_sent(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (folder / f"_news/2020-02-01-c{number}.md").write_text(OTHER, "utf-8")
    assert len(referring(folder, "_data/topics/ai.yaml", "name")) == 22
    monkeypatch.setattr("linter.lsp.references.MOST_FOUND", 5)
    assert len(referring(folder, "_data/topics/ai.yaml", "name")) == 5


# Links


def targets(folder: Path, *texts: str) -> dict[str, str | None]:
    """Return the targets of the links in the last of some versions, by their texts."""
    path = "_news/2020-01-01-a.md"
    editor = Editor(folder, LINKS)
    for text in texts:
        editor.put(path, text)
    document = editor.session.document(editor.uri(path))
    assert document is not None
    found = {}
    for link in links(document):
        span = document.positions.span(link.range)
        found[texts[-1][span.start : span.end]] = link.target
    return found


def test_addresses_and_files_of_the_site_are_links(folder: Path) -> None:
    assert targets(folder, ARTICLE) == {
        "https://www.example.com/news/the-story?utm_source=x": (
            "https://www.example.com/news/the-story?utm_source=x"
        ),
        "http://www.pbs.org/newshour/other-story": "http://www.pbs.org/newshour/other-story",
        "/assets/a%20b.png": (folder / "assets/a b.png").as_uri(),
        "post": (folder / "_layouts/post.html").as_uri(),
    }


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.com/b",
        "//a.com/b",
        "/assets/none.png",
        "/../../etc/passwd",
        "https://",
        "command:workbench.action.quit",
    ],
)
def test_other_addresses_are_no_links(folder: Path, address: str) -> None:
    text = f"---\ntitle: a\ntype: article\nwebUrl: {address}\nimages: [{{url: '{address}'}}]\n---\n"
    assert targets(folder, text) == {}


def test_an_address_is_escaped(folder: Path) -> None:
    text = "---\ntitle: a\ntype: article\nwebUrl: {}\n---\n"
    found = targets(folder, text.format("https://a.com/é%20[b]|c?d={e}"))
    assert list(found.values()) == ["https://a.com/%C3%A9%20[b]%7Cc?d=%7Be%7D"]


def test_while_a_text_does_not_parse_links_that_are_as_before_stay(folder: Path) -> None:
    broken = ARTICLE.replace("topics:", "topics: [😀\r\n").replace("the-story", "a-story")
    found = targets(folder, ARTICLE, broken)
    assert set(found) == {"http://www.pbs.org/newshour/other-story", "/assets/a%20b.png", "post"}
    assert targets(folder, broken) == {}


# The server


def test_the_server_offers_and_answers_navigation(client: Process, folder: Path) -> None:
    state = client.initialize([folder])["capabilities"]
    for name in ("definition", "references", "documentLink", "documentSymbol"):
        assert state[f"{name}Provider"]
    uri = (folder / "_news/2020-01-01-a.md").as_uri()
    client.open(uri, ARTICLE)
    row = ARTICLE[: ARTICLE.index("- AI")].count("\n")
    params = {
        "textDocument": {"uri": uri},
        "position": {"line": row, "character": 5},
        "context": {"includeDeclaration": False},
    }
    topic = (folder / "_data/topics/ai.yaml").as_uri()
    (place,) = client.request("textDocument/definition", params)["result"]
    assert place["uri"] == topic
    assert place["range"]["start"] == {"line": 1, "character": 6}
    found = client.request("textDocument/references", params)["result"]
    assert [each["uri"] for each in found] == [uri, uri.replace("01-a", "02-b")]
    assert len(client.request("textDocument/documentLink", params)["result"]) == 4
    names = [
        each["name"] for each in client.request("textDocument/documentSymbol", params)["result"]
    ]
    assert names[:3] == ["layout", "title", "type"]
    unknown = {**params, "textDocument": {"uri": uri + "x"}}
    for method in ANSWERERS:
        if "references" in method or "definition" in method or "document" in method:
            assert client.request(method, unknown)["result"] in ([], None)


def test_a_search_of_the_site_can_be_cancelled(client: Process, folder: Path) -> None:
    for number in range(200):
        (folder / f"_news/2020-02-01-c{number}.md").write_text(OTHER, "utf-8")
    client.initialize([folder])
    uri = (folder / "_data/topics/ai.yaml").as_uri()
    client.open(uri, "name: AI\n")
    params = {
        "textDocument": {"uri": uri},
        "position": {"line": 0, "character": 0},
        "context": {"includeDeclaration": False},
    }
    cancelled = client.send_request("textDocument/references", params)
    client.notify("$/cancelRequest", {"id": cancelled})
    assert client.answer(cancelled)["error"]["code"] == -32800
    found = client.request("textDocument/references", params)["result"]
    assert len(found) == 202
    assert client.shut_down() == 0
