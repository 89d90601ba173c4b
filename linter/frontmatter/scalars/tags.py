"""Explicit tags of YAML nodes: those that YAML defines, and those that Psych refuses."""

import re
from binascii import a2b_base64
from typing import Literal, TypeAlias

from linter.core.patterns import lazy_pattern

NodeKind: TypeAlias = Literal["scalar", "sequence", "mapping"]

YAML_ORG = "tag:yaml.org,2002:"
_STANDARD_TAGS = frozenset(
    YAML_ORG + name
    for name in (
        *("binary", "bool", "float", "int", "map", "merge", "null", "omap", "pairs", "seq", "set"),
        *("str", "timestamp", "value", "yaml"),
    )
)
TEXT_TAGS = frozenset((f"{YAML_ORG}str", "!str", "!str:", "!ruby/string", "!ruby/string:"))
FLOAT_TAGS = frozenset((f"{YAML_ORG}float", "!float"))
BINARY_TAGS = frozenset((f"{YAML_ORG}binary", "!binary"))
_PSYCH_TAGS = TEXT_TAGS | FLOAT_TAGS | BINARY_TAGS
_REFUSED_TAGS: dict[NodeKind, re.Pattern[str]] = {
    "scalar": lazy_pattern(
        r"!(?:str|ruby/string):.+|!ruby/(?:sym.*|class|encoding|module|range|regexp"
        r"|object:(?:BigDecimal|Complex|DateTime|Rational))"
    ),
    "sequence": lazy_pattern(r"!(?:seq|ruby/array):.*"),
    "mapping": lazy_pattern(
        r"(?:!|tag:yaml\.org,2002:)(?:omap|set|str)"
        r"|!(?:map|str|ruby/(?:array|hash|hash-with-ivars|marshalable|string)):.*"
        r"|!ruby/(?:string|range|hash-with-ivars|(?:exception|struct|object(?!:?Hash$)).*)"
    ),
}


_COLLECTION_TAGS: dict[NodeKind, frozenset[str]] = {
    "sequence": frozenset(YAML_ORG + name for name in ("seq", "omap", "pairs")),
    "mapping": frozenset(YAML_ORG + name for name in ("map", "set")),
}
"""The tags of collections that js-yaml and PyYAML take; they refuse all others."""


def known_tag(tag: str, *, is_psych: bool = False) -> bool:
    """Whether YAML itself defines `tag`: a type of yaml.org, or the non-specific `!`.

    Psych also reads `!binary`, as it once wrote it, `!str` and `!float`. `tag` is the whole tag:
    `tag:yaml.org,2002:str` for what is written `!!str`.
    """
    return tag in _STANDARD_TAGS or tag == "!" or (is_psych and tag in _PSYCH_TAGS)


def refused_tag(tag: str, kind: NodeKind) -> bool:
    """Whether `tag`, a whole tag, makes Psych raise an error on a node of this kind.

    Psych refuses the Ruby classes that Jekyll does not permit, and ignores unknown tags, Python's
    among them. Tags that turn a node into something that is not data (`!ruby/class`,
    `!ruby/object:Date`), or that lose what a mapping holds, count as refused too. Where the text
    decides as well (`!!float abc`), see `jekyll_tagged`.
    """
    return _REFUSED_TAGS[kind].fullmatch(tag) is not None


def strictly_refused_tag(tag: str, kind: NodeKind) -> bool:
    """Whether `tag` makes js-yaml and PyYAML raise an error on a collection of this kind.

    On a scalar, whether a tag is refused depends on the text too.
    """
    return kind != "scalar" and tag not in _COLLECTION_TAGS[kind]


def base64_text(text: str) -> str:
    """Decode as Ruby does: skip other characters, end at the padding, drop a lone last digit."""
    digits = re.sub(r"[^A-Za-z0-9+/]", "", text.partition("=")[0])
    whole = digits[: len(digits) - (len(digits) % 4 == 1)]
    return a2b_base64(whole + "=" * (-len(whole) % 4)).decode(errors="replace")
