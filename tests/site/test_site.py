"""Jekyll sites, laid out here, and a real one."""

import os
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.filesystem import Stamp
from linter.frontmatter.source import Source, decode
from linter.site.site import (
    DataEntry,
    Miss,
    Site,
    SiteConfig,
    SiteFiles,
    SiteIndex,
    SiteProblem,
    Unresolved,
    data_entry,
    files_below,
    find_site_root,
    is_excluded,
    local_path,
    read_config,
    read_index,
    read_items,
    site_config,
)
from tests.sites import OWN, REAL, on_each_site

Build = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return what lays out a site of the given files and returns its root."""

    def lay_out(files: Mapping[str, str]) -> Path:
        root = tmp_path / "site"
        for name, text in {"_config.yml": "", **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return root

    return lay_out


def config(text: str) -> SiteConfig:
    result = site_config(Source("_config.yml", text))
    assert isinstance(result, SiteConfig)
    return result


def problem(text: str) -> SiteProblem:
    result = site_config(Source("_config.yml", text))
    assert isinstance(result, SiteProblem)
    return result


# The root


def test_the_root_is_the_nearest_folder_with_a_config(build: Build) -> None:
    root = build({"_news/2020/a.md": "", "docs/_config.yaml": "", "docs/_news/b.md": ""})
    assert find_site_root(root / "_news" / "2020" / "a.md") == root
    assert find_site_root(root / "_news" / "2020" / "not-yet.md") == root
    assert find_site_root(root) == root
    assert find_site_root(root / "docs" / "_news" / "b.md") == root / "docs"


def test_no_root(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").mkdir()
    (tmp_path / "_config.toml").write_text("", encoding="utf-8")
    assert find_site_root(tmp_path / "a.md") is None


def test_a_linked_article_belongs_to_the_site_that_holds_the_link(
    build: Build, tmp_path: Path
) -> None:
    root = build({"_news/a.md": ""})
    (tmp_path / "b.md").write_text("", encoding="utf-8")
    (root / "_news" / "b.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "news").symlink_to(root / "_news")
    assert find_site_root(root / "_news" / "b.md") == root
    assert find_site_root(tmp_path / "news" / "a.md") == root
    assert find_site_root(tmp_path / "news") == root


# Settings


def test_settings() -> None:
    result = config(
        "url: https://example.com\nbaseurl: /base/\nsource: ./src\ncollections_dir: /things\n"
        "collections:\n  news: {output: true}\n  drafts:\n  learning: {output: no}\n"
        "exclude: [CNAME, /tmp, 7, Gemfile]\ninclude: [node_modules]\n"
    )
    assert (result.url, result.baseurl) == ("https://example.com", "/base")
    assert (result.source, result.collections_dir, result.data_dir) == ("src", "things", "_data")
    assert result.collections == {"news": True, "drafts": False, "learning": False, "posts": True}
    assert result.exclude[:3] == ("CNAME", "tmp", "Gemfile")
    assert ".jekyll-cache" in result.exclude
    assert "node_modules" not in result.exclude
    assert len(set(result.exclude)) == len(result.exclude)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# only\n\n  # comments\n", id="comments"),
        pytest.param("---\n", id="marker"),
        pytest.param("url:\nbaseurl:\nsource:\ncollections:\nexclude:\n", id="nothing-after-keys"),
        pytest.param("url: 7\nbaseurl: []\ncollections: 7\nexclude: x\n", id="wrong-types"),
        pytest.param("baseurl: /\nsource: .\nurl: ''\n", id="plain-ones"),
    ],
)
def test_settings_of_a_site_that_has_none(text: str) -> None:
    assert config(text) == SiteConfig()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("baseurl: /b\n", id="plain"),
        pytest.param("---\nbaseurl: /b\n---\n", id="as-front-matter"),
        pytest.param("# about\n\n---\r\nbaseurl: /b\r\n", id="comment-first"),
        pytest.param("%YAML 1.1\n--- # go\nbaseurl: /b\n", id="directive-first"),
        pytest.param("\ufeffbaseurl: /b\n", id="byte-order-mark"),
        pytest.param("a: &a\n  baseurl: /b\n<<: *a\n", id="merge"),
        pytest.param("baseurl: /a\nbaseurl: b", id="twice-and-without-slash"),
        pytest.param('{\n"baseurl": "/b"\n}', id="json"),
    ],
)
def test_spellings_of_one_setting(text: str) -> None:
    assert config(text).baseurl == "/b"


def test_collections_as_a_list() -> None:
    assert config("collections: [news, samples]\n").collections == {
        "news": False,
        "samples": False,
        "posts": True,
    }


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        pytest.param("url: x\n- y\n", 2, "", id="syntax"),
        pytest.param("# c\n---\nurl: 'x\n", 3, "", id="syntax-behind-a-comment"),
        pytest.param("url: x\n---\nurl: y\n", 2, "second YAML document", id="two-documents"),
        pytest.param("- url\n", 1, "not a mapping", id="list"),
        pytest.param("a: " + "[" * 200 + "]" * 200, 1, "nested too deeply", id="deep"),
        pytest.param("source: ../other\n", 1, "`source` leads outside", id="source-above"),
        pytest.param("source: /srv\n", 1, "`source` leads outside", id="source-absolute"),
        pytest.param("source: ~/x\n", 1, "`source` leads outside", id="source-at-home"),
        pytest.param("data_dir: a/../..\n", 1, "`data_dir` leads outside", id="data-above"),
    ],
)
def test_settings_that_are_refused(text: str, row: int, words: str) -> None:
    result = problem(text)
    assert (result.path, result.row) == ("_config.yml", row)
    assert words in result.reason
    assert result.reason


def test_settings_that_are_not_utf_8() -> None:
    assert site_config(decode("_config.yml", b"a: b\nurl: \xff\n")) == SiteProblem(
        "_config.yml", 2, "it is not UTF-8"
    )


def test_an_alias_bomb_is_a_problem() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert "expand" in problem("\n".join(lines)).reason


def test_reading_the_settings(build: Build, tmp_path: Path) -> None:
    root = build({"_config.yml": "url: https://example.com\n", "_config.yaml": "url: no\n"})
    result = read_config(root)
    assert isinstance(result, SiteConfig)
    assert result.url == "https://example.com"
    (root / "_config.yml").unlink()
    (tmp_path / "outside.yml").write_text("url: secret\n", encoding="utf-8")
    (root / "_config.yml").symlink_to(tmp_path / "outside.yml")
    assert read_config(root) == SiteProblem("_config.yml", 1, "it leads outside the site")
    assert read_config(tmp_path) == SiteProblem("_config.yml", 1, "no such file or directory")


EXCLUDE = SiteConfig(exclude=("CNAME", "tmp/", "assets/no*", "*.bak", "d*p", "x[1].txt"))


# Both lists as measured with Jekyll 4.3.1.
@pytest.mark.parametrize(
    "path",
    [
        "CNAME",
        "CNAMES",
        "tmp/x",
        "assets/nope.txt",
        "assets/noo/y.txt",
        "a/b/c.bak",
        "a/b.bak/c",
        "deep/a/b",
        "x1.txt",
    ],
)
def test_excluded(path: str) -> None:
    assert is_excluded(path, EXCLUDE)


@pytest.mark.parametrize(
    "path", ["a/CNAME", "tmpx", "assets/yes.txt", "deeper/a", "x2.txt", "a/tmp/x"]
)
def test_not_excluded(path: str) -> None:
    assert not is_excluded(path, EXCLUDE)


# Addresses

SITE = SiteConfig(url="https://Family.example", baseurl="/one")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/assets/a.jpg", "assets/a.jpg"),
        ("/one/assets/a.jpg", "assets/a.jpg"),
        ("/oneself/a.jpg", "oneself/a.jpg"),
        ("https://family.example/one/assets/a.jpg", "assets/a.jpg"),
        ("HTTPS://FAMILY.example:443/one/assets/a.jpg", "assets/a.jpg"),
        ("http://family.example/one/assets/a.jpg", "assets/a.jpg"),
        ("/assets/a.jpg?v=1#top", "assets/a.jpg"),
        ("/assets/a.jpg#top?v=1", "assets/a.jpg"),
        ("https://family.example/one/a.jpg?v=/x", "a.jpg"),
        ("/assets/a%20b%C3%A9.jpg", "assets/a bé.jpg"),
        ("/assets/a+b.jpg", "assets/a+b.jpg"),
        ("/assets/%2525.jpg", "assets/%25.jpg"),
        ("/%2e%2e/a.jpg", "../a.jpg"),
        ("/../../etc/passwd", "../../etc/passwd"),
        ("/", ""),
    ],
)
def test_local_addresses(address: str, expected: str) -> None:
    assert local_path(address, SITE) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://family.example/two/assets/a.jpg",
        "https://family.example/oneself/a.jpg",
        "https://family.example/one",
        "https://family.example/ONE/a.jpg",
        "https://family.example/",
        "https://family.example:8080/one/a.jpg",
        "https://www.family.example/one/a.jpg",
        "https://family.example.org/one/a.jpg",
        "https://else.example/?https://family.example/one/a.jpg",
        "//family.example/one/a.jpg",
        "assets/a.jpg",
        "../../etc/passwd",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "https://family.example/one/a b.jpg",
        "",
    ],
)
def test_addresses_elsewhere(address: str) -> None:
    assert local_path(address, SITE) is None


@pytest.mark.parametrize(
    ("settings", "address", "expected"),
    [
        pytest.param(SiteConfig(), "/assets/a.jpg", "assets/a.jpg", id="nothing-known"),
        pytest.param(SiteConfig(), "https://x.example/a.jpg", None, id="no-url"),
        pytest.param(SiteConfig(url="not a url"), "https://x.example/a.jpg", None, id="bad-url"),
        pytest.param(SiteConfig(url="https://x.example"), "https://x.example/a", "a", id="no-base"),
        pytest.param(SiteConfig(url="https://x.example/"), "https://x.example/a", "a", id="slash"),
        pytest.param(
            SiteConfig(url="https://x.example/b", baseurl="/c"),
            "https://x.example/b/c/a",
            "a",
            id="url-with-a-path",
        ),
        pytest.param(
            SiteConfig(url="http://localhost:4000"), "http://localhost:4000/a", "a", id="port"
        ),
    ],
)
def test_addresses_of_other_settings(
    settings: SiteConfig, address: str, expected: str | None
) -> None:
    assert local_path(address, settings) == expected


# Files


def test_files_are_resolved(build: Build) -> None:
    root = build({"assets/a.jpg": "", "assets/deep/b b.jpg": ""})
    files = SiteFiles(root)
    for path in ("assets/a.jpg", "assets//./a.jpg", "assets/deep/../a.jpg", "x/../assets/a.jpg"):
        assert files.resolve(path) == root / "assets" / "a.jpg"
    assert files.resolve("assets/deep/b b.jpg") == root / "assets" / "deep" / "b b.jpg"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("assets/b.jpg", Unresolved(Miss.MISSING)),
        ("other/a.jpg", Unresolved(Miss.MISSING)),
        ("assets/a.jpg/x", Unresolved(Miss.MISSING)),
        ("assets/a.jpg\0", Unresolved(Miss.MISSING)),
        ("assets\\a.jpg", Unresolved(Miss.MISSING)),
        ("x" * 5_000, Unresolved(Miss.MISSING)),
        ("assets/A.JPG", Unresolved(Miss.OTHER_CASE, "assets/a.jpg")),
        ("ASSETS/a.jpg", Unresolved(Miss.OTHER_CASE, "assets/a.jpg")),
        ("ASSETS/b.jpg", Unresolved(Miss.MISSING)),
        ("assets", Unresolved(Miss.NOT_A_FILE)),
        ("assets/a.jpg/", Unresolved(Miss.NOT_A_FILE)),
        ("", Unresolved(Miss.NOT_A_FILE)),
        ("pipe.jpg", Unresolved(Miss.NOT_A_FILE)),
        ("broken.jpg", Unresolved(Miss.MISSING)),
        ("loop.jpg", Unresolved(Miss.MISSING)),
        ("../../etc/passwd", Unresolved(Miss.OUTSIDE)),
        ("assets/../../secret.jpg", Unresolved(Miss.OUTSIDE)),
        ("..", Unresolved(Miss.OUTSIDE)),
        ("linked.jpg", Unresolved(Miss.OUTSIDE)),
        ("linked/secret.jpg", Unresolved(Miss.OUTSIDE)),
        ("linked/missing.jpg", Unresolved(Miss.OUTSIDE)),
    ],
)
def test_what_is_no_file_of_the_site(
    build: Build, tmp_path: Path, path: str, expected: Unresolved
) -> None:
    root = build({"assets/a.jpg": ""})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.jpg").write_text("", encoding="utf-8")
    (tmp_path / "secret.jpg").write_text("", encoding="utf-8")
    (root / "linked").symlink_to(outside)
    (root / "linked.jpg").symlink_to(outside / "secret.jpg")
    (root / "broken.jpg").symlink_to(root / "gone.jpg")
    (root / "loop.jpg").symlink_to(root / "loop.jpg")
    os.mkfifo(root / "pipe.jpg")
    assert SiteFiles(root).resolve(path) == expected


def test_links_inside_the_site_are_followed(build: Build, tmp_path: Path) -> None:
    root = build({"assets/a.jpg": ""})
    (root / "pictures").symlink_to("assets")
    (tmp_path / "way-in").symlink_to(root)
    assert SiteFiles(root).resolve("pictures/a.jpg") == root / "pictures" / "a.jpg"
    assert SiteFiles(tmp_path / "way-in").resolve("assets/a.jpg") == root / "assets" / "a.jpg"


def test_a_neighbour_whose_name_begins_like_the_site_is_outside(
    build: Build, tmp_path: Path
) -> None:
    root = build({})
    (tmp_path / "site-two").mkdir()
    (tmp_path / "site-two" / "a.jpg").write_text("", encoding="utf-8")
    (root / "two").symlink_to(tmp_path / "site-two")
    assert SiteFiles(root).resolve("two/a.jpg") == Unresolved(Miss.OUTSIDE)


def test_files_of_a_source_folder(build: Build, tmp_path: Path) -> None:
    root = build({"src/a.jpg": "", "b.jpg": ""})
    files = SiteFiles(root, "src")
    assert files.resolve("a.jpg") == root / "src" / "a.jpg"
    assert files.resolve("A.jpg") == Unresolved(Miss.OTHER_CASE, "a.jpg")
    assert files.resolve("../b.jpg") == Unresolved(Miss.OUTSIDE)
    assert SiteFiles(root, "none").resolve("a.jpg") == Unresolved(Miss.MISSING)
    (root / "out").symlink_to(tmp_path)
    assert SiteFiles(root, "out").resolve("site/b.jpg") == Unresolved(Miss.OUTSIDE)


STEPS = st.sampled_from(["..", ".", "", "assets", "a.jpg", "linked", "etc", "%2e%2e", "..."])


@given(st.lists(STEPS, max_size=8).map("/".join))
def test_no_path_leads_outside(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    root = tmp_path_factory.getbasetemp() / "fixed" / "site"
    if not root.exists():
        (root / "assets").mkdir(parents=True)
        (root / "assets" / "a.jpg").write_text("", encoding="utf-8")
        (root.parent / "a.jpg").write_text("", encoding="utf-8")
        (root / "linked").symlink_to(root.parent)
    result = SiteFiles(root).resolve(path)
    if isinstance(result, Path):
        assert Path(os.path.realpath(result)).is_relative_to(root)
        assert result.is_file()


def test_files_below_a_folder(build: Build, tmp_path: Path) -> None:
    root = build({"d/b.md": "", "d/a/c.md": "", "d/.x/e.md": "", "d/_x.md": "", "e.md": ""})
    (tmp_path / "outside.md").write_text("", encoding="utf-8")
    (root / "d" / "out.md").symlink_to(tmp_path / "outside.md")
    (root / "d" / "in.md").symlink_to(root / "e.md")
    (root / "d" / "round").symlink_to(root / "d")
    (root / "d" / "gone.md").symlink_to("nowhere")
    os.mkfifo(root / "d" / "pipe.md")
    assert files_below(root, "d") == ["d/a/c.md", "d/b.md", "d/in.md"]
    assert files_below(root, "none") == []
    assert files_below(root, "..") == []


# What the site names


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("_data/topics/a.yaml", "name: A b\nparent: C\n", DataEntry("A b", "")),
        ("_data/topics/a.yml", "---\nname: A\n---\n", DataEntry("A", "")),
        ("_data/topics/a.json", '{"name": "A"}', DataEntry("A", "")),
        ("_data/topics/a.md", "---\nname: 'A'\n---\nText: [\n", DataEntry("A", "")),
        ("_data/o/a.md", "---\nname: A\ndomain: a.com\n---\n", DataEntry("A", "a.com")),
        ("_data/o/a.yml", "domain: a.com\n", DataEntry("", "a.com")),
        ("_data/o/a.yml", "name: [A]\ndomain: 7\n", DataEntry("", "")),
        ("_data/o/a.yml", "name: no\n", DataEntry("", "")),
        ("_data/README.md", "# Topics\n", DataEntry("", "")),
        ("_data/o/a.yml", "", DataEntry("", "")),
    ],
)
def test_what_a_data_file_names(path: str, text: str, expected: DataEntry) -> None:
    assert data_entry(Source(path, text)) == expected


@pytest.mark.parametrize(
    ("path", "text", "row"),
    [
        ("a.yml", "name: A\n  b: [\n", 2),
        ("a.yml", "- name: A\n", 1),
        ("a.md", "---\nname: 'A\n---\n", 2),
        ("a.md", "---\nname: A\n", 1),
    ],
)
def test_a_data_file_that_cannot_be_used(path: str, text: str, row: int) -> None:
    result = data_entry(Source(path, text))
    assert isinstance(result, SiteProblem)
    assert (result.path, result.row) == (path, row)
    assert result.reason


def test_the_index(build: Build, tmp_path: Path) -> None:
    root = build(
        {
            "_data/topics/01-a.yaml": "name: A\n",
            "_data/topics/deep/b.md": "---\nname: B\n---\n",
            "_data/topics/picture.png": "name: no",
            "_data/topics/broken.yml": "name: [",
            "_data/organizations/o.md": "---\nname: O\ndomain: o.com\n---\n",
            "_data/organizations/nameless.md": "---\ndomain: p.com\n---\n",
            "_learning/videos/one.md": "",
            "_learning/courses/v1.2.html": "",
            "_learning/drafts/two.md": "",
            "_news/three.md": "",
        }
    )
    (tmp_path / "outside.yml").write_text("name: secret\n", encoding="utf-8")
    (root / "_data" / "topics" / "link.yml").symlink_to(tmp_path / "outside.yml")
    index = read_index(root, config("exclude: [_learning/drafts]\n"))
    assert index.topics == {"A", "B"}
    assert index.organisations == {"o.com": "O", "p.com": ""}
    assert index.items == {"videos/one", "courses/v1.2"}
    assert [problem.path for problem in index.problems] == ["_data/topics/broken.yml"]
    assert pickle.loads(pickle.dumps(index)) == index  # noqa: S301 - what was just written
    assert read_items(root, SiteConfig(), "news") == {"three"}


def test_the_index_of_a_site_with_folders_elsewhere(build: Build) -> None:
    root = build(
        {
            "src/info/topics/a.yml": "name: A\n",
            "src/all/_learning/videos/one.md": "",
            "src/all/_learning/tmp/two.md": "",
            "_data/topics/b.yml": "name: B\n",
        }
    )
    settings = config("source: src\ndata_dir: info\ncollections_dir: all\nexclude: [all/*/tmp]\n")
    assert read_index(root, settings) == SiteIndex(frozenset({"A"}), {}, frozenset({"videos/one"}))


def test_the_index_of_a_site_that_names_nothing(build: Build) -> None:
    assert read_index(build({}), SiteConfig()) == SiteIndex(frozenset(), {}, frozenset())


class Known(NamedTuple):
    """What is known of a site: its base address, the size of its lists, an organisation."""

    baseurl: str
    counts: tuple[int, int, int]
    domain: str
    name: str


KNOWN = {
    OWN: Known("/meadow", (4, 6, 6), "marshpost.example", "The Marsh Post"),
    REAL: Known("/microsoft-power-apps", (7, 70, 448), "bbc.com", "BBC"),
}


@on_each_site
def test_a_whole_site(folder: Path) -> None:
    known = KNOWN[folder]
    root = find_site_root(folder / "_news")
    assert root is not None
    settings = read_config(root)
    assert isinstance(settings, SiteConfig)
    assert settings.baseurl == known.baseurl
    assert settings.collections["newsletters"]
    index = read_index(root, settings)
    assert (len(index.topics), len(index.organisations), len(index.items)) == known.counts
    assert index.problems == ()
    assert index.organisations[known.domain] == known.name
    picture = f"/assets/images/organizations/{known.domain}-50x50.jpg"
    files = SiteFiles(root, settings.source)
    for address in (picture, settings.url + settings.baseurl + picture):
        path = local_path(address, settings)
        assert path is not None
        assert files.resolve(path) == root / picture.lstrip("/")


# What a result depends on


def site_at(root: Path, url: str = "") -> Site:
    return Site(root, SiteConfig(url=url))


FILES = {
    "_data/topics/a.yml": "name: a\n",
    "_data/organizations/b.yml": "name: b\ndomain: b.example\n",
    "_learning/c.md": "---\ntitle: c\n---\n",
    "img/d.png": "no picture",
}


def test_the_fingerprint_stays_where_nothing_changes(build: Build) -> None:
    root = build(FILES)
    fingerprint = site_at(root).fingerprint
    assert len(fingerprint) == 16
    assert site_at(root).fingerprint == fingerprint
    os.utime(root / "_data/topics/a.yml", (1, 1))
    (root / "img/d.png").write_text("another", encoding="utf-8")
    (root / "_learning/c.md").write_text("---\ntitle: another\n---\n", encoding="utf-8")
    assert site_at(root).fingerprint == fingerprint


@pytest.mark.parametrize("path", ["_data/topics/a.yml", "_data/organizations/b.yml"])
@pytest.mark.parametrize("change", ["content", "gone"])
def test_the_fingerprint_changes_with_a_data_file(build: Build, path: str, change: str) -> None:
    root = build(FILES)
    before = site_at(root).fingerprint
    file = root / path
    if change == "content":
        file.write_text("name: another\n", encoding="utf-8")
    else:
        file.unlink()
    assert site_at(root).fingerprint != before


def test_the_fingerprint_changes_with_settings_and_items(build: Build) -> None:
    root = build(FILES)
    before = site_at(root).fingerprint
    assert site_at(root, url="https://example.org").fingerprint != before
    (root / "_learning/e.md").touch()
    assert site_at(root).fingerprint != before


def test_every_picture_that_is_asked_for_is_recorded(build: Build) -> None:
    root = build(FILES)
    site = site_at(root)
    paths = ["img/d.png", "img/D.png", "img/none.png", "img", "../out.png"]
    for path in paths:
        site.picture(path)
    asked = site.asked
    stamp = " ".join(map(str, Stamp.of((root / "img/d.png").stat())))
    assert asked == {
        "img/d.png": stamp,
        "img/D.png": "OTHER_CASE img/d.png",
        "img/none.png": "MISSING ",
        "img": "NOT_A_FILE ",
        "../out.png": "OUTSIDE ",
    }
    site.forget_asked()
    assert (site.asked, len(asked)) == ({}, 5)
    site.picture("img/d.png")
    assert site.asked == {"img/d.png": asked["img/d.png"]}
    assert all(site_at(root).signature(path) == asked[path] for path in paths)


def test_a_signature_changes_with_the_file_that_a_link_leads_to(build: Build) -> None:
    root = build(FILES)
    (root / "img/link.png").symlink_to("d.png")
    before = site_at(root).signature("img/link.png")
    (root / "img/d.png").write_text("another picture", encoding="utf-8")
    assert site_at(root).signature("img/link.png") != before
    (root / "img/d.png").unlink()
    assert site_at(root).signature("img/link.png") == "MISSING "
