"""`articlelint check --scheduler`: lint on the workers of a Dask cluster."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from linter import __version__
from linter.core.text import without_user, without_user_of

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 5
"""How long a scheduler may take to answer, in seconds."""


class Cluster(NamedTuple):
    """The workers of a cluster, as an executor, and how many cores they have."""

    executor: Executor
    cores: int


class _Workers(Executor):
    """Dask's executor, whose lost tasks fail as in a pool of processes of one's own."""

    def __init__(self, client: "Client") -> None:
        # No two tasks are the same: files change.
        self._executor = client.get_executor(pure=False)

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        handed_on: Future[Any] = Future()
        future = self._executor.submit(call, *args, **named)
        future.add_done_callback(partial(_hand_on, handed_on))
        return handed_on


def _hand_on(future: Future[Any], done: Future[Any]) -> None:
    """Settle a future as Dask's was, with the standard library's error for a lost worker."""
    from distributed import KilledWorker

    error = CancelledError() if done.cancelled() else done.exception()
    if error is None:
        future.set_result(done.result())
    elif isinstance(error, KilledWorker):
        future.set_exception(BrokenExecutor(str(error)))
    else:
        future.set_exception(error)


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler, and yield its workers.

    Raises:
        ClickException: the library is not installed, the scheduler does not answer or is lost, or
            its workers are none, or have another articlelint.

    """
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host
    except ImportError:
        message = "--scheduler needs another package: pip install distributed"
        raise click.UsageError(message) from None
    _silence()
    # Without a scheme it is taken for one of TCP.
    whole = address if "://" in address else f"tcp://{address}"
    shown = without_user(whole) if without_user(whole) != whole else address
    try:
        # A client that was given what is no address takes ten seconds to come to its end.
        get_address_host(address)
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = without_user_of(whole, " ".join(str(error).split()))
        raise click.ClickException(f"--scheduler {shown}: {reason}") from None
    with client:
        cores = sum(client.ncores().values())
        if not cores:
            raise click.ClickException(f"--scheduler {shown}: it has no workers")
        _compare_versions(client)
        try:
            yield Cluster(_Workers(client), cores)
        except CancelledError:
            message = f"--scheduler {shown}: the connection was lost"
            raise click.ClickException(message) from None


def _silence() -> None:
    """Keep Dask's log, with tracebacks of what one line here tells, off standard error."""
    for handler in logging.getLogger("distributed").handlers:
        handler.addFilter(lambda _: False)


def installed() -> tuple[str, tuple[str, ...]]:
    """Return what must be the same on all machines: the version, and the codes of all rules."""
    from linter.rules.registry import all_rules

    return __version__, tuple(sorted(all_rules()))


def _compare_versions(client: "Client") -> None:
    """Make sure that all workers would find the same.

    Raises:
        ClickException: one has another articlelint, other plug-ins, or none.

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
        raise click.ClickException(f"--scheduler: worker {worker}: {reason}")
