"""The folder in which everything is made: sites, what is extracted from them, and the tools."""

import json
import shutil
from pathlib import Path
from typing import Any

from bench.corpus import is_complete, write_site
from linter.core.resources import schema_folder


class Workspace:
    """Folders below one root, each made when first asked for and kept for the next time.

    In the folder of a size lie `site`, the schema as `schema.json`, and the same for tools that
    know nothing later than draft 7 as `schema-07.json`; `yaml` and `json` are made by a script.
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

    def size(self, files: int) -> Path:
        """Return the folder of a size, made if need be."""
        folder = self.root / f"seed-{self._seed}" / str(files)
        site = folder / "site"
        if not is_complete(site):
            shutil.rmtree(site, ignore_errors=True)
            write_site(site, files, self._seed)
        schema = flat_schema()
        (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
        del schema["$schema"]
        (folder / "schema-07.json").write_text(json.dumps(schema), encoding="utf-8")
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
