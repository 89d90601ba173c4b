"""Whatever a plug-in's rule does: one internal error, all else is reported, and never exit 0."""

import json
import re
from pathlib import Path

import pytest

from linter.rules.entry_points import GROUP
from linter.run.executors import WORTH_A_POOL
from tests.plugin.conftest import Done, Run

pytestmark = pytest.mark.slow

OTHER = "PAR008"
"""The code of the finding that every file of the site has beside the plug-in's."""

MODULE = '''
import os, sys, subprocess
from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.rules.base import Bad, FieldRule, Good, SiteRule, place_of
from linter.site.facts import Fact, Place
from linter.core.text import Edit, Span
{top}

class Shared:
    code, name, severity = "HSE001", "title-end", Severity.ERROR
    roles, good, bad = {{"title", "page-title"}}, (Good("a"),), (Bad("b"),)

class Own({base}):
    """About titles."""
{body}
'''
SITE_RULE = """
    def collect(self, entry, context):
        field = entry.field("title")
        {collect}
        yield Fact("a", place_of(field), "a")
    def check_site(self, facts):
        {check}
        yield from ()
"""


def field_rule(check: str, top: str = "", *, more: str = "") -> str:
    lines = "".join(f"        {line}\n" for line in [*check.splitlines(), "yield from ()"])
    body = f"    def check(self, field, context):\n{lines}{more}"
    return MODULE.format(base="Shared, FieldRule", top=top, body=body)


def site_rule(check: str = "pass", collect: str = "pass") -> str:
    body = SITE_RULE.format(check=check, collect=collect)
    return MODULE.format(base="Shared, SiteRule", top="", body=body)


@pytest.fixture
def lint(tmp_path: Path, articlelint: Run) -> Run:
    """Return what installs a module as a plug-in, and runs the command in a site with it."""
    site, installed = tmp_path / "site", tmp_path / "installed"
    about = installed / "house-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nstyle = house\n", "utf-8")
    (site / "_news").mkdir(parents=True)
    (site / "_config.yml").write_text("url: https://example.org\n", "utf-8")
    for name in "abc":
        (site / f"_news/{name}.md").write_text(f"\ufeff---\ntitle: {name}\n---\n", "utf-8")

    def run(module: str, *arguments: str, stdin: str = "") -> Done:
        (installed / "house.py").write_text(module, "utf-8")
        return articlelint(*arguments, folder=site, installed=installed, stdin=stdin)

    return run


CHECK = ("check", "--select", f"HSE001,{OTHER}", "--output-format", "json", "--no-cache")


def messages(done: Done, code: str) -> list[str]:
    """Return the path and message of each finding of a code; standard output must be JSON."""
    found = json.loads(done.stdout)
    return [f"{each['filename']}: {each['message']}" for each in found if each["code"] == code]


FAR_FIX = "fix = Fix('Do it', (Edit(Span(8, 99), ''),), Safety.SAFE)"
OUTSIDE = "it yielded a span outside of the file: "
FAULTS = {
    "raises": ("raise KeyError('x')", "KeyError: 'x'"),
    "ends the process": ("sys.exit(0)", "SystemExit: 0"),
    "ends the process at once": (
        "os._exit(0)",
        "RuntimeError: the process was to be ended: os._exit(0)",
    ),
    "raises what no `except` expects": ("raise GeneratorExit", "GeneratorExit: "),
    "recurs without end": (
        "def again(): again()\nagain()",
        "RecursionError: maximum recursion depth exceeded",
    ),
    "yields a text": ("yield 'a title'", "it yielded `str`, not `Finding`"),
    "yields nothing": ("yield None", "it yielded `NoneType`, not `Finding`"),
    "yields no message": (
        "yield Finding(None, field.span, '')",
        "it yielded a `Finding` with values of wrong types",
    ),
    "yields no span": ("yield Finding('a', (1, 2), '')", "it yielded `tuple`, not `Span`"),
    "points behind the file": (
        "yield Finding('a', Span(5, 900), '')",
        f"{OUTSIDE}5 to 900",
    ),
    "points before the file": ("yield Finding('a', Span(-3, 2), '')", f"{OUTSIDE}-3 to 2"),
    "points backwards": ("yield Finding('a', Span(3, 2), '')", f"{OUTSIDE}3 to 2"),
    "edits behind the file": (
        f"{FAR_FIX}; yield Finding('a', field.span, '', fix=fix)",
        f"{OUTSIDE}8 to 99",
    ),
    "relates to what is behind the file": (
        "yield Finding('a', field.span, '', related=(Related('b', Span(8, 99)),))",
        f"{OUTSIDE}8 to 99",
    ),
}


@pytest.mark.parametrize(("check", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_rule_is_one_finding_in_each_file(lint: Run, check: str, reason: str) -> None:
    done = lint(field_rule(check), *CHECK)
    assert done.returncode == 2
    assert done.stderr == ""
    assert len(messages(done, OTHER)) == 3
    found = messages(done, "INT001")
    expected = [f"_news/{name}.md: rule HSE001 failed on this file: {reason}" for name in "abc"]
    assert [one[: len(expected[0])] for one in found] == expected


@pytest.mark.parametrize("fix", [("--fix",), ("--fix", "--unsafe-fixes")], ids=len)
def test_a_fault_keeps_no_fix_of_other_rules_back(
    lint: Run, tmp_path: Path, fix: tuple[str, ...]
) -> None:
    done = lint(field_rule("os._exit(0)"), *CHECK, *fix)
    assert done.returncode == 2
    assert messages(done, OTHER) == []
    assert len(messages(done, "INT001")) == 3
    assert (tmp_path / "site/_news/a.md").read_text("utf-8") == "---\ntitle: a\n---\n"


@pytest.mark.parametrize("option", ["--diff", "--fix-only", "--exit-zero", "--statistics"])
def test_no_option_makes_such_a_run_a_success(lint: Run, option: str) -> None:
    module = field_rule("if field.value == 'b': sys.exit(0)")
    done = lint(module, "check", "--select", "HSE001", "--no-cache", option)
    assert done.returncode == 2
    assert re.search("INT001|rule HSE001 failed", done.stdout + done.stderr)


def test_results_in_the_cache_are_no_way_out(lint: Run) -> None:
    arguments = ("check", "--select", f"HSE001,{OTHER}", "--output-format", "json")
    first = lint(field_rule("sys.exit(0)"), *arguments)
    second = lint(field_rule("sys.exit(0)"), *arguments)
    assert (first.returncode, second.returncode) == (2, 2)
    assert first.stdout == second.stdout


def test_standard_input_is_no_way_out(lint: Run) -> None:
    stdin = "\ufeff---\ntitle: a\n---\n"
    done = lint(field_rule("os._exit(0)"), *CHECK, "-", stdin=stdin)
    assert done.returncode == 2
    assert len(messages(done, "INT001")) == len(messages(done, OTHER)) == 1


@pytest.mark.parametrize("end", ["os._exit(0)", "sys.exit(0)", "os.kill(os.getpid(), 9)"])
def test_a_worker_that_is_ended_costs_one_file(lint: Run, tmp_path: Path, end: str) -> None:
    for number in range(WORTH_A_POOL):
        file = tmp_path / f"site/_news/{number:03}.md"
        file.write_text(f"\ufeff---\ntitle: {number:03}a\n---\n", "utf-8")
    done = lint(field_rule(f"if field.value == '017a': {end}"), *CHECK, "--jobs", "2")
    assert done.returncode == 2
    if "kill" in end:
        assert done.stderr.startswith("error: _news/017.md: the process that linted it was killed")
        assert len(messages(done, OTHER)) == WORTH_A_POOL + 2
    else:
        assert len(messages(done, OTHER)) == WORTH_A_POOL + 3
        (one,) = messages(done, "INT001")
        assert one.startswith("_news/017.md: ")


PRINTING = {
    "print": "print('{}')",
    "stream": "sys.__stdout__.write('{}\\n')",
    "system call": "os.write(1, b'{}\\n')",
    "process": "subprocess.run([sys.executable, '-c', 'print(\"{}\")'], check=True)",
}


@pytest.mark.parametrize("how", PRINTING.values(), ids=PRINTING)
def test_what_a_rule_prints_is_kept_out_of_the_report(lint: Run, how: str) -> None:
    of_a_field = field_rule(how.format("check"), how.format("import"))
    of_a_site = site_rule(how.format("check_site"), how.format("collect"))
    for module, places in (
        (of_a_field, {"check", "import"}),
        (of_a_site, {"collect", "check_site"}),
    ):
        done = lint(module, *CHECK)
        assert done.returncode == 1
        assert len(messages(done, OTHER)) == 3
        assert set(done.stderr.splitlines()) == places


@pytest.mark.parametrize("command", [["schema", "config"], ["rule", "--output-format", "json"]])
def test_every_command_keeps_its_output(lint: Run, command: list[str]) -> None:
    done = lint(field_rule("pass", "print('hello')"), *command)
    assert (done.returncode, done.stderr) == (0, "hello\n")
    json.loads(done.stdout)


@pytest.mark.parametrize(
    "end",
    ["os._exit(0)", "sys.exit(0)", "raise BaseException"],
)
def test_a_plug_in_that_ends_the_process_when_it_is_loaded(lint: Run, end: str) -> None:
    done = lint(field_rule("pass", end), *CHECK)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: plug-in `style` of house: cannot be loaded: ")
    assert done.stderr.count("\n") == 1


PLACELESS = "yield Place('_news/a.md', '', Span(0, 1)), Finding('a', Span(0, 1), '')"
BETWEEN = {
    "raises": ("raise KeyError('x')", "KeyError: 'x'"),
    "ends the process": ("os._exit(0)", "RuntimeError: the process was to be ended: os._exit(0)"),
    "yields no pair": ("yield None", "TypeError: cannot unpack non-iterable NoneType object"),
    "yields no finding": ("yield facts[0].place, 'a'", "it yielded `str`, not `Finding`"),
    "points anywhere": (PLACELESS, "a finding between files is not at the place of a fact"),
}


@pytest.mark.parametrize(("check", "reason"), BETWEEN.values(), ids=BETWEEN)
def test_a_fault_between_files_is_one_finding(lint: Run, check: str, reason: str) -> None:
    done = lint(site_rule(check), *CHECK)
    assert done.returncode == 2
    assert messages(done, "INT001") == [f"_news/c.md: rule HSE001 failed on this file: {reason}"]
    assert len(messages(done, OTHER)) == 3


def test_a_fault_in_collecting_facts_is_one_finding_in_each_file(lint: Run) -> None:
    done = lint(site_rule(collect="yield 'a'"), *CHECK)
    assert done.returncode == 2
    reason = "it yielded something else than a `Fact` of this file"
    expected = [f"_news/{name}.md: rule HSE001 failed on this file: {reason}" for name in "abc"]
    assert messages(done, "INT001") == expected


def test_a_rule_that_cannot_be_created_is_reported_in_one_line(lint: Run) -> None:
    more = "\n    def __init__(self, options, severity): raise ValueError('no')\n"
    done = lint(field_rule("pass", more=more), *CHECK)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: rule HSE001 cannot be made: ValueError: no\n"


def test_a_rule_that_fails_outside_of_its_check_costs_its_file(lint: Run) -> None:
    more = "\n    def severity_of(self, finding): raise ValueError('no')\n"
    module = field_rule("if field.value == 'b': yield Finding('x', field.span, '')", more=more)
    done = lint(module, *CHECK)
    assert done.returncode == 2
    (one,) = messages(done, "INT001")
    assert one.startswith("_news/b.md: it was not linted: ValueError at house.py:")
    assert len(messages(done, OTHER)) == 2


def test_a_rule_that_keeps_its_contract_runs_unchanged(lint: Run) -> None:
    check = (
        "fix = Fix('Do it', (Edit(field.span, 'z'),), Safety.SAFE, (field.pointer,))\n"
        "if field.value != 'z':\n"
        "    yield Finding('a', field.span, field.pointer, fix=fix)"
    )
    done = lint(field_rule(check), *CHECK)
    assert (done.returncode, done.stderr) == (1, "")
    assert messages(done, "HSE001") == [f"_news/{name}.md: a" for name in "abc"]
    between = "yield facts[-1].place, Finding('b', facts[-1].place.span, '')"
    assert messages(lint(site_rule(between), *CHECK), "HSE001") == ["_news/c.md: b"]
