"""The reference of the config: each key has its facts, and examples that a config may hold."""

import re
import tomllib
from pathlib import Path

import pytest

from linter.config.layers import read
from linter.config.schema import config_schema

PAGE = (Path(__file__).parents[2] / "docs/reference/config.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([^`]+)`$(.+?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
"""The section of each key."""


def example(key: str) -> str:
    (block,) = re.findall(r"^```toml\n(.*?)^```$", SECTIONS[key], re.MULTILINE | re.DOTALL)
    return str(block)


def facts(key: str) -> dict[str, str]:
    return dict(re.findall(r"^- \*\*(.+):\*\* (.+)$", SECTIONS[key], re.MULTILINE))


def test_every_key_has_a_section() -> None:
    properties = config_schema()["properties"]
    tables = {"collections", "limits", "online", "rules", "site"}
    assert properties.keys() - tables <= SECTIONS.keys()
    for table in tables - {"rules"}:
        inner = properties[table].get("items", properties[table])["properties"]
        assert {f"{table}.{key}" for key in inner} <= SECTIONS.keys()
    assert {"rules.CODE.severity", "rules.IMG005.min-side"} <= SECTIONS.keys()


@pytest.mark.parametrize("key", SECTIONS)
def test_a_key_has_its_type_default_and_reach(key: str) -> None:
    assert [*facts(key)][:3] == ["Type", "Default", "Applies to"]


@pytest.mark.parametrize("key", SECTIONS)
def test_an_example_sets_the_key_in_a_valid_config(key: str, tmp_path: Path) -> None:
    for path in ("articlelint.toml", "site/schemas/post.schema.json"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}" if path.endswith("json") else "", encoding="utf-8")
    (tmp_path / "site" / "site").mkdir()
    config = tmp_path / "site" / "articlelint.toml"
    config.write_text(example(key), encoding="utf-8")
    assert read(config).sources[0] == config
    value = tomllib.loads(example(key))
    for part in key.replace("CODE", "IMG005").split("."):
        value = value[part][0] if part == "collections" else value[part]


def test_facts_are_those_of_the_declared_options() -> None:
    assert facts("limits.max-depth") == {
        "Type": "whole number from 1 to 200",
        "Default": "`64`",
        "Applies to": "each file, by the config that is nearest to it",
    }
    assert facts("ignore") == {
        "Type": "list of strings",
        "Default": "`[]`",
        "Applies to": "each file, by the config that is nearest to it",
        "Command line": "[`--ignore`](command-line.md#check-ignore)",
        "With `extend`": "added to the list of the extended file",
    }
    assert facts("fail-on")["Applies to"] == "the whole run, by the config of the current folder"
    assert facts("collections.name")["Default"] == "none, the key is required"
