"""Reads config files: `articlelint.toml`, or `[tool.articlelint]` in `pyproject.toml`.

The nearest one at or above a file holds for it. A file may `extend` another: what it says itself
comes first. Every mistake is told with its file and row.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs

from linter.config import Collection, Config, FailOn, Ignored, Kind, Presence, Settings
from linter.configschema import config_schema, limits_of, options_of
from linter.diagnostic import Severity
from linter.filesystem import read_bytes, reason
from linter.references import SchemaError
from linter.registry import ConfigError, check_selector, find_rule
from linter.scalars import Dialect
from linter.schemafiles import is_file, load
from linter.text import printable, quoted
from linter.tomlrows import row_of

NAME = "articlelint.toml"
PYPROJECT = "pyproject.toml"
_TABLE = ("tool", "articlelint")
_MAX_EXTENDS = 16


class ConfigFileError(ConfigError):
    """A config file is wrong: `articlelint.toml:3: unknown key …`."""


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
        if folder not in self._by_folder:
            file = file_in(folder)
            if file is not None:
                found = self._overrides.applied_to(read(file))
            else:
                found = self._default if folder == folder.parent else self.of(folder.parent)
            self._by_folder[folder] = found
        return self._by_folder[folder]


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
        data = read_bytes(project)
    except OSError:
        return None
    # Other tools' files are not ours to find fault with.
    if b"articlelint" not in data:
        return None
    try:
        table = tomllib.loads(data.decode()).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
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
    if target in (file.resolve(), *above) or len(above) > _MAX_EXTENDS:
        raise layer.error(("extend",), "this file extends itself")
    if not target.is_file():
        raise layer.error(("extend",), f"there is no file {quoted(base)}")
    yield from _layers(target, (*above, file.resolve()))


def _read_layer(file: Path) -> "_Layer":
    try:
        text = read_bytes(file).decode()
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigFileError(f"{_shown(file)}: {reason(error)}") from None
    except UnicodeDecodeError:
        raise ConfigFileError(f"{_shown(file)}: not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigFileError(f"{_shown(file)}: {printable(str(error))}") from None
    prefix = _TABLE if file.name == PYPROJECT else ()
    for key in prefix:
        values = values.get(key, {})
    layer = _Layer(file, text, prefix, values)
    layer.check()
    return layer


def _shown(file: Path) -> str:
    """Return a file's path as people see it: relative to the working folder if it is below."""
    here = Path.cwd()
    return printable(str(file.relative_to(here) if file.is_relative_to(here) else file))


class _Layer(NamedTuple):
    """One config file: its text, the table that is ours, and that table's values."""

    file: Path
    text: str
    prefix: tuple[str, ...]
    values: Mapping[str, Any]

    def error(self, path: tuple[str | int, ...], message: str) -> ConfigFileError:
        """Return the error for a place in the table."""
        return self.error_at(self.row(path), message)

    def error_at(self, row: int, message: str) -> ConfigFileError:
        """Return the error for a row of the file."""
        return ConfigFileError(f"{_shown(self.file)}:{row}: {message}")

    def row(self, path: tuple[str | int, ...]) -> int:
        """Return the row of a place in the table."""
        return row_of(self.text, (*self.prefix, *path))

    def check(self) -> None:
        """Accept the values by their JSON Schema, and the rules that they name.

        Raises:
            ConfigFileError: something is wrong; of several mistakes the first is told.

        """
        if not jsonschema_rs.validator_for(config_schema()).is_valid(self.values):
            mistakes = [(self.row(path), text) for path, text in _mistakes(self.values)]
            raise self.error_at(*min(mistakes))
        selectors = [(key, self.values.get(key, [])) for key in _SELECTING]
        for key, names in selectors:
            self._check_selectors((key,), names)
        for glob, names in self.values.get("per-file-ignores", {}).items():
            self._check_selectors(("per-file-ignores", glob), names)

    def _check_selectors(self, path: tuple[str, ...], names: list[str]) -> None:
        for index, name in enumerate(names):
            try:
                check_selector(name)
            except ConfigError as error:
                raise self.error((*path, index), str(error)) from None

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
        if not root.is_dir():
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
                options[rule.code] = options_of(rule, given)
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

    def _collections(self, config: Config) -> Iterator[Collection]:
        root = config.site_root
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
                raise self.error(("collections", index, "schema"), str(error)) from None
            yield Collection(table["name"], tuple(table["files"]), kind)


_SELECTING = ("select", "extend-select", "ignore")


def _mistakes(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path and the wording of everything that the schema finds wrong."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(config_schema())
    return map(_worded, validator.iter_errors(values))


def _worded(error: Any) -> tuple[tuple[str | int, ...], str]:
    path = tuple(error.absolute_path)
    shown = _named(path)
    match error.validator:
        case "additionalProperties":
            known = error.schema["properties"]
            name = next(key for key in error.instance if key not in known)
            # Other linters split some keys: `extend-exclude` is `exclude` here.
            plain = name.removeprefix("extend-")
            near = [plain] if plain in known else get_close_matches(name, known, 1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            what = "rule" if path == ("rules",) else "key"
            return (*path, name), f"unknown {what} {quoted(name)}{hint}"
        case "required":
            name = next(key for key in error.validator_value if key not in error.instance)
            return path, f"`{name}` is missing"
        case "enum":
            near = get_close_matches(str(error.instance), error.validator_value, 1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            allowed = ", ".join(f"`{value}`" for value in error.validator_value)
            return path, f"{shown} must be one of {allowed}{hint}"
        case "type":
            return path, f"{shown} must be {_TYPES[error.validator_value]}"
        case _:
            return path, f"{shown}: {printable(error.message)}"


def _named(path: tuple[str | int, ...]) -> str:
    if not path:
        return "the config"
    name = path[-1]
    return quoted(name) if isinstance(name, str) else f"each of {quoted(str(path[-2]))}"


_TYPES = {
    "array": "a list",
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "a text",
}
