"""A handler for python-frontmatter that reads front matter as one program does.

<https://python-frontmatter.readthedocs.io/en/latest/handlers.html>
"""

import re
from datetime import UTC, datetime
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from linter.core.values import Value
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import ScalarReader, scalar_reader
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.frontmatter.source import Source
from linter.frontmatter.values import Types

_WIDEST = 10_000


class FrontMatterError(ValueError):
    """Front matter that the program cannot read; the message has the row."""


class DialectHandler(BaseHandler):
    """Reads and writes front matter as the program of a dialect does.

    Of the front matter, `split` returns all lines, since its delimiters decide how it is read.
    """

    FM_BOUNDARY = re.compile(r"\A")
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, dialect: Dialect) -> None:
        """Take the dialect."""
        super().__init__()
        self.dialect = dialect

    def detect(self, text: str) -> bool:
        """Whether a text begins with front matter."""
        return self._document(text).block is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return the front matter of a text, and what is below it.

        Raises:
            ValueError: there is none.

        """
        block = self._document(text).block
        if block is None:
            raise ValueError("no front matter")
        return text[: block.body.start], text[block.body.start :]

    def load(self, fm: str) -> dict[str, Any]:
        """Return the data of front matter, as `metadata_of`.

        Raises:
            FrontMatterError: it cannot be read.

        """
        return metadata_of(self._document(fm))

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """Return data as YAML which the program reads as the same data, save for a key `<<`.

        Raises:
            yaml.representer.RepresenterError: it holds what is no data.

        """
        options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": _WIDEST}
        dumped: str = yaml.dump(metadata, Dumper=_dumper(self.dialect), **{**options, **kwargs})
        return dumped.rstrip("\n")

    def _document(self, text: str) -> Document:
        return Document(Source("", text), self.dialect)


def metadata_of(document: Document) -> dict[str, Any]:
    """Return the data of a document as Python has it: dates that are none of text are `date`s.

    Times are `datetime`s in UTC; those without a zone are in UTC, too.

    Raises:
        FrontMatterError: it cannot be read.

    """
    problem = document.problem
    if problem is not None:
        row = document.lines.position(problem.span.start).row
        kind = problem.kind.name.lower().replace("_", " ")
        cause = problem.mistake.cause if problem.mistake else kind
        raise FrontMatterError(f"row {row}: {cause}")
    if document.root is None:
        return {}
    types = document.types(document.root)
    metadata: dict[str, Any] = _python(document.data, types, document.scalars)
    return metadata


def _python(value: Value, types: Types, reader: ScalarReader) -> Any:
    if isinstance(value, dict) and isinstance(types, dict):
        return {key: _python(item, types[key], reader) for key, item in value.items()}
    if isinstance(value, list) and isinstance(types, list):
        return [_python(item, each, reader) for item, each in zip(value, types, strict=True)]
    if types not in TIMES or not isinstance(value, str):
        return value
    # A local time of TOML is no instant by itself.
    moment = reader.instant(value) or reader.instant(f"{value}Z")
    if moment is None:
        return value
    return moment.date() if types is Type.DATE else moment


def _dumper(dialect: Dialect) -> type[yaml.SafeDumper]:
    """Return a dumper that quotes texts which the reader of a dialect would not read as text."""
    reader = scalar_reader(dialect)

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _data: Any) -> bool:
            return True

        def represent_text(self, text: str) -> yaml.ScalarNode:
            is_text = reader.plain(text).type is Type.STRING
            return self.represent_scalar("tag:yaml.org,2002:str", text, None if is_text else '"')

        def represent_time(self, moment: datetime) -> yaml.ScalarNode:
            zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            text = zoned.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
            return self.represent_scalar("tag:yaml.org,2002:timestamp", text)

    Dumper.add_representer(str, Dumper.represent_text)
    Dumper.add_representer(datetime, Dumper.represent_time)
    return Dumper
