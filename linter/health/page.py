"""The whole page of a report, and further ones if there are too many findings for one."""

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from linter.core.patterns import lazy_pattern
from linter.health import html
from linter.health.file_link import FileLink
from linter.health.findings import Findings
from linter.health.front import Subject, front
from linter.health.numbers import Health
from linter.health.table import rule_texts, table
from linter.run.report import ReportedRule

MAX_BYTES = 2_000_000
"""The most bytes of the page; with more, details of findings are on pages of their own."""

PART = 5_000
"""The number of findings on each of these."""

PART_NAME = lazy_pattern(r"[0-9]{3,}\.html")
"""How these are named."""

_END = "</main>\n<footer>Made by articlelint. This page loads nothing and sends nothing.</footer>\n"


class Page(NamedTuple):
    """The page, and the further ones by their names in a folder beside it."""

    text: str
    parts: Mapping[str, str]


class PageMaker(NamedTuple):
    """Makes the page; `folder` is the name of the folder for further pages."""

    subject: Subject
    health: Health
    findings: Findings
    rules: Mapping[str, ReportedRule]
    link: FileLink | None
    folder: str

    def page(self) -> Page:
        """Return the page."""
        head, texts = front(self.subject, self.health), rule_texts(self.rules)
        room = MAX_BYTES - len(self._html(head).encode())
        whole = table(html.packed(self._data(self.findings, 0)), texts)
        if len(whole.encode()) <= room:
            return Page(self._html(head + whole), {})
        return Page(self._html(head + self._short_table(texts, room)), dict(self._parts(texts)))

    def _parts(self, texts: str) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each further page."""
        rows = self.findings.rows
        for number, start in enumerate(range(0, len(rows), PART), start=1):
            part = self.findings._replace(rows=rows[start : start + PART])
            title = f"{self.subject.title}: from finding {start + 1:,} on"
            head = f"<header><h1>{html.text(title)}</h1></header>\n<main>\n"
            packed = html.packed(self._data(part, start))
            yield f"{number:03}.html", self._html(head + table(packed, texts))

    def _short_table(self, texts: str, room: int) -> str:
        """Return the table without details, of as many findings as there is room for."""
        short = self.findings.without_details()
        # In the bytes of its name, which need not be UTF-8.
        parts = {"folder": quote(os.fsencode(self.folder)), "size": PART}
        while True:
            data = {**self._data(short, 0), "parts": parts}
            text = table(html.packed(data), texts, len(self.findings.rows))
            if len(text.encode()) <= room or not short.rows:
                return text
            short = short._replace(rows=short.rows[: len(short.rows) * 3 // 4])

    def _data(self, findings: Findings, first: int) -> dict[str, Any]:
        link = None if self.link is None else self.link._asdict()
        return {**findings._asdict(), "first": first, "link": link}

    def _html(self, body: str) -> str:
        return html.page(self.subject.title, body + _END)
