"""How the core schema of YAML 1.2 types a scalar (YAML 1.2.2, section 10.3.2)."""

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.reading import (
    BASES,
    FALSE,
    NULL,
    NUMBER_START,
    REFUSED,
    TRUE,
    Reading,
    Type,
    clamped,
    decimal_integer,
)
from linter.frontmatter.scalars.tags import BINARY_TAGS, YAML_ORG, base64_text

# Bound once: the attributes of an enumeration are slow to look up for every scalar of a site.
_STRING = Type.STRING
_INTEGER = Type.INTEGER


_TAGS = {
    f"{YAML_ORG}null": Type.NULL,
    f"{YAML_ORG}bool": Type.BOOLEAN,
    f"{YAML_ORG}int": Type.INTEGER,
    f"{YAML_ORG}float": Type.FLOAT,
}
WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), NULL),
    **dict.fromkeys(("true", "True", "TRUE"), TRUE),
    **dict.fromkeys(("false", "False", "FALSE"), FALSE),
}
"""The readings of words, which are those of js-yaml and of Hugo too."""

_INTEGER_FORM = lazy_pattern(
    r"(?P<ten>[-+]?[0-9]+)|0o(?P<eight>[0-7]+)|0x(?P<sixteen>[0-9a-fA-F]+)"
)
_FLOAT_FORM = lazy_pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT = lazy_pattern(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def core(text: str) -> Reading:
    """Return how the core schema types the plain scalar `text`, such as a literal of JSON."""
    word = WORDS.get(text)
    if word is not None:
        return word
    if text[0] not in NUMBER_START:
        return Reading(_STRING, text)
    match = _INTEGER_FORM.fullmatch(text)
    if match and match.lastgroup:
        base, digits = BASES[match.lastgroup], match[match.lastgroup]
        number = decimal_integer(digits) if base == BASES["ten"] else clamped(int(digits, base))
        return Reading(_INTEGER, number)
    if _FLOAT_FORM.fullmatch(text):
        return Reading(Type.FLOAT, float(text))
    if _SPECIAL_FLOAT.fullmatch(text):
        return Reading(Type.FLOAT, float(text.replace(".", "")))
    return Reading(_STRING, text)


def core_tagged(text: str, tag: str) -> Reading:
    """Return how a YAML 1.2 reader types a scalar that has an explicit tag, quoted or not.

    A text that is not of the type that the tag names is refused. Under tags without a type in the
    core schema, unknown ones among them, it is text; base64 data is decoded as in `jekyll_tagged`.
    """
    wanted = _TAGS.get(tag)
    if wanted is None:
        return Reading(_STRING, base64_text(text) if tag in BINARY_TAGS else text)
    reading = core(text)
    if wanted is Type.FLOAT and reading.type is _INTEGER:
        return Reading(Type.FLOAT, float(str(reading.value)))
    return reading if reading.type is wanted else REFUSED
