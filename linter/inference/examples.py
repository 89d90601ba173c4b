"""Examples from the data, none of which may be a secret."""

import re
from collections.abc import Collection
from typing import Any

from linter.inference.forms import Form
from linter.inference.summary import TEXTS, Summary, ValueType

_SECRET_KEY = re.compile(
    "passw|secret|secured|token|api[-_]?key|private|credential|signature", re.IGNORECASE
)
_SECRET_VALUE = re.compile(r"[A-Za-z0-9+/=_-]{32,}")


def is_secret_key(key: str) -> bool:
    """Whether the values at a key may be secret by its name."""
    return _SECRET_KEY.search(key) is not None


def example_of(summary: Summary, forms: Collection[Form]) -> list[Any]:
    """Return a value that stands for those of a place, as a list; none where it may be a secret.

    It is the sample of the most frequent type, and of the most frequent of some `forms`.
    """
    counts: dict[Form | ValueType, int] = {
        each: summary.count_of(each) for each in (ValueType.INTEGER, ValueType.NUMBER)
    }
    if summary.count_of(*TEXTS) >= max(counts.values()):
        counts = {form: tally.count for form, tally in summary.forms.items() if form in forms}
    kinds = [each for each in counts if each in summary.samples]
    if not kinds:
        return []
    kind = max(kinds, key=lambda each: (counts[each], each))
    _, text, value = summary.samples[kind]
    is_secret = kind is Form.SECURED or (kind is Form.WORDS and _SECRET_VALUE.search(text))
    return [] if is_secret else [value]
