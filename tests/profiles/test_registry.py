"""Which profile fits a folder."""

import os
import pickle
from pathlib import Path

import pytest

from linter.profiles.registry import all_profiles, site_around, site_at
from linter.site.config import SiteConfig
from tests.conftest import Build

MARKED = {
    "jekyll": {"_config.yml": ""},
    "jekyll ": {"_posts/a.md": "", "_layouts/post.html": ""},
    "hugo": {"hugo.toml": ""},
    "hugo ": {"config.yaml": "baseURL: https://example.org/\n"},
    "hugo  ": {"config/_default/hugo.json": "{}"},
    "hugo   ": {"config.toml": "title = 'a'\n", "content/a.md": ""},
    "zola": {"config.toml": "base_url = 'https://example.org'\n", "content/a.md": ""},
    "docusaurus": {"docusaurus.config.ts": "", "package.json": "{}"},
    "docusaurus ": {
        "website/docusaurus.config.js": "docs: {path: '../docs'}",
        "docs/a.md": "",
    },
    "astro": {"astro.config.mjs": ""},
    "eleventy": {".eleventy.js": ""},
    "mkdocs": {"mkdocs.yml": ""},
}


def root_of(path: Path) -> Path | None:
    folder = path if path.is_dir() else path.parent
    site = site_around(os.path.realpath(folder))
    return None if site is None else Path(site.path)


@pytest.mark.parametrize("name", MARKED)
def test_a_site_is_recognised_by_its_marker(tmp_path: Path, name: str) -> None:
    for path, text in MARKED[name].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    site = site_at(str(tmp_path))
    assert site is not None
    assert site.profile is all_profiles()[name.strip()]


@pytest.mark.parametrize(
    "files",
    [
        {"config.toml": "name = 'any program'\n"},
        {"config/settings.yaml": "a: 1\n"},
        {"_config.yml": "", "scaffolds/post.md": ""},
        {"_posts/a.md": ""},
        {"website/docusaurus.config.js": "docs: {path: 'docs'}", "docs/a.md": ""},
    ],
)
def test_what_other_programs_have_too_is_no_marker(tmp_path: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert site_at(str(tmp_path)) is None


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("config.toml", "baseURL = 'https://example.org'\ncontentDir = 'pages'\n"),
        ("config.toml", "base_url = 'https://example.org'\n"),
        ("hugo.yaml", "baseURL: https://example.org\ncontentDir: pages\n"),
    ],
)
def test_the_config_of_a_site_is_read_once(build: Build, config: str, url: str) -> None:
    root = build({config: url, "content/a.md": "", "pages/b.md": ""})
    (root / "_config.yml").unlink()
    site = site_at(str(root))
    assert site is not None
    assert site.settings
    (root / config).write_text("", encoding="utf-8")
    assert isinstance(site.config, SiteConfig)
    assert site.config.url == "https://example.org"
    assert site.content.is_page("pages/b.md") == ("contentDir" in url)
    assert pickle.loads(pickle.dumps(site)).settings == site.settings  # noqa: S301 - its own bytes


def test_the_root_is_the_nearest_folder_with_a_config(build: Build) -> None:
    root = build({"_news/2020/a.md": "", "docs/_config.yaml": "", "docs/_news/b.md": ""})
    assert root_of(root / "_news" / "2020" / "a.md") == root
    assert root_of(root / "_news" / "2020" / "not-yet.md") == root
    assert root_of(root) == root
    assert root_of(root / "docs" / "_news" / "b.md") == root / "docs"


def test_no_root(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").mkdir()
    (tmp_path / "_config.toml").write_text("", encoding="utf-8")
    assert root_of(tmp_path / "a.md") is None


@pytest.mark.posix("symbolic links")
def test_a_linked_article_belongs_to_the_site_that_holds_the_link(
    build: Build, tmp_path: Path
) -> None:
    root = build({"_news/a.md": ""})
    (tmp_path / "b.md").write_text("", encoding="utf-8")
    (root / "_news" / "b.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "news").symlink_to(root / "_news")
    assert root_of(root / "_news" / "b.md") == root
    assert root_of(tmp_path / "news" / "a.md") == root
    assert root_of(tmp_path / "news") == root


@pytest.mark.parametrize(
    ("folder", "inner", "expected"),
    [
        ("themes/fern", "layout", None),
        ("themes/fern", "_layouts", "jekyll"),
        ("themes", "layout", "jekyll"),
        ("docs/fern", "layout", "jekyll"),
    ],
)
def test_a_theme_of_hexo_is_no_site_of_jekyll(
    tmp_path: Path, folder: str, inner: str, expected: str | None
) -> None:
    root = tmp_path / folder
    (root / inner).mkdir(parents=True)
    (root / "_config.yml").write_text("", encoding="utf-8")
    site = site_at(str(root))
    assert (site and site.profile.name) == expected
