"""One file, from its path to its outcome: read, lint, fix, write.

Everything here needs nothing but its arguments, so that it can run in any process.
"""

import os
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from linter.core.filesystem import reason
from linter.files import reader
from linter.files.targets import Target
from linter.lint.internal_errors import FAULTS
from linter.lint.results import failed
from linter.rules.registry import ConfigError, contained
from linter.run.file_lint import NO_MEMORY, lint_content
from linter.run.file_outcome import FileOutcome, FileState
from linter.run.fixing import Fixing
from linter.run.proofs import DEFAULT_PROOFS, Proofs
from linter.run.sites import Sites, dependencies_of

if TYPE_CHECKING:
    from linter.web.answers import Web

# What contains plug-ins changes the standard output of the whole process, not of one thread.
_ONE_AT_A_TIME = Lock()


class Job:
    """What holds for all files of one run. Copies of one job are equal, two jobs never are."""

    def __init__(  # noqa: PLR0913 - each is independent of the others
        self,
        fixing: Fixing | None,
        sites: Sites,
        *,
        is_cached: bool = False,
        proofs: Proofs = DEFAULT_PROOFS,
        web: "Web | None" = None,
        reads_articles: bool = False,
    ) -> None:
        """Take how files are fixed, and the sites; `is_cached` if outcomes have dependencies.

        With a `web` its answers are for rules about them. Files that are not fixed have their
        articles read if `reads_articles`.
        """
        self.fixing = fixing
        self.sites = sites
        self.is_cached = is_cached
        self.proofs = proofs
        self.web = web
        self.reads_articles = reads_articles
        self._token = os.urandom(8)

    def __eq__(self, other: object) -> bool:
        """Whether the other is a copy."""
        return isinstance(other, Job) and self._token == other._token

    def __hash__(self) -> int:
        """Return the same for all copies."""
        return hash(self._token)


def work(job: Job, targets: tuple[Target, ...]) -> list[FileOutcome]:
    """Lint, or fix, files in another process, to which facts are sent as text.

    Raises:
        ConfigError: the settings name no such rule.

    """
    return [each._replace(facts=each.fact_text) for each in work_here(job, targets)]


def work_here(job: Job, targets: tuple[Target, ...]) -> list[FileOutcome]:
    """Lint, or fix, files.

    Threads of one process, as in Dask's workers, take turns.

    Raises:
        ConfigError: the settings name no such rule.

    """
    with _ONE_AT_A_TIME, contained():
        own = _first_copy(job)
        return [_outcome(target, own) for target in targets]


@lru_cache(maxsize=1)
def _first_copy(job: Job) -> Job:
    """Return the copy of a job that reached this process first.

    Each chunk of files brings a copy. The sites of the first one keep what has been read of them.
    """
    return job


def _outcome(target: Target, job: Job) -> FileOutcome:
    try:
        return _attempt(target, job)
    except ConfigError:
        raise
    except OSError as error:
        return FileOutcome.failed(target.shown_as, reason(error))
    except MemoryError:
        return FileOutcome.failed(target.shown_as, NO_MEMORY)
    except FAULTS as error:
        return FileOutcome.linted(failed(target.shown_as, error))


def _attempt(target: Target, job: Job) -> FileOutcome:
    """Read, lint and, if it is to be fixed, fix one file.

    Where it cannot be fixed, or the fixed text cannot be written, the error stands beside what was
    found in the file as it is.

    Raises:
        OSError: it cannot be read.

    """
    site = job.sites.view_for(target)
    content = reader.read(target)
    if job.fixing is None:
        outcome = lint_content(
            target, content.data, site, job.proofs, job.web, reads_article=job.reads_articles
        )
    else:
        from linter.run.file_fix import fix_content

        outcome = fix_content(target, content.data, job.fixing, site, job.proofs, job.web)
    if not job.is_cached:
        return outcome
    state = FileState.of(content) if outcome.is_lasting else None
    return outcome._replace(dependencies=dependencies_of(site), state=state)
