"""Plain scalars of which a reader makes something that no author meant."""

import math

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.agreement import UNTYPED_12
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import scalar_reader
from linter.frontmatter.scalars.reading import NUMBER_START, Reading, Type, decimal_integer

_SEPARATORS = lazy_pattern("[_,]")
_DECIMAL = lazy_pattern("[-+]?[0-9]+")
_IDENTIFIER = lazy_pattern("[0-9]+[eE][0-9]+")
_COMMA = lazy_pattern(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")


def surprising(text: str, dialect: Dialect) -> bool:
    """Whether a dialect's reader takes the plain scalar `text` for what it does not look like.

    These are refused texts, numbers to the base 60 (`12:30`), octal ones (`0123`), those with more
    digits than the reader keeps, commas that are not between thousands (`1,5`), and exponents
    without a sign or a point, as names and hashes have them (`12e7`). Words such as `no`, the
    numbers `1_000`, `0x1F` and `1.10`, dates and times are what they look like.
    """
    if text[:1] not in NUMBER_START and text not in UNTYPED_12:
        return False
    reading = scalar_reader(dialect).plain(text)
    if reading.type is Type.REFUSED:
        return True
    return reading.type in (Type.INTEGER, Type.FLOAT) and _is_other_number(text, reading)


def _is_other_number(text: str, reading: Reading) -> bool:
    if ":" in text or _IDENTIFIER.fullmatch(text):
        return True
    if "," in text and not _COMMA.fullmatch(text):
        return True
    if isinstance(reading.value, float) and math.isinf(reading.value):
        return "inf" not in text.lower()
    digits = _SEPARATORS.sub("", text)
    return _DECIMAL.fullmatch(digits) is not None and decimal_integer(digits) != reading.value
