"""The file of a schema, read to be changed: JSON in its own style, YAML with its comments."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.core.filesystem import read_bytes
from linter.core.round_trip import dumped, round_trip
from linter.fix.file_writer import replace_file
from linter.frontmatter.source import Source, decode
from linter.inference.schema_text import schema_text
from linter.schema.errors import SchemaError, shortened

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_YAML_SUFFIXES = (".yaml", ".yml")
_INDENTS: tuple[int | str, ...] = (2, 4, "\t")


@dataclass
class SchemaFile:
    """An existing schema, with its content as data that may be changed in place."""

    path: Path
    source: Source
    content: Any
    _yaml: "YAML | None" = None

    @classmethod
    def read(cls, path: Path) -> "SchemaFile":
        """Read a schema.

        Raises:
            OSError: it cannot be read.
            SchemaError: it is not JSON or YAML, or no mapping.

        """
        source = decode(str(path), read_bytes(path))
        yaml = _round_trip(source.text) if path.suffix.lower() in _YAML_SUFFIXES else None
        try:
            content = json.loads(source.text) if yaml is None else yaml.load(source.text)
        except Exception as error:  # noqa: BLE001 - ruamel.yaml raises many kinds
            why = shortened(str(error).split("\n", 1)[0])
            raise SchemaError(f"schema `{path}` cannot be read: {why}") from None
        if not isinstance(content, dict):
            raise SchemaError(f"schema `{path}` is no mapping, so it has nothing to widen")
        return cls(path, source, content, yaml)

    @property
    def text(self) -> str:
        """The text of the content as it is now, with the line ends of the file."""
        if self._yaml is None:
            text = _json_like(self.source.text.replace("\r\n", "\n"), self.content)
        else:
            text = dumped(self._yaml, self.content)
        return text.replace("\r\n", "\n").replace("\n", self.source.newline)

    def write(self) -> None:
        """Replace the file, if it still is the one that was read.

        Raises:
            OSError: it cannot be written, or has changed.

        """
        replace_file(self.path, self.source, self.text)


def _json_like(before: str, content: Any) -> str:
    """Return JSON in the style of a text: that of `infer`, or with the same indents."""
    old = json.loads(before)
    if schema_text(old) == before:
        return schema_text(content)
    for indent in _INDENTS:
        for is_ascii in (False, True):
            if json.dumps(old, indent=indent, ensure_ascii=is_ascii) == before.rstrip():
                end = before[len(before.rstrip()) :]
                return json.dumps(content, indent=indent, ensure_ascii=is_ascii) + end
    return schema_text(content)


def _round_trip(text: str) -> "YAML":
    """Return a reader and writer of YAML with the indentation of a text's first list."""
    from ruamel.yaml.util import load_yaml_guess_indent

    try:
        _, indent, offset = load_yaml_guess_indent(text)
    except Exception:  # noqa: BLE001 - reading it again reports why
        return round_trip()
    return round_trip(indent or 2, offset or 0)
