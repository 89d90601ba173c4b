"""The releases that the tests run with, for what they install into environments of their own.

pip takes them from wheels that lend what is installed here: it needs no network, and has no choice.
"""

import os
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.tags import parse_tag, sys_tags
from packaging.utils import canonicalize_name

_SUPPORTED = frozenset(sys_tags())


def pip_settings(temporary: pytest.TempPathFactory, requirements: Iterable[str]) -> dict[str, str]:
    """Return variables with which pip installs requirements, and what they need.

    Settings of this machine do not reach pip.
    """
    folder = temporary.mktemp("wheels")
    for each in _needed(requirements):
        _write_wheel(folder, each)
    return {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": str(folder),
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        # What is never imported is not compiled.
        "PIP_NO_COMPILE": "1",
    }


def _needed(requirements: Iterable[str]) -> Iterator[Distribution]:
    seen: set[str] = set()
    open_ones = [Requirement(each) for each in requirements]
    while open_ones:
        requirement = open_ones.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or not _applies(requirement):
            continue
        seen.add(name)
        found = distribution(requirement.name)
        open_ones += map(Requirement, found.requires or ())
        yield found


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def _write_wheel(folder: Path, installed: Distribution) -> None:
    """Write a wheel that lends a distribution: its metadata, and a path to links to its files.

    The environment sees this distribution and no other, and nothing is copied or compiled.
    """
    tags = re.findall(r"^Tag: (\S+)$", installed.read_text("WHEEL") or "", re.MULTILINE)
    # A wheel for Python 2 and 3 has a tag for each.
    tag = next(each for each in tags if not _SUPPORTED.isdisjoint(parse_tag(each)))
    name = f"{installed.name.replace('-', '_')}-{installed.version}"
    files = [file for file in installed.files or () if ".." not in file.parts]
    lent = folder / "lent" / name
    lent.mkdir(parents=True)
    for top in {file.parts[0] for file in files}:
        if not top.endswith(".dist-info"):
            (lent / top).symlink_to(Path(str(installed.locate_file(top))))
    with ZipFile(folder / f"{name}-{tag}.whl", "w") as wheel:
        wheel.writestr(f"{name}.pth", f"{lent}\n")
        for file in files:
            if file.parts[0].endswith(".dist-info"):
                wheel.write(str(file.locate()), str(file))
