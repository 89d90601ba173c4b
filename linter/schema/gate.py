"""The gate: validators of `jsonschema-rs`, which decide in microseconds whether data is valid.

They read patterns by ECMA-262 and in bounded time. Whatever else has to match a pattern or check a
`format` uses them too, so that there is one reading of each.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from linter.schema.drafts import DRAFT_2020_12, Draft

_OPTIONS: dict[str, Any] = {"offline": True, "validate_formats": True}


def gate(
    content: Any,
    registry: Mapping[str, Any],
    without_format: Collection[int],
    address: str,
) -> Any:
    """Return the validator of a schema, which may refer to those of a registry.

    `without_format` holds the identities (`id`) of the schemas whose `format` is not checked.

    Raises:
        ValueError: a pattern is not a regular expression, or a reference leads nowhere.

    """
    if without_format:
        content = _without_formats(content, without_format)
        registry = {
            address: _without_formats(each, without_format) for address, each in registry.items()
        }
    try:
        known = jsonschema_rs.Registry(list(registry.items()))
        return jsonschema_rs.validator_for(
            content, registry=known, base_uri=address or None, **_OPTIONS
        )
    except jsonschema_rs.ReferencingError as error:
        raise ValueError(str(error)) from None


def _without_formats(value: Any, without_format: Collection[int]) -> Any:
    if isinstance(value, list):
        return [_without_formats(each, without_format) for each in value]
    if not isinstance(value, dict):
        return value
    drops_format = id(value) in without_format
    return {
        key: _without_formats(each, without_format)
        for key, each in value.items()
        if not (drops_format and key == "format")
    }


# The language server lives through many versions of a schema.
@lru_cache(maxsize=1024)
def keyword_gate(draft: Draft, **keywords: Any) -> Any:
    """Return the validator of one keyword, or of some that belong together."""
    return jsonschema_rs.validator_for({"$schema": draft.uri, **keywords}, **_OPTIONS)


def matching_keys(pattern: str, instance: dict[str, Any]) -> list[str]:
    """Return the keys of an object that match a pattern."""
    return [key for key in instance if keyword_gate(DRAFT_2020_12, pattern=pattern).is_valid(key)]


def additional_keys(instance: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """Return the keys that neither `properties` nor `patternProperties` of a schema cover."""
    covered = set(schema.get("properties", {}))
    for pattern in schema.get("patternProperties", {}):
        covered.update(matching_keys(pattern, instance))
    return [key for key in instance if key not in covered]
