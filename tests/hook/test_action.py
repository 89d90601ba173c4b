"""The GitHub action: valid by the published schema, and its shell steps run by the real bash.

The steps that use other actions, which only GitHub runs, are compared with the file.
"""

import json
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest
import yaml

from linter import __version__
from tests.hook.conftest import Run

BASH = shutil.which("bash") or ""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BASH, reason="bash is not installed"),
]

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "action.yml").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load(TEXT)
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
BY_ID = {step["id"]: step for step in STEPS if "id" in step}
DEFAULTS = {f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()}
EXPRESSION = re.compile(r"\$\{\{ (\S+) \}\}")

SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")
WRONG_DAY = SEED.replace("publishedDateTime: 2020-06-11", "publishedDateTime: 2020-06-12", 1)
IGNORES_DATES = 'ignore = ["DAT"]\n'


class Ended(NamedTuple):
    """How a step ended: its status, its log, its outputs, and what it added to the job summary."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


class Job(NamedTuple):
    """Runs the shell steps of the action as GitHub's runner does, in a checkout."""

    run: Run
    checkout: Path
    temp: Path

    def step(self, name: str, values: Mapping[str, str]) -> Ended:
        """Run a step; the values are those of the expressions in its variables."""
        step = BY_ID[name]
        variables = {
            key: EXPRESSION.sub(lambda match: values[match[1]], text)
            for key, text in step["env"].items()
        }
        files = {each: self.temp / each for each in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_bytes(b"")
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = self.run(
            *(BASH, "--noprofile", "--norc", "-eo", "pipefail", script),
            cwd=self.checkout,
            GITHUB_ACTIONS="true",
            GITHUB_ACTION_PATH=str(ROOT),
            RUNNER_TEMP=str(self.temp),
            **{each: str(file) for each, file in files.items()},
            **variables,
        )
        output, summary = (file.read_text(encoding="utf-8") for file in files.values())
        outputs = dict(line.split("=", 1) for line in output.splitlines())
        return Ended(done.returncode, done.stdout, outputs, summary)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, run: Run) -> str:
    """Run the installing step, in a checkout with modules that would shadow those of Python."""
    checkout = tmp_path_factory.mktemp("hostile")
    for name in ("venv", "pip", "json", "linter"):
        (checkout / f"{name}.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    temp = tmp_path_factory.mktemp("runner temp")
    # What is installed are the releases that the tests run with, which need not be the locked ones.
    (temp / "requirements").mkdir()
    (temp / "requirements/locked.txt").touch()
    values = DEFAULTS | {
        "inputs.report": "true",
        "github.action_path": str(temp),
        "runner.temp": str(temp),
        "steps.python.outputs.python-path": sys.executable,
    }
    ended = Job(run, checkout, temp).step("install", values)
    assert ended.status == 0, ended.log
    found = ended.outputs["python"]
    version = run(found, "-I", "-m", "linter", "--version", cwd=checkout)
    assert version.stdout == f"articlelint {__version__}\n"
    return found


Check: TypeAlias = Callable[..., Ended]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a checkout with a wrong article, and a right one in a folder of its own."""
    for folder, text in (("_news", WRONG_DAY), ("two words/_news", SEED)):
        (tmp_path / "site" / folder).mkdir(parents=True)
        (tmp_path / "site" / folder / "2020-06-11-a.md").write_text(text, encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def check(site: Path, tmp_path: Path, run: Run, python: str) -> Check:
    """Return what runs the checking step with inputs, in the site."""
    temp = tmp_path / "runner temp"
    temp.mkdir()

    def check(**inputs: str) -> Ended:
        given = {f"inputs.{name}": value for name, value in inputs.items()}
        known = DEFAULTS | {"steps.install.outputs.python": python} | given
        return Job(run, site, temp).step("check", known)

    return check


def sarif_run(ended: Ended) -> dict[str, Any]:
    """Return the run in the SARIF file that the next step would send."""
    log = json.loads(Path(ended.outputs["sarif-file"]).read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    run: dict[str, Any] = log["runs"][0]
    return run


def sarif_results(ended: Ended) -> list[str]:
    return [result["ruleId"] for result in sarif_run(ended)["results"]]


def counts(ended: Ended) -> tuple[str, str]:
    return ended.outputs["findings"], ended.outputs["errors"]


def test_the_action_is_valid(run: Run) -> None:
    schema = ("--builtin-schema", "vendor.github-actions")
    done = run(sys.executable, "-m", "check_jsonschema", *schema, "action.yml", cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("step", [step for step in STEPS if "run" in step], ids=lambda s: s["id"])
def test_shellcheck_has_nothing_to_say(step: dict[str, Any], run: Run, tmp_path: Path) -> None:
    (tmp_path / "step.sh").write_text(step["run"], encoding="utf-8")
    shellcheck = Path(sys.executable).with_name("shellcheck")
    done = run(shellcheck, "--shell", step["shell"], "step.sh", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_expressions_stay_out_of_scripts_and_name_what_there_is() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")
    named = set(re.findall(r"\b(?:inputs|steps)\.[\w.-]+", TEXT))
    outputs = {f"steps.{name}.outputs" for name in BY_ID}
    assert all(each in DEFAULTS or each.rpartition(".")[0] in outputs for each in named)
    assert named >= DEFAULTS.keys()


def test_files_of_the_action_are_there() -> None:
    """Paths below the action's own folder, and not those of the checkout that is linted."""
    named = re.findall(r"(?:github\.action_path \}\}|\$GITHUB_ACTION_PATH)/([\w./-]+)", TEXT)
    assert set(named) == {"requirements/locked.txt", "action/check.py"}
    assert all((ROOT / name).is_file() for name in named)


def test_the_cache_depends_on_the_releases(run: Run, tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    releases = tmp_path / "requirements/locked.txt"
    checksums = []
    for text in ("click==8.5.0\n", "click==8.5.1\n", "click==8.5.0\n"):
        releases.write_text(text, encoding="utf-8")
        values = {"github.action_path": str(tmp_path)}
        checksums.append(Job(run, tmp_path, tmp_path).step("releases", values).outputs["checksum"])
    assert checksums[0] == checksums[2] != checksums[1]
    assert re.fullmatch(r"[0-9]+-[0-9]+", checksums[0])


def test_findings_are_sent_and_the_check_alone_decides() -> None:
    send = STEPS[-1]
    conditions = (
        "!cancelled()",
        "inputs.sarif == 'true'",
        "steps.check.outputs.sarif-file != ''",
    )
    assert send["if"] == f"${{{{ {' && '.join(conditions)} }}}}"
    assert send["continue-on-error"] is True
    assert send["with"] == {"sarif_file": "${{ steps.check.outputs.sarif-file }}"}


def test_an_error_fails_the_step_after_everything_is_written(check: Check) -> None:
    ended = check()
    assert ended.status == 1
    assert re.search(r"^::error .*file=_news/2020-06-11-a\.md,.*line=5", ended.log, re.MULTILINE)
    assert "error[DAT005] file-name-date" in ended.log
    assert sarif_results(ended) == ["DAT005"]
    assert sarif_run(ended)["automationDetails"] == {"id": "articlelint/"}
    assert counts(ended) == ("1", "1")
    assert "DAT005" in ended.summary


def test_a_good_article(check: Check) -> None:
    ended = check(paths="two words")
    assert (ended.status, sarif_results(ended), counts(ended)) == (0, [], ("0", "0"))
    assert "::error" not in ended.log
    assert ended.summary


def test_a_warning_is_a_finding_and_no_error(check: Check, site: Path) -> None:
    config = '[rules.DAT005]\nseverity = "warning"\n'
    (site / "articlelint.toml").write_text(config, encoding="utf-8")
    ended = check()
    assert (ended.status, counts(ended)) == (0, ("1", "0"))


def test_paths_are_one_a_line(check: Check) -> None:
    assert check(paths="two words\n\n_news/2020-06-11-a.md\n").status == 1
    assert check(paths="two words\nnosuch\n").status == 2


def test_options_are_separated_by_spaces(check: Check) -> None:
    assert check(args="--fail-on never").status == 0
    ended = check(args=" --select DAT\n  --ignore  DAT005\n")
    assert (ended.status, sarif_results(ended)) == (0, [])


@pytest.mark.parametrize(
    "args",
    [
        r"--config two\ words/lint.toml",
        """--config='two 'words/lint.toml --fail-on "warning" """,
    ],
)
def test_quotes_keep_words_together(check: Check, site: Path, args: str) -> None:
    (site / "two words/lint.toml").write_text(IGNORES_DATES, encoding="utf-8")
    assert check(args=args).status == 0


@pytest.mark.parametrize("args", ['--ignore "DAT', "--ignore 'DAT", "--ignore DAT\\"])
def test_a_quote_without_its_end_is_wrong_use(check: Check, args: str) -> None:
    ended = check(args=args)
    assert (ended.status, ended.outputs, ended.summary) == (2, {}, "")
    assert ended.log.startswith("::error title=articlelint::The input `args` cannot be split: No ")


def test_the_category_is_in_the_sarif(check: Check) -> None:
    assert sarif_run(check(category="blog/en"))["automationDetails"] == {"id": "blog/en/"}


def test_no_summary(check: Check) -> None:
    ended = check(summary="false")
    assert (ended.status, ended.summary) == (1, "")
    assert "sarif-file" in ended.outputs


def test_a_report_is_kept_if_it_is_wanted(check: Check) -> None:
    assert "report-folder" not in check().outputs
    ended = check(**{"report": "true", "report-args": "--select 'DAT'"})
    assert (ended.status, counts(ended)) == (1, ("1", "1"))
    (page,) = Path(ended.outputs["report-folder"]).iterdir()
    assert "DAT005" in page.read_text(encoding="utf-8")
    (keep,) = (step for step in STEPS if "upload-artifact" in step.get("uses", ""))
    assert keep["if"] == "${{ !cancelled() && steps.check.outputs.report-folder != '' }}"
    assert keep["with"]["path"] == "${{ steps.check.outputs.report-folder }}"


def test_without_a_report_the_check_counts_as_ever(check: Check) -> None:
    ended = check(**{"report": "true", "report-args": "--nosuch"})
    assert (ended.status, counts(ended)) == (1, ("1", "1"))
    assert "report-folder" not in ended.outputs
    ended = check(**{"report-args": "'DAT"})
    assert ended.status == 2
    assert ended.log.startswith(
        "::error title=articlelint::The input `report-args` cannot be split"
    )


def test_counts_of_rules_are_not_sent(check: Check) -> None:
    ended = check(args="--statistics")
    assert (ended.status, ended.outputs) == (1, {})
    assert "DAT005" in ended.log


def test_wrong_use_sends_nothing(check: Check) -> None:
    ended = check(args="--nosuch")
    assert (ended.status, ended.outputs, ended.summary) == (2, {}, "")
    assert "--nosuch" in ended.log


# A star is alone: it would be files that are there.
@pytest.mark.parametrize("name", ["paths", "args"])
@pytest.mark.parametrize(
    "text",
    ["$(touch pwned)\n`touch pwned`\n'; touch pwned; '\n_news\n; touch pwned #", "*"],
    ids=["commands", "star"],
)
def test_inputs_are_not_run(check: Check, site: Path, name: str, text: str) -> None:
    ended = check(**{name: text})
    assert ended.status == 2
    assert [path.name for path in sorted(site.iterdir())] == ["_news", "two words"]


def test_modules_in_the_checkout_are_not_run(check: Check, site: Path) -> None:
    for name in ("json", "linter", "click", "shlex", "sitecustomize"):
        (site / f"{name}.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    assert check(paths="two words").status == 0


def test_the_documentation_names_every_input_and_output() -> None:
    page = (ROOT / "docs/how-to/ci.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`(.+)`)? ?\|", page, re.MULTILINE)
    assert {f"inputs.{name}": default for name, default in rows} == DEFAULTS
    assert re.findall(r"^\| `([\w-]+)` \| [^|`]", page, re.MULTILINE) == list(ACTION["outputs"])
