"""CI runs what the README tells a newcomer to run, and the hooks of this repository."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


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
