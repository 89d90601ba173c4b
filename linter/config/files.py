"""Reads config files: `articlelint.toml`, or `[tool.articlelint]` in `pyproject.toml`.

The nearest one at or above a file holds for it. A file may `extend` another: what it says itself
comes first. All mistakes in a file are told, each with its row. A config can come with the files of
strangers, so that reading it is bounded as reading articles is.
"""

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs

from linter.config.schema import config_schema, limits_of, options_of
from linter.config.settings import Collection, Config, FailOn, Ignored, Kind, Presence, Settings
from linter.config.toml_rows import nearest_row, rows
from linter.core.diagnostic import Severity
from linter.core.filesystem import read_bytes, reason
from linter.core.text import printable, quoted
from linter.frontmatter.scalars.dialect import Dialect
from linter.rules.base import Rule
from linter.rules.registry import LONGEST_NAME, ConfigError, check_selector, find_rule
from linter.schema.errors import SchemaError
from linter.schema.files import is_file, load

NAME = "articlelint.toml"
PYPROJECT = "pyproject.toml"
_TABLE = ("tool", "articlelint")
_MAX_EXTENDS = 16

MAX_BYTES = 1_000_000
"""The size up to which a config file is read."""

MAX_DEPTH = 32
"""How deep values may be nested in a config file, and of how many parts a dotted key may be."""

MAX_TOLD = 20
"""How many mistakes of one file are told."""

# Beyond so many, mistakes are not even looked for.
_MOST_MISTAKES = 200
_MOST_CHARACTERS = 200

# The standard library's parser takes time and memory that grow with the square of a key's parts.
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MAX_DEPTH}}}", re.MULTILINE
)

_Path = tuple[str | int, ...]


class ConfigFileError(ConfigError):
    """A config file is wrong: `articlelint.toml:3: unknown key …`, a line for each mistake."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says, which counts before any file."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    now: datetime | None = None
    exclude: tuple[tuple[Path, str], ...] = ()

    def applied_to(self, config: Config) -> Config:
        """Return a config as this command line has it."""
        settings = replace(config.settings, now=self.now or config.settings.now)
        if self.select:
            settings = replace(
                settings, select=self.select, extend_select=self.extend_select, ignore=self.ignore
            )
        else:
            kept = tuple(each for each in settings.ignore if each not in self.extend_select)
            settings = replace(
                settings,
                extend_select=(*settings.extend_select, *self.extend_select),
                ignore=(*kept, *self.ignore),
            )
        exclude = (*config.exclude, *self.exclude)
        return replace(config, settings=settings, exclude=exclude)


class Configs:
    """The configs that hold for the folders of a run, each file read once."""

    def __init__(
        self,
        overrides: Overrides = Overrides(),
        file: Path | None = None,
        *,
        isolated: bool = False,
    ) -> None:
        """Take the command line, and the one config file to use; none at all if `isolated`.

        Raises:
            ConfigError: that file is wrong.

        """
        self._overrides = overrides
        self._default = overrides.applied_to(Config())
        self._only = self._default if isolated else None
        self._by_folder: dict[Path, Config] = {}
        if file is not None:
            self._only = overrides.applied_to(read(file))

    def of(self, folder: Path) -> Config:
        """Return the config that holds in a folder, given as an absolute path.

        Raises:
            ConfigError: it is wrong.

        """
        if self._only is not None:
            return self._only
        passed = []
        found = self._default
        for step in (folder, *folder.parents):
            if step in self._by_folder:
                found = self._by_folder[step]
                break
            passed.append(step)
            file = file_in(step)
            if file is not None:
                found = self._overrides.applied_to(read(file))
                break
        self._by_folder.update(dict.fromkeys(passed, found))
        return found


def read(file: Path) -> Config:
    """Return what a config file says, with what it extends.

    Raises:
        ConfigFileError: it cannot be read, or is wrong.

    """
    layers = list(_layers(file.absolute(), ()))
    config = Config()
    # The files that are extended come first, so that nearer ones overrule them.
    for layer in reversed(layers):
        config = layer.applied_to(config)
    return replace(config, sources=tuple(layer.file for layer in layers))


def file_in(folder: Path) -> Path | None:
    """Return a folder's config file; a `pyproject.toml` counts if it has the table."""
    own = folder / NAME
    if own.is_file():
        return own
    project = folder / PYPROJECT
    try:
        data = read_bytes(project, max_bytes=MAX_BYTES)
    except OSError:
        return None
    # Other tools' files are not ours to find fault with.
    if b"articlelint" not in data:
        return None
    try:
        table = _parsed(data.decode()).get("tool", {})
    except ValueError:
        return None
    return project if isinstance(table, dict) and _TABLE[1] in table else None


def _layers(file: Path, above: tuple[Path, ...]) -> Iterator["_Layer"]:
    """Yield a config file and those that it extends, the nearest first."""
    layer = _read_layer(file)
    yield layer
    base = layer.values.get("extend")
    if base is None:
        return
    target = (file.parent / base).resolve()
    if target in (file.resolve(), *above):
        raise layer.error(("extend",), "this file extends itself")
    if len(above) >= _MAX_EXTENDS:
        raise layer.error(("extend",), f"more than {_MAX_EXTENDS} files extend one another")
    if not _is_there(target.is_file):
        raise layer.error(("extend",), f"there is no file {quoted(base)}")
    yield from _layers(target, (*above, file.resolve()))


def _read_layer(file: Path) -> "_Layer":
    try:
        text = read_bytes(file, max_bytes=MAX_BYTES).decode()
        values: Any = _parsed(text)
    except OSError as error:
        raise ConfigFileError(f"{_shown(file)}: {reason(error)}") from None
    except UnicodeDecodeError:
        raise ConfigFileError(f"{_shown(file)}: not UTF-8") from None
    except ValueError as error:
        raise ConfigFileError(f"{_shown(file)}: {_short(str(error))}") from None
    prefix = _TABLE if file.name == PYPROJECT else ()
    for key in prefix:
        values = values.get(key, {}) if isinstance(values, dict) else {}
    layer = _Layer(file, text, prefix, values)
    layer.check()
    return layer


def _parsed(text: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises:
        ValueError: it is no TOML, or would take too much to read; the text says why.

    """
    if _LONG_KEY.search(text):
        raise ValueError(f"a key has more than {MAX_DEPTH} parts")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    waiting: list[tuple[Any, int]] = [(values, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ValueError(_TOO_DEEP)
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            waiting += ((each, depth + 1) for each in inner)
    return values


_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"


def _is_there(test: Callable[[], bool]) -> bool:
    """Return what a path says of itself; nothing lies at one that the system does not take."""
    try:
        return test()
    except OSError:
        return False


def _short(text: str) -> str:
    """Return a text for use in a message, on one line."""
    text = printable(text)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _shown(file: Path) -> str:
    """Return a file's path as people see it: relative to the working folder if it is below."""
    here = Path.cwd()
    return printable(str(file.relative_to(here) if file.is_relative_to(here) else file))


@dataclass(frozen=True)
class _Layer:
    """One config file: its text, the table that is ours, and that table's values."""

    file: Path
    text: str
    prefix: tuple[str, ...]
    values: Mapping[str, Any]

    def error(self, path: _Path, message: str) -> ConfigFileError:
        """Return the error for a place in the table."""
        return self.errors([(path, message)])

    def errors(self, mistakes: Iterable[tuple[_Path, str]]) -> ConfigFileError:
        """Return the error for mistakes at places in the table, in the order of their rows."""
        told = sorted({(self.row(path), text) for path, text in mistakes})
        lines = [f"{_shown(self.file)}:{row}: {text}" for row, text in told[:MAX_TOLD]]
        if len(told) > MAX_TOLD:
            lines.append(f"{_shown(self.file)}: there are more mistakes, which are not told")
        return ConfigFileError("\n".join(lines))

    def row(self, path: _Path) -> int:
        """Return the row of a place in the table."""
        return nearest_row(self._rows, (*self.prefix, *path))

    @cached_property
    def _rows(self) -> Mapping[_Path, int]:
        return rows(self.text)

    def check(self) -> None:
        """Accept the values by their JSON Schema, and the rules that they name.

        Raises:
            ConfigFileError: something is wrong.

        """
        mistakes = list(islice(self._mistakes(), _MOST_MISTAKES))
        if mistakes:
            raise self.errors(mistakes)

    def _mistakes(self) -> Iterator[tuple[_Path, str]]:
        unfit: list[tuple[_Path, str]] = []
        values = _as_json(self.values, (), unfit)
        yield from unfit
        places = {path for path, _ in unfit}
        for path, text in _mistakes_by_schema(values):
            if path not in places:
                yield path, text
        if not isinstance(values, dict):
            return
        for key in _SELECTING:
            yield from _unknown_rules((key,), values.get(key))
        ignores = values.get("per-file-ignores")
        if isinstance(ignores, dict):
            for glob, names in ignores.items():
                yield from _unknown_rules(("per-file-ignores", glob), names)

    def applied_to(self, base: Config) -> Config:
        """Return a config with the values of this file in place of those it had."""
        values = self.values
        folder = self.file.parent
        config = replace(
            base,
            site=replace(base.site, **values.get("site", {})),
            dialect=Dialect(values.get("dialect", base.dialect)),
            exclude=(*base.exclude, *((folder, glob) for glob in values.get("exclude", ()))),
            settings=self._settings(base.settings),
            per_file_ignores=(
                *base.per_file_ignores,
                *(
                    Ignored(folder, glob, tuple(names))
                    for glob, names in values.get("per-file-ignores", {}).items()
                ),
            ),
            output_format=values.get("output-format", base.output_format),
        )
        needs_root = config.site_root is None and ("collections" in values or "site" in values)
        if "site-root" in values or needs_root:
            config = replace(config, site_root=self._site_root())
        if "collections" in values:
            config = replace(config, collections=tuple(self._collections(config)))
        if "fail-on" in values:
            config = replace(config, fail_on=FailOn(values["fail-on"]))
        if "baseline" in values:
            config = replace(config, baseline=folder / values["baseline"])
        return config

    def _site_root(self) -> Path:
        root: Path = (self.file.parent / self.values.get("site-root", ".")).resolve()
        if not _is_there(root.is_dir):
            raise self.error(("site-root",), "there is no such folder")
        return root

    def _settings(self, base: Settings) -> Settings:
        values = self.values
        if "select" in values:
            base = replace(base, select=tuple(values["select"]), extend_select=(), ignore=())
        options, severities = dict(base.options), dict(base.severities)
        for name, table in values.get("rules", {}).items():
            rule = find_rule(name)
            given = {key: value for key, value in table.items() if key != "severity"}
            if given:
                options[rule.code] = self._options(name, rule, given)
            if "severity" in table:
                severities[rule.code] = Severity(table["severity"])
        return replace(
            base,
            extend_select=(*base.extend_select, *values.get("extend-select", ())),
            ignore=(*base.ignore, *values.get("ignore", ())),
            options=tuple(sorted(options.items())),
            severities=tuple(sorted(severities.items())),
            limits=limits_of(values.get("limits", {}), base.limits),
        )

    def _options(self, name: str, rule: type[Rule], given: Mapping[str, Any]) -> Any:
        try:
            return options_of(rule, given)
        except Exception as error:  # noqa: BLE001 - a plug-in's options may refuse values as they like
            why = _short(f"{type(error).__name__}: {error}")
            raise self.error(
                ("rules", name), f"{quoted(name)} refuses its options: {why}"
            ) from None

    def _collections(self, config: Config) -> Iterator[Collection]:
        root = config.site_root
        mistakes: list[tuple[_Path, str]] = []
        for index, table in enumerate(self.values["collections"]):
            kind = Kind(table["schema"], Dialect(table.get("dialect", config.dialect)))
            usual = Presence.OPTIONAL if is_file(kind.schema) else Presence.REQUIRED
            is_required = table.get("front-matter", usual) == Presence.REQUIRED
            kind = kind._replace(needs_block=is_required)
            if is_file(kind.schema):
                kind = kind._replace(schema=str(Path(root or "", kind.schema)))
            try:
                load(kind.schema, root)
            except SchemaError as error:
                mistakes.append((("collections", index, "schema"), str(error)))
            yield Collection(table["name"], tuple(table["files"]), kind)
        if mistakes:
            raise self.errors(mistakes)


_SELECTING = ("select", "extend-select", "ignore")


def _unknown_rules(path: _Path, names: Any) -> Iterator[tuple[_Path, str]]:
    """Yield where a list names what is no rule; what is no text in it is told elsewhere."""
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if isinstance(name, str) and name:
            try:
                check_selector(name)
            except ConfigError as error:
                yield (*path, index), str(error)


def _as_json(value: Any, path: _Path, unfit: list[tuple[_Path, str]]) -> Any:
    """Return a value as JSON has it, with null for what JSON has not, which is added to `unfit`."""
    if isinstance(value, dict):
        unfit += (
            ((*path, key), f"{quoted(key)} holds a NUL character") for key in value if "\0" in key
        )
        return {key: _as_json(each, (*path, key), unfit) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each, (*path, index), unfit) for index, each in enumerate(value)]
    if isinstance(value, date | time):
        unfit.append((path, f"{_named(path)} must not be a date or time"))
    elif isinstance(value, float) and not math.isfinite(value):
        unfit.append((path, f"{_named(path)} must be a finite number"))
    elif isinstance(value, str) and "\0" in value:
        unfit.append((path, f"{_named(path)} holds a NUL character"))
    else:
        return value
    return None


def _mistakes_by_schema(values: Any) -> Iterator[tuple[_Path, str]]:
    """Yield the path and the wording of everything that the schema finds wrong."""
    schema = config_schema()
    for error in jsonschema_rs.validator_for(schema).iter_errors(values):
        yield from _worded(error, schema)


def _worded(
    error: jsonschema_rs.ValidationError, schema: Mapping[str, Any]
) -> Iterator[tuple[_Path, str]]:
    path = tuple(error.instance_path)
    shown = _named(path)
    kind: Any = error.kind
    match kind.name:
        case "additionalProperties":
            known = _at(schema, error.schema_path[:-1])["properties"]
            what = "rule" if path == ("rules",) else "key"
            for name in kind.unexpected:
                # Other linters split some keys: `extend-exclude` is `exclude` here.
                plain = name.removeprefix("extend-")
                near = [plain] if plain in known else _near(name, known)
                yield (*path, name), f"unknown {what} {quoted(name)}{_hint(near)}"
        case "required":
            yield path, f"`{kind.property}` is missing"
        case "enum":
            near = _near(str(error.instance), kind.options)
            allowed = ", ".join(f"`{value}`" for value in kind.options)
            yield path, f"{shown} must be one of {allowed}{_hint(near)}"
        case "type":
            yield path, f"{shown} must be {_TYPES[kind.types[0]]}"
        case "uniqueItems":
            yield path, f"{shown} holds something twice"
        case _:
            yield path, f"{shown}: {_short(error.message)}"


def _at(schema: Any, path: Iterable[str | int]) -> Any:
    """Return what lies at a path in a schema whose references lead to places in itself."""
    found = schema
    for part in path:
        found = _at(schema, found[part].split("/")[1:]) if part == "$ref" else found[part]
    return found


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Return the word that is spelt most alike; long texts are not compared."""
    return get_close_matches(name, known, 1) if len(name) <= LONGEST_NAME else []


def _hint(near: Sequence[str]) -> str:
    return f"; did you mean `{near[0]}`?" if near else ""


def _named(path: _Path) -> str:
    if not path:
        return "the config"
    name = path[-1]
    if isinstance(name, str):
        return quoted(name)
    return f"each of {_named(path[:-1])}" if len(path) > 1 else "the config"


_TYPES = {
    "array": "a list",
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "a text",
}
