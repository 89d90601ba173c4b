"""One file, from its path to its outcome: read, lint, fix, write.

Everything here needs nothing but its arguments, so that it can run in any process.
"""

import json
import os
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from typing import NamedTuple, TypeAlias

from linter.cache.codec import encode_facts
from linter.config.settings import Kind
from linter.core.filesystem import Stamp, checked, read_stamped, reason
from linter.files import kinds
from linter.files.discovery import RunError, Target
from linter.fix.fixer import FixResult, fix
from linter.frontmatter.source import decode, digest
from linter.lint.internal_errors import internal_error, origin
from linter.lint.results import FileResult, failed
from linter.lint.run import lint
from linter.rules.registry import ConfigError, contained
from linter.run.sites import Sites
from linter.schema.errors import SchemaError
from linter.schema.files import load
from linter.site.site import SiteView

Outcome: TypeAlias = FileResult | FixResult | RunError | None
"""What comes of one file; None where it is no article after all."""

# What a file can start with for Jekyll to see front matter: with or without a byte-order mark.
FRONT_MATTER_STARTS = (b"---", b"\xef\xbb\xbf---")

FAULTS = (Exception, SystemExit, GeneratorExit)
"""What may be raised where a mistake of ours, or of a library or plug-in, shows; not Ctrl-C."""

_NO_MEMORY = "there is not enough memory for it"

# What contains plug-ins changes the standard output of the whole process, not of one thread.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Fixing:
    """How files are fixed: with unsafe fixes or without, written back or only shown."""

    unsafe: bool = False
    write: bool = False


class Read(NamedTuple):
    """The state of a file when it was read: its stamp, and a digest of its bytes."""

    stamp: Stamp
    digest: bytes


class Done(NamedTuple):
    """What is to be kept of one file.

    `result` and `fixed` are there only if they have something to tell. An `error` stands alone if
    the file could not be read, beside a result if its fixes could not be written. `read` is what
    the outcome belongs to, None if it cannot be kept for later; `needs` names the pictures that it
    depends on.
    """

    is_article: bool
    result: FileResult | None = None
    fixed: FixResult | None = None
    error: RunError | None = None
    facts: str = ""
    read: Read | None = None
    needs: str = ""


NOT_AN_ARTICLE = Done(is_article=False)
"""What is kept of a file that is none."""


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all files of one run. Copies of one job are equal, two jobs never are."""

    fixing: Fixing | None = field(compare=False)
    sites: Sites = field(compare=False)
    token: str = field(default_factory=lambda: os.urandom(8).hex())


def work(job: Job, targets: tuple[Target, ...]) -> list[Done]:
    """Lint, or fix, files; this is what other processes are asked to do.

    Where several threads of one process are asked, as in Dask's workers, they take turns.

    Raises:
        ConfigError: the settings name no such rule.

    """
    with _ONE_AT_A_TIME, contained():
        own = _first_copy(job)
        return [_done(target, own.fixing, own.sites) for target in targets]


@lru_cache(maxsize=1)
def _first_copy(job: Job) -> Job:
    """Return the copy of a job that reached this process first.

    Each chunk of files brings a copy. The sites of the first one keep what has been read of them.
    """
    return job


def _done(target: Target, fixing: Fixing | None, sites: Sites) -> Done:
    try:
        return _attempt(target, fixing, sites.view_for(target))
    except ConfigError:
        raise
    except OSError as error:
        why = reason(error)
    except MemoryError:
        why = _NO_MEMORY
    except FAULTS as error:
        return done(failed(target.shown_as, error))
    return done(RunError(target.shown_as, why))


def _attempt(target: Target, fixing: Fixing | None, site: SiteView | None) -> Done:
    """Read and lint one file, and fix it if asked to.

    Where it cannot be fixed, or the fixed text cannot be written, the error stands beside what was
    found in the file as it is.

    Raises:
        OSError: it cannot be read.

    """
    stamp, data = read_target(target)
    outcome = guarded(target, data, fixing, site)
    if fixing and isinstance(outcome, FixResult) and outcome.fixed:
        try:
            _check_is_on_disk(target)
            if fixing.write:
                _write(target, outcome)
        except OSError as error:
            unfixed = done(guarded(target, data, None, site))
            return unfixed._replace(error=RunError(target.shown_as, reason(error)))
        if not fixing.write and is_link_on_a_walk(target):
            return done(guarded(target, data, None, site))
    kept = done(outcome)
    if kept.fixed is not None or (kept.result is not None and not kept.result.is_lasting):
        return kept
    needs = json.dumps(site.needs) if site is not None and site.needs else ""
    read = None if stamp is None else Read(stamp, digest(data))
    return kept._replace(read=read, needs=needs)


def guarded(
    target: Target, data: bytes, fixing: Fixing | None = None, site: SiteView | None = None
) -> Outcome:
    """Do what `lint_bytes` does; a fault of ours on the way is a finding in this one file.

    Where it comes up in fixing, what was found before is reported too.

    Raises:
        ConfigError: the settings name no such rule.

    """
    try:
        return lint_bytes(target, data, fixing, site)
    except ConfigError:
        raise
    except MemoryError:
        return RunError(target.shown_as, _NO_MEMORY)
    except FAULTS as error:
        if fixing is None:
            return failed(target.shown_as, error)
        why = f"it was left as it was, since fixing failed: {origin(error)}"
    unfixed = guarded(target, data, None, site)
    if not isinstance(unfixed, FileResult) or unfixed.is_broken:
        return unfixed
    fault = internal_error(target.shown_as, why)
    return replace(unfixed, diagnostics=(fault, *unfixed.diagnostics))


def done(outcome: Outcome) -> Done:
    """Return what is to be kept of an outcome."""
    if outcome is None:
        return NOT_AN_ARTICLE
    if isinstance(outcome, RunError):
        return Done(is_article=False, error=outcome)
    result = outcome.result if isinstance(outcome, FixResult) else outcome
    fixed = outcome if isinstance(outcome, FixResult) and outcome.fixed else None
    tells = result.diagnostics or result.suppressed.comments or not result.is_lasting
    return Done(
        is_article=True,
        result=result.without_facts() if tells else None,
        fixed=fixed,
        facts=encode_facts(result.facts),
    )


def read_target(target: Target) -> tuple[Stamp | None, bytes]:
    """Return a file's stamp and content; no content for what is certainly no article.

    What is read from a URL or out of git has no stamp.

    Raises:
        OSError: it cannot be read.

    """
    certain = target.named or target.kind is not None
    starts = (b"",) if certain else FRONT_MATTER_STARTS
    limit = target.settings.limits.max_file_bytes
    if target.text is not None:
        return None, checked(target.text, starts, limit)
    if target.url is None:
        return read_stamped(target.location, starts, limit)
    from linter.files.remote import read

    return None, read(target.url, starts, limit)


def lint_bytes(
    target: Target, data: bytes, fixing: Fixing | None = None, site: SiteView | None = None
) -> Outcome:
    """Lint, or fix, what a file holds; nothing is read or written.

    What its schema would take too long for is an error of the file, and so is a schema that has
    gone since the config was read.

    Raises:
        ConfigError: the settings name no such rule.

    """
    source = decode(target.shown_as, data)
    kind = kind_of(target, source.text)
    if kind is None:
        return None
    settings, (_, dialect, needs_block) = target.settings, kind
    try:
        schema = load(kind.schema, target.config.site_root)
        if fixing is None:
            return lint(source, schema, settings, site, dialect=dialect, needs_block=needs_block)
        return fix(
            source,
            schema,
            settings,
            site,
            unsafe=fixing.unsafe,
            dialect=dialect,
            needs_block=needs_block,
        )
    except SchemaError as error:
        return RunError(target.shown_as, str(error))


def kind_of(target: Target, text: str) -> Kind | None:
    """Return what a file is held to; None where it is no article."""
    return kinds.of_file(target.kind, text, target.config.dialect, named=target.named)


def _check_is_on_disk(target: Target) -> None:
    """Make sure that what was linted is the file on the disk.

    Raises:
        OSError: it is another text, which a fix of the file would overwrite or miss.

    """
    if target.text is not None:
        raise OSError(
            None, "not fixed: what is staged differs from the file; stage or stash the rest"
        )


def is_link_on_a_walk(target: Target) -> bool:
    """Whether a file was not named and is a link.

    A walk fixes what it would lint, and the file that a link leads to may be none of it; where it
    is, it is fixed as itself.
    """
    # The folders of a walk are free of links.
    return not target.named and os.path.realpath(target.location) != target.location


def _write(target: Target, outcome: FixResult) -> None:
    """Replace a file by its fixed text.

    Raises:
        OSError: it cannot be written, or is a link that nobody named.

    """
    from linter.fix.filewriter import replace_file

    if is_link_on_a_walk(target):
        raise OSError(None, "not fixed: it is a link; name it, or the file that it leads to")
    replace_file(target.path, outcome.before, outcome.after.text)
