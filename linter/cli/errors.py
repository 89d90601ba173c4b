"""Runs a command, and prints what the user has to correct: one line for each error."""

import sys
from collections.abc import Callable

from linter.cli import terminal
from linter.cli.exit_status import INTERRUPTED, WRONG_USE, CommandError


def status_of_command(command: Callable[[], int]) -> int:
    """Return the exit status of a whole command, which Ctrl-C ends at once."""
    terminal.use_utf8()
    try:
        return with_errors_printed(command)
    except KeyboardInterrupt:
        # The shell's next line does not follow `^C`.
        terminal.write("\n", sys.stderr)
        return INTERRUPTED


def with_errors_printed(command: Callable[[], int]) -> int:
    """Return the exit status of a command, after printing the errors that it raises.

    A mistake in a config file or a plug-in is one of them; what else is raised is a bug.
    """
    try:
        return command()
    except CommandError as error:
        messages = [str(error)]
    except Exception as error:
        from linter.rules.registry import ConfigError

        if not isinstance(error, ConfigError):
            raise
        messages = str(error).split("\n")
    for message in messages:
        terminal.print_message("error", message)
    return WRONG_USE
