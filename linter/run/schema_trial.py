"""Lints files as if their collections had other schemas, with everything else as it is."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from linter.config.files import Configs
from linter.config.settings import Kind
from linter.files.targets import Found, Target
from linter.run.report import Report
from linter.run.runner import RunOptions, run


class Trial(NamedTuple):
    """Files of one kind, and the schema to try: one that needs no other file of the site."""

    targets: tuple[Target, ...]
    kind: Kind
    schema: Any


def lint_by(trials: Iterable[Trial], found: Found, configs: Configs, options: RunOptions) -> Report:
    """Return what is found in the files of some trials; the other files of `found` are left out.

    Raises:
        ConfigError: the settings name no such rule.
        SchemaError: a schema cannot be used.

    """
    # Processes load a schema by its path, so each is written to a file of its own.
    with TemporaryDirectory(prefix="articlelint-") as folder:
        targets: list[Target] = []
        for number, trial in enumerate(trials):
            file = Path(folder, f"{number}.schema.json")
            file.write_text(json.dumps(trial.schema), encoding="utf-8")
            kind = trial.kind._replace(schema=str(file))
            targets += (_of_kind(target, kind) for target in trial.targets)
        targets.sort(key=lambda target: target.shown_as)
        # Without folders, rules over the whole site look for the files that are left out.
        wanted = found._replace(targets=targets, folders=())
        return run(wanted, configs, options=options)


def _of_kind(target: Target, kind: Kind) -> Target:
    """Return a target whose schema is a file outside the site, which is refused to a config."""
    return target._replace(kind=kind, config=replace(target.config, site_root=None))
