"""The command `articlelint`: its subcommands, its errors, its exit status."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from linter import __version__
from linter.cli.errors import status_of_command
from linter.cli.exit_status import INTERRUPTED, CommandError
from linter.core.filesystem import holds
from linter.core.patterns import import_lazily

COMMANDS = ("check", "clean", "impact", "infer", "init", "report", "rule", "schema", "server")
"""The subcommands; each is a function in the module of its name."""


class Articlelint(click.Group):
    """The group of subcommands, which imports only the one that is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return the names of the subcommands, in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a subcommand; None if there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        import_lazily("yaml")
        command: click.Command = getattr(import_module(f"linter.cli.{cmd_name}"), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments before the subcommand.

        Raises:
            UsageError: there is no such option; for one of `check` the message has the command.

        """
        whole = " ".join(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            check = self.get_command(ctx, "check")
            if check and any(error.option_name in each.opts for each in check.params):
                raise click.UsageError(f"to lint files, write: articlelint check {whole}") from None
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the subcommand that the arguments name.

        Raises:
            UsageError: they name none; for a path the message has the command that lints it.

        """
        if args[0] not in COMMANDS and (holds(Path(args[0]).exists) or _looks_like_path(args[0])):
            raise click.UsageError(f"to lint files, write: articlelint check {' '.join(args)}")
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]  # click's own is overloaded
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run the command line and exit.

        A subcommand returns its exit status, and raises `CommandError` for errors that the user can
        fix; they are printed in one line. Ctrl-C ends at once; a closed pipe is no error.
        """
        # The usage line names the command, not `python -m linter`.
        extra["standalone_mode"] = False
        run = partial(super().main, args, prog_name or "articlelint", **extra)
        sys.exit(status_of_command(partial(_run, run)))


def _run(command: Callable[[], int]) -> int:
    """Return the exit status of a command that click runs.

    Raises:
        CommandError: click reports wrong usage.

    """
    try:
        return command()
    except click.ClickException as error:
        raise CommandError(error.format_message()) from None
    except click.Abort:
        return INTERRUPTED


def _looks_like_path(text: str) -> bool:
    return text == "-" or "/" in text or bool(Path(text).suffix)


@click.group(
    cls=Articlelint,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def articlelint(ctx: click.Context) -> None:
    """Lint and fix the front matter of Markdown files."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
