"""Commands that read config files, and print what is wrong in them."""

from typing import Any

import click

from linter.cli import terminal
from linter.cli.option_groups import GroupedCommand


class ConfigCommand(GroupedCommand):
    """A command that reports mistakes in config files as wrong usage."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        Raises:
            UsageError: a config file or a plug-in is wrong.

        """
        from linter.rules.registry import ConfigError

        try:
            return super().invoke(ctx)
        except ConfigError as error:
            *others, last = str(error).split("\n")
            for message in others:
                terminal.print_message("error", message)
            raise click.UsageError(last) from None
