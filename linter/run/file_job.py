"""One file, from its path to its outcome: read, lint, fix, write.

Everything here needs nothing but its arguments, so that it can run in any process.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from threading import Lock
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from linter.config.settings import Kind
from linter.core.filesystem import reason
from linter.files import reader
from linter.files.targets import Target, is_link_on_a_walk
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source, decode
from linter.lint.internal_errors import FAULTS, origin
from linter.lint.results import FileResult, failed
from linter.lint.run import lint, secrets_in
from linter.rules.registry import ConfigError, contained
from linter.run.file_outcome import FileOutcome, FileState
from linter.run.fixing import Fixing, FixOutput
from linter.run.proofs import DEFAULT_PROOFS, NO_PROOFS, Proofs, reading
from linter.run.sites import Sites, dependencies_of
from linter.schema.choice import schema_choice
from linter.schema.errors import SchemaError
from linter.schema.files import load
from linter.schema.schema import Schema
from linter.site.schemas import NoSchemaError
from linter.site.view import SiteView

if TYPE_CHECKING:
    from linter.fix.fixer import FixResult
    from linter.web.answers import Web

_Result = TypeVar("_Result", "FileResult", "FixResult")

_NO_MEMORY = "there is not enough memory for it"

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
        return FileOutcome.failed(target.shown_as, _NO_MEMORY)
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
        outcome = fix_content(target, content.data, job.fixing, site, job.proofs, job.web)
    if not job.is_cached:
        return outcome
    state = FileState.of(content) if outcome.is_lasting else None
    return outcome._replace(dependencies=dependencies_of(site), state=state)


def lint_content(  # noqa: PLR0913 - a file, and what is known of it
    target: Target,
    data: bytes,
    site: SiteView | None = None,
    proofs: Proofs = DEFAULT_PROOFS,
    web: "Web | None" = None,
    *,
    reads_article: bool = False,
) -> FileOutcome:
    """Lint the bytes of a file; a fault of ours on the way is a finding in this one file.

    Its article is read if that is asked for.

    Raises:
        ConfigError: the settings name no such rule.

    """
    try:
        found = _applied(partial(lint, web=web), target, data, site, proofs)
        if isinstance(found, FileOutcome):
            return found
        article = None
        if reads_article:
            from linter.articles.reading import read_article

            article = read_article(found.result, found.schema.shape)
    except ConfigError:
        raise
    except MemoryError:
        return FileOutcome.failed(target.shown_as, _NO_MEMORY)
    except FAULTS as error:
        return FileOutcome.linted(failed(target.shown_as, error))
    return FileOutcome.linted(found.result)._replace(article=article)


def fix_content(  # noqa: PLR0913, PLR0917 - a file, how it is fixed, and what is known of it
    target: Target,
    data: bytes,
    fixing: Fixing,
    site: SiteView | None = None,
    proofs: Proofs = DEFAULT_PROOFS,
    web: "Web | None" = None,
) -> FileOutcome:
    """Fix the bytes of a file, and write them or make a patch of them.

    After a fault of ours on the way, and where the file cannot be written, the outcome is that of
    linting with an internal error, or an error, beside what was found.

    Raises:
        ConfigError: the settings name no such rule.

    """
    try:
        return _fixed(target, data, fixing, site, proofs, web)
    except ConfigError:
        raise
    except MemoryError:
        return FileOutcome.failed(target.shown_as, _NO_MEMORY)
    except FAULTS as error:
        why = f"it was left as it was, since fixing failed: {origin(error)}"
    return _linted_in_full(target, data, site, web).with_fault(why)


def _fixed(  # noqa: PLR0913, PLR0917 - what `fix_content` takes
    target: Target,
    data: bytes,
    fixing: Fixing,
    site: SiteView | None,
    proofs: Proofs,
    web: "Web | None",
) -> FileOutcome:
    from linter.fix.fixer import fix

    applied = _applied(partial(fix, unsafe=fixing.unsafe, web=web), target, data, site, proofs)
    if isinstance(applied, FileOutcome):
        return applied
    found = applied.result
    if isinstance(found, FileResult):
        # There is nothing to fix.
        return FileOutcome.linted(found)
    if not found.fixed:
        return FileOutcome.linted(found.result)
    try:
        outcome = _delivered(target, found, fixing.output)
    except OSError as error:
        return _linted_in_full(target, data, site, web).with_error(reason(error))
    return outcome or _linted_in_full(target, data, site, web)


def _linted_in_full(
    target: Target, data: bytes, site: SiteView | None, web: "Web | None"
) -> FileOutcome:
    """Lint a file that could not be fixed; no proof is tried, as it has something to fix."""
    return lint_content(target, data, site, NO_PROOFS, web)


def _delivered(target: Target, fixed: "FixResult", output: FixOutput) -> FileOutcome | None:
    """Write the fixed text, or make a patch of it; None for a link that is not to be fixed.

    Raises:
        OSError: it cannot be written.

    """
    if output is FixOutput.TEXT:
        return FileOutcome.fixed(fixed, text=fixed.after.text)
    if output is FixOutput.FILE:
        replace_text(target, fixed.before, fixed.after.text)
        return FileOutcome.fixed(fixed)
    _check_fixable(target)
    return None if is_link_on_a_walk(target) else FileOutcome.fixed(fixed, patch=_patch(fixed))


def clean_result(target: Target, site: SiteView | None) -> FileResult | None:
    """Return the result of a file in which nothing was found, since outcomes hold none of it.

    None stands for a file that has vanished or changed in the meantime.
    """
    try:
        source = reader.read_source(target)
    except OSError:
        return None
    kind = reader.kind_of(target, source.text)
    if kind is None:
        return None
    schema = schema_of(source, target, kind, site)
    return FileResult(source, (), secrets_in(source, schema, kind.dialect, target.settings.limits))


def schema_of(source: Source, target: Target, kind: Kind, site: SiteView | None) -> Schema:
    """Return the schema that a file names for itself, or that of its kind.

    Raises:
        SchemaError: that cannot be used.

    """
    # Few files name one, and only these are parsed twice.
    if site is not None and "$schema" in source.text:
        choice = schema_choice(Document(source, kind.dialect, target.settings.limits))
        if choice is not None:
            with suppress(NoSchemaError):
                return site.schema(choice.reference, kind.dialect)
    return load(kind.schema, target.config.site_root)


class _Applied(NamedTuple, Generic[_Result]):
    """What `lint` or `fix` returned for an article, and the schema that it was held to."""

    result: _Result | FileResult
    """That of linting for an article that is proved clean."""
    schema: Schema


def _applied(
    check: Callable[..., _Result],
    target: Target,
    data: bytes,
    site: SiteView | None,
    proofs: Proofs,
) -> _Applied[_Result] | FileOutcome:
    """Return what `lint` or `fix` returns for an article.

    A file that is none has its outcome already. A schema that is gone since the config was read, or
    would take too long, is an error of the file.

    Raises:
        ConfigError: the settings name no such rule.

    """
    source = decode(target.shown_as, data)
    kind = reader.kind_of(target, source.text)
    if kind is None:
        return FileOutcome.skipped(target.shown_as)
    settings = target.settings
    try:
        schema = schema_of(source, target, kind, site)
        proved = proofs.result(source, data, schema, settings, site, kind)
        if isinstance(proved, FileResult):
            return _Applied(proved, schema)
        result = check(source, schema, settings, site, suspects=proved, **reading(kind))
        return _Applied(result, schema)
    except SchemaError as error:
        return FileOutcome.failed(target.shown_as, str(error))


def _patch(fixed: "FixResult") -> str | None:
    """Return what fixes change as a patch; None where it would show a secret."""
    from linter.fix.patch import SecretInPatchError, patch

    before = fixed.before
    try:
        return patch(before.path, before.text, fixed.after.text, fixed.secrets)
    except SecretInPatchError:
        return None


def replace_text(target: Target, before: Source, text: str) -> None:
    """Replace a file by another text.

    Raises:
        OSError: it cannot be written, has changed since it was read, or is not to be fixed.

    """
    _check_fixable(target)
    from linter.fix.file_writer import replace_file

    if is_link_on_a_walk(target):
        raise OSError(None, "not fixed: it is a link; name it, or the file that it leads to")
    replace_file(target.path, before, text)


def _check_fixable(target: Target) -> None:
    if target.not_fixed_because is not None:
        raise OSError(None, f"not fixed: {target.not_fixed_because}")
