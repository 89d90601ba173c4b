"""The other tools: which release of each, how it is installed, and how it is called.

Each has an environment of its own. What cannot be installed here is left out of a comparison.
"""

import json
import platform
import shutil
import subprocess
import sys
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

SCRIPTS = Path(__file__).parent / "scripts"

# The length of lines is no defect of data, and without that rule both tools print next to nothing.
_YAML_RULES = "{extends: relaxed, rules: {line-length: disable}}"


class Registry(Enum):
    """Where a tool comes from."""

    PYPI = auto()
    NPM = auto()


class Peer(NamedTuple):
    """A tool to compare with.

    `command` is run in a folder of the workspace, which has the articles in `site/_news`, their
    front matter in `yaml` and `json`, and their schema in `schema.json`. `{home}` in it is where
    the tool is installed, and `*` as an argument all files of the folder before it.
    """

    name: str
    registry: Registry
    packages: tuple[str, ...]
    command: tuple[str, ...]
    does: str
    slow: bool = False
    """Whether it is run on fewer files, and its time scaled, if not all is asked for."""

    findings: int = 1
    """The exit status by which it says that it found something."""


PEERS = (
    Peer(
        "sourcemeta jsonschema",
        Registry.PYPI,
        ("sourcemeta-jsonschema==17.3.0",),
        (
            "{home}/jsonschema",
            *("validate", "schema.json", "yaml", "--extension", ".yaml", "--continue"),
        ),
        "schema; extracted YAML",
        findings=2,
    ),
    Peer(
        "ryl",
        Registry.PYPI,
        ("ryl==0.26.1",),
        ("{home}/bin/ryl", "check", "--no-cache", "--markdown", "-d", _YAML_RULES, "site/_news"),
        "YAML style, no schema",
    ),
    Peer(
        "ajv-cli",
        Registry.NPM,
        ("ajv-cli@5.0.0", "ajv-formats@3.0.1"),
        (
            "{home}/node_modules/.bin/ajv",
            *("validate", "--spec=draft2020", "--strict=false", "-c", "ajv-formats"),
            *("-s", "schema.json", "-d", "json/*.json"),
        ),
        "schema, no positions; extracted JSON",
    ),
    Peer(
        "python-frontmatter + jsonschema",
        Registry.PYPI,
        ("python-frontmatter==1.3.0", "jsonschema==4.26.0", "PyYAML==6.0.4"),
        ("{home}/bin/python", str(SCRIPTS / "frontmatter_loop.py"), "schema.json", "site/_news"),
        "schema, no positions; with libyaml",
        slow=True,
    ),
    Peer(
        "check-jsonschema",
        Registry.PYPI,
        ("check-jsonschema==0.39.0",),
        ("{home}/bin/check-jsonschema", "--schemafile", "schema.json", "yaml", "*"),
        "schema, no positions; extracted YAML",
        slow=True,
    ),
    Peer(
        "yamllint",
        Registry.PYPI,
        ("yamllint==1.38.0",),
        ("{home}/bin/yamllint", "-d", _YAML_RULES, "yaml"),
        "YAML style, no schema; extracted YAML",
        slow=True,
    ),
    Peer(
        "remark + remark-lint-frontmatter-schema",
        Registry.NPM,
        ("remark-cli@12.0.1", "remark-frontmatter@5.0.0", "remark-lint-frontmatter-schema@3.15.4"),
        (
            "{home}/node_modules/.bin/remark",
            *("--quiet", "--frail", "--no-stdout", "--rc-path", "{home}/rc.json", "site/_news"),
        ),
        "schema, with rows and columns",
        slow=True,
    ),
)


class InstallError(Exception):
    """A tool cannot be installed on this machine; the text has the reason."""


def install(peer: Peer, cache: Path) -> Path:
    """Install a tool below `cache`, if it is not there yet; return its folder.

    Raises:
        InstallError: that failed.

    """
    home = (cache / "-".join(peer.packages).replace("/", "-")).resolve()
    done = home / ".complete"
    if done.exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    try:
        if peer.registry is Registry.PYPI:
            _from_pypi(peer, home)
        else:
            _from_npm(peer, home)
    except FileNotFoundError as error:
        raise InstallError(f"there is no `{error.filename}`") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["it failed"])[-1]
        raise InstallError(last) from None
    done.touch()
    return home


def command(peer: Peer, home: Path, folder: Path) -> list[str]:
    """Return how an installed tool is called in a folder of the workspace."""
    words: list[str] = []
    for word in peer.command:
        if word == "*":
            inner = words.pop()
            words += (f"{inner}/{path.name}" for path in sorted((folder / inner).iterdir()))
        else:
            words.append(word.replace("{home}", str(home)))
    return words


def _from_pypi(peer: Peer, home: Path) -> None:
    _run([sys.executable, "-m", "venv", str(home)])
    _run([str(home / "bin/python"), "-m", "pip", "install", "--quiet", *peer.packages])
    # sourcemeta's package starts its program from a Python script; that is not what is compared.
    name = f"jsonschema-{platform.system().lower()}-{platform.machine()}"
    for program in home.glob(f"lib/*/site-packages/sourcemeta_jsonschema/{name}"):
        (home / "jsonschema").symlink_to(program)


def _from_npm(peer: Peer, home: Path) -> None:
    home.mkdir(parents=True)
    flags = ("--no-audit", "--no-fund", "--ignore-scripts")
    _run(["npm", "install", "--prefix", str(home), *flags, *peer.packages])
    # remark finds its plugins from where its settings are.
    schemas = {"schemas": {"schema-07.json": ["./site/_news/*.md"]}}
    plugins = ["remark-frontmatter", ["remark-lint-frontmatter-schema", schemas]]
    (home / "rc.json").write_text(json.dumps({"plugins": plugins}), encoding="utf-8")


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True, text=True)
