"""What docs/how-to/ci.md offers to copy works: by the services' own schemas, and run."""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.git import needs_git
from tests.hook.conftest import Run

BASH = shutil.which("bash") or ""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BASH, reason="bash is not installed"),
    needs_git,
]

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs/how-to"
PAGE = (HOW_TO / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(yaml|sh)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WITH_ACTION, STEPS_AFTER_IT, WITHOUT_ACTION, GITLAB = (
    text for language, text in BLOCKS if language == "yaml"
)
# The job above it, with other steps.
WITH_OUTPUTS = WITH_ACTION.replace("      - uses: ./.articlelint\n", STEPS_AFTER_IT)
(SHELL,) = (text for language, text in BLOCKS if language == "sh")
COMMANDS = re.findall(r"^ +- (?:run: )?articlelint (check.*)$", PAGE, re.MULTILINE)

SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")
WRONG_DAY = SEED.replace("publishedDateTime: 2020-06-11", "publishedDateTime: 2020-06-12", 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "_news").mkdir()
    (tmp_path / "_news/2020-06-11-a.md").write_text(WRONG_DAY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("schema", "texts"),
    [
        pytest.param("github-workflows", (WITH_ACTION, WITH_OUTPUTS, WITHOUT_ACTION), id="github"),
        pytest.param("gitlab-ci", (GITLAB,), id="gitlab"),
    ],
)
def test_pipelines_are_valid(run: Run, tmp_path: Path, schema: str, texts: tuple[str, ...]) -> None:
    names = [f"{number}.yml" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    validator = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")
    done = run(*validator, *names, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_pipelines_work(run: Run, site: Path, command: str) -> None:
    articlelint = (sys.executable, "-m", "linter")
    done = run(*articlelint, *shlex.split(command), cwd=site, PYTHONPATH=str(ROOT))
    assert done.returncode == 1
    assert "DAT005" in done.stdout
    named = re.search(r"--output-file (\S+)", command)
    assert named is None or "DAT005" in (site / named[1]).read_text(encoding="utf-8")


def test_the_report_for_gitlab_is_where_gitlab_looks() -> None:
    (written,) = re.findall(r"--output-file (\S+)", GITLAB)
    assert f"codequality: {written}\n" in GITLAB


def test_the_shell_commands_work(run: Run, site: Path, source: Path) -> None:
    (site / "bin").mkdir()
    # The module venv installs pip anew each time, which test_action.py tries; this links to one.
    python = site / "bin/python3"
    virtualenv = f"exec {shlex.quote(sys.executable)} -m virtualenv --quiet"
    python.write_text(f'#!/bin/sh\n[ "$1 $2" = "-m venv" ] && {virtualenv} "$3"\n', "utf-8")
    python.chmod(0o755)
    path = f"{site / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = run(BASH, "-c", SHELL, cwd=site, PATH=path, ARTICLELINT=f"git+{source.as_uri()}")
    assert done.returncode == 1, done.stdout
    assert "error[DAT005]" in done.stdout
    report = ET.parse(site / "articlelint.xml")  # noqa: S314 - it was written here
    assert "DAT005" in ET.tostring(report.getroot(), encoding="unicode")
