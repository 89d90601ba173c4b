"""What the charts of the page show: one `Breakdown` each, which is also its table and its JSON."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from posixpath import dirname
from typing import NamedTuple

from linter.articles.article import Article
from linter.core.patterns import lazy_pattern
from linter.health.history import Run
from linter.reporters.shared.statistics import Count
from linter.run.report import Report

_MOST_BARS = 16
_MOST_RULES = 40
_MOST_MONTHS = 120
_MOST_RUNS = 60
# Upper bounds in pixels; the sizes of thumbnails, cards, articles, covers and screens.
_WIDTHS = (100, 320, 640, 1_280, 1_920, 4_096)
_ODD_WIDTHS = (16, 8_192)
"""Widths below the first and above the second are named."""

_MOST_ODD = 10
_DATED_NAME = lazy_pattern(r"(?:^|/)([0-9]{4}-(?:0[1-9]|1[0-2]))-[0-9]{2}-[^/]*$")
_CLEANNESS = ("without findings", "with findings")


class Bar(NamedTuple):
    """A row of a breakdown: its label, and a value for each series."""

    label: str
    values: tuple[int, ...]
    group: str = ""
    """The label of what the row is a part of."""


class Breakdown(NamedTuple):
    """What a chart and the table below it show alike."""

    name: str
    """The anchor, and the key in JSON."""
    title: str
    what: str
    """What a row is."""
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()
    """Sentences on what is odd, or left out."""


def breakdowns(
    report: Report, rules: Sequence[Count], runs: Sequence[Run]
) -> tuple[Breakdown, ...]:
    """Return the breakdowns that have any rows; the last of the runs is this one."""
    articles = report.articles
    found = {result.source.path: len(result.diagnostics) for result in report.results}
    every = (
        _by_rule(rules),
        _by_month(articles, found),
        _by_folder(report, found),
        _by_publisher(articles, found),
        _by_width(articles),
        _by_host(articles),
        *_over_time(runs),
    )
    return tuple(each for each in every if each.bars)


def _by_rule(rules: Sequence[Count]) -> Breakdown:
    rows = []
    for each in rules:
        no_fix = each.findings - each.safe_fixes - each.unsafe_fixes
        rows.append((f"{each.code} {each.name}", (each.safe_fixes, each.unsafe_fixes, no_fix)))
    return Breakdown(
        "rules",
        "Findings by rule",
        "Rule",
        ("safe fix", "unsafe fix", "no fix"),
        *_largest(_sums(rows).items(), _MOST_RULES),
    )


def _by_month(articles: Sequence[Article], found: dict[str, int]) -> Breakdown:
    """Count articles by month, or by year if there are too many months for a chart."""
    months_of = [(each, each.month or _named_month(each.path)) for each in articles]
    dated = [(month, _cleanness(each, found)) for each, month in months_of if month]
    months = _without_gaps({month for month, _ in dated})
    unit, length = ("month", 7) if months else ("year", 4)
    none = [(month, (0, 0)) for month in months]
    sums = _sums([*none, *((month[:length], values) for month, values in dated)])
    undated = len(articles) - len(dated)
    return Breakdown(
        "months",
        f"Articles by {unit} of publication",
        unit.capitalize(),
        _CLEANNESS,
        tuple(Bar(label, sums[label]) for label in sorted(sums)[-_MOST_MONTHS:]),
        (f"Without a date: {undated:,}.",) if undated else (),
    )


def _named_month(path: str) -> str | None:
    """Return the month in the name of a file, as Jekyll's posts have it."""
    named = _DATED_NAME.search(path)
    return named[1] if named else None


def _without_gaps(months: set[str]) -> list[str]:
    """Return all months from the first to the last one; none if those are too many."""
    numbers = [12 * int(month[:4]) + int(month[5:]) - 1 for month in months]
    if not numbers or max(numbers) - min(numbers) >= _MOST_MONTHS:
        return []
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(min(numbers), max(numbers) + 1)]


def _by_folder(report: Report, found: dict[str, int]) -> Breakdown:
    numbers = ((dirname(path) or ".", found.get(path, 0)) for path in report.files)
    sums = _sums((folder, (number, bool(number), not number)) for folder, number in numbers)
    rows = (
        Bar(folder, values, folder.partition("/")[0] or "/")
        for folder, values in sums.items()
        if values[0]
    )
    return Breakdown(
        "folders",
        "Findings by collection and folder",
        "Folder",
        ("findings", *reversed(_CLEANNESS)),
        tuple(sorted(rows, key=lambda row: (-row.values[0], row.label))[: 3 * _MOST_BARS]),
    )


def _by_publisher(articles: Iterable[Article], found: dict[str, int]) -> Breakdown:
    sums = _sums(
        (each.publisher, _cleanness(each, found)) for each in articles if each.publisher is not None
    )
    return Breakdown(
        "publishers", "Articles by publisher", "Publisher", _CLEANNESS, *_largest(sums.items())
    )


def _by_width(articles: Iterable[Article]) -> Breakdown:
    bins = [0] * (len(_WIDTHS) + 1)
    odd: dict[int, list[str]] = defaultdict(list)
    for each in articles:
        for width in each.widths:
            bins[sum(width > bound for bound in _WIDTHS)] += 1
            if not _ODD_WIDTHS[0] <= width <= _ODD_WIDTHS[1]:
                odd[width].append(each.path)
    labels = [*(f"to {bound:,}" for bound in _WIDTHS), f"over {_WIDTHS[-1]:,}"]
    bars = tuple(Bar(*pair) for pair in zip(labels, ((each,) for each in bins), strict=True))
    notes = _named(
        "Odd widths",
        (
            f"{width:,} px ({len(odd[width]):,}, first in {min(odd[width])})"
            for width in sorted(odd)
        ),
    )
    return Breakdown(
        "pictures",
        "Pictures by width in pixels",
        "Width",
        ("pictures",),
        bars if any(bins) else (),
        tuple(notes),
    )


def _by_host(articles: Iterable[Article]) -> Breakdown:
    hosts: Counter[str] = Counter()
    for each in articles:
        hosts.update(each.hosts)
    odd = (f"{host} ({hosts[host]:,})" for host in sorted(hosts) if _is_odd(host))
    bars, notes = _largest((host, (number,)) for host, number in hosts.items())
    return Breakdown(
        "hosts",
        "Links by host",
        "Host",
        ("links",),
        bars,
        (*notes, *_named("Odd hosts", odd)),
    )


def _over_time(runs: Sequence[Run]) -> Iterator[Breakdown]:
    shown = runs[-_MOST_RUNS:]
    if len(shown) > 1:
        labels = [_label(run) for run in shown]
        rows = (
            Bar(label, (run.errors, run.warnings, run.fixable))
            for label, run in zip(labels, shown, strict=True)
        )
        yield Breakdown(
            "trend", "Findings over time", "Run", ("errors", "warnings", "fixable"), tuple(rows)
        )
        if any(run.known is not None for run in shown):
            known = (
                Bar(label, (run.known or 0,)) for label, run in zip(labels, shown, strict=True)
            )
            yield Breakdown(
                "baseline", "Known findings left in the baseline", "Run", ("known",), tuple(known)
            )


def _cleanness(article: Article, found: dict[str, int]) -> tuple[int, ...]:
    has_findings = article.path in found
    return (not has_findings, has_findings)


def _label(run: Run) -> str:
    return f"{run.minute} {run.commit[:7]}" if run.commit else run.minute


def _is_odd(host: str) -> bool:
    """Whether a host has a port, is an address, in another script, or has no domain."""
    from linter.web.hosts import ascii_host, is_ip_address

    name = ascii_host(host)
    return name is None or is_ip_address(name) or "xn--" in name or "." not in name


def _sums(rows: Iterable[tuple[str, tuple[int, ...]]]) -> dict[str, tuple[int, ...]]:
    """Return the sum of the rows of each label."""
    sums: dict[str, tuple[int, ...]] = {}
    for label, values in rows:
        old = sums.get(label, (0,) * len(values))
        sums[label] = tuple(map(sum, zip(old, values, strict=True)))
    return sums


def _largest(
    rows: Iterable[tuple[str, tuple[int, ...]]], most: int = _MOST_BARS
) -> tuple[tuple[Bar, ...], tuple[str, ...]]:
    """Return the largest rows, and a note on the others."""
    ordered = sorted(rows, key=lambda row: (-sum(row[1]), row[0]))
    left_out = ordered[most:]
    rest = sum(sum(values) for _, values in left_out)
    notes = (f"Not shown: {len(left_out):,} more, with {rest:,} together.",) if left_out else ()
    return tuple(Bar(*row) for row in ordered[:most]), notes


def _named(what: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a sentence with the first names, if there are any."""
    every = list(names)
    if every:
        more = f", and {len(every) - _MOST_ODD:,} more" if len(every) > _MOST_ODD else ""
        yield f"{what}: {', '.join(every[:_MOST_ODD])}{more}."
