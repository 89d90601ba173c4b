"""The command line: the only place that prints or exits."""

import sys

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 and the number of the signal, as shells have it."""


def main() -> None:
    """Run `articlelint` with the arguments of this process, and exit."""
    try:
        from linter.cli.root import articlelint

        articlelint()
    except KeyboardInterrupt:
        # Outside of what click catches: while modules are imported.
        sys.exit(INTERRUPTED)
