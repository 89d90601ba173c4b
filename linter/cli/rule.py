"""`articlelint rule`: explain rules."""

import sys
from io import StringIO
from typing import TYPE_CHECKING

import click

from linter.cli import completion, terminal
from linter.core.diagnostic import Severity
from linter.reporters.shared.cells import shorten
from linter.reporters.shared.paint import SEVERITY_STYLES, Paint, painter

if TYPE_CHECKING:
    from linter.catalog import RulePage

_HEADINGS = ("code", "name", "severity", "fix", "default", "what it reports")
_LEAST_COLUMNS = 2
_LEAST_ROOM = 30
"""The fewest cells in which a summary is legible."""


@click.command
@click.argument(
    "rule_name", metavar="[CODE|NAME|PREFIX]", required=False, shell_complete=completion.rule
)
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def rule(rule_name: str | None, output_format: str) -> None:
    """Explain a rule, or list all rules, or those whose codes start with a prefix."""
    from linter import catalog
    from linter.reporters.shared.json_text import document
    from linter.rules.registry import ALL, all_rules, codes_of, find_rule

    found = None
    codes = codes_of(ALL if rule_name is None else rule_name)
    if rule_name is not None and len(codes) <= 1:
        found = find_rule(rule_name)
    if found is None:
        pages = [catalog.page(each) for code, each in all_rules().items() if code in codes]
        data = [catalog.as_data(page) for page in pages]
        terminal.write(document(data) if output_format == "json" else _table(pages))
        return
    page = catalog.page(found)
    if output_format == "json":
        terminal.write(document(catalog.as_data(page)))
    else:
        text = catalog.as_markdown(page)
        terminal.write(_rendered(text) if sys.stdout.isatty() else text)


def _rendered(markdown: str) -> str:
    """Return Markdown rendered for the terminal."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    colored = terminal.wants_color(terminal.Color.AUTO, sys.stdout)
    console = Console(
        file=StringIO(),
        width=terminal.width(),
        force_terminal=colored,
        color_system="standard" if colored else None,
        # The theme of the terminal decides on colours and background.
        theme=Theme({"markdown.code": "bold cyan", "markdown.code_block": "cyan"}),
    )
    with console.capture() as page:
        console.print(Markdown(markdown, code_theme="ansi_dark", hyperlinks=False))
    return "".join(f"{line.rstrip()}\n" for line in page.get().splitlines())


def _table(pages: list["RulePage"]) -> str:
    """Return a line for each rule; on a terminal it is coloured, and as wide as the terminal."""
    rows = [_HEADINGS, *map(_row, pages)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS) - 1)]
    if sys.stdout.isatty():
        widths = _fitting(widths)
    columns = [[*map(str.ljust, row, widths), row[-1]] for row in rows]
    if sys.stdout.isatty():
        room = _room(widths)
        columns = [[*cells, shorten(last, room)] for *cells, last in columns]
        paint = painter(color=terminal.wants_color(terminal.Color.AUTO, sys.stdout))
        heading, *body = columns
        columns = [[paint("bold", cell) for cell in heading]]
        columns += (_painted(cells, paint) for cells in body)
    return "".join("  ".join(cells) + "\n" for cells in columns)


def _room(widths: list[int]) -> int:
    """Return the number of cells that the columns leave for the summary."""
    return max(terminal.width() - sum(widths) - 2 * len(widths), 1)


def _fitting(widths: list[int]) -> list[int]:
    """Return the columns that leave enough room for the summary; code and name always stay."""
    while len(widths) > _LEAST_COLUMNS and _room(widths) < _LEAST_ROOM:
        widths = widths[:-1]
    return widths


def _painted(cells: list[str], paint: Paint) -> list[str]:
    code, name, *rest, summary = cells
    if rest:
        rest[0] = paint(SEVERITY_STYLES[Severity(rest[0].rstrip())], rest[0])
    return [paint("bold", code), name, *rest, summary]


def _row(page: "RulePage") -> tuple[str, ...]:
    default = "on" if page.default else "off"
    return (page.code, page.name, page.severity, ", ".join(page.fixes), default, page.summary)
