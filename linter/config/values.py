"""Values of options: read from a config file, put on those of an extended one, and shown."""

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from linter.config.options import (
    RelativeGlob,
    described,
    extendable,
    key_and_value,
    options_of,
    plain_type,
)

_Table = TypeVar("_Table")


def updated(table: _Table, values: Mapping[str, Any], folder: Path) -> _Table:
    """Return a table of options with values, valid by the JSON Schema, of a file in that folder.

    Keys of options that the table does not have are passed over.
    """
    changes: dict[str, Any] = {}
    for option in options_of(table):
        old = getattr(table, option.name)
        if not option.description:
            if is_dataclass(old):
                changes[option.name] = updated(old, values, folder)
        elif option.key in values:
            value, is_table = values[option.key], is_dataclass(old)
            new = updated(old, value, folder) if is_table else _read(option.type, value, folder)
            changes[option.name] = (*old, *new) if option.joins else new
    return replace(table, **changes)  # type: ignore[type-var]  # it is a dataclass


def made(kind: type[_Table], values: Mapping[str, Any], folder: Path) -> _Table:
    """Return a new table of options with values, valid by the JSON Schema, of such a file."""
    return kind(**_given(kind, values, folder))


def rule_options(table: _Table, values: Mapping[str, Any], folder: Path) -> _Table:
    """Return the options of a rule with the values of such a file put on them."""
    changes = _given(table, values, folder)
    for key, option in extendable(table).items():
        if key in values:
            before = changes.get(option.name, option.default)
            more = _read(option.type, values[key], folder)
            changes[option.name] = tuple(dict.fromkeys((*before, *more)))
    return replace(table, **changes)  # type: ignore[type-var]  # it is a dataclass


def _given(table: Any, values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return the values of a table's options that such a file has, by the names of the fields."""
    return {
        option.name: _read(option.type, values[option.key], folder)
        for option in options_of(table)
        if option.key in values
    }


def _read(hint: Any, value: Any, folder: Path) -> Any:
    """Return a value of a type, from that of TOML."""
    plain = plain_type(hint)
    if get_origin(plain) is tuple:
        return _read_tuple(plain, value, folder)
    if plain is Path:
        return folder / value
    if plain is RelativeGlob:
        return RelativeGlob(folder, value)
    if is_dataclass(plain) and isinstance(plain, type):
        return made(plain, value, folder)
    return plain(value) if isinstance(plain, type) and issubclass(plain, StrEnum) else value


def _read_tuple(plain: Any, value: Any, folder: Path) -> tuple[Any, ...]:
    pair = key_and_value(plain)
    if pair is None:
        return tuple(_read(get_args(plain)[0], each, folder) for each in value)
    return tuple(
        (_read(pair[0], key, folder), _read(pair[1], each, folder)) for key, each in value.items()
    )


def written(hint: Any, value: Any) -> Any:
    """Return a value of a type as JSON: as the config would have it, with whole paths."""
    plain = plain_type(hint)
    if value is None:
        return None
    if get_origin(plain) is tuple:
        pair = key_and_value(plain)
        if pair is None:
            return [written(get_args(plain)[0], each) for each in value]
        return {written(pair[0], key): written(pair[1], each) for key, each in value}
    if plain is RelativeGlob:
        return value.glob
    if is_dataclass(plain):
        return written_table(value)
    return str(value) if isinstance(value, Path | StrEnum) else value


def written_table(table: Any) -> dict[str, Any]:
    """Return the values of an instance's options as JSON, by their keys in the config."""
    options = list(described(table)) or options_of(table)
    return {option.key: written(option.type, option.default) for option in options}
