"""Files linted by several processes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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
MANY = 40


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    """Return files of which several chunks are enough for a pool."""
    monkeypatch.setattr(executors, "WORTH_A_POOL", MANY // 2)
    monkeypatch.setattr(executors, "CHUNK", MANY // 8)
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
