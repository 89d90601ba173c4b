"""A comparison as Markdown: tables, and what articlelint has to keep to."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bench.timing import Timing

READ = "reading all bytes"
COMPOSE = "libyaml compose"
EXTRACTION = "extraction to YAML and JSON"
NOTHING = "python -c pass"
ONE_JOB = "articlelint, one job"
TWO_JOBS = "articlelint, two jobs"
WARM = "articlelint, two jobs, warm cache"
ONE_CHANGED = "articlelint, one file given, changed since"
LARGER = "articlelint, two jobs, four times as many files"
WITHOUT_SITE = "articlelint, one job, without rules over the site"

LOOP = "python-frontmatter + jsonschema"
CHECK_JSONSCHEMA = "check-jsonschema"
REMARK = "remark + remark-lint-frontmatter-schema"
SOURCEMETA = "sourcemeta jsonschema"
YAMLLINT = "yamllint"


@dataclass(frozen=True, slots=True)
class Results:
    """All timings of a comparison: of one file, and of `files`, by what was run.

    `about` says what each does, `missing` why something was not run.
    """

    files: int
    rounds: int
    one: Mapping[str, Timing]
    many: Mapping[str, Timing]
    about: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)


class Bar(NamedTuple):
    """A ratio that is to stay below a limit; None where it could not be measured."""

    text: str
    ratio: float | None
    limit: float

    @property
    def verdict(self) -> str:
        """Whether it was kept to."""
        if self.ratio is None:
            return "not measured"
        return "met" if self.ratio <= self.limit else "missed"


def bars(results: Results) -> list[Bar]:
    """Return the ratios that are judged, in seconds of articlelint for one of something else."""
    one, many = results.one, results.many
    cold, alone = many.get(TWO_JOBS), many.get(ONE_JOB)
    single = one.get(ONE_JOB)
    return [
        Bar("one file: of yamllint's time", _ratio(single, one.get(YAMLLINT)), 0.75),
        Bar("one file: in bare `python -c pass`", _ratio(single, one.get(NOTHING)), 8),
        Bar(f"all files, two jobs: of {LOOP}", _ratio(cold, many.get(LOOP)), 1 / 5),
        Bar(
            f"all files, two jobs: of {CHECK_JSONSCHEMA}",
            _ratio(cold, many.get(CHECK_JSONSCHEMA)),
            1 / 20,
        ),
        Bar(f"all files, two jobs: of {REMARK}", _ratio(cold, many.get(REMARK)), 1 / 40),
        Bar(
            f"all files, two jobs: of {SOURCEMETA} (a goal)", _ratio(cold, many.get(SOURCEMETA)), 1
        ),
        Bar(f"all files, one job: in `{COMPOSE}`", _ratio(alone, many.get(COMPOSE)), 2),
        Bar("nothing changed, warm cache: of the cold run", _ratio(many.get(WARM), cold), 0.12),
        Bar(
            "one of all files changed, in a hook: in runs of one file",
            _ratio(many.get(ONE_CHANGED), single),
            4,
        ),
        Bar(
            "four times as many files: in runs of all", _ratio(many.get(LARGER), cold or alone), 4.4
        ),
        Bar("rules over the site: of one job", _share(alone, many.get(WITHOUT_SITE)), 0.1),
    ]


def _ratio(timing: Timing | None, other: Timing | None) -> float | None:
    return None if timing is None or other is None else timing.seconds / other.seconds


def _share(whole: Timing | None, without: Timing | None) -> float | None:
    ratio = _ratio(without, whole)
    return None if ratio is None else max(0.0, 1 - ratio)


def markdown(results: Results, command: str) -> str:
    """Return a comparison as a whole Markdown text."""
    parts = [
        "# Measurements\n",
        f"`{command}` on {machine()}.\n",
        (
            "Times are wall time: the median, with the least and the most in brackets, of rounds "
            f"in which everything ran in turn ({results.rounds} of them, and more for one file). "
            "Only ratios within one comparison mean anything; in the table they are to the time "
            "of articlelint. Memory is the peak of all processes of a command together.\n"
        ),
        f"## One file, and {results.files:,} files\n",
        _table(results),
        "## What is judged\n",
        _judged(bars(results)),
    ]
    if results.missing:
        lines = (f"- {name}: {why}\n" for name, why in results.missing.items())
        parts += ["## Not run\n", "".join(lines)]
    return "\n".join(parts)


def _table(results: Results) -> str:
    names = list(dict.fromkeys((*results.one, *results.many)))
    base = results.many.get(TWO_JOBS) or results.many.get(ONE_JOB)
    rows = [["what", "one file", f"{results.files:,} files", "ratio", "peak memory", "does"]]
    for name in names:
        many = results.many.get(name)
        ratio = _ratio(many, base)
        rows.append(
            [
                name,
                _cell(results.one.get(name)),
                _cell(many),
                "" if ratio is None else f"{ratio:.3g}",
                _memory(many or results.one[name]),
                results.about.get(name, ""),
            ]
        )
    return _lines(rows, "lrrrrl")


def _judged(found: Sequence[Bar]) -> str:
    rows = [["what", "measured", "at most", ""]]
    for bar in found:
        measured = "" if bar.ratio is None else f"{bar.ratio:.3g}"
        rows.append([bar.text, measured, f"{bar.limit:.3g}", bar.verdict])
    return _lines(rows, "lrrl")


def _lines(rows: Sequence[Sequence[str]], sides: str) -> str:
    rule = ["---:" if side == "r" else "---" for side in sides]
    every = (rows[0], rule, *rows[1:])
    return "".join(f"| {' | '.join(row)} |\n" for row in every)


def _cell(timing: Timing | None) -> str:
    if timing is None:
        return ""
    text = f"{_time(timing.seconds)} ({_time(timing.least)} to {_time(timing.most)})"
    return text if timing.scaled_from is None else f"{text}, scaled from {timing.scaled_from:,}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.3g} s"


def _memory(timing: Timing) -> str:
    return f"{timing.memory / 1e6:,.0f} MB"


def machine() -> str:
    """Return what the machine is, without its name."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{_cores()} cores of {_processor()}, {platform.system()}, {python}"


def _cores() -> int:
    from os import sched_getaffinity

    return len(sched_getaffinity(0))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
