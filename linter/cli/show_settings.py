"""`articlelint check --show-settings`: the settings of one file, and its rules."""

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from linter.config.files import Configs
from linter.config.schema import key_of
from linter.config.settings import Config, FailOn
from linter.files.discovery import named_target
from linter.lint.plan import rule_table
from linter.reporters.shared.json_text import document
from linter.site.config import find_site_root


def settings_text(path: Path, configs: Configs) -> str:
    """Return, as JSON, the config that holds for a file or folder, and every rule that runs there.

    Raises:
        ConfigError: a config is wrong.

    """
    folder = path if path.is_dir() else path.parent
    config = configs.of(folder.resolve())
    return document(
        {"path": str(path), **_config(folder, config), **_of_file(path, config, configs)}
    )


def _config(folder: Path, config: Config) -> dict[str, Any]:
    root = config.site_root or find_site_root(folder)
    return {
        "config": [str(source) for source in config.sources],
        "site-root": None if root is None else str(root),
        "site": asdict(config.site),
        "collections": [
            {"name": each.name, "files": each.files, **each.kind._asdict()}
            for each in config.collections
        ],
        "exclude": [glob for _, glob in config.exclude],
        "per-file-ignores": {each.glob: each.selectors for each in config.per_file_ignores},
        "limits": {key_of(key): value for key, value in asdict(config.settings.limits).items()},
        "fail-on": config.fail_on or FailOn.ERROR,
        "output-format": config.output_format,
        "baseline": None if config.baseline is None else str(config.baseline),
    }


def _of_file(path: Path, config: Config, configs: Configs) -> dict[str, Any]:
    """Return the kind of a file, and the rules that run on it with their options."""
    target = None if path.is_dir() else named_target(str(path), Path.cwd(), configs)
    settings = config.settings if target is None else target.settings
    kind = None if target is None else target.kind
    table = rule_table(settings)
    return {
        "schema": None if kind is None else kind.schema,
        "dialect": config.dialect if kind is None else kind.dialect,
        "now": settings.now.isoformat(),
        "rules": {
            rule.code: {
                "name": rule.name,
                "severity": rule.given_severity or rule.severity,
                **_options(rule.options),
            }
            for rule in table.rules
        },
    }


def _options(options: Any) -> dict[str, Any]:
    if options is None:
        return {}
    return {key_of(each.name): getattr(options, each.name) for each in fields(options)}
