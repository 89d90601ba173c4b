"""Runs the rules over the whole site: gathers the facts of files, and compares them at the end."""

from pathlib import Path
from typing import TYPE_CHECKING

from linter.config.files import Configs
from linter.core.text import LineIndex
from linter.files import reader
from linter.files.targets import RunError, Target, identity
from linter.lint.internal_errors import FAULTS, INTERNAL_ERROR, origin
from linter.lint.results import FileResult, SiteResult
from linter.rules.registry import ConfigError
from linter.run.fact_store import FactStore
from linter.run.file_outcome import FileOutcome
from linter.run.known_folders import KnownFolders
from linter.run.report import Report
from linter.run.sites import Sites
from linter.site.documents import SiteProblem

if TYPE_CHECKING:
    from linter.core.diagnostic import Diagnostic
    from linter.lint.suppressed import Suppressed
    from linter.run.cached_results import CachedResults


class _SiteFacts:
    """The facts of one site's files, and what comments in them suppress, by path."""

    def __init__(self) -> None:
        self.facts = FactStore()
        self.suppressed: dict[str, Suppressed] = {}

    def add(self, outcome: FileOutcome, *, is_requested: bool) -> None:
        if outcome.facts:
            self.facts.add(outcome.path, outcome.facts, is_requested=is_requested)
        if outcome.result is not None and outcome.result.suppressed.comments:
            self.suppressed[outcome.path] = outcome.result.suppressed


class CrossFilePass:
    """Gathers the facts of files, and adds what rules over the whole site find in them to a report.

    Where only some files of a site were requested, the others that may share a fact with them are
    linted for their facts alone. Only findings in requested files are reported.
    """

    def __init__(
        self,
        configs: Configs,
        working_folder: Path,
        sites: Sites,
        cached: "CachedResults | None" = None,
        known: KnownFolders | None = None,
    ) -> None:
        """Start without facts; paths are shown relative to the working folder."""
        self._configs = configs
        self._sites = sites
        self._working_folder = working_folder
        self._cached = cached
        self._known = known
        self._by_root: dict[Path, _SiteFacts] = {}
        self._requested: dict[str, Target] = {}
        self._not_requested: dict[str, Target] = {}

    def add(self, target: Target, outcome: FileOutcome) -> None:
        """Add the facts of a requested file."""
        if outcome.fixes is not None and outcome.fixes.text is not None:
            # Facts are about the fixed text, which lies nowhere else.
            target = target._replace(text=outcome.fixes.text.encode())
        self._requested[target.shown_as] = target
        try:
            site = self._sites.of(target)
        except FAULTS:
            # The outcome reports it.
            return
        has_comments = outcome.result is not None and outcome.result.suppressed.comments
        if site is not None and (outcome.facts or has_comments):
            if site.root not in self._by_root:
                self._by_root[site.root] = _SiteFacts()
            self._by_root[site.root].add(outcome, is_requested=True)

    def completed(self, report: Report, walked: tuple[str, ...] = ()) -> Report:
        """Return a report with what is found between the files of each site.

        Every file of a site in a `walked` folder must have been added.
        """
        found: dict[str, list[Diagnostic]] = {}
        hidden, errors = report.hidden, list(report.errors)
        for root, of_site in self._by_root.items():
            try:
                between = self._between(root, of_site, walked)
            except ConfigError:
                raise
            except FAULTS as error:
                why = f"its files were not compared with one another: {origin(error)}"
                errors.append(RunError(str(root), why))
                continue
            hidden += sum(self._is_reported(path, code) for path, code in between.hidden)
            for diagnostic in between.diagnostics:
                if self._is_reported(diagnostic.path, diagnostic.code):
                    found.setdefault(diagnostic.path, []).append(diagnostic)
        return report._replace(
            results=self._with_diagnostics(report.results, found),
            errors=tuple(sorted(errors)),
            notes=tuple(map(_note, self._sites.problems)),
            hidden=hidden,
        )

    def _between(self, root: Path, of_site: _SiteFacts, walked: tuple[str, ...]) -> SiteResult:
        """Return what rules find between the files of one site."""
        # Files without facts are compared with none.
        from linter.lint.cross_file import check_site
        from linter.run.other_files import OtherFiles

        is_whole = any(root.resolve().is_relative_to(folder) for folder in walked)
        if of_site.facts.has_requested and not is_whole:
            requested = {identity(target.path) for target in self._requested.values()}
            facts = of_site.facts.requested()
            others = OtherFiles(
                self._configs, self._working_folder, self._sites, self._cached, self._known
            )
            for target, outcome in others.outcomes(root, facts, requested):
                self._not_requested[target.shown_as] = target
                of_site.add(outcome, is_requested=False)
        settings = self._configs.of(root.resolve()).settings
        return check_site(of_site.facts.shared(), settings, self._lines_of, of_site.suppressed)

    def _is_reported(self, path: str, code: str) -> bool:
        """Whether a file was requested, and a rule is on in it."""
        target = self._requested.get(path)
        if target is None:
            return False
        return code == INTERNAL_ERROR or code in target.settings.codes

    def _lines_of(self, path: str) -> LineIndex:
        """Return the rows and columns of a file whose facts are here."""
        target = self._requested.get(path) or self._not_requested[path]
        try:
            text = reader.read_source(target).text
        except OSError:
            # It vanished in the meantime: its findings stand at its start.
            text = ""
        return LineIndex(text)

    def _with_diagnostics(
        self, results: tuple[FileResult, ...], found: "dict[str, list[Diagnostic]]"
    ) -> tuple[FileResult, ...]:
        """Return results, in order of path, with what else was found in these files and others."""
        if not found:
            return results
        by_path = {result.source.path: result for result in results}
        for path, diagnostics in found.items():
            result = by_path.get(path) or self._clean_result(path)
            if result is not None:
                every = sorted((*result.diagnostics, *diagnostics), key=lambda each: each.sort_key)
                by_path[path] = result._replace(diagnostics=tuple(every))
        return tuple(by_path[path] for path in sorted(by_path))

    def _clean_result(self, path: str) -> FileResult | None:
        from linter.run.file_lint import clean_result

        target = self._requested[path]
        return clean_result(target, self._sites.view_for(target))


def _note(problem: SiteProblem) -> str:
    return (
        f"{problem.path}:{problem.row}: {problem.reason}; without the site's settings its topics,"
        " pictures and other files are not looked at"
    )
