"""Fixing from the command line: what is written, what is printed, what is left alone."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linter.core.diagnostic import Finding, Fix, Safety
from linter.core.text import Edit, Span
from tests.cli.conftest import Run

RULES = ("--select", "SCH003,URL002,PAR007", "--color", "never")
OLD = '---\nquality: "74" # scored\nwebUrl: http://example.com/\n---\nText  \n'
SAFE = OLD.replace('"74"', "74")
UNSAFE = SAFE.replace("http:", "https:")
PATCH = """\
--- a/_news/good.md
+++ b/_news/good.md
@@ -1,5 +1,5 @@
 ---
-quality: "74" # scored
+quality: 74 # scored
 webUrl: http://example.com/
 ---
 Text  \n\
"""
ONE_MORE = "1 finding in 1 file. 1 more fixable with --unsafe-fixes.\n"
NOBODY = 65534


@pytest.fixture
def file(site: Path) -> Path:
    """Make the article that can be fixed; the broken one is taken away."""
    (site / "_news/bad.md").unlink()
    path = site / "_news/good.md"
    path.write_bytes(OLD.encode())
    return path


def test_safe_fixes(run: Run, file: Path) -> None:
    result = run("check", *RULES, "--fix")
    assert file.read_bytes() == SAFE.encode()
    assert (result.exit_code, result.stderr) == (0, "")
    assert "SCH003" not in result.stdout
    assert "URL002" in result.stdout
    assert result.stdout.endswith(
        "Fixed 1 finding in 1 file. Found 1 warning in 1 of 1 file.\n"
        "[~] 1 fixable with --fix --unsafe-fixes.\n"
    )


def test_unsafe_fixes(run: Run, file: Path) -> None:
    result = run("check", *RULES, "--fix", "--unsafe-fixes")
    assert file.read_bytes() == UNSAFE.encode()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Fixed 2 findings in 1 file. No findings remain.\n"


def test_without_fix_nothing_is_written(run: Run, file: Path) -> None:
    result = run("check", *RULES)
    assert file.read_bytes() == OLD.encode()
    assert result.exit_code == 1
    assert result.stdout.endswith(
        "Found 1 error and 1 warning in 1 of 1 file.\n"
        "[*] 1 fixable with --fix, [~] 1 more with --unsafe-fixes.\n"
    )


def test_fix_only(run: Run, file: Path) -> None:
    result = run("check", *RULES, "--fix-only")
    assert file.read_bytes() == SAFE.encode()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Fixed {ONE_MORE}"


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("option", ["--fix-only", "--diff"])
@pytest.mark.parametrize("quiet", ["-q", "-qq"])
def test_quiet_runs_do_not_say_how_much_they_fix(run: Run, option: str, quiet: str) -> None:
    assert run("check", *RULES, option, quiet).stderr == ""


def test_everything_is_fixed(run: Run, file: Path) -> None:
    for option, verb in (("--diff", "Would fix"), ("--fix-only", "Fixed")):
        result = run("check", *RULES, option, "--unsafe-fixes")
        assert result.stderr == f"{verb} 2 findings in 1 file.\n"
    assert run("check", *RULES, "--fix-only").stderr == "Found nothing to fix in 1 file.\n"
    assert file.read_bytes() == UNSAFE.encode()


@pytest.mark.usefixtures("file")
def test_unsafe_fixes_alone_count_as_fixable(run: Run) -> None:
    result = run("check", *RULES, "--unsafe-fixes", "--output-format", "concise")
    assert (result.exit_code, result.stderr) == (1, "")
    first, second, found, fixable = result.stdout.splitlines()
    assert (first[-4:], second[-4:]) == (" [*]", " [~]")
    assert found == "Found 1 error and 1 warning in 1 of 1 file."
    assert fixable == "[*] 1 and [~] 1 fixable with --fix --unsafe-fixes."
    with_lines = run("check", *RULES, "--unsafe-fixes").stdout
    assert with_lines.endswith(f"\n{fixable}\n")
    assert "= fix [~] (unsafe, --unsafe-fixes): " in with_lines


def test_unsafe_fixes_alone_write_nothing(run: Run, file: Path) -> None:
    run("check", *RULES, "--unsafe-fixes")
    assert file.read_bytes() == OLD.encode()


def test_what_is_left_decides_the_exit_status(run: Run, file: Path) -> None:
    file.write_bytes(OLD.replace("74", "many").encode())
    assert run("check", *RULES, "--fix").exit_code == 1
    assert run("check", *RULES, "--fix-only").exit_code == 0


def test_a_second_time_nothing_is_written(run: Run, file: Path) -> None:
    run("check", *RULES, "--fix")
    before = file.stat()
    result = run("check", *RULES, "--fix")
    assert "Fixed" not in result.stdout
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_show_fixes_needs_another_option(run: Run, file: Path) -> None:
    result = run("check", "--show-fixes")
    assert result.exit_code == 2
    assert "needs --fix, --fix-only or --diff" in result.stderr
    assert file.read_bytes() == OLD.encode()


def test_diff(run: Run, file: Path) -> None:
    result = run("check", *RULES, "--diff")
    assert (result.exit_code, result.stdout, result.stderr) == (1, PATCH, f"Would fix {ONE_MORE}")
    assert file.read_bytes() == OLD.encode()


def test_diff_takes_precedence_over_fix(run: Run, file: Path) -> None:
    result = run("check", *RULES, "--fix", "--unsafe-fixes", "--diff")
    assert result.exit_code == 1
    assert "+webUrl: https://example.com/\n" in result.stdout
    assert file.read_bytes() == OLD.encode()


def test_no_diff(run: Run, file: Path) -> None:
    file.write_bytes(SAFE.encode())
    result = run("check", *RULES, "--diff")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == ("Found nothing to fix in 1 file. 1 fixable with --unsafe-fixes.\n")


def test_diff_with_a_file_that_cannot_be_read(run: Run, file: Path) -> None:
    result = run("check", *RULES, "--diff", str(file), "none.md")
    assert (result.exit_code, result.stdout) == (2, PATCH)
    assert result.stderr == (f"error: none.md: no such file or directory\nWould fix {ONE_MORE}")


@pytest.mark.parametrize("option", ["--diff", "--fix-only"])
def test_endless_fixes_are_reported_where_no_findings_are_listed(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    from linter.rules.registry import find_rule

    def writes_it_again(*_: object) -> Iterator[Finding]:
        span = Span(OLD.index("74"), OLD.index("74") + 2)
        yield Finding("wrong", span, "", fix=Fix("Write", (Edit(span, "74"),), Safety.SAFE))

    monkeypatch.setattr(find_rule("PAR007"), "check", writes_it_again)
    result = run("check", "--select", "PAR007", option)
    assert result.exit_code == 2
    told = "error: _news/good.md: the fixes of PAR007 do not come to an end; the file was left"
    assert told in result.stderr
    assert file.read_bytes() == OLD.encode()


def test_diff_to_a_file(run: Run, file: Path) -> None:
    file.write_bytes(OLD.replace("\n", "\r\n").encode())
    result = run("check", *RULES, "--diff", "--output-file", "fixes.patch")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Would fix {ONE_MORE}")
    lines = Path("fixes.patch").read_bytes().split(b"\n")
    assert lines[4:6] == [b'-quality: "74" # scored\r', b"+quality: 74 # scored\r"]


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("end", ["", "\n"], ids=["no newline at the end", "newline at the end"])
def test_git_applies_a_diff(run: Run, file: Path, newline: str, end: str) -> None:
    text = OLD.removesuffix("Text  \n").removesuffix("\n") + end
    other = file.with_name("größe 2.md")
    for path in (file, other):
        path.write_bytes(text.replace("\n", newline).encode())
    result = run("check", *RULES, "--unsafe-fixes", "--diff")
    subprocess.run(["git", "apply", "-"], input=result.stdout_bytes, check=True)  # noqa: S607
    expected = text.replace('"74"', "74").replace("http:", "https:").replace("\n", newline)
    for path in (file, other):
        assert path.read_bytes() == expected.encode()


def test_a_secret_beside_a_fix_is_not_shown(run: Run, file: Path) -> None:
    text = f'---\nquality: "74"\nsecured: "{"A1b2" * 16};{"C3d4" * 6}"\n---\n'
    file.write_text(text, encoding="utf-8")
    result = run("check", *RULES, "--diff")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("warning: _news/good.md: not shown, since a secured value")
    assert "A1b2" not in result.output
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("##vso[task.setvariable variable=x]y \x1b[31m\n", "the control character \\x1b"),
        (" ##vso[task.complete result=Failed;]\n", "what a CI runner takes for a command"),
        ("::set-output name=x::y\n", "what a CI runner takes for a command"),
        ("section_end:1:x\r\x1b[0K\n", "the control character \\r"),
        ("a \u202e b\n", "\\u202e, which breaks or turns lines"),
    ],
)
def test_a_patch_that_could_steer_a_log_is_not_printed(
    run: Run, file: Path, text: str, reason: str
) -> None:
    other = file.with_name("other.md")
    other.write_bytes(OLD.replace("---\nText", f"---\n{text}").encode())
    result = run("check", *RULES, "--diff")
    assert (result.exit_code, result.stdout) == (1, PATCH)
    assert result.stderr == (
        f"warning: _news/other.md: patch not printed, since it holds {reason};"
        " --output-file writes it\n"
        "Would fix 2 findings in 2 files. 2 more fixable with --unsafe-fixes.\n"
    )
    run("check", *RULES, "--diff", "--output-file", "fixes.patch")
    assert text in Path("fixes.patch").read_bytes().decode()


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_a_patch_with_harmless_signs_is_printed_and_applies(run: Run, file: Path) -> None:
    text = OLD.replace("---\nText", "---\n\ta\xa0b \u200e 👩\u200d💻\xad::error::x\n").encode()
    file.write_bytes(b"\xef\xbb\xbf" + text)
    result = run("check", *RULES, "--diff")
    assert result.stderr == f"Would fix {ONE_MORE}"
    subprocess.run(["git", "apply", "-"], input=result.stdout_bytes, check=True)  # noqa: S607
    assert file.read_bytes() == b"\xef\xbb\xbf" + text.replace(b'"74"', b"74")


@pytest.mark.posix("names with colons")
def test_names_of_files_are_no_commands_either(run: Run, file: Path) -> None:
    path = Path("_news/a##vso[task.complete]::.md")
    path.write_bytes(OLD.encode())
    result = run("check", *RULES, "--diff")
    assert result.stdout == PATCH
    assert result.stderr.startswith(
        "warning: _news/a\\x23#vso[task.complete]::.md: patch not printed"
    )
    assert run("check", "--show-files").stdout.startswith("_news/a\\x23#vso[task")
    assert file.read_bytes() == OLD.encode()


def test_show_fixes(run: Run, file: Path) -> None:
    file.write_bytes(OLD.replace("---\nText", 'heat: "84"\n---\nText').encode())
    result = run("check", *RULES, "--fix", "--unsafe-fixes", "--show-fixes")
    assert result.stderr == ("fixed: _news/good.md: 2 SCH003 wrong-type, 1 URL002 insecure-url\n")


INPUTS = {
    "fixed": (OLD.encode(), SAFE.encode()),
    "CRLF": (OLD.replace("\n", "\r\n").encode(), SAFE.replace("\n", "\r\n").encode()),
    "byte-order mark": (b"\xef\xbb\xbf" + OLD.encode(), b"\xef\xbb\xbf" + SAFE.encode()),
    "nothing to fix": (UNSAFE.replace("\n", "\r\n").encode(),) * 2,
    "mixed line ends": (b"---\r\ntitle: a\n---\r\n\r\r\n",) * 2,
    "not UTF-8": (OLD.encode() + b"\xff\xfe\r\n\x00",) * 2,
    "no front matter": (b"# Title\r\nText",) * 2,
    "broken": (b'---\nquality: "74\n---\n',) * 2,
    "empty": (b"", b""),
}


@pytest.mark.parametrize("option", ["--fix", "--fix-only"])
@pytest.mark.parametrize(("before", "after"), INPUTS.values(), ids=INPUTS.keys())
@pytest.mark.usefixtures("site")
def test_standard_input_is_fixed_to_standard_output(
    run: Run, option: str, before: bytes, after: bytes
) -> None:
    result = run("check", *RULES, option, "--stdin-filename", "_news/a.md", "-", stdin=before)
    assert result.stdout_bytes == after


def test_findings_of_standard_input_go_to_standard_error(run: Run, file: Path) -> None:
    result = run("check", *RULES, "--fix", "--output-format", "concise", "-", stdin=OLD)
    assert (result.exit_code, result.stdout) == (0, SAFE)
    assert "-:3:9: warning URL002 " in result.stderr
    assert "Fixed 1 finding in 1 file." in result.stderr
    assert file.read_bytes() == OLD.encode()


@pytest.mark.usefixtures("site")
def test_diff_of_standard_input(run: Run) -> None:
    name = ("--stdin-filename", "_news/good.md")
    result = run("check", *RULES, "--diff", *name, stdin=OLD)
    assert (result.exit_code, result.stdout) == (1, PATCH)


NO_LINKS = pytest.mark.posix("symbolic links")
LEFT_OUT = {
    "outside": "../elsewhere.md",
    "left out by its name": "_site/a.md",
    "left out by the config": "_news/excluded/a.md",
    "ignored by git": "_news/ignored/a.md",
    "of no kind": "notes/a.md",
    "hidden": "_news/.hidden.md",
}


@NO_LINKS
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("real", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_walk_fixes_nothing_that_it_leaves_out(
    run: Run, file: Path, real: str, jobs: str
) -> None:
    Path("articlelint.toml").write_text("exclude = ['excluded/']\n", encoding="utf-8")
    Path(".gitignore").write_text("ignored/\n", encoding="utf-8")
    elsewhere = Path(real)
    elsewhere.parent.mkdir(exist_ok=True)
    elsewhere.write_bytes(OLD.encode())
    link = file.parent / "link.md"
    link.symlink_to(elsewhere.resolve())
    paths = ["_news"] if real.startswith("..") else ["."]
    diff = run("check", *RULES, "--diff", *paths)
    assert "link.md" not in diff.stdout
    result = run("check", *RULES, "--fix", "--jobs", jobs, *paths)
    assert result.exit_code == 2
    assert elsewhere.read_bytes() == OLD.encode()
    assert file.read_bytes() == SAFE.encode()
    assert result.stderr == (
        "error: _news/link.md: not fixed: it is a link; name it, or the file that it leads to\n"
    )
    # What is wrong there is reported all the same.
    assert "_news/link.md" in result.stdout
    assert run("check", *RULES, "--fix", "_news/link.md").exit_code == 0
    assert elsewhere.read_bytes() == SAFE.encode()
    assert link.is_symlink()


@NO_LINKS
def test_the_target_of_a_link_is_fixed_once_where_the_walk_finds_it(run: Run, file: Path) -> None:
    (file.parent / "a-link.md").symlink_to(file.name)
    (file.parent / "z-link.md").symlink_to(file.name)
    diff = run("check", *RULES, "--diff", "_news")
    assert diff.stdout.count("+++ ") == 1
    result = run("check", *RULES, "--fix", "--show-fixes", "_news")
    assert result.exit_code == 0
    assert result.stderr == "fixed: _news/good.md: 1 SCH003 wrong-type\n"
    assert file.read_bytes() == SAFE.encode()


HOUR = 3_600
LEFT = ".articlelint-abcd1234"


@pytest.mark.parametrize(
    ("name", "age", "options", "stays"),
    [
        pytest.param(LEFT, 2 * HOUR, ("--fix",), False, id="left-behind"),
        pytest.param(LEFT, 2 * HOUR, ("--fix-only",), False, id="fix-only"),
        pytest.param(LEFT, HOUR // 2, ("--fix",), True, id="young"),
        pytest.param(LEFT, 2 * HOUR, (), True, id="nothing-is-written"),
        pytest.param(LEFT, 2 * HOUR, ("--diff",), True, id="only-shown"),
        pytest.param(".articlelint-notes.md", 2 * HOUR, ("--fix",), True, id="somebodys-own"),
        pytest.param(".articlelint", 2 * HOUR, ("--fix",), True, id="another-name"),
    ],
)
@pytest.mark.parametrize("path", ["_news", "_news/good.md"])
def test_leftovers_of_a_killed_run_are_deleted(  # noqa: PLR0913, PLR0917 - a case has as many
    run: Run, file: Path, name: str, age: int, options: tuple[str, ...], path: str, *, stays: bool
) -> None:
    left = file.parent / name
    left.write_bytes(b"half")
    then = time.time() - age
    os.utime(left, (then, then))
    run("check", *RULES, *options, path)
    assert left.exists() == stays


@NO_LINKS
def test_only_files_count_as_leftovers(run: Run, file: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    then = time.time() - 2 * HOUR
    os.utime(precious, (then, then))
    (file.parent / LEFT).symlink_to(precious)
    (file.parent / ".articlelint-folder00").mkdir()
    run("check", *RULES, "--fix", "_news")
    assert (file.parent / LEFT).is_symlink()
    assert (file.parent / ".articlelint-folder00").is_dir()
    assert precious.read_bytes() == b"mine"


@pytest.mark.posix("symbolic links")
@pytest.mark.parametrize(
    "path",
    [
        pytest.param("_news/link.md", id="named itself"),
        pytest.param("_news", id="inside the folder"),
        pytest.param("alias", id="folder named by a link"),
    ],
)
def test_links_that_are_followed(run: Run, file: Path, path: str) -> None:
    (file.parent / "link.md").symlink_to("real/a.md")
    (file.parent / "real").mkdir()
    real = file.parent / "real/a.md"
    real.write_bytes(OLD.encode())
    Path("alias").symlink_to("_news")
    result = run("check", *RULES, "--fix", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert real.read_bytes() == SAFE.encode()
    assert (file.parent / "link.md").is_symlink()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become someone else"
)
@pytest.mark.parametrize(
    "make_read_only",
    [
        pytest.param(lambda path: path.chmod(0o444), id="file"),
        pytest.param(lambda path: path.parent.chmod(0o555), id="folder"),
    ],
)
def test_what_is_read_only_is_left_and_the_rest_is_fixed(
    run: Run, site: Path, file: Path, make_read_only: Callable[[Path], None]
) -> None:
    for folder in (site, *site.parents):
        # pytest keeps its folders from others.
        if folder.is_relative_to(Path(tempfile.gettempdir(), "pytest-of-root")):
            folder.chmod(0o755)
    locked = site / "_news/locked/a.md"
    locked.parent.mkdir()
    for path in (file, locked):
        path.write_bytes(OLD.encode())
        path.chmod(0o666)
        path.parent.chmod(0o777)
    make_read_only(locked)
    # What is imported late may lie where only root can read.
    run("check", *RULES, "--fix", "--no-cache", "-", stdin=OLD)
    with somebody_else():
        result = run("check", *RULES, "--fix", "--no-cache")
    assert result.exit_code == 2
    assert result.stderr == "error: _news/locked/a.md: permission denied\n"
    assert locked.read_bytes() == OLD.encode()
    assert file.read_bytes() == SAFE.encode()
    assert [path.name for path in locked.parent.iterdir()] == ["a.md"]


@contextmanager
def somebody_else() -> Iterator[None]:
    """Be a user without rights for a while."""
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
