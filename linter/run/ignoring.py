"""Writes ignore comments for the findings of a report into their files."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from linter.core.filesystem import reason
from linter.files import reader
from linter.files.targets import RunError, Target
from linter.frontmatter.document import Document
from linter.lint.internal_errors import FAULTS, INTERNAL_ERROR, origin
from linter.lint.plan import rule_table
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.rules.registry import ConfigError, contained
from linter.run.file_fix import replace_text
from linter.run.file_lint import schema_of
from linter.run.proofs import reading
from linter.run.report import Report
from linter.run.sites import Sites
from linter.schema.errors import SchemaError

if TYPE_CHECKING:
    from linter.fix.added_ignores import AddedIgnores, LeftFinding


class Ignored(NamedTuple):
    """What came of adding ignore comments.

    `report` has the findings without a comment, as they were before, and the errors of files that
    could not be written; `left` has the reasons. `suppressed` is the number of findings with a
    comment, in as many `files`.
    """

    report: Report
    left: tuple["LeftFinding", ...]
    suppressed: int
    files: int


def ignore_findings(report: Report, targets: Iterable[Target]) -> Ignored:
    """Write an ignore comment for each finding of a report for which there can be one.

    Raises:
        ConfigError: the settings name no such rule.

    """
    by_path = {target.shown_as: target for target in targets}
    sites = Sites()
    added: dict[str, AddedIgnores] = {}
    errors = list(report.errors)
    with contained():
        for result in report.results:
            path = result.source.path
            try:
                added[path] = _ignored(by_path[path], result, sites)
            except ConfigError:
                raise
            except (OSError, SchemaError) as error:
                errors.append(RunError(path, reason(error)))
            except FAULTS as error:
                errors.append(RunError(path, f"it was left as it was: {origin(error)}"))
    results = (_left(result, added.get(result.source.path)) for result in report.results)
    return Ignored(
        report._replace(
            results=tuple(result for result in results if result.diagnostics),
            errors=tuple(sorted(errors)),
        ),
        tuple(each for of_file in added.values() for each in of_file.left),
        sum(len(of_file.suppressed) for of_file in added.values()),
        sum(bool(of_file.suppressed) for of_file in added.values()),
    )


def _left(result: FileResult, added: "AddedIgnores | None") -> FileResult:
    """Return what is left of a result; all of it where no comments could be written."""
    if added is None:
        return result
    return result._replace(diagnostics=tuple(each.diagnostic for each in added.left))


def _ignored(target: Target, result: FileResult, sites: Sites) -> "AddedIgnores":
    """Write the comments of one file.

    Raises:
        ConfigError: the settings name no such rule.
        OSError: the file cannot be written.
        SchemaError: the schema cannot be used.

    """
    from linter.fix.added_ignores import add_ignores
    from linter.fix.proof import FixState

    source, settings = result.source, target.settings
    kind = reader.kind_of(target, source.text)
    if kind is None:
        raise OSError(None, "it was not linted")
    site = sites.view_for(target)
    schema = schema_of(source, target, kind, site)
    document = Document(source, kind.dialect, settings.limits, schema.spellings(kind.dialect))
    relint = partial(lint, schema=schema, settings=settings, site=site, **reading(kind))
    never = {INTERNAL_ERROR, *(rule.code for rule in rule_table(settings).suppression_rules)}
    added = add_ignores(FixState(document, schema), result.diagnostics, relint, frozenset(never))
    if added.text != source.text:
        replace_text(target, source, added.text)
    return added
