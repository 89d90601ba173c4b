"""Options under headings: a command whose `--help` lists its options in groups."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click

UNGROUPED = "Options"
"""The heading of the options of a command without groups."""

OTHER = "Other"
"""The heading of the last group, which has click's own `--help` too."""


class GroupedOption(click.Option):
    """An option that `--help` lists under a heading.

    A text for `show_default` describes a default that depends on the config or on the machine.
    """

    def __init__(self, heading: str, *names: str, **settings: Any) -> None:
        """Take the heading, the names as on the command line, and what `click.Option` takes."""
        super().__init__(names, **settings)
        self.heading = heading

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return the notes below the help text; click puts described defaults in parentheses."""
        extra = super().get_help_extra(ctx)
        if isinstance(self.show_default, str):
            extra["default"] = self.show_default
        return extra


class GroupedCommand(click.Command):
    """A command that lists options under their headings.

    Options of one heading are declared one after another.
    """

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each heading."""
        for heading, records in option_groups(self, ctx):
            with formatter.section(heading):
                formatter.write_dl(records)


def option_groups(
    command: click.Command, ctx: click.Context
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each heading with the names and the help text of its options."""
    options = [each for each in command.get_params(ctx) if isinstance(each, click.Option)]
    is_grouped = any(isinstance(each, GroupedOption) for each in options)
    rest = OTHER if is_grouped else UNGROUPED
    for heading, group in groupby(options, lambda option: getattr(option, "heading", rest)):
        records = (each.get_help_record(ctx) for each in group)
        yield heading, [record for record in records if record is not None]
