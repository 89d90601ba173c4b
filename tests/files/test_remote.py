"""linter.files.remote, and what `articlelint check` does with URLs, such as `memory://`."""

import json
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from linter.cli.root import articlelint
from linter.config.settings import DEFAULT
from linter.core.filesystem import MAX_BYTES
from linter.core.paths import is_url
from linter.files.remote import read, with_urls
from linter.files.targets import Found, RunError
from linter.reporters import format_names

fsspec = pytest.importorskip("fsspec", reason="needs the extra articlelint[dask]")

GOOD = "---\ntitle: a\ntype: article\nwebUrl: https://example.com/\n---\n"
BAD = "---\ntitle: [a\n---\n"
Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Yield what writes a file into the memory file system, and takes it away again."""
    monkeypatch.chdir(tmp_path)
    memory: Any = fsspec.filesystem("memory")
    yield lambda path, text: memory.pipe(path, text.encode())
    for path in memory.find("/"):
        memory.rm(path)


def check(*arguments: str, form: str = "json") -> Result:
    options = ("check", "--isolated", "--output-format", form, *arguments)
    return CliRunner().invoke(articlelint, options, catch_exceptions=False)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("s3://bucket/_news", True),
        ("memory://a.md", True),
        ("_news/a.md", False),
        ("C:/a.md", False),
        ("https:/a.md", False),
        ("./s3://a", False),
    ],
)
def test_what_is_a_url(path: str, *, expected: bool) -> None:
    assert is_url(path) is expected


TREE = (
    "index.md",
    "_news/2020/a.md",
    "_news/b.html",
    "_news/README.md",
    "_news/_draft.md",
    "_news/c.txt",
    "_news/.hidden.md",
    "_layouts/page.html",
    "_site/d.md",
    "node_modules/e.md",
    "_data/topics/f.yml",
    "_data/other/g.yml",
    ".git/h.md",
)


@pytest.mark.parametrize("start", ["", "/_news", "/_data", "/_data/topics", "/_layouts"])
def test_a_folder_at_a_url_is_listed_as_in_a_walk(write: Write, tmp_path: Path, start: str) -> None:
    from linter.config.files import Configs
    from linter.files.discovery import find

    for path in TREE:
        write(f"/site/{path}", GOOD)
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(GOOD, encoding="utf-8")
    walked = find([f"site{start}"], tmp_path, Configs(isolated=True)).targets
    assert walked or start == "/_layouts"
    targets = with_urls(Found([], ()), [f"memory://site{start}"], DEFAULT).targets
    assert [(target.shown_as, target.kind, target.named) for target in targets] == [
        (f"memory://{target.shown_as}", target.kind, target.named) for target in walked
    ]


def test_findings_are_those_of_the_files(write: Write, tmp_path: Path) -> None:
    for name, text in {"a.md": GOOD, "b.md": BAD, "c.md": "Hello\n"}.items():
        write(f"/site/_news/{name}", text)
        (tmp_path / "_news").mkdir(exist_ok=True)
        (tmp_path / "_news" / name).write_text(text, encoding="utf-8")
    here, there = check("_news"), check("memory://site/_news")
    assert there.exit_code == here.exit_code == 1
    assert json.loads(there.stdout) == json.loads(
        here.stdout.replace('"_news/', '"memory://site/_news/')
    )
    assert len({each["filename"] for each in json.loads(there.stdout)}) == 3


def test_files_folders_and_paths_together(write: Write, tmp_path: Path) -> None:
    write("/site/_news/b.md", BAD)
    (tmp_path / "x.md").write_text(BAD, encoding="utf-8")
    paths = ("x.md", "memory://site/_news/b.md", "memory://site/_news", "memory://site/_news/")
    findings = json.loads(check(*paths).stdout)
    assert {each["filename"] for each in findings} == {"memory://site/_news/b.md", "x.md"}
    assert len(findings) == len({json.dumps(each) for each in findings})


def test_many_are_linted_where_they_are(write: Write) -> None:
    for number in range(301):
        write(f"/site/_news/{number}.md", BAD)
    done = check("--select", "PAR003", "--jobs", "2", "memory://site/_news")
    assert (done.exit_code, done.stderr) == (1, "")
    assert len({each["filename"] for each in json.loads(done.stdout)}) == 301


@pytest.mark.slow
def test_other_processes_read_urls_too(tmp_path: Path) -> None:
    (tmp_path / "_news").mkdir()
    for number in range(301):
        (tmp_path / f"_news/{number}.md").write_text(BAD, encoding="utf-8")
    url = (tmp_path / "_news").as_uri()
    done = check("--select", "PAR003", "--jobs", "2", url)
    assert (done.exit_code, done.stderr) == (1, "")
    files = {each["filename"] for each in json.loads(done.stdout)}
    assert files == {f"{url}/{number}.md" for number in range(301)}


def test_listed_files(write: Write) -> None:
    write("/site/a.md", GOOD)
    write("/site/b.md", "# Notes\n")
    done = check("--show-files", "memory://site")
    assert (done.exit_code, done.stdout) == (0, "memory://site/a.md\n")


def test_results_of_urls_are_not_cached(write: Write, tmp_path: Path) -> None:
    write("/site/_news/b.md", BAD)
    options = ("--cache-dir", str(tmp_path / "cache"), "memory://site")
    assert check(*options).exit_code == 1
    write("/site/_news/b.md", GOOD)
    assert "PAR003" not in check(*options).stdout


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("memory://site/nosuch", "no such file or directory"),
        ("memory://site/nosuch.md", "no such file or directory"),
        ("nosuch://site/a.md", "Protocol not known: nosuch"),
        ("zip://a.md::memory://site.zip", "one URL inside of another is not read"),
        pytest.param(
            "s3://bucket/a.md",
            "Install s3fs to access S3",
            marks=pytest.mark.skipif(find_spec("s3fs") is not None, reason="s3fs is there"),
        ),
    ],
)
def test_what_cannot_be_used_is_one_line(write: Write, url: str, reason: str) -> None:
    write("/site/other.md", GOOD)
    done = check(url)
    assert (done.exit_code, done.stdout) == (2, "[]\n")
    assert done.stderr.casefold() == f"error: {url}: {reason}\n".casefold()


def test_what_vanishes_or_is_too_large(write: Write) -> None:
    write("/site/large.md", "---\n" + "a" * MAX_BYTES)
    done = check("memory://site/large.md")
    assert (done.exit_code, done.stderr) == (
        2,
        "error: memory://site/large.md: larger than 10 MB\n",
    )
    with pytest.raises(OSError, match="no such file or directory"):
        read("memory://site/vanished.md")


def test_other_starts_are_not_read_on(write: Write) -> None:
    write("/site/large.html", "<html>" + "a" * MAX_BYTES)
    assert read("memory://site/large.html", (b"---",)) == b""


def test_without_the_library_one_line_names_what_to_install(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    del write
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    nothing = Found([], (RunError("z", "gone"),))
    assert with_urls(nothing, ["memory://a.md"], DEFAULT).errors == (
        RunError("memory://a.md", "a URL needs another package: pip install fsspec"),
        RunError("z", "gone"),
    )


@pytest.mark.parametrize("option", ["--fix", "--fix-only", "--diff", "--staged", "--since=HEAD"])
def test_wrong_use(write: Write, option: str) -> None:
    write("/site/a.md", BAD)
    done = check(option, "memory://site/a.md")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: a URL is only linted")


def test_sarif_names_the_url(write: Write) -> None:
    write("/site/_news/a b.md", BAD)
    (run,) = json.loads(check("memory://site/_news", form="sarif").stdout)["runs"]
    locations = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    place = {"uri": "memory://site/_news/a%20b.md"}
    assert locations
    assert all(location["artifactLocation"] == place for location in locations)


# Passwords

PASSWORD = "hunter2"  # noqa: S105 - nobody has it
USER = f"user:{PASSWORD}@"


@pytest.mark.parametrize("end", ["_news/a.md", "_news", "gone", "_news/gone.md"])
def test_no_format_shows_a_password(write: Write, end: str) -> None:
    write(f"/{USER}host/_news/a.md", BAD)
    for form in sorted(format_names()):
        result = check(f"memory://{USER}host/{end}", "--verbose", form=form)
        assert PASSWORD not in result.output, form
        assert "host" in result.output, form
        assert result.exit_code == (2 if "gone" in end else 1), form


@pytest.mark.parametrize(
    "url",
    [
        f"ftp://{USER}127.0.0.1:1/x.md",
        f"ftp://user:{PASSWORD}/{PASSWORD}@127.0.0.1:1/x.md",
        f"ftp://user:{PASSWORD}%2F@127.0.0.1:1/x.md",
        f"nosuch://{USER}host/x.md",
        f"zip://a.md::ftp://{USER}127.0.0.1:1/x.zip",
    ],
)
@pytest.mark.parametrize(
    "options", [(), ("--fix",), ("--show-files",), ("--watch",), ("--scheduler", "nothing")]
)
def test_no_error_shows_a_password(
    url: str, options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = check(url, *options)
    assert result.exit_code == 2
    assert PASSWORD not in result.output


def test_a_command_that_is_missing_shows_no_password() -> None:
    result = CliRunner().invoke(articlelint, [f"ftp://{USER}host/x.md"])
    assert result.exit_code == 2
    assert result.stderr == "error: to lint files, write: articlelint check ftp://host/x.md\n"


@pytest.mark.parametrize(
    "address", [f"tcp://{USER}127.0.0.1:9", f"{USER}127.0.0.1:9", f"tls://{USER}127.0.0.1:x"]
)
def test_no_scheduler_is_shown_with_a_password(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="needs the extra articlelint[dask]")
    monkeypatch.chdir(tmp_path)
    result = check("--scheduler", address)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --scheduler ")
    assert PASSWORD not in result.output
