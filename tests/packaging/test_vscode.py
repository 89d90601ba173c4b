"""The extension for VS Code agrees with the project, and with what is published; npm builds it."""

import json
from pathlib import Path
from typing import Any

from linter.core.project import DOCUMENTATION

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
MANIFEST: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
LOCK: dict[str, Any] = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))


def test_packages_are_locked_by_their_content_and_not_by_a_registry() -> None:
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert len(packages) > 100
    for name, package in packages.items():
        assert package["integrity"], name
        assert "resolved" not in package, name


def test_settings_of_a_workspace_without_trust_choose_no_program() -> None:
    trust = MANIFEST["capabilities"]["untrustedWorkspaces"]
    settings = set(MANIFEST["contributes"]["configuration"]["properties"])
    assert trust["supported"] == "limited"
    assert settings - set(trust["restrictedConfigurations"]) == {"articlelint.trace.server"}


def test_every_command_and_setting_is_in_its_readme() -> None:
    readme = (EXTENSION / "README.md").read_text(encoding="utf-8")
    for command in MANIFEST["contributes"]["commands"]:
        assert f"{command['category']}: {command['title']}" in readme
    for setting in MANIFEST["contributes"]["configuration"]["properties"]:
        assert setting in readme


def test_the_schema_of_the_config_is_contributed_once_it_has_an_address() -> None:
    """The TOML extension takes no file of another extension."""
    url = f"{DOCUMENTATION}/schemas/config.schema.json"
    expected = [] if DOCUMENTATION is None else [{"fileMatch": "articlelint.toml", "url": url}]
    assert MANIFEST["contributes"].get("tomlValidation", []) == expected


def test_it_claims_no_name_that_somebody_else_could_hold() -> None:
    """Without a publisher, VS Code looks for no update of it, which another could offer."""
    assert "publisher" not in MANIFEST
    assert MANIFEST["private"] is True
