"""`articlelint server`: the language server, for editors."""

import os

import click

from linter.cli.exit_status import INTERRUPTED, CommandError


@click.command
@click.option(
    "--stdio",
    is_flag=True,
    expose_value=False,
    help="Use standard input and output, as always: for clients that pass this option.",
)
def server() -> int:
    """Run the language server for editors, over standard input and output.

    Its protocol is the Language Server Protocol. Editors start it themselves: the page on editors
    has their settings.
    """
    try:
        from linter.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        message = "the server needs other packages: pip install pygls lsprotocol"
        raise CommandError(message) from None
    try:
        return 0 if serve() else 1
    except KeyboardInterrupt:
        # A thread that waits for standard input would keep the process.
        os._exit(INTERRUPTED)
