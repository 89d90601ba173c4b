"""One report with every awkward character, shared by the tests of all formats."""

import pytest

from linter.core.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from linter.core.text import Edit, LineIndex, Span
from linter.files.targets import RunError
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.run.report import Report, ReportedRule

SECRET = "p0y6AE+tGSI9/5oXhLzwzAxe77i4Me9/QLhFycoYRrw=;CuM8YgLOj6VO1R9sqwU+UA=="  # noqa: S105 - a sample
LONG_URL = f"https://www.example.com/{'a-very-long-path/' * 12}?utm_source=feed&page=2"

PLAIN = f"""\
---
category: news
title: "Größe & 日本語 👍 cafe\u0301 \x1b[31mred\u202e"
heat: 012
\tindented: "tab\there"
webUrl: "{LONG_URL}"
excerpt: |
  first line
  second line
  third line
heat: 74
quality: 日本語日本語
secured: "{SECRET} "
---
"""

CRLF = "---\r\ntitle: a\r\ntype:  article\r\nwebUrl: http://example.com/\r\n---\r\n"


class Finder:
    """Makes diagnostics at texts of one file."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._lines = LineIndex(text)

    def span(self, part: str, nth: int = 1) -> Span:
        """Return where a text stands for the nth time."""
        start = -1
        for _ in range(nth):
            start = self._text.index(part, start + 1)
        return Span(start, start + len(part))

    def edit(self, part: str, new: str, nth: int = 1) -> Edit:
        return Edit(self.span(part, nth), new)

    def diagnostic(  # noqa: PLR0913
        self,
        code: str,
        span: Span,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        pointer: str | None = "",
        help: str | None = None,  # noqa: A002
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
    ) -> Diagnostic:
        return Diagnostic(
            path=self._path,
            code=code,
            name=f"name-of-{code.lower()}",
            severity=severity,
            message=message,
            span=span,
            start=self._lines.position(span.start),
            end=self._lines.position(span.end),
            pointer=pointer,
            help=help,
            fix=fix,
            related=related,
            url=f"https://example.org/{code}",
        )


def awkward() -> FileResult:
    """Return findings on wide, combining, invisible and secret characters, tabs and long lines."""
    path = "_news/2020-06-11-größe.md"
    at = Finder(path, PLAIN)
    blank = at.span(' "\n---').start
    heat, other_heat = at.span("heat", 1), at.span("heat", 2)
    diagnostics = [
        at.diagnostic(
            "TXT001",
            at.span("日本語"),
            "wide characters\nand \x1b[31mred\x1b[0m ones",
            severity=Severity.WARNING,
            pointer="/title",
            help="A help text that is long enough to be broken into several lines on a terminal of "
            "eighty columns, with a word-that-is-rather-long-and-can-not-be-broken-anywhere-at-all "
            "in it.",
        ),
        at.diagnostic("TXT002", at.span("cafe\u0301"), "a combining mark", pointer="/title"),
        at.diagnostic(
            "TXT003",
            at.span("\x1b[31m"),
            "a control character",
            pointer="/title",
            fix=Fix("Remove it", (at.edit("\x1b", ""), at.edit("\u202e", "")), Safety.SAFE),
        ),
        at.diagnostic(
            "PAR004",
            heat,
            "`heat` stands twice",
            pointer="/heat",
            fix=Fix("Remove this one", (at.edit("heat: 012\n", ""),), Safety.UNSAFE, ("/heat",)),
            related=(Related("this one is in force", other_heat),),
        ),
        at.diagnostic(
            "PAR006",
            at.span("012"),
            "`012` is 10 to Jekyll and 12 to others",
            severity=Severity.WARNING,
            pointer="/heat",
            fix=Fix("Write `10`", (at.edit("012", "10"),), Safety.SAFE),
        ),
        at.diagnostic("TXT004", at.span("tab\there"), "a tab", pointer="/indented"),
        at.diagnostic("URL001", at.span(f'"{LONG_URL}"'), "all of a long line", pointer="/webUrl"),
        at.diagnostic(
            "URL004",
            at.span("utm_source=feed"),
            "the end of a long line",
            severity=Severity.WARNING,
            pointer="/webUrl",
            fix=Fix("Remove it", (at.edit("utm_source=feed&", ""),), Safety.SAFE, ("/webUrl",)),
        ),
        at.diagnostic(
            "TXT007",
            at.span("first line\n  second line\n  third line"),
            "several lines",
            pointer="/excerpt",
            fix=Fix(
                "Join them", (at.edit("\n  second line\n  third", " second third"),), Safety.SAFE
            ),
        ),
        at.diagnostic(
            "DUP001",
            at.span("日本語", 3),
            "stands elsewhere too",
            pointer="/quality",
            related=(
                Related("in a file of this report", Span(4, 9), "_news/evil\x1b]0;x\x07.md"),
                Related("in a file that it lacks", Span(10, 20), "_data/topics/other.md"),
            ),
        ),
        at.diagnostic(
            "SEC001",
            at.span(SECRET[:10]),
            f"a rule that quotes {SECRET[:40]}",
            pointer="/secured",
            fix=Fix("Remove the blank", (Edit(Span(blank, blank + 1), ""),), Safety.SAFE),
        ),
        at.diagnostic(
            "SEC002",
            at.span(SECRET),
            "a rule that moves the secret",
            pointer="/secured",
            fix=Fix(
                "Move it up",
                (
                    Edit(Span(4, 4), f'secured: "{SECRET}"\n'),
                    at.edit(f'secured: "{SECRET} "\n', ""),
                ),
                Safety.UNSAFE,
            ),
        ),
    ]
    secret = at.span(f'"{SECRET} "')
    return FileResult(Source(path, PLAIN), tuple(diagnostics), (secret,))


def windows() -> FileResult:
    """Return findings in a file with CRLF, whose name tries to set the terminal's title."""
    path = "_news/evil\x1b]0;x\x07.md"
    at = Finder(path, CRLF)
    end = at.span("example.com/").end
    diagnostics = [
        at.diagnostic(
            "TXT004",
            at.span("  article"),
            "two blanks",
            severity=Severity.WARNING,
            pointer="/type",
            fix=Fix("Keep one", (at.edit("  ", " "),), Safety.SAFE),
        ),
        at.diagnostic(
            "SCH001",
            Span(end, end),
            "`heat` is missing",
            fix=Fix("Add it", (Edit(Span(end, end), "\r\nheat: 1"),), Safety.UNSAFE, ("/heat",)),
        ),
        at.diagnostic("PAR003", Span(len(CRLF), len(CRLF)), "at the end", pointer=None),
    ]
    return FileResult(Source(path, CRLF), tuple(diagnostics), ())


HOSTILE_PATH = "_news/::error file=a,b::c d%0A|<b>`👍`@team#1;]]>.md"
HOSTILE = (
    "::set-output name=x::y ##vso[task.complete]##[error]z ]]><b>&amp;|`|` *@team* #1 %0A"
    "\u2028\u2066"
)


def hostile() -> FileResult:
    """Return findings whose every text tries to be markup, or a command to what runs the job."""
    text = f"---\ntitle: a [b](https://example.com/) {HOSTILE}\n---\n::error::in the body\n"
    at = Finder(HOSTILE_PATH, text)
    return FileResult(
        Source(HOSTILE_PATH, text),
        (
            at.diagnostic(
                "TXT002",
                at.span(HOSTILE),
                f"`{HOSTILE}` [link](https://example.com/) www.example.com \ud800",
                pointer=f"/{HOSTILE}",
                help=f"{HOSTILE} {'::error::x ' * 40}",
                fix=Fix(HOSTILE, (at.edit(HOSTILE, f"{HOSTILE}\ud800"),), Safety.SAFE),
                related=(Related(HOSTILE, at.span("title")),),
            ),
            at.diagnostic(
                "SCH001",
                at.span("::error::in the body"),
                "::error::a message that starts with a command",
                severity=Severity.WARNING,
            ),
        ),
        (),
    )


def empty() -> FileResult:
    """Return a finding in an empty file whose name is not UTF-8."""
    at = Finder("bad-\udcff.md", "")
    return FileResult(
        Source("bad-\udcff.md", ""),
        (at.diagnostic("PAR001", Span(0, 0), "nothing there", pointer=None),),
        (),
    )


@pytest.fixture
def report() -> Report:
    """Return a report over five files, one of them clean."""
    results = (awkward(), hostile(), windows(), empty())
    files = (*(result.source.path for result in results), "_news/clean.md")
    errors = (RunError("gone.md", "no such file or directory"), RunError(HOSTILE_PATH, HOSTILE))
    found = Report(files, results, errors, notes=(f"settings not read: {HOSTILE}",))
    codes = {diagnostic.code for diagnostic in found.diagnostics}
    rules = {code: ReportedRule.of(code) for code in codes}
    return found._replace(rules=rules)
