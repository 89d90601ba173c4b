"""`articlelint check --scheduler`: lint on the workers of a Dask cluster."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from linter import __version__
from linter.cli.exit_status import CommandError
from linter.core.credentials import without_user, without_user_of

if TYPE_CHECKING:
    from distributed import Client

TIMEOUT = 5
"""Seconds to wait for an answer of the scheduler."""


class Cluster(NamedTuple):
    """The workers of a cluster as an executor, and the number of their cores."""

    executor: Executor
    cores: int


class _Workers(Executor):
    """Dask's executor, with the errors of a `ProcessPoolExecutor` for lost workers."""

    def __init__(self, client: "Client") -> None:
        # Dask caches the results of pure functions, but files change.
        self._executor = client.get_executor(pure=False)

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        of_dask = self._executor.submit(call, *args, **named)
        of_dask.add_done_callback(partial(_copy_outcome, future))
        return future


def _copy_outcome(future: Future[Any], of_dask: Future[Any]) -> None:
    """Set the outcome of Dask's future, with the standard library's error for a lost worker."""
    from distributed import KilledWorker

    error = CancelledError() if of_dask.cancelled() else of_dask.exception()
    if error is None:
        future.set_result(of_dask.result())
    elif isinstance(error, KilledWorker):
        future.set_exception(BrokenExecutor(str(error)))
    else:
        future.set_exception(error)


@contextmanager
def connect(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler, and yield its workers.

    Raises:
        CommandError: the library is not installed, the scheduler does not answer or is lost, it
            has no workers, or they have other versions or plug-ins.

    """
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host
    except ImportError:
        message = "--scheduler needs another package: pip install distributed"
        raise CommandError(message) from None
    _silence_log()
    # Dask assumes TCP for an address without a scheme.
    whole = address if "://" in address else f"tcp://{address}"
    shown = without_user(whole) if without_user(whole) != whole else address
    try:
        # Without this check, the client takes ten seconds to fail for an invalid address.
        get_address_host(address)
        client = Client(address, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = without_user_of(whole, " ".join(str(error).split()))
        raise CommandError(f"--scheduler {shown}: {reason}") from None
    with client:
        cores = sum(client.ncores().values())
        if not cores:
            raise CommandError(f"--scheduler {shown}: it has no workers")
        _compare_versions(client)
        try:
            yield Cluster(_Workers(client), cores)
        except CancelledError:
            message = f"--scheduler {shown}: the connection was lost"
            raise CommandError(message) from None


def _silence_log() -> None:
    """Keep Dask's log off standard error: it has tracebacks of errors that are one line here."""
    for handler in logging.getLogger("distributed").handlers:
        handler.addFilter(lambda _: False)


def installed() -> tuple[str, tuple[str, ...]]:
    """Return the version and the codes of all rules, which must be the same on all machines."""
    from linter.rules.registry import known_rules

    return __version__, tuple(sorted(known_rules()))


def _compare_versions(client: "Client") -> None:
    """Make sure that all workers have this articlelint and its plug-ins.

    Raises:
        CommandError: one has another version, other plug-ins, or no articlelint.

    """
    for worker, answer in sorted(client.run(installed, on_error="return").items()):
        if isinstance(answer, Exception):
            reason = f"articlelint cannot be used there: {answer}"
        elif answer[0] != __version__:
            reason = f"articlelint is {answer[0]} there, and {__version__} here"
        elif answer != installed():
            reason = "its rules are others, so that its plug-ins must be others"
        else:
            continue
        raise CommandError(f"--scheduler: worker {worker}: {reason}")
