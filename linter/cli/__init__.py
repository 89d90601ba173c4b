"""The command line: the only place that prints or exits."""

import gc
import sys

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 and the number of the signal, as shells have it."""

_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run `articlelint` with the arguments of this process, and exit."""
    try:
        from linter.cli.root import articlelint

        # What is read of a file frees itself; looking for circles in it takes a third of the time.
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 50, 100)
        articlelint()
    except KeyboardInterrupt:
        # Outside of what click catches: while modules are imported.
        sys.exit(INTERRUPTED)
