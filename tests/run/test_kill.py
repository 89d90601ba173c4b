"""Killed at any moment, every file is either the old or the fixed one, byte for byte."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from linter.cli import main
from linter.config.files import Configs
from linter.config.settings import Settings
from linter.files.discovery import find
from linter.fix.fixer import fix
from linter.frontmatter.source import decode
from linter.schema.schema import builtin

pytestmark = [
    pytest.mark.slow,
    pytest.mark.posix("kill -9"),
]

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.md")).read_bytes()
# A few rules only, so that most of the time is spent with writing.
RULES = ("PAR008", "SCH003")
COMMAND = ["articlelint", "check", "--fix", "--quiet", "--select", ",".join(RULES), "."]
FILES = 2
CHANGES = ("os.chmod", "os.chown", "os.link", "os.remove", "os.rename", "os.truncate", "os.utime")
"""What the interpreter audits of changes to files; what opens one is an event of its own."""


def articles() -> dict[str, bytes]:
    """Return articles, all of which can be fixed."""
    return {
        f"2020-06-11-{number}.md": b"\xef\xbb\xbf"
        + SEED.replace(b"quality: 74", b'quality: "%d"' % number)
        for number in range(FILES)
    }


def test_no_file_is_ever_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", COMMAND)
    old = articles()
    schema, settings = builtin("article"), Settings(select=RULES)
    new = {
        name: fix(decode(f"_news/{name}", text), schema, settings).after.text.encode()
        for name, text in old.items()
    }
    assert all(old[name] != new[name] for name in old)
    folder = tmp_path / "_news"
    folder.mkdir()
    other = tmp_path / "other.md"
    other.write_bytes(next(iter(old.values())))
    # What the command imports, it imports once.
    with pytest.raises(SystemExit):
        main()
    other.unlink()
    caught_at_work = killed = 0
    while True:
        for name, text in old.items():
            (folder / name).write_bytes(text)
        is_killed = is_killed_before(killed + 1)
        now = {name: (folder / name).read_bytes() for name in old}
        if not is_killed:
            break
        killed += 1
        assert all(now[name] in (old[name], new[name]) for name in old)
        caught_at_work += old != now != new
        rest = {path.name for path in folder.iterdir()} - old.keys()
        assert all(name.startswith(".articlelint-") for name in rest)
        # What was left behind is nothing that a later run would see.
        found = find(["."], tmp_path, Configs(isolated=True))
        assert [target.shown_as for target in found.targets] == [f"_news/{name}" for name in old]
        assert not found.errors
    assert now == new
    # A new file is opened for each, and renamed.
    assert killed >= 2 * FILES
    assert caught_at_work


def is_killed_before(step: int) -> bool:
    """Fix a site in a process that is killed before a change to a file, if it comes so far."""
    pid = os.fork()
    if not pid:
        kill_before(step)
        try:
            main()
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def kill_before(step: int) -> None:
    """Have this process killed before a change to a file, the number `step` from now on."""
    left = step

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        is_opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if is_opened or event in CHANGES:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(note)
