import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.slow


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a Hugo site the current folder: a hundred posts, and twelve notes in TOML's stead."""
    (tmp_path / "hugo.toml").touch()
    for number in range(100):
        file = tmp_path / f"content/posts/{number:03}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        # One post in a hundred has a number for text.
        rating = "high" if number else 5
        file.write_text(f"---\ntitle: Post {number}\nrating: {rating}\n---\n", encoding="utf-8")
    for number in range(12):
        file = tmp_path / f"content/notes/{number:02}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'{{"heading": "Note {number}"}}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


CONFIG = """
[[collections]]
name = "posts"
files = ["content/posts/*.md"]
schema = "hugo-page"

[[collections]]
name = "notes"
files = ["content/notes/*.md"]
schema = "hugo-page"
"""


def test_the_schema_of_a_site_is_printed(run: Run, blog: Path) -> None:
    result = run("infer", str(blog / "content/posts"))
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert schema["$ref"] == "urn:articlelint:schema:hugo-page"
    assert schema["required"] == ["title", "rating"]
    assert schema["properties"]["rating"] == {"type": "string", "examples": ["high"]}
    assert result.stderr == (
        "inferred: hugo-page: 2 keys in 100 files\n"
        "outlier: `rating` is text in 99 files and a number in 1: content/posts/000.md:3:9\n"
    )


@pytest.mark.usefixtures("blog")
def test_all_notations_are_read(run: Run) -> None:
    schema = json.loads(run("infer", "content/notes").stdout)
    assert schema["properties"]["heading"]["x-role"] == "page-title"
    assert len(json.loads(run("infer").stdout)["properties"]) == 3


@pytest.mark.usefixtures("blog")
def test_the_order_of_paths_does_not_matter(run: Run) -> None:
    paths = [f"content/{path}" for path in ("notes", "posts/001.md", "posts")]
    assert run("infer", *paths).output == run("infer", *paths[::-1]).output


def test_of_several_collections_one_is_named(run: Run, blog: Path) -> None:
    (blog / "articlelint.toml").write_text(CONFIG, encoding="utf-8")
    result = run("infer")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "several collections: notes, posts; name one with --collection" in result.stderr
    result = run("infer", "--collection", "notes", "-q")
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(json.loads(result.stdout)["properties"]) == ["heading"]
    result = run("infer", "--collection", "note")
    assert result.exit_code == 2
    assert "did you mean `notes`?" in result.stderr


def test_of_sites_with_one_generator_the_folder_is_named(run: Run, blog: Path) -> None:
    for name in ("docs", "shop"):
        (blog / name / "content").mkdir(parents=True)
        (blog / name / "hugo.toml").touch()
        (blog / name / "content/a.md").write_text("---\ntitle: a\n---\n", encoding="utf-8")
    places = "hugo-page in this folder, hugo-page in docs/, hugo-page in shop/"
    assert run("infer").stderr == (
        f"error: there are several collections: {places}; name the folder of one site\n"
    )
    assert run("infer", "docs", "-q").exit_code == 0


def test_each_schema_is_written_to_a_file(run: Run, blog: Path) -> None:
    (blog / "articlelint.toml").write_text(CONFIG, encoding="utf-8")
    result = run("infer", "-o", "schemas")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "written: schemas/notes.schema.json\n" in result.stderr
    schema = (blog / "schemas/posts.schema.json").read_text(encoding="utf-8")
    assert schema == run("infer", "--collection", "posts").stdout
    # The title of a schema is the author's, and would be lost.
    result = run("infer", "-o", "schemas")
    assert result.exit_code == 2
    assert "schemas/notes.schema.json is there already" in result.stderr


def test_a_schema_written_is_one_to_use(run: Run, blog: Path) -> None:
    run("infer", "content/posts", "-o", "schemas")
    config = CONFIG.replace('"hugo-page"', '"schemas/hugo-page.schema.json"', 1)
    (blog / "articlelint.toml").write_text(config, encoding="utf-8")
    result = run("check", "--output-format", "concise")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:-1] == [
        "content/posts/000.md:3:9: error SCH003 `rating` is a whole number, expected text"
    ]


def test_check_lints_by_what_was_inferred(run: Run, blog: Path) -> None:
    result = run("infer", "content/posts", "--check")
    assert result.exit_code == 1
    assert "content/posts/000.md:3:9" in result.stdout
    assert "`rating` is a whole number, expected text" in result.stdout
    assert '"$schema"' not in result.stdout
    (blog / "content/posts/000.md").unlink()
    result = run("infer", "content/posts", "--check")
    assert (result.exit_code, result.stdout) == (0, "All checks passed: 99 files.\n")


def test_a_report_has_all_that_stands_out(run: Run, blog: Path) -> None:
    result = run("infer", "content/posts", "--report", "report.txt")
    assert result.stderr == ""
    assert (blog / "report.txt").read_text(encoding="utf-8") == (
        "hugo-page: 2 keys in 100 files\n"
        "  outlier: `rating` is text in 99 files and a number in 1: content/posts/000.md:3:9\n"
    )


def test_the_terminal_has_the_first_of_many(run: Run, blog: Path) -> None:
    keys = [f"k{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    for number in range(100):
        rows = "".join(f"{key}: {5 if number == 1 else 'a'}\n" for key in keys)
        file = blog / f"content/posts/{number:03}.md"
        file.write_text(f"---\n{rows}---\n", encoding="utf-8")
    result = run("infer", "content/posts")
    assert result.stderr.endswith("more: 6 that stand out less; --report FILE lists all\n")
    assert len(result.stderr.splitlines()) == 22


def test_json_has_schemas_and_what_stands_out(run: Run, blog: Path) -> None:
    (blog / "articlelint.toml").write_text(CONFIG, encoding="utf-8")
    result = run("infer", "--output-format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    notes, posts = json.loads(result.stdout)["collections"]
    assert (notes["name"], notes["files"], notes["outliers"]) == ("notes", 12, [])
    assert posts["outliers"] == [
        {
            "pointer": "/rating",
            "kind": "type",
            "refused": True,
            "message": "`rating` is text in 99 files and a number in 1: content/posts/000.md:3:9",
            "usual": "text",
            "usual_files": 99,
            "odd": "a number",
            "odd_files": 1,
            "places": [
                {"path": "content/posts/000.md", "row": 3, "column": 9, "pointer": "/rating"}
            ],
        }
    ]


def test_values_that_are_secret_are_nowhere(run: Run, blog: Path) -> None:
    secret = "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ=="  # noqa: S105 - a made-up one
    for number in range(100):
        value = secret if number else "none"
        text = f"---\ntitle: a\nsecured: {value}\nother: {value}\n---\n"
        (blog / f"content/posts/{number:03}.md").write_text(text, encoding="utf-8")
    for options in ((), ("--output-format", "json"), ("--check",), ("--report", "report.txt")):
        assert secret[:20] not in run("infer", "content/posts", *options).output
    assert secret[:20] not in (blog / "report.txt").read_text(encoding="utf-8")


def test_the_keys_of_a_known_kind_keep_their_roles(run: Run, site: Path) -> None:
    for number in range(10):
        text = (
            f"---\ntitle: a\ntype: article\nwebUrl: https://example.com/{number}\nextra: b\n---\n"
        )
        (site / f"_news/{number}.md").write_text(text, encoding="utf-8")
    (site / "_news/bad.md").unlink()
    (site / "_config.yml").touch()
    schema = json.loads(run("infer").stdout)
    # The built-in schema of articles allows no other keys, so the inferred one stands alone.
    assert "$ref" not in schema
    assert schema["properties"]["webUrl"]["x-role"] == "web-url"
    assert schema["properties"]["extra"]["type"] == "string"
    assert run("infer", "--check", "-q").exit_code == 0


def test_nothing_to_infer_from_is_an_error(run: Run, blog: Path) -> None:
    (blog / "empty").mkdir()
    result = run("infer", "empty")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no file with front matter" in result.stderr
    result = run("infer", "nowhere", "content/posts/001.md")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_a_wrong_config_is_one_line(run: Run, blog: Path) -> None:
    (blog / "articlelint.toml").write_text("x = 1\n", encoding="utf-8")
    result = run("infer")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: articlelint.toml:1: unknown key `x`")


POST = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Post",
  "required": ["title", "rating", "author"],
  "additionalProperties": false,
  "properties": {
    "rating": { "description": "How good it is.", "enum": ["low"] },
    "title": { "type": "string", "maxLength": 4 }
  }
}
"""


def update(run: Run, blog: Path, text: str, suffix: str = "json") -> tuple[str, str]:
    """Widen a schema for the posts; return what is printed, and the schema as it is then."""
    file = blog / f"post.{suffix}"
    file.write_text(text, encoding="utf-8")
    result = run("infer", "content/posts", "--update", file.name)
    assert (result.exit_code, result.stdout) == (0, "")
    return result.stderr, file.read_text(encoding="utf-8")


def test_an_update_widens_a_schema_as_little_as_possible(run: Run, blog: Path) -> None:
    printed, schema = update(run, blog, POST)
    assert schema == POST.replace(', "author"', "").replace(
        '["low"]', '["low", 5, "high"]'
    ).replace('"maxLength": 4', '"maxLength": 7')
    lines = [line.partition(": content/") for line in printed.splitlines()]
    assert [(what, places) for what, _, places in lines][1:3] == [
        ("widened: `rating` may be `5` (1 file)", "posts/000.md:3:9"),
        (
            "widened: `title` has a wider maxLength (100 files)",
            "posts/000.md:2:8, content/posts/001.md:2:8, content/posts/002.md:2:8, …",
        ),
    ]
    assert lines[0][0] == "widened: front matter needs no `author` (100 files)"
    assert lines[3][0] == "widened: `rating` may be `high` (99 files)"
    assert update(run, blog, schema) == (
        "widened: nothing: the schema accepts every file\n",
        schema,
    )


def test_an_update_never_narrows(run: Run, blog: Path) -> None:
    for text in ("{}\n", '{"properties": {"rating": {"type": ["string", "number", "null"]}}}\n'):
        assert update(run, blog, text)[1] == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"properties": {"rating": {"type": "string"}}}', ["string", "integer"]),
        ('{"properties": {"rating": {"type": ["string", "null"]}}}', ["string", "null", "integer"]),
        ('{"properties": {"rating": {"type": "integer"}}}', ["integer", "string"]),
    ],
)
def test_an_update_adds_a_type(run: Run, blog: Path, before: str, after: list[str]) -> None:
    assert json.loads(update(run, blog, before)[1])["properties"]["rating"]["type"] == after


def test_an_update_describes_unknown_keys(run: Run, blog: Path) -> None:
    before = '{"additionalProperties": false, "properties": {"title": {}}}'
    printed, after = update(run, blog, before)
    assert json.loads(after)["properties"]["rating"] == {
        "type": "string",
        "examples": ["high"],
    } or (json.loads(after)["properties"]["rating"]["type"] == ["string", "integer"])
    assert "widened: front matter may have `rating` (100 files)" in printed


def test_an_update_follows_references_in_the_file(run: Run, blog: Path) -> None:
    before: Any = {
        "allOf": [{"$ref": "#/$defs/rated"}],
        "$defs": {"rated": {"properties": {"rating": {"$ref": "#/$defs/rating"}}}, "rating": {}},
    }
    before["$defs"]["rating"]["const"] = "high"
    after = json.loads(update(run, blog, json.dumps(before))[1])
    assert after["$defs"]["rating"] == {"enum": ["high", 5]}


def test_an_update_follows_references_into_lists(run: Run, blog: Path) -> None:
    schema = {
        "properties": {"rating": {"$ref": "#/$defs/rated/allOf/0"}},
        "$defs": {"rated": {"allOf": [{"type": "boolean"}]}},
    }
    _, text = update(run, blog, json.dumps(schema))
    (rating,) = json.loads(text)["$defs"]["rated"]["allOf"]
    assert rating == {"type": ["boolean", "integer", "string"]}


def test_an_update_leaves_other_keys_alone_for_one_that_a_pattern_describes(
    run: Run, blog: Path
) -> None:
    schema = json.dumps(
        {
            "properties": {"title": {}},
            "patternProperties": {"^rat": {"type": "null"}},
            "additionalProperties": {"type": "boolean"},
        }
    )
    printed, text = update(run, blog, schema)
    assert text == schema
    assert printed.startswith("left: `rating` stays refused (100 files)")


@pytest.mark.parametrize("reference", ["#rating", "#/$defs/rating%20of"])
def test_an_update_leaves_what_it_has_no_place_for(run: Run, blog: Path, reference: str) -> None:
    rating = {"$anchor": "rating", "type": "boolean"}
    schema = json.dumps(
        {
            "type": "object",
            "properties": {"rating": {"$ref": reference}},
            "$defs": {"rating of": rating},
        }
    )
    printed, text = update(run, blog, schema)
    assert text == schema
    assert printed.startswith("left: `rating` stays refused (100 files)")


def test_an_update_names_what_it_cannot_widen(run: Run, blog: Path) -> None:
    alternatives = '{"properties": {"rating": {"anyOf": [{"const": "high"}, {"const": "low"}]}}}'
    printed, after = update(run, blog, alternatives)
    assert after == alternatives
    assert printed == "left: `rating` stays refused (1 file): content/posts/000.md:3:9\n"
    # What a generator's own schema refuses is no matter of this file.
    reference = '{"$ref": "urn:articlelint:schema:hugo-page"}'
    (blog / "content/posts/000.md").write_text("---\nslug: true\n---\n", encoding="utf-8")
    assert update(run, blog, reference)[0].startswith("left: `slug` stays refused (1 file): ")


def test_an_update_keeps_the_comments_of_yaml(run: Run, blog: Path) -> None:
    before = (
        "# Posts\nrequired:\n  - author # always\nproperties:\n  rating:\n"
        "    # How good it is.\n    enum: [high]\n    title: 'Rating'\n"
    )
    after = update(run, blog, before, "yaml")[1]
    assert after == (
        "# Posts\nproperties:\n  rating:\n    # How good it is.\n    enum: [high, 5]\n"
        "    title: 'Rating'\n"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("json", json.dumps({"properties": {"rating": {"enum": ["a"]}}}, indent=4)),
        ("yaml", "# Posts\nproperties:\n  rating:\n    enum: [a] # so far\n"),
    ],
)
def test_an_update_keeps_the_line_ends(run: Run, blog: Path, name: str, text: str) -> None:
    unix = update(run, blog, text, name)[1]
    assert len(unix.splitlines()) >= len(text.splitlines())
    file = blog / f"post.{name}"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    run("infer", "content/posts", "--update", file.name)
    assert file.read_bytes() == unix.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("indent", [2, 4, "\t"])
def test_an_update_keeps_the_style_of_json(run: Run, blog: Path, indent: str | int) -> None:
    before = json.dumps({"properties": {"rating": {"enum": ["höchst"]}}}, indent=indent)
    after = update(run, blog, before)[1]
    wider = {"properties": {"rating": {"enum": ["höchst", 5, "high"]}}}
    assert after == json.dumps(wider, indent=indent)


def test_an_update_takes_the_files_of_the_collection(run: Run, blog: Path) -> None:
    (blog / "post.json").write_text('{"properties": {"rating": {"enum": []}}}', encoding="utf-8")
    config = CONFIG.replace('"hugo-page"', '"post.json"', 1)
    (blog / "articlelint.toml").write_text(config, encoding="utf-8")
    assert "may be `high`" in run("infer", "--update", "post.json").stderr
    result = run("infer", "--update", "articlelint.toml")
    assert (result.exit_code, "several collections" in result.stderr) == (2, True)


@pytest.mark.parametrize("text", ["{", "[]", '{"type": 1}'])
def test_an_update_of_what_is_no_schema_is_one_line(run: Run, blog: Path, text: str) -> None:
    (blog / "post.json").write_text(text, encoding="utf-8")
    result = run("infer", "content/posts", "--update", "post.json")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert run("infer", "content/posts", "--update", "none.json").exit_code == 2
    assert run("infer", "content/posts", "--update", "post.json", "--check").exit_code == 2


def test_no_secret_gets_into_a_schema_by_an_update(run: Run, blog: Path) -> None:
    (blog / "content/posts/000.md").write_text("---\napi_key: hunter2\n---\n", encoding="utf-8")
    printed, after = update(run, blog, '{"properties": {"api_key": {"const": "a"}}}')
    assert "hunter2" not in printed + after
    assert "left: `api_key` stays refused" in printed
