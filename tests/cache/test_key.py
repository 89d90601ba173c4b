"""What stands for all that decides a file's result, the file itself and the time aside."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from linter.cache.key import context_of, own_digest
from linter.config.settings import Kind, Settings
from linter.core.diagnostic import Severity
from linter.frontmatter.scalars.dialect import Dialect
from linter.rules.registry import find_rule
from linter.schema.schema import Schema, builtin
from linter.site.config import SiteConfig
from linter.site.site import Site

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOW = datetime(2021, 1, 1, tzinfo=UTC)

OPTIONS = find_rule("IMG005").options

Arguments = dict[str, Any]


@pytest.fixture
def arguments(tmp_path: Path) -> Arguments:
    return {
        "kinds": (Kind("article"), None),
        "named": True,
        "settings": Settings(options=(("IMG005", OPTIONS),), now=NOW),
        "schema": Schema("case", {"properties": {"title": {}}}, {}),
        "site": Site(tmp_path, SiteConfig()),
        "code": b"code",
    }


def test_equal_values_have_one_key(arguments: Arguments, tmp_path: Path) -> None:
    key = context_of(**arguments)
    assert len(key) == 16
    again: Arguments = {
        "kinds": (Kind("article"), None),
        "named": True,
        "settings": Settings(options=(("IMG005", replace(OPTIONS)),), now=NOW),
        "schema": Schema("case", {"properties": {"title": {}}}, {}),
        "site": Site(tmp_path, SiteConfig()),
        "code": b"code",
    }
    assert context_of(**again) == key


def test_the_time_is_no_part_of_it(arguments: Arguments) -> None:
    later = replace(arguments["settings"], now=datetime(2022, 1, 1, tzinfo=UTC))
    assert context_of(**arguments | {"settings": later}) == context_of(**arguments)


SETTINGS = Settings(options=(("IMG005", OPTIONS),), now=NOW)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"kinds": (Kind("learning"), None)}, id="kind"),
        pytest.param({"kinds": (Kind("article", Dialect.YAML_1_2), None)}, id="dialect"),
        pytest.param({"kinds": (None, None)}, id="no-kind"),
        pytest.param({"named": False}, id="named"),
        pytest.param({"settings": replace(SETTINGS, select=("TXT001",))}, id="select"),
        pytest.param({"settings": replace(SETTINGS, extend_select=("TXT001",))}, id="extend"),
        pytest.param({"settings": replace(SETTINGS, ignore=("TXT001",))}, id="ignore"),
        pytest.param({"settings": replace(SETTINGS, off=("TXT001",))}, id="off"),
        pytest.param({"settings": replace(SETTINGS, fixable=("TXT001",))}, id="fixable"),
        pytest.param({"settings": replace(SETTINGS, extend_fixable=("TXT",))}, id="extend-fixable"),
        pytest.param({"settings": replace(SETTINGS, unfixable=("TXT001",))}, id="unfixable"),
        pytest.param({"settings": replace(SETTINGS, ignore_suppressions=True)}, id="suppressions"),
        pytest.param(
            {"settings": replace(SETTINGS, severities=(("TXT001", None),))}, id="severity-off"
        ),
        pytest.param({"settings": replace(SETTINGS, options=())}, id="no-options"),
        pytest.param(
            {"settings": replace(SETTINGS, options=(("IMG005", replace(OPTIONS, min_side=7)),))},
            id="options",
        ),
        pytest.param(
            {"settings": replace(SETTINGS, severities=(("TXT001", Severity.ERROR),))}, id="severity"
        ),
        pytest.param({"schema": None}, id="no-schema"),
        pytest.param({"schema": builtin("article")}, id="schema"),
        pytest.param({"schema": Schema("case", {"properties": {"a": {}}}, {})}, id="content"),
        pytest.param(
            {"schema": Schema("case", {"properties": {"title": {}}}, {"https://a.example/": {}})},
            id="registry",
        ),
        pytest.param({"site": None}, id="no-site"),
        pytest.param({"code": b"other"}, id="code"),
    ],
)
def test_whatever_decides_is_part_of_it(arguments: Arguments, other: Arguments) -> None:
    assert context_of(**arguments | other) != context_of(**arguments)


def test_the_site_is_part_of_it(arguments: Arguments, tmp_path: Path) -> None:
    keys = {
        context_of(**arguments | {"site": site})
        for site in (
            Site(tmp_path, SiteConfig()),
            Site(tmp_path, SiteConfig(baseurl="/base")),
            Site(tmp_path / "other", SiteConfig()),
        )
    }
    assert len(keys) == 3


# The code

FINGERPRINT = (
    "from linter.cache.key import code_fingerprint, own_digest;"
    " print(code_fingerprint(own_digest()).hex())"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of this checkout's package and schemas."""
    for name in ("linter", "schemas"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / "checkout" / name, ignore=ignored)
    return tmp_path / "checkout"


@pytest.fixture
def fingerprint(checkout: Path) -> Callable[[], str]:
    """Return a function that computes the fingerprint of the copy in a process of its own."""

    def ask() -> str:
        path = os.pathsep.join([str(checkout), str(checkout / "plugins")])
        said = subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            cwd=checkout,
            env=os.environ | {"PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        )
        return said.stdout.strip()

    return ask


def test_a_change_to_a_checkout_counts(checkout: Path, fingerprint: Callable[[], str]) -> None:
    found = [fingerprint(), fingerprint()]
    assert found[0] == found[1]
    for changed in (
        "linter/core/text.py",
        "linter/rules/texts/txt001_html_entity.py",
        "schemas/person.schema.json",
    ):
        with (checkout / changed).open("a", encoding="utf-8") as stream:
            stream.write("\n")
        found.append(fingerprint())
        assert found[-1] not in found[:-1], changed


PLUGIN = '''
from linter.rules.base import Bad, DocumentRule, Good
from linter.core.diagnostic import Severity
from {package}.words import WORD

class Foreign(DocumentRule):
    """Say nothing."""

    code = "XYZ001"
    name = "foreign"
    severity = Severity.WARNING
    good = (Good("a: 1\\n"),)
    bad = (Bad("a: 1\\n"),)

    def check(self, document, context):
        yield from ()
'''


def test_a_change_to_a_plugin_counts(checkout: Path, fingerprint: Callable[[], str]) -> None:
    before = fingerprint()
    package = checkout / "plugins" / "foreign_rules"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "one.py").write_text(PLUGIN.format(package="foreign_rules"), encoding="utf-8")
    (package / "words.py").write_text("WORD = 'a'\n", encoding="utf-8")
    about = checkout / "plugins" / "foreign_rules-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: foreign-rules\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        "[articlelint.rules]\nforeign = foreign_rules.one\n", encoding="utf-8"
    )
    installed = fingerprint()
    (package / "words.py").write_text("WORD = 'another'\n", encoding="utf-8")
    changed = fingerprint()
    assert len({before, installed, changed}) == 3


def test_the_digest_of_the_code_is_computed_once() -> None:
    assert own_digest() is own_digest()
