"""The store of results: what it keeps, and that nothing that happens to it does any harm."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from linter.cache.database import RESULTS, default_folder, remove
from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.core.filesystem import Stamp
from tests.caches import keep_results_in

CONTEXT = bytes(range(16))
OTHER = bytes(16)
LONG_AGO = 1_600_000_000_000_000_000


def row(number: int = 0, text: str = "[]") -> Row:
    return Row(Stamp(number, LONG_AGO + number), number.to_bytes(16), '{"a.png":"1 2"}', text, "")


def fill(folder: Path, count: int, text: str = "[]", start: int = 0) -> None:
    cache = Cache(folder)
    for number in range(start, start + count):
        cache.put(CONTEXT, f"{number}.md", row(number, text))
    cache.close()
    assert cache.warning is None


def kept(folder: Path, count: int) -> list[int]:
    """Return which rows are there; each that is must be right."""
    cache = Cache(folder)
    found = {number: cache.get(CONTEXT, f"{number}.md") for number in range(count)}
    cache.close()
    assert cache.warning is None
    assert all(each is None or each._replace(outcome="[]") == row(n) for n, each in found.items())
    return [number for number, each in found.items() if each is not None]


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True)


# What is kept


def test_what_was_put_is_there_again(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down"
    cache = Cache(folder)
    assert cache.get(CONTEXT, "a.md") is None
    cache.put(CONTEXT, "a.md", row(1))
    assert cache.get(CONTEXT, "a.md") == row(1)
    cache.close()
    again = Cache(folder)
    assert again.get(CONTEXT, "a.md") == row(1)
    assert again.get(OTHER, "a.md") is None
    assert again.get(CONTEXT, "b.md") is None
    again.put(CONTEXT, "a.md", row(2))
    again.put(OTHER, "a.md", row(3))
    again.close()
    last = Cache(folder)
    assert last.get(CONTEXT, "a.md") == row(2)
    assert last.get(OTHER, "a.md") == row(3)
    last.close()
    assert (cache.warning, again.warning, last.warning) == (None, None, None)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_many_rows_are_written_before_the_end(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(1200):
        cache.put(CONTEXT, f"{number}.md", row(number))
    assert kept(tmp_path, 1200) == list(range(1000))
    cache.close()
    assert kept(tmp_path, 1200) == list(range(1200))


def test_results_of_many_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    fill(tmp_path, 1100)
    cache = Cache(tmp_path)
    cache.put(CONTEXT, "7.md", row(7, "new"))
    numbers = [1099, 2000, 7, *range(600), 7]
    found = cache.get_all(CONTEXT, [f"{number}.md" for number in numbers])
    assert found[:3] == [row(1099), None, row(7, "new")]
    assert found[3:10] == [row(number) for number in range(7)]
    assert found[10:] == [row(7, "new"), *(row(number) for number in range(8, 600)), row(7, "new")]
    assert cache.get_all(OTHER, ["1.md"]) == [None]
    assert cache.get_all(CONTEXT, []) == []
    cache.close()


@pytest.mark.parametrize(
    "text",
    ["\ud83d\ude00", "\udc80", "\0", "é" * 5000, "\U0001f600"],
    ids=["two-surrogates", "surrogate", "nul", "long", "emoji"],
)
def test_any_text_is_kept(tmp_path: Path, text: str) -> None:
    for cache in (Cache(tmp_path), Cache(tmp_path)):
        if cache.get(CONTEXT, f"{text}.md") is None:
            cache.put(CONTEXT, f"{text}.md", Row(Stamp(1, 2), OTHER, text, text, text))
        cache.close()
    cache = Cache(tmp_path)
    assert cache.get(CONTEXT, f"{text}.md") == Row(Stamp(1, 2), OTHER, text, text, text)
    cache.close()


@pytest.mark.parametrize(
    ("age", "is_believed"),
    [(10, True), (3, True), (1, False), (0, False), (-3600, False)],
    ids=["old", "3 s", "1 s", "new", "in-the-future"],
)
@pytest.mark.parametrize("which", ["mtime_ns", "ctime_ns"])
def test_the_stamp_of_a_new_file_is_not_trusted(
    tmp_path: Path, which: str, age: int, *, is_believed: bool
) -> None:
    then = time.time_ns() - age * 1_000_000_000
    stamp = Stamp(1, LONG_AGO, LONG_AGO, 7)._replace(**{which: then})
    cache = Cache(tmp_path / "cache")
    cache.put(CONTEXT, "a.md", Row(stamp, OTHER, "", "", ""))
    found = cache.get(CONTEXT, "a.md")
    cache.close()
    assert found is not None
    assert found.stamp == (stamp if is_believed else stamp._replace(mtime_ns=-1))


# What does no harm


def garbage(file: Path) -> None:
    file.write_bytes(b"this is no database, but long enough to be one" * 100)


def truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 // 4096 * 4096)


def truncated_within_a_page(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 - 100)


def overwritten(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(8 * 4096)
        stream.write(os.urandom(12 * 4096))


def of_another_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {RESULTS.version + 1}")


def without_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE results")


def with_another_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("DROP TABLE results; CREATE TABLE results (path, used)")


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    "damage",
    [
        garbage,
        truncated,
        truncated_within_a_page,
        overwritten,
        of_another_version,
        without_table,
        with_another_table,
        empty,
    ],
)
def test_a_file_that_cannot_be_used_is_made_anew(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    fill(tmp_path, 2000)
    damage(tmp_path / RESULTS.name)
    assert len(kept(tmp_path, 2000)) < 2000
    fill(tmp_path, 2000)
    assert kept(tmp_path, 2000) == list(range(2000))


@pytest.mark.parametrize("part", [b"TABLE results (", b"checksum INTEGER", b"path, context)"])
def test_a_file_with_a_statement_that_is_not_utf_8_is_made_anew(
    tmp_path: Path, part: bytes
) -> None:
    fill(tmp_path, 20)
    file = tmp_path / RESULTS.name
    file.write_bytes(file.read_bytes().replace(part, b"\xb0" + part[1:]))
    assert kept(tmp_path, 20) == []
    fill(tmp_path, 20)
    assert kept(tmp_path, 20) == list(range(20))


def test_damage_is_noticed_while_writing(tmp_path: Path) -> None:
    fill(tmp_path, 2000)
    garbage(tmp_path / RESULTS.name)
    fill(tmp_path, 10)
    assert kept(tmp_path, 2000) == list(range(10))


def test_a_row_with_a_changed_character_is_ignored(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(CONTEXT, "a.md", row(1, "a finding"))
    cache.put(CONTEXT, "b.md", row(2, "another"))
    cache.close()
    file = tmp_path / RESULTS.name
    data = file.read_bytes()
    assert data.count(b"a finding") == 1
    file.write_bytes(data.replace(b"a finding", b"b finding"))
    again = Cache(tmp_path)
    assert again.get(CONTEXT, "a.md") is None
    assert again.get(CONTEXT, "b.md") == row(2, "another")
    again.close()


@pytest.mark.parametrize("value", ["text", 1.5, 2**40, b"\xff"], ids=repr)
@pytest.mark.parametrize("column", ["used", "checksum", "size", "inode", "digest", "outcome"])
def test_a_row_with_values_of_the_wrong_type_is_ignored(
    tmp_path: Path, column: str, value: object
) -> None:
    fill(tmp_path, 1)
    with closing(sqlite3.connect(tmp_path / RESULTS.name)) as connection:
        connection.execute(f"UPDATE results SET {column} = ?", (value,))  # noqa: S608
        connection.commit()
    cache = Cache(tmp_path)
    # When a row was last used decides only when it goes.
    assert cache.get(CONTEXT, "0.md") in (None, row() if column == "used" else None)
    cache.put(CONTEXT, "0.md", row())
    cache.close()
    assert kept(tmp_path, 1) == [0]


ENDLESS = "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT count(*) FROM a"
FOREIGN = {
    "a trigger without end": f"CREATE TRIGGER t BEFORE INSERT ON results BEGIN {ENDLESS}; END",
    "a trigger that deletes": (
        "CREATE TRIGGER t AFTER INSERT ON results BEGIN DELETE FROM results; END"
    ),
    "a view": f"CREATE VIEW v AS {ENDLESS}",
    "a view in place of the table": f"DROP TABLE results; CREATE VIEW results AS {ENDLESS}",
    "an index": "CREATE INDEX i ON results (used)",
    "an index with code": "CREATE INDEX i ON results (used) WHERE abs(used) > 1",
    "another table": "CREATE TABLE more (a)",
    "a column with code": "ALTER TABLE results ADD COLUMN a AS (abs(used))",
    "a column with a default": "ALTER TABLE results ADD COLUMN a DEFAULT 1",
    "virtual tables": "CREATE VIRTUAL TABLE f USING fts5(a)",
}


@pytest.mark.parametrize("script", FOREIGN.values(), ids=FOREIGN)
def test_a_file_with_sql_of_its_own_is_made_anew_and_nothing_of_it_runs(
    tmp_path: Path, script: str
) -> None:
    fill(tmp_path, 3)
    with closing(sqlite3.connect(tmp_path / RESULTS.name)) as connection:
        connection.executescript(script)
    assert kept(tmp_path, 3) == []
    fill(tmp_path, 3)
    assert kept(tmp_path, 3) == [0, 1, 2]
    with closing(sqlite3.connect(tmp_path / RESULTS.name)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


@pytest.mark.slow
def test_work_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged file can lead in circles, which takes a stranger's skill; so can a statement."""
    monkeypatch.setattr("linter.cache.database._MOST_STEPS", 5_000_000)
    fill(tmp_path, 2)
    cache = Cache(tmp_path)
    cache._attempt(lambda connection: connection.execute(ENDLESS).fetchall())
    assert cache.warning == f"the cache in {tmp_path} is not used: interrupted"
    cache.close()
    assert kept(tmp_path, 2) == []


def test_a_file_that_is_too_large_is_made_anew(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    os.truncate(tmp_path / RESULTS.name, 2_000_000_000)
    assert kept(tmp_path, 2) == []
    fill(tmp_path, 2)
    assert kept(tmp_path, 2) == [0, 1]


def is_idle(cache: Cache) -> bool:
    """Whether a cache in trouble does nothing, without raising."""
    cache.put(CONTEXT, "b.md", row())
    found = cache.get(CONTEXT, "b.md")
    cache.close()
    return found is None


@pytest.fixture(
    params=[
        "a-file-for-a-folder",
        "a-folder-for-a-file",
        pytest.param("a-link", marks=pytest.mark.posix("symbolic links")),
        pytest.param("a-linked-log", marks=pytest.mark.posix("symbolic links")),
        "below-a-file",
    ]
)
def unusable(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a folder in which there can be no cache, and that root cannot write to either."""
    folder = tmp_path / "cache"
    match request.param:
        case "a-file-for-a-folder":
            folder.write_text("precious", encoding="utf-8")
        case "a-folder-for-a-file":
            (folder / RESULTS.name).mkdir(parents=True)
        case "a-link" | "a-linked-log":
            folder.mkdir()
            (tmp_path / "precious").touch()
            log = "" if request.param == "a-link" else "-wal"
            (folder / f"{RESULTS.name}{log}").symlink_to(tmp_path / "precious")
        case _:
            (tmp_path / "file").touch()
            folder = tmp_path / "file" / "cache"
    return folder


def test_a_folder_that_cannot_be_used(unusable: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    reading, writing = Cache(unusable), Cache(unusable)
    assert reading.get(CONTEXT, "a.md") is None
    writing.put(CONTEXT, "a.md", row())
    writing.close()
    for cache in (reading, writing):
        assert cache.warning is not None
        assert cache.warning.startswith(f"the cache in {unusable} is not used: ")
        assert is_idle(cache)
    assert sorted(tmp_path.rglob("*")) == before
    assert all(not file.stat().st_size for file in tmp_path.glob("precious"))


@pytest.mark.slow
def test_a_locked_cache_is_read_without_waiting(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    with closing(sqlite3.connect(tmp_path / RESULTS.name, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        cache = Cache(tmp_path)
        assert cache.get(CONTEXT, "0.md") == row()
        cache.put(CONTEXT, "1.md", row(1))
        cache.close()
    assert cache.warning == f"the cache in {tmp_path} is not used: database is locked"
    assert is_idle(cache)
    assert kept(tmp_path, 2) == [0]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.core.filesystem import Stamp

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
cache = Cache(Path(sys.argv[1]))
for number in range(5000):
    cache.get(bytes(16), f"{number}.md")
    cache.put(bytes(16), f"{number}.md", Row(Stamp(1, 2), bytes(16), "", "x" * 200, ""))
cache.close()
print(cache.warning)
"""


@pytest.mark.posix("limits on the size of files")
@pytest.mark.parametrize("limit", [0, 3000, 40_000, 400_000])
def test_a_full_disk(tmp_path: Path, limit: int) -> None:
    said = run(FULL_DISK, tmp_path, limit)
    assert said.stdout.startswith(f"the cache in {tmp_path} is not used: ")
    assert said.stderr == ""
    fill(tmp_path, 100)
    assert kept(tmp_path, 100) == list(range(100))


def test_a_python_without_sqlite(tmp_path: Path) -> None:
    said = run(
        """
import sys
from pathlib import Path
sys.modules["sqlite3"] = None
from linter.cache.store import Cache
cache = Cache(Path(sys.argv[1]))
print(cache.get(bytes(16), "a.md"))
cache.close()
print(cache.warning)
""",
        tmp_path,
    )
    nothing, warning = said.stdout.splitlines()
    assert nothing == "None"
    assert warning.startswith("the cache")
    assert "sqlite3" in warning


WRITER = """
import sys
from pathlib import Path
from linter.cache import database as module
from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.core.filesystem import Stamp

# However busy the machine is, none gives up waiting for the others.
module._PATIENCE = 600
folder, start = Path(sys.argv[1]), int(sys.argv[2])
sys.stdin.readline()
for number in range(start, start + 1500):
    if number % 500 == 0:
        cache = Cache(folder)
    cache.get(bytes(range(16)), f"{number - 1}.md")
    stamp = Stamp(number, 1_600_000_000_000_000_000 + number)
    row = Row(stamp, number.to_bytes(16), '{"a.png":"1 2"}', "[]", "")
    cache.put(bytes(range(16)), f"{number}.md", row)
    if number % 500 == 499:
        cache.close()
        assert cache.warning is None, cache.warning
"""


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Start processes that write to one cache as soon as each gets a line."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(1500 * number)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("state", ["new", "damaged"])
def test_several_processes_at_once(
    tmp_path: Path, writers: list[subprocess.Popen[str]], state: str
) -> None:
    if state == "damaged":
        garbage(tmp_path / RESULTS.name)
    for process in writers:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in writers:
        assert process.communicate()[1] == ""
        assert process.returncode == 0
    found = kept(tmp_path, 4500)
    # What one process writes while another makes the file anew may be lost.
    assert found == list(range(4500)) if state == "new" else len(found) >= 1500


# Bounds


def used_days_ago(folder: Path, days: int) -> None:
    with closing(sqlite3.connect(folder / RESULTS.name)) as connection:
        connection.execute("UPDATE results SET used = used - ?", (days,))
        connection.commit()


def days_of_use(folder: Path) -> set[int]:
    with closing(sqlite3.connect(folder / RESULTS.name)) as connection:
        return {day for (day,) in connection.execute("SELECT DISTINCT used FROM results")}


def test_the_least_recently_used_rows_are_deleted_first(tmp_path: Path) -> None:
    fill(tmp_path, 1500, "x" * 500)
    used_days_ago(tmp_path, 30)
    cache = Cache(tmp_path)
    for number in range(100):
        cache.get(CONTEXT, f"{number}.md")
    cache.close()
    fill(tmp_path, 500, "x" * 500, start=1500)
    before = (tmp_path / RESULTS.name).stat().st_size
    bound = before * 2 // 3
    cache = Cache(tmp_path, max_bytes=bound)
    cache.get(CONTEXT, "1999.md")
    cache.close()
    assert (tmp_path / RESULTS.name).stat().st_size <= bound * 0.8
    left = kept(tmp_path, 2000)
    assert set(range(100)) | set(range(1500, 2000)) <= set(left)
    assert len(left) > 800


def test_use_is_marked_once_in_a_while(tmp_path: Path) -> None:
    fill(tmp_path, 1200)
    for days, is_marked in ((1, False), (1, True), (400, True)):
        used_days_ago(tmp_path, days)
        before = days_of_use(tmp_path)
        assert kept(tmp_path, 1200) == list(range(1200))
        assert (days_of_use(tmp_path) != before) == is_marked
    assert len(days_of_use(tmp_path)) == 1


def test_a_file_within_its_bounds_keeps_every_row(tmp_path: Path) -> None:
    fill(tmp_path, 1500)
    cache = Cache(tmp_path, max_bytes=(tmp_path / RESULTS.name).stat().st_size)
    cache.get(CONTEXT, "0.md")
    cache.close()
    assert len(kept(tmp_path, 1500)) == 1500


def test_one_row_larger_than_the_bounds_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=50_000)
    cache.put(CONTEXT, "a.md", row(1, "x" * 100_000))
    cache.close()
    assert cache.warning is None
    assert (tmp_path / RESULTS.name).stat().st_size < 50_000


# The folder


def test_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if sys.platform == "linux":
        keep_results_in(monkeypatch, tmp_path)
        assert default_folder() == tmp_path / "articlelint"
    assert default_folder().is_absolute()
    assert default_folder().name in {"articlelint", "Cache"}


def test_only_the_caches_own_files_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    assert remove(folder) is None
    fill(folder, 10)
    size = (folder / RESULTS.name).stat().st_size
    (folder / "mine").touch()
    assert remove(folder) == size
    assert [file.name for file in folder.iterdir()] == ["mine"]
    assert remove(folder) is None
    (folder / "mine").unlink()
    fill(folder, 10)
    assert remove(folder) == size
    assert not folder.exists()
