"""The command line: the only package that prints or exits."""

import gc
import os
import sys

from linter.cli.early_arguments import Arguments, parsed
from linter.cli.exit_status import INTERRUPTED, WRONG_USE


def main() -> None:
    """Run `articlelint` with the arguments of this process, and exit.

    A bug outside of the work on a single file prints a traceback.
    """
    # Collections while modules are imported free nothing, and take a twentieth of the start-up.
    # What a run keeps of 10,000 files is below the threshold, and linting breaks its own cycles.
    gc.set_threshold(300_000)
    try:
        os.getcwd()  # noqa: PTH109 - imports nothing
    except OSError:
        sys.stderr.write("error: the working folder is gone, or cannot be read\n")
        sys.exit(WRONG_USE)
    try:
        arguments = parsed(sys.argv[1:])
        if arguments is None:
            from linter.cli.root import articlelint

            articlelint()
        else:
            sys.exit(_check(arguments))
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
    finally:
        # Else the interpreter looks for garbage in all of it as it ends: a tenth of a short run.
        gc.freeze()


def _check(arguments: Arguments) -> int:
    """Run `articlelint check` with plain arguments, without click; return the exit status."""
    from linter.cli.early import ends_early

    if ends_early(arguments):
        # Taking the interpreter down takes longer than the proof, and nothing is left to write.
        os._exit(0)
    from linter.cli.check_options import CheckOptions
    from linter.cli.check_run import run_check
    from linter.cli.errors import status_of_command

    options = CheckOptions.of_early_run(arguments)
    return status_of_command(lambda: run_check(options))
