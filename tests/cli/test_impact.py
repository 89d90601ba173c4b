import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from linter.schema.files import load
from tests.cli.conftest import Run
from tests.git import git

pytestmark = pytest.mark.slow

CONFIG = """
[[collections]]
name = "posts"
files = ["posts/*.md"]
schema = "schemas/post.schema.json"

[[collections]]
name = "notes"
files = ["notes/*.md"]
schema = "schemas/note.schema.json"
"""
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["title"],
    "properties": {
        "title": {"type": "string"},
        "course": {"enum": ["starter", "dessert"]},
        "serves": {"type": "integer", "minimum": 1},
        "source": {"type": "string", "format": "uri"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "$defs": {"slug": {"type": "string"}},
}
FILES = {
    "posts/a.md": "title: A\ncourse: starter\nserves: 4\ntags: [a, b]",
    "posts/b.md": "title: B\ncourse: main\nserves: 0\nsource: kitchen",
    "posts/c.md": "title: 3\ncourse: dessert\ntags: [1]",
    "posts/d.md": "heading: D\nsource: http://kitchen.example/",
    "posts/e.md": "title: A  B\nserves: 12",
    "notes/a.md": "slug: 1",
    "notes/b.md": "slug: b",
    "other.md": "title: 1",
}


@pytest.fixture
def kitchen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site with two collections, committed, the current folder."""
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\n{text}\n---\n", encoding="utf-8")
    (tmp_path / "articlelint.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "schemas").mkdir()
    write(tmp_path, SCHEMA)
    slug = {"$ref": "post.schema.json#/$defs/slug"}
    note = json.dumps({"properties": {"slug": slug}})
    (tmp_path / "schemas/note.schema.json").write_text(note, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "a")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(site: Path, schema: Any) -> None:
    (site / "schemas/post.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    # A process reads a schema once; here several commands run in one.
    load.cache_clear()


def edited(*path: str, value: Any) -> dict[str, Any]:
    """Return the schema with another value at a path."""
    schema = deepcopy(SCHEMA)
    inner = schema
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return schema


EDITS = [
    edited("required", value=["title", "serves"]),
    edited("required", value=[]),
    edited("properties", "title", "type", value=["string", "integer"]),
    edited("properties", "course", "enum", value=["starter", "dessert", "main"]),
    edited("properties", "course", "enum", value=["starter"]),
    edited("properties", "serves", "minimum", value=0),
    edited("properties", "serves", "maximum", value=8),
    edited("properties", "source", value={"type": "string", "x-role": "link-url"}),
    edited("properties", "tags", "items", "type", value="integer"),
    edited("properties", "title", "x-role", value="title"),
    edited("additionalProperties", value=False),
    edited("$defs", "slug", "type", value=["string", "integer"]),
    edited("properties", "title", "description", value="What it is called."),
]


def findings(run: Run) -> dict[str, list[tuple[Any, ...]]]:
    """Return what `check` finds, without the explanations that a description changes."""
    by_file: dict[str, list[tuple[Any, ...]]] = {}
    result = run("check", "--no-cache", "--output-format", "json")
    for each in json.loads(result.stdout):
        content = (each["code"], each["message"], json.dumps(each["location"]))
        by_file.setdefault(each["filename"], []).append(content)
    return by_file


@pytest.mark.parametrize("edit", EDITS)
def test_the_files_named_are_those_whose_findings_change(
    run: Run, kitchen: Path, edit: dict[str, Any]
) -> None:
    before = findings(run)
    write(kitchen, edit)
    after = findings(run)
    result = run("impact", "schemas/post.schema.json", "--output-format", "json")
    changed = json.loads(result.stdout)["changed"]
    differ = {path for path in (*before, *after) if before.get(path) != after.get(path)}
    assert {each["path"] for each in changed} == differ
    fails = any(each["change"] == "starts" and each["severity"] == "error" for each in changed)
    assert result.exit_code == int(fails)


def test_findings_are_listed_by_property(run: Run, kitchen: Path) -> None:
    schema = edited("properties", "course", "enum", value=["starter", "dessert", "main"])
    schema["properties"]["tags"]["items"]["type"] = "integer"
    schema["required"] = ["title", "serves"]
    write(kitchen, schema)
    result = run("impact", "schemas/post.schema.json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "course\n"
        "  stops: posts/b.md:3:9: error SCH004 `course` is `main` and must be one of `starter`,"
        " `dessert`\n"
        "missing required properties `title` and `serves`\n"
        "  starts: posts/d.md:2:1: error SCH001 missing required properties `title` and `serves`\n"
        "missing required property `serves`\n"
        "  starts: posts/c.md:2:1: error SCH001 missing required property `serves`\n"
        "tags[]\n"
        "  starts: posts/a.md:5:8: error SCH003 item 1 of `tags` is text, expected a whole number\n"
        "  starts: posts/a.md:5:11: error SCH003 item 2 of `tags` is text, expected a whole"
        " number\n"
        "  stops: posts/c.md:4:8: error SCH003 item 1 of `tags` is a whole number, expected text\n"
        "Findings: starts in 3 files, stops in 2 files; 7 files linted.\n"
    )


@pytest.mark.parametrize(
    ("front_matter", "properties", "heading"),
    [
        ("2020: a", {"2020": {"type": "integer"}}, "2020"),
        ('"0": [a]', {"0": {"items": {"type": "integer"}}}, "0[]"),
        ("a/b: {~c: d}", {"a/b": {"properties": {"~c": {"type": "integer"}}}}, "a/b.~c"),
        ("a: [{b: c}]", {"a": {"items": {"properties": {"b": {"const": "d"}}}}}, "a[].b"),
    ],
)
def test_a_property_is_named_by_its_keys(
    run: Run, kitchen: Path, front_matter: str, properties: dict[str, Any], heading: str
) -> None:
    page = f"---\ntitle: A\n{front_matter}\n---\n"
    (kitchen / "posts/a.md").write_text(page, encoding="utf-8")
    write(kitchen, edited("properties", value=SCHEMA["properties"] | properties))
    lines = run("impact", "schemas/post.schema.json").stdout.splitlines()
    assert (lines[0], len(lines)) == (heading, 3)


def test_a_schema_that_accepts_more_makes_nothing_fail(run: Run, kitchen: Path) -> None:
    write(kitchen, edited("required", value=[]))
    result = run("impact", "schemas/post.schema.json")
    assert result.exit_code == 0
    assert result.stdout.endswith("Findings: stops in 1 file; 7 files linted.\n")


def test_a_longer_list_of_choices_only_changes_the_message(run: Run, kitchen: Path) -> None:
    write(kitchen, edited("properties", "course", "enum", value=["starter", "dessert", "side"]))
    result = run("impact", "schemas/post.schema.json")
    assert result.exit_code == 0
    assert "differs: posts/b.md:3:9" in result.stdout


def test_a_schema_without_changes(run: Run, kitchen: Path) -> None:
    result = run("impact", "schemas/post.schema.json")
    assert (result.exit_code, result.stdout) == (0, "No finding changes in 0 files.\n")
    git(kitchen, "rm", "-q", "--cached", "schemas/post.schema.json")
    assert run("impact", "schemas/post.schema.json").exit_code == 0


def test_another_schema_leads_to_the_one_that_changes(run: Run, kitchen: Path) -> None:
    write(kitchen, edited("$defs", "slug", "type", value=["string", "integer"]))
    result = run("impact", "schemas/post.schema.json")
    assert "stops: notes/a.md:2:7: error SCH003 `slug` is a whole number" in result.stdout


def test_the_old_schema_is_a_file_or_in_a_revision(run: Run, kitchen: Path) -> None:
    (kitchen / "old.json").write_text(json.dumps(edited("required", value=[])), encoding="utf-8")
    result = run("impact", "schemas/post.schema.json", "--against", "old.json")
    assert (result.exit_code, "posts/d.md" in result.stdout) == (1, True)
    write(kitchen, edited("required", value=[]))
    git(kitchen, "commit", "-q", "-a", "-m", "b")
    assert "posts/d.md" not in run("impact", "schemas/post.schema.json").stdout
    result = run("impact", "schemas/post.schema.json", "--against", "HEAD~1")
    assert (result.exit_code, "stops: posts/d.md" in result.stdout) == (0, True)


def test_a_schema_that_never_was_there_is_wrong_use(run: Run, kitchen: Path) -> None:
    (kitchen / "schemas/new.schema.json").write_text("{}", encoding="utf-8")
    result = run("impact", "schemas/new.schema.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`HEAD` is neither a file nor a revision with new.schema.json: git" in result.stderr


@pytest.mark.usefixtures("kitchen")
@pytest.mark.parametrize("against", [(), ("--against", "schemas/note.schema.json")])
@pytest.mark.parametrize("schema", ["schemas/pots.schema.json", "schema/post.schema.json"])
def test_a_schema_that_is_not_there_is_wrong_use(
    run: Run, schema: str, against: tuple[str, ...]
) -> None:
    result = run("impact", schema, *against)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {schema}: no such file\n"


def test_an_old_schema_that_cannot_be_used_is_wrong_use(run: Run, kitchen: Path) -> None:
    (kitchen / "old.json").write_text('{"type": 1}', encoding="utf-8")
    result = run("impact", "schemas/post.schema.json", "--against", "old.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: schema `")


def test_it_runs_from_any_folder(run: Run, kitchen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(kitchen, edited("required", value=[]))
    monkeypatch.chdir(kitchen / "notes")
    result = run("impact", "../schemas/post.schema.json")
    assert f"stops: {kitchen}/posts/d.md:2:1" in result.stdout


def test_severity_to_fail_on_is_that_of_the_config(run: Run, kitchen: Path) -> None:
    write(kitchen, edited("properties", "title", "x-role", value="title"))
    result = run("impact", "schemas/post.schema.json")
    assert (result.exit_code, "warning TXT004" in result.stdout) == (0, True)
    (kitchen / "articlelint.toml").write_text(f'fail-on = "warning"\n{CONFIG}', encoding="utf-8")
    assert run("impact", "schemas/post.schema.json").exit_code == 1


def test_no_secret_is_printed(run: Run, kitchen: Path) -> None:
    secret = "ThGV3wIN5Z4NZaM6QnnxGAThGV3wIN5Z4NZaM6Qnnx==;wCwLll4COr7oCPK1SNjVGQ=="  # noqa: S105 - a made-up one
    text = f"---\ntitle: a\ncourse: {secret}\n---\n"
    (kitchen / "posts/a.md").write_text(text, encoding="utf-8")
    for enum in (["dessert"], ["starter"]):
        write(kitchen, edited("properties", "course", "enum", value=enum))
        for options in ((), ("--output-format", "json")):
            result = run("impact", "schemas/post.schema.json", *options)
            assert "posts/a.md" in result.stdout
            assert secret[:16] not in result.stdout
