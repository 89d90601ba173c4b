"""From the command to the report, a run enters few packages, and afterwards none of them again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linter.reporters import format_names
from tests.sites import OWN

pytestmark = [pytest.mark.slow, pytest.mark.posix("forks")]

ROOT = Path(__file__).parents[2]

# Prints the functions that run until the report is made, then those that run after it.
TRACE = """
import json, os, sys

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

from importlib import import_module
from pkgutil import walk_packages

import linter.rules
from linter.cli.root import articlelint

for module in walk_packages(linter.rules.__path__, "linter.rules."):
    import_module(module.name)
for arguments in json.loads(sys.argv[1]):
    if not os.fork():
        sys.stdin, sys.stdout = open(sys.argv[2]), open(os.devnull, "w")
        sys.setprofile(note)
        try:
            articlelint(arguments, standalone_mode=False)
        finally:
            sys.setprofile(None)
            print(*sorted(before), file=sys.stderr)
            print(*sorted(after), file=sys.stderr, flush=True)
            os._exit(0)
    os.wait()
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


RUNS = (
    ("--cache-dir", "FOLDER"),
    ("--no-cache", "--diff"),
    ("--no-cache", "--stdin-filename", "_news/a.md", "-"),
    ("--no-cache", *ALL_FORMATS),
    ("--no-cache", "--statistics"),
    ("--no-cache", "--write-baseline", "FOLDER/known.json"),
)
# What each run lints, on standard input or with a few others.
ARTICLE = "---\ntitle: a  b\ntopics: [x]\n---\n"


def test_few_packages_are_entered_and_none_again_after_the_report(tmp_path: Path) -> None:
    site, stdin = tmp_path / "site", tmp_path / "stdin"
    stdin.write_text(ARTICLE, encoding="utf-8")
    shutil.copytree(OWN, site, ignore=shutil.ignore_patterns("2020-0[678]-*", "_[cl]*"))
    commands = [
        ["check", "--isolated", "--jobs", "1", "--quiet"]
        + [option.replace("FOLDER", str(tmp_path)) for option in options]
        for options in RUNS
    ]
    done = subprocess.run(
        [sys.executable, "-c", TRACE, json.dumps(commands), str(stdin)],
        cwd=site, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
        text=True,
    )  # fmt: skip
    entered = [packages(line) for line in done.stderr.splitlines() if line.startswith("linter.")]
    assert len(entered) == 2 * len(RUNS)
    for options, before, after in zip(RUNS, entered[::2], entered[1::2], strict=True):
        assert {"cli", "run", "lint", "rules", "frontmatter"} <= before.keys()
        # Only runs that fix enter `fix`.
        assert len(before.keys() - {"fix"}) <= MOST_PACKAGES
        assert "cli" in after
        of_sarif = {"rules"} if "sarif" in options else set()
        strays = after.keys() - PACKAGES_AFTER - of_sarif
        assert not {name: after[name] for name in strays}, options
