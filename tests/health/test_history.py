import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from linter.health.history import Run, append, read

RUN = Run("2026-11-27T09:30:00+00:00", "9fceb02a", 3, 1, 1, 2, 1, None, {"DAT005": 1, "URL006": 2})


def test_what_is_appended_is_read(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    runs = [RUN, RUN._replace(commit=None, known=4, errors=10**12)]
    for each in runs:
        append(file, each)
    assert read(file) == (tuple(runs), ())
    assert [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] == [
        each._asdict() for each in runs
    ]


def test_a_missing_file_has_no_runs(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl") == ((), ())


def test_a_line_without_its_end_is_ended_first(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    append(file, RUN)
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"date": "2026-')
    append(file, RUN)
    assert read(file) == ((RUN, RUN), (2,))


def test_only_the_last_runs_are_read(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    line = json.dumps(RUN._asdict())
    file.write_text(f"{line}\n" * 1_100, encoding="utf-8")
    append(file, RUN._replace(files=9))
    runs = read(file).runs
    assert (len(runs), runs[-1].files) == (1_000, 9)


@pytest.mark.parametrize(
    "change",
    [
        {"date": "yesterday"},
        {"date": "2026-11-27T09:30:00"},
        {"date": 1},
        {"date": "20261127T093000+00:00"},
        {"date": "2026-W48-5T09:30:00+00:00"},
        {"date": "2026-11-27T09:30:00." + "0" * 1_000 + "+00:00"},
        {"date": "2026-13-27T09:30:00+00:00"},
        {"commit": "<script>"},
        {"commit": 7},
        {"files": -1},
        {"files": True},
        {"errors": "1"},
        {"errors": 10**400},
        {"fixable": 10**12 + 1},
        {"clean": float("nan")},
        {"clean": float("inf")},
        {"known": 1.5},
        {"rules": []},
        {"rules": {"<b>": 1}},
        {"rules": {"URL006": "1"}},
        {"more": 1},
    ],
)
def test_a_line_that_is_no_run_is_broken(change: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    append(file, RUN)
    line = json.dumps(RUN._asdict() | change)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n\n")
    append(file, RUN)
    assert read(file) == ((RUN, RUN), (2,))


@pytest.mark.parametrize("line", ["[", "null", "[" * 100_000, '{"a":' * 9_999, '"\\ud800"', "\x00"])
def test_anything_else_is_no_run_either(line: str, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    append(file, RUN)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
    append(file, RUN)
    assert read(file) == ((RUN, RUN), (2,))


@pytest.mark.parametrize("content", ["[]", "---\ntitle: a\n---\n", "\x00", "{\n}\n", "a: {"])
def test_a_file_that_begins_with_no_run_is_no_history(content: str, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(OSError, match="not a history of runs"):
        read(file)


@pytest.mark.parametrize("content", ["", "\n", " \r\n\n", '{"da', '{"version":2}\n'])
def test_an_empty_or_broken_history_goes_on(content: str, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(content, encoding="utf-8")
    assert read(file).runs == ()
    append(file, RUN)
    assert read(file).runs == (RUN,)


@pytest.mark.posix("limits on the size of files")
def test_a_run_of_which_only_a_part_is_written_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    append(file, RUN)
    program = (
        "import resource, sys; from pathlib import Path; from linter.health import history\n"
        "file = Path(sys.argv[1]); size = file.stat().st_size + 20\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "run, = history.read(file).runs; history.append(file, run)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, file], capture_output=True, text=True, check=False
    )
    assert "OSError: [Errno 27]" in done.stderr
    append(file, RUN)
    assert read(file) == ((RUN, RUN), (2,))
