"""linter.rules.plugins: rules of installed packages; a broken one is reported in one line."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from linter.rules.entry_points import GROUP
from linter.rules.plugins import PluginError, plugin_rules
from linter.rules.registry import known_rules

ROOT = Path(__file__).parents[2]

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
    "a silence of another type": (
        rule_with("silence = ('a',)"),
        "`Own` has a `silence` that is no `Silence`",
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

NAMES = {code: rule.name for code, rule in known_rules().items()}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return what writes a package as an installer leaves it, and lets this process see it."""

    # The rules of a process are looked for once: before the package is there.
    known_rules()

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
def test_a_broken_plugin_is_reported(module: str, fault: str, install: Install) -> None:
    install(module)
    with pytest.raises(PluginError) as caught:
        plugin_rules(NAMES)
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
        plugin_rules(NAMES)


@pytest.mark.parametrize("target", ["house", "house:Own"])
def test_what_a_module_imports_is_not_its_own(target: str, install: Install) -> None:
    imported = "from linter.rules.texts.txt007_empty_text import EmptyText"
    install(f"{rule_with()}\n{imported}\nAgain = Own\n", target)
    assert [rule.__name__ for rule in plugin_rules(NAMES).values()] == ["Own"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [["check"], ["rule"], ["rule", "URL001"], ["schema", "config"]], ids=" ".join
)
def test_every_command_reports_a_broken_plugin_in_one_line(
    command: list[str], install: Install
) -> None:
    folder = install("import nowhere")
    done = subprocess.run(
        [sys.executable, "-m", "linter", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
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
    assert [rule.url() for rule in plugin_rules(NAMES).values()] == [url]


def test_rules_in_an_archive_on_the_path_are_found(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = install(rule_with())
    archive = shutil.make_archive(str(folder), "zip", folder)
    monkeypatch.setattr(sys, "path", [archive, *(each for each in sys.path if each != str(folder))])
    assert list(plugin_rules(NAMES)) == ["HSE001"]
    monkeypatch.setattr(sys, "path", sys.path[1:])
    assert plugin_rules(NAMES) == {}


ABOUT_THE_WEB = '''
from linter.plugin import (
    Answer, Bad, FieldRule, Good, Page, Redirect, Severity, Verdict, Wanted
)

URL = "https://a.com/b"
FOR_SUBSCRIBERS = Page(title="Subscribe")


class Paid(FieldRule):
    """A link leads to a page for subscribers."""

    code, name, severity = "HSE001", "paid", Severity.WARNING
    needs_web = True
    roles = frozenset({"web-url"})
    good = (
        Good(f"webUrl: {URL}\\n", web={}),
        Good(f"webUrl: {URL}\\n", web={URL: Answer(Verdict.GONE, page=FOR_SUBSCRIBERS)}),
    )
    bad = (
        Bad(
            f"webUrl: ⟦{URL}⟧\\n",
            web={URL: Answer(redirects=(Redirect(302, URL),), page=FOR_SUBSCRIBERS)},
        ),
    )

    def check(self, field, context):
        answer = context.answer(field.value, Wanted.PAGE)
        if answer is not None and not answer.is_dead and answer.page == FOR_SUBSCRIBERS:
            yield field.finding("it is for subscribers")
'''


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("", "", ""),
        ("not answer.is_dead and", "", "CaseError"),
        ("yield field", "yield from () and field", "CaseError"),
    ],
    ids=["right", "finds too much", "finds nothing"],
)
def test_a_rule_about_the_web_gets_the_answers_of_its_cases(
    old: str, new: str, fault: str, install: Install
) -> None:
    folder = install(ABOUT_THE_WEB.replace(old, new), "house:Paid")
    code = "import house, linter.testing; [c.run() for c in linter.testing.cases(house.Paid)]"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode == 0, fault in done.stderr) == (not fault, True)
