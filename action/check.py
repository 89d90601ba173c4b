"""The checking step of the GitHub action: `action.yml` runs it in the checkout that is linted.

It runs `articlelint check` once, for the log, the annotations, code scanning and the job summary,
and ends with its exit status; with the input `report` it runs `articlelint report` before. It
reads the inputs from environment variables, and imports nothing but the standard library: the
Python that runs it is the one that articlelint is installed in.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

_WRONG_USE = 2


def main(variables: Mapping[str, str]) -> int:
    """Lint what the inputs name, and return the exit status of `articlelint check`."""
    options = _split(variables, "ARGS")
    report_options = _split(variables, "REPORT_ARGS")
    if options is None or report_options is None:
        return _WRONG_USE
    paths = [path for path in variables["PATHS"].split("\n") if path]
    folder = Path(mkdtemp(prefix="articlelint-results-", dir=variables["RUNNER_TEMP"]))
    annotations, sarif, summary = (
        folder / name for name in ("annotations.txt", "articlelint.sarif", "summary.md")
    )
    outputs = ["--output-format", "full"]
    for name, file in (("github", annotations), ("sarif", sarif), ("markdown", summary)):
        outputs += ["--output-format", name, "--output-file", str(file)]
    # Isolated (`-I`), since a checkout can hold a module called like one of articlelint's.
    command = [sys.executable, "-I", "-m", "linter", "check", *outputs, *options, "--", *paths]
    outputs_file = Path(variables["GITHUB_OUTPUT"])
    if variables["REPORT"] == "true":
        make_report(folder / "report", [*report_options, "--", *paths], outputs_file)
    status = subprocess.run(command, check=False).returncode  # noqa: S603 - no shell splits it

    # GitHub shows ten annotations of a kind; the log above has everything.
    sys.stdout.buffer.write(_content(annotations))
    sys.stdout.flush()
    if variables["SUMMARY"] == "true":
        _append(Path(variables["GITHUB_STEP_SUMMARY"]), _content(summary))
    report_outputs(sarif, variables["CATEGORY"], outputs_file)
    return status


def make_report(folder: Path, arguments: list[str], outputs: Path) -> None:
    """Write the report into a folder, and its path to the outputs of the step if there is one.

    The check afterwards takes what is found from the cache, which holds what the report needs and
    more.
    """
    folder.mkdir()
    file = folder / "report.html"
    command = [sys.executable, "-I", "-m", "linter", "report", "--output-file", str(file)]
    subprocess.run([*command, *arguments], check=False)  # noqa: S603 - no shell splits it
    if file.exists():
        _append(outputs, f"report-folder={folder}\n".encode())


def _split(variables: Mapping[str, str], name: str) -> list[str] | None:
    """Return the words of an input as a shell has them; None, after an error, for a lone quote."""
    try:
        return shlex.split(variables[name])
    except ValueError as error:
        given = name.lower().replace("_", "-")
        message = f"The input `{given}` cannot be split: {error}."
        print(f"::error title=articlelint::{message}", flush=True)
        return None


def report_outputs(sarif: Path, category: str, outputs: Path) -> None:
    """Count the findings in a SARIF file and set its category, and write the outputs of the step.

    Nothing is written if there is no SARIF: `articlelint check` wrote none, or `--statistics` wrote
    counts in its place.
    """
    log = json.loads(_content(sarif) or b"null")
    if not isinstance(log, dict):
        return
    (run,) = log["runs"]
    # Code scanning takes the category from here, and the input of `upload-sarif` only if it is
    # missing here.
    run["automationDetails"]["id"] = f"{category}/"
    sarif.write_text(json.dumps(log), encoding="utf-8")
    errors = sum(result["level"] == "error" for result in run["results"])
    lines = (f"findings={len(run['results'])}", f"errors={errors}", f"sarif-file={sarif}")
    _append(outputs, "".join(f"{line}\n" for line in lines).encode())


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def _append(file: Path, content: bytes) -> None:
    with file.open("ab") as stream:
        stream.write(content)


if __name__ == "__main__":
    sys.exit(main(os.environ))
