"""The report that the page on reports shows: of the site that was written for the tests."""

from contextlib import chdir
from pathlib import Path

from linter.config.files import Configs
from linter.files import discovery
from linter.health.findings import findings_of
from linter.health.front import Subject
from linter.health.numbers import health, run_of
from linter.health.page import PageMaker
from linter.run.runner import RunOptions, run

_SITE = Path(__file__).parents[1] / "tests/own_site"
_DATE = "2026-11-01 00:00"


def report_page() -> str:
    """Return the page, without links to files, since these would lead to this machine."""
    with chdir(_SITE):
        found = discovery.find((".",), _SITE, Configs())
        report = run(found, Configs(), options=RunOptions(reads_articles=True))
    numbers = health(report, [run_of(report, _DATE, None, None)])
    subject = Subject("articlelint report: own_site", _DATE, None, "")
    folder = "report-findings"
    return PageMaker(subject, numbers, findings_of(report), report.rules, None, folder).page().text
