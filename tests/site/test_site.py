"""What the result of one file depends on in its site."""

import os
import pickle
from pathlib import Path

import pytest

from linter.core.filesystem import Stamp
from linter.profiles.profile import SiteRoot, named
from linter.site.config import SiteConfig
from linter.site.site import Site
from linter.site.view import SiteView
from tests.conftest import Build


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


def test_a_view_records_every_picture_that_is_read(build: Build) -> None:
    root = build(FILES)
    site = site_at(root)
    view = SiteView(site)
    paths = ["img/d.png", "img/D.png", "img/none.png", "img", "../out.png"]
    for path in paths:
        view.picture(f"/{path}")
    stamp = " ".join(map(str, Stamp.of((root / "img/d.png").stat())))
    assert view.dependencies == {
        "img/d.png": stamp,
        "img/D.png": "OTHER_CASE img/d.png",
        "img/none.png": "MISSING ",
        "img": "NOT_A_FILE ",
        "../out.png": "OUTSIDE ",
    }
    assert all(site_at(root).signature(path) == view.dependencies[path] for path in paths)


def test_a_view_records_nothing_of_another(build: Build) -> None:
    site = site_at(build(FILES))
    one, other = SiteView(site), SiteView(site)
    one.picture("/img/none.png")
    other.picture("/img/d.png")
    assert (list(one.dependencies), list(other.dependencies)) == (["img/none.png"], ["img/d.png"])


def test_each_view_records_a_picture_that_several_look_at(build: Build) -> None:
    site = site_at(build(FILES))
    one, other = SiteView(site), SiteView(site)
    for path in ("/img/d.png", "/img/none.png"):
        assert one.picture(path) == other.picture(path)
    assert list(one.dependencies) == ["img/d.png", "img/none.png"]
    assert one.dependencies == other.dependencies


def test_a_relative_address_leads_to_another_picture_from_each_page(build: Build) -> None:
    root = build({f"content/{name}/{page}": "" for name in "ab" for page in ("index.md", "d.png")})
    site = Site(root, SiteConfig(), SiteRoot(str(root), named("hugo")).links_at)
    for name in "ab":
        view = SiteView(site, str(root / f"content/{name}/index.md"))
        picture = view.picture("d.png")
        assert picture is not None
        assert picture.path == f"content/{name}/d.png"
        assert f"content/{name}/d.png" in view.dependencies


def test_a_view_leads_to_published_files_alone(build: Build) -> None:
    view = SiteView(Site(build(FILES), SiteConfig(url="https://a.example", exclude=("gone/",))))
    picture = view.picture("https://a.example/img/d.png")
    assert picture is not None
    assert picture.path == "img/d.png"
    assert view.picture("/gone/d.png") is None
    assert view.picture("https://b.example/img/d.png") is None


def test_a_site_is_handed_to_another_process_with_its_settings(build: Build) -> None:
    site = site_at(build(FILES), url="https://a.example")
    copy = pickle.loads(pickle.dumps(site))  # noqa: S301 - what was just written
    assert (copy.root, copy.config) == (site.root, site.config)
    assert copy.index == site.index
    assert copy.fingerprint == site.fingerprint


@pytest.mark.posix("symbolic links")
def test_a_signature_changes_with_the_file_that_a_link_leads_to(build: Build) -> None:
    root = build(FILES)
    (root / "img/link.png").symlink_to("d.png")
    before = site_at(root).signature("img/link.png")
    (root / "img/d.png").write_text("another picture", encoding="utf-8")
    assert site_at(root).signature("img/link.png") != before
    (root / "img/d.png").unlink()
    assert site_at(root).signature("img/link.png") == "MISSING "


def test_a_view_records_the_address_of_a_link_that_leads_to_no_file(build: Build) -> None:
    def linked() -> SiteView:
        links_at = SiteRoot(str(root), named("jekyll")).links_at
        view = SiteView(Site(root, SiteConfig(), links_at), str(root / "a.md"))
        assert (view.broken_link("/img/d/") is None) == (root / "img/d.md").exists()
        return view

    root = build({**FILES, "img/e.md": "---\n---\n"})
    before = linked().dependencies
    assert set(before) == {"img/d/", "//page img/d/"}
    assert linked().dependencies == before
    (root / "img/d.md").write_text("---\ntitle: d\n---\n", encoding="utf-8")
    assert linked().dependencies["//page img/d/"] != before["//page img/d/"]
    (root / "img/d.md").unlink()
    (root / "img/e.md").write_text("---\npermalink: /img/other/\n---\n", encoding="utf-8")
    assert linked().dependencies == before


@pytest.mark.parametrize(
    ("url", "address", "expected"),
    [
        ("https://a.example", "https://b.example/a.png", True),
        ("https://a.example", "https://a.example/a.png", False),
        ("https://a.example", "https://A.example/a.png", False),
        ("https://a.example", "https://%61.example/a.png", False),
        ("https://a.example", "https://\uff41.example/a.png", False),
        ("https://a.example", "http://b.example/a.png", False),
        ("https://a.example", "/a.png", False),
        ("https://127.0.0.1", "https://0x7f.1/a.png", False),
        ("", "https://b.example/a.png", True),
        ("", "a.png", False),
    ],
)
def test_an_address_is_elsewhere_only_if_it_cannot_have_the_host_of_the_site(
    tmp_path: Path, url: str, address: str, *, expected: bool
) -> None:
    view = SiteView(Site(tmp_path, SiteConfig(url=url)))
    assert view.is_elsewhere(address) is expected
    assert not expected or view.picture(address) is None
