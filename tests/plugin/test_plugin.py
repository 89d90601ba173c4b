"""A package of rules is installed and used, as its guide shows."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from linter.rules.registry import all_rules
from tests.plugin.conftest import Done, Run, environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGE = Path(__file__).parent / "house-style"
PAGE = ROOT / "docs" / "how-to" / "writing-a-rule.md"
ARTICLE = "---\ntitle: Amazon bans police use. # for a year\n---\n"
CAPTION = re.compile(r":caption: (?P<path>\S+)\n\n")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the package as pip does, into a folder of its own."""
    folder = tmp_path_factory.mktemp("plugin")
    source, target = folder / "source", folder / "target"
    shutil.copytree(PACKAGE, source)
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, "--target", target, source], check=True
    )
    return target


@pytest.fixture
def lint(articlelint: Run, installed: Path, tmp_path: Path) -> Run:
    """Return what runs the command in a folder with an article, the package being installed."""
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    return partial(articlelint, folder=tmp_path, installed=installed)


def found(done: Done) -> list[str]:
    assert done.stderr == ""
    return [f"{each['code']} {each['message']}" for each in json.loads(done.stdout)]


JSON = ("check", "a.md", "--output-format", "json")


def test_the_main_suite_does_not_see_it() -> None:
    assert "HSE001" not in all_rules()


def test_its_rule_runs_and_can_be_chosen(lint: Run) -> None:
    expected = ["HSE001 `title` ends with `.`"]
    for arguments in (["HSE"], ["HSE001"], ["title-end"], ["hse001"]):
        assert found(lint(*JSON, "--select", *arguments)) == expected
    assert expected[0] in found(lint(*JSON))
    assert expected[0] not in found(lint(*JSON, "--ignore", "HSE"))
    assert "did you mean `HSE001` (title-end)?" in lint("rule", "title-ends").stderr


def test_its_fix_works(lint: Run, tmp_path: Path) -> None:
    done = lint("check", "a.md", "--select", "HSE", "--fix")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == ARTICLE.replace("use.", "use")


def test_it_is_explained_from_its_own_text(lint: Run) -> None:
    text = lint("rule", "HSE001").stdout
    for part in ("title-end", "semicolon or a comma", "signs", "Amazon bans police use"):
        assert part in text
    (listed,) = re.findall("^HSE001.*", lint("rule").stdout, re.MULTILINE)
    assert listed.endswith("A title ends with a full stop.")


def test_its_options_and_severity_are_in_the_config(lint: Run, tmp_path: Path) -> None:
    config = tmp_path / "articlelint.toml"
    config.write_text("[rules.HSE001]\nsigns = ';'\n", encoding="utf-8")
    assert found(lint(*JSON, "--select", "HSE")) == []
    config.write_text("[rules.title-end]\nseverity = 'error'\n", encoding="utf-8")
    assert lint(*JSON, "--select", "HSE").returncode == 1
    config.write_text("\n[rules.HSE001]\nsign = ';'\n", encoding="utf-8")
    done = lint("check")
    assert (done.returncode, done.stderr) == (
        2,
        "error: articlelint.toml:3: unknown key `sign`; did you mean `signs`?\n",
    )
    table = json.loads(lint("schema", "config").stdout)["properties"]["rules"]["properties"]
    assert table["HSE001"]["properties"]["signs"] == {
        "type": "string",
        "default": ".;,",
        "description": "The signs that no title ends with.",
    }


def test_its_own_tests_pass(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"],
        cwd=installed.parent / "source",
        env=os.environ | environment(installed),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout


# The page that walks through it


def test_the_page_shows_these_files_and_what_happens(installed: Path, tmp_path: Path) -> None:
    paths = (path for path in PACKAGE.iterdir() if path.is_file())
    files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    tool = tmp_path / "bin" / "articlelint"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m linter "$@"\n', "utf-8")
    tool.chmod(0o755)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.md").write_text(ARTICLE, encoding="utf-8")
    path = f"{tool.parent}{os.pathsep}{os.environ['PATH']}"
    shown, printed, tried = {}, "", 0
    for block in MarkdownIt().parse(PAGE.read_text(encoding="utf-8")):
        if block.type != "fence":
            continue
        if caption := CAPTION.match(block.content):
            shown[caption["path"]] = block.content[caption.end() :]
        elif block.info == "sh" and block.content.startswith("articlelint "):
            done = subprocess.run(
                ["sh", "-c", block.content],  # noqa: S607 - the shell that the reader has
                cwd=tmp_path / "site",
                env=os.environ | environment(installed) | {"PATH": path},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            printed = done.stdout
        elif block.info == "text":
            tried += 1
            assert block.content == printed
    assert shown == files
    assert tried


def test_the_package_imports_the_public_modules_alone() -> None:
    sources = [file.read_text(encoding="utf-8") for file in PACKAGE.glob("*.py")]
    imported = {name for source in sources for name in re.findall(r"from (linter\S*)", source)}
    assert imported == {"linter.plugin", "linter.testing"}


def test_the_public_names_of_plug_ins_are_sorted_and_there() -> None:
    from linter import plugin

    assert sorted(plugin.__all__, key=lambda name: (not name.isupper(), name)) == plugin.__all__
    assert all(hasattr(plugin, name) for name in plugin.__all__)
