"""`--watch` in a real process, whose signals and output are looked at while it runs."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
# Of what hangs, so that the suite comes to an end; nothing takes nearly as long.
PATIENCE = 600
BAD = "---\ntitle: [a\ntype: article\nwebUrl: https://example.com/\n---\n"
GOOD = BAD.replace("[a", "a")


class Watched:
    """A process, and what it prints line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, words: str) -> list[str]:
        """Return the lines up to the one that holds these words."""
        lines: list[str] = []
        while not lines or words not in lines[-1]:
            lines.append(self._lines.get(timeout=PATIENCE))
        return lines


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[Watched]:
    command = [sys.executable, "-m", "linter", "check", "--watch", "--select", "PAR003", *options]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            yield Watched(process)
        finally:
            process.kill()


@pytest.mark.posix("signals")
def test_every_change_is_linted_until_ctrl_c(site: Path) -> None:
    with watching(site, "--output-format", "concise") as watched:
        first = watched.until("Found 1 error")
        assert first[0].startswith("_news/bad.md:")
        (site / "_news/bad.md").write_text(GOOD, encoding="utf-8")
        second = watched.until("All checks passed")
        assert "_news/bad.md changed ──\n" in "".join(second)
        # Written as a log would be: it must not cause another run.
        (site / "log.txt").write_text("a\n", encoding="utf-8")
        (site / "_news/new.md").write_text(BAD, encoding="utf-8")
        third = watched.until("Found 1 error")
        assert "_news/new.md changed ──\n" in "".join(third)
        watched.process.send_signal(signal.SIGINT)
        assert watched.process.wait(PATIENCE) == 130


def test_a_config_that_is_broken_meanwhile(site: Path) -> None:
    config = site / "articlelint.toml"
    with watching(site, "--output-format", "concise") as watched:
        watched.until("Found 1 error")
        config.write_text("igmore = []\n", encoding="utf-8")
        assert "did you mean `ignore`?" in watched.until("error: ")[-1]
        config.write_text('exclude = ["bad.md"]\n', encoding="utf-8")
        watched.until("All checks passed")


def test_fixes_settle(site: Path) -> None:
    article = site / "_news/good.md"
    with watching(site, "--fix", "--extend-select", "STY002") as watched:
        watched.until("Found 1 error")
        article.write_text(GOOD.replace("title: a", "title: a  "), encoding="utf-8")
        watched.until("Fixed 1 finding")
        watched.until("Found 1 error")
        assert article.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    "options",
    [
        ("--diff",),
        ("--show-files",),
        ("--show-settings",),
        ("--write-baseline", "known.json"),
        ("-",),
        ("_news", "-"),
        ("--stdin-filename", "a.md"),
        ("--output-format", "json", "--output-file", "out.json"),
    ],
    ids=" ".join,
)
def test_wrong_use(run: Run, site: Path, options: tuple[str, ...]) -> None:
    result = run("check", "--watch", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: --watch prints findings in files")
    assert not (site / "out.json").exists()


def test_what_is_wrong_from_the_start_ends_it(run: Run, site: Path) -> None:
    (site / "articlelint.toml").write_text("igmore = []\n", encoding="utf-8")
    assert run("check", "--watch").exit_code == 2
    assert run("check", "--watch", "--isolated", "nosuch/a.md").exit_code == 2


def test_without_the_library_one_line_names_what_to_install(site: Path) -> None:
    code = "import sys; sys.modules['watchfiles'] = None; from linter.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--watch"],
        cwd=site,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("error: --watch needs another package: pip install watchfiles\n")
