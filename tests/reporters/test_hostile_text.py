"""Whatever a file, its name or a message holds, no format lets it steer what reads the output."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linter.core.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from linter.core.text import Edit, LineIndex, Span
from linter.files.targets import RunError
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.reporters import Look, format_names, render
from linter.run.report import Report

pytestmark = pytest.mark.slow

FRAGMENTS = [
    *("\x1b[31m", "\x1b]0;x\x07", "\x9b", "\x00", "\x7f", "\r", "\n", "\r\n", "\t", "\x0b"),
    *("\u2028", "\u2029", "\u0085", "\u202e", "\u2066", "\u200b", "\ufeff", "\ufffe", "\ud800"),
    *("::", "::error::x", "::set-output name=a::b", "##[error]", "##vso[task.complete]", "##", "#"),
    *("<b>", "</testsuite>", "<!--", "]]>", "&amp;", "&", '"', "'", "`", "``", "|", "\\", "\\|"),
    *("[a](https://example.com/)", "![", "](", "https://example.com", "www.example.com", "@team"),
    *("a@example.com", "*", "_", "~~", "$", "%0A", "%", ",", ":", ";", "]", "=", "/", " ", "  "),
    *("日本", "👍", "e\u0301", "a", "title: "),
]
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=8).map(
    "".join
)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Return a report with a finding in every text of which something hostile may stand."""
    path = draw(TEXTS)
    text = draw(TEXTS).encode(errors="replace").decode()
    # No rule points between the two signs of a line end.
    offsets = [at for at in range(len(text) + 1) if text[max(at - 1, 0) : at + 1] != "\r\n"]
    ends = st.sampled_from(offsets)
    span = Span(*sorted((draw(ends), draw(ends))))
    lines = LineIndex(text)
    finding = Diagnostic(
        path=path,
        code="TXT002",
        name="html-tag",
        severity=draw(st.sampled_from(Severity)),
        message=draw(TEXTS),
        span=span,
        start=lines.position(span.start),
        end=lines.position(span.end),
        pointer=draw(TEXTS),
        help=draw(TEXTS),
        fix=Fix(draw(TEXTS), (Edit(span, draw(TEXTS)),), Safety.SAFE),
        related=(Related(draw(TEXTS), span), Related(draw(TEXTS), span, draw(TEXTS))),
        url="https://example.org/TXT002",
    )
    result = FileResult(Source(path, text), (finding,), ())
    error = RunError(draw(TEXTS), draw(TEXTS))
    return Report((path, draw(TEXTS)), (result,), (error,), notes=(draw(TEXTS),))


@settings(max_examples=60)
@given(report=reports())
def test_nothing_steers_a_terminal_or_a_runner(report: Report) -> None:
    for name in format_names():
        text = render(name, report, Look(60))
        assert text.replace("\n", "").isprintable(), name
        for line in text.split("\n"):
            assert not _steers(name, line), name


def _steers(name: str, line: str) -> bool:
    """Whether a line gives a runner another command than those of its own format."""
    if name == "github":
        return not re.fullmatch(r"(::(error|warning) file=[^:]*::.*)?", line)
    if name == "azure":
        return not re.fullmatch(r"(##vso\[task\.logissue type=[^]]*\].*)?", line)
    is_command = re.match(r"\s*::[a-z]", line, re.IGNORECASE)
    return bool(is_command or re.search(r"##(vso)?\[", line, re.IGNORECASE))


@settings(max_examples=60)
@given(report=reports())
def test_json_and_xml_can_be_read(report: Report) -> None:
    for name in ("json", "sarif", "gitlab", "rdjson"):
        assert json.loads(render(name, report, Look())), name
    (line,) = render("json-lines", report, Look()).splitlines()
    assert json.loads(line)["filename"] == report.files[0]
    root = ET.fromstring(render("junit", report, Look()))  # noqa: S314 - our own output
    assert [child.tag for child in root] == ["testsuite"] * 3
    tags = {element.tag for element in root.iter()}
    assert tags == {"testsuites", "testsuite", "testcase", "failure", "error"}


@given(reports())
def test_markdown_is_one_table_and_one_list(report: Report) -> None:
    tokens = MARKDOWN.parse(render("markdown", report, Look()))
    types = [token.type for token in tokens if token.level == 0]
    opened = [each for each in types if each.endswith("_open") or "block" in each]
    assert opened == ["paragraph_open", "table_open", "bullet_list_open"]
    parts = [part for token in tokens for part in token.children or ()]
    assert sum(token.type == "td_open" for token in tokens) == 4
    assert {part.type for part in parts} <= {
        "text",
        "text_special",
        "html_inline",
        "link_open",
        "link_close",
    }
    assert {part.content for part in parts if part.type == "html_inline"} <= {"<code>", "</code>"}
    assert [part.attrs["href"] for part in parts if part.type == "link_open"] == [
        "https://example.org/TXT002"
    ]
