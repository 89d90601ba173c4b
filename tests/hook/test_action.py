"""The GitHub action: valid by the published schema, and its shell steps run by the real bash.

What only GitHub has, the steps that use other actions, is held to what the file says of them.
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

SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")
WRONG_DAY = SEED.replace("publishedDateTime: 2020-06-11", "publishedDateTime: 2020-06-12", 1)


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
            key: re.sub(r"\$\{\{ (\S+) \}\}", lambda match: values[match[1]], text)
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
def command(tmp_path_factory: pytest.TempPathFactory, run: Run) -> str:
    """Run the installing step, in a checkout that tries to be asked instead of Python."""
    checkout = tmp_path_factory.mktemp("hostile")
    for name in ("venv", "pip", "json", "linter"):
        (checkout / f"{name}.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    job = Job(run, checkout, tmp_path_factory.mktemp("runner temp"))
    ended = job.step("install", {"steps.python.outputs.python-path": sys.executable})
    assert ended.status == 0, ended.log
    found = ended.outputs["command"]
    assert run(found, "--version", cwd=checkout).stdout == f"articlelint {__version__}\n"
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
def check(site: Path, tmp_path: Path, run: Run, command: str) -> Check:
    """Return what runs the checking step with inputs, in the site."""
    temp = tmp_path / "runner temp"
    temp.mkdir()

    def check(**inputs: str) -> Ended:
        given = {f"inputs.{name}": value for name, value in inputs.items()}
        known = DEFAULTS | {"steps.install.outputs.command": command} | given
        return Job(run, site, temp).step("check", known)

    return check


def sarif_results(ended: Ended) -> list[str]:
    """Return the codes in the SARIF file that the next step would send."""
    document = json.loads(Path(ended.outputs["sarif"]).read_text(encoding="utf-8"))
    assert document["version"] == "2.1.0"
    return [result["ruleId"] for result in document["runs"][0]["results"]]


def test_the_action_is_valid(run: Run) -> None:
    schema = ("--builtin-schema", "vendor.github-actions")
    done = run(sys.executable, "-m", "check_jsonschema", *schema, "action.yml", cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_expressions_stay_out_of_scripts_and_name_what_there_is() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")
    named = set(re.findall(r"\b(?:inputs|steps)\.[\w.-]+", TEXT))
    outputs = {f"steps.{name}.outputs" for name in BY_ID}
    assert all(each in DEFAULTS or each.rpartition(".")[0] in outputs for each in named)
    assert named >= DEFAULTS.keys()


def test_findings_are_sent_and_the_check_alone_decides() -> None:
    send = STEPS[-1]
    conditions = ("!cancelled()", "inputs.sarif == 'true'", "steps.check.outputs.sarif != ''")
    assert send["if"] == f"${{{{ {' && '.join(conditions)} }}}}"
    assert send["continue-on-error"] is True
    assert send["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"


def test_an_error_fails_the_step_after_everything_is_written(check: Check) -> None:
    ended = check()
    assert ended.status == 1
    assert re.search(r"^::error .*file=_news/2020-06-11-a\.md,.*line=5", ended.log, re.MULTILINE)
    assert "error[DAT005] file-name-date" in ended.log
    assert "DAT005" in sarif_results(ended)
    assert "DAT005" in ended.summary


def test_a_good_article(check: Check) -> None:
    ended = check(paths="two words")
    assert (ended.status, sarif_results(ended)) == (0, [])
    assert "::error" not in ended.log
    assert ended.summary


def test_paths_are_one_a_line(check: Check) -> None:
    ended = check(paths="two words\n\n_news/2020-06-11-a.md\n")
    assert ended.status == 1
    assert check(paths="two words\n").status == 0
    assert check(paths="two words\nnosuch\n").status == 2


def test_options_are_separated_by_spaces(check: Check) -> None:
    assert check(args="--fail-on never").status == 0
    ended = check(args=" --select DAT\n  --ignore  DAT005\n")
    assert (ended.status, sarif_results(ended)) == (0, [])


def test_no_summary(check: Check) -> None:
    ended = check(summary="false")
    assert (ended.status, ended.summary) == (1, "")
    assert "sarif" in ended.outputs


def test_wrong_use_sends_nothing(check: Check) -> None:
    ended = check(args="--nosuch")
    assert (ended.status, ended.outputs, ended.summary) == (2, {}, "")
    assert "--nosuch" in ended.log


# A star is alone: it would be files that are there.
@pytest.mark.parametrize("name", ["paths", "args"])
@pytest.mark.parametrize(
    "text",
    ['$(touch pwned)\n`touch pwned`\n"; touch pwned; "\n_news\n\'; touch pwned #', "*"],
    ids=["commands", "star"],
)
def test_inputs_are_not_run(check: Check, site: Path, name: str, text: str) -> None:
    ended = check(**{name: text})
    assert ended.status == 2
    assert [path.name for path in sorted(site.iterdir())] == ["_news", "two words"]


def test_modules_in_the_checkout_are_not_run(check: Check, site: Path) -> None:
    for name in ("json", "linter", "click", "sitecustomize"):
        (site / f"{name}.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    assert check(paths="two words").status == 0


def test_the_documentation_names_every_input() -> None:
    page = (ROOT / "docs/how-to/ci.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`(.+)`)? ?\|", page, re.MULTILINE)
    assert {f"inputs.{name}": default for name, default in rows} == DEFAULTS
