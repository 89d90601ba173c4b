"""`articlelint check --show-settings`: the settings of one file, and its rules."""

from pathlib import Path
from typing import Any

from linter.config.files import Configs
from linter.config.settings import Collection, Config
from linter.config.values import written_table
from linter.core.filesystem import holds
from linter.core.paths import real_path
from linter.files.discovery import named_target
from linter.files.site_finder import SiteFinder
from linter.lint.plan import rule_table
from linter.profiles.plain import PROFILE as PLAIN
from linter.reporters.shared.json_text import document

_SHOWN_PER_FILE = frozenset(
    {"dialect", "select", "extend-select", "ignore", "fixable", "extend-fixable", "unfixable"}
)
"""Options that show as the dialect and the rules of the file."""


def settings_text(path: Path, configs: Configs) -> str:
    """Return as JSON the config of a file or folder, and every rule that runs there.

    Raises:
        ConfigError: a config is wrong.

    """
    folder = path if holds(path.is_dir) else path.parent
    config = configs.of(folder.resolve())
    return document(
        {"path": str(path), **_config(folder, config, configs), **_of_file(path, config, configs)}
    )


def _config(folder: Path, config: Config, configs: Configs) -> dict[str, Any]:
    values = written_table(config)
    site = SiteFinder(configs).of(real_path(folder))
    values["site-root"] = None if site is None else site.path
    values["profile"] = (PLAIN if site is None else site.profile).name
    values["collections"] = [_collection(each) for each in config.collections]
    shown = {key: value for key, value in values.items() if key not in _SHOWN_PER_FILE}
    return {"config": [str(source) for source in config.sources], **shown}


def _collection(collection: Collection) -> dict[str, Any]:
    values = written_table(collection)
    return {**values, "profile": collection.profile.name}


def _of_file(path: Path, config: Config, configs: Configs) -> dict[str, Any]:
    """Return the kind of a file, and its rules with their options."""
    target = None if holds(path.is_dir) else named_target(str(path), Path.cwd(), configs)
    settings = config.settings if target is None else target.settings
    kind = None if target is None else target.kind or target.other_kind
    table = rule_table(settings)
    return {
        "schema": None if kind is None else kind.schema,
        "dialect": config.dialect if kind is None else kind.dialect,
        "now": settings.now.isoformat(),
        "rules": {
            rule.code: {
                "name": rule.name,
                "severity": rule.given_severity or rule.severity,
                "fixable": bool(rule.fixes) and rule.code in table.fixable,
                **({} if rule.options is None else written_table(rule.options)),
            }
            for rule in table.rules
        },
    }
