"""The mutation run lists the changes that no test notices, and only those."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutations import mutations

pytestmark = [pytest.mark.slow, pytest.mark.posix("limits on processes")]

SCRIPT = Path(__file__).parent / "mutations.py"
CODE = """\
def is_adult(age: int) -> bool:
    return age >= 18


def steps(count):
    while count < 0:
        count += 1
    return [count, "a"]
"""
TEST = """\
from tiny.ages import is_adult, step

def test_ages():
    assert is_adult(30) and not is_adult(5)

def test_step():
    assert step() == 2
"""
FEW = """\
def is_adult(age: int) -> bool:
    return age >= 18


def step():
    return 2
"""
# A change of `is_adult` renames the case, and one of `step` breaks the file.
NAMED_BY_THE_CODE = """\
import pytest
from tiny.ages import is_adult, step

assert step() == 2

@pytest.mark.parametrize("at_18", [is_adult(18)])
def test_ages(at_18):
    assert is_adult(18) is at_18
"""


def tiny(folder: Path, test: str) -> subprocess.CompletedProcess[str]:
    """Mutate everything in a package of one module, whose tests are these."""
    for name, text in (("tiny/ages.py", FEW), ("tests/test_ages.py", test)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    # Plug-ins that the tiny package does not use are most of what starting pytest costs.
    plugins = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_PLUGINS": "xdist.plugin,pytest_cov.plugin",
    }
    return subprocess.run(
        [sys.executable, SCRIPT, "tiny"],
        cwd=folder,
        env=os.environ | plugins | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_changes_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "ages.py"
    file.write_text(CODE, encoding="utf-8")
    found = list(mutations(file))
    assert [(each.line, each.after) for each in found] == [
        (2, "age > 18"),
        (2, "None"),
        (2, "19"),
        (6, "count <= 0"),
        (6, "1"),
        (7, "2"),
        (8, "None"),
    ]
    assert found[0].text.decode() == CODE.replace("age >= 18", "(age > 18)")


def test_survivors_are_listed_and_the_checkout_is_left_as_it_is(tmp_path: Path) -> None:
    done = tiny(tmp_path, TEST)
    assert done.returncode == 1, done.stderr
    *survivors, summary = done.stdout.splitlines()
    assert sorted(survivors) == [
        "tiny/ages.py:2: 18  ->  19",
        "tiny/ages.py:2: age >= 18  ->  age > 18",
    ]
    assert summary == "2 of 4 changes were caught"
    assert (tmp_path / "tiny/ages.py").read_text(encoding="utf-8") == FEW


def test_a_file_that_fails_catches_a_change_and_a_case_of_another_name_does_not(
    tmp_path: Path,
) -> None:
    done = tiny(tmp_path, NAMED_BY_THE_CODE)
    *survivors, summary = done.stdout.splitlines()
    assert sorted(survivors) == [
        "tiny/ages.py:2: 18  ->  19",
        "tiny/ages.py:2: age >= 18  ->  None",
        "tiny/ages.py:2: age >= 18  ->  age > 18",
    ]
    assert summary == "1 of 4 changes were caught"


def test_tests_that_fail_without_a_change_are_an_error(tmp_path: Path) -> None:
    done = tiny(tmp_path, f"{TEST}\ndef test_wrong():\n    assert False\n")
    assert (done.returncode, done.stdout) == (1, "")
    *output, last = done.stderr.splitlines()
    assert last == "the tests fail without any change"
    assert any(line.startswith("FAILED tests/test_ages.py::test_wrong") for line in output)
