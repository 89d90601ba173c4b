"""The folder in which everything is made: sites, what is extracted from them, and the tools."""

import json
import shutil
from pathlib import Path
from typing import Any

from bench.corpus import ONE_IN, is_complete, write_site
from linter.core.resources import schema_folder


class Workspace:
    """Folders below one root, each made on first use and kept for later ones.

    In the folder of a size lie `site`, the schema as `schema.json`, and the same for tools that
    support drafts up to 7 as `schema-07.json`; `yaml` and `json` are made by a script.
    """

    def __init__(self, root: Path, seed: int) -> None:
        """Use the folder `root` for corpora of a seed."""
        self.root = root.resolve()
        self._seed = seed

    @property
    def tools(self) -> Path:
        """Where tools are installed."""
        return self.root / "tools"

    @property
    def log(self) -> Path:
        """Where the output of the last command is."""
        return self.root / "output.txt"

    @property
    def cache(self) -> Path:
        """Where articlelint keeps its cache."""
        return self.root / "cache"

    def size(self, files: int, one_in: int = ONE_IN) -> Path:
        """Return the folder of a site of so many articles, made if need be.

        One of `one_in` articles has a defect.
        """
        name = f"{files}" if one_in == ONE_IN else f"{files}-defects-1-in-{one_in}"
        folder = self.root / f"seed-{self._seed}" / name
        site = folder / "site"
        if not is_complete(site):
            shutil.rmtree(site, ignore_errors=True)
            write_site(site, files, self._seed, one_in)
        schema = flat_schema()
        (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
        del schema["$schema"]
        (folder / "schema-07.json").write_text(json.dumps(schema), encoding="utf-8")
        return folder

    def alone(self, article: Path) -> Path:
        """Return a folder with a copy of an article as `a.md`, without a site around it."""
        folder = self.root / "alone" / article.stem
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(article, folder / "a.md")
        return folder


def flat_schema() -> dict[str, Any]:
    """Return the schema of articles as one file without identifiers, which every tool can read."""
    schema = _read("article", "urn:articlelint:schema:common#/", "#/$defs/common/")
    schema["$defs"]["common"] = _read("common", "#/", "#/$defs/common/")
    del schema["$id"], schema["$defs"]["common"]["$id"], schema["$defs"]["common"]["$schema"]
    return schema


def _read(name: str, start: str, instead: str) -> dict[str, Any]:
    text = (schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text.replace(f'"$ref": "{start}', f'"$ref": "{instead}'))
    return content
