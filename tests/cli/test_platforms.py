"""What other systems do, as far as it can be simulated: other workers, line ends and consoles.

A module `sitecustomize` in the `PYTHONPATH` changes the interpreter before anything is imported.
`tests/windows` has the one for paths, and `tests/case_insensitive` the one for their case.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.git import git

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEXT = "---\ntitle: A  “é” {}\ndate: 2020-06-11\n---\n"
# Windows writes `\n` as `\r\n` to text streams, whose encoding is that of the console.
WINDOWS = """\
import sys
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(newline="\\r\\n")
"""
# Workers are spawned everywhere but on Linux.
MACOS = """\
import sys
sys.platform = "darwin"
"""


CONSOLE = {
    "PYTHONIOENCODING": "cp1252",
    "PYTHONUTF8": "0",
    "LC_ALL": "C.UTF-8",
    # Windows opens files in the encoding of the console, where none is stated.
    "PYTHONWARNDEFAULTENCODING": "1",
    "PYTHONWARNINGS": "error::EncodingWarning",
}
# A pool that is worth it for few files, here and in spawned workers.
FEW = 20
START = f"""
from linter.run import executors

executors.WORTH_A_POOL, executors.CHUNK = {FEW}, 5
from linter.cli import main

if __name__ == "__main__":
    main()
"""
# Start-up is most of what a command costs, so that one process fixes a file, with all that this
# imports, and then forks itself for each command.
START_EACH = """
import gc, json, os, sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from linter.cli import main

commands, sys.argv = sys.argv[1:3], ["articlelint", "check", "--diff", "--no-cache", sys.argv[3]]
with open(os.devnull, "w", encoding="utf-8") as sink:
    with redirect_stdout(sink), redirect_stderr(sink), suppress(SystemExit):
        main()
gc.freeze()
for arguments in json.loads(commands[0]):
    if not os.fork():
        os.dup2(os.open(commands[1], os.O_RDONLY), 0)
        sys.argv = ["articlelint", *arguments]
        try:
            main()
        except SystemExit as end:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code or 0)
    _, status = os.wait()
    os.write(1, b"%d\\0" % os.waitstatus_to_exitcode(status))
    os.write(2, b"\\0")
"""


class Ended(NamedTuple):
    """How a command ended."""

    stdout: bytes
    stderr: bytes
    status: int


def customized(site: Path, customize: str) -> Path:
    """Return a folder with a `sitecustomize`."""
    folder = site.parent / "customize"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(customize, encoding="utf-8")
    return folder


def run(site: Path, customize: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command on a console of Windows, in an interpreter that is changed."""
    folder = customized(site, customize)
    return subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=site,
        env={**os.environ, **CONSOLE, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))},
        capture_output=True,
        check=False,
    )


def run_each(
    site: Path, customize: Path, *commands: tuple[str, ...], stdin: str = TEXT, **environment: str
) -> list[Ended]:
    """Run commands one after the other in an interpreter that is changed."""
    given, fixed = site.parent / "stdin", site.parent / "fixed.md"
    given.write_text(stdin, encoding="utf-8")
    fixed.write_text(TEXT, encoding="utf-8")
    environment["PYTHONPATH"] = os.pathsep.join((str(customize), str(ROOT)))
    done = subprocess.run(
        [sys.executable, "-c", START_EACH, json.dumps(commands), str(given), str(fixed)],
        cwd=site,
        env=os.environ | environment,
        capture_output=True,
        check=True,
    )
    found = list(_endings(done.stdout, done.stderr))
    assert len(found) == len(commands)
    return found


def _endings(stdout: bytes, stderr: bytes) -> Iterator[Ended]:
    """Yield what each command printed; its output ends with its status and a zero byte."""
    for output, errors in zip(stdout.split(b"\0")[:-1], stderr.split(b"\0")[:-1], strict=True):
        status = re.search(rb"-?\d+$", output)
        assert status is not None
        yield Ended(output[: status.start()], errors, int(status[0]))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a Jekyll site with one page."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "_config.yml").touch()
    (folder / "größe 日本.md").write_text(TEXT.format("日本"), encoding="utf-8")
    return folder


CONCISE = ("check", "--no-cache", "--output-format", "concise")
PRINTED = {
    CONCISE: "größe 日本.md:2:9: ",
    ("check", "--no-cache", "--output-format", "json"): '"größe 日本.md"',
    ("check", "--no-cache", "--diff"): "+title: A “é” 日本",
    ("schema", "article"): '"title"',
    ("infer",): '"$schema"',
    ("--help",): "Usage: ",
}


@pytest.mark.posix("forks")
def test_output_is_the_same_on_a_console_of_windows(site: Path) -> None:
    plain, windows = (
        run_each(site, customized(site, customize), *PRINTED, **CONSOLE)
        for customize in ("", WINDOWS)
    )
    assert windows == plain
    for part, ended in zip(PRINTED.values(), windows, strict=True):
        assert part in ended.stdout.decode()


def test_spawned_workers_find_what_forked_ones_find(site: Path) -> None:
    for number in range(FEW):
        (site / f"{number}.md").write_text(TEXT.format(number), encoding="utf-8")
    alone, spawned = run(site, "", *CONCISE, "--jobs=1"), run(site, MACOS, *CONCISE, "--jobs=2")
    assert alone.stdout.count(b"TXT004") == FEW + 1
    assert (spawned.returncode, spawned.stdout, spawned.stderr) == (
        alone.returncode,
        alone.stdout,
        alone.stderr,
    )


def test_a_checkout_with_other_line_ends_has_the_same_findings(site: Path) -> None:
    unix = run(site, "", *CONCISE)
    for file in site.rglob("*.*"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run(site, "", *CONCISE).stdout == unix.stdout
    fixed = run(site, "", "check", "--no-cache", "--fix", "--quiet")
    assert fixed.returncode == 0
    expected = TEXT.format("日本").replace("A  ", "A ").replace("\n", "\r\n")
    assert (site / "größe 日本.md").read_bytes() == expected.encode()


PAGES = (
    "_news/a.md",
    "notes/b.md",
    "notes/old/c.md",
    "docs/d.md",
    "ignored.md",
    "notes/ignored.md",
)
CONFIG = """\
exclude = ["notes/old/"]
[per-file-ignores]
"docs/**" = ["TXT004"]
[[collections]]
name = "notes"
files = ["notes/**/*.md", "_news/*.md", "docs/*.md"]
schema = "schemas/note.json"
"""


@pytest.fixture
def repository(site: Path) -> Path:
    """Put pages, a config, a schema and ignored files into the site, a git repository."""
    for name in PAGES:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("---\ntitle: A  b\nn: x\n---\n", encoding="utf-8")
    (site / "articlelint.toml").write_text(CONFIG, encoding="utf-8")
    (site / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    (site / "schemas").mkdir()
    schema = '{"properties": {"title": {"x-role": "title"}, "n": {"type": "integer"}}}'
    (site / "schemas/note.json").write_text(schema, encoding="utf-8")
    git(site, "init", "--quiet")
    git(site, "add", "_news")
    git(site, "commit", "--quiet", "--message", "a")
    return site


NAMED = (*CONCISE, "--force-exclude")
LED_TO = {
    CONCISE: "docs/d.md:3:4: error SCH003",
    (*CONCISE, "--since", "HEAD", "notes"): "notes/b.md:2:9: warning TXT004",
    (*NAMED, "notes/b.md", "notes/old/c.md", "ignored.md"): "notes/b.md:2:9: warning",
    ("check", "--no-cache", "--diff"): "+++ b/notes/b.md",
    ("check", "--no-cache", "--fix-only"): "",
}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="parts of pathlib in 3.11 are replaced")
@pytest.mark.posix("forks")
def test_paths_of_windows_lead_to_the_same_files(repository: Path, tmp_path: Path) -> None:
    other = shutil.copytree(repository, tmp_path / "copy/site")
    plain = run_each(repository, tmp_path, *LED_TO)
    backslashes = (tuple(each.replace("notes/", "notes\\") for each in one) for one in LED_TO)
    windows = run_each(other, ROOT / "tests/windows", *backslashes)
    assert windows == plain
    for part, ended in zip(LED_TO.values(), plain, strict=True):
        assert part in ended.stdout.decode()
        assert b"old" not in ended.stdout
        assert b"ignored" not in ended.stdout
    for name in PAGES:
        assert (other / name).read_bytes() == (repository / name).read_bytes()


ARTICLE = """\
---
title: A  b
webUrl: https://example.com/{0}
images: [{{url: /Assets/Logo.gif}}, {{url: /assets/logo.gif}}]
---
"""
ANY_CASE = ROOT / "tests/case_insensitive"


@pytest.fixture
def article(site: Path) -> str:
    """Put two articles and their picture into the site, and return the path of the first."""
    (site / "docs").mkdir()
    (site / "_news").mkdir()
    for name in ("a.md", "b.md"):
        (site / "_news" / name).write_text(ARTICLE.format(name), encoding="utf-8")
    (site / "Assets").mkdir()
    (site / "Assets/Logo.gif").write_bytes(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;")
    return "_news/a.md"


@pytest.mark.posix("names that differ in case")
def test_a_file_named_in_another_case_is_the_one_on_the_disk(
    site: Path, article: str, tmp_path: Path
) -> None:
    text = (site / article).read_text(encoding="utf-8")
    plain, folder, missing = run_each(
        site, tmp_path, (*CONCISE, article), (*CONCISE, "_news"), (*CONCISE, "_NEWS/A.md")
    )
    assert plain.stdout.count(b"TXT004") == 1
    assert (missing.status, missing.stdout) == (2, b"")
    named = (
        ("_NEWS/A.md",),
        ("--force-exclude", "_NEWS/A.md"),
        (str(site / "_News/a.MD"), article, "./docs/../_NEWS//a.md"),
        ("--stdin-filename", "_NEWS/A.md", "-"),
        ("_NEWS",),
    )
    *found, all_found = run_each(
        site, ANY_CASE, *((*CONCISE, *paths) for paths in named), stdin=text
    )
    assert found == [plain] * len(found)
    assert all_found == folder


@pytest.mark.posix("names that differ in case")
def test_a_name_that_is_too_long_is_no_bug_on_any_system(site: Path, tmp_path: Path) -> None:
    (site / "docs").mkdir()
    paths = [f"{folders}{'b' * 300}.md" for folders in ("", "docs/", f"{'f' * 200}/" * 25)]
    commands = [
        (*CONCISE, *named) for path in paths for named in ((path,), ("--stdin-filename", path, "-"))
    ]
    plain = run_each(site, tmp_path, *commands)
    for path, named in zip(paths, plain[::2], strict=True):
        assert (named.status, named.stdout) == (2, b"")
        assert named.stderr.decode() == f"error: {path}: file name too long\n"
    assert run_each(site, ANY_CASE, *commands) == plain


@pytest.mark.posix("names that differ in case")
@pytest.mark.usefixtures("article")
def test_the_case_of_a_picture_counts_on_every_system(site: Path, tmp_path: Path) -> None:
    for customize in (tmp_path, ANY_CASE):
        (ended,) = run_each(site, customize, (*CONCISE, "--select", "IMG002", "_news"))
        found = ended.stdout.decode()
        assert found.count("IMG002") == 2
        assert found.count("`assets/logo.gif` is not in the site, only `Assets/Logo.gif` is") == 2
