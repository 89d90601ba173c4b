"""Finds the files in which rules about the web find something.

The rules run on each file with the answers that there are. `OnlineWeb.answer` notes the addresses
without one; these are requested together, and the rules run again on the files that need them.
Files in which nothing is found are linted as without the web: cached, or proved clean.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from linter.files.targets import Target
from linter.rules.registry import Reach
from linter.run.file_job import Job, work_here
from linter.run.proofs import NO_PROOFS
from linter.run.sites import Sites

if TYPE_CHECKING:
    from linter.online.online_web import OnlineWeb

# A rule may need the answer at a second address after the first, and at a third; none needs more.
_MAX_ROUNDS: Final = 4


def files_to_report(targets: Iterable[Target], sites: Sites, web: "OnlineWeb") -> frozenset[Target]:
    """Return the files in which rules about the web find something, or a comment hides it.

    Raises:
        ConfigError: the settings name no such rule.

    """
    pending = [(target, _for_web(target)) for target in targets]
    pending = [pair for pair in pending if pair[1].settings.codes]
    found: set[Target] = set()
    job = Job(None, sites, proofs=NO_PROOFS, web=web)
    for _ in range(_MAX_ROUNDS):
        left = []
        for target, for_web in pending:
            missed = web.missed
            if _has_findings(job, for_web):
                found.add(target)
            else:
                found.discard(target)
            if web.missed > missed:
                left.append((target, for_web))
        pending = left
        if not web.fetch_missing():
            break
    return frozenset(found)


def _for_web(target: Target) -> Target:
    return target._replace(settings=target.settings.within(Reach.WEB))


def _has_findings(job: Job, target: Target) -> bool:
    (outcome,) = work_here(job, (target,))
    result = outcome.result
    return result is not None and bool(result.diagnostics or result.suppressed.hidden)
