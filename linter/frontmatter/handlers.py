"""Handlers for python-frontmatter that read front matter as each generator does.

<https://python-frontmatter.readthedocs.io/en/latest/handlers.html>
"""

import re
from datetime import UTC, datetime
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from linter.core.limits import DEFAULT, Limits
from linter.core.text import Span
from linter.core.values import Value
from linter.frontmatter.block import Format
from linter.frontmatter.delimiters import delimiters
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.quirks import quirks
from linter.frontmatter.refusals import refusals
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import ScalarReader, scalar_reader
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.frontmatter.source import Source
from linter.frontmatter.values import Types

_WIDEST = 10_000


class FrontMatterError(Exception):
    """Front matter that the generator cannot read, or reads differently than it is written.

    The message has the row. python-frontmatter takes a `ValueError` for a text without front
    matter, so this is another one.
    """


class DialectHandler(BaseHandler):
    """Reads and writes front matter as the reader of a dialect does.

    Of the front matter, `split` returns all lines, since its delimiters decide how it is read.
    python-frontmatter strips a text before, so its last line has an end here in any case.
    """

    FM_BOUNDARY = re.compile(r"\A")
    START_DELIMITER = END_DELIMITER = "---"
    dialect = Dialect.YAML_1_2

    def __init__(self, dialect: Dialect | None = None, limits: Limits = DEFAULT) -> None:
        """Take the dialect, by default that of the class, and limits for hostile texts."""
        super().__init__()
        self.dialect = dialect or self.dialect
        self.limits = limits

    def document(self, source: Source) -> Document:
        """Return the front matter of a file as data with its places."""
        return Document(source, self.dialect, self.limits)

    def _document(self, text: str) -> Document:
        return self.document(Source("", text if text.endswith("\n") else f"{text}\n"))

    def detect(self, text: str) -> bool:
        """Whether a text begins with front matter."""
        return self._document(text).block is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return the front matter of a text, and what is below it.

        Raises:
            ValueError: there is none.
            FrontMatterError: nothing closes it, which stops the generator.

        """
        document = self._document(text)
        if document.block is None:
            if _must_close(document):
                raise FrontMatterError("row 1: the front matter is never closed")
            raise ValueError("no front matter")
        body = document.block.body.start
        return text[:body], text[body:]

    def load(self, fm: str) -> dict[str, Any]:
        """Return the data of front matter, as `metadata_of`.

        Raises:
            FrontMatterError: it cannot be read.

        """
        return metadata_of(self._document(fm))

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """Return data as YAML which the reader reads as the same data, save for a key `<<`.

        Raises:
            yaml.representer.RepresenterError: it holds what is no data.

        """
        options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": _WIDEST}
        dumped: str = yaml.dump(metadata, Dumper=_dumper(self.dialect), **{**options, **kwargs})
        return dumped.rstrip("\n")


class JekyllHandler(DialectHandler):
    """Reads front matter as Jekyll does, by Ruby's Psych."""

    dialect = Dialect.JEKYLL


class HugoHandler(DialectHandler):
    """Reads front matter as Hugo does, from 0.152 on: YAML, in which dates are text, TOML, JSON."""

    dialect = Dialect.HUGO


class ZolaHandler(DialectHandler):
    """Reads front matter as Zola does: TOML, and YAML by the core schema of YAML 1.2."""

    dialect = Dialect.YAML_1_2


class DocusaurusHandler(DialectHandler):
    """Reads front matter as Docusaurus does, from 3.10 on: by gray-matter with js-yaml 4."""

    dialect = Dialect.GRAY_MATTER_11TY


class AstroHandler(DialectHandler):
    """Reads front matter as Astro does: YAML by js-yaml 4, and TOML."""

    dialect = Dialect.JS_YAML


class EleventyHandler(DialectHandler):
    """Reads front matter as Eleventy does, from 3.1 on: by gray-matter with js-yaml 4."""

    dialect = Dialect.GRAY_MATTER_11TY


class MkDocsHandler(DialectHandler):
    """Reads front matter as MkDocs does, by PyYAML."""

    dialect = Dialect.PYYAML


class PlainHandler(DialectHandler):
    """Reads front matter of no known generator, by the core schema of YAML 1.2."""

    dialect = Dialect.YAML_1_2


def metadata_of(document: Document) -> dict[str, Any]:
    """Return the data of a document as Python has it: dates that are none of text are `date`s.

    Times are `datetime`s in UTC; those without a zone are in UTC, too. Keys are text as they are
    written.

    Raises:
        FrontMatterError: its reader cannot read it, or reads it differently than it is written.

    """
    cause = _problem(document)
    if cause is not None:
        span, words = cause
        raise FrontMatterError(f"row {document.lines.position(span.start).row}: {words}")
    if document.root is None:
        return {}
    types = document.types(document.root)
    metadata: dict[str, Any] = _python(document.data, types, document.scalars)
    return metadata


def _must_close(document: Document) -> bool:
    """Whether a document has an opening line that is an error without a closing one."""
    if document.problem is None or document.problem.kind is not ProblemKind.UNCLOSED:
        return False
    return document.format is not Format.YAML or delimiters(document.dialect).must_close


def _problem(document: Document) -> tuple[Span, str] | None:
    """Return why a document has no data that is certainly its reader's; None if it has."""
    problem = document.problem
    if problem is not None:
        kind = problem.kind.name.lower().replace("_", " ")
        return problem.span, problem.mistake.cause if problem.mistake else kind
    mistakes = [*refusals(document), *quirks(document)]
    first = min(mistakes, key=lambda mistake: mistake.span.start, default=None)
    return None if first is None else (first.span, first.cause)


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
