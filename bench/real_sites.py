"""Measures articlelint on sites that exist already, with the fast path and without."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measure import measure
from bench.own import COMMAND, ENVIRONMENT
from bench.report import lines
from bench.timing import summary

_CHECK = (COMMAND, "check", "--exit-zero", "--jobs=1", "--no-cache")
_PROVED = re.compile(r"^proved: ([0-9,]+) of ([0-9,]+) files?", re.MULTILINE)


def of_sites(
    folders: Sequence[Path], rounds: int, log: Path, progress: Callable[[str], None]
) -> str:
    """Return a table in Markdown: CPU time a file, in one process.

    Raises:
        CommandError: a folder cannot be linted.

    """
    rows = [["site", "files", "proved clean", "ms a file", "without the fast path", "ratio"]]
    for folder in folders:
        measure((*_CHECK, "--verbose", "."), folder, log, ENVIRONMENT)
        counts = _PROVED.search(log.read_text(encoding="utf-8", errors="replace"))
        if counts is None:
            rows.append([folder.name, "none proved clean", "", "", "", ""])
            continue
        proved, files = (int(each.replace(",", "")) for each in counts.groups())
        with_it, without = [], []
        for number in range(rounds):
            progress(f"round {number + 1} of {rounds}: {folder.name}")
            with_it.append(measure((*_CHECK, "--quiet", "."), folder, log, ENVIRONMENT))
            without.append(
                measure((*_CHECK, "--quiet", "--no-fast-path", "."), folder, log, ENVIRONMENT)
            )
        fast, slow = summary(with_it).cpu, summary(without).cpu
        each = (f"{seconds.median / files * 1000:.3g}" for seconds in (fast, slow))
        ratio = f"{fast.median / slow.median:.3g}"
        rows.append([folder.name, f"{files:,}", f"{proved:,}", *each, ratio])
    return lines(rows, "lrrrrr")
