"""Files in git submodules: what a clone without them does not have is not called missing."""

from pathlib import Path

import pytest

from linter.cache.store import Cache
from linter.config.files import Configs, Overrides
from linter.files import discovery
from linter.run.cached_results import CachedResults
from linter.run.runner import RunOptions, run
from linter.site.submodules import missing_submodules
from tests.conftest import Build
from tests.git import forget_settings, git, needs_git

PAGE = "---\nlayout: post\nimage: /assets/images/{}.png\n---\n"
HUGO_PAGE = "---\ntitle: a\nfeatured_image: /img/a.png\n---\n[a](/search/)\n"


@pytest.fixture
def pictures(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return a repository with one picture."""
    forget_settings(monkeypatch, tmp_path_factory.mktemp("home"))
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "a.png").write_bytes(b"")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "a")
    return folder


def codes(root: Path, cached: CachedResults | None = None) -> dict[str, list[str]]:
    """Return the codes of the findings of each file."""
    configs = Configs(Overrides(select=("IMG002",)))
    found = discovery.find((str(root),), root, configs)
    report = run(found, configs, options=RunOptions(cached=cached))
    return {
        result.source.path: [each.code for each in result.diagnostics] for result in report.results
    }


@needs_git
@pytest.mark.parametrize("inner", ["", "site/"])
def test_a_picture_in_a_submodule_is_missing_once_that_is_checked_out(
    inner: str, pictures: Path, tmp_path: Path
) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    (origin / f"{inner}_posts").mkdir(parents=True)
    (origin / f"{inner}_config.yml").write_text("")
    for name in ("a", "b"):
        (origin / f"{inner}_posts/2020-01-01-{name}.md").write_text(PAGE.format(name))
    (origin / f"{inner}_posts/2020-01-01-c.md").write_text(PAGE.format("../c"))
    git(origin, "init", "-q")
    git(origin, "submodule", "--quiet", "add", str(pictures), f"{inner}assets/images")
    git(origin, "add", ".")
    git(origin, "commit", "-q", "-m", "a")
    git(tmp_path, "clone", "-q", str(origin), str(clone))
    root = clone / inner.strip("/")
    cached = CachedResults(Cache(tmp_path / "cache"))
    outside = {"_posts/2020-01-01-c.md": ["IMG002"]}
    assert codes(root, cached) == outside
    (root / "assets/images").rmdir()
    assert codes(root) == outside
    git(clone, "submodule", "--quiet", "update", "--init")
    cached = CachedResults(Cache(tmp_path / "cache"))
    assert codes(root, cached) == {"_posts/2020-01-01-b.md": ["IMG002"], **outside}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ('[submodule "a"]\n\tpath = a\n\turl = x\n', ("a",)),
        ('[submodule "a"]\r\n\tpath = "a b/c"\r\n', ("a b/c",)),
        ("PATH=a/./b\n[x]\npath = c/../d \n", ("a/b", "d")),
        ("[submodule]\npath = full\n", ()),
        ("[submodule]\npath = ../other\npath = .\npath = /etc\npath =\n", ()),
        ("[submodule]\n# path = a\nmypath = b\n", ()),
        ("\0\xff", ()),
    ],
)
def test_empty_folders_of_submodules_are_missing(
    listed: str, expected: tuple[str, ...], build: Build
) -> None:
    root = build({".gitmodules": listed, "full/a": ""})
    assert missing_submodules(str(root.resolve())) == expected


def test_a_list_outside_of_the_repository_does_not_count(build: Build) -> None:
    root = build({".gitmodules": "path = inner/a\n", "inner/.git/HEAD": "", "other/b": ""})
    assert missing_submodules(str((root / "inner").resolve())) == ()
    assert missing_submodules(str(root.resolve())) == ("inner/a",)


def test_a_list_that_cannot_be_read_names_no_submodule(build: Build) -> None:
    root = build({"a": ""})
    (root / ".gitmodules").mkdir()
    assert missing_submodules(str(root.resolve())) == ()


@pytest.mark.parametrize("theme", [{}, {"themes/t/README": ""}], ids=["empty", "there"])
def test_a_theme_that_is_not_there_may_have_pictures(theme: dict[str, str], build: Build) -> None:
    root = build(
        {
            "hugo.toml": 'theme = "t"\n',
            "content/a.md": HUGO_PAGE,
            "static/b.png": "",
            "static/img/b.png": "",
            **theme,
        }
    )
    (root / "themes/t").mkdir(parents=True, exist_ok=True)
    assert codes(root) == ({"content/a.md": ["IMG002"]} if theme else {})
