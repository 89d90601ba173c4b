"""The page in a real browser: it loads nothing, complains of nothing, and its table works."""

import base64
import gzip
import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from subprocess import run
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from linter.articles.article import Article
from linter.health import page as page_module
from linter.health.file_link import EDITOR, Commit, FileLink, file_link
from linter.health.findings import findings_of
from linter.health.front import Subject
from linter.health.history import Run
from linter.health.numbers import health
from linter.health.page import MAX_BYTES, Page, PageMaker
from linter.run.report import Report
from tests.browser import Browser, browser
from tests.reporters.conftest import HOSTILE, SECRET

pytestmark = pytest.mark.slow

EVIL = "</script></template><img src=x onerror=alert(1)><a href='javascript:alert(1)'>"
SUBJECT = Subject(
    f"report: {EVIL}", "2026-11-27 09:30", "9fceb02d0ae598e95dc970b74767f19372d61af8", ""
)
RUN = Run("2026-11-26T09:30:00+00:00", "9fceb02", 4, 1, 30, 9, 5, 2, {})
ENTER = ("Enter", 13, "\r")
TAB = ("Tab", 9)


def made(report: Report, link: FileLink | None = None, folder: str = "report-findings") -> Page:
    articles = (
        Article(report.files[0], "2020-06", EVIL, (1, 640), (EVIL, "pond.example")),
        Article(EVIL, "2020-05", "pond.example", (99_999,)),
    )
    numbers = health(report._replace(articles=articles), (RUN, RUN._replace(errors=10)))
    found = findings_of(report)
    return PageMaker(SUBJECT, numbers, found, report.rules, link, folder).page()


def repeated(report: Report, times: int) -> Report:
    results = [each._replace(diagnostics=each.diagnostics * times) for each in report.results]
    return report._replace(results=tuple(results))


def data_of(text: str) -> dict[str, Any]:
    packed = text.partition('<script id="data" type="text/plain">')[2].partition("</script>")[0]
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return data


class Tags(HTMLParser):
    """The elements of a page, and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture
def shown(report: Report, window: Browser, tmp_path: Path) -> Browser:
    link = file_link(EDITOR, Path("/a b"), Commit(None, None))
    file = tmp_path / "report.html"
    file.write_text(made(report, link).text, encoding="utf-8", errors="backslashreplace")
    window.show(1600)
    window.open(file.as_uri())
    wait(window)
    return window


def wait(window: Browser) -> None:
    window.evaluate(
        "new Promise((done) => (function look() {"
        " document.documentElement.dataset.ready ? done() : setTimeout(look, 10); })())"
    )


def messages(window: Browser) -> list[str]:
    found: list[str] = window.evaluate(
        "Array.from(document.querySelectorAll('#rows .open'), (each) => each.textContent)"
    )
    return found


def choose(window: Browser, name: str, value: str) -> None:
    window.evaluate(
        f"(() => {{ const field = document.getElementById('filters').elements['{name}'];"
        f" field.value = {json.dumps(value)};"
        " field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )


def click(window: Browser, selector: str) -> None:
    window.evaluate(f"document.querySelector({json.dumps(selector)}).click()")


def test_it_loads_nothing_and_complains_of_nothing(shown: Browser) -> None:
    click(shown, "#rows .open")
    assert shown.complaints == []
    assert len(shown.requests) == 1
    assert shown.evaluate("document.querySelectorAll('img, iframe, object, base').length") == 0


def test_every_finding_has_a_row_in_the_order_of_the_report(shown: Browser, report: Report) -> None:
    count = sum(1 for _ in report.diagnostics)
    assert len(messages(shown)) == count
    assert shown.evaluate("document.getElementById('count').textContent") == (
        f"{count} of {count} findings"
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("rule", "SEC001", 1),
        ("folder", "_news", 17),
        ("severity", "warning", 5),
        ("fix", "safe", 7),
        ("fix", "none", 8),
        ("text", "TXT003", 1),
        ("text", "  WIDE characters", 1),
        ("text", "größe.md:4", 2),
    ],
)
def test_findings_are_filtered(name: str, value: str, expected: int, shown: Browser) -> None:
    before = len(messages(shown))
    choose(shown, name, value)
    assert len(messages(shown)) == expected
    click(shown, "#filters button[type=reset]")
    shown.evaluate("new Promise((done) => setTimeout(done, 1))")
    assert len(messages(shown)) == before


def test_findings_are_sorted_and_the_heading_says_how(shown: Browser) -> None:
    in_order = messages(shown)
    click(shown, "th[data-order=message] button")
    ascending = messages(shown)
    assert sorted(ascending) == sorted(in_order)
    assert ascending != in_order
    click(shown, "th[data-order=message] button")
    assert messages(shown) == ascending[::-1]
    sort = "document.querySelector('th[data-order=message]').ariaSort"
    assert shown.evaluate(sort) == "descending"
    choose(shown, "order", "place ascending")
    assert messages(shown) == in_order
    assert shown.evaluate(sort) == "none"


def test_a_row_opens_by_keyboard_with_source_fix_and_rule(shown: Browser) -> None:
    choose(shown, "rule", "URL004")
    shown.evaluate("document.getElementById('next').focus()")
    shown.evaluate("document.querySelector('th[data-order=fix] button').focus()")
    shown.press(*TAB)
    shown.press(*ENTER)
    focused = "document.activeElement.getAttribute('aria-expanded')"
    assert shown.evaluate(focused) == "true"
    assert shown.evaluate("document.querySelector('.detail mark').textContent") == "utm_source=feed"
    assert "utm_source" in shown.evaluate("document.querySelector('.detail del').textContent")
    assert "utm_source" not in shown.evaluate("document.querySelector('.detail ins').textContent")
    rule = shown.evaluate("document.querySelector('.detail .rule').textContent")
    assert rule.startswith("URL004 name-of-url004")
    assert "Why is this bad?" in rule
    address = shown.evaluate("document.querySelector('.detail a').href")
    assert re.fullmatch(r"vscode://file/a%20b/_news/2020-06-11-gr%C3%B6%C3%9Fe\.md:6:\d+", address)
    shown.press(*ENTER)
    assert shown.evaluate(focused) == "false"
    assert shown.evaluate("document.querySelector('.detail')") is None


def test_the_rule_of_a_chart_leads_to_its_findings(shown: Browser) -> None:
    click(shown, "#rules a[href='#rule-TXT004']")
    shown.evaluate("new Promise((done) => setTimeout(done, 20))")
    assert len(messages(shown)) == 2


def test_text_from_files_is_text(shown: Browser) -> None:
    choose(shown, "rule", "TXT002")
    for _ in messages(shown):
        click(shown, "#rows .open[aria-expanded=false]")
    text = shown.evaluate("document.querySelector('#rows').textContent")
    assert HOSTILE.split("`")[0] in text
    assert shown.evaluate("document.querySelectorAll('#rows b, #rows img').length") == 0
    assert shown.complaints == []


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_its_window_and_has_no_barrier(width: int, scheme: str, shown: Browser) -> None:
    shown.show(width, scheme=scheme)
    click(shown, "#rows .open")
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.evaluate(f"{axe()}; 0")
    found = shown.evaluate(
        "axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))"
    )
    assert found == []


@pytest.mark.parametrize("width", [360, 1600])
def test_what_the_keyboard_reaches_is_in_the_window(width: int, shown: Browser) -> None:
    shown.show(width)
    place = "(({left, right, width}) => [left, right, width])"
    stops = []
    shown.press(*TAB)
    while shown.evaluate("document.activeElement !== document.body"):
        stops.append(shown.evaluate(f"{place}(document.activeElement.getBoundingClientRect())"))
        shown.press(*TAB)
    assert len(stops) > 18
    assert [stop for stop in stops if stop[0] < 0 or stop[1] > width or not stop[2]] == []


def test_turning_pages_keeps_the_focus(report: Report, window: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    text = made(repeated(report, 3)).text
    file.write_text(text, encoding="utf-8", errors="backslashreplace")
    window.open(file.as_uri())
    wait(window)
    window.evaluate("document.getElementById('next').focus()")
    place = "document.getElementById('page').textContent + ' ' + document.activeElement.id"
    for expected in ("Page 2 of 2 previous", "Page 1 of 2 next", "Page 2 of 2 previous"):
        window.press(*ENTER)
        assert window.evaluate(place) == expected


def axe() -> str:
    npm = which("npm")
    if npm is not None:
        done = run([npm, "root", "--global"], capture_output=True, text=True, check=False)
        file = Path(done.stdout.strip()) / "axe-core" / "axe.min.js"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    pytest.skip("axe-core, which finds barriers, is not installed: npm install --global axe-core")


@pytest.mark.parametrize("folder", ["report-findings", "a:b c%41#?é", "\udcff"])
def test_further_pages_have_the_details_that_one_has_no_room_for(
    folder: str, report: Report, window: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "PART", 10)
    monkeypatch.setattr(page_module, "MAX_BYTES", len(made(report).text.encode()) - 1)
    pages = made(report, folder=folder)
    assert list(pages.parts) == ["001.html", "002.html"]
    (tmp_path / folder).mkdir()
    for name, text in pages.parts.items():
        part = tmp_path / folder / name
        part.write_text(text, encoding="utf-8", errors="backslashreplace")
    front = tmp_path / "report.html"
    front.write_text(pages.text, encoding="utf-8", errors="backslashreplace")
    window.open(front.as_uri())
    wait(window)
    every = messages(window)
    window.evaluate("document.querySelectorAll('#rows .open')[11].click()")
    assert window.evaluate("document.querySelector('.detail mark')") is None
    address = window.evaluate("document.querySelector('.detail a').href")
    file, _, anchor = address.partition("#")
    assert unquote_to_bytes(file) == b"file://" + os.fsencode(tmp_path / folder / "002.html")
    assert anchor == "finding-11"
    window.open(address)
    wait(window)
    assert window.evaluate("document.querySelector('.detail').id") == "detail-11"
    assert messages(window) == every[10:]
    assert window.complaints == []


def test_one_page_has_five_thousand_findings_and_none_is_too_large(report: Report) -> None:
    one = made(repeated(report, 5_000 // 18))
    assert len(one.text.encode(errors="backslashreplace")) < MAX_BYTES
    assert one.parts == {}


def test_no_page_shows_a_secret_or_has_other_elements(report: Report) -> None:
    text = made(report).text
    everything = text + json.dumps(data_of(text), ensure_ascii=False)
    for start in range(len(SECRET) - 16):
        assert SECRET[start : start + 16] not in everything
    tags = Tags(text)
    assert tags.names.isdisjoint({"img", "iframe", "object", "embed", "base", "b"})
    assert not [name for name in tags.attributes if name.startswith("on") or name == "style"]
    assert "javascript:" not in re.sub(r"&lt;.*?&gt;", "", text)


def test_a_page_is_the_same_each_time(report: Report) -> None:
    assert made(report) == made(report)
