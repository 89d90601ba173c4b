import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from linter.core.messages import printable
from linter.files.targets import RunError
from linter.reporters import Look, render
from linter.reporters.markdown import MAX_FAILURES, MAX_ROWS
from linter.run.report import Report

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"text", "text_special", "html_inline", "link_open", "link_close", "softbreak"}


def cells(tokens: list[Token]) -> Iterator[Token]:
    for opening, inline in pairwise(tokens):
        if opening.type == "td_open":
            yield inline


def text_of(inline: Token) -> str:
    return "".join(token.content for token in inline.children or () if token.type == "text")


def test_table(report: Report) -> None:
    tokens = PARSER.parse(render("markdown", report, Look()))
    found = list(cells(tokens))
    rows = [found[start : start + 4] for start in range(0, len(found), 4)]
    for row, item in zip(rows, report.diagnostics, strict=True):
        severity, place, rule, message = map(text_of, row)
        assert (severity, rule) == (item.severity, item.code)
        assert place == f"{printable(item.path)}:{item.start.row}:{item.start.column}"
        if item.code not in {"SEC001", "TXT002"}:
            assert message == printable(item.message).replace("`", "")


def test_no_text_becomes_markup(report: Report) -> None:
    tokens = PARSER.parse(render("markdown", report, Look()))
    assert "html_block" not in {token.type for token in tokens}
    parts = [part for token in tokens for part in token.children or ()]
    assert {part.type for part in parts} <= PLAIN
    tags = {part.content for part in parts if part.type == "html_inline"}
    assert tags == {"<code>", "</code>"}
    links = {part.attrs["href"] for part in parts if part.type == "link_open"}
    assert links == {item.url for item in report.diagnostics}


def test_no_user_is_mentioned(report: Report) -> None:
    html = PARSER.render(render("markdown", report, Look()))
    assert "@" in html
    outside_of_code = re.sub(r"<code>.*?</code>", "", html)
    assert not re.search(r"[@#]", outside_of_code)


def test_parts_in_backticks_are_code(report: Report) -> None:
    text = render("markdown", report, Look())
    assert "| <code>heat</code> stands twice |" in text


@pytest.mark.parametrize(
    ("count", "length"), [pytest.param(20_000, 20, id="many"), pytest.param(9, 80_000, id="long")]
)
def test_long_lists_are_cut(report: Report, count: int, length: int) -> None:
    result = report.results[0]
    item = result.diagnostics[0]._replace(message="日" * length)
    findings = (item,) * count
    errors = (RunError("a.md", "日" * length),) * count
    long = Report((item.path,), (result._replace(diagnostics=findings),), errors)
    text = render("markdown", long, Look())
    assert len(text.encode()) < MAX_ROWS + MAX_FAILURES + 1_000 < 1024**2
    (rows,) = re.findall(r"^([\d,]+) more findings? left out here\.$", text, re.MULTILINE)
    shown = text.count("\n| warning |")
    assert int(rows.replace(",", "")) + shown == len(findings)
    assert re.search(r"^[\d,]+ more paths not checked\.$", text, re.MULTILINE)


def test_nothing_found() -> None:
    passed = "All checks passed: 1 file.\n"
    assert render("markdown", Report(("a.md",), ()), Look()) == passed
    assert render("markdown", Report((), ()), Look()) == ""
