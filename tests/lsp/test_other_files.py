"""Findings that depend on other files are those of the other files as they are, saved or not."""

import json
from pathlib import Path

import pytest

from tests.caches import keep_results_in
from tests.lsp.editor import Editor

MANY = 20


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a site of Hugo with as many pages as rules need that compare them."""
    keep_results_in(monkeypatch, tmp_path / "cache")
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://site.org/"\n')
    (folder / "articlelint.toml").write_text(
        'select = ["DAT001", "SCH010", "URL014"]\n[rules.DAT001]\nform = "infer"\n'
    )
    for number in range(MANY):
        (folder / page(number)).write_text(text())
    return folder


def page(number: int) -> str:
    return f"content/p{number}.md"


def text(date: str = "2020-01-01", key: str = "description", more: str = "") -> str:
    return f"---\ntitle: A title\ndate: {date}\n{key}: A text\n{more}---\n"


def found(editor: Editor, number: int) -> set[str | int | None]:
    return set(editor.codes(page(number)))


def test_dates_are_compared_with_open_texts_and_with_files_again_when_those_close(
    site: Path,
) -> None:
    editor = Editor(site)
    editor.put(page(0), text("2020-01-01 10:00:00"))
    assert found(editor, 0) == {"DAT001"}
    for number in range(1, 3):
        affected = editor.put(page(number), text("2020-01-01 10:00:00"))
    assert affected == {page(0), page(1), page(2)}
    assert found(editor, 0) == set()
    assert editor.put(page(1), text("2020-01-01 10:00:00", more="tags: [a]\n")) == {page(1)}
    editor.close(page(2))
    editor.close(page(1))
    assert found(editor, 0) == {"DAT001"}


def test_dates_are_compared_with_files_as_they_are_saved(site: Path) -> None:
    editor = Editor(site)
    editor.put(page(0), text("2020-01-01 10:00:00"))
    for number in range(1, 3):
        (site / page(number)).write_text(text("2020-01-01 10:00:00"))
        editor.changed(page(number))
    assert found(editor, 0) == set()
    (site / page(1)).write_text(text())
    (site / page(2)).write_text(text())
    editor.changed(page(1), page(2))
    assert found(editor, 0) == {"DAT001"}


def test_keys_are_counted_in_open_texts(site: Path) -> None:
    editor = Editor(site)
    editor.put(page(0), text(key="descripton"))
    assert found(editor, 0) == {"SCH010"}
    for number in range(1, 4):
        editor.put(page(number), text(key="descripton"))
    assert found(editor, 0) == set()
    editor.put(page(3))
    editor.put(page(2))
    editor.put(page(1))
    assert found(editor, 0) == {"SCH010"}


def test_links_lead_to_the_addresses_that_open_texts_have(site: Path) -> None:
    schema = {"properties": {"link": {"x-role": "page-link"}}}
    (site / "page.json").write_text(json.dumps(schema))
    config = '[[collections]]\nname = "pages"\nfiles = ["content/*"]\nschema = "page.json"\n'
    (site / "articlelint.toml").write_text(f'select = ["URL014"]\n{config}')
    editor = Editor(site)
    editor.put(page(0), text(more="link: /p1x/\n"))
    assert found(editor, 0) == {"URL014"}
    assert editor.put(page(1), text(more="url: /p1x/\n")) == {page(0), page(1)}
    assert found(editor, 0) == set()
    assert editor.put(page(1), text(more="url: /p1x/\ntags: [a]\n")) == {page(1)}
    editor.close(page(1))
    assert found(editor, 0) == {"URL014"}
    (site / page(2)).write_text(text(more="aliases: [/p1x/]\n"))
    assert editor.changed(page(2)) == {page(0)}
    assert found(editor, 0) == set()
    (site / page(2)).unlink()
    editor.changed(page(2))
    assert found(editor, 0) == {"URL014"}


def test_a_page_counts_from_when_it_is_opened_before_it_has_a_file(site: Path) -> None:
    (site / page(0)).write_text(text("2020-01-01 10:00:00"))
    editor = Editor(site)
    editor.put(page(0))
    assert found(editor, 0) == {"DAT001"}
    for number in (20, 21):
        editor.put(page(number), text("2020-01-01 10:00:00"))
    assert found(editor, 0) == set()
    editor.put(page(21), text())
    editor.close(page(20))
    assert found(editor, 0) == {"DAT001"}


def test_topics_are_those_of_open_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_results_in(monkeypatch, tmp_path / "cache")
    topic, article = "_data/topics/ai.yaml", "_news/2020-01-01-a.md"
    for path in (topic, article):
        (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / "_config.yml").write_text("")
    (tmp_path / "articlelint.toml").write_text('select = ["REF001"]\n')
    (tmp_path / topic).write_text("taxonomy: topic\n_id: ai\nname: AI\n")
    editor = Editor(tmp_path)
    editor.put(article, "---\ntitle: A title\ntype: article\ntopics: [Robots]\n---\n")
    assert editor.codes(article) == ["REF001"]
    affected = editor.put(topic, "taxonomy: topic\n_id: ai\nname: Robots\n")
    assert affected == {article, topic}
    assert editor.codes(article) == []
    assert editor.put(topic, "taxonomy: topic\n_id: robots\nname: Robots\n") == {topic}
    editor.close(topic)
    assert editor.codes(article) == ["REF001"]


LIST, CHOICES = "_data/names.yaml", "schemas/page.json"


@pytest.fixture
def listing(site: Path) -> Path:
    """Return the site with a list that it does not have, in which tags must be."""
    schema = {"properties": {"tags": {"items": {"x-exists-in": f"{LIST}#"}}}}
    (site / "schemas").mkdir()
    (site / "_data").mkdir()
    (site / CHOICES).write_text(json.dumps(schema))
    config = f'[[collections]]\nname = "pages"\nfiles = ["content/*"]\nschema = "{CHOICES}"\n'
    (site / "articlelint.toml").write_text(f'select = ["REF005"]\n{config}')
    return site


def test_a_list_of_the_site_counts_from_when_it_is_opened_before_it_has_a_file(
    listing: Path,
) -> None:
    editor = Editor(listing)
    editor.put(page(0), text(more="tags: [a]\n"))
    assert "no such file" in editor.diagnostics(page(0))[0].message
    assert editor.put(LIST, "- b\n") == {LIST, page(0)}
    assert editor.codes(LIST) == []
    assert found(editor, 0) == {"REF005"}
    assert editor.put(LIST, "- a\n") == {LIST, page(0)}
    assert found(editor, 0) == set()
    editor.close(LIST)
    assert "no such file" in editor.diagnostics(page(0))[0].message


def test_a_list_on_the_disk_counts_as_it_is_in_the_editor(listing: Path) -> None:
    (listing / LIST).write_text("- a\n")
    editor = Editor(listing)
    editor.put(page(0), text(more="tags: [a]\n"))
    assert editor.put(LIST) == {LIST}
    assert found(editor, 0) == set()
    assert editor.put(LIST, "- b\n") == {LIST, page(0)}
    assert found(editor, 0) == {"REF005"}
    assert editor.put(LIST, "- b\n- c\n") == {LIST, page(0)}
    assert editor.close(LIST) == {LIST, page(0)}
    assert found(editor, 0) == set()


def test_an_open_list_that_cannot_be_used_is_a_fault_of_the_config_until_it_can(
    listing: Path,
) -> None:
    (listing / LIST).write_text("- a\n")
    editor = Editor(listing)
    editor.put(page(0), text(more="tags: [a]\n"))
    editor.put(LIST, "- [\n")
    for path in (page(0), LIST):
        assert f"`x-exists-in`: {LIST}" in editor.diagnostics(path)[0].message
    editor.put(LIST, "- a\n")
    assert editor.codes(LIST) == []
    assert found(editor, 0) == set()


def test_an_open_list_counts_whatever_becomes_of_its_file(listing: Path) -> None:
    editor = Editor(listing)
    editor.put(page(0), text(more="tags: [a]\n"))
    editor.put(LIST, "- a\n")
    (listing / LIST).write_text("- b\n")
    editor.changed(LIST)
    assert found(editor, 0) == set()
    (listing / LIST).unlink()
    editor.changed(LIST)
    assert found(editor, 0) == set()
    assert editor.put(LIST, "- b\n") == {LIST, page(0)}
    assert found(editor, 0) == {"REF005"}


def test_a_closed_list_counts_as_its_file_has_become(listing: Path) -> None:
    (listing / LIST).write_text("- a\n")
    editor = Editor(listing)
    editor.put(page(0), text(more="tags: [a]\n"))
    editor.put(LIST, "- a\n- b\n")
    (listing / LIST).write_text("- b\n")
    editor.changed(LIST)
    editor.close(LIST)
    assert found(editor, 0) == {"REF005"}
    editor.put(LIST, "- a\n")
    (listing / LIST).unlink()
    editor.changed(LIST)
    editor.close(LIST)
    assert "no such file" in editor.diagnostics(page(0))[0].message


def test_an_open_list_counts_for_a_schema_that_a_file_names_itself(listing: Path) -> None:
    (listing / "articlelint.toml").write_text('select = ["REF005"]\n')
    editor = Editor(listing)
    editor.put(page(0), text(more=f"tags: [a]\n$schema: /{CHOICES}\n"))
    editor.put(LIST, "- b\n")
    assert found(editor, 0) == {"REF005"}
    assert editor.put(LIST, "- a\n") == {LIST, page(0)}
    assert found(editor, 0) == set()
    (listing / LIST).write_text("- b\n")
    assert editor.close(LIST) == {LIST, page(0)}
    assert found(editor, 0) == {"REF005"}


@pytest.mark.parametrize(
    ("named", "opened"),
    [
        (f"./{LIST}", LIST),
        ("_data/link.yaml", "_data/link.yaml"),
        ("_data/link.yaml", LIST),
    ],
)
@pytest.mark.posix("symbolic links")
def test_an_open_list_counts_by_whichever_path_a_schema_names_it(
    named: str, opened: str, listing: Path
) -> None:
    (listing / LIST).write_text("- a\n")
    (listing / "_data/link.yaml").symlink_to("names.yaml")
    schema = {"properties": {"tags": {"items": {"x-exists-in": f"{named}#"}}}}
    (listing / CHOICES).write_text(json.dumps(schema))
    editor = Editor(listing)
    editor.put(page(0), text(more="tags: [a]\n"))
    assert editor.put(opened, "- b\n") == {opened, page(0)}
    assert found(editor, 0) == {"REF005"}
    assert editor.put(opened, "- b\n- c\n") == {opened, page(0)}
    assert editor.close(opened) == {opened, page(0)}
    assert found(editor, 0) == set()


def test_an_open_list_counts_in_a_workspace_that_is_a_folder_of_the_site(listing: Path) -> None:
    (listing / LIST).write_text("- a\n")
    editor = Editor(listing, folders=("content",))
    editor.put(page(0), text(more="tags: [a]\n"))
    assert editor.put(LIST, "- b\n") == {LIST, page(0)}
    assert found(editor, 0) == {"REF005"}
    editor.put(LIST, "- [\n")
    assert "`x-exists-in`" in editor.diagnostics(page(0))[0].message
    editor.put(LIST, "- b\n")
    assert found(editor, 0) == {"REF005"}
    editor.close(LIST)
    assert found(editor, 0) == set()


def test_dates_are_compared_with_open_texts_in_other_folders_of_the_workspace(site: Path) -> None:
    inner = "content/inner/p.md"
    (site / inner).parent.mkdir()
    (site / inner).write_text(text())
    editor = Editor(site, folders=(".", "content/inner"))
    editor.put(page(0), text("2020-01-01 10:00:00"))
    editor.put(page(1), text("2020-01-01 10:00:00"))
    assert found(editor, 0) == {"DAT001"}
    assert editor.put(inner, text("2020-01-01 10:00:00")) == {inner, page(0), page(1)}
    assert found(editor, 0) == set()
    assert editor.close(inner) == {inner, page(0), page(1)}
    assert found(editor, 0) == {"DAT001"}
