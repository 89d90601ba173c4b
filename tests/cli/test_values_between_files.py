"""`x-unique` and `x-exists-in`: rules between files that a schema states."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.links import link_on_posix

Run = Callable[..., Result]

CONFIG = """
dialect = "yaml-1.2"
[[collections]]
name = "posts"
files = ["posts/*.md"]
schema = "post.json"
[[collections]]
name = "notes"
files = ["notes/*.md"]
schema = "post.json"
"""
SCHEMA = {
    "properties": {
        "slug": {"x-unique": True},
        "aliases": {"type": "array", "items": {"x-unique": True}},
        "author": {"x-exists-in": "data/authors.yml#"},
        "tags": {"x-exists-in": "data/tags.toml#/tags"},
    }
}
FILES = {
    "posts/a.md": "---\nslug: lichens\nauthor: ann\n---\n",
    "posts/b.md": "---\nslug: lichens\nauthor: bo\ntags: [wall]\n---\n",
    "posts/c.md": "---\nslug: moss\naliases: [/m, /n]\n---\n",
    "notes/a.md": "---\nslug: moss\naliases: [/m]\n---\n",
    "data/authors.yml": "- ann\n- bob\n",
    "data/tags.toml": 'tags = ["walls"]\n',
}
OF_B = (
    "posts/b.md:2:7: error DUP003 `slug` must be unique, and has the same value in `posts/a.md`\n"
    "posts/b.md:3:9: error REF005 `bo` is not in `data/authors.yml`; did you mean `bob`? [~]\n"
    "posts/b.md:4:8: error REF005 `wall` is not in `data/tags.toml#/tags`;"
    " did you mean `walls`? (at tags[0]) [~]\n"
)


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("articlelint.toml", CONFIG)
    write("post.json", json.dumps(SCHEMA))
    for path, text in FILES.items():
        write(path, text)


pytestmark = pytest.mark.usefixtures("blog")


def findings(run: Run, *arguments: str, stdin: str | None = None) -> str:
    result = run("check", "--output-format", "concise", *arguments, stdin=stdin)
    assert result.exit_code in {0, 1}, result.output
    lines = result.stdout.splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith(("posts/", "notes/")))


def test_values_are_compared_within_a_collection_and_looked_up(run: Run) -> None:
    assert findings(run, ".") == OF_B


@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--force-exclude",)])
def test_of_a_named_file_the_others_are_read(run: Run, options: tuple[str, ...]) -> None:
    assert findings(run, *options, "posts/b.md") == OF_B
    assert findings(run, *options, "posts/c.md") == ""
    of_a = findings(run, *options, "posts/a.md")
    assert of_a == OF_B.splitlines(keepends=True)[0].replace("/b.md", "/x.md").replace(
        "/a.md", "/b.md"
    ).replace("/x.md", "/a.md")


@pytest.mark.parametrize(
    ("one", "other"),
    [("10", "0xA"), ("10", "'10'"), ("true", "True"), ("'été'", '"\\u00e9t\\u00e9"'), ("''", '""')],
)
def test_one_value_can_be_written_in_many_ways(run: Run, one: str, other: str) -> None:
    write("posts/a.md", f"---\nslug: {one}\n---\n")
    write("posts/b.md", f"---\nslug: {other}\n---\n")
    assert "`posts/a.md`" in findings(run, "posts/b.md")


def test_results_follow_the_data_file_and_the_other_files(run: Run) -> None:
    assert findings(run, ".") == findings(run, ".") == OF_B
    write("data/authors.yml", "bo: {name: Bo}\n")
    assert "posts/a.md:3:9: error REF005 `ann` is not in" in findings(run, ".")
    assert "`bo`" not in findings(run, ".")
    write("posts/a.md", "---\nslug: other\nauthor: bo\n---\n")
    assert findings(run, ".") == OF_B.splitlines(keepends=True)[2]
    write("posts/c.md", "---\nslug: lichens\n---\n")
    assert "posts/c.md:2:7: error DUP003" in findings(run, ".")


def test_standard_input_is_compared_with_the_files(run: Run) -> None:
    text = "---\nslug: moss\ntags: [x]\n---\n"
    found = findings(run, "--stdin-filename", "posts/new.md", "-", stdin=text)
    assert found == (
        "posts/new.md:2:7: error DUP003 `slug` must be unique,"
        " and has the same value in `posts/c.md`\n"
        "posts/new.md:3:8: error REF005 `x` is not in `data/tags.toml#/tags` (at tags[0])\n"
    )


def test_the_nearest_value_is_an_unsafe_fix(run: Run) -> None:
    run("check", "--fix", ".")
    assert Path("posts/b.md").read_text(encoding="utf-8") == FILES["posts/b.md"]
    run("check", "--fix", "--unsafe-fixes", ".")
    fixed = FILES["posts/b.md"].replace("bo", "bob").replace("wall", "walls")
    assert Path("posts/b.md").read_text(encoding="utf-8") == fixed
    assert findings(run, ".") == OF_B.splitlines(keepends=True)[0]


def test_each_item_of_a_list_is_compared(run: Run) -> None:
    write("posts/d.md", "---\naliases: [/x, /n, /n]\n---\n")
    assert "posts/d.md:2:15: error DUP003 `aliases`" in findings(run, ".", "--select", "DUP003")


def test_a_comment_suppresses_both(run: Run) -> None:
    text = "---\nslug: lichens # articlelint: ignore[DUP003] a translation\n"
    write("posts/b.md", f"{text}author: bo # articlelint: ignore[REF005]\n---\n")
    assert findings(run, ".") == ""


@pytest.mark.parametrize(
    ("keywords", "reason"),
    [
        ({"x-unique": "yes"}, "`x-unique` must be `true` or `false`, not `yes`"),
        ({"x-unique": 1}, "`x-unique` must be `true` or `false`, not `1`"),
        ({"x-exists-in": "data/authors.yml"}, "`x-exists-in` must be a path to YAML"),
        ({"x-exists-in": "data/authors.csv#"}, "`x-exists-in` must be a path to YAML"),
        ({"x-exists-in": "data/authors.yml#a"}, "`x-exists-in` must be a path to YAML"),
        ({"x-exists-in": None}, "`x-exists-in` must be a path to YAML"),
        ({"x-exists-in": "../authors.yml#"}, "`x-exists-in` leads out of the site"),
        ({"x-exists-in": "/etc/authors.yml#"}, "`x-exists-in` leads out of the site"),
        ({"x-exists-in": "https://a.b/c.yml#"}, "`x-exists-in` leads out of the site"),
        ({"x-exists-in": "data/none.yml#"}, "data/none.yml:1: no such file or directory"),
        pytest.param(
            {"x-exists-in": "data/link.yml#"},
            "data/link.yml:1: it leads outside the site",
            marks=pytest.mark.posix("symbolic links"),
        ),
        ({"x-exists-in": "data/authors.yml#/a"}, "data/authors.yml:1: nothing is at `/a`"),
        ({"x-exists-in": "data/tags.toml#/tags/0"}, "neither a mapping nor a list of texts"),
        ({"x-exists-in": "data/objects.json#"}, "neither a mapping nor a list of texts"),
        ({"x-exists-in": "data/broken.yml#"}, "data/broken.yml:2: "),
        ({"x-exists-in": "data/broken.json#"}, "data/broken.json:1: Expecting"),
        ({"x-exists-in": "data/broken.toml#"}, "data/broken.toml:1: "),
        ({"x-exists-in": "data/bomb.yml#"}, "its aliases expand to too many values"),
        ({"x-exists-in": "data/bytes.yml#"}, "data/bytes.yml:2: it is not UTF-8"),
    ],
)
def test_a_schema_with_wrong_keywords_is_a_mistake_of_the_config(
    run: Run, tmp_path: Path, keywords: dict[str, Any], reason: str
) -> None:
    link_on_posix(Path("data/link.yml"), tmp_path.parent / "outside.yml")
    write("../outside.yml", "[a]\n")
    write("data/objects.json", '[{"name": "a"}]')
    write("data/broken.yml", "a: 1\nb: [\n")
    write("data/broken.json", "{")
    write("data/broken.toml", "a =")
    bomb = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    write("data/bomb.yml", f"- &a0 [x]\n{bomb}")
    Path("data/bytes.yml").write_bytes(b"- a\n- \xff\n")
    write("post.json", json.dumps({"properties": {"a": keywords}}))
    result = run("check", ".")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("error: articlelint.toml:6: schema `post.json`: ")
    assert reason in lines[0]


def test_x_unique_may_be_false(run: Run) -> None:
    write("post.json", json.dumps({"properties": {"slug": {"x-unique": False}}}))
    assert findings(run, ".") == ""


@pytest.mark.parametrize(
    ("text", "known"),
    [("2020: a\nno: b\n", ("2020", "no")), ("[2020, no, ~x]", ("2020", "no", "~x"))],
)
def test_data_is_typed_as_front_matter_is(run: Run, text: str, known: tuple[str, ...]) -> None:
    write("data/authors.yml", text)
    for word in known:
        write("posts/a.md", f"---\nauthor: {word}\n---\n")
        assert findings(run, "--select", "REF", "posts/a.md") == ""
    write("posts/a.md", "---\nauthor: nope\n---\n")
    assert "REF005" in findings(run, "posts/a.md")
