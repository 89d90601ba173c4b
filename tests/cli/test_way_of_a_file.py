"""From the command to the report, a run enters few packages, and afterwards none of them again."""

import subprocess
import sys

import pytest

from linter.reporters import format_names
from tests.sites import OWN

pytestmark = pytest.mark.slow

# Prints the functions that run until the report is made, then those that run after it.
TRACE = """
import sys

# Modules that are about reports: to read, filter or judge one, or to name formats, is not to enter
# the package that makes it.
REPORTS = {"linter.run.report", "linter.run.baseline", "linter.reporters", "linter.config.settings"}

before, after = set(), set()
current = before

def note(frame, event, _):
    global current
    module, function = frame.f_globals.get("__name__", ""), frame.f_code.co_name
    if event == "return" and (module, function) == ("linter.run.runner", "run"):
        current = after
    elif event == "call" and module.startswith("linter.") and module not in REPORTS:
        if function != "<module>":
            current.add(f"{module}.{function}")

from linter.cli.root import articlelint

sys.setprofile(note)
try:
    articlelint(sys.argv[1:], standalone_mode=False)
finally:
    sys.setprofile(None)
    print(*sorted(before), file=sys.stderr)
    print(*sorted(after), file=sys.stderr)
"""

MOST_PACKAGES = 15


PACKAGES_AFTER = frozenset(("cli", "reporters", "core"))
"""SARIF alone has the documentation of rules, for which those with findings are imported."""

# One run writes all formats.
ALL_FORMATS = tuple(
    option
    for name in format_names()
    for option in ("--output-format", name, "--output-file", f"FOLDER/{name}")
)


def packages(functions: str) -> dict[str, list[str]]:
    """Return the functions of each package."""
    found: dict[str, list[str]] = {}
    for function in functions.split():
        found.setdefault(function.split(".")[1], []).append(function)
    return found


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--cache-dir", "FOLDER"), id="check"),
        pytest.param(("--no-cache", "--diff"), id="patch"),
        pytest.param(("--no-cache", "--stdin-filename", "_news/a.md"), id="standard-input"),
        pytest.param(("--no-cache", *ALL_FORMATS), id="all-formats"),
        pytest.param(("--no-cache", "--statistics"), id="statistics"),
        pytest.param(("--no-cache", "--write-baseline", "FOLDER/known.json"), id="new-baseline"),
    ],
)
def test_few_packages_are_entered_and_none_again_after_the_report(
    tmp_path_factory: pytest.TempPathFactory, options: tuple[str, ...]
) -> None:
    folder = str(tmp_path_factory.mktemp("outside"))
    command = [sys.executable, "-c", TRACE, "check", "--isolated", "--jobs", "1", "--quiet"]
    command += [option.replace("FOLDER", folder) for option in options]
    done = subprocess.run(
        command, cwd=OWN, input="---\ntitle: a\n---\n", capture_output=True, check=False, text=True
    )
    before, after = map(packages, done.stderr.splitlines()[-2:])
    assert {"cli", "run", "lint", "rules", "frontmatter"} <= before.keys()
    # Only runs that fix enter `fix`.
    assert len(before.keys() - {"fix"}) <= MOST_PACKAGES
    assert "cli" in after
    of_sarif = {"rules"} if "sarif" in options else set()
    assert not {name: after[name] for name in after.keys() - PACKAGES_AFTER - of_sarif}
