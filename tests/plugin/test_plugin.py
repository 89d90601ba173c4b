"""linter.rules.plugins: a package is installed and used; a broken one is told in one line."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from linter.rules.plugins import GROUP, PluginError, plugin_rules
from linter.rules.registry import all_rules

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGE = Path(__file__).parent / "house-style"
PAGE = ROOT / "docs" / "how-to" / "writing-a-rule.md"
ARTICLE = "---\ntitle: Amazon bans police use. # for a year\n---\n"
CAPTION = re.compile(r":caption: (?P<path>\S+)\n\n")

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def environment(installed: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": f"{installed}{os.pathsep}{ROOT}",
        "COLUMNS": "80",
    }


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
def articlelint(installed: Path, tmp_path: Path) -> Run:
    """Return what runs the command in a folder with an article, the package being installed."""
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")

    def run(*arguments: str) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "linter", *arguments],
            cwd=tmp_path,
            env=environment(installed),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def found(done: Done) -> list[str]:
    assert done.stderr == ""
    return [f"{each['code']} {each['message']}" for each in json.loads(done.stdout)]


JSON = ("check", "a.md", "--output-format", "json")


def test_the_main_suite_does_not_see_it() -> None:
    assert "HSE001" not in all_rules()


def test_its_rule_runs_and_can_be_chosen(articlelint: Run) -> None:
    expected = ["HSE001 `title` ends with `.`"]
    for arguments in (["HSE"], ["HSE001"], ["title-end"], ["hse001"]):
        assert found(articlelint(*JSON, "--select", *arguments)) == expected
    assert expected[0] in found(articlelint(*JSON))
    assert expected[0] not in found(articlelint(*JSON, "--ignore", "HSE"))
    assert "did you mean `HSE001` (title-end)?" in articlelint("rule", "title-ends").stderr


def test_its_fix_works(articlelint: Run, tmp_path: Path) -> None:
    done = articlelint("check", "a.md", "--select", "HSE", "--fix")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == ARTICLE.replace("use.", "use")


def test_it_is_explained_from_its_own_text(articlelint: Run) -> None:
    text = articlelint("rule", "HSE001").stdout
    for part in ("title-end", "semicolon or a comma", "signs", "Amazon bans police use"):
        assert part in text
    (listed,) = re.findall("^HSE001.*", articlelint("rule").stdout, re.MULTILINE)
    assert listed.endswith("A title ends with a full stop.")


def test_its_options_and_severity_are_in_the_config(articlelint: Run, tmp_path: Path) -> None:
    config = tmp_path / "articlelint.toml"
    config.write_text("[rules.HSE001]\nsigns = ';'\n", encoding="utf-8")
    assert found(articlelint(*JSON, "--select", "HSE")) == []
    config.write_text("[rules.title-end]\nseverity = 'error'\n", encoding="utf-8")
    assert articlelint(*JSON, "--select", "HSE").returncode == 1
    config.write_text("\n[rules.HSE001]\nsign = ';'\n", encoding="utf-8")
    done = articlelint("check")
    assert (done.returncode, done.stderr) == (
        2,
        "error: articlelint.toml:3: unknown key `sign`; did you mean `signs`?\n",
    )
    table = json.loads(articlelint("schema", "config").stdout)["properties"]["rules"]["properties"]
    assert table["HSE001"]["properties"]["signs"] == {
        "type": "string",
        "default": ".;,",
        "description": "The signs that no title ends with.",
    }


def test_its_own_tests_pass(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"],
        cwd=installed.parent / "source",
        env=environment(installed),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout


# Broken ones

HEAD = """
from dataclasses import dataclass
from linter.core.diagnostic import Severity
from linter.rules.base import Bad, FieldRule, Good, Rule

class Shared:
    code, name, severity = "HSE001", "title-end", Severity.ERROR
    roles, good, bad = {"title"}, (Good("a"),), (Bad("b"),)

    def check(self, field, context):
        yield from ()
"""
BASES = "DocumentRule, ViolationRule, EntryRule, FieldRule, SiteRule"


def rule_with(text: str = "") -> str:
    return f'{HEAD}\nclass Own(Shared, FieldRule):\n    """About titles."""\n    {text}\n'


BROKEN = {
    "cannot be imported": (
        "import nowhere",
        "cannot be loaded: ModuleNotFoundError: No module named 'nowhere'",
    ),
    "ends the process": ("raise SystemExit(0)", "cannot be loaded: SystemExit: 0"),
    "raises several lines": ("raise OSError('a\\nb')", r"cannot be loaded: OSError: a\nb"),
    "no rule": (HEAD, f"holds no rule, a class with `check` and one of {BASES} as base"),
    "no check": (
        f"{HEAD}\nclass Own(FieldRule):\n    code = 'HSE001'\n",
        f"holds no rule, a class with `check` and one of {BASES} as base",
    ),
    "no kind": (f"{HEAD}\nclass Own(Shared, Rule): pass", f"`Own` has none of {BASES} as base"),
    "no code": (
        f"{HEAD}\ndel Shared.code\nclass Own(Shared, FieldRule):\n    'Text.'",
        "`Own` lacks `code`",
    ),
    "no roles": (
        f"{HEAD}\ndel Shared.roles\nclass Own(Shared, FieldRule):\n    'Text.'",
        "`Own` lacks `roles`",
    ),
    "code in another form": (
        rule_with("code = 'house-1'"),
        "`Own` has the code `house-1`, not capital letters and three digits (`HSE001`)",
    ),
    "code that is no text": (
        rule_with("code = 1"),
        "`Own` has the code `1`, not capital letters and three digits (`HSE001`)",
    ),
    "reserved code": (
        rule_with("code = 'INT002'"),
        "`Own` has the code `INT002`, but `INT` is for internal errors",
    ),
    "code of another rule": (
        rule_with("code = 'URL001'"),
        "`Own` has the code `URL001`, which another rule has",
    ),
    "name of another rule": (
        rule_with("name = 'invalid-url'"),
        "`Own` has the name `invalid-url`, which another rule has",
    ),
    "code twice in it": (
        rule_with() + rule_with("name = 'title-begin'").replace(HEAD, "").replace("Own", "Second"),
        "`Second` has the code `HSE001`, which another rule has",
    ),
    "name in another form": (
        rule_with("name = 'Title End'"),
        "`Own` has the name `Title End`, not small letters with `-` (`title-end`)",
    ),
    "severity that is text": (
        rule_with("severity = 'error'"),
        "`Own` has the severity `error`, not one of `Severity`",
    ),
    "unknown role": (
        rule_with("roles = {'headline'}"),
        "`Own` selects the role `headline`, which does not exist",
    ),
    "a fast check that is no function": (
        rule_with("skip_if = ('a',)"),
        "`Own` has `skip_if` that is no tuple of functions",
    ),
    "a list of fast checks": (
        rule_with("skip_if = [str.isupper]"),
        "`Own` has `skip_if` that is no tuple of functions",
    ),
    "no docstring": (
        rule_with("__doc__ = None"),
        "`Own` has no docstring, from which its documentation is made",
    ),
    "options of no dataclass": (
        rule_with("options = {'signs': '.'}"),
        "`Own` has `options` that are no instance of a dataclass",
    ),
    "options that are a class": (
        rule_with("options = dataclass(type('Options', (), {}))"),
        "`Own` has `options` that are no instance of a dataclass",
    ),
    "option of a type that no config can hold": (
        f"{rule_with()}\n@dataclass\nclass Set:\n    signs: dict = None\nOwn.options = Set()",
        "`Own` has the option `signs` of a type that no config can hold",
    ),
    "option of an unknown type": (
        f"{rule_with()}\n@dataclass\nclass Set:\n    signs: 'Sign' = None\nOwn.options = Set()",
        "`Own` has options whose types cannot be read: name 'Sign' is not defined",
    ),
}


Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return what writes a package as an installer leaves it, and lets this process see it."""

    # The rules of a process are looked for once: before the package is there.
    all_rules()

    def install(module: str, target: str = "house") -> Path:
        folder = written(tmp_path / "installed", module, target)
        monkeypatch.delitem(sys.modules, "house", raising=False)
        monkeypatch.syspath_prepend(folder)
        return folder

    yield install
    sys.modules.pop("house", None)


def written(folder: Path, module: str, target: str) -> Path:
    about = folder / "house-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nstyle = {target}\n", "utf-8")
    (folder / "house.py").write_text(module, "utf-8")
    return folder


@pytest.mark.parametrize(("module", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_broken_one_is_told(module: str, fault: str, install: Install) -> None:
    install(module)
    with pytest.raises(PluginError) as caught:
        plugin_rules(all_rules())
    assert str(caught.value) == f"plug-in `style` of house: {fault}"


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("house:Nothing", "cannot be loaded: AttributeError: module 'house' has no attribute"),
        ("house:Shared", "holds no rule"),
        ("house:HEAD", "holds no rule"),
        ("not a module", "cannot be loaded: "),
    ],
)
def test_an_entry_point_that_names_no_rule(target: str, fault: str, install: Install) -> None:
    install(f"{HEAD}\nHEAD = ''\n", target)
    with pytest.raises(PluginError, match=re.escape(f"plug-in `style` of house: {fault}")):
        plugin_rules(all_rules())


@pytest.mark.parametrize("target", ["house", "house:Own"])
def test_what_a_module_imports_is_not_its_own(target: str, install: Install) -> None:
    imported = "from linter.rules.texts.txt007_empty_text import EmptyText"
    install(f"{rule_with()}\n{imported}\nAgain = Own\n", target)
    assert [rule.__name__ for rule in plugin_rules(all_rules()).values()] == ["Own"]


@pytest.mark.parametrize(
    "command", [["check"], ["rule"], ["rule", "URL001"], ["schema", "config"]], ids=" ".join
)
def test_every_command_tells_of_a_broken_one_in_one_line(
    command: list[str], install: Install
) -> None:
    folder = install("import nowhere")
    done = subprocess.run(
        [sys.executable, "-m", "linter", *command],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    fault = BROKEN["cannot be imported"][1]
    assert done.stderr == f"error: plug-in `style` of house: {fault}\n"


@pytest.mark.parametrize(
    ("own", "url"),
    [
        ("", None),
        ("url = classmethod(lambda rule: 'https://example.com/')", "https://example.com/"),
    ],
)
def test_a_link_to_its_page_is_its_own_or_none(own: str, url: str | None, install: Install) -> None:
    install(rule_with(own))
    assert [rule.url() for rule in plugin_rules(all_rules()).values()] == [url]


# The page that walks through it


def test_the_page_shows_these_files_and_what_happens(installed: Path, tmp_path: Path) -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in PACKAGE.iterdir()}
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
                env={**environment(installed), "PATH": path},
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

    assert sorted(plugin.__all__) == plugin.__all__
    assert all(hasattr(plugin, name) for name in plugin.__all__)
