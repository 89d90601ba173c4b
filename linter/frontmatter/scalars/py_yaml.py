"""How PyYAML's safe loader types a scalar, as MkDocs calls it."""

from datetime import UTC, datetime

from linter.frontmatter.scalars.agreement import UNTYPED_12
from linter.frontmatter.scalars.jekyll import WORD_START
from linter.frontmatter.scalars.libraries import pyyaml, pyyaml_tagged
from linter.frontmatter.scalars.reading import NULL, NUMBER_START, TIMES, Reading, Type
from linter.frontmatter.scalars.tags import YAML_ORG


def plain(text: str) -> Reading:
    """Return how PyYAML types the plain scalar `text`; a day that does not exist is refused."""
    if not text:
        return NULL
    first = text[0]
    if first not in NUMBER_START and first not in WORD_START and text not in UNTYPED_12:
        return Reading(Type.STRING, text)
    return _as_written(pyyaml(text), text)


def tagged(text: str, tag: str) -> Reading:
    """Return how PyYAML types a scalar with an explicit tag, quoted or not.

    Unknown tags are refused, as is a text that is not of the tag's type.
    """
    return _as_written(pyyaml_tagged(text, tag), text)


def instant(text: str) -> datetime | None:
    """Return the moment of a date or time, with a tag or without one; no zone means UTC."""
    reading = pyyaml_tagged(text, f"{YAML_ORG}timestamp")
    if reading.type not in TIMES or not isinstance(reading.value, str):
        return None
    moment = datetime.fromisoformat(reading.value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _as_written(reading: Reading, text: str) -> Reading:
    return reading._replace(value=text) if reading.type in TIMES else reading
