"""Options under headings: a command whose `--help` lists its options in groups."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click

UNGROUPED = "Options"
"""The heading of options that have none, such as click's own `--help`."""


class GroupedOption(click.Option):
    """An option that `--help` lists under a heading."""

    def __init__(self, heading: str, *names: str, **settings: Any) -> None:
        """Take the heading, the names as on the command line, and what `click.Option` takes."""
        super().__init__(names, **settings)
        self.heading = heading


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
    options = (each for each in command.get_params(ctx) if isinstance(each, click.Option))
    for heading, group in groupby(options, _heading):
        records = (each.get_help_record(ctx) for each in group)
        yield heading, [record for record in records if record is not None]


def _heading(option: click.Option) -> str:
    return option.heading if isinstance(option, GroupedOption) else UNGROUPED
