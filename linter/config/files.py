"""The config of each folder: that of the nearest file, with the values of the command line."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.config.options import RelativeGlob
from linter.config.settings import Config, Settings
from linter.config.toml_file import file_in
from linter.rules.registry import codes_of

if TYPE_CHECKING:
    from linter.config.layers import Layer


class _Selectors(NamedTuple):
    """Selectors of rules: those that begin anew, those added, and those taken away."""

    chosen: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def put_on(self, before: "_Selectors") -> "_Selectors":
        """Return what they make of those of a config."""
        if self.chosen:
            return self
        removed = before.removed
        if self.added:
            added = {codes_of(each) for each in self.added}
            removed = tuple(each for each in removed if codes_of(each) not in added)
        return _Selectors(before.chosen, (*before.added, *self.added), (*removed, *self.removed))


class Overrides(NamedTuple):
    """What the command line sets; it overrides every file."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    extend_fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    ignore_suppressions: bool = False
    now: datetime | None = None
    exclude: tuple[RelativeGlob, ...] = ()
    respect_gitignore: bool | None = None
    layers: tuple["Layer", ...] = ()
    """Options of configs, which the other fields override."""

    def applied_to(self, config: Config) -> Config:
        """Return a config with these values.

        Raises:
            ConfigError: a layer does not fit the config.

        """
        for layer in self.layers:
            config = layer.applied_to(config)
        if self.respect_gitignore is not None:
            config = replace(config, respect_gitignore=self.respect_gitignore)
        settings = self._applied_to_settings(config.settings)
        return replace(config, settings=settings, exclude=(*config.exclude, *self.exclude))

    def _applied_to_settings(self, settings: Settings) -> Settings:
        run = _Selectors(self.select, self.extend_select, self.ignore).put_on(
            _Selectors(settings.select, settings.extend_select, settings.ignored)
        )
        fix = _Selectors(self.fixable, self.extend_fixable, self.unfixable).put_on(
            _Selectors(settings.fixable, settings.extend_fixable, settings.unfixable)
        )
        return replace(
            settings,
            select=run.chosen,
            extend_select=run.added,
            ignore=run.removed,
            # What is `off` is among those removed, unless the command line adds it.
            severities=settings.given_severities,
            fixable=fix.chosen,
            extend_fixable=fix.added,
            unfixable=fix.removed,
            ignore_suppressions=self.ignore_suppressions,
            now=self.now or settings.now,
        )


class Configs:
    """The configs of the folders of a run; each file is read once."""

    def __init__(
        self,
        overrides: Overrides = Overrides(),  # noqa: B008 - frozen
        file: Path | None = None,
        *,
        isolated: bool = False,
    ) -> None:
        """Take the command line's values, and one file to use for all; if `isolated`, use none.

        Raises:
            ConfigError: the file is wrong.

        """
        self._overrides = overrides
        self._only = self._default if isolated else None
        self._by_folder: dict[Path, Config] = {}
        if file is not None:
            self._only = self._read(file)

    def of(self, folder: Path) -> Config:
        """Return the config that holds in a folder, given as an absolute path.

        Raises:
            ConfigError: it is wrong.

        """
        if self._only is not None:
            return self._only
        passed = []
        found: Config | None = None
        for step in (folder, *folder.parents):
            if step in self._by_folder:
                found = self._by_folder[step]
                break
            passed.append(step)
            file = file_in(step)
            if file is not None:
                found = self._read(file)
                break
        found = found or self._default
        self._by_folder.update(dict.fromkeys(passed, found))
        return found

    @property
    def known(self) -> Mapping[Path, Config]:
        """The configs found so far, by folder; none where one file holds in all."""
        return self._by_folder

    @cached_property
    def _default(self) -> Config:
        """The config where there is no file."""
        return self._overrides.applied_to(Config())

    def _read(self, file: Path) -> Config:
        # Many sites have no config file.
        from linter.config.layers import read

        return self._overrides.applied_to(read(file))
