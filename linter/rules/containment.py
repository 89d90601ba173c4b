"""Keeps the code of plug-ins from writing into reports and from ending the process."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from typing import Never

_STDOUT, _STDERR = 1, 2


@contextmanager
def running_plugin_code() -> Iterator[None]:
    """Redirect standard output to standard error, and make `os._exit` raise `RuntimeError`.

    Programs that a plug-in starts are redirected too. Processes forked inside still exit.
    """
    owner, leave = os.getpid(), os._exit

    def refuse(status: int) -> Never:
        if os.getpid() != owner:
            leave(status)
        raise RuntimeError(f"the process was to be ended: os._exit({status})")

    with ExitStack() as stack:
        # What is in the buffer was written before, so it is not redirected.
        _flush()
        # With either stream closed, the two cannot be mixed up.
        with suppress(OSError):
            saved = os.dup(_STDOUT)
            stack.callback(os.close, saved)
            stack.callback(os.dup2, saved, _STDOUT)
            os.dup2(_STDERR, _STDOUT)
        stack.callback(_flush)
        stack.enter_context(redirect_stdout(sys.stderr))
        os._exit = refuse
        stack.callback(setattr, os, "_exit", leave)
        yield


def _flush() -> None:
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
