"""Schemas in words, for messages about what a value must be."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from linter.core.messages import plural, quoted
from linter.schema.violation import ANNOTATIONS

TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "`null`",
}
"""The types of JSON Schema in words."""

FORMATS = {
    "date": "a date",
    "date-time": "a date and time",
    "duration": "a duration",
    "email": "an e-mail address",
    "hostname": "a host name",
    "idn-email": "an e-mail address",
    "idn-hostname": "a host name",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
    "iri": "a web address",
    "iri-reference": "a web address or path",
    "json-pointer": "a JSON Pointer",
    "regex": "a regular expression",
    "relative-json-pointer": "a relative JSON Pointer",
    "time": "a time",
    "uri": "a web address",
    "uri-reference": "a web address or path",
    "uri-template": "a URI template",
    "uuid": "a UUID",
}
"""The formats of JSON Schema in words."""

_MOST_SHOWN = 8


def shown(value: Any, *, in_quotes: bool) -> str:
    """Return a value of a schema for a message: `news`, or `"news"` with `in_quotes`."""
    is_as_json = isinstance(value, (dict, list)) or (in_quotes and isinstance(value, str))
    return quoted(json.dumps(value, ensure_ascii=False) if is_as_json else value)


def one_of(values: list[Any], *, in_quotes: bool) -> str:
    """Return values as a list in words, "one of `a`, `b`"; more than 8 are cut off."""
    words = ", ".join(shown(value, in_quotes=in_quotes) for value in values[:_MOST_SHOWN])
    more = ", …" if len(values) > _MOST_SHOWN else ""
    return f"one of {words}{more}" if len(values) > 1 else words


def are_of_types(values: Iterable[Any]) -> bool:
    """Whether some values are text and some are not, so that text needs quotes."""
    return len({isinstance(value, str) for value in values}) > 1


def types_in_words(types: list[str]) -> str:
    """Return types as a list in words: "text or `null`"."""
    *others, last = (TYPES.get(name, name) for name in types)
    return f"{', '.join(others)} or {last}" if others else last


def format_in_words(name: str) -> str:
    """Return a `format` in words."""
    return FORMATS.get(name, f"of the format {quoted(name)}")


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "contentEncoding": lambda name: f"in the encoding {quoted(name)}",
    "contentMediaType": lambda name: f"of the media type {quoted(name)}",
    "const": lambda value: shown(value, in_quotes=not isinstance(value, str)),
    "enum": lambda values: one_of(values, in_quotes=are_of_types(values)),
    "exclusiveMaximum": lambda number: f"less than {number}",
    "exclusiveMinimum": lambda number: f"more than {number}",
    "format": format_in_words,
    "maxItems": lambda count: f"a list of at most {plural(int(count), 'item')}",
    "maxLength": lambda count: f"at most {plural(int(count), 'character')} long",
    "maximum": lambda number: f"at most {number}",
    "minItems": lambda count: f"a list of at least {plural(int(count), 'item')}",
    "minLength": lambda count: f"at least {plural(int(count), 'character')} long",
    "minimum": lambda number: f"at least {number}",
    "multipleOf": lambda number: f"a multiple of {number}",
    "pattern": lambda pattern: f"of the form {quoted(pattern)}",
    "required": lambda names: f"a mapping with {', '.join(map(quoted, names))}",
    "type": lambda types: types_in_words(types if isinstance(types, list) else [types]),
}


def in_words(schema: Any) -> str | None:
    """Return what a value must be ("a number, at least 5"), or None if it takes many words."""
    if not isinstance(schema, dict):
        return None
    words = {word: value for word, value in schema.items() if word not in ANNOTATIONS}
    if not words or not words.keys() <= _WORDS.keys():
        return None
    if len(words) > 1 and words.get("type") in {"string", "array", "object"}:
        # The other keywords imply the type.
        del words["type"]
    # The type comes first: "a whole number, at least 5".
    return ", ".join(_WORDS[word](words[word]) for word in sorted(words, key="type".__ne__))
