"""Plain scalars that readers type differently, and how to write them so that all agree."""

import math

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.agreement import may_be_ambiguous
from linter.frontmatter.scalars.core import core
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.jekyll import jekyll
from linter.frontmatter.scalars.libraries import pyyaml, yaml12
from linter.frontmatter.scalars.reading import LARGEST_INTEGER, Reading, Type
from linter.frontmatter.scalars.times import instant, utc_text

COMPARED = (Dialect.JEKYLL, Dialect.YAML_1_2)
"""The dialects whose readings `ambiguous` compares with those of others."""


def ambiguous(text: str, dialect: Dialect = Dialect.JEKYLL) -> bool:
    """Whether Jekyll, PyYAML and YAML 1.2 differ over the type or value of the plain scalar.

    Dates are compared by day, times by instant to the microsecond. In the dialect of YAML 1.2 the
    core schema is compared with PyYAML alone, which stands for YAML 1.1; dates count as text there,
    because the site makes dates of text.
    """
    if not may_be_ambiguous(text):
        return False
    if dialect is Dialect.YAML_1_2:
        theirs = pyyaml(text)
        return theirs.type not in (Type.DATE, Type.TIME) and repr(core(text)) != repr(theirs)
    ours = jekyll(text)
    if ours.type in (Type.DATE, Type.TIME):
        ours = ours._replace(value=_moment_text(ours.type, text))
    # By representation, because 1 equals True and nan does not equal nan.
    return any(repr(ours) != repr(read(text)) for read in (pyyaml, yaml12))


_DISPUTED = lazy_pattern(r"[-+]?(?:0[bx]?[0-9a-fA-F_]+|[0-9._]*_[0-9._]*|[0-9._]+[eE][-+]?[0-9]+)")


def disputed(text: str) -> bool:
    """Whether readers of YAML 1.2 may differ among themselves over the plain scalar `text`.

    Few follow the core schema to the letter. Hugo 0.168 reads `012` as ten, `09` and `1e3` as
    text, `1_000` and `0b11` as numbers (measured).
    """
    return _DISPUTED.fullmatch(text) is not None


def unambiguous_text(reading: Reading, text: str) -> str | None:
    """Return how to write `reading`, a dialect's reading of `text`, so that all readers agree.

    A refused text is quoted, which makes it a string. None if there is no such form: a number of
    more than 4,300 digits, a year before 1 or after 9999, a 29 February of the Julian calendar.
    """
    match reading:
        case Reading(Type.NULL):
            return "null"
        case Reading(Type.BOOLEAN, value):
            return "true" if value else "false"
        case Reading(Type.INTEGER, value):
            return None if value in (LARGEST_INTEGER, -LARGEST_INTEGER) else str(value)
        case Reading(Type.FLOAT, float() as value):
            return _float_text(value)
        case Reading(Type.DATE | Type.TIME as kind):
            return _moment_text(kind, text)
    return in_quotes(text)


def _moment_text(kind: Type, text: str) -> str | None:
    moment = instant(text)
    if moment is None:
        return None
    return moment.date().isoformat() if kind is Type.DATE else utc_text(moment)


def _float_text(number: float) -> str:
    """Return a float with a point and a sign in the exponent, which the three all need."""
    if not math.isfinite(number):
        return ".nan" if math.isnan(number) else ".inf" if number > 0 else "-.inf"
    mantissa, e, exponent = repr(number).partition("e")
    return (mantissa if "." in mantissa else f"{mantissa}.0") + e + exponent


def in_quotes(text: str) -> str:
    """Return a quoted scalar, with escapes only if some character is not printable."""
    if text.isprintable():
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"
