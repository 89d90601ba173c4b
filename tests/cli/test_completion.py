"""Completion, as click hands it to shells."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from linter.cli.root import articlelint
from linter.rules.registry import all_rules

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def completions(*words: str) -> list[str]:
    """Return what the last word can become."""
    completer = BashComplete(articlelint, {}, "articlelint", "_ARTICLELINT_COMPLETE")
    return [item.value for item in completer.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("che",), ["check"], id="command"),
        pytest.param(("rule", "par00"), [f"PAR00{n}" for n in range(1, 10)], id="code"),
        pytest.param(("rule", "duplicate"), ["duplicate-key"], id="name"),
        pytest.param(("check", "--select", "SEC00", ""), [""], id="paths"),
        pytest.param(("check", "--ignore", "URL,DUP"), ["URL,DUP001", "URL,DUP002"], id="list"),
        pytest.param(("check", "--extend-select", "nosuch"), [], id="no-such-rule"),
        pytest.param(("schema", "co"), ["community", "config"], id="schema"),
        pytest.param(("check", "--output-format", "json"), ["json"], id="format"),
        pytest.param(("check", "--unfixable", "URL,DUP"), ["URL,DUP001"], id="unfixable"),
        pytest.param(("check", "--config", "extend-s"), ["extend-select="], id="key"),
        pytest.param(("check", "--config", "artic"), ["artic"], id="config-file"),
    ],
)
def test_values(words: tuple[str, ...], expected: list[str]) -> None:
    found = completions(*words)
    assert found[: len(expected)] == expected
    assert found or not expected


def test_every_rule() -> None:
    assert completions("rule", "") == list(all_rules())


def test_paths_are_left_to_the_shell() -> None:
    completer = BashComplete(articlelint, {}, "articlelint", "_ARTICLELINT_COMPLETE")
    assert [item.type for item in completer.get_completions(["check"], "_ne")] == ["file"]


def test_bash_is_answered(tmp_path: Path) -> None:
    words = {"COMP_WORDS": "articlelint check --select URL00", "COMP_CWORD": "3"}
    run = subprocess.run(
        [sys.executable, "-m", "linter"],
        cwd=tmp_path,
        env=ENVIRONMENT | words | {"_ARTICLELINT_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0] == "plain,URL001"
