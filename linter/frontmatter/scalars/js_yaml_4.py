"""How js-yaml 4 types a scalar with its default schema, as Astro and @11ty/gray-matter call it."""

import math

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars import javascript
from linter.frontmatter.scalars.reading import BASES, Reading, Type

_INTEGER_FORM = lazy_pattern(
    r"(?P<sign>[-+]?)(?:0b(?P<two>[01]+)|0x(?P<sixteen>[0-9a-fA-F]+)|0o(?P<eight>[0-7]+)"
    r"|(?P<ten>[0-9]+))"
)
_FLOAT_FORM = lazy_pattern(
    r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?"
)


def plain(text: str) -> Reading:
    """Return how js-yaml 4 types the plain scalar `text`; numbers beyond the range are text."""
    return javascript.plain(text, _integer, _float)


def tagged(text: str, tag: str) -> Reading:
    """Return how js-yaml 4 types a scalar that has an explicit tag, quoted or not."""
    return javascript.tagged(text, tag, _integer, _float)


def _integer(text: str) -> Reading | None:
    match = _INTEGER_FORM.fullmatch(text)
    if match is None or not match.lastgroup:
        return None
    number = javascript.whole(f"{match['sign']}{match[match.lastgroup]}", BASES[match.lastgroup])
    return number if number.type is Type.INTEGER else None


def _float(text: str) -> Reading | None:
    if _FLOAT_FORM.fullmatch(text):
        number = float(text)
        return Reading(Type.FLOAT, number) if math.isfinite(number) else None
    return javascript.special_float(text)
