"""The bounds in pyproject.toml, and the exact releases that the tests run with."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def declared() -> list[Requirement]:
    """Return what is declared, for running and for development."""
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    named = [*project["dependencies"], *(each for name in extras for each in extras[name])]
    found = [Requirement(each) for each in named if each not in extras["fuzz"]]
    return [each for each in found if each.name != project["name"]]


def test_the_oldest_are_exactly_the_lower_bounds() -> None:
    bounds = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"]]
    assert sorted(lines("oldest.txt")) == sorted(bound.replace(">=", "==") for bound in bounds)


def test_locked_are_exact_releases_and_nothing_that_only_one_machine_has() -> None:
    exact = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*(?: ; .+)?")
    assert [line for line in lines("locked.txt") if not exact.fullmatch(line)] == []
    text = (FOLDER / "locked.txt").read_text(encoding="utf-8")
    assert re.search(r"://|@|[ =]/", text) is None


@pytest.mark.parametrize("python", PYTHONS)
def test_one_release_of_everything_is_locked_for_each_python(python: str) -> None:
    where = {"python_version": python, "python_full_version": f"{python}.0"}
    locked = [Requirement(line) for line in lines("locked.txt")]
    held = [each for each in locked if not each.marker or each.marker.evaluate(where)]
    names = [each.name for each in held]
    assert sorted(set(names)) == sorted(names)
    pins = {each.name: next(iter(each.specifier)).version for each in held}
    for wanted in declared():
        assert pins[canonicalize_name(wanted.name)] in wanted.specifier, wanted.name
