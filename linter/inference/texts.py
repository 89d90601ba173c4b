"""The keywords for texts: `format` or `enum`."""

from typing import Any

from linter.core.messages import quoted
from linter.inference.choices import choices_of
from linter.inference.forms import Form
from linter.inference.outliers import Oddity, Tolerance, outlier
from linter.inference.summary import TEXTS, Summary, ValueType
from linter.inference.tally import Tally

_LEAST_TEXTS = 5
"""How many texts show a format."""

FORMATS: dict[str, tuple[frozenset[Form], str]] = {
    "date": (frozenset({Form.DATE}), "a date"),
    "date-time": (frozenset({Form.DATE_TIME}), "a date with a time"),
    "uri": (frozenset({Form.URL, Form.PICTURE_URL}), "an address"),
    "email": (frozenset({Form.EMAIL}), "an e-mail address"),
}
"""The formats with the forms that have them, and in words."""


def format_of(summary: Summary, pointer: str, tolerance: Tolerance) -> dict[str, Any]:
    """Return the keyword `format` of a place; nothing if its texts have none in common."""
    total = summary.count_of(*TEXTS)
    for name, (forms, words) in FORMATS.items():
        usual = Tally.sum([each for form, each in summary.forms.items() if form in forms])
        odd = Tally.sum([each for form, each in summary.forms.items() if form not in forms])
        if usual.count < max(_LEAST_TEXTS, total / 2):
            continue
        found = outlier(pointer, (Oddity.FORMAT, words, "other text"), usual, odd)
        return {"format": name} if not odd.count or tolerance.refuses(found) else {}
    return {}


def enum_of(key: str, summary: Summary, pointer: str, tolerance: Tolerance) -> dict[str, Any]:
    """Return the keyword `enum` of a place; nothing if its texts are no choices."""
    found = choices_of(key, summary)
    if found is None:
        return {}
    choices, misspelt = found
    values = summary.values or {}
    usual = Tally.sum([values[choice] for choice in choices])
    words = f"one of {len(choices)} words"
    kept = [
        text
        for text, tally in misspelt.items()
        if not tolerance.refuses(
            outlier(pointer, (Oddity.VALUE, words, quoted(text)), usual, tally)
        )
    ]
    nothing = [None] if ValueType.NULL in summary.types else []
    return {"enum": [*sorted([*choices, *kept]), *nothing]}
