"""Lints the content of one file, and finds the schema that it is held to."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from linter.config.settings import Kind
from linter.files import reader
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source, decode
from linter.lint.internal_errors import FAULTS
from linter.lint.results import FileResult, failed
from linter.lint.run import lint, secrets_in
from linter.rules.registry import ConfigError
from linter.run.file_outcome import FileOutcome
from linter.run.proofs import DEFAULT_PROOFS, Proofs, reading
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

NO_MEMORY = "there is not enough memory for it"
"""The error of a file that takes more memory than there is."""


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
        found = check_content(partial(lint, web=web), target, data, site, proofs)
        if isinstance(found, FileOutcome):
            return found
        article = None
        if reads_article:
            from linter.articles.reading import read_article

            article = read_article(found.result, found.schema.shape)
    except ConfigError:
        raise
    except MemoryError:
        return FileOutcome.failed(target.shown_as, NO_MEMORY)
    except FAULTS as error:
        return FileOutcome.linted(failed(target.shown_as, error))
    return FileOutcome.linted(found.result)._replace(article=article)


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


class Checked(NamedTuple, Generic[_Result]):
    """What `lint` or `fix` returned for an article, and the schema that it was held to."""

    result: _Result | FileResult
    """That of linting for an article that is proved clean."""
    schema: Schema


def check_content(
    check: Callable[..., _Result],
    target: Target,
    data: bytes,
    site: SiteView | None,
    proofs: Proofs,
) -> Checked[_Result] | FileOutcome:
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
            return Checked(proved, schema)
        result = check(source, schema, settings, site, suspects=proved, **reading(kind))
        return Checked(result, schema)
    except SchemaError as error:
        return FileOutcome.failed(target.shown_as, str(error))
