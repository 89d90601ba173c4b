"""`articlelint check`: lint files."""

from typing import Any

import click

from linter.cli.check_options import CheckOptions
from linter.cli.check_parameters import PARAMETERS
from linter.cli.check_run import run_check
from linter.cli.option_groups import GroupedCommand


class CheckCommand(GroupedCommand):
    """The command's parser."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, and add `CheckOptions.option_names`, which click does not keep."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        rest = super().parse_args(ctx, args)
        ctx.params["option_names"] = tuple(parameter.name for parameter in given)
        return rest


@click.command(cls=CheckCommand, params=list(PARAMETERS))
def check(**arguments: Any) -> int:
    """Lint articles in files and folders.

    PATHS default to the current folder; `-` reads standard input. RULES are codes, prefixes of
    codes, or names, separated by commas. Options without a default are off or empty, unless the
    config sets them.

    The exit status is 0 if there is nothing to fail on, 1 if there are findings, and 2 for wrong
    usage and for files that cannot be read.
    """
    return run_check(CheckOptions(**arguments))
