"""Reads a config file with those that it extends, and merges their values.

The nearest file comes first. All mistakes in a file are reported together, each with its row.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from linter.config.mistakes import TomlPath, in_one_line, mistakes
from linter.config.settings import OFF, Collection, Config, Presence, Settings
from linter.config.toml_file import MAX_BYTES, PYPROJECT, TABLE
from linter.config.toml_rows import nearest_row, rows
from linter.config.values import rule_options, updated
from linter.core.diagnostic import Severity
from linter.core.filesystem import holds, read_bytes, reason
from linter.core.messages import printable, quoted
from linter.core.paths import real_path
from linter.core.similar import nearest, suggestion
from linter.core.toml import parsed
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.news_api import KINDS
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.plain import PROFILE as PLAIN
from linter.profiles.profile import Profile, named
from linter.profiles.registry import all_profiles, site_at
from linter.rules.registry import ConfigError, find_rule
from linter.schema.builtin import is_file
from linter.schema.errors import SchemaError
from linter.schema.files import load
from linter.site.lists import refuse_unusable_lists

MAX_REPORTED = 20
"""Most mistakes reported for one file."""

_OF_A_SITE = frozenset({"collections", "profile", "site"})
"""Options that hold for one site, whose root is that of the config unless it says another."""

_MAX_SOUGHT = 200
_MAX_EXTENDS = 16


class ConfigFileError(ConfigError):
    """A config file is wrong: `articlelint.toml:3: unknown key …`, a line for each mistake."""


def read(file: Path) -> Config:
    """Return the config of a file and of those that it extends.

    Raises:
        ConfigFileError: one of them cannot be read, or is wrong.

    """
    layers = list(_layers(file.absolute(), ()))
    config = Config()
    # Extended files come first, so that nearer ones override them.
    for layer in reversed(layers):
        config = layer.applied_to(config)
    return replace(config, sources=tuple(layer.file for layer in layers if layer.file))


def inline_layer(text: str) -> "Layer":
    """Return the layer of `--config KEY=VALUE`: a config in TOML, as in the current folder.

    Raises:
        ConfigFileError: it is wrong.

    """
    try:
        values = parsed(text)
    except ValueError as error:
        why = in_one_line(str(error))
        message = f"--config {quoted(text)}: neither a file nor KEY=VALUE in TOML: {why}"
        raise ConfigFileError(message) from None
    layer = Layer(None, text, (), values)
    if "extend" in values:
        raise layer.error(("extend",), "`extend` works only in a file")
    layer.check()
    return layer


def _layers(file: Path, above: tuple[Path, ...]) -> Iterator["Layer"]:
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
    if not holds(target.is_file):
        raise layer.error(("extend",), f"there is no file {quoted(base)}")
    yield from _layers(target, (*above, file.resolve()))


def _read_layer(file: Path) -> "Layer":
    try:
        text = read_bytes(file, max_bytes=MAX_BYTES).decode()
        values: Any = parsed(text)
    except OSError as error:
        raise ConfigFileError(f"{_shown(file)}: {reason(error)}") from None
    except UnicodeDecodeError:
        raise ConfigFileError(f"{_shown(file)}: not UTF-8") from None
    except ValueError as error:
        raise ConfigFileError(f"{_shown(file)}: {in_one_line(str(error))}") from None
    prefix = TABLE if file.name == PYPROJECT else ()
    for key in prefix:
        values = values.get(key, {}) if isinstance(values, dict) else {}
    layer = Layer(file, text, prefix, values)
    layer.check()
    return layer


def _shown(file: Path) -> str:
    """Return a path for a message: relative to the working folder if it is below."""
    here = Path.cwd()
    return printable(str(file.relative_to(here) if file.is_relative_to(here) else file))


@dataclass(frozen=True)
class Layer:
    """One config file: its text, the path of its table, and the values there.

    Without a `file` it is the value of a `--config` on the command line.
    """

    file: Path | None
    text: str
    prefix: tuple[str, ...]
    values: Mapping[str, Any]

    @property
    def _folder(self) -> Path:
        """The folder that paths are relative to."""
        return Path.cwd() if self.file is None else self.file.parent

    def error(self, path: TomlPath, message: str) -> ConfigFileError:
        """Return the error of one mistake."""
        return self.errors([(path, message)])

    def errors(self, found: Iterable[tuple[TomlPath, str]]) -> ConfigFileError:
        """Return the error of mistakes, given by their paths, in the order of their rows."""
        by_row = sorted({(self._row(path), text) for path, text in found})
        lines = [f"{self._place(row)}: {text}" for row, text in by_row[:MAX_REPORTED]]
        if len(by_row) > MAX_REPORTED:
            lines.append(f"{self._place()}: there are more mistakes, which are not reported")
        return ConfigFileError("\n".join(lines))

    def _place(self, row: int | None = None) -> str:
        """Return where a mistake is; text on the command line has no rows."""
        if self.file is None:
            return f"--config {quoted(self.text)}"
        return _shown(self.file) if row is None else f"{_shown(self.file)}:{row}"

    def _row(self, path: TomlPath) -> int:
        return nearest_row(self._rows, (*self.prefix, *path))

    @cached_property
    def _rows(self) -> Mapping[TomlPath, int]:
        return rows(self.text)

    def check(self) -> None:
        """Check the values by their JSON Schema, and the rules that they name.

        Raises:
            ConfigFileError: there are mistakes.

        """
        found = list(islice(mistakes(self.values), _MAX_SOUGHT))
        if found:
            raise self.errors(found)

    def applied_to(self, base: Config) -> Config:
        """Return a config with the values of this file put on it."""
        values = self.values
        base = replace(base, settings=_reset(base.settings, values))
        config = updated(base, values, self._folder)
        config = replace(config, settings=self._with_rules(config.settings))
        needs_root = config.site_root is None and not _OF_A_SITE.isdisjoint(values)
        if "site-root" in values or needs_root:
            config = replace(config, site_root=self._site_root())
        if "profile" in values and values["profile"] not in all_profiles():
            raise self.error(("profile",), _unknown_profile(values["profile"]))
        if "collections" in values:
            config = replace(config, collections=self._collections(config))
        return config

    def _site_root(self) -> Path:
        root: Path = (self._folder / self.values.get("site-root", ".")).resolve()
        if not holds(root.is_dir):
            raise self.error(("site-root",), "there is no such folder")
        return root

    def _with_rules(self, base: Settings) -> Settings:
        options, severities = dict(base.options), dict(base.severities)
        for name, table in self.values.get("rules", {}).items():
            rule = find_rule(name)
            given = {key: value for key, value in table.items() if key != "severity"}
            if given:
                before = options.get(rule.code, rule.options)
                options[rule.code] = self._options(name, before, given)
            if "severity" in table:
                severity = table["severity"]
                severities[rule.code] = None if severity == OFF else Severity(severity)
        return replace(
            base,
            options=tuple(sorted(options.items())),
            severities=tuple(sorted(severities.items())),
        )

    def _options(self, name: str, before: Any, given: Mapping[str, Any]) -> Any:
        try:
            return rule_options(before, given, self._folder)
        except Exception as error:  # noqa: BLE001 - a plug-in's options may refuse values as they like
            why = in_one_line(f"{type(error).__name__}: {error}")
            raise self.error(
                ("rules", name), f"{quoted(name)} refuses its options: {why}"
            ) from None

    def _collections(self, config: Config) -> tuple[Collection, ...]:
        root = config.site_root
        profile = _profile_of(config)
        found = [_resolved(each, root, config.dialect, profile) for each in config.collections]
        unusable: list[tuple[TomlPath, str]] = []
        for index, collection in enumerate(found):
            try:
                schema = load(collection.schema, root)
                if root is not None:
                    refuse_unusable_lists(schema, root, collection.kind.dialect)
            except SchemaError as error:
                unusable.append((("collections", index, "schema"), str(error)))
        if unusable:
            raise self.errors(unusable)
        return tuple(found)


def _reset(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """Return the settings of an extended file without what a nearer one begins anew."""
    if "select" in values:
        settings = replace(
            settings, extend_select=(), ignore=(), severities=settings.given_severities
        )
    if "fixable" in values:
        settings = replace(settings, extend_fixable=(), unfixable=())
    return settings


def _profile_of(config: Config) -> Profile | None:
    """Return the profile of the site of a config; None for no known generator."""
    if config.profile is not None:
        return named(config.profile)
    site = site_at(real_path(config.site_root or ""))
    return None if site is None else site.profile


def _unknown_profile(name: str) -> str:
    near = nearest(name, all_profiles())
    return f"no profile is called {quoted(name)}{suggestion(near)}"


def _resolved(
    collection: Collection, root: Path | None, dialect: Dialect | None, profile: Profile | None
) -> Collection:
    """Return a collection with the path of its schema, its profile, and what follows from them.

    Without a known generator, files are read as Jekyll reads them.
    """
    schema, front_matter = collection.schema, Presence.REQUIRED
    if is_file(schema):
        schema, front_matter = str(Path(root or "", schema)), Presence.OPTIONAL
    return replace(
        collection,
        schema=schema,
        dialect=collection.dialect or dialect or (profile or NEWS_API).dialect,
        front_matter=collection.front_matter or front_matter,
        profile=NEWS_API if schema in KINDS else profile or PLAIN,
    )
