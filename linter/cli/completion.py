"""What shells complete: values of arguments and options. The rest is click's own."""

from collections.abc import Iterator

import click
from click.shell_completion import CompletionItem

files = click.Path().shell_complete
"""Completes the paths of files and folders."""


def rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the rules whose code or name starts so."""
    return list(_rules(incomplete, ""))


def rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return what a list of rules, separated by commas, can go on with."""
    before, comma, last = incomplete.rpartition(",")
    return list(_rules(last, before + comma))


def schema(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the schemas that can be printed and whose names start so."""
    from linter.cli.schema import CONFIG
    from linter.schema.builtin import builtin_names

    names = (*builtin_names(), CONFIG)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _rules(start: str, before: str) -> Iterator[CompletionItem]:
    from linter.rules.registry import ConfigError, all_rules

    try:
        every = all_rules().values()
    except ConfigError:
        # A plug-in is broken; the command will say so, a prompt is no place for it.
        return
    for each in every:
        if each.code.startswith(start.upper()):
            yield CompletionItem(before + each.code, help=each.name)
        if start and each.name.startswith(start.lower()):
            yield CompletionItem(before + each.name, help=each.code)
