"""Linting and fixing from Python."""

import subprocess
import sys
from pathlib import Path

import pytest

import linter
from linter.config.settings import Settings
from linter.rules.base import CASE_CLOCK
from linter.rules.registry import ConfigError

(SEED,) = (Path(__file__).parents[1] / "seeds").glob("*.md")
TEXT = SEED.read_text(encoding="utf-8")
NAME = f"_news/{SEED.name}"
SETTINGS = Settings(now=CASE_CLOCK)


def test_a_clean_text() -> None:
    assert linter.lint_text(TEXT, NAME, SETTINGS) == ()
    assert linter.fix_text(TEXT, NAME, SETTINGS) == linter.FixedText(TEXT, (), ())


def test_findings_and_fixes() -> None:
    damaged = TEXT.replace("width: 50", 'width: "50"').replace("heat: 124", "heat: 1")
    found = linter.lint_text(damaged, NAME, SETTINGS)
    assert [(item.code, item.path, item.start.row) for item in found] == [
        ("REL004", NAME, 11),
        ("SCH003", NAME, 19),
    ]
    safe = linter.fix_text(damaged, NAME, SETTINGS)
    assert safe.text == TEXT.replace("heat: 124", "heat: 1")
    assert [item.code for item in safe.fixed] == ["SCH003"]
    assert [item.code for item in safe.left] == ["REL004"]
    assert linter.fix_text(damaged, NAME, SETTINGS, unsafe=True).text == TEXT


def test_the_folder_or_the_text_decides_the_kind() -> None:
    text = "---\nname: PBS\ndomain: pbs.org\ntaxonomy: organization\n---\n"
    by_folder = linter.lint_text("---\nname: a\n---\n", "_data/organizations/a.md", SETTINGS)
    assert all("webUrl" not in item.message for item in by_folder)
    assert "SCH002" not in {item.code for item in linter.lint_text(text, "pbs.md", SETTINGS)}


def test_wrong_settings() -> None:
    with pytest.raises(ConfigError, match="XYZ"):
        linter.lint_text(TEXT, NAME, Settings(select=("XYZ",)))


def test_the_package_alone_imports_nothing_heavy() -> None:
    code = (
        "import sys, linter; print(sorted(set(sys.modules) & {'yaml', 'jsonschema_rs', 'click'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
