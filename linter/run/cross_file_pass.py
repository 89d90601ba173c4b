"""The rules over the whole site: gathers what files tell of themselves, and compares it at the end.

Where only some files of a site are linted, those of the others that may share a fact with them are
looked at for their facts alone. What is found touches at least one file that was asked for.
"""

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import compress, decompress

from linter.cache.codec import decode_facts, encode_facts, fact_keys
from linter.config.files import Configs
from linter.config.settings import Settings
from linter.core.filesystem import read_bytes
from linter.core.text import LineIndex
from linter.files.discovery import RunError, Target, find, identity
from linter.frontmatter.source import decode
from linter.lint.cross_file import check_site
from linter.lint.internal_errors import INTERNAL_ERROR, origin
from linter.lint.plan import rule_table
from linter.lint.results import FileResult, SiteResult
from linter.lint.run import secrets_in
from linter.rules.base import Fact
from linter.rules.registry import ConfigError
from linter.run.file_job import FAULTS, Done, guarded, kind_of, read_target
from linter.run.report import Report
from linter.run.sites import Sites
from linter.schema.files import load
from linter.site.documents import SiteProblem

if TYPE_CHECKING:
    from linter.core.diagnostic import Diagnostic
    from linter.lint.suppressions import Suppressed

# With more texts than this to look for, searching files costs more than linting them.
_MANY_NEEDLES = 30

# How many files' facts are compressed together; JSON has no line break of its own.
_FILES_IN_BLOCK = 200
_BETWEEN = "\n"


class Facts:
    """The facts of one site's files, kept small: of most, nothing but a hash is ever asked again.

    Facts are compared by rule and key, and only those that share both with another one matter.
    """

    def __init__(self) -> None:
        """Start without facts."""
        self._paths: list[str] = []
        self._are_of_others = bytearray()
        self._hashes = array("q")
        self._ends = array("Q")
        self._blocks: list[bytes] = []
        self._last_block: list[str] = []

    def __bool__(self) -> bool:
        """Whether any file that was asked for tells anything."""
        return not all(self._are_of_others)

    def add(self, path: str, text: str, *, of_others: bool = False) -> None:
        """Add what a file tells, as `encode_facts` writes it."""
        self._paths.append(path)
        self._are_of_others.append(of_others)
        self._hashes.extend(map(hash, fact_keys(text)))
        self._ends.append(len(self._hashes))
        self._last_block.append(text)
        if len(self._last_block) == _FILES_IN_BLOCK:
            whole = _BETWEEN.join(self._last_block).encode(errors="surrogatepass")
            self._blocks.append(compress(whole, level=1))
            self._last_block.clear()

    def needles(self) -> set[str]:
        """Return the texts one of which a file must hold to share a fact."""
        files = zip(self._paths, self._are_of_others, self._texts(), strict=True)
        return {
            fact.needle
            for path, is_of_others, text in files
            if not is_of_others
            for _, fact in _decoded(text, path)
        }

    def shared(self) -> list[tuple[str, Fact]]:
        """Return the facts that may share their key with another one.

        Those of others come first, and the files of each sort in order of path.
        """
        shared = {one for one, other in pairwise(sorted(self._hashes)) if one == other}
        found: list[tuple[bool, str, list[tuple[str, Fact]]]] = []
        start = 0
        files = zip(self._paths, self._are_of_others, self._ends, self._texts(), strict=True)
        for path, is_of_others, end, text in files:
            if not shared.isdisjoint(self._hashes[start:end]):
                facts = [each for each in _decoded(text, path) if _hash(each) in shared]
                found.append((not is_of_others, path, facts))
            start = end
        found.sort(key=lambda each: each[:2])
        return [fact for _, _, facts in found for fact in facts]

    def _texts(self) -> Iterator[str]:
        for block in self._blocks:
            yield from decompress(block).decode(errors="surrogatepass").split(_BETWEEN)
        yield from self._last_block


def _hash(fact: tuple[str, Fact]) -> int:
    return hash((fact[0], fact[1].key))


def _decoded(text: str, path: str) -> tuple[tuple[str, Fact], ...]:
    return decode_facts(text, path) or ()


class SiteStage:
    """Gathers the facts of files, and adds what rules over the whole site find in them.

    Where only some files of a site are linted, those of the others that may share a fact with them
    are read for their facts alone. What is found touches at least one file that was asked for.
    """

    def __init__(
        self,
        configs: Configs,
        working_folder: Path,
        sites: Sites,
        look_up: Callable[[Target], Done | None],
    ) -> None:
        """Start without facts; paths are shown relative to the working folder.

        `look_up` tells what is known of a file from before.
        """
        self.sites = sites
        self._configs = configs
        self._working_folder = working_folder
        self._look_up = look_up
        self._facts: dict[Path, Facts] = {}
        self._suppressed: dict[Path, dict[str, Suppressed]] = {}
        self._targets: dict[str, Target] = {}

    def note(self, target: Target, done: Done) -> None:
        """Keep what a file that was asked for tells."""
        self._targets[target.shown_as] = target
        try:
            site = self.sites.of(target)
        except FAULTS:
            # It is what kept the file from being linted, and is told there.
            return
        if site is None:
            return
        if done.facts:
            self._facts_of(site.root).add(target.shown_as, done.facts)
        if done.result is not None:
            self._note_comments(site.root, done.result)

    def _note_comments(self, root: Path, result: FileResult) -> None:
        if result.suppressed.comments:
            self._facts_of(root)
            self._suppressed.setdefault(root, {})[result.source.path] = result.suppressed

    def _facts_of(self, root: Path) -> Facts:
        if root not in self._facts:
            self._facts[root] = Facts()
        return self._facts[root]

    def added_to(self, report: Report, walked: tuple[str, ...] = ()) -> Report:
        """Return a report with what is found between the files of each site.

        Of a site in a folder that was `walked`, every file has been noted.
        """
        found: dict[str, list[Diagnostic]] = {}
        hidden, errors = report.hidden, list(report.errors)
        for root, facts in self._facts.items():
            try:
                between = self._between(root, facts, walked)
            except ConfigError:
                raise
            except FAULTS as error:
                why = f"its files were not compared with one another: {origin(error)}"
                errors.append(RunError(str(root), why))
                continue
            hidden += sum(self._is_wanted(path, code) for path, code in between.hidden)
            for diagnostic in between.diagnostics:
                if self._is_wanted(diagnostic.path, diagnostic.code):
                    found.setdefault(diagnostic.path, []).append(diagnostic)
        notes = tuple(map(_note, self.sites.problems))
        report = replace(report, notes=notes, hidden=hidden, errors=tuple(sorted(errors)))
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

    def _between(self, root: Path, facts: Facts, walked: tuple[str, ...]) -> SiteResult:
        """Return what rules find between the files of one site."""
        is_whole = any(root.resolve().is_relative_to(folder) for folder in walked)
        if facts and not is_whole:
            self._add_others(root, facts)
        settings = self._configs.of(root.resolve()).settings
        suppressed = self._suppressed.get(root, {})
        return check_site(facts.shared(), settings, self._lines_of, suppressed)

    def _is_wanted(self, path: str, code: str) -> bool:
        """Whether a file was asked for, and a rule is on in it."""
        target = self._targets.get(path)
        if target is None:
            return False
        return code == INTERNAL_ERROR or code in rule_table(target.settings).codes

    def _add_others(self, root: Path, facts: Facts) -> None:
        """Add the facts of the site's files that were not asked for but may share one."""
        # What YAML escapes can be half a character, which no file holds.
        needles = {needle.encode(errors="surrogatepass") for needle in facts.needles()}
        few = len(needles) <= _MANY_NEEDLES
        pattern = re.compile(b"|".join(sorted(map(re.escape, needles))) if few else b"")
        reached = {identity(target.path) for target in self._targets.values()}
        for target in find([str(root)], self._working_folder, self._configs).targets:
            # The folders of a walk are free of links, so that the path is the file's identity.
            if target.location in reached:
                continue
            kept = self._look_up(target)
            if kept is not None:
                facts.add(target.shown_as, kept.facts, of_others=True)
                continue
            try:
                _, data = read_target(target)
            except OSError:
                # It was not asked for, so that it cannot be read is not this run's affair.
                continue
            if pattern.search(data):
                only_facts = target._replace(settings=_site_rules_of(target.settings))
                result = guarded(only_facts, data, None, self.sites.view_for(target))
                if isinstance(result, FileResult):
                    facts.add(target.shown_as, encode_facts(result.facts), of_others=True)
                    self._note_comments(root, result)

    def _lines_of(self, path: str) -> LineIndex:
        """Return the rows and columns of a file, which has been read before."""
        target = self._targets.get(path)
        try:
            data = (
                read_bytes(self._working_folder / path)
                if target is None
                else read_target(target)[1]
            )
            text = decode(path, data).text
        except OSError:
            # It vanished in the meantime: its findings stand at its start.
            text = ""
        return LineIndex(text)

    def _clean_result(self, path: str) -> FileResult | None:
        """Return the result for a file in which nothing else was found."""
        target = self._targets[path]
        try:
            source = decode(path, read_target(target)[1])
        except OSError:
            return None
        kind = kind_of(target, source.text)
        if kind is None:
            return None
        schema = load(kind.schema, target.config.site_root)
        secrets = secrets_in(source, schema, kind.dialect, target.settings.limits)
        return FileResult(source, (), secrets)


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
