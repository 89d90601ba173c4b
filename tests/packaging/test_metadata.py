"""Files that state an address or the version agree with the modules that hold them.

Before publication there is no address, and these files state none. When the owner has filled in
`linter/core/project.py`, each test that fails has what its file is to state.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import yaml

from linter import __version__
from linter.core.project import DOCUMENTATION, REPOSITORY

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
EXTENSION = ROOT / "editors/vscode"
MANIFEST: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
LOCK: dict[str, Any] = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))


def known(**addresses: str | None) -> dict[str, str]:
    """Return the addresses that there are."""
    return {name: address for name, address in addresses.items() if address is not None}


def test_the_version_is_everywhere_the_same() -> None:
    assert CITATION["version"] == MANIFEST["version"] == LOCK["version"] == __version__


def test_the_package_index_shows_the_addresses() -> None:
    changelog = REPOSITORY and f"{REPOSITORY}/blob/main/CHANGELOG.md"
    urls = known(Documentation=DOCUMENTATION, Source=REPOSITORY, Changelog=changelog)
    assert PYPROJECT["project"].get("urls", {}) == urls


def test_a_citation_has_the_addresses() -> None:
    expected = known(**{"url": DOCUMENTATION, "repository-code": REPOSITORY})
    assert {name: CITATION[name] for name in ("url", "repository-code") if name in CITATION} == (
        expected
    )


def test_the_extension_has_the_addresses() -> None:
    expected = known(homepage=DOCUMENTATION, repository=REPOSITORY)
    assert {name: MANIFEST[name] for name in ("homepage", "repository") if name in MANIFEST} == (
        expected
    )
