"""The options of `check`: under headings, and which of them go together."""

import pytest

from linter.cli.check import check
from linter.cli.check_options import CheckOptions
from linter.cli.check_parameters import PARAMETERS
from linter.cli.option_groups import option_groups
from linter.cli.root import COMMANDS
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("site")

WATCH = (
    "--watch prints findings in files: it takes no standard input, --diff, --output-file,"
    " --show-files, --show-settings or --write-baseline"
)
FIXES = "--show-fixes needs --fix, --fix-only or --diff"
ADD_IGNORE = (
    "--add-ignore writes comments into files: it takes no standard input, --fix, --fix-only,"
    " --diff, --watch, --output-file, --write-baseline, --show-files, --show-settings or"
    " --ignore-suppressions"
)
STDIN = "--since, --staged, --show-files and --scheduler need files, not standard input"
BASELINE = "--write-baseline needs files, and cannot be used with --diff"
SCHEDULER = "--scheduler cannot be used with --fix, --fix-only or --jobs"
MIXED = "standard input (`-`) cannot be linted together with files"
URL = "a URL is only linted: it cannot be fixed, watched, or looked up in git"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--watch", "--diff"), WATCH),
        (("--watch", "--output-file", "x"), WATCH),
        (("--watch", "--show-files"), WATCH),
        (("--watch", "--show-settings"), WATCH),
        (("--watch", "--write-baseline", "x"), WATCH),
        (("--watch", "-"), WATCH),
        (("--watch", "a.md", "-"), WATCH),
        (("--watch", "--stdin-filename", "a.md"), WATCH),
        (
            ("--isolated", "--config", "x.toml"),
            "--config FILE and --isolated cannot be used together",
        ),
        (("--show-fixes",), FIXES),
        (("--exit-non-zero-on-fix",), "--exit-non-zero-on-fix needs --fix, --fix-only or --diff"),
        (("--config", "a.toml", "--config", "b.toml"), "--config can name only one file"),
        (("--add-ignore", "--fix"), ADD_IGNORE),
        (("--add-ignore", "--diff"), ADD_IGNORE),
        (("--add-ignore", "--watch"), ADD_IGNORE),
        (("--add-ignore", "-"), ADD_IGNORE),
        (("--add-ignore", "--write-baseline", "x"), ADD_IGNORE),
        (("--add-ignore", "--ignore-suppressions"), ADD_IGNORE),
        (("--add-ignore", "--show-settings"), ADD_IGNORE),
        (("-", "--since", "HEAD"), STDIN),
        (("-", "--staged"), STDIN),
        (("-", "--show-files"), STDIN),
        (("--stdin-filename", "a.md", "--scheduler", "x"), STDIN),
        (("--write-baseline", "x", "-"), BASELINE),
        (("--write-baseline", "x", "--diff"), BASELINE),
        (("--scheduler", "x", "--fix"), SCHEDULER),
        (("--scheduler", "x", "--fix-only"), SCHEDULER),
        (("--scheduler", "x", "--jobs", "2"), SCHEDULER),
        (("-", "_news"), MIXED),
        (("--since", "HEAD", "--staged"), "--since and --staged cannot be used together"),
        (("memory://a.md", "--fix"), URL),
        (("memory://a.md", "--diff"), URL),
        (("memory://a.md", "--add-ignore"), URL),
        (("memory://a.md", "--staged"), URL),
        (("memory://a.md", "--watch"), URL),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_options_that_conflict(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("check", "--no-cache", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {message}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("-q", "--unsafe-fixes", "--show-fixes", "--diff", "_news/good.md"),
        ("--unsafe-fixes", "--exit-zero", "_news/good.md"),
        ("--stdin-filename", "x.md", "--exit-zero", "_news/good.md"),
        ("--isolated", "--show-settings"),
        ("--fix", "--diff", "--show-files"),
    ],
    ids=" ".join,
)
def test_options_that_go_together(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("check", "--no-cache", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")


def test_every_option_is_under_one_heading() -> None:
    context = check.make_context("check", [], resilient_parsing=True)
    headings = [heading for heading, _ in option_groups(check, context)]
    assert headings == [
        "Input",
        "Rules",
        "Fixes",
        "Output",
        "Changes",
        "Web",
        "Cache and speed",
        "Other",
    ]
    *_, (_, last) = option_groups(check, context)
    assert last[-1][0] == "-h, --help"


def test_help_shows_the_headings(run: Run) -> None:
    lines = run("check", "--help").stdout.splitlines()
    at = lines.index("Fixes:")
    assert lines[at - 1] == ""
    assert lines[at + 1].startswith("  --fix ")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_fits_eighty_columns(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    for columns in ("80", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        assert max(map(len, run(*command, "--help").stdout.splitlines())) <= 80


def test_options_with_a_value_show_their_default_or_have_none() -> None:
    context = check.make_context("check", [], resilient_parsing=True)
    records = [record for _, group in option_groups(check, context) for record in group]
    shown = {names.split()[-2] for names, text in records if "[default: " in text}
    takes_value = {names.split()[-2] for names, _ in records if names.split()[-1].isupper()}
    assert takes_value - shown == {
        "--exclude",
        "--extend-fixable",
        "--extend-select",
        "--ignore",
        "--scheduler",
        "--since",
        "--stdin-filename",
        "--unfixable",
        "--write-baseline",
    }


def test_a_described_default_is_without_parentheses(run: Run) -> None:
    text = " ".join(run("check", "--help").stdout.split())
    assert "Folder of the cache. [default: that of the user]" in text
    assert "[default: the number of cores; x>=1]" in text


def test_each_field_has_a_parameter_of_its_name() -> None:
    fields = CheckOptions._fields
    assert [each.name for each in PARAMETERS] == list(fields[:-1])
    assert fields[-1] == "option_names"


def test_defaults_are_those_of_the_parameters() -> None:
    context = check.make_context("check", [])
    assert CheckOptions(**context.params) == CheckOptions(option_names=("paths",))
