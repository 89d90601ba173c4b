"""Links of MkDocs are missing where MkDocs itself misses them."""

import re
import subprocess
from pathlib import Path
from shutil import which
from urllib.parse import unquote

import pytest

from linter.profiles.profile import SiteRoot, named
from linter.site.config import SiteConfig
from linter.site.pages import Pages
from linter.site.site import Site
from linter.site.view import SiteView
from tests.conftest import Build

MKDOCS = which("mkdocs")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(MKDOCS is None, reason="MkDocs is not installed: pip install mkdocs"),
]

CONFIG = "site_name: A\nvalidation: {links: {absolute_links: relative_to_docs}}\n"
PAGE = "docs/guide/t.md"
FILES = {
    "docs/index.md": "# a\n",
    "docs/b.md": "# b\n",
    "docs/Two Words.md": "# w\n",
    "docs/guide/c.md": "# c\n",
    "docs/guide/README.md": "# r\n",
    "docs/guide/deep/index.md": "# d\n",
    "docs/pic/x.png": "",
}
# Links to files, each once right and once wrong.
TO_FILES = (
    *("../b.md", "b.md", "c.md", "C.md", "../guide/c.md", "../c.md", "deep/index.md", "./c.md"),
    *("c.md#x", "d.md#x", "c.md?q=1", "d.md?q=1", "README.md", "index.md", "../index.md"),
    *("/b.md", "/guide/zzz.md", "../../b.md", "../pic/x.png", "../pic/y.png", "/pic/x.png"),
    *("/pic/y.png", "./../b.md", "deep/../c.md", "../Two%20Words.md"),
)
ADDRESSES = (
    *(
        "/b/",
        "/b",
        "/guide/",
        "/guide/c/",
        "/guide/deep/",
        "/zzz/",
        "/guide/zzz/",
        "/guide/README/",
    ),
    *("/Two%20Words/", "/pic/x.png", "/B/"),
)
_MISSED = re.compile(r"contains a link '(?P<link>[^']+)', but the target .*is not found")


def site_of(root: Path) -> tuple[SiteView, Pages]:
    site = SiteRoot(str(root), named("mkdocs"))
    assert isinstance(site.config, SiteConfig)
    pages = site.links_at(site.config).pages()
    assert pages is not None
    return SiteView(Site(root, site.config, site.links_at), str(root / PAGE)), pages


def built(root: Path) -> str:
    command = [MKDOCS or "", "build", "--strict"]
    return subprocess.run(command, cwd=root, check=False, capture_output=True, text=True).stderr


def test_links_to_files_are_missing_where_mkdocs_misses_them(build: Build) -> None:
    page = "".join(f"[x]({link})\n" for link in TO_FILES)
    root = build({**FILES, "mkdocs.yml": CONFIG, PAGE: page})
    missed = {match["link"] for match in _MISSED.finditer(built(root))}
    view, _ = site_of(root)
    assert missed
    assert {link for link in TO_FILES if view.broken_link(link) is not None} == missed


@pytest.mark.parametrize("config", ["", "use_directory_urls: false\n"])
def test_pages_have_the_addresses_that_mkdocs_gives_them(build: Build, config: str) -> None:
    root = build({**FILES, "mkdocs.yml": CONFIG + config, PAGE: "# t\n"})
    built(root)
    output = root / "site"
    published = sorted(
        path.relative_to(output).as_posix()
        for path in output.rglob("*.html")
        if path.name != "404.html"
    )
    assert len(published) == len([path for path in FILES if path.endswith(".md")]) + 1
    view, pages = site_of(root)
    assert [path for path in published if pages.miss(path) is not None] == []
    assert view.broken_link("/guide/zzz/") is not None


def test_no_address_is_missing_at_which_mkdocs_publishes_something(build: Build) -> None:
    root = build({**FILES, "mkdocs.yml": CONFIG, PAGE: "# t\n"})
    built(root)
    view, _ = site_of(root)
    missing = {address for address in ADDRESSES if view.broken_link(address) is not None}
    assert missing == {address for address in missing if not is_published(root, address)}
    assert {"/guide/zzz/", "/guide/README/"} <= missing


def is_published(root: Path, address: str) -> bool:
    path = root / "site" / unquote(address).strip("/")
    return path.is_file() or (path / "index.html").is_file()
