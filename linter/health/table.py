"""The table of findings: its filters and its head; the script fills it from packed data."""

from collections.abc import Iterator, Mapping

from linter.health import html
from linter.run.report import ReportedRule

_COLUMNS = {
    "severity": "Severity",
    "rule": "Rule",
    "place": "Place",
    "message": "Message",
    "fix": "Fix",
}
_ALL = '<option value="">all</option>'
_SEVERITIES = {"": "all", "error": "errors", "warning": "warnings"}
_FIXES = {"": "all", "safe": "safe fix", "unsafe": "unsafe fix", "none": "no fix"}
_ORDERS = {"place ascending": "place"} | {
    f"{name} {direction}": f"{title.lower()}{reversed_}"
    for name, title in _COLUMNS.items()
    for direction, reversed_ in (("ascending", ""), ("descending", ", reversed"))
}


def rule_texts(rules: Mapping[str, ReportedRule]) -> str:
    """Return the documentation of rules, which the script copies beside their findings."""
    pieces = []
    for code, rule in rules.items():
        text = html.markdown(f"{rule.summary}\n\n{rule.explanation}")
        pieces.append(f'<template id="rule-{html.text(code)}">{text}</template>\n')
    return "".join(pieces)


def table(packed: str, texts: str, total: int | None = None) -> str:
    """Return the table; `total` is the number of all findings where details are elsewhere."""
    more = (
        f'<p class="soft">There are {total:,} in all. Their source and fixes are on further pages,'
        " to which each finding leads.</p>\n"
        if total
        else ""
    )
    return (
        f'<section aria-labelledby="findings">\n<h2 id="findings">Findings</h2>\n{more}'
        "<noscript><p>The table of findings needs JavaScript. Its script is in this page.</p>"
        '</noscript>\n<div id="table" hidden>\n'
        f'<form id="filters" class="filters">{"".join(_filters())}</form>\n'
        '<p id="count" role="status"></p>\n<table class="findings" aria-labelledby="findings">'
        f'<thead><tr>{"".join(_heads())}</tr></thead><tbody id="rows"></tbody></table>\n'
        '<div class="pager"><button type="button" id="previous">Previous</button>'
        '<span id="page"></span><button type="button" id="next">Next</button></div>\n</div>\n'
        f'{texts}<script id="data" type="text/plain">{packed}</script>\n</section>\n'
    )


def _heads() -> Iterator[str]:
    for name, title in _COLUMNS.items():
        yield f'<th scope="col" data-order="{name}"><button type="button">{title}</button></th>'


def _filters() -> Iterator[str]:
    yield f'<label>Rule <select name="rule">{_ALL}</select></label>'
    yield f'<label>Folder <select name="folder">{_ALL}</select></label>'
    yield _select("Severity", "severity", _SEVERITIES)
    yield _select("Fix", "fix", _FIXES)
    yield '<label>Text <input name="text" type="search" autocomplete="off"></label>'
    yield _select("Sort by", "order", _ORDERS)
    yield '<button type="reset">Clear</button>'


def _select(title: str, name: str, options: Mapping[str, str]) -> str:
    items = "".join(f'<option value="{value}">{text}</option>' for value, text in options.items())
    return f'<label>{title} <select name="{name}">{items}</select></label>'
