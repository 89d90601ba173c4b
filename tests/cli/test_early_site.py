"""A file of a site is proved early against its other files: only as they are now."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.cache.database import default_folder
from tests.cli.conftest import Run
from tests.fuzz.early_ends import MOSS, early_text, ended_early, settle
from tests.git import git, needs_git
from tests.sites import OWN

POND = "_news/2020-05-09-a-pond-that-was-lost-is-found-again.md"
TEXT = "_samples/a.txt"
LINK = "https://www.lichenwatch.example/articles/mosses-take-the-roofs-11591"
OLD = "mosses-take-the-roofs-11591"
PASSED = "All checks passed: 1 file.\n"

# Each test lints the site several times; a part of it has all that they change.
NOT_COPIED = shutil.ignore_patterns(
    "2020-0[678]-*", "key-*", "_newsletters", "_communities", "courses", "collections"
)

Printed = Callable[..., str | None]

pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site the current folder; files just written count as settled."""
    settle(monkeypatch, tmp_path / "cache")
    monkeypatch.chdir(shutil.copytree(OWN, tmp_path / "site", ignore=NOT_COPIED))
    Path(TEXT).write_text("no page\n", encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def printed(run: Run) -> Printed:
    """Return what prints early; the whole command prints the same without its caches."""

    def printed(*arguments: str) -> str | None:
        text = early_text(*arguments)
        if text is not None:
            whole = run("check", "--no-cache", "--no-fast-path", *arguments)
            assert (whole.stdout, whole.stderr, whole.exit_code) == (text, "", 0)
        return text

    return printed


def change(file: str | Path, old: str, new: str) -> None:
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def known(
    request: pytest.FixtureRequest, site: Path, run: Run, printed: Printed
) -> tuple[str, ...]:
    """Return the options with which a file of a site is known after some runs: those of a hook."""
    options: tuple[str, ...] = getattr(request, "param", ("--force-exclude",))
    assert site.is_dir()
    run("check", ".")
    assert printed(*options, MOSS) is None
    assert run("check", *options, MOSS).stdout == PASSED
    assert early_text(*options, MOSS) == PASSED
    return options


BOTH_WAYS = pytest.mark.parametrize(
    "known", [(), ("--force-exclude",)], ids=["named", "hook"], indirect=True
)


@BOTH_WAYS
def test_a_changed_file_is_compared_with_the_others(
    known: tuple[str, ...], printed: Printed
) -> None:
    assert printed(*known, MOSS) == PASSED
    change(MOSS, "Mosses take", "More mosses take")
    assert printed(*known, MOSS) == PASSED
    change(MOSS, OLD, "another-page")
    assert printed(*known, MOSS) == PASSED
    (link,) = re.findall("(?m)^webUrl:.*", Path(POND).read_text(encoding="utf-8"))
    change(MOSS, f'webUrl: "{LINK.replace(OLD, "another-page")}"', link)
    assert printed(*known, MOSS) is None


def link_in_place(path: str, to: str) -> None:
    """Replace a file or folder by a link; what was there is moved out of the site."""
    Path(path).rename(Path("..", Path(path).name))
    Path(path).symlink_to(Path(to).resolve())


def folder_in_place(path: str) -> None:
    Path(path).unlink()
    Path(path).mkdir()


def copied_to_new_folder(path: str, folder: str) -> None:
    Path(folder).mkdir()
    shutil.copy(path, folder)


def test_a_file_with_a_finding_is_compared_with_the_others(
    known: tuple[str, ...], printed: Printed, run: Run
) -> None:
    change(MOSS, "Mosses take", "Mosses  take")
    (file,) = default_folder().glob("facts-*")
    before = file.read_bytes()
    for shares in (False, True):
        if shares:
            shutil.copy(MOSS, POND)
        assert printed(*known, MOSS) is None
        cached = run("check", *known, MOSS)
        assert cached.stdout == run("check", "--no-cache", *known, MOSS).stdout
        assert "TXT004" in cached.stdout
        assert ("DUP001" in cached.stdout) == shares
        # What earlier runs have left is enough.
        assert file.read_bytes() == before


CHANGES: dict[str, Callable[[], object]] = {
    "a new file": lambda: shutil.copy(POND, "_news/2020-05-10-new.md"),
    "a new file that shares a fact": lambda: shutil.copy(MOSS, "_news/2020-05-10-new.md"),
    "a new file in a new folder": lambda: copied_to_new_folder(MOSS, "_posts"),
    "a file less": lambda: Path(POND).unlink(),
    "a text less that is no page": lambda: Path(TEXT).unlink(),
    "a file renamed": lambda: Path(POND).rename("_news/2020-05-09-renamed.md"),
    "a file that shares a fact now": lambda: shutil.copy(MOSS, POND),
    "a link in place of a file": lambda: link_in_place(POND, MOSS),
    "a folder in place of a file": lambda: folder_in_place(POND),
    "a link in place of a folder": lambda: link_in_place("_samples", "../_samples"),
    "a config": lambda: Path("articlelint.toml").write_text('ignore = ["DUP"]\n', "utf-8"),
    "a config below": lambda: Path("_learning/articlelint.toml").write_text("", "utf-8"),
    "a marker below": lambda: Path("_learning/hugo.toml").write_text("", "utf-8"),
    "the config of the site": lambda: change("_config.yml", "title: Meadow", "title: Bog"),
    "a topic": lambda: change("_data/topics/10-mosses.yaml", "Mosses", "Moss"),
    "a topic less": lambda: Path("_data/topics/10-mosses.yaml").unlink(),
    "a new topic": lambda: Path("_data/topics/90-new.yaml").write_text("name: New\n", "utf-8"),
    "an item more": lambda: Path("_learning/videos/new.md").write_text("---\n---\n", "utf-8"),
    "an organisation": lambda: change(
        "_data/organizations/pond-side.example.yaml", "name: ", "name: A "
    ),
    "a picture": lambda: shutil.copy(
        "assets/images/organizations/lichenwatch.example-400x400.jpg",
        "assets/images/organizations/lichenwatch.example-50x50.jpg",
    ),
    "a picture less": lambda: Path(
        "assets/images/organizations/lichenwatch.example-50x50.jpg"
    ).unlink(),
    "a folder of pictures that is a link": lambda: link_in_place("assets/images", "../images"),
    "ignore files": lambda: Path(".gitignore").write_text("_samples\n", "utf-8"),
    "ignore files below": lambda: Path("_samples/.gitignore").write_text("*\n", "utf-8"),
    "a repository": lambda: Path(".git").mkdir(),
    "a repository below": lambda: Path("_samples/.git").mkdir(),
    "a repository around": lambda: Path("../.git").mkdir(),
}


# Changes after which the next run ends early again come one after the other.
SEQUENCES = [
    ["a new file", "a file renamed", "a text less that is no page", "an item more", "a new topic",
     "an organisation", "the config of the site", "a config", "a topic less"],
    ["a file less", "ignore files below", "ignore files", "a config below", "a marker below",
     "a picture less"],
    ["a link in place of a folder", "a folder of pictures that is a link"],
]  # fmt: skip
SEQUENCES += [[what] for what in CHANGES if not any(what in each for each in SEQUENCES)]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            each,
            id=each[-1],
            marks=pytest.mark.posix("symbolic links") if " link" in each[-1] else (),
        )
        for each in SEQUENCES
    ],
)
def test_what_changes_in_the_site_is_noticed(
    known: tuple[str, ...], run: Run, changes: list[str]
) -> None:
    for number, what in enumerate(changes, 1):
        CHANGES[what]()
        assert early_text(*known, MOSS) is None, what
        cached = run("check", *known, MOSS)
        whole = run("check", "--no-cache", "--no-fast-path", *known, MOSS)
        assert (cached.stdout, cached.stderr) == (whole.stdout, whole.stderr), what
        # What that run has left holds too.
        held = {PASSED} if number < len(changes) else {None, whole.stdout}
        assert early_text(*known, MOSS) in held, what


HARMLESS: dict[str, Callable[[], object]] = {
    "another file": lambda: change(POND, "title: ", "title: A "),
    "a file touched": lambda: os.utime(POND, (1, 1)),
    "a file with a finding": lambda: change(POND, "title: ", "nothing: "),
    "a file that is no article now": lambda: Path(POND).write_text("", "utf-8"),
    "another picture": lambda: Path("assets/images/bell-tower.jpg").write_bytes(b""),
    "a new hidden file": lambda: Path("_news/.a.md.swp").write_text("", "utf-8"),
    "a text that is no page": lambda: change(TEXT, "no page", "still no page"),
}


def test_what_cannot_matter_is_not_in_the_way(known: tuple[str, ...], printed: Printed) -> None:
    for what, change_harmlessly in HARMLESS.items():
        change_harmlessly()
        assert printed(*known, MOSS) == PASSED, what


LEAVING_OUT = {
    "--exclude": ("", POND),
    "--config": ("", f"exclude = ['{POND}']"),
    "--respect-gitignore": ("respect-gitignore = false",),
}


@pytest.mark.parametrize("option", LEAVING_OUT)
def test_a_run_that_leaves_files_out_leaves_nothing_for_one_that_does_not(
    site: Path, printed: Printed, run: Run, option: str
) -> None:
    config, *value = LEAVING_OUT[option]
    (site / "articlelint.toml").write_text(config, encoding="utf-8")
    (site / ".gitignore").write_text(f"{POND}\n" if config else "", encoding="utf-8")
    run("check", ".")
    run("check", MOSS)
    assert printed(MOSS) == PASSED
    shutil.copy(MOSS, POND)
    assert run("check", option, *value, MOSS).stdout == PASSED
    assert printed(MOSS) is None
    assert "DUP001" in run("check", MOSS).stdout


@BOTH_WAYS
def test_files_of_one_run_are_compared_with_one_another(
    known: tuple[str, ...], printed: Printed, run: Run
) -> None:
    run("check", *known, POND, MOSS)
    assert printed(*known, POND, MOSS) == "All checks passed: 2 files.\n"
    shutil.copy(MOSS, POND)
    assert printed(*known, POND, MOSS) is None
    assert run("check", *known, POND, MOSS).exit_code == 1


def test_many_changed_files_have_the_whole_command(
    known: tuple[str, ...], printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [path for path in sorted(Path("_news").iterdir()) if path.name != Path(MOSS).name]
    monkeypatch.setattr("linter.fastpath.current_facts.MOST_CHANGED", len(files) - 1)
    for file in files[:-1]:
        change(file, "---\n", "---\n# \n")
    assert printed(*known, MOSS) == PASSED
    change(files[-1], "---\n", "---\n# \n")
    assert printed(*known, MOSS) is None


def test_facts_that_no_row_has_are_searched_in_the_files(
    site: Path, run: Run, printed: Printed
) -> None:
    assert site.is_dir()
    run("check", MOSS)
    run("check", MOSS)
    assert printed(MOSS) == PASSED
    change(POND, "title: ", f"x: {LINK}\ntitle: ")
    assert printed(MOSS) is None


def test_a_damaged_index_of_facts_is_none(
    known: tuple[str, ...], run: Run, printed: Printed
) -> None:
    (file,) = default_folder().glob("facts-*")
    text = file.read_text(encoding="utf-8")
    for wrong in ("", "[]", text[:-1], text.replace('"_news', '"_olds')):
        file.write_text(wrong, encoding="utf-8")
        assert printed(*known, MOSS) is None
    run("check", *known, MOSS)
    assert printed(*known, MOSS) == PASSED


def test_clean_deletes_the_index_of_facts(known: tuple[str, ...], run: Run) -> None:
    assert known is not None
    assert [*default_folder().glob("facts-*")]
    run("clean")
    assert not default_folder().exists()


@pytest.fixture
def repository(site: Path) -> Path:
    """Make the site a repository in which one folder of articles is ignored."""
    git(site, "init", "-q")
    (site / ".git/info/exclude").write_text("", encoding="utf-8")
    (site / ".gitignore").write_text("drafts\n", encoding="utf-8")
    (site / "_news/drafts").mkdir()
    shutil.copy(MOSS, "_news/drafts/2020-05-02-draft.md")
    git(site, "add", ".")
    return site


@needs_git
@pytest.mark.parametrize("options", [(), ("--force-exclude",)])
def test_a_file_that_git_ignored_counts_once_it_is_tracked(
    repository: Path, run: Run, printed: Printed, options: tuple[str, ...]
) -> None:
    run("check", ".")
    run("check", *options, MOSS)
    assert printed(*options, MOSS) == PASSED
    change(MOSS, "Mosses take", "More mosses take")
    git(repository, "add", MOSS)
    assert printed(*options, MOSS) == PASSED
    git(repository, "add", "-f", "_news/drafts")
    assert printed(*options, MOSS) is None
    assert "DUP001" in run("check", *options, MOSS).stdout


@needs_git
def test_where_git_tracks_what_it_would_ignore_its_index_decides(
    repository: Path, run: Run, printed: Printed
) -> None:
    git(repository, "add", "-f", "_news/drafts")
    change("_news/drafts/2020-05-02-draft.md", "webUrl: ", "elsewhere: ")
    run("check", ".")
    for _ in range(2):
        run("check", MOSS)
        assert printed(MOSS) is None


@needs_git
@pytest.mark.parametrize("version", ["2", "4"])
def test_the_index_of_git_is_read_as_far_as_it_is_plain(
    repository: Path, run: Run, printed: Printed, version: str
) -> None:
    git(repository, "update-index", "--index-version", version)
    run("check", ".")
    run("check", MOSS)
    assert printed(MOSS) == (PASSED if version == "2" else None)


@needs_git
def test_in_another_working_tree_the_whole_command_runs(
    repository: Path, run: Run, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "a")
    git(repository, "worktree", "add", "-q", "../tree")
    monkeypatch.chdir(repository.parent / "tree")
    for options in ((), ("--force-exclude",)):
        run("check", ".")
        for _ in range(2):
            assert run("check", *options, MOSS).stdout == PASSED
            assert printed(*options, MOSS) is None


def test_after_random_edits_the_output_is_that_without_caches(site: Path) -> None:
    shutil.copytree(site, site.parent / "start")
    assert ended_early(20, seed=0) > 3
