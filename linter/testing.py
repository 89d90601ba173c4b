"""Runs the cases of a rule; public, for authors of rules.

In a test:

@pytest.mark.parametrize("case", cases(MyRule))
def test_my_rule(case):
case.run()
"""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from linter.config.files import Configs, Overrides
from linter.config.settings import Kind, Settings
from linter.core.diagnostic import Diagnostic
from linter.core.paths import real_path
from linter.core.patterns import lazy_pattern
from linter.core.text import Span, apply_edits
from linter.files.targets import Target
from linter.frontmatter.source import Source, decode
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.lint.proof import proved
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.profiles.jekyll import PROFILE as JEKYLL
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import SiteRoot, named
from linter.rules.base import CASE_CLOCK, Bad, Good, Rule, SuppressionRule, ViolationRule
from linter.rules.registry import Reach, rule_class
from linter.run.cross_file_pass import CrossFilePass
from linter.run.file_outcome import FileOutcome
from linter.run.report import Report
from linter.run.sites import Sites
from linter.schema.schema import Schema, builtin
from linter.site.view import SiteView
from linter.web.answers import KnownWeb

_SITE_CONFIG = "url: https://example.org\nbaseurl: /base\n"
_COLLECTION = "case"
_SCHEMA_FILE = "case.schema.json"
_CONFIG = f"""
[[collections]]
name = "{_COLLECTION}"
files = ["*.md"]
schema = "{_SCHEMA_FILE}"
"""
_MARK = lazy_pattern("[⟦⟧]")


class CaseError(AssertionError):
    """A rule fails one of its own cases."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one rule."""

    rule: type[Rule]
    number: int
    case: Good | Bad

    def __str__(self) -> str:
        """Return the id of the case in a test report: `URL006-bad-2`."""
        kind = "good" if isinstance(self.case, Good) else "bad"
        return f"{self.rule.code}-{kind}-{self.number}"

    def run(self) -> None:
        """Lint the text of the case, and compare findings, spans and fixes with it.

        Raises:
            CaseError: the rule reports a good text, misses a marked span or reports another one,
                its fixes do not give the text of the case, or its `silence` covers a bad text.

        """
        text, marked = unmarked(self.case)
        found = self._lint(text, alone=True)
        if isinstance(self.case, Good):
            self._expect("findings", [], [diagnostic.message for diagnostic in found])
            return
        # Where a text matches, the rule is not run on it.
        is_of_texts = self.rule.silence is not None and self.rule.silence.is_of_texts
        hint = "; the `silence` of the rule may cover the text" if is_of_texts and not found else ""
        self._expect(f"spans{hint}", marked, [diagnostic.span for diagnostic in found])
        if not found:
            raise CaseError(f"{self}: a bad case marks at least one span")
        if self.case.says not in found[0].message:
            self._expect("message", self.case.says, found[0].message)
        for diagnostic in found:
            self._check_places(diagnostic, text)
        self._check_fix(text, found)

    def findings(self) -> list[Diagnostic]:
        """Return the findings of the rule in the case."""
        return self._lint(unmarked(self.case)[0], alone=True)

    def _check_places(self, diagnostic: Diagnostic, text: str) -> None:
        spans = [diagnostic.span]
        spans += (related.span for related in diagnostic.related if related.path is None)
        spans += (edit.span for edit in (diagnostic.fix.edits if diagnostic.fix else ()))
        if any(not 0 <= span.start <= span.end <= len(text) for span in spans):
            raise CaseError(f"{self}: a span lies outside the file: {spans}")

    def _check_fix(self, text: str, found: list[Diagnostic]) -> None:
        fixes = [diagnostic.fix for diagnostic in found if diagnostic.fix is not None]
        for fix in fixes:
            if fix.safety not in self.rule.fixes:
                raise CaseError(f"{self}: the rule does not declare that it fixes ({fix.safety})")
            if not fix.edits:
                raise CaseError(f"{self}: a fix without edits")
        expected = self.case.fixed if isinstance(self.case, Bad) else None
        if expected is None:
            self._expect("fixes", [], [fix.title for fix in fixes])
            return
        if not fixes:
            raise CaseError(f"{self}: no finding carries the fix that the case shows")
        fixed = apply_edits(text, [edit for fix in fixes for edit in fix.edits])
        self._expect("fixed text", _framed(self.case, expected), fixed)
        left = [item for item in self._lint(fixed, alone=True) if item.fix is not None]
        self._expect("findings that are still fixable", [], [item.message for item in left])
        before = {item.code for item in self._lint(text, alone=False)}
        after = {item.code for item in self._lint(fixed, alone=False)}
        self._expect("rules woken by the fix", set(), after - before)

    def _lint(self, text: str, *, alone: bool) -> list[Diagnostic]:
        # Whether a comment is unused depends on the findings of the other rules.
        with_others = issubclass(self.rule, SuppressionRule)
        own = (self.rule.code,) if alone and not with_others else ()
        reach = Reach.ALL if self.rule.needs_web else Reach.FILES
        settings = Settings(select=own, now=CASE_CLOCK, reach=reach)
        source = _source(self.case.path, text)
        if self.case.files:
            with TemporaryDirectory() as folder:
                found = _lint_in_site(Path(folder), source, self.case, settings)
        else:
            found = list(_lint(source, self.case, settings).diagnostics)
        if alone and with_others:
            return [item for item in found if item.code in (self.rule.code, INTERNAL_ERROR)]
        return found

    def _expect(self, what: str, expected: object, found: object) -> None:
        if expected != found:
            raise CaseError(f"{self}: {what}\n  expected {expected!r}\n  found    {found!r}")


def cases(rule: type[Rule]) -> tuple[Case, ...]:
    """Return every case of a rule.

    Raises:
        CaseError: the rule lacks good or bad cases, or has one twice.

    """
    every: tuple[Good | Bad, ...] = (*rule.good, *rule.bad)
    if not rule.good or not rule.bad:
        raise CaseError(f"{rule.code}: at least one good and one bad case are needed")
    inputs = [
        (case.text, case.path, case.schema, case.whole, case.files, case.profile, case.web)
        for case in every
    ]
    if any(one in inputs[:index] for index, one in enumerate(inputs)):
        raise CaseError(f"{rule.code}: a case stands twice")
    good = (Case(rule, number, case) for number, case in enumerate(rule.good, start=1))
    bad = (Case(rule, number, case) for number, case in enumerate(rule.bad, start=1))
    return (*good, *bad)


def schema_of(case: Good | Bad) -> Schema:
    """Return the schema of a case: its own, or that of its profile."""
    if isinstance(case.schema, str):
        return builtin(case.schema or named(case.profile).schema)
    return Schema("case", dict(case.schema), {"": case.schema})


def _lint(
    source: Source, case: Good | Bad, settings: Settings, site: SiteView | None = None
) -> FileResult:
    profile, schema = named(case.profile), schema_of(case)
    relint = partial(
        lint,
        source,
        schema,
        settings,
        site,
        dialect=profile.dialect,
        needs_block=profile is NEWS_API,
        profile=profile,
        collection=_COLLECTION,
        web=KnownWeb(case.web),
    )
    result: FileResult = relint()
    data, dialect = source.text.encode(), profile.dialect
    found = proved(source, data, schema, settings, site, dialect=dialect, profile=profile)
    if isinstance(found, FileResult):
        if found != result._replace(is_proved=True):
            raise CaseError(f"{case.text!r} is proved clean, and linting finds something else")
    elif found is not None and relint(suspects=found) != result:
        raise CaseError(f"{case.text!r} has findings of rules that are proved silent")
    # Most cases are too short for the schema, and statements count where data is valid.
    found = proved(
        source, data, schema, settings, site, dialect=dialect, profile=profile, accepts=_any
    )
    suspects = frozenset[str]() if isinstance(found, FileResult) else found and found.codes
    for code in {each.code for each in result.diagnostics}.intersection(settings.select):
        if suspects is not None and code not in suspects and not _is_of_schema(code):
            raise CaseError(f"{case.text!r} has findings, and the rule states to be silent")
    if isinstance(found, FileResult) and found.facts != result.facts:
        raise CaseError(f"{case.text!r} has other facts than the rule states")
    return result


def _any(_: object) -> bool:
    return True


def _is_of_schema(code: str) -> bool:
    """Whether a rule reports violations of the schema, and so is silent about valid data."""
    return issubclass(rule_class(code), ViolationRule)


def _lint_in_site(
    folder: Path, source: Source, case: Good | Bad, settings: Settings
) -> list[Diagnostic]:
    """Write a case's site to a folder, and return the findings in the case itself."""
    profile = named(case.profile)
    if profile is NEWS_API:
        profile = JEKYLL
    files = {"_config.yml": _SITE_CONFIG, **case.files, case.path: source.text}
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    root = SiteRoot(real_path(folder), profile)
    configs = _configs(folder, case, Overrides(select=settings.select, now=settings.now))
    sites = Sites()
    cross_file = CrossFilePass(configs, folder, sites)
    location = str(folder / case.path)
    kind = None
    if not isinstance(case.schema, str):
        kind = Kind(str(folder / _SCHEMA_FILE), profile.dialect, profile=profile)
    target = Target(location, case.path, kind, named=True, site=root, settings=settings)
    outcome = FileOutcome.linted(_lint(source, case, settings, sites.view_for(target)))
    cross_file.add(target, outcome)
    report = cross_file.completed(Report.of([outcome]))
    return [item for item in report.diagnostics if item.path == case.path]


def _configs(folder: Path, case: Good | Bad, overrides: Overrides) -> Configs:
    """Return the config by which the other files of a case are held to an own schema, too."""
    if isinstance(case.schema, str):
        return Configs(overrides, isolated=True)
    (folder / _SCHEMA_FILE).write_text(json.dumps(dict(case.schema)), encoding="utf-8")
    config = folder / "articlelint.toml"
    config.write_text(_CONFIG, encoding="utf-8")
    return Configs(overrides, config)


def _source(path: str, text: str) -> Source:
    """Return the source of a case; lone surrogates in its text become bytes that are not UTF-8."""
    return decode(path, text.encode(errors="surrogateescape"))


def unmarked(case: Good | Bad) -> tuple[str, list[Span]]:
    """Return the text of a case as a file without marks, and the marked spans.

    Raises:
        CaseError: `⟦` or `⟧` lacks its counterpart.

    """
    framed = _framed(case, case.text)
    pieces: list[str] = []
    places: list[int] = []
    end = length = 0
    for mark in _MARK.finditer(framed):
        pieces.append(framed[end : mark.start()])
        length += mark.start() - end
        end = mark.end()
        places.append(length)
    pieces.append(framed[end:])
    if _MARK.findall(framed) != ["⟦", "⟧"] * (len(places) // 2):
        raise CaseError(f"a mark lacks its other half: {case.text!r}")
    spans = [Span(*pair) for pair in zip(places[::2], places[1::2], strict=True)]
    return "".join(pieces), spans


def _framed(case: Good | Bad, text: str) -> str:
    return text if case.whole else f"---\n{text}---\n"
