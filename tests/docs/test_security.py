"""The limits in SECURITY.md name the constants and options that hold them, with their values."""

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from linter.core.limits import Limits

PAGE = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
LIMITS = PAGE.partition("\n## Limits\n")[2]
ROWS = re.findall(r"^\|[^|]+\| ([^|]+) \| ([^|]+) \|$", LIMITS, re.MULTILINE)
"""The value and the names of each limit."""
CONSTANTS = [(name, value) for value, names in ROWS for name in re.findall(r"`([\w.]+)`", names)]
UNITS = {"million": 1_000_000, "MB": 1_000_000, "": 1}


def numbers(text: str) -> list[int]:
    """Return the numbers in a text such as `10 MB, 32 levels`."""
    found = re.findall(r"(\d[\d,]*)(?: (million|MB)\b)?", text)
    return [int(digits.replace(",", "")) * UNITS[unit] for digits, unit in found]


@pytest.mark.parametrize(
    ("name", "value"), [pair for pair in CONSTANTS if pair[0].rpartition(".")[2].isupper()]
)
def test_a_constant_has_the_value_that_is_stated(name: str, value: str) -> None:
    module, _, constant = name.rpartition(".")
    assert getattr(import_module(f"linter.{module}"), constant) in numbers(value)


def test_every_option_of_limits_is_listed_with_its_default() -> None:
    listed = {
        name: numbers(value)[0]
        for value, names in ROWS
        for name in re.findall(r"^`([a-z-]+)`$", names)
    }
    assert listed == {field.name.replace("_", "-"): field.default for field in fields(Limits)}


def test_the_table_is_read() -> None:
    assert ("files.git.PATIENCE", "5 seconds") in CONSTANTS
