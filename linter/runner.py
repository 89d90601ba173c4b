"""From files to a report: read and lint each one, then put the results together.

The three steps are apart on purpose: `discovery.find` lists, `lint_target` needs nothing but its
arguments and may run in any process, `report` collects.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from linter import kinds
from linter.config import Kind, Settings
from linter.configfile import Configs
from linter.diagnostic import Diagnostic
from linter.discovery import Found, RunError, Target, find, identity
from linter.engine import FileResult, check_site, lint, rule_table, secrets_in
from linter.filesystem import read_bytes, reason
from linter.filewriter import replace_file
from linter.fixer import FixResult, fix
from linter.rule import Fact
from linter.schemafiles import load
from linter.site import Site, SiteProblem, find_site
from linter.source import decode
from linter.text import LineIndex

if TYPE_CHECKING:
    from linter.suppress import Suppressed

Outcome: TypeAlias = FileResult | FixResult | RunError | None
"""What comes of one file; None where it is no article after all."""


@dataclass(frozen=True, slots=True)
class Fixing:
    """How files are fixed: with unsafe fixes or without, written back or only shown.

    A link that a walk came across is written through only to a file in one of the `folders`, which
    are free of links themselves.
    """

    unsafe: bool = False
    write: bool = False
    folders: tuple[Path, ...] = ()


# With more texts than this to look for, searching files costs more than linting them.
_MANY_NEEDLES = 30

# What a file can start with for Jekyll to see front matter: with or without a byte-order mark.
_FRONT_MATTER_STARTS = (b"---", b"\xef\xbb\xbf---")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found.

    `files` are the paths of all files that were linted, `results` those with findings; both are in
    order of path. `errors` tell what could not be linted or written. `fixes` are the files that
    fixes changed, or would change. `notes` tell what could not be checked although nothing failed.
    `hidden` is how many findings are not reported because comments switch them off.
    """

    files: tuple[str, ...]
    results: tuple[FileResult, ...]
    errors: tuple[RunError, ...] = ()
    fixes: tuple[FixResult, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: int = 0

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every finding, by path, position and code."""
        return (diagnostic for result in self.results for diagnostic in result.diagnostics)


def lint_target(target: Target, fixing: Fixing | None = None, site: Site | None = None) -> Outcome:
    """Read and lint one file, and fix it if asked to.

    Raises:
        ConfigError: the settings name no such rule.

    """
    certain = target.named or target.kind is not None
    try:
        data = read_bytes(target.path, (b"",) if certain else _FRONT_MATTER_STARTS)
        outcome = lint_bytes(target, data, fixing, site)
        if fixing and fixing.write and isinstance(outcome, FixResult) and outcome.fixed:
            _write(target, outcome, fixing)
    except OSError as error:
        return RunError(target.shown_as, reason(error))
    return outcome


def lint_bytes(
    target: Target, data: bytes, fixing: Fixing | None = None, site: Site | None = None
) -> FileResult | FixResult | None:
    """Lint, or fix, what a file holds; nothing is read or written.

    Raises:
        ConfigError: the settings name no such rule.

    """
    source = decode(target.shown_as, data)
    kind = kind_of(target, source.text)
    if kind is None:
        return None
    schema = load(kind.schema, target.config.site_root)
    if fixing is None:
        return lint(source, schema, target.settings, site, dialect=kind.dialect)
    return fix(source, schema, target.settings, site, unsafe=fixing.unsafe, dialect=kind.dialect)


def kind_of(target: Target, text: str) -> Kind | None:
    """Return what a file is held to; None where it is no article."""
    return kinds.of_file(target.kind, text, target.config.dialect, named=target.named)


def _write(target: Target, outcome: FixResult, fixing: Fixing) -> None:
    """Replace a file by its fixed text.

    Raises:
        OSError: it cannot be written, or lies outside of what was asked for.

    """
    real = target.path.resolve(strict=True)
    if not target.named and not any(real.is_relative_to(folder) for folder in fixing.folders):
        raise OSError(None, "not fixed: the link leads out of the folders that were named")
    replace_file(real, outcome.before, outcome.after.text)


def report(outcomes: Iterable[Outcome], errors: Iterable[RunError] = ()) -> Report:
    """Put outcomes together, in the order of their files."""
    files: list[str] = []
    results: list[FileResult] = []
    fixes: list[FixResult] = []
    failed = list(errors)
    hidden = 0
    for outcome in outcomes:
        if outcome is None:
            continue
        if isinstance(outcome, RunError):
            failed.append(outcome)
            continue
        result = outcome.result if isinstance(outcome, FixResult) else outcome
        files.append(result.source.path)
        hidden += result.suppressed.hidden
        if result.diagnostics:
            results.append(result)
        if isinstance(outcome, FixResult) and outcome.fixed:
            fixes.append(outcome)
    return Report(tuple(files), tuple(results), tuple(sorted(failed)), tuple(fixes), hidden=hidden)


class SiteStage:
    """Gathers the facts of files, and adds what rules over the whole site find in them.

    Where only some files of a site are linted, those of the others that may share a fact with them
    are read for their facts alone. What is found touches at least one file that was asked for.
    """

    def __init__(self, configs: Configs, working_folder: Path) -> None:
        """Start without facts; paths are shown relative to the working folder."""
        self._configs = configs
        self._working_folder = working_folder
        self._sites: dict[Path, Site | None] = {}
        self._problems: set[SiteProblem] = set()
        self._facts: dict[Path, list[tuple[str, Fact]]] = {}
        self._suppressed: dict[Path, dict[str, Suppressed]] = {}
        self._targets: dict[str, Target] = {}

    def site_of(self, target: Target) -> Site | None:
        """Return the site that a file belongs to."""
        folder = target.path.parent
        if folder not in self._sites:
            config = target.config
            found = find_site(folder, config.site_root, config.site)
            site = found if isinstance(found, Site) else None
            if isinstance(found, SiteProblem):
                self._problems.add(found)
            known = (other for other in self._sites.values() if other and site)
            same = (other for other in known if site and other.root == site.root)
            self._sites[folder] = next(same, site)
        return self._sites[folder]

    def noted(self, target: Target, outcome: Outcome) -> Outcome:
        """Keep a file's facts, and return the outcome as it is."""
        self._targets[target.shown_as] = target
        result = outcome.result if isinstance(outcome, FixResult) else outcome
        site = self.site_of(target)
        if isinstance(result, FileResult) and site is not None:
            self._facts.setdefault(site.root, []).extend(result.facts)
            self._note_comments(site.root, result)
        return outcome

    def _note_comments(self, root: Path, result: FileResult) -> None:
        if result.suppressed.comments:
            self._suppressed.setdefault(root, {})[result.source.path] = result.suppressed

    def added_to(self, report: Report, walked: tuple[str, ...] = ()) -> Report:
        """Return a report with what is found between the files of each site.

        Of a site in a folder that was `walked`, every file has been noted.
        """
        found: dict[str, list[Diagnostic]] = {}
        hidden = report.hidden
        for root, facts in self._facts.items():
            is_whole = any(root.resolve().is_relative_to(folder) for folder in walked)
            others = [] if is_whole or not facts else self._facts_of_others(root, facts)
            every_fact = [*others, *facts]
            settings = self._configs.of(root.resolve()).settings
            suppressed = self._suppressed.get(root, {})
            between = check_site(every_fact, settings, self._lines_of, suppressed)
            hidden += sum(self._is_wanted(path, code) for path, code in between.hidden)
            for diagnostic in between.diagnostics:
                if self._is_wanted(diagnostic.path, diagnostic.code):
                    found.setdefault(diagnostic.path, []).append(diagnostic)
        notes = tuple(map(_note, sorted(self._problems)))
        report = replace(report, notes=notes, hidden=hidden)
        if not found:
            return report
        results = {result.source.path: result for result in report.results}
        for path, diagnostics in found.items():
            result = results.get(path) or self._clean_result(path)
            if result is not None:
                every = sorted((*result.diagnostics, *diagnostics), key=lambda each: each.sort_key)
                results[path] = replace(result, diagnostics=tuple(every))
        ordered = tuple(results[path] for path in sorted(results))
        return replace(report, results=ordered)

    def _is_wanted(self, path: str, code: str) -> bool:
        """Whether a file was asked for, and a rule is on in it."""
        target = self._targets.get(path)
        return target is not None and code in rule_table(target.settings).codes

    def _facts_of_others(self, root: Path, facts: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
        """Return the facts of the site's files that were not asked for but may share one."""
        needles = {fact.needle.encode() for _, fact in facts}
        few = len(needles) <= _MANY_NEEDLES
        pattern = re.compile(b"|".join(sorted(map(re.escape, needles))) if few else b"")
        reached = {identity(target.path) for target in self._targets.values()}
        gathered: list[tuple[str, Fact]] = []
        for target in find([str(root)], self._working_folder, self._configs).targets:
            # The folders of a walk are free of links, so that the path is the file's identity.
            if str(target.path) in reached:
                continue
            try:
                starts = _FRONT_MATTER_STARTS if target.kind is None else (b"",)
                data = read_bytes(target.path, starts)
            except OSError:
                # It was not asked for, so that it cannot be read is not this run's affair.
                continue
            if pattern.search(data):
                only_facts = target._replace(settings=_site_rules_of(target.settings))
                result = lint_bytes(only_facts, data, None, self.site_of(target))
                if isinstance(result, FileResult):
                    gathered += result.facts
                    self._note_comments(root, result)
        return gathered

    def _lines_of(self, path: str) -> LineIndex:
        """Return the rows and columns of a file, which has been read before."""
        target = self._targets.get(path)
        location = target.path if target is not None else self._working_folder / path
        try:
            text = decode(path, read_bytes(location)).text
        except OSError:
            # It vanished in the meantime: its findings stand at its start.
            text = ""
        return LineIndex(text)

    def _clean_result(self, path: str) -> FileResult | None:
        """Return the result for a file in which nothing else was found."""
        target = self._targets[path]
        try:
            source = decode(path, read_bytes(target.path))
        except OSError:
            return None
        kind = kind_of(target, source.text)
        if kind is None:
            return None
        schema = load(kind.schema, target.config.site_root)
        return FileResult(source, (), secrets_in(source, schema, kind.dialect))


@lru_cache(maxsize=64)
def _site_rules_of(settings: Settings) -> Settings:
    """Return settings by which a file's facts are gathered and nothing else is looked at."""
    codes = tuple(rule.code for rule in rule_table(settings).site_rules)
    return replace(settings, select=codes, extend_select=(), ignore=())


def _note(problem: SiteProblem) -> str:
    return (
        f"{problem.path}:{problem.row}: {problem.reason}; without the site's settings its topics,"
        " pictures and other files are not looked at"
    )


def run(
    found: Found,
    configs: Configs,
    fixing: Fixing | None = None,
    advance: Callable[[int], None] | None = None,
) -> Report:
    """Lint, or fix, every file found, then the sites that they belong to.

    `advance` is told, after each file, how many are done.

    Raises:
        ConfigError: the settings name no such rule.

    """
    stage = SiteStage(configs, Path.cwd())
    outcomes = (
        stage.noted(target, lint_target(target, fixing, stage.site_of(target)))
        for target in found.targets
    )
    counted = outcomes if advance is None else _counted(outcomes, advance)
    whole = stage.added_to(report(counted, found.errors), found.folders)
    return replace(whole, notes=(*found.notes, *whole.notes))


def _counted(outcomes: Iterable[Outcome], advance: Callable[[int], None]) -> Iterator[Outcome]:
    for done, outcome in enumerate(outcomes, 1):
        advance(done)
        yield outcome
