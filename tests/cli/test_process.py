"""The command as a real process: streams, start-up, and how it ends."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from linter.rules.registry import chosen_codes, known_rules
from tests.commands import Commands

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}

# Libraries that cost start-up time; of these only two are needed where nothing is found.
HEAVY = (
    "click",
    "difflib",
    "frontmatter",
    "hashlib",
    "jsonschema",
    "jsonschema_rs",
    "referencing",
    "rich",
    "ruamel",
    "subprocess",
    "tomllib",
    "yaml",
)
WHAT_IS_IMPORTED = f"""\
import sys
from linter.cli import main
try:
    main()
finally:
    names = {{name.partition(".")[0] for name in sys.modules}}
    print(*sorted(names & set({HEAVY!r})), file=sys.stderr)
"""


def start(
    *arguments: str, folder: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=ENVIRONMENT | environment,
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_module(site: Path) -> None:
    run = start("-m", "linter", "check", "--select", "PAR003", folder=site)
    assert (run.returncode, run.stderr) == (1, b"")
    assert b"_news/bad.md" in run.stdout
    assert start("-m", "linter", "-h", folder=site).stdout.startswith(b"Usage: articlelint ")


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        pytest.param(("--version",), "click", id="version"),
        pytest.param(("check", "--no-cache", "_news/seed.md"), "click yaml", id="nothing-found"),
        pytest.param(("check", "_news/seed.md"), "yaml", id="cached"),
        pytest.param(
            ("check", "--no-cache", "--select", "PAR", "--output-format", "json", "_news/bad.md"),
            "click difflib yaml",
            id="json",
        ),
        pytest.param(("check", "--no-cache", "docs"), "click yaml", id="folder"),
        pytest.param(
            ("check", "--no-cache", "--select", "PAR", "--color=always", "_news/bad.md"),
            "click difflib rich yaml",
            id="colors",
        ),
        pytest.param(
            ("check", "--no-cache", "--select", "PAR", "ignoring"),
            "click yaml",
            id="gitignore",
        ),
    ],
)
def test_what_is_imported(site: Path, arguments: tuple[str, ...], imported: str) -> None:
    (seed,) = (ROOT / "seeds").glob("*.md")
    shutil.copy(seed, site / "_news/seed.md")
    (site / "ignoring").mkdir()
    (site / "ignoring/.gitignore").write_text("a\n", encoding="utf-8")
    run = start("-c", WHAT_IS_IMPORTED, *arguments, folder=site)
    assert run.stderr.decode().splitlines()[-1] == imported


RULE = re.compile(r"linter\.rules\.[a-z]+\.[a-z]{3}[0-9]{3}_[a-z0-9_]+")
OWN_MODULES = """\
import sys
from linter.cli import main
try:
    main()
finally:
    print(*(name for name in sys.modules if name.startswith("linter.")), file=sys.stderr)
"""
SEED = next((ROOT / "seeds").glob("*.md")).read_text(encoding="utf-8")
ENTITY = SEED.replace("Amazon Suspends", "Amazon &amp; Suspends", 1)


def imported_by(*arguments: str, folder: Path) -> list[str]:
    """Return the modules of articlelint that a run with findings imports."""
    run = start("-c", OWN_MODULES, *arguments, folder=folder)
    assert run.stdout.count(b"[TXT001]") == 1
    return run.stderr.decode().splitlines()[-1].split()


def test_rules_that_are_proved_silent_are_not_imported(site: Path) -> None:
    arguments = ("check", "--cache-dir", "cache", "_news/a.md")
    (site / "_news/a.md").write_text(ENTITY, encoding="utf-8")
    # Rules about the web run only where that is asked for.
    every = sum(not code.startswith("NET") for code in chosen_codes((), (), ()))
    assert len([*filter(RULE.fullmatch, imported_by(*arguments, folder=site))]) == every
    (site / "_news/a.md").write_text(f"{ENTITY}Text.\n", encoding="utf-8")
    rules = [name for name in imported_by(*arguments, folder=site) if RULE.fullmatch(name)]
    assert "linter.rules.texts.txt001_html_entity" in rules
    assert len(rules) < every / 5


def test_what_is_cached_needs_neither_parsers_nor_rules(site: Path, commands: Commands) -> None:
    arguments = ("check", "--cache-dir", "cache", "_news/a.md")
    (site / "_news/a.md").write_text(ENTITY, encoding="utf-8")
    commands.run(*arguments, folder=site)
    own = imported_by(*arguments, folder=site)
    assert not [name for name in own if RULE.fullmatch(name)]
    assert not {"linter.frontmatter.document", "linter.lint.run", "linter.schema.schema"} & {*own}
    assert len(own) < 125
    run = start("-c", WHAT_IS_IMPORTED, *arguments, folder=site)
    assert run.stderr.decode().splitlines()[-1] == ""


def test_what_is_cached_in_a_site_needs_only_rules_that_compare_files_that_share_something(
    site: Path, commands: Commands
) -> None:
    arguments = ("check", "--cache-dir", "cache", "_news/a.md")
    (site / "_config.yml").touch()
    (site / "_news/a.md").write_text(ENTITY, encoding="utf-8")
    commands.run(*arguments, folder=site)
    assert not [*filter(RULE.fullmatch, imported_by(*arguments, folder=site))]
    (site / "_news/b.md").write_text(ENTITY, encoding="utf-8")
    commands.run(*arguments, folder=site)
    names = [*filter(RULE.fullmatch, imported_by(*arguments, folder=site))]
    codes = {name.rpartition(".")[2].partition("_")[0].upper() for name in names}
    assert "DUP001" in codes
    assert all(known_rules()[code].compares_files for code in codes)


def test_output_is_utf8_whatever_the_locale(site: Path) -> None:
    folder = site / "größe"
    folder.mkdir()
    (folder / "日本\udcff.md").write_text("---\ntitle: [日本\n---\n", encoding="utf-8")
    arguments = ("-m", "linter", "check", "--select", "PAR003", "größe/日本\udcff.md")
    run = start(*arguments, folder=site, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (run.returncode, run.stderr) == (1, b"")
    assert "größe/日本\\udcff.md" in run.stdout.decode()
    assert "title: [日本" in run.stdout.decode()


def test_a_closed_pipe_is_quiet(site: Path) -> None:
    for number in range(50):
        (site / f"_news/{number}.md").write_text("---\na: [\n---\n", encoding="utf-8")
    command = [sys.executable, "-m", "linter", "check", "--select", "PAR003"]
    with subprocess.Popen(
        command, cwd=site, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.posix("a shell that closes streams")
def test_closed_streams(site: Path) -> None:
    command = f"exec {sys.executable} -m linter check --select PAR003 >&- 2>&-"
    run = subprocess.run(["/bin/sh", "-c", command], cwd=site, env=ENVIRONMENT, check=False)
    assert run.returncode == 1


@pytest.mark.posix("a working folder that is deleted")
@pytest.mark.parametrize("arguments", ["check", "check --no-cache .", "report", "--help"])
def test_a_working_folder_that_is_gone_is_one_line(site: Path, arguments: str) -> None:
    (site / "gone").mkdir()
    command = f"cd gone; rmdir ../gone; exec {sys.executable} -m linter {arguments}"
    run = subprocess.run(
        ["/bin/sh", "-c", command], cwd=site, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr == b"error: the working folder is gone, or cannot be read\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk(site: Path) -> None:
    command = f"exec {sys.executable} -m linter check --select PAR003 >/dev/full"
    run = subprocess.run(
        ["/bin/sh", "-c", command], cwd=site, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert run.returncode == 2
    assert run.stderr == b"error: standard output: no space left on device\n"


@pytest.mark.posix("signals")
def test_an_interrupt_ends_at_once(site: Path) -> None:
    command = [sys.executable, "-m", "linter", "check", "-"]
    with subprocess.Popen(
        command,
        cwd=site,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: once it is written, the other end is reading.
        process.stdin.write(bytes(1_000_000))
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert (process.returncode, stdout, stderr.strip()) == (130, b"", b"")


def test_standard_input_of_any_bytes(site: Path) -> None:
    arguments = ("-m", "linter", "check", "--select", "PAR007", "--output-format", "concise", "-")
    run = start(*arguments, folder=site, stdin=b"---\na: \xff\n---\n")
    assert run.returncode == 1
    assert run.stdout.startswith(b"-:2:4: error PAR007 ")
