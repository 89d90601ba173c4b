"""The same input gives the same bytes, whatever else differs between two runs."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FORMATS = ("json", "sarif", "full")
FILES = 64
# A pool that is worth it for fewer files.
COMMAND = f"""
from linter.run import executors

executors.WORTH_A_POOL, executors.CHUNK = {FILES // 2}, {FILES // 8}
from linter.cli import main

if __name__ == "__main__":
    main()
"""
PROGRAM = (sys.executable, "-c", COMMAND)
OPTIONS = ("--now", "2021-01-01T00:00:00Z", "--select", "DUP,SCH002,STY001,TXT")
CHECK = (*PROGRAM, "check", *OPTIONS, "--fail-on", "never")
FOLDERS = ("_news", "_learning/videos", "notes")

# Same titles, links and initialisation vectors, so that rules over the whole site apply too.
ARTICLE = """\
---
title: "İstanbul &amp; I {group} "
type: article
publishedDateTime: 2020-06-{day:02}T00:30:00+02:00
updated: 2019-06-11 23:30
webUrl: https://example.com/{group}?utm_source=a
quality: "{number}"
provider: {{name: Ex, domain: www.example.com}}
topics: [ai, ML, ai]
images: [{{url: /a-{number}.png, width: 1}}]
related: [{{webUrl: https://example.com/{group}}}]
titel: {number}
---
"""
# What most files hold, since every finding is written in four formats.
PLAIN = """\
---
title: "İstanbul {group}"
type: article
webUrl: https://example.com/{group}
---
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    (site / "_config.yml").write_text("url: https://example.com\n", encoding="utf-8")
    for folder in FOLDERS:
        (site / folder).mkdir(parents=True)
    for number in range(FILES):
        text = (PLAIN if number % 8 else ARTICLE).format(
            number=number, day=1 + number % 28, group=number % 16
        )
        place = FOLDERS[number % 2] if number % 9 else FOLDERS[2]
        (site / place / f"2020-06-11-\u0131{number}.md").write_text(text, encoding="utf-8")
    return site


def run(
    site: Path, command: tuple[str, ...], changed: Mapping[str, str]
) -> "subprocess.CompletedProcess[bytes]":
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = plain | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"} | dict(changed)
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, check=True)


def report(
    site: Path, out: Path, *arguments: str, changed: Mapping[str, str] = MappingProxyType({})
) -> tuple[bytes, bytes, bytes]:
    """Return the numbers of a report, its page, and its history."""
    out.mkdir()
    page, history = out / "page.html", out / "runs.jsonl"
    command = (*PROGRAM, "report", "-q", *OPTIONS, *arguments)
    numbers = run(site, (*command, "--format", "json", "--history", str(history)), changed)
    run(site, (*command, "-o", str(page)), changed)
    return numbers.stdout, page.read_bytes(), history.read_bytes()


def outputs(
    site: Path,
    out: Path,
    *arguments: str,
    paths: tuple[str, ...] = (".",),
    changed: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Return what a run writes in each format, and prints."""
    out.mkdir()
    files = (
        part
        for name in FORMATS
        for part in ("--output-format", name, "--output-file", str(out / name))
    )
    command = (*CHECK, *files, "--output-format", "concise", *arguments, *paths)
    process = run(site, command, changed)
    assert re.fullmatch(rb"(found: .+ site: .+\n)?", process.stderr)
    return {name: (out / name).read_bytes() for name in FORMATS} | {"concise": process.stdout}


@pytest.fixture(scope="module")
def expected(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    found = outputs(site, tmp_path_factory.mktemp("out") / "0", "--jobs", "1", "--no-cache")
    assert found["concise"].count(b"\n") > FILES
    for code in (b"DUP001", b"STY001", b"TXT001", b"SCH002"):
        assert code in found["concise"]
    return found


# Each run differs in several things at once, since a run takes seconds.
@pytest.mark.parametrize(
    ("options", "changed", "paths"),
    [
        pytest.param(
            ("--jobs", "3"),
            {
                "PYTHONHASHSEED": "random",
                "LANG": "ja_JP.eucJP",
                "PYTHONUTF8": "0",
                "TZ": "nonsense",
            },
            FOLDERS[::-1],
            id="three processes, ja_JP, folders backwards",
        ),
        pytest.param(
            (),
            {"LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
            ("every file", ".", "./_news"),
            id="C, files backwards, folders twice",
        ),
    ],
)
def test_processes_locale_zone_seed_and_order_of_arguments(  # noqa: PLR0913, PLR0917
    site: Path,
    expected: dict[str, bytes],
    tmp_path: Path,
    options: tuple[str, ...],
    changed: dict[str, str],
    paths: tuple[str, ...],
) -> None:
    if paths[0] == "every file":
        every = sorted(site.rglob("*.md"), reverse=True)
        paths = (*(str(path.relative_to(site)) for path in every), *paths[1:])
    out = tmp_path / "o"
    assert outputs(site, out, "--no-cache", *options, paths=paths, changed=changed) == expected


def test_with_and_without_results_of_earlier_runs(
    site: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    cache = ("--cache-dir", str(tmp_path / "cache"))
    variables = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"}
    # Nothing is known at first, then the half, then everything.
    outputs(site, tmp_path / "half", *cache, paths=("_news",))
    for seed in ("1", "random"):
        changed = variables | {"PYTHONHASHSEED": seed}
        out = tmp_path / seed
        assert outputs(site, out, *cache, paths=FOLDERS, changed=changed) == expected


def test_a_report_in_one_process_and_in_several_and_from_the_cache(
    site: Path, tmp_path: Path
) -> None:
    expected = report(site, tmp_path / "one", "--jobs", "1", "--no-cache")
    for name in (b"STY001", b"example.com", b"2020-06"):
        assert name in expected[0]
    changed = {"PYTHONHASHSEED": "random", "LANG": "ja_JP.eucJP", "TZ": "Pacific/Kiritimati"}
    assert report(site, tmp_path / "3", "--jobs", "3", "--no-cache", changed=changed) == expected
    # First from what `check` has left, which has no articles, then from what the reports have.
    cache = ("--cache-dir", str(tmp_path / "cache"))
    outputs(site, tmp_path / "check", *cache)
    for seed in ("1", "random"):
        changed = {"PYTHONHASHSEED": seed, "LC_ALL": "C"}
        assert report(site, tmp_path / seed, *cache, changed=changed) == expected
