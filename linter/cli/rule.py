"""`articlelint rule`: explain rules."""

import sys
from typing import TYPE_CHECKING

import click

from linter.cli import terminal
from linter.registry import ConfigError
from linter.reporters._cells import shorten

if TYPE_CHECKING:
    from linter.catalog import RulePage

_HEADINGS = ("code", "name", "severity", "fix", "default", "what it reports")


@click.command
@click.argument("rule_name", metavar="[CODE|NAME]", required=False)
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def rule(rule_name: str | None, output_format: str) -> None:
    """Explain a rule, or list all rules."""
    from linter import catalog
    from linter.registry import all_rules, find_rule
    from linter.reporters._json import document

    try:
        rules = all_rules() if rule_name is None else {}
        found = find_rule(rule_name) if rule_name is not None else None
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    if found is None:
        pages = [catalog.page(each) for each in rules.values()]
        data = [catalog.as_data(page) for page in pages]
        terminal.write(document(data) if output_format == "json" else _table(pages))
        return
    page = catalog.page(found)
    in_json = output_format == "json"
    terminal.write(document(catalog.as_data(page)) if in_json else catalog.as_markdown(page))


def _table(pages: list["RulePage"]) -> str:
    """Return a line for each rule; on a terminal, cut to its width."""
    rows = [_HEADINGS, *map(_row, pages)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS) - 1)]
    lines = ["  ".join([*map(str.ljust, row, widths), row[-1]]) for row in rows]
    if sys.stdout.isatty():
        lines = [shorten(line, terminal.width()) for line in lines]
    return "".join(f"{line}\n" for line in lines)


def _row(page: "RulePage") -> tuple[str, ...]:
    default = "on" if page.default else "off"
    return (page.code, page.name, page.severity, ", ".join(page.fixes), default, page.summary)
