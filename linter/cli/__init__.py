"""The command line: the only package that prints or exits."""

import gc
import os
import sys

from linter.cli.early_arguments import parsed
from linter.cli.exit_status import INTERRUPTED, WRONG_USE


def main() -> None:
    """Run `articlelint` with the arguments of this process, and exit.

    A bug outside of the work on a single file prints a traceback.
    """
    # Collections while modules are imported free nothing, and take a twentieth of the start-up.
    gc.set_threshold(50_000)
    try:
        if _ends_early():
            # Taking the interpreter down takes longer than the proof, and nothing is left to write.
            os._exit(0)
        from linter.cli.root import articlelint

        articlelint()
    except Exception:  # noqa: BLE001 - whatever it is
        import traceback

        from linter.core.credentials import without_user
        from linter.core.messages import printable

        lines = map(printable, without_user(traceback.format_exc()).splitlines())
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.exit(WRONG_USE)
    except KeyboardInterrupt:
        # Click catches it only once the modules are imported.
        sys.exit(INTERRUPTED)


def _ends_early() -> bool:
    """Whether the work is done before anything else is imported."""
    arguments = parsed(sys.argv[1:])
    if arguments is None:
        return False
    from linter.cli.early import ends_early

    return ends_early(arguments)
