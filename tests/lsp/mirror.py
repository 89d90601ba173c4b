"""A copy of a site with the texts of an editor in their files, and what the command finds there."""

import os
import shutil
from contextlib import chdir
from pathlib import Path

from linter.cache.store import Cache
from linter.config.files import Configs
from linter.core.messages import printable
from linter.files.discovery import find
from linter.lint.plan import timeless_table
from linter.rules.registry import ConfigError
from linter.run.cached_results import CachedResults
from linter.run.report import Report
from linter.run.runner import RunOptions, run
from linter.schema.files import load
from tests.lsp.editor import Finding, by_file


class Mirror:
    """The copy; files are given by their paths in it."""

    def __init__(self, site: Path, copy: Path) -> None:
        """Copy a site."""
        self._site = site
        self._copy = copy
        shutil.copytree(site, copy)

    def put(self, path: str, text: str | None) -> None:
        """Write a text that is open; without one, the file is as in the site."""
        file = self._copy / path
        if text is not None or (self._site / path).is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            data = (self._site / path).read_bytes() if text is None else text.encode()
            file.write_bytes(data)
        else:
            file.unlink(missing_ok=True)

    def findings(self, *, is_cached: bool) -> dict[str, list[Finding]] | None:
        """Return what the command finds, by file; None where a config is wrong."""
        # Each run of the command has a process of its own.
        for memory in (load, timeless_table):
            memory.cache_clear()
        cached = CachedResults(Cache()) if is_cached else None
        configs = Configs()
        with chdir(self._copy):
            try:
                targets = find(["."], self._copy, configs)
                return self._by_file(run(targets, configs, options=RunOptions(cached=cached)))
            except ConfigError:
                return None
            finally:
                if cached is not None:
                    cached.close()

    def _by_file(self, report: Report) -> dict[str, list[Finding]]:
        found = by_file(report)
        for error in report.errors:
            reason = printable(error.reason.replace(os.fspath(self._copy), os.fspath(self._site)))
            found.setdefault(error.path, []).insert(0, (None, 1, 1, 1, 1, reason))
        return found
