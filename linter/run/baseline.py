"""Baselines: files of known findings, so that only new ones are reported.

A baseline is a JSON file with one line for each entry:

    {"version": 1, "known": [
    {"path": "_news/a.md", "code": "DAT005", "pointer": "/publishedDateTime", "count": 1}
    ]}

An entry is identified by path, code and JSON Pointer (RFC 6901), never by line, so that it stays
known when lines move. An item inserted into a list moves the pointers of the items after it. A
finding that names several missing properties counts once for each. Paths are relative to the
baseline's folder, with `/`.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from linter.core.atomic_write import remove_leftovers, write_atomically
from linter.core.diagnostic import Diagnostic
from linter.core.filesystem import read_bytes, reason
from linter.core.messages import quoted
from linter.core.secret_text import Secrets
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.run.report import Report

VERSION = 1
"""The version of the format that this module reads and writes."""


class BaselineError(Exception):
    """A baseline cannot be read or written; the text is the reason, in one line."""


class BaselineEntry(NamedTuple):
    """The identity of findings; the pointer is None if the front matter could not be read."""

    path: str
    code: str
    pointer: str | None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The number of known findings of each entry, and the folder that paths are relative to."""

    folder: Path
    counts: Mapping[BaselineEntry, int]


def read(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        BaselineError: the file cannot be read, or is no baseline of this version.

    """
    try:
        data = json.loads(read_bytes(file))
    except OSError as error:
        raise BaselineError(f"{file}: {reason(error)}") from None
    # Deep nesting is a RecursionError.
    except (ValueError, RecursionError):
        raise BaselineError(f"{file}: not a baseline, since it is not JSON") from None
    if not isinstance(data, dict) or "version" not in data:
        raise BaselineError(f"{file}: not a baseline, since it has no version")
    if data["version"] != VERSION:
        version = quoted(data["version"])
        raise BaselineError(f"{file}: version {version} is unknown; {VERSION} is what is read here")
    known = data.get("known")
    if not isinstance(known, list):
        raise BaselineError(f"{file}: not a baseline, since it lacks the list `known`")
    counts: Counter[BaselineEntry] = Counter()
    for number, item in enumerate(known, start=1):
        if not _is_entry(item):
            raise BaselineError(f"{file}: entry {number} is not one of path, code, pointer, count")
        counts[BaselineEntry(item["path"], item["code"], item["pointer"])] += item["count"]
    return Baseline(_folder_of(file), counts)


def _is_entry(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and item.keys() == {"path", "code", "pointer", "count"}
        and isinstance(item["path"], str)
        and isinstance(item["code"], str)
        and isinstance(item["pointer"], str | None)
        and type(item["count"]) is int
        and item["count"] > 0
    )


def _folder_of(file: Path) -> Path:
    return Path(os.path.abspath(file)).parent  # noqa: PTH100 - a link to a folder stays its name


def unknown(report: Report, baseline: Baseline) -> Report:
    """Return a report without known findings.

    Of several findings with one path, code and pointer, the last ones are new. A finding between
    files is known also if it is known at all its other places, since the linted files decide at
    which place it is reported. Internal errors are never known.
    """
    path_in = _path_in(baseline.folder)
    left = Counter(baseline.counts)

    def is_known(diagnostic: Diagnostic, secrets: Secrets) -> bool:
        if diagnostic.code == INTERNAL_ERROR:
            return False
        own = _entry(diagnostic, path_in, secrets)
        if left[own] >= diagnostic.faults:
            left[own] -= diagnostic.faults
            return True
        others = [
            BaselineEntry(path_in(each.path), diagnostic.code, each.pointer)
            for each in diagnostic.related
            if each.path is not None
        ]
        return bool(others) and all(each in baseline.counts for each in others)

    results = []
    for result in report.results:
        secrets = Secrets.of(result.source.text, result.secrets)
        new = tuple(each for each in result.diagnostics if not is_known(each, secrets))
        if new:
            results.append(result._replace(diagnostics=new))
    return report._replace(results=tuple(results))


def stale(report: Report, baseline: Baseline) -> list[BaselineEntry]:
    """Return the entries with fewer findings than known, sorted.

    Only entries of files and rules that ran, and of files that are gone, can be stale. `report`
    holds all findings, including the known ones.
    """
    found = _counts(report, baseline.folder)
    is_judged = _judge(baseline, report)
    return sorted(
        (
            entry
            for entry, count in baseline.counts.items()
            if found[entry] < count and is_judged(entry)
        ),
        key=_order,
    )


def updated(report: Report, baseline: Baseline) -> Baseline:
    """Return the baseline of all findings, and of the old entries that this run could not judge."""
    is_judged = _judge(baseline, report)
    kept = {entry: count for entry, count in baseline.counts.items() if not is_judged(entry)}
    return Baseline(baseline.folder, kept | _counts(report, baseline.folder))


def empty(file: Path) -> Baseline:
    """Return the baseline of a file that does not exist yet."""
    return Baseline(_folder_of(file), {})


def write(file: Path, baseline: Baseline) -> None:
    """Write a baseline, sorted, one line an entry; it replaces the old file in one step.

    Raises:
        OSError: the file cannot be written; the old one is unchanged.

    """
    entries = ",\n".join(
        json.dumps({**entry._asdict(), "count": baseline.counts[entry]})
        for entry in sorted(baseline.counts, key=_order)
    )
    end = "\n" if entries else ""
    text = f'{{"version": {VERSION}, "known": [\n{entries}{end}]}}\n'
    target = file.resolve()
    remove_leftovers(target.parent)
    write_atomically(target, text.encode())


def _judge(baseline: Baseline, report: Report) -> Callable[[BaselineEntry], bool]:
    path_in = _path_in(baseline.folder)
    codes = {path_in(path): codes for path, codes in report.rules_run.items()}

    def is_judged(entry: BaselineEntry) -> bool:
        if entry.path in codes:
            return entry.code in codes[entry.path]
        return not os.path.lexists(baseline.folder / entry.path)

    return is_judged


def _counts(report: Report, folder: Path) -> Counter[BaselineEntry]:
    path_in = _path_in(folder)
    counts: Counter[BaselineEntry] = Counter()
    for result in report.results:
        secrets = Secrets.of(result.source.text, result.secrets)
        for each in result.diagnostics:
            if each.code != INTERNAL_ERROR:
                counts[_entry(each, path_in, secrets)] += each.faults
    return counts


def _entry(
    diagnostic: Diagnostic, path_in: Callable[[str], str], secrets: Secrets
) -> BaselineEntry:
    """Return the entry of a finding; secrets among its keys are covered."""
    pointer = diagnostic.pointer
    covered = None if pointer is None else secrets.covered_in(pointer)
    return BaselineEntry(path_in(diagnostic.path), diagnostic.code, covered)


def _path_in(folder: Path) -> Callable[[str], str]:
    """Return a function from a path as shown to one relative to a folder."""
    working_folder = Path.cwd()
    cache: dict[str, str] = {}

    def path_in(shown_as: str) -> str:
        if shown_as not in cache:
            cache[shown_as] = Path(os.path.relpath(working_folder / shown_as, folder)).as_posix()
        return cache[shown_as]

    return path_in


def _order(entry: BaselineEntry) -> tuple[str, str, bool, str]:
    return (entry.path, entry.code, entry.pointer is not None, entry.pointer or "")


def named(entries: Iterable[BaselineEntry]) -> Iterator[str]:
    """Yield entries as text for people: path, code and pointer."""
    for path, code, pointer in entries:
        yield f"{path}: {code} at {quoted(pointer, limit=200)}" if pointer else f"{path}: {code}"
