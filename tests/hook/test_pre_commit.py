"""The hooks, run by the real pre-commit for real commits.

pre-commit installs them from this checkout into an environment of its own, once for all tests.
"""

import re
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from linter.files.file_names import DATA_SUFFIXES, SUFFIXES
from tests.git import GIT, needs_git
from tests.hook.conftest import Done, Run

pytestmark = [
    pytest.mark.slow,
    needs_git,
]

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")
NAME = "_news/2020-06-11-amazon.md"
WRONG_DAY = SEED.replace("publishedDateTime: 2020-06-11", "publishedDateTime: 2020-06-12", 1)
QUOTED_WIDTH = SEED.replace("width: 50\n", 'width: "50"\n', 1)
UNRELATED = "---\ntitle: How to\nlayout: [page\n---\n"

CONFIGS = re.findall(
    r"^```yaml\n(.*?)^```$",
    (ROOT / "docs/how-to/pre-commit.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
CHECK, FIX, WITH_OPTIONS = CONFIGS


class Site(NamedTuple):
    """A Jekyll site under git, with the hook of a configuration."""

    root: Path
    run: Run

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def git(self, *arguments: str) -> str:
        done = self.run(GIT, *arguments, cwd=self.root)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def pre_commit(self, *arguments: str) -> Done:
        return self.run(sys.executable, "-m", "pre_commit", *arguments, cwd=self.root)

    def commit(self, *paths: str) -> Done:
        """Stage some paths, or everything, and let the hook judge them."""
        self.git("add", "--all", *paths)
        return self.run(GIT, "commit", "--message=x", cwd=self.root)

    @property
    def is_committed(self) -> bool:
        return not self.git("status", "--porcelain")


MakeSite = Callable[[str], Site]


@pytest.fixture(scope="module")
def with_hook(tmp_path_factory: pytest.TempPathFactory, source: Path, run: Run) -> MakeSite:
    """Return what makes the site of a configuration, once, as the documentation describes."""
    commit = run(GIT, "rev-parse", "HEAD", cwd=source).stdout.strip()

    @cache
    def make(config: str) -> Site:
        site = Site(tmp_path_factory.mktemp("with-hook"), run)
        filled_in = config.replace("ARTICLELINT", source.as_uri()).replace("COMMIT", commit)
        site.write(".pre-commit-config.yaml", filled_in)
        site.write("_config.yml", "collections: [news]\n")
        site.git("init", "--quiet")
        assert site.pre_commit("install").returncode == 0
        first = site.commit()
        assert first.returncode == 0, first.stdout
        return site

    return make


@pytest.fixture
def make_site(tmp_path: Path, with_hook: MakeSite) -> MakeSite:
    """Return what makes a site with a hook, for one test."""

    def make(config: str) -> Site:
        site = with_hook(config)
        return Site(shutil.copytree(site.root, tmp_path / "site"), site.run)

    return make


def test_the_manifest_is_valid(run: Run) -> None:
    manifest = ROOT / ".pre-commit-hooks.yaml"
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", manifest, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_pattern_matches_what_a_walk_lints() -> None:
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (pattern,) = set(re.findall(r"^  files: (.+)$", manifest, re.MULTILINE))
    for suffix in SUFFIXES:
        assert re.search(pattern, f"_news/a{suffix}")
        assert re.search(pattern, f"a{suffix.upper()}")
    for suffix in DATA_SUFFIXES:
        assert re.search(pattern, f"_data/topics/a{suffix}")
        assert re.search(pattern, f"site/_data/topics/a{suffix}")
    for name in ("_config.yml", ".github/workflows/a.yaml", "a.txt", "md", "my_data/a.yml"):
        assert not re.search(pattern, name)


def test_a_good_article_is_committed(make_site: MakeSite) -> None:
    site = make_site(CHECK)
    site.write(NAME, SEED)
    done = site.commit()
    assert done.returncode == 0
    assert re.search(r"^articlelint\.+Passed$", done.stdout, re.MULTILINE)
    assert site.is_committed


def test_bad_articles_of_any_name_are_refused(make_site: MakeSite) -> None:
    site = make_site(CHECK)
    names = (
        "_archive/_news/2020-06-11-Überwachung-日本.md",
        "_news/2020-06-11--x;touch $(touch y).html",
        NAME,
        "_news/2020-06-11-two words.md",
    )
    for name in names:
        site.write(name, WRONG_DAY)
    done = site.commit()
    assert done.returncode == 1
    assert done.stdout.count("error[DAT005] file-name-date") == len(names)
    assert all(f"--> {name}:5:20\n" in done.stdout for name in names)
    assert done.stdout.count(" in 4 of 4 files.\n") == 1
    staged = site.git("status", "--porcelain", "-z")
    assert sorted(staged.split("\0")) == sorted(["", *(f"A  {name}" for name in names)])
    assert all(site.read(name) == WRONG_DAY for name in names)


def test_the_fixing_hook_fixes_and_the_next_commit_passes(make_site: MakeSite) -> None:
    site = make_site(FIX)
    site.write(NAME, QUOTED_WIDTH)
    first = site.commit()
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert f"fixed: {NAME}: 1 SCH003 wrong-type\n" in first.stdout
    assert site.read(NAME) == SEED
    assert site.git("show", f":{NAME}") == QUOTED_WIDTH
    assert site.commit().returncode == 0
    assert site.git("show", f"HEAD:{NAME}") == SEED


def test_the_fixing_hook_leaves_what_is_not_staged(make_site: MakeSite) -> None:
    site = make_site(FIX)
    site.write(NAME, SEED)
    fixable = "---\ntitle: A &amp; B\n---\n"
    site.write("_news/2020-06-11-other.md", fixable)
    done = site.commit(NAME)
    assert done.returncode == 0, done.stdout
    assert site.read("_news/2020-06-11-other.md") == fixable


@pytest.mark.posix("symbolic links")
def test_the_fixing_hook_does_not_write_through_links(make_site: MakeSite, tmp_path: Path) -> None:
    outside = tmp_path / "2020-06-11-amazon.md"
    outside.write_text(QUOTED_WIDTH, encoding="utf-8")
    site = make_site(FIX)
    (site.root / "_news").mkdir()
    (site.root / NAME).symlink_to(outside)
    assert site.commit().returncode == 0
    assert site.git("ls-tree", "-r", "--name-only", "HEAD", "_news") == f"{NAME}\n"
    assert outside.read_text(encoding="utf-8") == QUOTED_WIDTH


@pytest.mark.parametrize("config", [CHECK, FIX], ids=["check", "fix"])
def test_files_that_are_no_pages_are_skipped(make_site: MakeSite, config: str) -> None:
    site = make_site(config)
    names = ("_news/README.md", "_includes/x.md", "_layouts/x.html", "_data/nav.yml")
    for name in names:
        site.write(name, UNRELATED)
    site.write("README.md", "# A site\n")
    done = site.commit()
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout
    assert [site.read(name) for name in names] == [UNRELATED] * len(names)


def test_pages_of_any_site_are_linted(make_site: MakeSite) -> None:
    site = make_site(CHECK)
    names = ("hugo.toml", "content/a.md", "content/b.mdx", "archetypes/c.md")
    for name in names:
        site.write(name, UNRELATED if name.endswith(("md", "mdx")) else "")
    done = site.commit()
    assert done.returncode == 1
    assert "content/a.md:3:9" in done.stdout
    assert "archetypes" not in done.stdout


def test_a_deleted_article_is_not_linted(make_site: MakeSite) -> None:
    site = make_site(CHECK)
    site.write(NAME, SEED)
    assert site.commit().returncode == 0
    (site.root / NAME).unlink()
    done = site.commit()
    assert done.returncode == 0
    assert "(no files to check)Skipped" in done.stdout
    assert site.is_committed


def test_a_renamed_article_is_checked_by_its_new_name(make_site: MakeSite) -> None:
    site = make_site(CHECK)
    site.write(NAME, SEED)
    assert site.commit().returncode == 0
    renamed = "_news/2020-07-11-amazon.md"
    site.git("mv", NAME, renamed)
    done = site.commit()
    assert done.returncode == 1
    assert f"--> {renamed}:5:20\n" in done.stdout
    site.git("mv", renamed, "_news/2020-06-11-renamed.md")
    assert site.commit().returncode == 0


def test_many_files_give_one_result(make_site: MakeSite) -> None:
    site = make_site(CHECK)
    for number in range(300):
        slug = "a-headline-of-quite-some-length-with-umlauts-äöü-in-it"
        site.write(f"_news/2020-06-11-{slug}-{number:03}.md", "---\ntitle: [a\n---\n")
    done = site.commit()
    assert done.returncode == 1
    assert done.stdout.count("Found ") == 1
    assert done.stdout.endswith("Found 300 errors in 300 of 300 files.\n\n")


def test_options(make_site: MakeSite) -> None:
    site = make_site(WITH_OPTIONS)
    tiny = SEED.replace("width: 50\n", "width: 1\n", 1)
    site.write(NAME, tiny)
    site.write("_archive/_news/2020-06-11-old.md", UNRELATED)
    done = site.commit()
    assert done.returncode == 0, done.stdout
    site.write(NAME, tiny.replace("heat: 124", "heat: 3", 1))
    warned = site.commit()
    assert warned.returncode == 1
    assert "warning[REL004]" in warned.stdout
    assert "IMG" not in warned.stdout
