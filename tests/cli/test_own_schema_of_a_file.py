"""`$schema` in front matter: one file chooses its schema."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.links import link_on_posix

pytestmark = pytest.mark.slow

Run = Callable[..., Result]

CONFIG = """
dialect = "yaml-1.2"
[[collections]]
name = "posts"
files = ["posts/**/*.md"]
schema = "schemas/post.json"
[[collections]]
name = "notes"
files = ["notes/*.md"]
schema = "schemas/note.json"
"""
POST = {"properties": {"title": {"type": "string"}}, "additionalProperties": False}
NOTE = {
    "$id": "https://blog.example/note.json",
    "properties": {"title": {"$ref": "part.json"}},
    "required": ["title"],
    "additionalProperties": False,
}


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "blog").mkdir()
    monkeypatch.chdir(tmp_path / "blog")
    write("articlelint.toml", CONFIG)
    write("schemas/post.json", json.dumps(POST))
    write("schemas/note.json", json.dumps(NOTE))
    write("schemas/part.json", '{"const": "note"}')
    write("notes/a.md", "---\ntitle: note\n---\n")
    write("posts/other.md", "---\ntitle: other\n---\n")


def findings(run: Run, *arguments: str, stdin: str | None = None) -> list[str]:
    result = run("check", "--output-format", "concise", *arguments, stdin=stdin)
    assert result.exit_code in {0, 1}, result.output
    assert not re.sub(r"^found: .+\n", "", result.stderr)
    return [line for line in result.stdout.splitlines() if line.startswith("posts/")]


WRONG = "posts/a/b.md:3:8: error SCH004 `title` is `post` and must be `note`"


@pytest.mark.parametrize(
    "path",
    [
        "../../schemas/note.json",
        "schemas/note.json",
        "/schemas/note.json",
        "./schemas/note.json",
        "https://blog.example/note.json",
    ],
)
@pytest.mark.parametrize("form", ["$schema: {}", "# yaml-language-server: $schema={}"])
def test_a_file_is_held_to_the_schema_that_it_names(run: Run, path: str, form: str) -> None:
    write("posts/a/b.md", f"---\n{form.replace('{}', path)}\ntitle: post\n---\n")
    assert findings(run, ".") == findings(run, ".") == [WRONG]
    assert findings(run, "posts/a/b.md") == [WRONG]
    write("posts/a/b.md", f"---\n{form.replace('{}', path)}\ntitle: note\n---\n")
    assert findings(run, ".") == []


def test_in_json_too(run: Run) -> None:
    write("posts/a.md", '{"$schema": "schemas/note.json", "title": "post"}\n')
    assert "SCH004" in findings(run, ".")[0]


def test_the_comment_comes_before_the_key(run: Run) -> None:
    comment = "# yaml-language-server: $schema=schemas/note.json"
    write("posts/a.md", f"---\n{comment}\n$schema: schemas/post.json\ntitle: post\n---\n")
    assert "SCH004" in findings(run, ".")[0]
    write("posts/a.md", f"---\ntitle: post\n{comment}\n---\n")
    assert findings(run, ".") == []


UNUSABLE = {
    "https://example.org/a.json": "it is not a file of the site, and nothing is fetched",
    "file:///etc/passwd": "it is not a file of the site, and nothing is fetched",
    "//example.org/a.json": "it is not a file of the site, and nothing is fetched",
    "gone.json": "no such file is beside this one, nor below the top of the site",
    "../../../outside.json": "it leads out of the site",
    "/../outside.json": "it leads out of the site",
    "schemas": "no such file is beside this one, nor below the top of the site",
    "schemas/bad.json": "schema `schemas/bad.json`, at /type",
    "schemas/far.json": "`$ref` leads out of the site, and is not fetched: https://a.b/",
    "schemas/data.json": "`x-exists-in`: none.yml:1: no such file or directory",
    "schemas/endless.json": "a reference leads back to itself without end",
}


LINKED = [
    pytest.param(path, "it leads out of the site", marks=pytest.mark.posix("symbolic links"))
    for path in ("link.json", "folder/part.json")
]


@pytest.mark.parametrize(("path", "reason"), [*UNUSABLE.items(), *LINKED])
@pytest.mark.parametrize("form", ["$schema: {}", "# yaml-language-server: $schema={}"])
def test_what_cannot_be_used_is_one_finding_at_its_place(
    run: Run, path: str, reason: str, form: str
) -> None:
    write("../outside.json", '{"const": 1}')
    write("../out/part.json", '{"const": 1}')
    link_on_posix(Path("link.json"), "../outside.json")
    link_on_posix(Path("folder"), "../out")
    write("schemas/bad.json", '{"type": "text"}')
    write("schemas/far.json", '{"$ref": "https://a.b/"}')
    write("schemas/data.json", '{"properties": {"a": {"x-exists-in": "none.yml#"}}}')
    write("schemas/endless.json", '{"$ref": "#"}')
    write("posts/a.md", f"---\n{form.replace('{}', path)}\ntitle: 5\n---\n")
    for arguments in ((".",), (".",), ("--no-cache", "posts/a.md")):
        first, second = findings(run, *arguments)
        column = 10 if form.startswith("$") else 33
        assert first.startswith(f"posts/a.md:2:{column}: warning SCH009 the schema `{path[:59]}")
        assert reason in first
        # The schema of the collection applies.
        assert "posts/a.md:3:8: error SCH003" in second


def test_the_key_is_known_to_closed_schemas_if_it_is_text(run: Run) -> None:
    closed = POST | {"propertyNames": {"pattern": "^[a-z]+$"}, "maxProperties": 1}
    write("schemas/post.json", json.dumps(closed))
    write("posts/a.md", "---\n$schema: schemas/post.json\ntitle: post\n---\n")
    assert findings(run, ".") == []
    write("posts/a.md", "---\n$schema: 5\n---\n")
    assert "unknown property `$schema`" in "".join(findings(run, "."))


def test_a_schema_may_describe_the_key(run: Run) -> None:
    own = {"properties": {"$schema": {"const": "x"}}}
    write("schemas/own.json", json.dumps(own))
    write("posts/a.md", "---\n$schema: schemas/own.json\n---\n")
    assert "SCH004" in findings(run, ".")[0]


def test_cached_results_follow_the_schema_and_its_parts(run: Run) -> None:
    write("posts/a.md", "---\n$schema: schemas/note.json\ntitle: post\n---\n")
    assert len(findings(run, ".")) == 1
    write("schemas/part.json", '{"const": "post"}')
    from linter.schema.files import load

    # Each run of the command is a process of its own.
    load.cache_clear()
    assert findings(run, ".") == []
    # A file beside the article comes before one at the top.
    write("posts/schemas/note.json", '{"required": ["author"]}')
    load.cache_clear()
    assert "missing required property `author`" in findings(run, ".")[0]
    Path("posts/schemas/note.json").unlink()
    load.cache_clear()
    assert findings(run, ".") == []


def test_fixes_and_standard_input_keep_to_the_schema(run: Run) -> None:
    own = {"properties": {"headline": {"x-role": "title"}}, "additionalProperties": False}
    write("schemas/own.json", json.dumps(own))
    text = "---\n$schema: ../schemas/own.json\nheadline: a &amp; b\n---\n"
    write("posts/a.md", text)
    assert "TXT001" in findings(run, ".")[0]
    stdin = ("--stdin-filename", "posts/new.md", "-")
    assert "posts/new.md:3:13: warning TXT001" in findings(run, *stdin, stdin=text)[0]
    run("check", "--fix", "--unsafe-fixes", ".")
    assert Path("posts/a.md").read_text(encoding="utf-8") == text.replace("&amp;", "&")


def test_values_of_a_collection_are_unique_whatever_schemas_its_files_name(run: Run) -> None:
    for name in ("one", "two"):
        write(f"schemas/{name}.json", '{"properties": {"slug": {"x-unique": true}}}')
        write(f"posts/{name}.md", f"---\n$schema: schemas/{name}.json\nslug: a\n---\n")
    assert "posts/two.md:3:7: error DUP003" in findings(run, "posts/two.md")[0]
