"""The releases that the tests run with, for what they install into environments of their own.

pip takes them from wheels made of what is installed here: it needs no network, and has no choice.
"""

import os
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def pip_settings(folder: Path, requirements: Iterable[str]) -> dict[str, str]:
    """Return variables with which pip installs requirements, and what they need, from a folder.

    The folder is filled with wheels. Settings of this machine do not reach pip.
    """
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
    """Zip the files of a distribution; pip writes its scripts anew."""
    tag = re.search(r"^Tag: (\S+)$", installed.read_text("WHEEL") or "", re.MULTILINE)
    assert tag is not None, installed.name
    name = installed.name.replace("-", "_")
    with ZipFile(folder / f"{name}-{installed.version}-{tag[1]}.whl", "w") as wheel:
        for file in installed.files or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                wheel.write(str(file.locate()), str(file))
