import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from linter.schema.builtin import builtin_names

Run = Callable[..., Result]


def test_list(run: Run) -> None:
    lines = run("schema").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*builtin_names(), "config"]
    assert all(len(line.split()) > 1 for line in lines)


def test_one_schema(run: Run) -> None:
    assert json.loads(run("schema", "article").stdout)["title"] == "News article"


def test_the_config_is_described_by_its_committed_schema(run: Run) -> None:
    # To write it anew: python docs/generate.py
    file = Path(__file__).parents[2] / "schemas/config.schema.json"
    assert run("schema", "config").stdout == file.read_text(encoding="utf-8")


def test_no_such_schema(run: Run) -> None:
    result = run("schema", "artcle")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: no schema is called `artcle`; did you mean `article`?\n"
