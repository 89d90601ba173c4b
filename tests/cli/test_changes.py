"""Which files are reported on, and which are listed."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Run
from tests.git import forget_settings, git, needs_git

pytestmark = [pytest.mark.slow, needs_git]

CHECK = ("check", "--select", "PAR003", "--output-format", "concise")


@pytest.fixture
def repository(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the site with its broken article under git, as it is."""
    forget_settings(monkeypatch, site / ".home")
    git(Path(), "init", "--quiet")
    git(Path(), "add", "--all")
    git(Path(), "commit", "--quiet", "--message=x")
    return site


def breaks(*paths: str) -> None:
    """Write broken articles."""
    text = Path("_news/bad.md").read_bytes()
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(text)


def reported(result: Result) -> list[str]:
    return re.findall(r"^(.+?):\d+:\d+: ", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("option", [("--since", "HEAD"), ("--since=HEAD",), ("--staged",)])
@pytest.mark.usefixtures("repository")
def test_without_changes_nothing_is_reported(run: Run, option: tuple[str, ...]) -> None:
    result = run(*CHECK, *option)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "warning: no changed file with front matter in this folder\n"
    assert run(*CHECK, *option, "-q").stderr == ""


@pytest.mark.usefixtures("repository")
def test_only_changed_files_are_reported(run: Run) -> None:
    breaks("_news/new.md", "_news/staged.md", "_news/README.md", "_layouts/x.md")
    git(Path(), "add", "_news/staged.md")
    git(Path(), "mv", "_news/good.md", "_news/moved.md")
    breaks("_news/moved.md")
    result = run(*CHECK, "--since", "HEAD")
    assert reported(result) == ["_news/moved.md", "_news/new.md", "_news/staged.md"]
    assert result.exit_code == 1
    assert reported(run(*CHECK, "--staged")) == ["_news/staged.md"]
    assert len(reported(run(*CHECK))) == 4


@pytest.mark.usefixtures("repository")
def test_paths_still_limit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks("_news/a.md", "_news/sub/b.md", "_news/sub/c.md")
    assert reported(run(*CHECK, "--since", "HEAD", "_news/sub")) == [
        "_news/sub/b.md",
        "_news/sub/c.md",
    ]
    assert reported(run(*CHECK, "--since=HEAD", "_news/a.md", "_news/bad.md")) == ["_news/a.md"]
    monkeypatch.chdir("_news/sub")
    assert reported(run(*CHECK, "--since", "HEAD")) == ["b.md", "c.md"]
    assert len(reported(run(*CHECK, "--since", "HEAD", "../.."))) == 3


@pytest.mark.posix("symbolic links")
@pytest.mark.usefixtures("repository")
def test_a_path_through_a_link(run: Run) -> None:
    breaks("_news/a.md")
    Path("link").symlink_to("_news")
    found = reported(run(*CHECK, "--since", "HEAD", "link/a.md", "link/bad.md"))
    assert found == ["link/a.md"]


@pytest.mark.usefixtures("repository")
def test_a_deleted_file_is_left_out_unless_it_is_named(run: Run) -> None:
    Path("_news/bad.md").unlink()
    assert run(*CHECK, "--since", "HEAD").exit_code == 0
    named = run(*CHECK, "--since", "HEAD", "_news/bad.md")
    assert (named.exit_code, named.stderr) == (
        2,
        "error: _news/bad.md: no such file or directory\n",
    )


@pytest.mark.usefixtures("repository")
def test_fixes_leave_other_files_alone(run: Run) -> None:
    double = "---\ntitle: a &amp; b\ntype: article\nwebUrl: https://example.com/\n---\n"
    Path("_news/old.md").write_text(double, encoding="utf-8")
    git(Path(), "add", "--all")
    git(Path(), "commit", "--quiet", "--message=x")
    Path("_news/new.md").write_text(double, encoding="utf-8")
    assert run("check", "--fix", "--select", "TXT001", "--since", "HEAD").exit_code == 0
    assert "a & b" in Path("_news/new.md").read_text(encoding="utf-8")
    assert Path("_news/old.md").read_text(encoding="utf-8") == double


FIXABLE = "---\ntitle: a &amp; b\ntype: article\nwebUrl: https://example.com/x\n---\n"
CLEAN = FIXABLE.replace("&amp;", "and").replace("/x", "/y")
REFUSED = "not fixed: what is staged differs from the file; stage or stash the rest"


@pytest.mark.usefixtures("repository")
def test_the_text_that_will_be_committed_is_linted(run: Run) -> None:
    breaks("_news/broken.md", "_news/gone.md", "_news/mended.md")
    Path("_news/sound.md").write_text(CLEAN, encoding="utf-8")
    git(Path(), "add", "--all")
    Path("_news/mended.md").write_text(CLEAN, encoding="utf-8")
    Path("_news/gone.md").unlink()
    breaks("_news/sound.md")
    expected = ["_news/broken.md", "_news/gone.md", "_news/mended.md"]
    for options in ((), ("-n",), ("_news",), ("--force-exclude", *expected), tuple(expected)):
        assert reported(run(*CHECK, "--staged", *options)) == expected
    shown = run("check", "--staged", "--show-files").stdout.splitlines()
    assert shown == [*expected, "_news/sound.md"]
    # What was read out of git is not kept for the file on the disk.
    assert reported(run(*CHECK)) == ["_news/bad.md", "_news/broken.md", "_news/sound.md"]


@pytest.mark.parametrize("option", ["--fix", "--diff", "--fix-only"])
@pytest.mark.usefixtures("repository")
def test_a_file_that_differs_from_what_is_staged_is_not_fixed(run: Run, option: str) -> None:
    for name in ("differs", "same"):
        Path(f"_news/{name}.md").write_text(FIXABLE, encoding="utf-8")
    Path("_news/clean.md").write_text(CLEAN, encoding="utf-8")
    git(Path(), "add", "--all")
    on_disk = FIXABLE + "Another line.\n"
    Path("_news/differs.md").write_text(on_disk, encoding="utf-8")
    Path("_news/clean.md").write_text(CLEAN + "Another line.\n", encoding="utf-8")
    result = run("check", "--select", "TXT001", "--output-format", "concise", "--staged", option)
    assert result.exit_code == 2
    error, *summary = result.stderr.splitlines()
    assert error == f"error: _news/differs.md: {REFUSED}"
    verb = {"--fix-only": ["Fixed"], "--diff": ["Would fix"], "--fix": []}[option]
    assert summary == [f"{each} 1 finding in 1 file." for each in verb]
    assert reported(result) == (["_news/differs.md"] if option == "--fix" else [])
    assert Path("_news/differs.md").read_text(encoding="utf-8") == on_disk
    fixed = Path("_news/same.md").read_text(encoding="utf-8")
    assert ("&amp;" in fixed) is (option == "--diff")


@pytest.mark.usefixtures("repository")
def test_rules_over_the_site_see_what_is_staged(run: Run) -> None:
    Path("_config.yml").write_text("collections: [news]\n", encoding="utf-8")
    Path("_news/old.md").write_text(FIXABLE, encoding="utf-8")
    git(Path(), "add", "--all")
    git(Path(), "commit", "--quiet", "--message=x")
    Path("_news/new.md").write_text(FIXABLE.replace("title:", "# x\ntitle:"), encoding="utf-8")
    git(Path(), "add", "--all")
    check = ("check", "--select", "DUP001", "--output-format", "concise")
    Path("_news/new.md").write_text(CLEAN, encoding="utf-8")
    result = run(*check, "--staged")
    assert re.findall(r"^(\S+:\d+:\d+): \w+ DUP001", result.stdout, re.MULTILINE) == [
        "_news/new.md:5:9"
    ]
    assert "DUP001" not in run(*check).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--since", "HEAD", "--staged"), "cannot be used together", id="both"),
        pytest.param(("--since", "", "--staged"), "cannot be used together", id="both-empty"),
        pytest.param(("--since", "nosuch"), "git knows no revision `nosuch`", id="unknown"),
        pytest.param(("--since", "a\x1b\nb"), r"no revision `a\x1b b`", id="steers-the-terminal"),
        pytest.param(("--since", ""), "git knows no revision ``", id="empty"),
        pytest.param(("--since", "--all"), "git knows no revision `--all`", id="option"),
        pytest.param(("--since", "HEAD", "-"), "not standard input", id="since-and-stdin"),
        pytest.param(("--staged", "-"), "not standard input", id="staged-and-stdin"),
        pytest.param(("--show-files", "-"), "not standard input", id="list-and-stdin"),
        pytest.param(("--staged", "--stdin-filename=a.md"), "not standard input", id="stdin-name"),
        pytest.param(("--staged", "-", "_news"), "cannot be linted together", id="stdin-and-files"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_wrong_use_is_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run(*CHECK, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"error: [^\n]+\n", result.stderr)
    assert message in result.stderr


@pytest.mark.parametrize("option", [("--since", "HEAD"), ("--staged",)])
@pytest.mark.usefixtures("site")
def test_without_a_repository(
    run: Run, option: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run(*CHECK, *option)
    assert result.exit_code == 2
    assert re.fullmatch(r"error: git rev-parse: not a git repository[^\n]*\n", result.stderr)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(*CHECK, *option).stderr == "error: git is not installed\n"


@pytest.mark.usefixtures("site")
def test_show_files(run: Run) -> None:
    shutil.copy("_news/good.md", "docs/article.md")
    result = run("check", "--show-files")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "_news/bad.md\n_news/good.md\ndocs/article.md\n"
    assert run("check", "--show-files", "docs/notes.md").stdout == ""


@pytest.mark.posix("symbolic links")
@pytest.mark.usefixtures("site")
def test_show_files_lists_what_is_linted(run: Run) -> None:
    Path("docs/large.md").write_bytes(b"x" * 10_000_001)
    Path("docs/gone.md").symlink_to("nosuch.md")
    linted = run("check", "--verbose", "--exit-zero")
    listed = run("check", "--show-files")
    checked = re.findall(r"^checked: (.+)$", linted.stderr, re.MULTILINE)
    assert listed.stdout.splitlines() == checked
    assert listed.stderr == "error: docs/gone.md: no such file or directory\n"
    assert listed.exit_code == linted.exit_code == 2


@pytest.mark.usefixtures("site")
def test_show_files_does_nothing_else(run: Run) -> None:
    before = Path("_news/good.md").stat()
    result = run("check", "--show-files", "--fix", "-v", "--statistics", "--output-file", "out.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "_news/bad.md\n_news/good.md\n"
    assert not Path("out.txt").exists()
    assert Path("_news/good.md").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.usefixtures("site")
def test_show_files_of_nothing(run: Run) -> None:
    result = run("check", "--show-files", "docs")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.usefixtures("site")
def test_show_files_has_one_line_for_each(run: Run) -> None:
    Path("_news/a\n\x1b[31m.md").touch()
    assert run("check", "--show-files").stdout == (
        "_news/a\\n\\x1b[31m.md\n_news/bad.md\n_news/good.md\n"
    )


@pytest.mark.usefixtures("repository")
def test_show_files_of_changes(run: Run) -> None:
    breaks("_news/new.md")
    assert run("check", "--show-files", "--since", "HEAD").stdout == "_news/new.md\n"
    assert run("check", "--show-files", "--staged").stdout == ""


@pytest.mark.usefixtures("site")
def test_force_exclude(run: Run) -> None:
    named = ("_layouts/a.html", "_news/README.md", "_news/bad.md")
    breaks(*named)
    assert run("check", "--show-files", *named).stdout.splitlines() == sorted(named)
    assert run("check", "--show-files", "--force-exclude", *named).stdout == "_news/bad.md\n"
    result = run(*CHECK, "--force-exclude", "--verbose", *named)
    assert reported(result) == ["_news/bad.md"]
    assert result.stderr == "checked: _news/bad.md\n"


@pytest.mark.usefixtures("repository")
def test_force_exclude_of_changes(run: Run) -> None:
    breaks("_news/new.md", "_news/README.md")
    paths = ("_news/new.md", "_news/README.md", "_news/bad.md")
    assert reported(run(*CHECK, "--since=HEAD", *paths)) == ["_news/README.md", "_news/new.md"]
    assert reported(run(*CHECK, "--since=HEAD", "--force-exclude", *paths)) == ["_news/new.md"]
