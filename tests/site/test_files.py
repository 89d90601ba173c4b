"""Files of a site, and paths that lead to none."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.site.files import Miss, SiteFiles, Unresolved, files_below
from linter.site.links import inside
from tests.conftest import Build


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
        ("../../etc/passwd", Unresolved(Miss.OUTSIDE)),
        ("assets/../../secret.jpg", Unresolved(Miss.OUTSIDE)),
        ("..", Unresolved(Miss.OUTSIDE)),
    ],
)
def test_what_is_no_file_of_the_site(
    build: Build, tmp_path: Path, path: str, expected: Unresolved
) -> None:
    root = build({"assets/a.jpg": ""})
    (tmp_path / "secret.jpg").write_text("", encoding="utf-8")
    assert SiteFiles(root).resolve(path) == expected


@pytest.mark.posix("symbolic links and named pipes")
@pytest.mark.parametrize(
    ("path", "miss"),
    [
        ("pipe.jpg", Miss.NOT_A_FILE),
        ("broken.jpg", Miss.MISSING),
        ("loop.jpg", Miss.MISSING),
        ("linked.jpg", Miss.OUTSIDE),
        ("linked/secret.jpg", Miss.OUTSIDE),
        ("linked/missing.jpg", Miss.OUTSIDE),
    ],
)
def test_links_and_pipes_that_are_no_files(
    build: Build, tmp_path: Path, path: str, miss: Miss
) -> None:
    root = build({})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.jpg").write_text("", encoding="utf-8")
    (root / "linked").symlink_to(outside)
    (root / "linked.jpg").symlink_to(outside / "secret.jpg")
    (root / "broken.jpg").symlink_to(root / "gone.jpg")
    (root / "loop.jpg").symlink_to(root / "loop.jpg")
    os.mkfifo(root / "pipe.jpg")
    assert SiteFiles(root).resolve(path) == Unresolved(miss)


@pytest.mark.posix("symbolic links")
def test_links_inside_the_site_are_followed(build: Build, tmp_path: Path) -> None:
    root = build({"assets/a.jpg": ""})
    (root / "pictures").symlink_to("assets")
    (tmp_path / "way-in").symlink_to(root)
    assert SiteFiles(root).resolve("pictures/a.jpg") == root / "pictures" / "a.jpg"
    assert SiteFiles(tmp_path / "way-in").resolve("assets/a.jpg") == root / "assets" / "a.jpg"


@pytest.mark.posix("symbolic links")
def test_a_neighbour_whose_name_begins_like_the_site_is_outside(
    build: Build, tmp_path: Path
) -> None:
    root = build({})
    (tmp_path / "site-two").mkdir()
    (tmp_path / "site-two" / "a.jpg").write_text("", encoding="utf-8")
    (root / "two").symlink_to(tmp_path / "site-two")
    assert SiteFiles(root).resolve("two/a.jpg") == Unresolved(Miss.OUTSIDE)


@pytest.mark.posix("symbolic links")
def test_files_of_a_source_folder(build: Build, tmp_path: Path) -> None:
    root = build({"src/a.jpg": "", "b.jpg": ""})
    files = SiteFiles(root)
    assert files.resolve(inside("src", "a.jpg")) == root / "src" / "a.jpg"
    assert files.resolve(inside("src", "A.jpg")) == Unresolved(Miss.OTHER_CASE, "src/a.jpg")
    assert files.resolve(inside("src", "../b.jpg")) == Unresolved(Miss.OUTSIDE)
    assert files.resolve(inside("none", "a.jpg")) == Unresolved(Miss.MISSING)
    (root / "out").symlink_to(tmp_path)
    assert SiteFiles(root).resolve(inside("out", "site/b.jpg")) == Unresolved(Miss.OUTSIDE)


STEPS = st.sampled_from(["..", ".", "", "assets", "a.jpg", "linked", "etc", "%2e%2e", "..."])


@pytest.mark.posix("symbolic links")
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


@pytest.mark.posix("symbolic links and named pipes")
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
