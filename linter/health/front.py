"""What the page has above the table of findings: totals, commands to copy, charts."""

from typing import NamedTuple

from linter.core.messages import plural
from linter.health import html
from linter.health.breakdown import Breakdown
from linter.health.charts import svg
from linter.health.numbers import Health


class Subject(NamedTuple):
    """What the page is about, beside the numbers."""

    title: str
    date: str
    commit: str | None
    arguments: str
    """Options and paths as a shell takes them, for the commands to copy."""


def front(subject: Subject, health: Health) -> str:
    """Return the beginning of the page's body, in which `main` stays open."""
    commit = f", commit <code>{html.text(subject.commit[:12])}</code>" if subject.commit else ""
    charts = "".join(_figure(each) for each in health.breakdowns)
    return (
        f"<header>\n<h1>{html.text(subject.title)}</h1>\n"
        f'<p class="soft">Front matter, checked on {html.text(subject.date)}{commit}</p>\n'
        '<nav aria-label="Page"><ul><li><a href="#charts">Charts</a></li>'
        '<li><a href="#findings">Findings</a></li></ul></nav>\n</header>\n<main>\n'
        f"{_totals(health)}{_share(health)}{_commands(subject, health)}"
        f'<h2 id="charts">Charts</h2>\n<div class="charts">{charts}</div>\n'
    )


def _totals(health: Health) -> str:
    """Return the numbers, each with its change since the run before."""
    now, before = health.totals, health.before
    clean = f"{now.clean / now.files:.1%}" if now.files else "none"
    boxes = [
        _box("Files", f"{now.files:,}", before and now.files - before.files),
        _box("Without findings", clean, before and now.clean - before.clean),
        _box("Errors", f"{now.errors:,}", before and now.errors - before.errors, "error"),
        _box("Warnings", f"{now.warnings:,}", before and now.warnings - before.warnings, "warning"),
        _box("Fixable", f"{now.fixable:,}", before and now.fixable - before.fixable),
    ]
    return f'<dl class="totals">{"".join(boxes)}</dl>\n'


def _box(label: str, value: str, change: int | None, kind: str = "total") -> str:
    since = ""
    if change is not None:
        since = f"<dd>{f'{change:+,} since' if change else 'as'} last time</dd>"
    return f'<div class="{kind}"><dt>{label}</dt><dd>{value}</dd>{since}</div>'


def _share(health: Health) -> str:
    """Return a bar of the files without findings, and a line on files that were not checked."""
    now = health.totals
    share = 100 * now.clean / now.files if now.files else 0
    unchecked = plural(now.unchecked, "file")
    line = f"<p><strong>{unchecked} could not be checked</strong></p>\n" if now.unchecked else ""
    return (
        '<div class="share" aria-hidden="true"><svg viewBox="0 0 100 1" preserveAspectRatio="none">'
        f'<rect width="{share:.2f}" height="1"/></svg></div>\n{line}'
    )


def _commands(subject: Subject, health: Health) -> str:
    """Return the commands that fix findings, with the number that each fixes."""
    now = health.totals
    commands = (
        (now.safe_fixes, "with a safe fix", "--fix"),
        (now.unsafe_fixes, "more with an unsafe fix", "--fix --unsafe-fixes"),
    )
    lines = "".join(
        f"<p>{plural(count, 'finding')} {what}:"
        f" <code>{html.text(f'articlelint check {options}{subject.arguments}')}</code>"
        ' <button type="button" class="copy" hidden>Copy</button></p>\n'
        for count, what, options in commands
        if count
    )
    return f'<div class="commands">\n{lines}</div>\n' if lines else ""


def _figure(breakdown: Breakdown) -> str:
    """Return a chart with its notes, and its values as a table."""
    title = html.text(breakdown.title)
    rows = ((bar.label, *bar.values) for bar in breakdown.bars)
    values = html.table((breakdown.what, *breakdown.series), rows, links=breakdown.name == "rules")
    notes = "".join(f'<p class="notes">{html.text(note)}</p>' for note in breakdown.notes)
    return (
        f'<figure id="{breakdown.name}"><figcaption>{title}</figcaption>'
        f"{_scrolled(svg(breakdown), f'{title}: chart', 'scroll chart')}{notes}"
        f"<details><summary>Values<span class='unseen'> of {title}</span></summary>"
        f"{_scrolled(values, f'{title}: values', 'scroll')}</details></figure>\n"
    )


def _scrolled(content: str, label: str, kind: str) -> str:
    """Return content that scrolls sideways, also by keyboard."""
    return f'<div class="{kind}" tabindex="0" role="group" aria-label="{label}">{content}</div>'
