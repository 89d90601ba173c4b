from pathlib import Path

import pytest

from linter.cache.database import RESULTS
from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.core.filesystem import Stamp
from tests.caches import keep_results_in
from tests.cli.conftest import Run


def fill(folder: Path) -> None:
    cache = Cache(folder)
    cache.put(bytes(16), "a.md", Row(Stamp(1, 1), bytes(16), "", "x" * 300_000, ""))
    cache.close()
    assert cache.warning is None


def test_the_cache_is_removed_with_its_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    fill(folder)
    result = run("clean", "--cache-dir", str(folder))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"removed: the cache in {folder}, 0.3 MB\n"
    assert not folder.exists()


def test_there_is_nothing_to_remove(run: Run, tmp_path: Path) -> None:
    result = run("clean", "--cache-dir", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"clean: there is no cache in {tmp_path}\n"
    assert tmp_path.is_dir()


def test_other_files_stay(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "mine").touch()
    assert run("clean", "--cache-dir", str(tmp_path)).exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_the_users_cache(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_results_in(monkeypatch, tmp_path)
    fill(tmp_path / "articlelint")
    assert run("clean").stderr.startswith("removed: ")
    assert list(tmp_path.iterdir()) == []


def test_it_cannot_be_removed(run: Run, tmp_path: Path) -> None:
    (tmp_path / RESULTS.name).mkdir()
    result = run("clean", "--cache-dir", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: the cache cannot be deleted: ")
