"""From the command to the report, a run enters few packages, and afterwards none of them again."""

import subprocess
import sys

import pytest

from tests.sites import OWN

pytestmark = pytest.mark.slow

# Prints the packages whose functions run until the report is made, then those that run after it.
TRACE = """
import sys

# Modules that are about reports: to read or filter one is not to enter the package that makes it.
REPORTS = {"linter.run.report", "linter.run.baseline"}

before, after = set(), set()
current = before

def note(frame, event, _):
    global current
    module = frame.f_globals.get("__name__", "")
    is_function = frame.f_code.co_name != "<module>"
    if event == "return" and (module, frame.f_code.co_name) == ("linter.run.runner", "run"):
        current = after
    elif event == "call" and module.startswith("linter.") and module not in REPORTS:
        if is_function:
            current.add(module.split(".")[1])

from linter.cli.root import articlelint

sys.setprofile(note)
try:
    articlelint(sys.argv[1:], standalone_mode=False)
finally:
    sys.setprofile(None)
    print(*sorted(before), file=sys.stderr)
    print(*sorted(after), file=sys.stderr)
"""

MOST_PACKAGES = 14


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--cache-dir", "CACHE"), id="check"),
        pytest.param(("--no-cache", "--diff"), id="patch"),
        pytest.param(("--no-cache", "--stdin-filename", "_news/a.md"), id="standard-input"),
        pytest.param(("--no-cache", "--output-format", "json"), id="json"),
        pytest.param(("--no-cache", "--write-baseline", "BASELINE"), id="new-baseline"),
    ],
)
def test_few_packages_are_entered_and_none_again_after_the_report(
    tmp_path_factory: pytest.TempPathFactory, options: tuple[str, ...]
) -> None:
    folder = tmp_path_factory.mktemp("outside")
    paths = {"CACHE": str(folder), "BASELINE": str(folder / "known.json")}
    command = [sys.executable, "-c", TRACE, "check", "--isolated", "--jobs", "1", "--quiet"]
    command += [paths.get(option, option) for option in options]
    done = subprocess.run(
        command, cwd=OWN, input="---\ntitle: a\n---\n", capture_output=True, check=False, text=True
    )
    before, after = (set(line.split()) for line in done.stderr.splitlines()[-2:])
    assert {"cli", "run", "lint", "rules", "frontmatter"} <= before
    assert len(before) <= MOST_PACKAGES
    assert "cli" in after
    assert after <= {"cli", "reporters", "core"}
