"""Shell completion of paths and rules; click completes commands, options and choices."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.shell_completion import CompletionItem

files = click.Path().shell_complete
"""Completes paths of files and folders."""


def rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return the rules whose code or name starts with the incomplete text."""
    return list(_rules(incomplete, ""))


def rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return the completions of the last rule in a list that is separated by commas."""
    before, comma, last = incomplete.rpartition(",")
    return list(_rules(last, before + comma))


def config(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return the options of a config that start with the incomplete text, or else files."""
    from click.shell_completion import CompletionItem

    from linter.config.options import described
    from linter.config.settings import Config

    keys = [each for each in described(Config) if incomplete and each.key.startswith(incomplete)]
    if not keys:
        return files(ctx, param, incomplete)
    return [CompletionItem(f"{each.key}=", help=each.description) for each in keys]


def _rules(start: str, before: str) -> "Iterator[CompletionItem]":
    """Yield the rules whose code or name has a start, each with the text that stays before it."""
    from click.shell_completion import CompletionItem

    from linter.rules.registry import ConfigError, known_rules

    try:
        every = known_rules().values()
    except ConfigError:
        # A plug-in is broken: an error belongs in the output of the command, not in a prompt.
        return
    for each in every:
        if each.code.startswith(start.upper()):
            yield CompletionItem(before + each.code, help=each.name)
        if start and each.name.startswith(start.lower()):
            yield CompletionItem(before + each.name, help=each.code)
