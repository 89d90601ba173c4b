"""What other systems do, as far as it can be simulated: other workers, line ends and consoles.

A module `sitecustomize` in the `PYTHONPATH` changes the interpreter before anything is imported.
`tests/windows` has the one for paths, and `tests/case_insensitive` the one for their case.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linter.run.executors import WORTH_A_POOL
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


def run(site: Path, customize: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    folder = site.parent / "customize"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(customize, encoding="utf-8")
    environment = {
        "PYTHONIOENCODING": "cp1252",
        "PYTHONUTF8": "0",
        "LC_ALL": "C.UTF-8",
        # Windows opens files in the encoding of the console, where none is stated.
        "PYTHONWARNDEFAULTENCODING": "1",
        "PYTHONWARNINGS": "error::EncodingWarning",
    }
    return start(site, folder, *arguments, **environment)


def start(
    site: Path, customize: Path, *arguments: str, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    environment["PYTHONPATH"] = os.pathsep.join((str(customize), str(ROOT)))
    return subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        cwd=site,
        env=os.environ | environment,
        input=stdin.encode(),
        capture_output=True,
        check=False,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a Jekyll site with one page."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "_config.yml").touch()
    (folder / "größe 日本.md").write_text(TEXT.format("日本"), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("check", "--no-cache", "--output-format", "concise"), "größe 日本.md:2:9: "),
        (("check", "--no-cache", "--output-format", "json"), '"größe 日本.md"'),
        (("check", "--no-cache", "--diff"), "+title: A “é” 日本"),
        (("schema", "article"), '"title"'),
        (("infer",), '"$schema"'),
        (("--help",), "Usage: "),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_output_is_the_same_on_a_console_of_windows(
    site: Path, arguments: tuple[str, ...], part: str
) -> None:
    plain, windows = run(site, "", *arguments), run(site, WINDOWS, *arguments)
    assert part in windows.stdout.decode()
    assert windows.stdout == plain.stdout
    assert (windows.returncode, windows.stderr) == (plain.returncode, plain.stderr)


def test_spawned_workers_find_what_forked_ones_find(site: Path) -> None:
    for number in range(WORTH_A_POOL):
        (site / f"{number}.md").write_text(TEXT.format(number), encoding="utf-8")
    arguments = ("check", "--no-cache", "--output-format", "concise", "--jobs")
    alone, spawned = run(site, "", *arguments, "1"), run(site, MACOS, *arguments, "2")
    assert alone.stdout.count(b"TXT004") == WORTH_A_POOL + 1
    assert (spawned.returncode, spawned.stdout, spawned.stderr) == (
        alone.returncode,
        alone.stdout,
        alone.stderr,
    )


def test_a_checkout_with_other_line_ends_has_the_same_findings(site: Path) -> None:
    arguments = ("check", "--no-cache", "--output-format", "concise")
    unix = run(site, "", *arguments)
    for file in site.rglob("*.*"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run(site, "", *arguments).stdout == unix.stdout
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


CONCISE = ("check", "--no-cache", "--output-format", "concise")
NAMED = (*CONCISE, "--force-exclude")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="parts of pathlib in 3.11 are replaced")
@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (CONCISE, "docs/d.md:3:4: error SCH003"),
        ((*CONCISE, "--since", "HEAD", "notes"), "notes/b.md:2:9: warning TXT004"),
        ((*NAMED, "notes/b.md", "notes/old/c.md", "ignored.md"), "notes/b.md:2:9: warning"),
        (("check", "--no-cache", "--diff"), "+++ b/notes/b.md"),
        (("check", "--no-cache", "--fix-only"), ""),
    ],
    ids=["site", "since", "named", "diff", "fix"],
)
def test_paths_of_windows_lead_to_the_same_files(
    repository: Path, arguments: tuple[str, ...], part: str, tmp_path: Path
) -> None:
    other = shutil.copytree(repository, tmp_path / "copy/site")
    plain = start(repository, tmp_path, *arguments)
    backslashes = [each.replace("notes/", "notes\\") for each in arguments]
    windows = start(other, ROOT / "tests/windows", *backslashes)
    assert windows.stdout.decode() == plain.stdout.decode()
    assert (windows.returncode, windows.stderr) == (plain.returncode, plain.stderr)
    assert part in plain.stdout.decode()
    assert b"old" not in plain.stdout
    assert b"ignored" not in plain.stdout
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
    plain = start(site, tmp_path, *CONCISE, article)
    assert plain.stdout.count(b"TXT004") == 1
    for paths in (
        ("_NEWS/A.md",),
        ("--force-exclude", "_NEWS/A.md"),
        (str(site / "_News/a.MD"), article, "./docs/../_NEWS//a.md"),
    ):
        found = start(site, ANY_CASE, *CONCISE, *paths)
        assert (found.stdout, found.stderr) == (plain.stdout, plain.stderr)
    text = (site / article).read_text(encoding="utf-8")
    given = start(site, ANY_CASE, *CONCISE, "--stdin-filename", "_NEWS/A.md", "-", stdin=text)
    assert given.stdout == plain.stdout
    folder = start(site, ANY_CASE, *CONCISE, "_NEWS")
    assert folder.stdout == start(site, tmp_path, *CONCISE, "_news").stdout
    missing = start(site, tmp_path, *CONCISE, "_NEWS/A.md")
    assert (missing.returncode, missing.stdout) == (2, b"")


@pytest.mark.posix("names that differ in case")
@pytest.mark.parametrize("folders", ["", "docs/", f"{'f' * 200}/" * 25])
def test_a_name_that_is_too_long_is_no_bug_on_any_system(
    site: Path, tmp_path: Path, folders: str
) -> None:
    (site / "docs").mkdir()
    path = f"{folders}{'b' * 300}.md"
    named = start(site, tmp_path, *CONCISE, path)
    assert (named.returncode, named.stdout) == (2, b"")
    assert named.stderr.decode() == f"error: {path}: file name too long\n"
    text = (*CONCISE, "--stdin-filename", path, "-")
    for command in ((*CONCISE, path), text):
        plain = start(site, tmp_path, *command, stdin=TEXT)
        found = start(site, ANY_CASE, *command, stdin=TEXT)
        assert (found.returncode, found.stdout) == (plain.returncode, plain.stdout)
        assert found.stderr == plain.stderr


@pytest.mark.posix("names that differ in case")
@pytest.mark.usefixtures("article")
def test_the_case_of_a_picture_counts_on_every_system(site: Path, tmp_path: Path) -> None:
    command = (*CONCISE, "--select", "IMG002", "_news")
    for customize in (tmp_path, ANY_CASE):
        found = start(site, customize, *command).stdout.decode()
        assert found.count("IMG002") == 2
        assert found.count("`assets/logo.gif` is not in the site, only `Assets/Logo.gif` is") == 2
