"""The handlers for python-frontmatter have the values of each reader's recorded answers."""

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from linter.frontmatter.handlers import DialectHandler, FrontMatterError
from tests.readers.readers import DIALECTS, Answer
from tests.readers.test_readers import expected, recorded

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOTHING = (["mapping", []], ["null", None])


ODD_LINES = (
    "--- # c\na: 1\n---\n",
    "--- YML \na: 1\n---\n",
    "----\na: 1\n----\n",
    "---yaml\na: 1\n---\n",
)
"""What PAR001 reports: the reader refuses the line, and python-frontmatter has no block there."""

STRIPPED = "mkdocs", "---\na: 1\n---"
"""A block that MkDocs does not read for want of a line end, which python-frontmatter strips."""


def read(handler: DialectHandler, text: str) -> Any:
    """Return what a handler makes of a text, as `of_answer`; None if it raises an error."""
    try:
        return of_value(handler.load(handler.split(text)[0]))
    except ValueError:
        return None if text in ODD_LINES else []
    except FrontMatterError:
        return None


def of_value(value: Any) -> Any:
    """Return a value of a handler so that it can be compared; a mapping without its keys.

    Some readers make other texts of keys: `1e3` is `1000` in JavaScript.
    """
    if isinstance(value, dict):
        return sorted(map(repr, map(of_value, value.values())))
    if isinstance(value, list):
        return list(map(of_value, value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "nan" if math.isnan(value) else float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value


def of_answer(answer: Answer) -> Any:
    kind, value = answer
    match kind:
        case "mapping":
            return sorted(repr(of_answer(inner)) for _, inner in value)
        case "list":
            return list(map(of_answer, value))
        case "number":
            return of_value(float(value.replace("Infinity", "inf")))
        case "time":
            return None if value is None else EPOCH + timedelta(microseconds=value)
    return value


def agrees(ours: Any, answer: Answer, *, on_purpose: bool) -> bool:
    """Whether a handler has the data of an answer, or raises an error where it may."""
    if answer[0] == "refused":
        return ours is None
    if ours is None:
        return on_purpose or answer[0] != "mapping" or answer in NOTHING
    return on_purpose or bool(ours == of_answer(["mapping", []] if answer in NOTHING else answer))


@pytest.mark.parametrize("reader", DIALECTS)
def test_a_handler_has_the_values_of_its_reader_or_raises_an_error(reader: str) -> None:
    handler = DialectHandler(DIALECTS[reader])
    on_purpose = {*expected(reader), *(text for name, text in [STRIPPED] if name == reader)}
    answers = [(text, answer) for text, answer in recorded(reader) if answer is not None]
    found = {text: (read(handler, text), answer) for text, answer in answers}
    wrong = {
        text: (ours, answer)
        for text, (ours, answer) in found.items()
        if not agrees(ours, answer, on_purpose=text in on_purpose)
    }
    assert wrong == {}
    assert sum(ours is not None for ours, _ in found.values()) > len(found) / 2
