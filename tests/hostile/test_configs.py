"""Hostile config files, through the command: a line for each mistake, exit 2, within limits."""

from pathlib import Path

import pytest

from tests.commands import Commands
from tests.hostile.orderly import check_orderly

pytestmark = pytest.mark.slow

_MIXED = ", ".join(("1, 'a', [2]",) * 6_000)
_COLLECTION = "[[collections]]\nname = 'a'\nfiles = ['*']\n"

DEEP = "nested more than 32 levels deep"
LONG = "a key has more than 32 parts"

REFUSED = {
    "deep lists": ("a = " + "[" * 20_000, DEEP),
    "deep lists that end": ("a = " + "[" * 200 + "]" * 200, DEEP),
    "deep tables": ("a = " + "{a = " * 20_000, DEEP),
    "deep tables that end": ("a = " + "{a = " * 100 + "1" + "}" * 100, DEEP),
    "long key": ("a" + ".a" * 20_000 + " = 1", LONG),
    "long key that nothing ends": ("a" + " . a" * 200_000, LONG),
    "long key of quoted parts": ("'a'" + '."b"' * 100_000 + " = 1", LONG),
    "long key of a table": ("[a" + ".a" * 20_000 + "]", LONG),
    "long key in a table": ("x = {y = 1, a" + ".a" * 20_000 + " = 1}", LONG),
    "many long keys": (
        "\n".join(f"k{index}" + ".a" * 31 + " = 1" for index in range(500)),
        ":1: unknown key `k0`",
    ),
    "long number": ("a = 1" + "0" * 5_000, "4300 digits"),
    "large": ("#" * 1_000_001, "larger than 1 MB"),
    "not a number": ("[rules.IMG001]\nmax-ratio = nan", ":2: `max-ratio` must be a finite number"),
    "endless": ("[limits]\nmax-depth = inf", ":2: `max-depth` must be a finite number"),
    "minus endless in a list": ("select = [-inf]", ":1: each of `select` must be a finite number"),
    "date": ("site-root = 2020-06-11", ":1: `site-root` must not be a date or time"),
    "time in a table": ("[site]\nurl = 07:32:00", ":2: `url` must not be a date or time"),
    "number without end": ("[limits]\nmax-depth = 1" + "0" * 400, ":2: `max-depth`"),
    "null character in a path": ('extend = "a\\u0000b"', ":1: `extend` holds a NUL character"),
    "null character in a key": (
        '[per-file-ignores]\n"a\\u0000" = []',
        "holds a NUL character",
    ),
    "long path": (f"extend = '{'a' * 5_000}'", ":1: there is no file `aaa"),
    "long folder": (f"site-root = '{'a/' * 5_000}'", ":1: there is no such folder"),
    "long schema": (f"{_COLLECTION}schema = '{'a' * 5_000}.json'", "file name too long"),
    "list of everything": (f"select = [{_MIXED}]", ":1: `select` holds something twice"),
    "many rules that are none": (
        "select = [" + ", ".join(f"'X{index}'" for index in range(10_000)) + "]",
        ":1: no rule is called `X0`",
    ),
    "long name of a rule": (f"select = ['{'ab' * 400_000}']", ":1: no rule is called `abab"),
    "long key that is unknown": (f"{'ab' * 400_000} = 1", ":1: unknown key `abab"),
    "many keys that are unknown": (
        "\n".join(f"k{index} = 1" for index in range(10_000)),
        ":1: unknown key `k0`",
    ),
    "long glob": (f"exclude = ['{'*a' * 2_000}']", ":1: each of `exclude`: "),
    "long glob as a key": (f"[per-file-ignores]\n'{'*a' * 2_000}' = ['URL']", "per-file-ignores"),
    "no table": ("limits = 1\nrules = []\nsite = ''", ":1: `limits` must be a table"),
    "control characters": ("\x1b[31m = 1", "Invalid statement"),
    "control characters in a name": ('"\\u001b[31m\\n" = 1', r"unknown key `\x1b[31m\n`"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_a_config_that_is_refused(
    commands: Commands, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "articlelint.toml").write_text(text, encoding="utf-8")
    ending = commands.run("check", "--no-cache", folder=tmp_path)
    check_orderly(ending)
    assert (ending.status, ending.stdout) == (2, b"")
    lines = ending.stderr.decode().splitlines()
    assert 1 <= len(lines) <= 21
    assert all(line.startswith("error: articlelint.toml:") for line in lines)
    assert all(len(line) < 2_000 or "file name" in line for line in lines)
    assert message in lines[0]


@pytest.mark.parametrize("name", ["deep lists", "long key", "long number"])
def test_the_file_of_another_tool_is_not_reported(
    commands: Commands, tmp_path: Path, name: str
) -> None:
    text = f"# articlelint\n{REFUSED[name][0]}"
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    ending = commands.run("check", "--no-cache", folder=tmp_path)
    check_orderly(ending)
    assert (ending.status, ending.stdout) == (0, b"")
    assert b"pyproject" not in ending.stderr


@pytest.mark.parametrize("text", ["tool = 1", "[tool]\narticlelint = 1", "[[tool.articlelint]]"])
def test_a_table_that_is_none(commands: Commands, tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f"{text}\n", encoding="utf-8")
    ending = commands.run("check", "--no-cache", "--config", "pyproject.toml", folder=tmp_path)
    check_orderly(ending)
    assert ending.status == (0 if text == "tool = 1" else 2)


def test_configs_that_extend_one_another_for_ever(commands: Commands, tmp_path: Path) -> None:
    for index in range(100):
        text = f"extend = '{index + 1}.toml'"
        (tmp_path / f"{index}.toml").write_text(text, encoding="utf-8")
    ending = commands.run("check", "--no-cache", "--config", "0.toml", folder=tmp_path)
    check_orderly(ending)
    assert ending.status == 2
    assert ending.stderr == b"error: 16.toml:1: more than 16 files extend one another\n"


def test_values_at_the_limits_are_taken(commands: Commands, tmp_path: Path) -> None:
    parts = "a." * 50 + "a"
    text = f"""
        exclude = ["{"a" * 1_000}", "{parts}"]  # {parts}
        [rules.IMG005]
        min-side = 1_000_000_000_000_000_000_000_000
    """
    (tmp_path / "articlelint.toml").write_text(text, encoding="utf-8")
    ending = commands.run("check", "--no-cache", folder=tmp_path)
    check_orderly(ending)
    assert (ending.status, ending.stdout) == (0, b"")


def test_globs_of_many_stars_take_no_time(commands: Commands, tmp_path: Path) -> None:
    stars = "*a" * 12
    text = f"""
        exclude = ["{stars}b"]
        [per-file-ignores]
        "**/{stars}c" = ["URL"]
        [[collections]]
        name = "a"
        files = ["{stars}d", "*.md"]
        schema = "article"
    """
    (tmp_path / "articlelint.toml").write_text(text, encoding="utf-8")
    (tmp_path / f"{'a' * 200}.md").write_text("---\ntitle: ' a'\n---\n", encoding="utf-8")
    ending = commands.run("check", "--no-cache", "--select", "TXT004", folder=tmp_path)
    check_orderly(ending)
    assert ending.status == 0
    assert b"TXT004" in ending.stdout
