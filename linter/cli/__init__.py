"""The command line: the only place that prints or exits."""

import gc
import sys

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 and the number of the signal, as shells have it."""

BUG = 2
"""The exit status after a bug of this program."""

_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run `articlelint` with the arguments of this process, and exit.

    A bug for which no single file is to blame is a traceback, but its exit status is not that of
    findings.
    """
    try:
        from linter.cli.root import articlelint

        # What is read of a file frees itself; looking for circles in it takes a third of the time.
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 50, 100)
        articlelint()
    except Exception:  # noqa: BLE001 - whatever it is
        import traceback

        from linter.core.text import printable, without_user

        lines = map(printable, without_user(traceback.format_exc()).splitlines())
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.exit(BUG)
    except KeyboardInterrupt:
        # Outside of what click catches: while modules are imported.
        sys.exit(INTERRUPTED)
