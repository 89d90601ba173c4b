import json
from collections.abc import Callable

import pytest
from click.testing import Result

from linter.registry import all_rules

Run = Callable[..., Result]


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


def test_json(run: Run) -> None:
    every = json.loads(run("rule", "--output-format", "json").stdout)
    assert [each["code"] for each in every] == list(all_rules())
    one = json.loads(run("rule", "PAR004", "--output-format", "json").stdout)
    assert one in every


def test_no_such_rule(run: Run) -> None:
    result = run("rule", "PAR0044")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no rule is called `PAR0044`; did you mean `PAR004`")
