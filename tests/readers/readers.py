"""Runs the readers of the generators themselves on front matter.

An answer is a pair of a type and a value: `["mapping", [[key, answer], …]]`,
`["list", [answer, …]]`, `["number", "1.5"]`, `["time", microseconds since 1970]`,
`["string", text]`, `["boolean", true]`, `["null", null]`, or `["refused", message]` if the reader
raises an error.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from linter.frontmatter.block import Absence, find
from linter.frontmatter.delimiters import delimiters
from linter.frontmatter.scalars.dialect import Dialect

Answer: TypeAlias = list[Any]

_HERE = Path(__file__).parent
_MKDOCS = "mkdocs==1.6.1"
_HUGO_CONFIG = """
disableKinds = ["taxonomy", "term", "section", "rss", "sitemap", "robotsTXT", "404"]
timeout = "300s"
[outputs]
home = ["json"]
"""


class Answers(NamedTuple):
    """What a release of a reader makes of texts; None where there is no block."""

    release: str
    answers: list[Answer | None]


DIALECTS = {
    "hugo": Dialect.HUGO,
    "gray-matter": Dialect.GRAY_MATTER,
    "eleventy": Dialect.GRAY_MATTER_11TY,
    "docusaurus": Dialect.GRAY_MATTER_11TY,
    "astro": Dialect.JS_YAML,
    "mkdocs": Dialect.PYYAML,
}
"""The dialect of each reader."""

STRICT = "yaml"
"""A parser of YAML 1.2 that takes nothing else: it answers `true` for a block that is YAML."""


def ask(reader: str, texts: Sequence[str], installed: Path) -> Answers:
    """Return what a reader makes of the texts of files, with the readers of `install`."""
    if reader == "hugo":
        return ask_hugo(texts)
    if reader == STRICT:
        return _ask(_in_node(STRICT, installed), [_block(text) or "" for text in texts])
    if reader == "mkdocs":
        python = installed / "venv" / "bin" / "python"
        return _ask([str(python), str(_HERE / "ask_mkdocs.py")], texts)
    return _ask(_in_node(reader, installed), texts)


def ask_hugo(texts: Sequence[str]) -> Answers:
    """Return what Hugo, which must be in the path, makes of the blocks in texts.

    Hugo stops at the first page that it cannot read, so a template decodes the blocks.
    """
    blocks = [_block(text) for text in texts]
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "layouts").mkdir()
        (site / "data").mkdir()
        (site / "hugo.toml").write_text(_HUGO_CONFIG)
        shutil.copy(_HERE / "hugo_shape.txt", site / "layouts" / "home.json")
        asked = [block for block in blocks if block is not None]
        (site / "data" / "blocks.json").write_text(json.dumps(asked))
        subprocess.run(["hugo"], cwd=site, check=True, capture_output=True)  # noqa: S607
        found = json.loads((site / "public" / "index.json").read_text())
    answers = iter(found["answers"])
    shown = [None if block is None else _of_go(next(answers)) for block in blocks]
    return Answers(f"Hugo {found['release']}", shown)


def install(folder: Path) -> None:
    """Install the readers but Hugo below a folder, unless these releases are there."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted, there = _HERE / "package.json", folder / "package.json"
    if not there.is_file() or there.read_text() != wanted.read_text():
        shutil.copy(wanted, there)
        subprocess.run(["npm", "install", "--no-audit"], cwd=folder, check=True)  # noqa: S607
    if not (folder / "venv").is_dir():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        pip = folder / "venv" / "bin" / "pip"
        subprocess.run([str(pip), "install", "--quiet", _MKDOCS], check=True)


def _in_node(reader: str, installed: Path) -> list[str]:
    return ["node", str(_HERE / "ask.mjs"), reader, str(installed)]


def _ask(command: list[str], texts: Sequence[str]) -> Answers:
    asked = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(command, input=asked, capture_output=True, check=True, encoding="utf-8")
    # Not `splitlines`, which splits at U+2028 too.
    release, *answers = map(json.loads, run.stdout.rstrip("\n").split("\n"))
    return Answers(release, answers)


def _block(text: str) -> str | None:
    """Return the YAML between the delimiters of a text."""
    found = find(text, delimiters(Dialect.HUGO))
    if isinstance(found, Absence):
        return None
    return text[found.opening.end : found.content.end]


def _of_go(answer: dict[str, Any]) -> Answer:
    kind: str = answer["type"]
    value: Any = answer.get("value")
    if kind == "mapping":
        return [kind, [[pair["key"], _of_go(pair["value"])] for pair in value]]
    if kind == "list":
        return [kind, [_of_go(item) for item in value]]
    if kind == "bytes":
        return ["string", b64decode(value).decode(errors="replace")]
    if kind in ("int", "int64", "uint64", "float64"):
        return ["number", value]
    if kind == "bool":
        return ["boolean", value == "true"]
    return [kind, int(value) if kind == "time" else value]
