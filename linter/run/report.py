"""What a run found, as reporters and the command line take it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from linter.core.diagnostic import Diagnostic, Severity
from linter.files.targets import RunError
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.lint.results import FileResult
from linter.rules.registry import known_rules, rule_class
from linter.run.file_outcome import FileOutcome, FixedFile

if TYPE_CHECKING:
    from linter.articles.article import Article


class ReportedRule(NamedTuple):
    """A rule with findings: its own severity, and its documentation as in `Documentation`."""

    severity: Severity
    summary: str
    explanation: str

    @classmethod
    def of(cls, code: str) -> "ReportedRule":
        """Return what a report holds of a rule, which is imported."""
        from linter.rules.base import documentation

        rule = rule_class(code)
        return cls(rule.severity, *documentation(rule))


class ReportedRules(Mapping[str, ReportedRule]):
    """The rules with findings by code; few formats need more than their codes and names."""

    def __init__(self, codes: Iterable[str]) -> None:
        """Take the codes of findings; an internal error has no rule."""
        self._codes = sorted(known_rules().keys() & set(codes))

    def __getitem__(self, code: str) -> ReportedRule:
        """Return the rule with a code."""
        if code not in self._codes:
            raise KeyError(code)
        return ReportedRule.of(code)

    def __iter__(self) -> Iterator[str]:
        """Yield the codes, sorted."""
        return iter(self._codes)

    def __len__(self) -> int:
        """Return the number of rules."""
        return len(self._codes)


class Report(NamedTuple):
    """What a run found.

    `files` are the paths of all files that were linted, `results` those with findings; both are in
    order of path. `errors` name what could not be linted or written. `fixes` are the files that
    fixes changed, or would change. `notes` name what could not be checked although nothing failed.
    `hidden` is the number of findings that comments suppress, `proved` that of the files that were
    proved clean and not linted. `rules` are the rules with findings,
    by code. `rules_run` has the codes of the rules that ran on each file, by its path. `articles`
    are those of the files that could be read, in no order, of a run that reads articles.
    """

    files: tuple[str, ...]
    results: tuple[FileResult, ...]
    errors: tuple[RunError, ...] = ()
    fixes: tuple[FixedFile, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: int = 0
    proved: int = 0
    rules: Mapping[str, ReportedRule] = {}
    rules_run: Mapping[str, frozenset[str]] = {}
    articles: "tuple[Article, ...]" = ()

    @classmethod
    def of(cls, outcomes: Iterable[FileOutcome], errors: Iterable[RunError] = ()) -> "Report":
        """Return the report on files, in whatever order they come; each is dropped once seen."""
        files, results, fixes, articles = [], [], [], []
        all_errors, hidden, proved = list(errors), 0, 0
        for outcome in outcomes:
            if outcome.error is not None:
                all_errors.append(outcome.error)
            proved += outcome.is_proved
            if outcome.is_article:
                files.append(outcome.path)
            if outcome.result is not None:
                hidden += outcome.result.suppressed.hidden
                if outcome.result.diagnostics:
                    results.append(outcome.result)
            if outcome.fixes is not None:
                fixes.append(outcome.fixes)
            if outcome.article is not None:
                articles.append(outcome.article)
        return cls(
            files=tuple(sorted(files)),
            results=tuple(sorted(results, key=lambda result: result.source.path)),
            errors=tuple(sorted(all_errors)),
            fixes=tuple(sorted(fixes, key=lambda fixed: fixed.path)),
            hidden=hidden,
            proved=proved,
            articles=tuple(articles),
        )

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every finding, by path, position and code."""
        return (diagnostic for result in self.results for diagnostic in result.diagnostics)

    def without_warnings(self) -> "Report":
        """Return a report with the errors alone."""
        results = []
        for result in self.results:
            errors = tuple(each for each in result.diagnostics if each.severity is Severity.ERROR)
            if errors:
                results.append(result._replace(diagnostics=errors))
        return self._replace(results=tuple(results))

    @property
    def internal_errors(self) -> list[Diagnostic]:
        """The findings that are bugs in rules."""
        return [item for item in self.diagnostics if item.code == INTERNAL_ERROR]
