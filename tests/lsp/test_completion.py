"""linter.lsp.completion: keys, values, items, pictures and codes, in every notation."""

import json
from pathlib import Path
from typing import Any

import pytest
from lsprotocol.types import CompletionItem, InsertTextFormat, MarkupContent, TextEdit

from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lsp.client import Client as Capabilities
from linter.lsp.completion import completion
from linter.lsp.template import Blank, as_snippet, as_text
from tests.lsp.client import Client
from tests.lsp.opened import changed, opened, site
from tests.lsp.test_hover import PNG, SECURED

SCHEMA: dict[str, Any] = {
    "properties": {
        "layout": {"enum": ["post", "yes", 'it\'s: "a"', None], "description": "The *layout*."},
        "title": {"title": "Headline", "type": "string", "examples": ["A } $x"]},
        "draft": {"type": "boolean"},
        "count": {"type": "integer", "default": 3},
        "kind": {"const": "news"},
        "provider": {
            "type": "object",
            "properties": {
                "name": {"type": "string", "x-role": "provider-name"},
                "domain": {"type": "string", "x-role": "provider-domain"},
                "more": {},
            },
            "required": ["name", "domain"],
        },
        "topics": {"type": "array", "items": {"type": "string"}, "x-role": "topics"},
        "tags": {"type": "array", "items": {"enum": ["x", "y"]}},
        "counts": {"type": "array", "items": {"enum": [1, 2, 1.5]}},
        "author": {"x-exists-in": "data/authors.yml#"},
        "image": {"type": "string", "x-role": "image-url"},
        "old": {"deprecated": True},
        "secured": {"x-role": "secured", "examples": [SECURED], "enum": [SECURED]},
        "related": {
            "type": "array",
            "items": {"properties": {"title": {}, "url": {}}, "required": ["url"]},
        },
    },
    "required": ["title", "kind"],
}
PLAIN = Capabilities()
SNIPPETS = Capabilities(has_snippets=True, keeps_lines=True, has_markdown_completions=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site(tmp_path, SCHEMA)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/authors.yml").write_text("ann: {}\n'no': {}\n", "utf-8")
    (tmp_path / "static/img/deep").mkdir(parents=True)
    (tmp_path / "static/img/a b.png").write_bytes(PNG)
    (tmp_path / "static/img/note.txt").write_text("", "utf-8")
    (tmp_path / "static/img/.hidden.png").write_bytes(PNG)
    return tmp_path


def items(
    folder: Path, *texts: str, client: Capabilities = PLAIN, name: str = "content/a.md"
) -> dict[str, CompletionItem]:
    document, caret = opened(folder, *texts, name=name)
    found = completion(document, caret, client)
    assert not found.is_incomplete
    ordered = sorted(found.items, key=lambda item: item.sort_text or "")
    assert len({item.label for item in ordered}) == len(ordered)
    return {item.label: item for item in ordered}


def chosen(folder: Path, marked: str, label: str, client: Capabilities = PLAIN) -> str:
    """Return a text after an item was chosen."""
    document, caret = opened(folder, marked)
    item = next(each for each in completion(document, caret, client).items if each.label == label)
    assert isinstance(item.text_edit, TextEdit)
    place = item.text_edit.range
    assert place.start.line == place.end.line == document.positions.position(caret).line
    assert place.start <= document.positions.position(caret) <= place.end
    return changed(document, [(place, item.text_edit.new_text)])


def data(text: str) -> Any:
    document = Document(Source("a.md", text), Dialect.HUGO)
    assert document.problem is None, text
    return document.data


# Keys


def test_required_keys_come_first_and_those_that_are_there_not_at_all(folder: Path) -> None:
    found = items(folder, "---\nlayout: post\n‸\ntitle: a\n---\n")
    assert next(iter(found)) == "kind"
    assert list(found)[-1] == "old"
    assert "layout" not in found
    assert "title" not in found
    assert found["kind"].detail == "required"


def test_the_key_that_is_being_changed_is_offered_too(folder: Path) -> None:
    found = items(folder, "---\ntit‸le: a\nlayout: post\n---\n")
    assert "title" in found
    assert "layout" not in found
    assert chosen(folder, "---\ndra‸: a\n---\n", "draft") == "---\ndraft: a\n---\n"


@pytest.mark.parametrize(
    "marked",
    [
        "---\nlayout: [a\nz‸: b\n---\n",
        "---\nlayout: post\nti‸\n---\n",
        "---\nlayout: post\nti‸\n",
        '{\n  "layout": "post",\n  "ti‸"\n}\n',
        '{\n  "layout": "post",\n  "ti‸',
        "+++\nlayout = 'post'\nti‸\n+++\n",
        "---\nlayout: post\n  ti: 'a\nkind: news\n‸\n---\n",
    ],
)
def test_keys_are_offered_while_the_block_does_not_parse(folder: Path, marked: str) -> None:
    found = items(folder, "---\nlayout: post\n---\n", marked)
    assert "title" in found
    assert "layout" not in found


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("---\nti‸\n---\n", "title", "---\ntitle: \n---\n"),
        ("---\nki‸\n---\n", "kind", "---\nkind: news\n---\n"),
        ("---\npro‸\n---\n", "provider", "---\nprovider:\n---\n"),
        ("---\nprovider:\n  na‸\n---\n", "name", "---\nprovider:\n  name: \n---\n"),
        ("---\nrelated:\n  - u‸\n---\n", "url", "---\nrelated:\n  - url: \n---\n"),
        ("---\nrelated:\n- a: b\n  ‸\n---\n", "url", "---\nrelated:\n- a: b\n  url: \n---\n"),
        ("---\nprovider: {‸}\n---\n", "name", "---\nprovider: {name: }\n---\n"),
        ("---\n'ti‸\n---\n", "title", "---\n'title': \n---\n"),
        ("+++\nti‸\n+++\n", "title", '+++\ntitle = ""\n+++\n'),
        ("+++\nki‸\n+++\n", "kind", '+++\nkind = "news"\n+++\n'),
        ("+++\n[pro‸]\n+++\n", "provider", "+++\n[provider]\n+++\n"),
        ("+++\n[provider]\nna‸\n+++\n", "name", '+++\n[provider]\nname = ""\n+++\n'),
        ('{"ti‸"}\n', "title", '{"title": ""}\n'),
        ('{"ti‸"\n"draft": true}\n', "title", '{"title": "",\n"draft": true}\n'),
        ("{‸}\n", "provider", '{"provider": {"name": "", "domain": ""}}\n'),
    ],
)  # fmt: skip
def test_a_chosen_key_is_written_as_the_notation_has_it(
    folder: Path, marked: str, label: str, expected: str
) -> None:
    assert chosen(folder, marked, label) == expected


@pytest.mark.parametrize(
    ("marked", "label", "snippet"),
    [
        ("---\nti‸\n---\n", "title", r"title: ${1:A \} \$x}"),
        ("---\npro‸\n---\n", "provider", "provider:\n  name: $1\n  domain: $2"),
        ("---\ntop‸\n---\n", "topics", "topics:\n  - $1"),
        ("---\nrelated:\n  - u‸\n---\n", "url", "url: $1"),
        ("---\ndr‸\n---\n", "draft", "draft: ${1|true,false|}"),
        ("---\nco‸\n---\n", "count", "count: ${1:3}"),
        ("---\nsec‸\n---\n", "secured", None),
        ("---\nki‸\n---\n", "kind", "kind: news"),
        ("+++\npro‸\n+++\n", "provider", 'provider = {name = "$1", domain = "$2"\\}'),
        ('{"to‸"}\n', "topics", '"topics": [$1]'),
    ],
)
def test_a_snippet_has_blanks_to_fill_in(
    folder: Path, marked: str, label: str, snippet: str | None
) -> None:
    item = items(folder, marked, client=SNIPPETS)[label]
    assert isinstance(item.text_edit, TextEdit)
    if snippet is None:
        assert SECURED[:8] not in str(item)
        return
    assert item.text_edit.new_text == snippet
    assert (item.insert_text_format is InsertTextFormat.Snippet) == ("$" in snippet)


def test_choices_of_a_snippet_are_escaped() -> None:
    template = ("a}", Blank(("b,c", "d|e", "f$")), Blank(("g}",)), Blank())
    assert as_snippet(template) == r"a\}${1|b\,c,d\|e,f\$|}${2:g\}}$3"
    assert as_text(template) == "a}"


def test_a_client_without_snippets_gets_none(folder: Path) -> None:
    for item in items(folder, "---\n‸\n---\n").values():
        assert item.insert_text_format is None
        assert isinstance(item.text_edit, TextEdit)
        assert "$" not in item.text_edit.new_text


def test_notes_are_escaped_in_markdown_alone(folder: Path) -> None:
    for client, expected in ((SNIPPETS, r"The \*layout\*\."), (PLAIN, "The *layout*.")):
        note = items(folder, "---\nla‸\n---\n", client=client)["layout"].documentation
        assert isinstance(note, MarkupContent)
        assert note.value == expected


# Values


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("---\nlayout: ‸\n---\n", "post", "---\nlayout: post\n---\n"),
        ("---\nlayout:‸\n---\n", "post", "---\nlayout: post\n---\n"),
        ("---\nlayout: p‸\n---\n", "post", "---\nlayout: post\n---\n"),
        ("---\nlayout: 'p‸\n---\n", "post", "---\nlayout: 'post'\n---\n"),
        ('---\nlayout: "p‸"\n---\n', "post", '---\nlayout: "post"\n---\n'),
        ("---\nlayout: ‸\n---\n", "yes", '---\nlayout: "yes"\n---\n'),
        ("---\nlayout: '‸'\n---\n", 'it\'s: "a"', "---\nlayout: 'it''s: \"a\"'\n---\n"),
        ("---\nlayout: ‸\n---\n", "null", "---\nlayout: null\n---\n"),
        ("---\ndraft: ‸\n---\n", "true", "---\ndraft: true\n---\n"),
        ("---\ntags: [x, ‸]\n---\n", "y", "---\ntags: [x, y]\n---\n"),
        ("---\ntags:\n  - ‸\n---\n", "x", "---\ntags:\n  - x\n---\n"),
        ("---\ntags:\n  - x\n  ‸\n---\n", "y", "---\ntags:\n  - x\n  - y\n---\n"),
        ("---\ntags:\n  ‸\n---\n", "x", "---\ntags:\n  - x\n---\n"),
        ("+++\nlayout = ‸\n+++\n", "post", '+++\nlayout = "post"\n+++\n'),
        ("+++\nlayout =‸\n+++\n", "post", '+++\nlayout = "post"\n+++\n'),
        ("+++\nlayout = '‸'\n+++\n", "post", "+++\nlayout = 'post'\n+++\n"),
        ("+++\ntags = [‸]\n+++\n", "x", '+++\ntags = ["x"]\n+++\n'),
        ('{"layout": ‸}\n', 'it\'s: "a"', '{"layout": "it\'s: \\"a\\""}\n'),
        ('{"draft": ‸}\n', "false", '{"draft": false}\n'),
    ],
)
def test_a_chosen_value_is_written_in_its_quotes(
    folder: Path, marked: str, label: str, expected: str
) -> None:
    assert chosen(folder, marked, label) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("---\ntags: [x, ‸]\n---\n", ["y"]),
        ("---\ntags:\n  - x\n  - ‸\n---\n", ["y"]),
        ("---\ntags:\n  - x\n  ‸\n---\n", ["y"]),
        ("---\ntags:\n  - ‸\n  - y\n---\n", ["x"]),
        ("---\ntags:\n  - x\n  - y\n  - ‸\n---\n", []),
        ("---\ntags:\n  - x‸\n  - y\n---\n", ["x"]),
        ("---\ntags: x\nkind: ‸\n---\n", ["news"]),
        ("---\ncounts: [1, ‸]\n---\n", ["2", "1.5"]),
        ("+++\ntags = ['x', '‸']\n+++\n", ["y"]),
        ('{"tags": ["x", "‸"]}\n', ["y"]),
        ('{\n  "tags": [\n    "x",\n    ‸\n  ]\n}\n', ["y"]),
    ],
)
def test_what_a_list_has_is_not_offered_again(
    folder: Path, marked: str, expected: list[str]
) -> None:
    assert list(items(folder, marked)) == expected


def test_a_chosen_value_is_read_as_it_is_meant(folder: Path) -> None:
    for marked in ("---\nlayout: ‸\n---\n", "---\nlayout: '‸'\n---\n", '---\nlayout: "‸"\n---\n'):
        for value in ("post", "yes", 'it\'s: "a"'):
            assert data(chosen(folder, marked, value)) == {"layout": value}


def test_toml_has_no_null(folder: Path) -> None:
    assert "null" not in items(folder, "+++\nlayout = ‸\n+++\n")


def test_values_of_a_list_of_the_site_are_offered(folder: Path) -> None:
    found = items(folder, "---\nauthor: ‸\n---\n")
    assert list(found) == ["ann", "no"]
    assert data(chosen(folder, "---\nauthor: ‸\n---\n", "no")) == {"author": "no"}


def test_nothing_is_offered_for_a_secured_value(folder: Path) -> None:
    assert not items(folder, "---\nsecured: ‸\n---\n")
    assert not items(folder, f"---\nsecured: ‸{SECURED}\n---\n")


def test_a_value_of_the_site_that_is_secret_here_is_not_offered(folder: Path) -> None:
    (folder / "data/authors.yml").write_text(f"ann: {{}}\n{SECURED!r}: {{}}\n", "utf-8")
    found = items(folder, f"---\nauthor: ‸\nsecured: {SECURED}\n---\n")
    assert list(found) == ["ann"]


def test_texts_of_several_lines_and_places_between_words_have_nothing(folder: Path) -> None:
    for marked in ("---\nlayout: |\n  p‸\n---\n", "---\nlayout: 'a' ‸\n---\n", "---\n---\nBo‸dy\n"):
        assert not items(folder, marked)


# Topics, organisations and items


def test_topics_and_organisations_of_the_site_are_offered(tmp_path: Path) -> None:
    site(tmp_path, SCHEMA)
    (tmp_path / "hugo.toml").unlink()
    (tmp_path / "_config.yml").write_text("title: a\n", "utf-8")
    files = {
        "data/authors.yml": "ann: {}\n",
        "_data/topics/ai.yml": "name: 'AI: all'\n",
        "_data/organizations/pbs.md": "---\nname: PBS\ndomain: pbs.org\n---\n",
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert list(items(tmp_path, "---\ntopics:\n  - ‸\n---\n")) == ["AI: all"]
    assert 'topics: ["AI: all"]' in chosen(tmp_path, "---\ntopics: [‸]\n---\n", "AI: all")
    assert list(items(tmp_path, "---\nprovider:\n  domain: ‸\n---\n")) == ["pbs.org"]
    assert list(items(tmp_path, "---\nprovider:\n  name: ‸\n---\n")) == ["PBS"]


# Pictures


def test_pictures_come_a_folder_at_a_time_with_their_sizes(folder: Path) -> None:
    found = items(folder, "---\nimage: /‸\n---\n")
    assert list(found) == ["/img/"]
    found = items(folder, "---\nimage: /img/‸\n---\n")
    assert list(found) == ["/img/a b.png", "/img/deep/"]
    assert found["/img/a b.png"].detail == "16 by 9 pixels, PNG"
    assert chosen(folder, "---\nimage: '/img/a‸'\n---\n", "/img/a b.png") == (
        "---\nimage: '/img/a b.png'\n---\n"
    )


@pytest.mark.parametrize("typed", ["/../", "../../", "https://a.org/", "//a/", "/img/\0/"])
def test_no_path_leads_out_of_the_site(folder: Path, typed: str) -> None:
    (folder.parent / "outside.png").write_bytes(PNG)
    assert not any("outside" in label for label in items(folder, f"---\nimage: {typed}‸\n---\n"))


# Comments


def test_codes_are_offered_inside_ignore_comments(folder: Path) -> None:
    found = items(folder, "---\n# articlelint: ignore[TXT001, UR‸]\ntitle: a\n---\n")
    assert found["URL001"].detail == "invalid-url"
    assert "TXT001" not in found
    marked = "---\ntitle: a # articlelint: ignore[TXT001, UR‸L9] b\n---\n"
    assert "ignore[TXT001, URL002] b" in chosen(folder, marked, "URL002")
    assert "# articlelint: ignore[\n" in chosen(
        folder, "---\n# art‸\ntitle: a\n---\n", "articlelint: ignore"
    )
    assert not items(folder, "---\n# some text‸\ntitle: a\n---\n")


def test_many_values_are_cut_to_those_that_fit(folder: Path) -> None:
    lines = "".join(f"a{number}: {{}}\n" for number in range(3000))
    (folder / "data/authors.yml").write_text(lines, "utf-8")
    document, caret = opened(folder, "---\nauthor: a2999‸\n---\n")
    found = completion(document, caret, PLAIN)
    assert found.is_incomplete
    assert [item.label for item in found.items] == ["a2999"]


def test_a_client_gets_completions(client: Client, folder: Path) -> None:
    found = client.initialize([folder])["capabilities"]["completionProvider"]
    assert ":" in found["triggerCharacters"]
    uri = (folder / "content/a.md").as_uri()
    client.open(uri, "---\nti\n---\n")
    place = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 2}}
    answer = client.request("textDocument/completion", place)["result"]
    assert "title" in {item["label"] for item in answer["items"]}
    assert json.dumps(answer)
