"""CI runs the commands of the README, and the hooks of this repository.

The workflows of GitHub cannot run here. Hooks hold them to their schema and to what is safe, and
these tests to the rest.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def readme_command(heading: str) -> str:
    """Return the first fenced block below a heading of the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, found, section = readme.partition(f"\n## {heading}\n")
    assert found, f"README.md has no heading `## {heading}`"
    block = re.search(r"^```\w*\n(.*?)\n```$", section, re.MULTILINE | re.DOTALL)
    assert block, f"no fenced block below `## {heading}`"
    return block[1]


def test_ci_runs_the_test_command_of_the_readme_and_then_the_hooks() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    tests = script.index(readme_command("Run the tests"))
    (hooks,) = (i for i, line in enumerate(script) if "pre-commit run --all-files" in line)
    assert tests < hooks


def workflows() -> dict[str, Any]:
    """Return every workflow by the name of its file."""
    folder = ROOT / ".github/workflows"
    return {file.name: yaml.safe_load(file.read_text("utf-8")) for file in folder.iterdir()}


def scripts() -> list[str]:
    """Return what the steps of all workflows run in a shell."""
    jobs = [job for workflow in workflows().values() for job in workflow["jobs"].values()]
    return [step["run"] for job in jobs for step in job.get("steps", ()) if "run" in step]


def used_actions(files: Iterable[Path]) -> list[tuple[str, str, str]]:
    """Return the name, the version and the comment of every action that files use."""
    pattern = re.compile(r"\buses: ([\w-]+/[\w./-]+)@(\S+)(?: # (\S+))?")
    return [use for file in files for use in pattern.findall(file.read_text(encoding="utf-8"))]


def test_actions_are_used_by_hash_and_the_documentation_shows_their_versions() -> None:
    ours = used_actions([ROOT / "action.yml", *(ROOT / ".github/workflows").iterdir()])
    hashed = {use for use in ours if re.fullmatch("[0-9a-f]{40}", use[1])}
    assert {name for name, *_ in {*ours} - hashed} == {"pypa/gh-action-pypi-publish"}
    versions = {name: comment for name, _, comment in hashed}
    assert len(versions) == len(hashed) > 5
    shown = used_actions((ROOT / "docs").rglob("*.md"))
    assert len(shown) > 5
    assert [use for use in shown if use[1] != versions[use[0]].partition(".")[0]] == []


def test_the_matrix_has_the_pythons_that_the_package_is_for() -> None:
    classifiers = PYPROJECT["project"]["classifiers"]
    stated = {each.rpartition(" :: ")[2] for each in classifiers if "Python :: 3." in each}
    job = workflows()["ci.yml"]["jobs"]["test"]
    matrix = job["strategy"]["matrix"]
    assert set(matrix["python"]) >= stated
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    # A Python that the package is for fails the workflow.
    may_fail = set(re.findall(r"'(3\.\d+)'", job["continue-on-error"]))
    assert may_fail == set(matrix["python"]) - stated


def test_shellcheck_finds_nothing_in_the_scripts_of_workflows(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.sh" for number in range(len(scripts()))]
    for file, script in zip(files, scripts(), strict=True):
        file.write_text(script, encoding="utf-8")
    shellcheck = Path(sys.executable).with_name("shellcheck")
    done = subprocess.run(
        [shellcheck, "--shell=bash", *files], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_nothing_that_strangers_write_gets_into_a_script() -> None:
    """An expression in `run` is replaced before the shell reads it: variables are not."""
    assert len(scripts()) > 10
    assert [script for script in scripts() if "${{" in script] == []


def test_only_jobs_that_publish_may_write() -> None:
    found = workflows()
    for workflow in found.values():
        assert workflow["permissions"] == {"contents": "read"}
    jobs = [(file, name, job) for file, flow in found.items() for name, job in flow["jobs"].items()]
    assert {(file, name) for file, name, job in jobs if "permissions" in job} == {
        ("docs.yml", "deploy"),
        ("release.yml", "pypi"),
        ("release.yml", "github"),
    }


def test_the_notes_of_a_release_are_its_part_of_the_changelog(tmp_path: Path) -> None:
    """The command of release.yml that takes them out."""
    text = "# Changelog\n\n## 0.2.0 (2026-12-01)\n\nNew.\n\n## 0.1.0 (2026-11-01)\n\nOld.\n"
    (tmp_path / "CHANGELOG.md").write_text(text, encoding="utf-8")
    (command,) = (
        line for script in scripts() for line in script.splitlines() if line.startswith("awk ")
    )
    for version, notes in {"0.2.0": "New.", "0.1.0": "Old."}.items():
        variables = {**os.environ, "GITHUB_REF_NAME": f"v{version}", "RUNNER_TEMP": str(tmp_path)}
        subprocess.run(["bash", "-c", command], cwd=tmp_path, env=variables, check=True)  # noqa: S607 - the reader's shell
        assert (tmp_path / "notes.md").read_text(encoding="utf-8").strip() == notes
