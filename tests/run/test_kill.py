"""Killed at any moment, every file is either the old or the fixed one, byte for byte."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linter.config.files import Configs
from linter.config.settings import Settings
from linter.files.discovery import find
from linter.fix.fixer import fix
from linter.frontmatter.source import decode
from linter.schema.schema import builtin
from tests.sites import SITES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.posix("kill -9"),
]

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("*.md")).read_bytes()
# A few rules only, so that most of the time is spent with writing.
RULES = ("PAR008", "SCH003")
COMMAND = [sys.executable, "-m", "linter", "check", "--fix", "--select", ",".join(RULES), "."]
KILLS = 5
FILES = 50


def articles() -> dict[str, bytes]:
    """Return articles, all of which can be fixed."""
    real = [path.read_bytes() for path in sorted((SITES[-1] / "_news").glob("*.md"))]
    made = [SEED.replace(b"quality: 74", b'quality: "%d"' % number) for number in range(FILES)]
    texts = [
        b"\xef\xbb\xbf" + text.removeprefix(b"\xef\xbb\xbf") for text in real[: FILES // 2] + made
    ]
    return {f"2020-06-11-{number:03}.md": text for number, text in enumerate(texts[:FILES])}


def test_no_file_is_ever_half_written(tmp_path: Path) -> None:
    old = articles()
    schema, settings = builtin("article"), Settings(select=RULES)
    new = {
        name: fix(decode(f"_news/{name}", text), schema, settings).after.text.encode()
        for name, text in old.items()
    }
    assert all(old[name] != new[name] for name in old)
    folder = tmp_path / "_news"
    folder.mkdir()
    chance = random.Random(9)  # noqa: S311 - nothing secret
    caught_at_work = 0
    for _ in range(KILLS):
        write(folder, old)
        kill_at(chance.choice(sorted(old)), tmp_path)
        now = {name: (folder / name).read_bytes() for name in old}
        assert all(now[name] in (old[name], new[name]) for name in old)
        caught_at_work += old != now != new
        rest = {path.name for path in folder.iterdir()} - old.keys()
        assert all(name.startswith(".articlelint-") for name in rest)
        # What was left behind is nothing that a later run would see.
        found = find(["."], tmp_path, Configs(isolated=True))
        assert [target.shown_as for target in found.targets] == [f"_news/{name}" for name in old]
        assert not found.errors
    assert caught_at_work
    subprocess.run(COMMAND, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert {name: (folder / name).read_bytes() for name in old} == new


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, text in files.items():
        (folder / name).write_bytes(text)


def kill_at(name: str, site: Path) -> None:
    """Start to fix a site, and kill the process as soon as it has replaced a file."""
    file = site / "_news" / name
    before = file.stat().st_ino
    with subprocess.Popen(
        COMMAND,
        cwd=site,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None and file.stat().st_ino == before:
            time.sleep(0.0005)
        process.send_signal(signal.SIGKILL)
