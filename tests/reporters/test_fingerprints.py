import pytest

from linter.core.diagnostic import Diagnostic
from linter.core.text import Position, Span
from linter.reporters.shared.fingerprints import fingerprints
from linter.run.report import Report


@pytest.fixture
def finding(report: Report) -> Diagnostic:
    return report.results[0].diagnostics[0]


def test_fingerprints_are_unique(finding: Diagnostic) -> None:
    others = [
        finding._replace(path="other.md"),
        finding._replace(code="TXT002"),
        finding._replace(pointer="/related/0/title"),
        finding._replace(pointer=""),
        finding._replace(pointer=None),
        finding,
    ]
    assert len(set(fingerprints([finding, *others]))) == 7


def test_they_survive_moved_lines_and_other_words(finding: Diagnostic) -> None:
    moved = finding._replace(
        span=Span(900, 903),
        start=Position(90, 3),
        end=Position(90, 6),
        message="in other words",
        help=None,
        fix=None,
    )
    assert fingerprints([moved]) == fingerprints([finding])


def test_they_survive_other_findings(finding: Diagnostic) -> None:
    other = finding._replace(code="PAR003")
    assert fingerprints([other, finding])[1] == fingerprints([finding])[0]


def test_they_take_paths_and_pointers_of_any_kind(finding: Diagnostic) -> None:
    odd = finding._replace(path="bad-\udcff.md", pointer="/\ud800/a\x00b")
    assert len(fingerprints([odd])[0]) == 32
