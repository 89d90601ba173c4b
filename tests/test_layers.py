"""The layers of architecture, declared under `[tool.importlinter]` in pyproject.toml, hold."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the checkout in a folder; its own `linter` is the one imported."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=folder,
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def sketch(tmp_path: Path) -> Path:
    """Lay out a checkout with the real contracts over empty modules of the same names."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "linter").mkdir()
    for package in (ROOT / "linter").rglob("*.py"):
        file = tmp_path / package.relative_to(ROOT)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return tmp_path


def test_every_import_points_down() -> None:
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_modules_that_import_nothing_break_nothing(sketch: Path) -> None:
    run = lint_imports(sketch)
    assert run.returncode == 0, run.stdout + run.stderr


BREACHES = {
    "core/text": ("import linter.lint.run", "linter.core.text -> linter.lint.run"),
    "core/limits": (
        "def late() -> None:\n    import linter.lint.run",
        "linter.core.limits -> linter.lint.run",
    ),
    "rules/links/url001_invalid_url": (
        "import linter.lint.run",
        "linter.rules is not allowed to import linter.lint",
    ),
    "lint/run": (
        "from linter.rules.links import url001_invalid_url",
        "linter.lint.run -> linter.rules.links.url001_invalid_url",
    ),
    "stray": ("", "- linter.stray"),
    "core/patterns": (
        "import linter.core.diagnostic",
        "linter.core.patterns is not allowed to import linter.core.diagnostic",
    ),
}
"""Modules that break a contract, from below or from beside, with what is printed of each."""


def test_what_breaks_a_contract(sketch: Path) -> None:
    for module, (source, _) in BREACHES.items():
        (sketch / "linter" / f"{module}.py").write_text(source, encoding="utf-8")
    run = lint_imports(sketch)
    assert run.returncode == 1
    missed = [module for module, (_, complaint) in BREACHES.items() if complaint not in run.stdout]
    assert not missed, run.stdout
