"""Where what articlelint makes of front matter differs from a reader's answer."""

import math
import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import yaml

from linter.config.settings import Settings
from linter.core.diagnostic import Severity
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import scalar_reader
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.schema.schema import Schema
from tests.readers.readers import Answer

_ANY = Schema("any", {}, {"": {}})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What the strict parser overlooks: control characters, and others than those of URIs in a tag.
_OVERLOOKED = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|(?<![^\s\[{,:-])![^\s,\[\]{}]*[\"`|<>^\\]"
)
_WITHOUT_FIELDS = (ProblemKind.MISSING, ProblemKind.UNCLOSED, ProblemKind.NOT_A_MAPPING)
_NOT_CHECKED = (ProblemKind.NOT_READ_HERE, ProblemKind.ALIAS_EXPANSION, ProblemKind.TOO_DEEP)


class Reason(StrEnum):
    """Why articlelint differs from a reader on purpose; `docs/explanation/notations.md` has each.

    Nothing but a stated reason counts: that articlelint reports an error is not enough.
    """

    NOT_YAML = "not YAML, and the reader takes it"
    DELIMITERS = "odd lines around the block"
    QUIRK = "a quirk of the reader, which PAR017 reports"
    COLLECTION_AS_KEY = "a list or a mapping as a key, which PAR016 reports"
    REPEATED_KEY = "a key that is there twice, which PAR004 reports"
    SECOND_DOCUMENT = "a second document, which PAR003 reports"
    UNREAD = "declared as not checked"


class Difference(NamedTuple):
    """How a reader's answer differs, and the reason if it does so on purpose."""

    words: str
    reason: Reason | None = None


_REPORTED = {
    "PAR016": Reason.COLLECTION_AS_KEY,
    "PAR017": Reason.QUIRK,
    "PAR004": Reason.REPEATED_KEY,
}


def difference(
    text: str, dialect: Dialect, theirs: Answer | None, *, is_yaml: bool
) -> Difference | None:
    """Return how a reader's answer differs from what articlelint makes of a text, or None.

    `is_yaml` is whether a strict parser takes the block.
    """
    document = Document(Source("a.md", text), dialect)
    errors = _errors(text, dialect)
    words = _difference(document, theirs, errors)
    if words is not None:
        return Difference(words, _reason(document, errors, is_yaml=is_yaml))
    is_needless = "PAR017" in errors and theirs is not None and theirs[0] != "refused"
    return Difference(f"{errors} is reported, and the reader agrees") if is_needless else None


def _reason(document: Document, errors: dict[str, str], *, is_yaml: bool) -> Reason | None:
    problem = document.problem
    if problem is not None and problem.kind in _NOT_CHECKED:
        return Reason.UNREAD
    if errors.keys() & {"PAR001", "PAR002"}:
        return Reason.DELIMITERS
    if problem is not None and problem.kind is ProblemKind.SYNTAX:
        if "all that follows is ignored" in errors.get("PAR003", ""):
            return Reason.SECOND_DOCUMENT
        is_refused = not is_yaml or _OVERLOOKED.search(document.source.text)
        return Reason.NOT_YAML if is_refused else None
    return next((reason for code, reason in _REPORTED.items() if code in errors), None)


def _difference(document: Document, theirs: Answer | None, errors: dict[str, str]) -> str | None:
    problem = document.problem
    if theirs is None:
        return None
    if theirs[0] == "refused":
        return None if errors else f"it is refused ({theirs[1]}), and nothing is reported"
    if problem is not None and (errors or problem.kind in _WITHOUT_FIELDS):
        # MkDocs and Astro have an empty mapping then, and so has Hugo for `~`.
        is_nothing = theirs[0] != "mapping" or theirs[1] == []
        return None if is_nothing else f"there is {problem.kind}, and the reader has {theirs}"
    if document.root is None or any(
        f"{document.dialect.reader} refuses" in error for error in errors.values()
    ):
        return f"the reader has {theirs}, but {errors} is reported"
    fields = ["mapping", []] if theirs == ["null", None] else theirs
    return _node_difference(document, document.root, fields, "")


def _errors(text: str, dialect: Dialect) -> dict[str, str]:
    """Return a message by the code of each rule that reports an error, or a quirk of the reader."""
    result = lint(Source("a.md", text), _ANY, Settings(select=("PAR",)), dialect=dialect)
    return {
        each.code: each.message
        for each in result.diagnostics
        if each.severity is Severity.ERROR or each.code == "PAR017"
    }


def _node_difference(document: Document, node: yaml.Node, theirs: Answer, place: str) -> str | None:
    kind, value = theirs
    if isinstance(node, yaml.ScalarNode):
        return _scalar_difference(document, node, theirs, place)
    if isinstance(node, yaml.SequenceNode):
        if kind != "list" or len(value) != len(node.value):
            return f"{place} is a list of {len(node.value)}, and the reader has {theirs}"
        found = (
            _node_difference(document, item, their, f"{place}/{index}")
            for index, (item, their) in enumerate(zip(node.value, value, strict=True))
        )
        return next((each for each in found if each), None)
    if kind != "mapping":
        return f"{place} is a mapping, and the reader has {theirs}"
    assert isinstance(node, yaml.MappingNode)
    pairs = document._values.pairs(node)
    ours = {_key(document, name, key): inner for name, (key, inner) in pairs.items()}
    if ours.keys() != {key for key, _ in value}:
        return (
            f"{place} has the keys {sorted(ours)}, and to the reader {sorted(k for k, _ in value)}"
        )
    found = (_node_difference(document, ours[key], their, f"{place}/{key}") for key, their in value)
    return next((each for each in found if each), None)


def _key(document: Document, name: str, key: yaml.Node) -> str:
    """Return a key as JavaScript, Go and Python convert it to text: `1e3` is 1000."""
    if not isinstance(key, yaml.ScalarNode):
        return name
    kind, value = document.reading(key)
    if kind in (Type.NULL, Type.BOOLEAN) and document.dialect is not Dialect.PYYAML:
        return "null" if value is None else str(value).lower()
    if isinstance(value, float) and value.is_integer() and document.dialect is not Dialect.PYYAML:
        return str(int(value))
    return str(value)


def _scalar_difference(
    document: Document, node: yaml.ScalarNode, theirs: Answer, place: str
) -> str | None:
    kind, value = document.reading(node)
    ours: Any = [kind.value, value]
    if kind in (Type.INTEGER, Type.FLOAT):
        ours = ["number", value]
        is_equal = theirs[0] == "number" and _is_same_number(document.dialect, value, theirs[1])
    elif kind in TIMES:
        moment = scalar_reader(document.dialect).instant(node.value)
        ours = ["time", moment and (moment - _EPOCH) // timedelta(microseconds=1)]
        # Only the years 1 to 9999 are compared.
        is_equal = ours == theirs or (moment is None and theirs[0] == "time")
    else:
        is_equal = ours == theirs
    return None if is_equal else f"{place} is {ours}, and the reader has {theirs}"


def _is_same_number(dialect: Dialect, ours: Any, theirs: str) -> bool:
    is_exact = dialect in (Dialect.HUGO, Dialect.PYYAML)
    if is_exact and isinstance(ours, int) and "." not in theirs:
        return str(ours) == theirs
    number = float(theirs.replace("Infinity", "inf"))
    return (math.isnan(ours) and math.isnan(number)) or float(ours) == number
