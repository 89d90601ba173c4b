import json
import os
import re
import sys
from contextlib import suppress

import pytest

from linter.cli import main
from linter.rules.registry import all_rules
from tests.cli.conftest import Run


def test_all_rules(run: Run) -> None:
    result = run("rule")
    heading, *rows = result.stdout.splitlines()
    assert heading.split()[:3] == ["code", "name", "severity"]
    assert [row.split()[0] for row in rows] == list(all_rules())


@pytest.mark.parametrize("name", ["PAR004", "par004", "duplicate-key"])
def test_one_rule(run: Run, name: str) -> None:
    result = run("rule", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("# duplicate-key (PAR004)\n")
    assert "## Why is this bad?" in result.stdout


def test_a_prefix_lists_its_rules(run: Run) -> None:
    _, *rows = run("rule", "dup").stdout.splitlines()
    assert [row.split()[0] for row in rows] == ["DUP001", "DUP002", "DUP003"]
    some = json.loads(run("rule", "DUP", "--output-format", "json").stdout)
    assert [each["code"] for each in some] == ["DUP001", "DUP002", "DUP003"]


def test_json(run: Run) -> None:
    every = json.loads(run("rule", "--output-format", "json").stdout)
    assert [each["code"] for each in every] == list(all_rules())
    one = json.loads(run("rule", "PAR004", "--output-format", "json").stdout)
    assert one in every


def test_no_such_rule(run: Run) -> None:
    result = run("rule", "PAR0044")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no rule is called `PAR0044`; did you mean `PAR004`")


@pytest.mark.slow
@pytest.mark.posix("pseudo terminals")
@pytest.mark.parametrize("color", [True, False], ids=["color", "no-color"])
def test_a_page_on_a_terminal(*, color: bool) -> None:
    page = on_terminal("rule", "PAR004", color=color)
    assert ("\x1b[" in page) is color
    plain = re.sub(r"\x1b\[[0-9;]*m", "", page)
    assert "## " not in plain
    assert "~~~" not in plain
    assert "Why is this bad?" in plain
    assert max(map(len, plain.splitlines())) <= 60


@pytest.mark.slow
@pytest.mark.posix("pseudo terminals")
def test_the_list_on_a_terminal() -> None:
    table = on_terminal("rule", color=True)
    assert "\x1b[1mPAR004\x1b[0m  duplicate-key" in table
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in table.splitlines()]
    assert [line.split()[0] for line in plain[1:]] == list(all_rules())
    assert max(map(len, plain)) <= 60


@pytest.mark.slow
@pytest.mark.posix("pseudo terminals")
@pytest.mark.parametrize(
    ("columns", "heading"),
    [
        pytest.param(40, ["code", "name", "wha…"], id="hardly-room"),
        pytest.param(60, ["code", "name", "what it reports"], id="narrow"),
        pytest.param(80, ["code", "name", "severity", "what it reports"], id="usual"),
        pytest.param(
            110, ["code", "name", "severity", "fix", "default", "what it reports"], id="wide"
        ),
    ],
)
def test_the_list_drops_columns_that_leave_no_room(columns: int, heading: list[str]) -> None:
    first, *rows = on_terminal("rule", color=False, columns=columns).splitlines()
    assert re.split(r" {2,}", first.strip())[: len(heading)] == heading
    places = {row.index(" on ") for row in rows if " on  " in row}
    assert not places or first[min(places) :].startswith(" default")
    assert max(map(len, rows)) <= columns


@pytest.mark.slow
@pytest.mark.posix("pseudo terminals")
def test_a_summary_without_room_is_a_sign_that_it_is_cut() -> None:
    first, *rows = on_terminal("rule", color=False, columns=10).splitlines()
    assert all(row.endswith("  …") for row in (first, *rows))


def on_terminal(*arguments: str, color: bool, columns: int = 60) -> str:
    """Return what a process of its own prints on a terminal."""
    import pty

    pid, terminal = pty.fork()
    if not pid:
        os.environ.pop("FORCE_COLOR", None)
        os.environ.update(COLUMNS=str(columns), TERM="xterm", NO_COLOR="" if color else "1")
        sys.stdout, sys.stderr = (open(number, "w") for number in (1, 2))  # noqa: PTH123, SIM115
        sys.argv = ["articlelint", *arguments]
        try:
            main()
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(int(end.code or 0))
        finally:
            os._exit(70)
    printed = bytearray()
    # Linux ends the reading with an error once the other end is closed, others with nothing.
    with suppress(OSError):
        while data := os.read(terminal, 10_000):
            printed += data
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, printed.decode()
    return printed.decode()
