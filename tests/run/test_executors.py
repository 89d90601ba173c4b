"""Files linted by several processes."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from linter.config.files import Configs, Overrides
from linter.files.discovery import find
from linter.files.targets import Found
from linter.run import executors
from linter.run.report import Report
from linter.run.runner import RunOptions, run

pytestmark = pytest.mark.slow

CONFIGS = Configs(Overrides(select=("TXT", "DUP")), isolated=True)
ARTICLE = "---\ntitle: ' {0}'\nwebUrl: https://example.com/{1}\n---\n"
MANY = 2 * executors.WORTH_A_POOL


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    (tmp_path / "_news").mkdir()
    (tmp_path / "_config.yml").touch()
    for number in range(MANY):
        file = tmp_path / f"_news/{number:04}.md"
        file.write_text(ARTICLE.format(number, number // 2), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return find(["."], tmp_path, CONFIGS)


def alone(found: Found) -> Report:
    return run(found, CONFIGS, None, RunOptions(jobs=1))


def test_any_number_of_processes_finds_the_same(found: Found) -> None:
    expected = alone(found)
    assert len(list(expected.diagnostics)) == MANY + MANY // 2
    for jobs in (2, 3):
        assert run(found, CONFIGS, None, RunOptions(jobs=jobs)) == expected


def test_any_executor_can_be_used(found: Found) -> None:
    with ThreadPoolExecutor(1) as executor:
        report = run(found, CONFIGS, None, RunOptions(jobs=2, executor=executor))
    assert report == alone(found)


def test_progress_is_reported_for_every_file(found: Found) -> None:
    told: list[int] = []
    run(found, CONFIGS, None, RunOptions(jobs=2, advance=told.append))
    assert told == list(range(1, MANY + 1))


def test_a_handful_of_files_needs_no_process(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_pool", None)
    few = found._replace(targets=found.targets[: executors.WORTH_A_POOL - 1])
    assert len(run(few, CONFIGS, None, RunOptions(jobs=2)).files) == executors.WORTH_A_POOL - 1


def children() -> list[int]:
    ids = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return [int(each) for each in ids]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux's /proc")
def test_a_killed_worker_loses_no_result(found: Found) -> None:
    expected = alone(found)
    before = set(children())
    killed: list[int] = []
    ended = Event()

    def kill() -> None:
        while not killed and not ended.is_set():
            for child in set(children()) - before:
                os.kill(child, signal.SIGKILL)
                killed.append(child)
                return
            time.sleep(0.001)

    killer = Thread(target=kill)
    killer.start()
    report = run(found, CONFIGS, None, RunOptions(jobs=2))
    ended.set()
    killer.join()
    assert killed
    assert report == expected
