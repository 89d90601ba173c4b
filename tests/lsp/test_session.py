"""What the server finds as texts and files change: what the command would find at each moment."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol.types import ClientCapabilities, PositionEncodingKind

from linter.fastpath.plan import Plan
from linter.lint.plan import timeless_table
from linter.lint.proof import prover_of
from linter.lint.proof_plan import proof_plan
from linter.lsp.client import Client
from linter.lsp.session import Session
from linter.schema.schema import Schema
from linter.site.site import Site
from tests.caches import keep_results_in
from tests.git import forget_settings, git, needs_git
from tests.lsp.editor import Editor, check

ARTICLE = """\
---
title: {title}
type: article
publishedDateTime: "2020-01-01T00:00:00Z"
webUrl: {link}
---
"""
SELECT = 'select = ["DUP", "TXT", "REF", "IMG002", "IMG003", "SCH002", "SCH009", "PAR013"]\n'


def article(title: str = "A title", link: str = "https://a.com/b/c", more: str = "") -> str:
    return ARTICLE.format(title=title, link=link).replace("\n---\n", f"\n{more}---\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a site of two articles with the same link."""
    keep_results_in(monkeypatch, tmp_path / "cache")
    folder = tmp_path / "site"
    for name in ("_news", "_data/topics", "_data/organizations", "assets"):
        (folder / name).mkdir(parents=True)
    (folder / "_config.yml").write_text("url: https://site.org\n")
    (folder / "articlelint.toml").write_text(SELECT)
    for name in ("a", "b"):
        (folder / "_news" / f"2020-01-01-{name}.md").write_text(article())
    return folder


BOTH = ["DUP002", "DUP001"]
A, B = "_news/2020-01-01-a.md", "_news/2020-01-01-b.md"


def test_an_edit_changes_what_is_found_in_another_open_file_and_back(site: Path) -> None:
    editor = Editor(site)
    editor.put(A)
    editor.put(B)
    assert editor.codes(A) == []
    assert editor.codes(B) == BOTH
    assert editor.put(A, article("Other", "https://a.com/other")) == {A, B}
    assert editor.codes(B) == []
    assert editor.put(A, article()) == {A, B}
    assert editor.codes(B) == BOTH
    assert editor.put(A, article() + "More text.\n") == {A}


def test_what_earlier_configs_needed_is_not_kept(site: Path) -> None:
    editor = Editor(site)
    editor.put(A)
    kept = []
    for code in ("TXT001", "TXT002", "TXT003", "TXT004", "DUP001", "DUP002", "TXT001"):
        (site / "articlelint.toml").write_text(f'select = ["{code}"]\n')
        editor.changed("articlelint.toml")
        memories = (timeless_table, prover_of, proof_plan)
        kept.append(sum(memory.cache_info().currsize for memory in memories))
    assert 0 < kept[0] == kept[-1]


@pytest.fixture
def without_collector() -> Iterator[None]:
    """Collect nothing but where a collection is started."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
def test_what_was_read_of_a_site_is_dropped_when_it_is_read_again(site: Path) -> None:
    editor = Editor(site)
    editor.put(A)
    kept = []
    for _ in range(4):
        editor.changed("articlelint.toml")
        kept.append(sum(isinstance(each, Site | Plan | Schema) for each in gc.get_objects()))
    assert kept == [kept[0]] * 4


def test_a_text_is_compared_with_files_that_are_not_open(site: Path) -> None:
    editor = Editor(site)
    editor.put(B)
    assert editor.codes(B) == BOTH
    (first,) = editor.diagnostics(B)[1].related_information or ()
    assert first.location.uri == editor.uri(A)
    assert first.location.range.start.line == 4


def test_a_closed_file_counts_as_it_is_on_the_disk(site: Path) -> None:
    editor = Editor(site)
    editor.put(B)
    editor.put(A, article("Other", "https://a.com/other"))
    assert editor.codes(B) == []
    assert editor.close(A) == {A, B}
    assert editor.diagnostics(A) == []
    assert editor.codes(B) == BOTH


def test_files_on_the_disk_are_written_created_and_deleted(site: Path) -> None:
    editor = Editor(site)
    editor.put(B)
    (site / A).write_text(article("Other", "https://a.com/other"))
    assert editor.changed(A) == {B}
    assert editor.codes(B) == []
    new = "_news/2020-01-01-aa.md"
    (site / new).write_text(article("B", "https://a.com/b/c"))
    assert B in editor.changed(new)
    assert editor.codes(B) == ["DUP001"]
    (site / new).unlink()
    assert B in editor.changed(new)
    assert editor.codes(B) == []


def test_a_new_file_is_compared_before_it_is_saved(site: Path) -> None:
    editor = Editor(site)
    new = "_news/2020-01-01-new.md"
    editor.put(new, article())
    assert editor.codes(new) == BOTH
    editor.close(new)
    editor.put(B)
    assert editor.codes(B) == BOTH


def test_a_changed_config_holds_without_a_restart(site: Path) -> None:
    editor = Editor(site)
    editor.put(B, article("A &amp; B"))
    assert "TXT001" in editor.codes(B)
    (site / "articlelint.toml").write_text('select = ["DUP001"]\n')
    assert editor.changed("articlelint.toml") == {B}
    assert editor.codes(B) == ["DUP001"]
    (site / "articlelint.toml").write_text('exclude = ["_news/2020-01-01-b.md"]\n')
    editor.changed("articlelint.toml")
    assert editor.codes(B) == []
    assert editor.session.document(editor.uri(B)) is None
    (site / "articlelint.toml").write_text(SELECT)
    editor.changed("articlelint.toml")
    assert "TXT001" in editor.codes(B)


def test_a_wrong_config_is_shown_in_the_texts_that_it_is_for(site: Path) -> None:
    (site / "articlelint.toml").write_text('select = ["NOPE"]\n')
    editor = Editor(site)
    editor.put(B)
    (shown,) = editor.diagnostics(B)
    assert "articlelint.toml" in shown.message
    assert "NOPE" in shown.message
    (site / "articlelint.toml").write_text("select = [\n")
    editor.changed("articlelint.toml")
    assert "articlelint.toml" in editor.diagnostics(B)[0].message
    (site / "articlelint.toml").write_text(SELECT)
    editor.changed("articlelint.toml")
    assert editor.codes(B) == BOTH


def test_a_changed_schema_holds_without_a_restart(site: Path) -> None:
    (site / "schemas").mkdir()
    schema = site / "schemas" / "news.schema.json"
    strict = {"type": "object", "properties": {"title": {}}, "additionalProperties": False}
    schema.write_text(json.dumps(strict))
    (site / "articlelint.toml").write_text(
        'select = ["SCH002"]\n[[collections]]\nname = "news"\nfiles = ["_news/*.md"]\n'
        'schema = "schemas/news.schema.json"\n'
    )
    editor = Editor(site)
    editor.put(B)
    assert "SCH002" in editor.codes(B)
    schema.write_text("{}")
    assert editor.changed("schemas/news.schema.json") == {B}
    assert editor.codes(B) == []
    schema.write_text("{")
    editor.changed("schemas/news.schema.json")
    assert "news.schema.json" in editor.diagnostics(B)[0].message


def test_a_changed_data_file_holds_without_a_restart(site: Path) -> None:
    editor = Editor(site)
    topic = site / "_data" / "topics" / "ai.yaml"
    topic.write_text("taxonomy: topic\n_id: ai\nname: AI\n")
    text = article(more="topics: [AI, Robots]\n")
    editor.put(A, text)
    assert "REF001" in editor.codes(A)
    (site / "_data" / "topics" / "robots.yaml").write_text(
        "taxonomy: topic\n_id: robots\nname: Robots\n"
    )
    editor.changed("_data/topics/robots.yaml")
    assert "REF001" not in editor.codes(A)


def test_a_changed_picture_holds_without_a_restart(site: Path) -> None:
    editor = Editor(site)
    editor.put(A, article(more="images:\n- url: /assets/a.svg\n  width: 5\n  height: 5\n"))
    assert "IMG002" in editor.codes(A)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'
    (site / "assets" / "a.svg").write_text(picture.format(5))
    editor.changed("assets/a.svg")
    assert editor.codes(A) == []
    (site / "assets" / "a.svg").write_text(picture.format(7))
    editor.changed("assets/a.svg")
    assert "IMG003" in editor.codes(A)


def test_two_folders_have_a_config_each(tmp_path: Path) -> None:
    uris = {}
    for name in ("TXT001", "TXT002"):
        folder = tmp_path / name
        (folder / "_news").mkdir(parents=True)
        (folder / "_config.yml").write_text("")
        (folder / "articlelint.toml").write_text(f'select = ["{name}"]\n')
        uris[name] = (folder / A).as_uri()
    session = Session(Client(), [(tmp_path / name).as_uri() for name in uris])
    for name, uri in uris.items():
        session.put(uri, 1, article("<b>A</b> &amp; B"))
        assert {each.code for each in session.diagnostics(uri)} == {name}
    first, second = ((tmp_path / name).as_uri() for name in uris)
    session.change_folders([], [first])
    assert {each.code for each in session.diagnostics(uris["TXT001"])} == {"TXT001"}
    session.change_folders([first], [second])
    assert {each.code for each in session.diagnostics(uris["TXT002"])} == {"TXT002"}


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("_data/organizations/a.yml", "taxonomy: organization\nname: A &amp; B\n", "TXT001"),
        ("_data/topics/a.yaml", "taxonomy: topic\nname: A &amp; B\n", "TXT001"),
        ("pages/a.json", '{"title": "A &amp; B"}', "TXT001"),
        ("pages/a.toml", 'title = "A &amp; B"\n', "TXT001"),
        ("pages/a.mdx", "---\ntitle: A &amp; B\n---\n", "TXT001"),
        ("pages/a.html", "---\ntitle: A &amp; B\n---\n<p>", "TXT001"),
        ("pages/a.md", '+++\ntitle = "A &amp; B"\n+++\n', "TXT001"),
        ("pages/a.md", '{"title": "A &amp; B"}\n', "TXT001"),
    ],
)
def test_whole_data_files_and_other_notations_are_linted(
    site: Path, path: str, text: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if path.startswith("pages/"):
        (site / "schemas").mkdir()
        (site / "schemas" / "page.json").write_text(
            '{"properties": {"title": {"type": "string", "x-role": "title"}}}'
        )
        (site / "articlelint.toml").write_text(
            f'{SELECT}[[collections]]\nname = "pages"\nfiles = ["pages/*"]\n'
            'schema = "schemas/page.json"\ndialect = "yaml-1.2"\n'
        )
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_text(text)
    editor = Editor(site)
    editor.put(path)
    assert code in editor.codes(path)
    assert editor.findings(path) == check(site, monkeypatch)[path]


def test_what_a_walk_leaves_out_has_no_findings(site: Path) -> None:
    left_out = ("README.md", "node_modules/a.md", "_site/a.md", "_news/_draft.md", "notes.md")
    editor = Editor(site)
    for path in left_out:
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text(article("A &amp; B").replace("---\n", "", 1))
        editor.put(path)
        assert editor.codes(path) == []
        assert editor.session.document(editor.uri(path)) is None
    editor.put("notes.md", "A text without front matter.\n")
    assert editor.codes("notes.md") == []


@needs_git
def test_what_git_ignores_has_no_findings_until_that_changes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_settings(monkeypatch, site.parent)
    git(site, "init", "-q")
    (site / ".gitignore").write_text("*-b.md\n")
    editor = Editor(site)
    editor.put(B, article("A &amp; B"))
    assert editor.codes(B) == []
    (site / ".gitignore").write_text("")
    editor.changed(".gitignore")
    assert "TXT001" in editor.codes(B)


def test_a_comment_suppresses_between_files_and_one_of_no_use_is_found(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / B).write_text(
        article().replace("webUrl", "# articlelint: ignore[DUP001]\nwebUrl").replace("A title", "B")
    )
    editor = Editor(site)
    editor.put(B)
    assert editor.codes(B) == []
    editor.put(A, article("Other", "https://a.com/other"))
    assert editor.codes(B) == ["PAR013"]
    (site / A).write_text(article("Other", "https://a.com/other"))
    assert editor.findings(B) == check(site, monkeypatch)[B]


def test_the_last_document_that_could_be_read_is_kept_while_the_text_is_broken(site: Path) -> None:
    editor = Editor(site)
    editor.put(A, article("First"))
    editor.put(A, article("Second"))
    editor.put(A, "---\ntitle: [\n---\n")
    editor.put(A, "---\ntitle: {\n---\n")
    document = editor.session.document(editor.uri(A))
    assert document is not None
    assert document.document.problem is not None
    assert document.last_good is not None
    assert document.last_good.data["title"] == "Second"


def test_a_lone_surrogate_takes_the_place_of_one_character(site: Path) -> None:
    editor = Editor(site, Client(encoding=PositionEncodingKind.Utf16))
    editor.put(A, article("\ud800 &amp; B"))
    (found,) = [each for each in editor.diagnostics(A) if each.code == "TXT001"]
    assert found.range.start.character == len("title: x ")


def test_a_client_without_capabilities_is_sent_no_more_than_the_protocol_demands(
    site: Path,
) -> None:
    client = Client.of(ClientCapabilities())
    assert client == Client()
    editor = Editor(site, client)
    editor.put(B)
    for found in editor.diagnostics(B):
        assert found.related_information is None
        assert found.code_description is None
        assert found.tags is None


def test_a_site_outside_of_the_workspace_is_watched_but_no_other_folder(site: Path) -> None:
    session = Session(Client())
    session.put((site.parent / "lone.md").as_uri(), 1, article())
    assert session.workspace.watched == set()
    session.put((site / A).as_uri(), 1, article())
    assert session.workspace.watched == {site}
    session.change_folders([site.parent.as_uri()], [])
    assert session.workspace.watched == {site, site.parent}
