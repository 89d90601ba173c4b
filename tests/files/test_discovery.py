import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from linter.config.files import Configs, Overrides
from linter.config.options import RelativeGlob
from linter.config.settings import Kind
from linter.files.discovery import find, named_target
from linter.files.targets import RunError, Target
from linter.files.walk import MAX_DEPTH
from tests.links import link_on_posix

CONFIGS = Configs(isolated=True)


def lay_out(folder: Path, *paths: str) -> Path:
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return folder


def found(folder: Path, *paths: str) -> dict[str, str | None]:
    """Return the kinds of the files found, by how they are shown, in order; there are no errors."""
    result = find(paths, folder, CONFIGS)
    assert result.errors == ()
    return kinds_of(result.targets)


def kinds_of(targets: Iterable[Target]) -> dict[str, str | None]:
    return {each.shown_as: each.kind and each.kind.schema for each in targets}


def test_a_site(tmp_path: Path) -> None:
    taken = {
        "README.md": None,
        "_archive/_news/2019/e.mkd": "article",
        "_data/organizations/cnn.com.md": "organization",
        "_data/organizations/press/b.yml": "organization",
        "_data/topics/00-a.yaml": "topic",
        "_data/topics/b.YML": "topic",
        "_data/topics/c.md": "topic",
        "_learning/videos/a.md": "learning",
        "_news/2020/b.HTML": "article",
        "_news/a.md": "article",
        "_news/c.markdown": "article",
        "_news/d.htm": "article",
        "_newsletters/a.html": "newsletter",
        "_people/collections/a.md": "person",
        "_posts/a.md": None,
        "about/f.md": None,
        "index.html": None,
    }
    lay_out(
        tmp_path,
        *reversed(taken),
        ".hidden/_news/a.md",
        "_config.yml",
        "_customers/collections/a.md",
        "_data/a.md",
        "_data/a.yaml",
        "_data/navigation/a.yml",
        "_data/topics/a.json",
        "_data/topics/_old/a.yaml",
        "_data/topics/README.yaml",
        "_includes/topics/a.md",
        "_news/a.yaml",
        "_sponsorships/a.md",
        "_terms/a.md",
        "topics/a.yaml",
        "_news/#a.md",
        "_news/.a.md",
        "_news/Readme.markdown",
        "_news/_a.md",
        "_news/_old/a.md",
        "_news/notes.txt",
        "_news/~a.md",
        "_site/_news/a.md",
        "node_modules/a.md",
        "vendor/a.md",
    )
    assert list(found(tmp_path, ".").items()) == list(taken.items())


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("_news/a.txt", "article", id="collection"),
        pytest.param("_customers/README.md", None, id="unknown-collection"),
        pytest.param("_data/topics/a.json", "topic", id="data"),
        pytest.param("_site/_a", None, id="left-out-of-walks"),
    ],
)
def test_a_named_file_is_always_taken(tmp_path: Path, path: str, kind: str | None) -> None:
    lay_out(tmp_path, path, ".gitignore")
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    (target,) = find([path], tmp_path, CONFIGS).targets
    expected = None if kind is None else Kind(kind)
    assert target[:4] == (str(tmp_path / path), path, expected, True)


SITE = {
    "README.md": None,
    "_data/topics/a.yaml": "topic",
    "_news/2020/a.md": "article",
    "_news/ä b.md": "article",
    "about.html": None,
    "docs/a.md": None,
}
NOT_ARTICLES = (
    ".github/a.md",
    "_config.yml",
    "_data/a.yaml",
    "_data/topics/a.json",
    "_layouts/a.html",
    "_news/README.md",
    "_news/_a.md",
    "_news/notes.txt",
    "_site/_news/a.md",
    "ignored/_news/a.md",
    "vendor/a.md",
)


def test_named_files_as_a_walk_takes_them(tmp_path: Path) -> None:
    lay_out(tmp_path, *SITE, *NOT_ARTICLES, ".git/HEAD", "_news/b.md")
    (tmp_path / ".gitignore").write_text("ignored/\n", encoding="utf-8")
    walked = find(["."], tmp_path, CONFIGS)
    paths = [*NOT_ARTICLES, *reversed(SITE), "./about.html"]
    named = find(paths, tmp_path, CONFIGS, force_exclude=True)
    assert named.targets == [target for target in walked.targets if target.shown_as != "_news/b.md"]
    assert kinds_of(named.targets) == SITE
    assert (named.errors, named.folders) == ((), ())


@pytest.mark.posix("symbolic links")
def test_named_files_through_links_and_elsewhere(tmp_path: Path) -> None:
    lay_out(tmp_path, "site/_news/a.md", "site/_news/b.md", "elsewhere/_news/a.md")
    site = tmp_path / "site"
    (site / "link").symlink_to("_news")
    (site / "out").symlink_to("../elsewhere")
    paths = ["link/a.md", str(site / "_news/b.md"), "out/_news/a.md", "../elsewhere/_news/a.md"]
    found = find(paths, site, CONFIGS, force_exclude=True)
    assert [target.shown_as for target in found.targets] == ["_news/a.md", "_news/b.md"]
    assert found.errors == ()


def test_named_folders_are_walked_all_the_same(tmp_path: Path) -> None:
    lay_out(tmp_path, "_site/_news/a.md", "_site/_news/b.md", "_news/a.md", "_news/b.md")
    for order in (["_site", "_site/_news/a.md", "_news/a.md"], ["_news/a.md", "_site"]):
        found = find(order, tmp_path, CONFIGS, force_exclude=True)
        shown = [target.shown_as for target in found.targets]
        assert shown == ["_news/a.md", "_site/_news/a.md", "_site/_news/b.md"]


def test_a_named_file_that_is_gone_is_an_error_in_any_case(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md")
    found = find(["_news/gone.md", "gone.txt"], tmp_path, CONFIGS, force_exclude=True)
    assert found.targets == []
    assert [error.path for error in found.errors] == ["_news/gone.md", "gone.txt"]


def test_a_named_folder_is_walked_though_walks_leave_it_out(tmp_path: Path) -> None:
    lay_out(tmp_path, "_site/_news/a.md", "_customers/b.md")
    assert found(tmp_path, "_site") == {"_site/_news/a.md": "article"}
    assert found(tmp_path, "_customers") == {"_customers/b.md": None}


@pytest.mark.parametrize("folder", ["_data", "_data/topics", "_data/topics/deep"])
def test_a_walk_may_start_among_data_files(tmp_path: Path, folder: str) -> None:
    lay_out(tmp_path, "_data/topics/deep/a.yaml", "_data/b.yaml")
    assert found(tmp_path, folder) == {"_data/topics/deep/a.yaml": "topic"}


@pytest.mark.posix("symbolic links")
def test_a_file_is_found_once(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md")
    (tmp_path / "link").symlink_to("_news")
    paths = ["_news/a.md", "./_news/a.md", str(tmp_path / "_news/a.md"), ".", "_news"]
    paths += ["_news/../_news/a.md", "link/a.md"]
    for order in (paths, paths[::-1]):
        result = find(order, tmp_path, CONFIGS)
        assert len(result.targets) == 1
        assert result.targets[0].named


LINKED = pytest.mark.posix("symbolic links")


@pytest.mark.parametrize(
    ("path", "working_folder", "shown_as"),
    [
        pytest.param("_news", "site", "_news/a.md", id="below"),
        pytest.param("./_news//a.md", "site", "_news/a.md", id="untidy"),
        pytest.param(".", "site/_news", "a.md", id="here"),
        pytest.param("../_news/a.md", "site/_news", "a.md", id="up-and-down"),
        pytest.param("link/a.md", "", "link/a.md", id="through-a-link", marks=LINKED),
        pytest.param("link", "", "link/a.md", id="a-linked-folder-that-is-named", marks=LINKED),
        pytest.param("..", "site/other", "{tmp_path}/site/_news/a.md", id="outside"),
        pytest.param(
            "link/../_news/a.md", "", "site/_news/a.md", id="up-from-a-link", marks=LINKED
        ),
    ],
)
def test_how_files_are_shown(tmp_path: Path, path: str, working_folder: str, shown_as: str) -> None:
    lay_out(tmp_path, "site/_news/a.md", "site/other/b.txt")
    link_on_posix(tmp_path / "link", "site/_news")
    expected = shown_as.format(tmp_path=tmp_path)
    assert found(tmp_path / working_folder, path) == {expected: "article"}


def test_a_file_that_is_not_there_can_be_named(tmp_path: Path) -> None:
    target = named_target("_news/a.md", tmp_path, CONFIGS)
    assert target is not None
    assert target[:4] == (str(tmp_path / "_news/a.md"), "_news/a.md", Kind("article"), True)


def excluding(folder: Path, *globs: str) -> Configs:
    return Configs(Overrides(exclude=tuple(RelativeGlob(folder, glob) for glob in globs)))


@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        (["*.md", "!*-a.md"], ["_news/x-a.md", "_news/sub/y-a.md"]),
        (["!*-a.md", "*.md"], []),
        (["_news/", "!_news/b.md"], ["c.md"]),
        (["_news/**", "!_news/b.md"], ["_news/b.md", "c.md"]),
        (["*", "!*/", "!b.md"], ["_news/b.md"]),
        (["/c.md", "sub"], ["_news/b.md", "_news/x-a.md"]),
    ],
)
def test_the_last_glob_that_matches_excludes_or_takes_back(
    tmp_path: Path, globs: list[str], expected: list[str]
) -> None:
    lay_out(tmp_path, "_news/b.md", "_news/x-a.md", "_news/sub/y-a.md", "c.md")
    found = find(["."], tmp_path, excluding(tmp_path, *globs))
    assert sorted(target.shown_as for target in found.targets) == sorted(expected)


def test_globs_of_the_command_line_come_after_those_of_the_config(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md", "_news/b.md")
    (tmp_path / "articlelint.toml").write_text('exclude = ["*.md"]\n', encoding="utf-8")
    found = find(["."], tmp_path, excluding(tmp_path, "!b.md"))
    assert [target.shown_as for target in found.targets] == ["_news/b.md"]


def test_a_folder_that_the_config_excludes_is_empty_though_it_is_named(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/sub/a.md", "_news/b.md")
    for start in ("_news", "_news/sub"):
        assert find([start], tmp_path, excluding(tmp_path, "_news/")).targets == []


def test_git_ignores(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md", "_news/b.md", "_news/sub/b.md", "drafts/c.md")
    (tmp_path / ".gitignore").write_text("b.md\n/drafts/\n", encoding="utf-8")
    (tmp_path / "_news/sub/.gitignore").write_text("!b.md\n", encoding="utf-8")
    assert list(found(tmp_path, ".")) == ["_news/a.md", "_news/sub/b.md"]
    assert list(found(tmp_path, "drafts")) == ["drafts/c.md"]


def test_what_git_ignores_is_taken_where_the_config_does_not_respect_that(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md", "_news/b.md", "drafts/_news/c.md", "drafts/in/_news/d.md")
    (tmp_path / ".gitignore").write_text("b.md\nd.md\n", encoding="utf-8")
    everything = ["_news/a.md", "_news/b.md", "drafts/_news/c.md", "drafts/in/_news/d.md"]
    respecting = [everything[0], everything[2]]
    for is_respected, expected in ((None, respecting), (True, respecting), (False, everything)):
        configs = Configs(Overrides(respect_gitignore=is_respected))
        targets = find(["."], tmp_path, configs).targets
        assert [target.shown_as for target in targets] == expected
    (tmp_path / "drafts/articlelint.toml").write_text("respect-gitignore = false\n")
    assert [each.shown_as for each in find(["."], tmp_path, Configs()).targets] == [
        "_news/a.md",
        "drafts/_news/c.md",
        "drafts/in/_news/d.md",
    ]
    (tmp_path / "articlelint.toml").write_text("respect-gitignore = false\n")
    (tmp_path / "drafts/articlelint.toml").write_text("")
    (tmp_path / "drafts/.gitignore").write_text("d.md\n")
    assert [each.shown_as for each in find(["."], tmp_path, Configs()).targets] == everything[:3]


def test_git_ignores_from_above(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md", "_news/b.md", ".git/HEAD")
    (tmp_path / ".gitignore").write_text("_news/b.md\n", encoding="utf-8")
    assert list(found(tmp_path, "_news")) == ["_news/a.md"]


@pytest.mark.posix("symbolic links")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    lay_out(tmp_path, "site/_news/a.md", "elsewhere/b.md")
    (tmp_path / "site/_news/loop").symlink_to("..")
    (tmp_path / "site/_news/out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site/_news/out.md").symlink_to(tmp_path / "elsewhere")
    assert list(found(tmp_path / "site", ".")) == ["_news/a.md"]


@pytest.mark.posix("symbolic links")
def test_links_to_files(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md", "shared/b.md", ".git/config")
    (tmp_path / "_news/b.md").symlink_to("../shared/b.md")
    (tmp_path / "_news/c.md").symlink_to("../.git/config")
    (tmp_path / "_news/d.md").symlink_to("nowhere.md")
    (tmp_path / "_news/e.md").symlink_to("e.md")
    result = find(["_news"], tmp_path, CONFIGS)
    assert [target.shown_as for target in result.targets] == ["_news/a.md", "_news/b.md"]
    assert [error.path for error in result.errors] == ["_news/c.md", "_news/d.md", "_news/e.md"]
    assert result.errors[0].reason == "a link to something that is not an article"


@pytest.mark.posix("symbolic links")
def test_a_link_among_articles_does_not_show_a_data_file(tmp_path: Path) -> None:
    lay_out(tmp_path, "_data/topics/a.yaml", "_news/a.md")
    (tmp_path / "_data/topics/b.md").symlink_to("a.yaml")
    (tmp_path / "_news/b.md").symlink_to("../_data/topics/a.yaml")
    result = find(["."], tmp_path, CONFIGS)
    shown = [target.shown_as for target in result.targets]
    assert shown == ["_data/topics/a.yaml", "_data/topics/b.md", "_news/a.md"]
    assert [error.path for error in result.errors] == ["_news/b.md"]


@pytest.mark.posix("named pipes")
def test_what_is_no_file(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md", "_news/folder.md/b.md", "other/page.html/c.md")
    os.mkfifo(tmp_path / "_news/pipe.md")
    result = find([".", "gone.md", "_news/folder.md"], tmp_path, CONFIGS)
    assert [target.shown_as for target in result.targets] == ["_news/a.md", "other/page.html/c.md"]
    assert result.errors == (
        RunError("_news/folder.md", "a folder, though named like a file"),
        RunError("_news/pipe.md", "not a regular file"),
        RunError("gone.md", "no such file or directory"),
    )


@pytest.mark.posix("modes")
def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every folder")
    lay_out(tmp_path, "_news/a.md", "locked/b.md")
    (tmp_path / "locked").chmod(0)
    result = find(["."], tmp_path, CONFIGS)
    (tmp_path / "locked").chmod(0o700)
    assert [target.shown_as for target in result.targets] == ["_news/a.md"]
    assert result.errors == (RunError("locked", "permission denied"),)


def test_folders_without_end(tmp_path: Path) -> None:
    lay_out(tmp_path, "_news/a.md", f"_news/{'x/' * (MAX_DEPTH - 1)}b.md")
    assert len(found(tmp_path, ".")) == 2
    lay_out(tmp_path, f"_news/{'x/' * MAX_DEPTH}c.md")
    result = find(["."], tmp_path, CONFIGS)
    assert len(result.targets) == 2
    assert [error.reason for error in result.errors] == [f"more than {MAX_DEPTH} folders deep"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes on Linux only")
def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "_news").mkdir()
    name = os.fsdecode(b"\xff.md")
    (tmp_path / "_news" / name).touch()
    assert list(found(tmp_path, ".")) == [f"_news/{name}"]


def test_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, ".") == {}
    assert found(tmp_path) == {}


@pytest.mark.parametrize(
    "config",
    [
        "",
        '[[collections]]\nname = "news"\nfiles = ["_news/"]\nschema = "article"\n',
        '[per-file-ignores]\n"_news/*.html" = ["TXT"]\n',
    ],
)
def test_files_alike_share_one_object_each_for_kind_and_settings(
    tmp_path: Path, config: str
) -> None:
    lay_out(tmp_path, "_config.yml", *(f"_news/{name}.md" for name in "abc"), "_news/d.html")
    (tmp_path / "articlelint.toml").write_text(config, encoding="utf-8")
    *alike, other = find(["."], tmp_path, Configs()).targets
    # The cache works out once what files with the same objects have in common.
    assert len({(id(each.kind), id(each.other_kind), id(each.settings)) for each in alike}) == 1
    assert {each.kind and each.kind.schema for each in (*alike, other)} == {"article"}
    assert (other.settings is not alike[0].settings) == ("ignores" in config)
