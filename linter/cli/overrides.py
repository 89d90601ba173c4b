"""What the options of `articlelint check` set in place of config files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from linter.cli.check_options import CheckOptions
from linter.config.files import Overrides
from linter.config.options import RelativeGlob
from linter.rules.registry import check_selector

if TYPE_CHECKING:
    from linter.config.layers import Layer


def overrides_of(options: CheckOptions) -> Overrides:
    """Return what options set, whatever the config files hold.

    Raises:
        ConfigError: an option names no such rule, or a `--config KEY=VALUE` is wrong.

    """
    selectors = (
        *(options.select, options.extend_select, options.ignore),
        *(options.fixable, options.extend_fixable, options.unfixable),
    )
    for selector in (each for several in selectors for each in several):
        check_selector(selector)
    folder = Path.cwd()
    return Overrides(
        select=options.select,
        extend_select=options.extend_select,
        ignore=options.ignore,
        fixable=options.fixable,
        extend_fixable=options.extend_fixable,
        unfixable=options.unfixable,
        ignore_suppressions=options.ignore_suppressions,
        now=options.now or datetime.now(UTC),
        exclude=tuple(RelativeGlob(folder, glob) for glob in options.exclude),
        respect_gitignore=options.respect_gitignore,
        layers=_layers(options.config_values),
    )


def _layers(values: list[str]) -> tuple["Layer", ...]:
    if not values:
        return ()
    # Few runs read a config.
    from linter.config.layers import inline_layer

    return tuple(map(inline_layer, values))
