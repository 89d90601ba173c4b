"""The config of each folder: that of the nearest file, with the values of the command line."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from linter.config.options import RelativeGlob
from linter.config.settings import Config
from linter.config.toml_file import file_in


class Overrides(NamedTuple):
    """What the command line sets; it overrides every file."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    now: datetime | None = None
    exclude: tuple[RelativeGlob, ...] = ()

    def applied_to(self, config: Config) -> Config:
        """Return a config with these values."""
        settings = replace(config.settings, now=self.now or config.settings.now)
        if self.select:
            settings = replace(
                settings, select=self.select, extend_select=self.extend_select, ignore=self.ignore
            )
        else:
            ignore = tuple(each for each in settings.ignore if each not in self.extend_select)
            settings = replace(
                settings,
                extend_select=(*settings.extend_select, *self.extend_select),
                ignore=(*ignore, *self.ignore),
            )
        exclude = (*config.exclude, *self.exclude)
        return replace(config, settings=settings, exclude=exclude)


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
        self._default = overrides.applied_to(Config())
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
        found = self._default
        for step in (folder, *folder.parents):
            if step in self._by_folder:
                found = self._by_folder[step]
                break
            passed.append(step)
            file = file_in(step)
            if file is not None:
                found = self._read(file)
                break
        self._by_folder.update(dict.fromkeys(passed, found))
        return found

    def _read(self, file: Path) -> Config:
        # Many sites have no config file.
        from linter.config.layers import read

        return self._overrides.applied_to(read(file))
