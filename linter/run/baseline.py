"""Known findings: kept in a file, so that only new ones are reported.

A baseline is a JSON file with one line for each entry:

    {"version": 1, "known": [
    {"path": "_news/a.md", "code": "DAT005", "pointer": "/publishedDateTime", "count": 1}
    ]}

Entries are told apart by path, code and JSON Pointer (RFC 6901), never by line, so that they stay
known when lines move. An item put into a list moves the pointers of those behind it. A finding that
names several missing properties counts once for each. Paths are relative to the baseline's folder,
with `/`.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from linter.core.diagnostic import Diagnostic
from linter.core.filesystem import read_bytes, reason
from linter.core.secret_text import Secrets
from linter.core.text import quoted
from linter.fix.filewriter import new_name, remove_leftovers
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.run.report import Report

VERSION = 1
"""The version of the format that this module reads and writes."""


class BaselineError(Exception):
    """A baseline cannot be read or written; the text says why, in one line."""


class Entry(NamedTuple):
    """What findings are known by; the pointer is None where front matter could not be read."""

    path: str
    code: str
    pointer: str | None


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings are known of each entry, and the folder that paths are relative to."""

    folder: Path
    counts: Mapping[Entry, int]


Ran: TypeAlias = Mapping[str, frozenset[str]]
"""What a run looked at: the codes of the rules that ran on each file, by its path as shown."""


def read(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        BaselineError: the file cannot be read, or is no baseline of this version.

    """
    try:
        data = json.loads(read_bytes(file))
    except OSError as error:
        raise BaselineError(f"{file}: {reason(error)}") from None
    # Nesting without end is a RecursionError.
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
    counts: Counter[Entry] = Counter()
    for number, item in enumerate(known, start=1):
        if not _is_entry(item):
            raise BaselineError(f"{file}: entry {number} is not one of path, code, pointer, count")
        counts[Entry(item["path"], item["code"], item["pointer"])] += item["count"]
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
    """Return a report without what is known.

    Of findings with the same path, code and pointer the last ones are new. A finding between files
    is known also if it is known at all its other places: which of them it is reported at depends on
    which files are linted. Internal errors are never known.
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
            Entry(path_in(each.path), diagnostic.code, each.pointer)
            for each in diagnostic.related
            if each.path is not None
        ]
        return bool(others) and all(each in baseline.counts for each in others)

    results = []
    for result in report.results:
        secrets = Secrets.of(result.source.text, result.secrets)
        new = tuple(each for each in result.diagnostics if not is_known(each, secrets))
        if new:
            results.append(replace(result, diagnostics=new))
    return replace(report, results=tuple(results))


def stale(report: Report, baseline: Baseline, ran: Ran) -> list[Entry]:
    """Return the entries of which fewer are found than known, in order.

    That can be told of files and rules that were part of the run, and of files that are gone.
    `report` holds all findings, the known ones too.
    """
    found = _counts(report, baseline.folder)
    is_judged = _judge(baseline, ran)
    return sorted(
        (
            entry
            for entry, count in baseline.counts.items()
            if found[entry] < count and is_judged(entry)
        ),
        key=_order,
    )


def updated(report: Report, baseline: Baseline, ran: Ran) -> Baseline:
    """Return the baseline of all findings, with the old entries that this run did not look at."""
    is_judged = _judge(baseline, ran)
    kept = {entry: count for entry, count in baseline.counts.items() if not is_judged(entry)}
    return Baseline(baseline.folder, kept | _counts(report, baseline.folder))


def empty(file: Path) -> Baseline:
    """Return the baseline of a file that is not there yet."""
    return Baseline(_folder_of(file), {})


def write(file: Path, baseline: Baseline) -> None:
    """Write a baseline: sorted, one line an entry, in place of the old file in one step.

    Raises:
        OSError: the file cannot be written; the old one is whole.

    """
    entries = ",\n".join(
        json.dumps({**entry._asdict(), "count": baseline.counts[entry]})
        for entry in sorted(baseline.counts, key=_order)
    )
    end = "\n" if entries else ""
    text = f'{{"version": {VERSION}, "known": [\n{entries}{end}]}}\n'
    _replace(file, text.encode())


def _replace(file: Path, data: bytes) -> None:
    target = file.resolve()
    is_there = target.exists()
    if is_there and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied")
    remove_leftovers(target.parent)
    temporary = target.with_name(new_name())
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
        if is_there:
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _judge(baseline: Baseline, ran: Ran) -> Callable[[Entry], bool]:
    path_in = _path_in(baseline.folder)
    codes = {path_in(path): codes for path, codes in ran.items()}

    def is_judged(entry: Entry) -> bool:
        if entry.path in codes:
            return entry.code in codes[entry.path]
        return not os.path.lexists(baseline.folder / entry.path)

    return is_judged


def _counts(report: Report, folder: Path) -> Counter[Entry]:
    path_in = _path_in(folder)
    counts: Counter[Entry] = Counter()
    for result in report.results:
        secrets = Secrets.of(result.source.text, result.secrets)
        for each in result.diagnostics:
            if each.code != INTERNAL_ERROR:
                counts[_entry(each, path_in, secrets)] += each.faults
    return counts


def _entry(diagnostic: Diagnostic, path_in: Callable[[str], str], secrets: Secrets) -> Entry:
    """Return what a finding is known by; secrets among its keys are covered."""
    pointer = diagnostic.pointer
    covered = None if pointer is None else secrets.covered_in(pointer)
    return Entry(path_in(diagnostic.path), diagnostic.code, covered)


def _path_in(folder: Path) -> Callable[[str], str]:
    """Return what turns a path as it is shown into one relative to a folder."""
    working_folder = Path.cwd()
    cache: dict[str, str] = {}

    def path_in(shown_as: str) -> str:
        if shown_as not in cache:
            cache[shown_as] = Path(os.path.relpath(working_folder / shown_as, folder)).as_posix()
        return cache[shown_as]

    return path_in


def _order(entry: Entry) -> tuple[str, str, bool, str]:
    return (entry.path, entry.code, entry.pointer is not None, entry.pointer or "")


def named(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield how people see entries: path, code and pointer."""
    for path, code, pointer in entries:
        yield f"{path}: {code} at {quoted(pointer, limit=200)}" if pointer else f"{path}: {code}"
