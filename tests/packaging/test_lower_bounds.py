"""The bounds in pyproject.toml and the constraints that try them say the same."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_constraints_are_exactly_the_lower_bounds() -> None:
    lines = Path(__file__).with_name("lower-bounds.txt").read_text(encoding="utf-8").splitlines()
    constraints = [line for line in lines if not line.startswith("#")]
    declared = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"]]
    assert sorted(constraints) == sorted(bound.replace(">=", "==") for bound in declared)
