"""The manual page `articlelint.1`, from the help texts of the commands.

Its markup is that of groff's man(7): a line that begins with a dot is a macro, a backslash an
escape.
"""

import re
from collections.abc import Iterator
from inspect import cleandoc

import click

from linter import __version__
from linter.cli.option_groups import UNGROUPED, option_groups
from linter.cli.root import articlelint

NOTICE = '.\\" Written by docs/generate.py; what is changed here is lost.\n'

HEAD = f"""\
.TH ARTICLELINT 1 "" "articlelint {__version__}" "User Commands"
.ad l
.nh
.SH NAME
articlelint \\- lint and fix the front matter of Markdown files"""

FILES = {
    "articlelint.toml": "The config of its folder and of those below it. The nearest one applies.",
    "pyproject.toml": "The table `[tool.articlelint]` is a config, too.",
    "~/.cache/articlelint/": (
        "Results of earlier runs: below `$XDG_CACHE_HOME` if that is set, and on macOS and Windows"
        " in the user's folder for caches. `articlelint clean` deletes them."
    ),
}

ENVIRONMENT = {
    "NO_COLOR": "Never colour the output.",
    "FORCE_COLOR": "Colour the output also where it is no terminal.",
    "COLUMNS": "The width of the output, in columns.",
    "GITHUB_ACTIONS": "If it is `true`, findings are printed as annotations, too.",
}

_OPTION = re.compile(r"((?<![\w-])--?[A-Za-z][\w-]*)")
_CODE = re.compile(r"`([^`]+)`")


def manual_page() -> str:
    """Return the page: the root command, its subcommands with their options, files, variables."""
    root, *commands = command_contexts()
    parts = [HEAD, ".SH SYNOPSIS", _usage(root), ".SH DESCRIPTION", *_paragraphs(root)]
    parts += [".SH OPTIONS", *_options(root), ".SH COMMANDS"]
    for context in commands:
        parts += [f".SS {_bold(context.command_path)}", _usage(context), *_paragraphs(context)]
        parts += _options(context)
    parts += [".SH FILES", *(_item(_bold(path), text) for path, text in FILES.items())]
    parts += [".SH ENVIRONMENT", *(_item(_bold(name), text) for name, text in ENVIRONMENT.items())]
    return NOTICE + "\n".join(parts) + "\n"


def command_contexts() -> Iterator[click.Context]:
    """Yield the context of the root command, then those of its subcommands."""
    root = articlelint.make_context("articlelint", [], resilient_parsing=True)
    yield root
    for name in articlelint.list_commands(root):
        command = articlelint.get_command(root, name)
        if command is None:
            raise KeyError(name)
        yield command.make_context(name, [], root, resilient_parsing=True)


def _usage(context: click.Context) -> str:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return f"{_bold(context.command_path)} {_escaped(pieces)}"


def _paragraphs(context: click.Context) -> Iterator[str]:
    for paragraph in cleandoc(context.command.help or "").split("\n\n"):
        yield f".PP\n{_text(paragraph)}"


def _options(context: click.Context) -> Iterator[str]:
    """Yield the options, below their headings where they have some."""
    for heading, records in option_groups(context.command, context):
        if heading != UNGROUPED:
            yield f".PP\n{_bold(heading)}"
        for names, text in records:
            yield _item(_with_bold(_OPTION, names), text)


def _item(term: str, text: str) -> str:
    """Return a term, which is markup, and the text that describes it."""
    return f".TP\n{term}\n{_text(text)}"


def _text(markdown: str) -> str:
    """Return text with code in backticks as markup."""
    lines = _with_bold(_CODE, markdown).split("\n")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in lines)


def _with_bold(pattern: re.Pattern[str], text: str) -> str:
    """Return text as markup, in bold what the only group of the pattern matches."""
    parts = pattern.split(text)
    return "".join(_bold(part) if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _bold(text: str) -> str:
    return f"\\fB{_escaped(text)}\\fR"


def _escaped(text: str) -> str:
    """Return text as markup; a plain hyphen could be shown as a longer dash, or split a word."""
    return text.replace("\\", "\\e").replace("-", "\\-")
