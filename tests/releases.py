"""The releases that the tests run with, for what they install into environments of their own."""

from importlib.metadata import distributions
from pathlib import Path


def constraints(folder: Path) -> Path:
    """Write a file of constraints that gives another environment the same releases as this one."""
    pins = {f"{each.name}=={each.version}" for each in distributions()}
    own = {pin for pin in pins if pin.startswith("articlelint==")}
    file = folder / "constraints.txt"
    file.write_text("\n".join(sorted(pins - own)), encoding="utf-8")
    return file
