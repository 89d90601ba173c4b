"""The official test suite of JSON Schema, replayed: the verdicts are its own.

It is not part of this repository. With a checkout of
https://github.com/json-schema-org/JSON-Schema-Test-Suite:

    JSON_SCHEMA_TEST_SUITE=path/to/checkout .venv/bin/pytest -n0 -k json_schema_suite

`json-schema-suite.txt` lists its groups at the commit in the first line, with how many of the tests
of each have the suite's own verdict. To write it anew, run this file as a script.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from linter.schema.drafts import DRAFTS
from linter.schema.errors import SchemaError
from linter.schema.schema import Schema

PINNED = Path(__file__).with_name("json-schema-suite.txt")
FOLDERS = {f"draft{draft.name}": draft for draft in DRAFTS}
HOME = "http://localhost:1234/"

DIFFERENT = {
    # What JSON Schema leaves to the implementation: every `format` is asserted.
    "format.json": "only an annotation",
    # Meta-schemas of one's own are refused.
    "vocabulary.json": "`$schema` must be the address of one of the drafts",
    "optional/format-assertion.json": "`$schema` must be the address of one of the drafts",
}
"""The files in which a verdict may differ, with what the test or the refusal says then."""


class Group(NamedTuple):
    """Tests of one schema; `different` has the reasons where the verdict differs."""

    file: str
    name: str
    tried: int
    different: list[str]

    def __str__(self) -> str:
        same = self.tried - len(self.different)
        return f"{self.file}\t{same}/{self.tried}\t{self.name}"


def _remotes(suite: Path, uri: str) -> dict[str, Any]:
    """Return the schemas that tests refer to, by address; without a `$schema`, of this draft."""
    found: dict[str, Any] = {}
    for file in sorted((suite / "remotes").rglob("*.json")):
        path = file.relative_to(suite / "remotes")
        content = json.loads(file.read_bytes())
        folder = path.parts[0]
        if folder in FOLDERS or not folder.startswith(("draft", "v1")):
            own = FOLDERS[folder].uri if folder in FOLDERS else uri
            found[HOME + path.as_posix()] = (
                {"$schema": own, **content} if isinstance(content, dict) else content
            )
    return found


def replay(suite: Path, folder: str) -> Iterator[Group]:
    uri = FOLDERS[folder].uri
    remotes = _remotes(suite, uri)
    for file in sorted((suite / "tests" / folder).rglob("*.json")):
        path = file.relative_to(suite / "tests").as_posix()
        for group in json.loads(file.read_bytes()):
            different = list(_different(group, uri, remotes))
            yield Group(path, group["description"], len(group["tests"]), different)


def _different(group: Any, uri: str, remotes: dict[str, Any]) -> Iterator[str]:
    content = group["schema"]
    if isinstance(content, dict):
        content = {"$schema": uri, **content}
    try:
        schema = Schema("suite", content, remotes)
    except SchemaError as error:
        yield from [str(error)] * len(group["tests"])
        return
    for test in group["tests"]:
        is_valid = schema.accepts(test["data"])
        # What explains must come to the same end as what decides.
        is_explained = any(True for _ in schema._validator.iter_errors(test["data"]))
        if not (is_valid is test["valid"] is not is_explained):
            yield test["description"]


def _pinned() -> list[str]:
    return PINNED.read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_verdict_is_that_of_the_suite(folder: str) -> None:
    suite = os.environ.get("JSON_SCHEMA_TEST_SUITE")
    if suite is None:
        pytest.skip("needs JSON_SCHEMA_TEST_SUITE, the folder of the official test suite")
    groups = list(replay(Path(suite), folder))
    for group in groups:
        reason = DIFFERENT.get(group.file.removeprefix(f"{folder}/"), "no reason")
        assert [each for each in group.different if reason not in each] == []
    assert [str(group) for group in groups] == [
        line for line in _pinned() if line.startswith(f"{folder}/")
    ]


def test_verdicts_differ_in_the_files_alone_that_the_documentation_names() -> None:
    different = set()
    for line in _pinned():
        file, count, _ = line.split("\t")
        same, tried = count.split("/")
        if same != tried:
            different.add(file.partition("/")[2])
    assert different == set(DIFFERENT)


def test_the_documentation_has_the_figures() -> None:
    page = Path(__file__).parents[2] / "docs/reference/json-schema.md"
    rows = page.read_text(encoding="utf-8").splitlines()
    for folder, draft in FOLDERS.items():
        counts = [line.split("\t")[1] for line in _pinned() if line.startswith(f"{folder}/")]
        same, tried = (sum(int(count.split("/")[part]) for count in counts) for part in (0, 1))
        assert f"| {draft.name} | {tried:,} | {same:,} |" in rows


if __name__ == "__main__":
    checkout, commit = Path(sys.argv[1]), sys.argv[2]
    lines = [str(group) for folder in FOLDERS for group in replay(checkout, folder)]
    PINNED.write_text("\n".join([f"# {commit}", *lines, ""]), encoding="utf-8")
