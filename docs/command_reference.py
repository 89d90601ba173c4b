"""The reference of the command line: each command with its options, from its help."""

import re
from collections.abc import Iterator
from inspect import cleandoc

import click
from manual_page import command_contexts

from linter.cli.option_groups import option_groups

_LONG_NAME = re.compile(r"-(-[\w-]+)")


def page() -> str:
    """Return the page."""
    root, *commands = command_contexts()
    rows = (_row(each) for each in commands)
    table = "\n".join(["| command | what it does |", "| --- | --- |", *rows])
    parts = ["# Command line", _usage(root), _text(root), table, *_options(root, 2)]
    for each in commands:
        parts += [f"## `{each.command_path}`", _usage(each), _text(each), *_options(each, 3)]
    return "\n\n".join(parts) + "\n"


def _row(context: click.Context) -> str:
    summary = context.command.get_short_help_str(limit=100)
    return f"| [`{context.command_path}`](#articlelint-{context.info_name}) | {summary} |"


def _usage(context: click.Context) -> str:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return f"```text\n{context.command_path} {pieces}\n```"


def _text(context: click.Context) -> str:
    return cleandoc(context.command.help or "")


def _options(context: click.Context, level: int) -> Iterator[str]:
    """Yield the options, below the heading of their group, which has the level."""
    for heading, records in option_groups(context.command, context):
        yield f"{'#' * level} {heading}"
        for names, text in records:
            # Headings alone have anchors that change with other commands' options.
            anchor = f"{context.info_name}{_LONG_NAME.findall(names)[0]}"
            yield f"({anchor})=\n{'#' * (level + 1)} `{names}`\n\n{text}"
