"""`--scheduler` with a real cluster on this machine, whose workers are processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bench.corpus import ONE_IN, write_site
from tests.cli.conftest import Run
from tests.commands import Commands, ForkedCommand, new_commands

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
FILES = 200
# Of what hangs, so that the suite comes to an end; nothing takes nearly as long.
PATIENCE = 600
# A plug-in whose rule stands for a file that takes more memory than there is.
KILLER = """
import os
from linter.core.diagnostic import Severity
from linter.rules.base import Bad, DocumentRule, Good

class Killer(DocumentRule):
    \"\"\"Kills.\"\"\"

    code = "KIL001"
    name = "killer"
    severity = Severity.ERROR
    good = (Good("title: a\\n"),)
    bad = (Bad("title: ⟦kill⟧\\n"),)

    def check(self, document, context):
        if document.source.path.endswith("killer.md"):
            os.kill(os.getpid(), 9)
        return iter(())
"""

pytestmark = [
    pytest.mark.slow,
    # Dask takes a second to import, which each process of a test run would spend on collecting.
    pytest.mark.skipif(
        find_spec("distributed") is None, reason="needs the extra articlelint[dask]"
    ),
    pytest.mark.posix("kill -9"),
]


def started(workers: int) -> Any:
    """Return a cluster of processes with one thread each, to be closed by a `with`."""
    import dask
    import distributed

    # Workers are forked from one process that has imported Dask, instead of importing it each.
    with dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}):
        return distributed.LocalCluster(
            n_workers=workers, processes=True, threads_per_worker=1, dashboard_address=":0"
        )


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Yield two workers."""
    with started(2) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of articles, some of them with defects."""
    folder = tmp_path_factory.mktemp("corpus") / "site"
    assert write_site(folder, FILES, 7)
    return folder


def address_of(cluster: Any) -> str:
    address: str = cluster.scheduler_address
    return address


CHECK = (
    *("check", "--no-cache", "--isolated", "--output-format", "json"),
    *("--now", "2026-01-01", "-v"),
)


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """Yield what runs the command with Dask imported, which takes longer than what it does."""
    scratch = tmp_path_factory.mktemp("streams")
    commands = new_commands(scratch, limited=False, imported="distributed")
    yield commands
    commands.close()


def outputs(process: ForkedCommand | subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Return what a command prints until its end; errors are fewer than a pipe holds."""
    assert process.stdout is not None
    assert process.stderr is not None
    return process.stdout.read(), process.stderr.read()


def wait_for_work(cluster: Any) -> int:
    """Wait until a worker has something to do, and return the number of its process."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for worker in cluster.workers.values():
            state = cluster.scheduler.workers.get(worker.worker_address)
            if state is not None and any(ts.key.startswith("work-") for ts in state.processing):
                pid: int = worker.pid
                return pid
        time.sleep(0.01)
    pytest.fail("no worker was given anything to do")


def test_a_worker_killed_in_mid_run_changes_nothing(
    commands: Commands, cluster: Any, corpus: Path
) -> None:
    here = commands.run(*CHECK, "--jobs", "1", folder=corpus)
    assert here.status == 1
    assert len(json.loads(here.stdout)) >= FILES // ONE_IN
    assert here.stderr.count(b"checked: ") >= FILES
    arguments = (*CHECK, "--scheduler", address_of(cluster))
    with commands.start(*arguments, folder=corpus) as process:
        os.kill(wait_for_work(cluster), signal.SIGKILL)
        output, errors = outputs(process)
    # The scheduler saw chunks lose their worker, and gave them to another one.
    assert cluster.scheduler.task_prefixes["work"].suspicious
    assert (process.returncode, output, errors) == (1, here.stdout, here.stderr)


def test_only_the_file_that_kills_workers_is_not_linted(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin, site = tmp_path / "plugin", tmp_path / "site/_news"
    (plugin / "killer-1.dist-info").mkdir(parents=True)
    (plugin / "killer.py").write_text(KILLER, encoding="utf-8")
    points = "[articlelint.rules]\nkiller = killer\n"
    (plugin / "killer-1.dist-info/entry_points.txt").write_text(points, encoding="utf-8")
    (plugin / "killer-1.dist-info/METADATA").write_text("Name: killer\n", encoding="utf-8")
    site.mkdir(parents=True)
    names = [f"{number}.md" for number in range(5)]
    for name in ("killer.md", *names):
        (site / name).write_text("Hello\n", encoding="utf-8")
    # Workers are started with this process's path.
    monkeypatch.syspath_prepend(plugin)
    with started(1) as cluster:
        cluster.scheduler.allowed_failures = 0
        done = commands.run(
            *(*CHECK, "--select", "PAR001,KIL001", "--scheduler", address_of(cluster)),
            folder=site,
            packages=plugin,
        )
    assert done.status == 2
    assert done.stderr.decode().splitlines() == [
        "error: killer.md: the process that linted it was killed, also when it was tried again",
        *(f"checked: {name}" for name in names),
    ]
    assert [each["filename"] for each in json.loads(done.stdout)] == names


def test_a_scheduler_that_is_lost_in_mid_run(commands: Commands, corpus: Path) -> None:
    with started(1) as cluster:
        address = address_of(cluster)
        with commands.start(*CHECK, "--scheduler", address, folder=corpus) as process:
            wait_for_work(cluster)
            cluster.close()
            output, errors = outputs(process)
    assert (process.returncode, output) == (2, b"")
    (_, error) = errors.decode().splitlines()
    assert error == f"error: --scheduler {address}: the connection was lost"


def set_version(version: str) -> None:
    from linter.cli import cluster

    cluster.__version__ = version  # type: ignore[attr-defined]


def lose_articlelint() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "linter"]:
        del sys.modules[name]
    sys.path[:] = [path for path in sys.path if not (Path(path) / "linter").is_dir()]
    sys.meta_path[:] = [each for each in sys.meta_path if "editable" not in repr(each).lower()]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param("version", "articlelint is 0.0.1 there, and", id="another-version"),
        pytest.param("lost", "articlelint cannot be used there: ModuleNotFoundError", id="none"),
    ],
)
def test_workers_that_would_find_something_else(
    commands: Commands, tmp_path: Path, change: str, reason: str
) -> None:
    from distributed import Client

    cloudpickle = pytest.importorskip("cloudpickle")
    with started(1) as cluster, Client(cluster) as client:
        cloudpickle.register_pickle_by_value(sys.modules[__name__])
        client.run(*((set_version, "0.0.1") if change == "version" else (lose_articlelint,)))
        done = commands.run(*CHECK, "--scheduler", address_of(cluster), folder=tmp_path)
    assert (done.status, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: --scheduler: worker tcp://")
    assert reason in line


def test_a_cluster_without_workers(commands: Commands, tmp_path: Path) -> None:
    with started(0) as cluster:
        address = address_of(cluster)
        done = commands.run(*CHECK, "--scheduler", address, folder=tmp_path)
    assert (done.status, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"error: --scheduler {address}: it has no workers\n"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nosuch://127.0.0.1:9", "127.0.0.1:x"])
def test_no_scheduler_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    # A refused connection is tried again until then.
    monkeypatch.setattr("linter.cli.cluster.TIMEOUT", 0.2)
    monkeypatch.chdir(tmp_path)
    done = run(*CHECK, "--scheduler", address)
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: --scheduler {address}: ")


def test_without_the_library_one_line_names_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['distributed'] = None; from linter.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--scheduler", "tcp://127.0.0.1:9"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: --scheduler needs another package: pip install distributed\n"


@pytest.mark.parametrize(
    "options", [("--fix",), ("--fix-only",), ("--jobs", "2"), ("-",)], ids=" ".join
)
def test_wrong_use(run: Run, options: tuple[str, ...]) -> None:
    done = run("check", "--scheduler", "tcp://127.0.0.1:9", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--scheduler" in done.stderr
    assert "127.0.0.1" not in done.stderr
