"""A site that is not ours: a blog laid out as Hugo has it, with key names and a schema of its own.

`site` holds its files. In a copy of them one defect at a time is planted, and each rule finds it by
the roles of the site's schema.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from linter.config.files import Configs, Overrides
from linter.core.diagnostic import Safety
from linter.files.discovery import find
from linter.rules.base import SiteRule
from linter.rules.registry import all_rules
from linter.run.fixing import Fixing, FixOutput
from linter.run.report import Report
from linter.run.runner import run

pytestmark = pytest.mark.slow

SITE = Path(__file__).parent / "site"
POST = "content/posts/2024-05-02-lichens.md"
JSON_POST = "content/posts/2024-05-09-mosses.md"
TOML_POST = "content/posts/2024-05-16-ferns.md"
RAIN = "content/posts/2024-05-09-rain.md"
NOTE = "content/notes/pond/index.md"

FAMILIES = ("URL", "IMG", "DAT", "TXT", "REL", "DUP", "SEC", "REF")
"""The rules that ask for roles; those over reading (PAR), schemas (SCH) and layout ask for none."""

NOT_HERE = {"REF004": "its items are files of Jekyll's collection `_learning`"}


class Plant(NamedTuple):
    """A defect: the rule that finds it, and what is replaced by what in a file."""

    code: str
    changes: Mapping[str, str]
    path: str = POST

    def __str__(self) -> str:
        return f"{self.code} {Path(self.path).stem}"


PAGE = "permalink: https://www.fieldnotes.example/2024/05/02/lichens/"
VIA = "via: https://www.fieldnotes.example/2024/05/02/lichens/"
RAIN_PAGE = "https://www.fieldnotes.example/rain/"
MOSSES = "https://www.fieldnotes.example/mosses/"
AMP = "amp: https://www.fieldnotes.example/amp/lichens\n"
CACHED = (
    "amp_cached: https://www-fieldnotes-example.cdn.ampproject.org"
    "/c/s/www.fieldnotes.example/amp/lichens\n"
)
SECOND = "https://gardens.example/wall"
SUMMARY = "Three kinds on one tile."
STONE = "  - src: https://pictures.example/stone.jpg?size=full&v=2\n    w: 900\n    h: 600\n"
TOKEN = "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ=="  # noqa: S105 - made up
CIPHERTEXT, VECTOR = TOKEN.split(";")
ITEM = (
    "  - headline: A wall is a garden\n    posted: 2024-04-28T12:00:00Z\n"
    f"    permalink: {SECOND}\n    stars: 12\n"
)
FIRST = (
    "  - headline: Mosses of the harbour\n    posted: 2024-05-01T12:00:00Z\n"
    "    permalink: https://www.mosses.example/harbour\n    stars: 31\n"
)
TWICE = ITEM + ITEM.replace("12\n", "11\n")

PLANTS = (
    Plant("URL001", {SECOND: "gardens.example/wall"}),
    Plant("URL002", {SECOND: "http://gardens.example/wall"}),
    Plant("URL003", {SECOND: "https://Gardens.example/wall"}),
    Plant("URL004", {SECOND: f"{SECOND}?utm_source=feed"}),
    Plant("URL005", {CACHED: ""}),
    Plant("URL006", {"www-fieldnotes-example.cdn": "fieldnotes-example.cdn"}),
    Plant(
        "URL007",
        {
            AMP + CACHED: "amp: https://amp.example.com/a\n"
            "amp_cached: https://amp-example-com.cdn.ampproject.org/c/s/amp.example.com/a\n"
        },
    ),
    Plant("URL008", {SECOND: "https://www.google.com/amp/s/gardens.example/amp/wall"}),
    Plant("URL009", {"host: fieldnotes.example": "host: botany.example"}),
    Plant("URL010", {VIA: "via: https://www.fieldnotes.example/2024/05/02/moths/"}),
    Plant("URL011", {SECOND: "https://gardens.example/old//wall"}),
    Plant("URL012", {"host: fieldnotes.example": "host: www.fieldnotes.example"}),
    Plant("URL013", {"size=full&v=2": "size=full&amp;v=2"}),
    Plant("URL014", {"leaflet: /images/lichen.png": "leaflet: /images/pond.pdf"}, NOTE),
    Plant("IMG001", {"w: 1024": "w: 1204"}),
    Plant("IMG002", {"lichen.png": "lichens.png"}),
    Plant("IMG003", {"w: 640": "w: 460"}),
    Plant("IMG003", {"h: 480": "h: 840"}, NOTE),
    Plant("IMG004", {"src: /images/lichen.png": "src: /images/lost.png"}),
    Plant("IMG005", {"h: 600": "h: 6"}),
    Plant("IMG006", {STONE: STONE + STONE}),
    Plant("DAT001", {"2024-05-01T12:00:00Z": "2024-05-01T14:00:00+02:00"}),
    Plant("DAT002", {"2024-05-03T09:30:00Z": "2024-05-32T09:30:00Z"}),
    Plant("DAT003", {"2024-05-03T09:30:00Z": "2924-05-03T09:30:00Z"}),
    Plant("DAT004", {"2024-05-03T09:30:00Z": "2024-05-01T09:30:00Z"}),
    Plant("DAT005", {"posted: 2024-05-02T08:00:00Z": "posted: 2024-04-29T08:00:00Z"}),
    Plant("DAT006", {SECOND: "https://gardens.example/2023/04/28/wall"}),
    Plant("DAT007", {"2024-04-28T12:00:00Z": "2023-04-28T12:00:00Z"}),
    Plant("TXT001", {" & talk": " &amp; talk"}),
    Plant("TXT002", {"the stones": "the <b>stones</b>"}),
    Plant("TXT003", {"Ada Fern": "Ada F\u200bern"}),
    Plant("TXT004", {"Ada Fern": "Ada  Fern"}),
    Plant("TXT005", {"café": "cafÃ©"}),
    Plant("TXT006", {"café": "cafe\u0301"}),
    Plant("TXT007", {SUMMARY: ""}, JSON_POST),
    Plant("TXT008", {SUMMARY: "Mosses of the roof."}, JSON_POST),
    Plant("REL001", {FIRST + ITEM: ITEM + FIRST}),
    Plant("REL002", {SECOND: PAGE.removeprefix("permalink: ")}),
    Plant("REL003", {"rank: 60": "rank: 70", ITEM: TWICE}),
    Plant("REL004", {"rank: 60": "rank: 50"}),
    Plant("DUP001", {RAIN_PAGE: MOSSES}, RAIN),
    Plant("DUP002", {"Rain on the roof": "mosses of the ROOF"}, RAIN),
    Plant("DUP003", {"number: 13": "number: 12"}, RAIN),
    Plant("SEC001", {";wCwL": "; wCwL"}),
    Plant("SEC002", {TOKEN: TOKEN.removesuffix("==")}),
    Plant("SEC003", {CIPHERTEXT: "ThGV3wIN5Z4NZaM6"}),
    Plant("SEC004", {VECTOR: "wCwLll4COr7oCPK1"}),
    Plant("SEC005", {CIPHERTEXT: "eyJ0b2tlbiI6ImEifQ0KIA=="}),
    Plant("SEC006", {CIPHERTEXT: "ThGV3wIN5Z4NZaM6QnnxGE4Rld8CDeWeDWWjOkJ58Rg="}),
    Plant("SEC007", {"p0y6AE+tGSI9/5oXhLzwzA==": VECTOR}, JSON_POST),
    Plant("SEC008", {"RrW3cyYbUsEwYP4TkwC3Kg==": CIPHERTEXT}, JSON_POST),
    Plant("REF001", {"Walks": "Wallks"}),
    Plant(
        "REF002",
        {RAIN_PAGE: "https://www.rain.example/\npublisher: {called: Rain, host: rain.example}"},
        RAIN,
    ),
    Plant("REF003", {"Field Notes": "Fieldnotes Ltd"}),
    Plant("REF005", {"series: walls": "series: wals"}),
    Plant("TXT004", {"Ferns in the well": "Ferns  in the well"}, TOML_POST),
    Plant("TXT003", {"They came": "They\u200b came"}, TOML_POST),
    Plant("DAT001", {"2024-05-16T08:00:00Z": "2024-05-16T10:00:00+02:00"}, TOML_POST),
    Plant("DAT005", {"2024-05-16T08:00:00Z": "2024-05-13T08:00:00Z"}, TOML_POST),
    Plant("URL003", {"https://www": "HTTPS://www"}, TOML_POST),
    Plant("DUP001", {"https://www.fieldnotes.example/2024/05/16/ferns/": MOSSES}, TOML_POST),
)

Check = Callable[..., Report]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a copy of the site the current folder."""
    folder = tmp_path / "blog"
    shutil.copytree(SITE, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def check(site: Path) -> Check:
    """Return a function that lints the site by its own config, and fixes it by an option."""

    def check(*select: str, fixing: Fixing | None = None) -> Report:
        configs = Configs(Overrides(select=select))
        return run(find([str(site)], site, configs), configs, fixing)

    return check


def found(report: Report) -> list[tuple[str, str]]:
    """Return the file and the code of every finding."""
    assert not report.errors
    assert not report.notes
    return [(each.path, each.code) for each in report.diagnostics]


def plant(site: Path, defect: Plant) -> str:
    """Write a defect into a post; return the post as it was."""
    path = site / defect.path
    clean = text = path.read_text(encoding="utf-8")
    for old, new in defect.changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return clean


def test_the_site_is_clean(check: Check) -> None:
    report = check()
    assert found(report) == []
    assert report.files == (NOTE, POST, JSON_POST, RAIN, TOML_POST)


def test_every_rule_has_a_plant() -> None:
    rules = {code for code in all_rules() if code.startswith(FAMILIES)}
    assert {defect.code for defect in PLANTS} == rules - NOT_HERE.keys()
    assert NOT_HERE.keys() < rules


@pytest.mark.parametrize("defect", PLANTS, ids=str)
def test_a_defect_is_found_by_its_rule_alone(defect: Plant, site: Path, check: Check) -> None:
    plant(site, defect)
    assert found(check()) == [(defect.path, defect.code)]


ACROSS_FILES = [defect for defect in PLANTS if issubclass(all_rules()[defect.code], SiteRule)]


@pytest.mark.parametrize("defect", ACROSS_FILES, ids=str)
def test_a_file_alone_is_compared_with_the_others(defect: Plant, site: Path) -> None:
    plant(site, defect)
    configs = Configs()
    report = run(find([defect.path], site, configs), configs)
    assert [(each.path, each.code) for each in report.diagnostics] == [(defect.path, defect.code)]


MENDED = [defect for defect in PLANTS if all_rules()[defect.code].fixes]


@pytest.mark.parametrize("defect", MENDED, ids=str)
def test_a_fix_brings_the_post_back(defect: Plant, site: Path, check: Check) -> None:
    clean = plant(site, defect)
    is_unsafe = Safety.SAFE not in all_rules()[defect.code].fixes
    fixing = Fixing(FixOutput.FILE, is_unsafe)
    assert found(check(defect.code, fixing=fixing)) == []
    assert (site / defect.path).read_text(encoding="utf-8") == clean
