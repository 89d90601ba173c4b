"""How two libraries type a plain scalar: PyYAML, and ruamel.yaml for YAML 1.2."""

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.agreement import UNTYPED_12, may_be_ambiguous
from linter.frontmatter.scalars.core import core
from linter.frontmatter.scalars.reading import REFUSED, Reading, Type, clamped
from linter.frontmatter.scalars.times import utc_text

# PyYAML's arithmetic takes quadratic time on base 60 numbers of more parts than this.
_MOST_PARTS = 1000
_TYPES = {
    str: Type.STRING,
    int: Type.INTEGER,
    float: Type.FLOAT,
    bool: Type.BOOLEAN,
    type(None): Type.NULL,
    bytes: Type.STRING,
    date: Type.DATE,
    datetime: Type.TIME,
}
_UNSIGNED_EXPONENT = lazy_pattern(r"[-+]?\.[0-9]+[eE][0-9]+")


def pyyaml(text: str) -> Reading:
    """Return how PyYAML's `SafeLoader` reads the plain scalar `text`.

    A base 60 number of more than a thousand parts counts as refused.
    """
    if text.count(":") > _MOST_PARTS and may_be_ambiguous(text):
        return REFUSED
    return _library_reading(_pyyaml_construct(), text)


def pyyaml_tagged(text: str, tag: str) -> Reading:
    """Return how PyYAML's `SafeLoader` reads a scalar with an explicit tag, given in full."""
    if text.count(":") > _MOST_PARTS:
        return REFUSED
    return _library_reading(lambda written: _pyyaml_construct()(written, tag), text)


def yaml12(text: str) -> Reading:
    """Return how ruamel.yaml reads the plain scalar `text` as YAML 1.2, its default.

    It types times although YAML 1.2 has none. `=` and `<<` are strings, as YAML 1.2 and
    ruamel's round-trip loader have them; its safe loader raises an error. `.5e3` is a number, as
    the core schema has it; ruamel.yaml wants `.5e+3`, from 0.18.14 to 0.19.1 at least.
    """
    if text in UNTYPED_12:
        return Reading(Type.STRING, text)
    if _UNSIGNED_EXPONENT.fullmatch(text):
        return core(text)
    return _library_reading(_yaml12_construct(), text)


@functools.cache
def _pyyaml_construct() -> Callable[..., object]:
    import yaml

    loader: Any = yaml.SafeLoader("")

    def construct(text: str, tag: str | None = None) -> object:
        tag = tag or loader.resolve(yaml.ScalarNode, text, (True, False))
        return loader.construct_document(yaml.ScalarNode(tag, text))

    return construct


@functools.cache
def _yaml12_construct() -> Callable[[str], object]:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode

    loader = YAML(typ="safe", pure=True)

    def construct(text: str) -> object:
        tag = loader.resolver.resolve(ScalarNode, text, (True, False))
        return loader.constructor.construct_document(ScalarNode(tag, text))

    return construct


def _library_reading(construct: Callable[[str], object], text: str) -> Reading:
    try:
        return _reading_of(construct(text))
    except Exception:  # noqa: BLE001 - libraries raise many kinds
        return REFUSED


def _reading_of(value: Any) -> Reading:
    kind = _TYPES[type(value)]
    if kind is Type.TIME:
        return Reading(kind, utc_text(value))
    if kind is Type.DATE:
        return Reading(kind, value.isoformat())
    if isinstance(value, bytes):
        return Reading(kind, value.decode(errors="replace"))
    return Reading(kind, clamped(value) if kind is Type.INTEGER else value)
