"""The rule that CONTRIBUTING.md walks through works as it stands."""

import importlib.util
import re
from pathlib import Path

import pytest

from linter.lint.plan import rule_table
from linter.rules.base import Rule
from linter.rules.registry import all_rules
from linter.testing import cases

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


def test_the_example_rule_keeps_to_its_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    name = re.search(r"`linter/rules/texts/(txt009_\w+)\.py`", text)
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert name is not None
    path = tmp_path / f"{name[1]}.py"
    path.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name[1], path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rule = module.ShoutingTitle
    assert issubclass(rule, Rule)
    monkeypatch.setitem(all_rules(), rule.code, rule)
    rule_table.cache_clear()
    try:
        for case in cases(rule):
            case.run()
    finally:
        rule_table.cache_clear()
