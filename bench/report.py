"""A comparison as Markdown: tables, and what articlelint has to keep to."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bench.timing import Seconds, Timing

READ = "reading all bytes"
COMPOSE = "libyaml compose"
EXTRACTION = "extraction to YAML and JSON"
NOTHING = "python -c pass"
ONE_JOB = "articlelint, one job"
TWO_JOBS = "articlelint, two jobs"
WITHOUT_SITE = "articlelint, one job, without rules over the site"
WARM = "articlelint, nothing changed since"
OLD = "articlelint, one job, every second file with a finding"
FOUR_TIMES = "articlelint, two jobs, four times as many files"
TEN_TIMES = "articlelint, two jobs, ten times as many files"
LARGER = {FOUR_TIMES: 4, TEN_TIMES: 10}

CLEAN = "articlelint, clean and checked before"
FAULTY = "articlelint, with a finding"
FAULTY_IN_SITE = "articlelint, with a finding, in a site of 600"
HOOK = "articlelint, changed since, in the large site"

LOOP = "python-frontmatter + jsonschema"
CHECK_JSONSCHEMA = "check-jsonschema"
REMARK = "remark + remark-lint-frontmatter-schema"
SOURCEMETA = "sourcemeta jsonschema"
YAMLLINT = "yamllint"


@dataclass(frozen=True, slots=True)
class Results:
    """All timings of a comparison: of one file, and of `files`, by what was run.

    `about` describes what each does, `missing` has the reason why something was not run.
    """

    files: int
    rounds: int
    one: Mapping[str, Timing]
    many: Mapping[str, Timing]
    about: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)


class Bar(NamedTuple):
    """A ratio, or a memory in MB, that is to stay below a limit; None where it is not measured.

    `ratio` is that of the medians, `least` that of the least of each.
    """

    text: str
    ratio: float | None
    least: float | None
    limit: float

    @property
    def verdict(self) -> str:
        """Whether it was kept to."""
        if self.ratio is None:
            return "not measured"
        return "met" if self.ratio <= self.limit else "missed"


def bars(results: Results) -> list[Bar]:
    """Return the ratios that are judged, in time of articlelint for one of something else."""
    one, many = results.one, results.many
    bare, alone, both = one.get(NOTHING), many.get(ONE_JOB), many.get(TWO_JOBS)
    return [
        *(
            _bar(f"one file: {name}, in bare `{NOTHING}`", one.get(name), bare, limit)
            for name, limit in ((CLEAN, 4), (FAULTY, 9), (HOOK, 12))
        ),
        _bar(f"all files, one job: in `{COMPOSE}`", alone, many.get(COMPOSE), 1.8),
        _bar(f"nothing changed: in `{COMPOSE}`", many.get(WARM), many.get(COMPOSE), 0.25),
        _bar("every second file with a finding: of one job", many.get(OLD), alone, 2.5),
        _bar("four times as many files: of all, two jobs", many.get(FOUR_TIMES), both, 4.2),
        _memory("ten times as many files: memory in MB", many.get(TEN_TIMES), 250),
        *(
            _bar(
                f"all files, two jobs: of {name}, wall time",
                both,
                many.get(name),
                limit,
                of_wall=True,
            )
            for name, limit in (
                (SOURCEMETA, 1),
                (LOOP, 0.25),
                (CHECK_JSONSCHEMA, 0.04),
                (REMARK, 0.02),
                (YAMLLINT, 0.035),
            )
        ),
    ]


def _bar(
    text: str, timing: Timing | None, other: Timing | None, limit: float, *, of_wall: bool = False
) -> Bar:
    if timing is None or other is None:
        return Bar(text, None, None, limit)
    one, another = (timing.wall, other.wall) if of_wall else (timing.cpu, other.cpu)
    return Bar(text, one.median / another.median, one.least / another.least, limit)


def _memory(text: str, timing: Timing | None, limit: float) -> Bar:
    peak = None if timing is None else timing.memory / 1e6
    return Bar(text, peak, peak, limit)


def markdown(results: Results, command: str) -> str:
    """Return a comparison as a whole Markdown text."""
    parts = [
        "# Measurements\n",
        f"`{command}` on {machine()}.\n",
        (
            f"Everything ran in turn, in {results.rounds} rounds (more for one file, one for the"
            " largest sites). Times are the median, with the least in brackets. CPU is the time of"
            " all processes of a command together, which depends on other load the least, and"
            " memory is their peak. Only ratios within one comparison mean anything.\n"
        ),
        "## One file\n",
        _table(results.one, results, results.one.get(NOTHING)),
        f"## {results.files:,} files\n",
        _table(results.many, results, results.many.get(COMPOSE)),
        "## What is judged\n",
        _judged(bars(results)),
    ]
    if results.missing:
        reasons = (f"- {name}: {why}\n" for name, why in results.missing.items())
        parts += ["## Not run\n", "".join(reasons)]
    return "\n".join(parts)


def _table(timings: Mapping[str, Timing], results: Results, base: Timing | None) -> str:
    """Return a table of timings, with ratios to one of them."""
    rows = [["what", "CPU", "ratio", "wall time", "peak memory", "does"]]
    for name, timing in timings.items():
        scaled = timing.scaled_from
        note = "" if scaled is None else f"; scaled from {scaled:,} files"
        rows.append(
            [
                name,
                _cell(timing.cpu),
                "" if base is None else f"{timing.cpu.median / base.cpu.median:.3g}",
                _cell(timing.wall),
                f"{timing.memory / 1e6:,.0f} MB",
                results.about.get(name, "") + note,
            ]
        )
    return lines(rows, "lrrrrl")


def _judged(found: Sequence[Bar]) -> str:
    rows = [["what", "medians", "least", "at most", ""]]
    for bar in found:
        ratios = ["" if each is None else f"{each:.3g}" for each in (bar.ratio, bar.least)]
        rows.append([bar.text, *ratios, f"{bar.limit:.3g}", bar.verdict])
    return lines(rows, "lrrrl")


def lines(rows: Sequence[Sequence[str]], sides: str) -> str:
    """Return a table; of `sides`, `r` stands for a column that is flush right."""
    rule = ["---:" if side == "r" else "---" for side in sides]
    every = (rows[0], rule, *rows[1:])
    return "".join(f"| {' | '.join(row)} |\n" for row in every)


def _cell(seconds: Seconds) -> str:
    return f"{_time(seconds.median)} ({_time(seconds.least)})"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


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
