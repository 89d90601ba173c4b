"""The recording on the home page shows a finding and its fix; a test of the site keeps it fresh."""

from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

SVG = "{http://www.w3.org/2000/svg}"
FILE = Path(__file__).parents[2] / "docs/_static/recording.svg"


class Text(NamedTuple):
    x: float
    width: float
    text: str


def texts() -> list[Text]:
    root = ET.parse(FILE).getroot()  # noqa: S314 - our own file
    return [
        Text(float(each.attrib["x"]), float(each.attrib["textLength"]), each.text or "")
        for each in root.iter(f"{SVG}text")
    ]


def test_a_finding_and_its_fix_are_shown() -> None:
    shown = "\n".join(each.text for each in texts())
    for part in (
        "articlelint check\n",
        "error[SCH003]",
        "Write `true`",
        "Fixed 1 finding in 1 file",
    ):
        assert part in shown


def test_carets_are_below_what_they_mark() -> None:
    (line,) = (each for each in texts() if each.text == "draft: yes")
    (carets,) = (each for each in texts() if set(each.text) == {"^"})
    cell = line.width / len(line.text)
    assert carets.x - line.x == pytest.approx(cell * len("draft: "), abs=0.1)
    assert carets.width == pytest.approx(cell * len("yes"), abs=0.1)


def test_nothing_is_wider_than_the_terminal() -> None:
    width = float(ET.parse(FILE).getroot().attrib["viewBox"].split()[2])  # noqa: S314 - our own file
    assert all(each.x + each.width < width for each in texts())


def test_the_picture_of_the_home_page_is_described() -> None:
    home = (FILE.parents[1] / "index.md").read_text(encoding="utf-8")
    assert "{figure} _static/recording.svg" in home
    assert ":alt: " in home
