"""The layers of architecture, declared under `[tool.importlinter]` in pyproject.toml, hold."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
    """Lay out a checkout with the real contracts over a package of a few empty modules."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module in ("__init__", "text", "rules/__init__", "rules/one", "registry", "engine"):
        file = tmp_path / "linter" / f"{module}.py"
        file.parent.mkdir(exist_ok=True)
        file.touch()
    return tmp_path


def test_every_import_points_down() -> None:
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_modules_yet_to_be_written_break_nothing(sketch: Path) -> None:
    run = lint_imports(sketch)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        pytest.param(
            "text",
            "import linter.engine",
            "linter.text is not allowed to import linter.engine",
            id="upwards",
        ),
        pytest.param(
            "text",
            "def late() -> None:\n    import linter.engine",
            "linter.text is not allowed to import linter.engine",
            id="upwards-inside-a-function",
        ),
        pytest.param(
            "rules/one",
            "import linter.engine",
            "linter.rules is not allowed to import linter.engine",
            id="a-rule-asks-the-engine",
        ),
        pytest.param(
            "engine",
            "from linter.rules import one",
            "linter.engine -> linter.rules.one",
            id="the-engine-knows-a-rule",
        ),
        pytest.param("stray", "", "- linter.stray", id="a-module-without-a-layer"),
    ],
)
def test_what_breaks_a_contract(sketch: Path, module: str, source: str, complaint: str) -> None:
    (sketch / "linter" / f"{module}.py").write_text(source, encoding="utf-8")
    run = lint_imports(sketch)
    assert run.returncode == 1
    assert complaint in run.stdout
