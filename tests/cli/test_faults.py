"""A fault in mid-run, of the system or of articlelint, affects only the file that it is about.

Faults of the system are calls that fail, full disks and files that vanish; those of articlelint are
exceptions. Each is reported with file and cause, the exit status is 2, and everything else is
reported as without it.
"""

import errno
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from linter.reporters import Look, format_names, get_format
from linter.run.report import Report
from tests.cli.conftest import Run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the faults are those of Linux"),
]

ROOT = Path(__file__).parents[2]
RULES = "PAR008,PAR003"
CHECK = ("check", "--select", RULES, "--output-format", "concise", "--no-cache")

# One finding that a fix mends, and one that none does.
GOOD = "---\ntitle: a\ntype: article\nwebUrl: https://example.com/\n---\n"
MARKED = f"\ufeff{GOOD}"
BROKEN = GOOD.replace("title: a", "title: [a")
FAULTY = "_news/faulty/a.md"

IN_FAULTY = f"{FAULTY}:1:1: error PAR008 "
IN_OTHER = "_news/other.md:1:1: error PAR008 "
IN_BROKEN = "_news/wrong.md:2:8: error PAR003 "


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the current folder a site of which one folder will be faulty."""
    for name, text in ((FAULTY, MARKED), ("_news/other.md", MARKED), ("_news/wrong.md", BROKEN)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refuse(
    monkeypatch: pytest.MonkeyPatch, call: str, error: BaseException, part: str = "/faulty/"
) -> list[str]:
    """Make a system call fail where a path has a part; the list tells where it did."""
    real = getattr(os, call)
    refused: list[str] = []

    def called(*arguments: Any, **options: Any) -> Any:
        for argument in arguments[: 2 if call == "replace" else 1]:
            path = _path_of(argument) if isinstance(argument, int) else str(argument)
            if part in path:
                refused.append(path)
                raise error
        return real(*arguments, **options)

    monkeypatch.setattr(os, call, called)
    return refused


def _path_of(handle: int) -> str:
    return str(Path(f"/proc/self/fd/{handle}").readlink())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def system_error(code: int) -> OSError:
    return OSError(code, os.strerror(code))


CODES = [errno.ENOSPC, errno.EACCES, errno.EIO, errno.ENOENT, errno.EROFS, errno.EDQUOT]


def cause(code: int) -> str:
    text = os.strerror(code)
    return text[:1].lower() + text[1:]


# Reading


@pytest.mark.parametrize("fix", [(), ("--fix",)], ids=["check", "fix"])
@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_a_file_that_cannot_be_opened(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch, code: int, fix: tuple[str, ...]
) -> None:
    with monkeypatch.context() as patch:
        assert refuse(patch, "open", system_error(code)) == []
        result = run(*CHECK, *fix)
    assert result.exit_code == 2
    assert result.stderr == f"error: {FAULTY}: {cause(code)}\n"
    assert IN_BROKEN in result.stdout
    assert (IN_OTHER in result.stdout) == (not fix)
    assert (site / "_news/other.md").read_bytes() == (GOOD if fix else MARKED).encode()


def test_a_device_that_fails_while_it_is_read(run: Run, site: Path) -> None:
    # Nothing is mapped at the start of a process's memory: reading there is an error of the device.
    (site / FAULTY).unlink()
    (site / FAULTY).symlink_to("/proc/self/mem")
    result = run(*CHECK, FAULTY, "_news/other.md", "_news/wrong.md")
    assert result.exit_code == 2
    assert result.stderr == f"error: {FAULTY}: input/output error\n"
    assert IN_OTHER in result.stdout
    assert IN_BROKEN in result.stdout


def test_a_file_for_which_memory_does_not_suffice(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, "open", MemoryError(), FAULTY)
        result = run(*CHECK, FAULTY, "_news/other.md", "_news/wrong.md")
    assert result.exit_code == 2
    assert result.stderr == f"error: {FAULTY}: there is not enough memory for it\n"
    assert IN_BROKEN in result.stdout
    assert (site / FAULTY).read_bytes() == MARKED.encode()


@pytest.mark.parametrize("becomes_folder", [True, False], ids=["folder", "nothing"])
def test_a_file_that_becomes_something_else_before_it_is_read(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch, *, becomes_folder: bool
) -> None:
    real = os.open

    def changed(path: Any, *arguments: Any, **options: Any) -> int:
        if str(path).endswith(FAULTY) and (site / FAULTY).is_file():
            (site / FAULTY).unlink()
            if becomes_folder:
                (site / FAULTY).mkdir()
        return real(path, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", changed)
        result = run(*CHECK)
    assert result.exit_code == 2
    why = "is a directory" if becomes_folder else "no such file or directory"
    assert result.stderr in {f"error: {FAULTY}: {why}\n", f"error: {FAULTY}: not a regular file\n"}
    assert IN_OTHER in result.stdout
    assert IN_BROKEN in result.stdout


# Mistakes of ours, and memory that does not suffice


STAGES = (
    "run.file_lint.decode",
    "lint.run.Document",
    "lint.run.entries",
    "frontmatter.comments.find",
    "lint.run.secret_spans",
)


def fail_at_faulty(monkeypatch: pytest.MonkeyPatch, stage: str, fault: BaseException) -> None:
    """Make one of our own functions fail at the faulty file."""
    module, _, name = stage.rpartition(".")
    where = import_module(f"linter.{module}")
    real = getattr(where, name)

    def fails(first: Any, *rest: Any, **options: Any) -> Any:
        source = getattr(first, "source", first)
        if getattr(source, "path", source) == FAULTY:
            raise fault
        return real(first, *rest, **options)

    monkeypatch.setattr(where, name, fails)


@pytest.mark.parametrize("fix", [(), ("--fix",)], ids=["check", "fix"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_for_which_memory_does_not_suffice(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch, stage: str, fix: tuple[str, ...]
) -> None:
    with monkeypatch.context() as patch:
        fail_at_faulty(patch, stage, MemoryError())
        result = run(*CHECK, *fix)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == f"error: {FAULTY}: there is not enough memory for it"
    assert "INT001" not in result.stdout
    assert IN_BROKEN in result.stdout
    assert (site / FAULTY).read_bytes() == MARKED.encode()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("fault", [KeyError("a secret"), SystemExit(0), RecursionError()], ids=repr)
@pytest.mark.parametrize("fix", [(), ("--fix",)], ids=["check", "fix"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_bug_at_any_stage_of_one_file(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
    fix: tuple[str, ...],
    fault: BaseException,
) -> None:
    with monkeypatch.context() as patch:
        fail_at_faulty(patch, stage, fault)
        result = run(*CHECK, *fix)
    assert result.exit_code == 2
    (line,) = [each for each in result.stdout.splitlines() if "INT001" in each]
    assert line.startswith(f"{FAULTY}:1:1: error INT001 it was not linted: ")
    assert f"{type(fault).__name__} at test_faults.py:" in line
    # The text of an error may be a secret.
    assert "a secret" not in result.output
    assert (IN_OTHER in result.stdout) == (not fix)
    assert IN_BROKEN in result.stdout


def test_a_bug_in_fixing_leaves_the_findings(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fail_at_faulty(patch, "fix.fixer.fix", ZeroDivisionError())
        result = run(*CHECK, "--fix")
    assert result.exit_code == 2
    assert (
        f"{FAULTY}:1:1: error INT001 it was left as it was, since fixing failed: " in result.stdout
    )
    assert IN_FAULTY in result.stdout
    assert IN_OTHER not in result.stdout
    assert (site / FAULTY).read_bytes() == MARKED.encode()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("fault", [KeyError("a secret"), SystemExit(0), RecursionError()], ids=repr)
def test_a_bug_while_a_patch_is_made(
    run: Run, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    with monkeypatch.context() as patch:
        fail_at_faulty(patch, "fix.patch.patch", fault)
        result = run(*CHECK, "--diff", "-q")
    assert result.exit_code == 2
    start = f"error: {FAULTY}: it was left as it was, since fixing failed: {type(fault).__name__}"
    assert result.stderr.startswith(f"{start} at test_faults.py:")
    assert result.stderr.count("\n") == 1
    assert "a secret" not in result.output
    assert "+++ b/_news/other.md\n" in result.stdout
    assert FAULTY not in result.stdout


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("name", sorted(format_names()))
def test_a_bug_in_a_format(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    real = get_format(name)

    def fails(report: Report, look: Look) -> str:
        if any(item.path == FAULTY and item.code == "PAR008" for item in report.diagnostics):
            raise KeyError("a secret")
        return real.render(report, look)

    with monkeypatch.context() as patch:
        module = import_module(f"linter.reporters.{name.replace('-', '_')}")
        patch.setattr(module, "FORMAT", real._replace(render=fails))
        result = run("check", "--select", RULES, "--no-cache", "--output-format", name)
    assert result.exit_code == 2
    assert "KeyError at test" in result.stdout
    assert "a secret" not in result.output
    assert "PAR003" in result.stdout
    assert result.stdout.count("INT001") >= 1


@pytest.mark.usefixtures("site")
def test_a_bug_between_files(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("_config.yml").write_text("url: https://example.org\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("linter.lint.cross_file.check_site", None)
        result = run(*CHECK, "--extend-select", "DUP")
    assert result.exit_code == 2
    assert "were not compared with one another: TypeError at cross_file_pass" in result.stderr
    assert IN_OTHER in result.stdout


def test_a_bug_outside_of_any_file() -> None:
    code = (
        "import sys; from linter.files import discovery; from linter.cli import main\n"
        "discovery.find = None; sys.argv = ['articlelint', 'check', '--isolated']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Traceback ")
    assert done.stderr.endswith("TypeError: 'NoneType' object is not callable\n")


# Writing fixes


@pytest.mark.parametrize("call", ["mkstemp", "fsync", "chmod", "replace"])
@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_a_fix_that_cannot_be_written(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    name, part = ("open", "/faulty/.articlelint-") if call == "mkstemp" else (call, "/faulty/")
    with monkeypatch.context() as patch:
        refused = refuse(patch, name, system_error(code), part)
        result = run(*CHECK, "--fix", "--show-fixes")
    assert refused
    assert result.exit_code == 2
    assert f"error: {FAULTY}: {cause(code)}\n" in result.stderr
    assert f"fixed: {FAULTY}" not in result.stderr
    assert "fixed: _news/other.md" in result.stderr
    # What was to be fixed is still wrong.
    assert IN_FAULTY in result.stdout
    assert IN_BROKEN in result.stdout
    assert IN_OTHER not in result.stdout
    assert (site / FAULTY).read_bytes() == MARKED.encode()
    assert (site / "_news/other.md").read_bytes() == GOOD.encode()
    assert names(site / "_news/faulty") == ["a.md"]


def test_a_fix_that_a_full_disk_cuts(site: Path) -> None:
    (site / FAULTY).write_bytes((MARKED + "x\n" * 10_000).encode())
    result = limited(15_000, *CHECK, "--fix")
    assert result.returncode == 2
    assert result.stderr == f"error: {FAULTY}: file too large\n"
    assert IN_FAULTY in result.stdout
    assert IN_BROKEN in result.stdout
    assert (site / FAULTY).read_bytes() == (MARKED + "x\n" * 10_000).encode()
    assert (site / "_news/other.md").read_bytes() == GOOD.encode()
    assert names(site / "_news/faulty") == ["a.md"]


def limited(bytes_a_file: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process that may not write larger files."""
    prlimit = shutil.which("prlimit")
    assert prlimit is not None
    return subprocess.run(
        [prlimit, f"--fsize={bytes_a_file}", sys.executable, "-m", "linter", *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        text=True,
    )


# Outputs, the baseline, the cache


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("place", ["/dev/full", "no/such/folder"])
def test_an_output_that_cannot_be_written(run: Run, place: str) -> None:
    result = run(
        *("check", "--select", RULES, "--no-cache"),
        *("--output-format", "json", "--output-file", place),
        *("--output-format", "sarif", "--output-file", "whole.sarif"),
        *("--output-format", "concise"),
    )
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {place}: ")
    assert result.stderr.count("\n") == 1
    assert IN_OTHER in result.stdout
    assert Path("whole.sarif").read_text(encoding="utf-8").count("PAR008") > 2


@pytest.mark.usefixtures("site")
def test_two_outputs_that_cannot_be_written(run: Run) -> None:
    result = run(
        *CHECK,
        *("--output-file", "no/a"),
        *("--output-format", "json", "--output-file", "no/b"),
        *("--output-format", "concise"),
    )
    assert result.exit_code == 2
    assert result.stderr == (
        "error: no/a: no such file or directory\nerror: no/b: no such file or directory\n"
    )
    assert IN_OTHER in result.stdout


@pytest.mark.usefixtures("site")
def test_standard_error_that_is_full() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "linter", *CHECK, "nothing.md", "_news"],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
            text=True,
        )
    assert done.returncode == 2
    assert IN_OTHER in done.stdout


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_a_baseline_that_cannot_be_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    run(*CHECK, "--write-baseline", "known.json", "_news/other.md")
    before = Path("known.json").read_bytes()
    with monkeypatch.context() as patch:
        refuse(patch, "replace", system_error(code), "known.json")
        result = run(*CHECK, "--write-baseline", "known.json")
    assert result.exit_code == 2
    assert result.stderr == f"error: known.json: {cause(code)}\n"
    assert IN_FAULTY in result.stdout
    assert IN_BROKEN in result.stdout
    # The findings of the old baseline are still hidden.
    assert IN_OTHER not in result.stdout
    assert Path("known.json").read_bytes() == before
    assert names(Path()) == ["_news", "known.json"]


@pytest.mark.usefixtures("site")
def test_a_cache_on_a_full_disk() -> None:
    plain = limited(10_000_000, *CHECK)
    cached = [each for each in CHECK if each != "--no-cache"]
    full = limited(6_000, *cached, "--cache-dir", "kept")
    assert (full.returncode, full.stdout) == (plain.returncode, plain.stdout)
    assert full.stderr.startswith("warning: the cache in kept is not used: ")
    assert full.stderr.count("\n") == 1


@pytest.mark.usefixtures("site")
def test_a_cache_below_a_file(run: Run) -> None:
    plain = run(*CHECK)
    Path("kept").write_bytes(b"mine")
    cached = [each for each in CHECK if each != "--no-cache"]
    result = run(*cached, "--cache-dir", "kept/here")
    assert (result.exit_code, result.stdout) == (plain.exit_code, plain.stdout)
    assert result.stderr.startswith("warning: the cache in kept/here is not used: ")
    assert Path("kept").read_bytes() == b"mine"
