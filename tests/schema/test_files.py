"""A site's own schemas: where they may lie and what they may refer to."""

import json
from pathlib import Path
from typing import Any

import pytest

from linter.schema.errors import SchemaError
from linter.schema.files import MAX_BYTES, load
from linter.schema.schema import builtin
from tests.links import link_on_posix


def put(folder: Path, **schemas: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def test_a_name_is_a_built_in_schema(tmp_path: Path) -> None:
    assert load("article", tmp_path) is builtin("article")


@pytest.mark.parametrize("own_id", [None, "https://example.org/s/post.json", "post.json"])
def test_neighbours_are_found_by_relative_address(tmp_path: Path, own_id: str | None) -> None:
    post = {"properties": {"cover": {"$ref": "parts/image.json#/$defs/image"}}}
    put(tmp_path / "s", post=post | ({} if own_id is None else {"$id": own_id}))
    image = {"$ref": "url.json"}
    put(tmp_path / "s/parts", image={"$defs": {"image": image}}, url={"x-role": "image-url"})
    schema = load("s/post.json", tmp_path)
    shape = schema.shape_at(("cover",))
    assert shape is not None
    assert shape.roles == {"image-url"}


def test_neighbours_are_found_by_what_they_call_themselves(tmp_path: Path) -> None:
    home = "https://example.org/schemas/"
    post = {"$id": f"{home}post.json", "properties": {"a": {"$ref": f"{home}part.json"}}}
    put(tmp_path, post=post, part={"$id": f"{home}part.json", "type": "string"})
    assert not load("post.json", tmp_path).accepts({"a": 5})


def test_built_in_schemas_can_be_referred_to(tmp_path: Path) -> None:
    put(tmp_path, own={"allOf": [{"$ref": builtin("article").content["$id"]}]})
    shape = load("own.json", tmp_path).shape_at(("webUrl",))
    assert shape is not None
    assert "web-url" in shape.roles


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"$id": "https://example.org/s/part.json"}, id="of-another-host"),
        pytest.param({"$id": "urn:example:part"}, id="urn"),
        pytest.param({"$id": "other/name.json"}, id="relative"),
        pytest.param({}, id="none"),
    ],
)
def test_a_neighbour_may_call_itself_otherwise(tmp_path: Path, part: dict[str, Any]) -> None:
    part = part | {"properties": {"b": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"const": 1}}}
    own = {
        "properties": {"a": {"$ref": "parts/part.json"}, "c": {"$ref": "parts/part.json#/$defs/b"}}
    }
    put(tmp_path / "s", own=own)
    put(tmp_path / "s/parts", part=part)
    schema = load("s/own.json", tmp_path)
    assert schema.accepts({"a": {"b": 1}, "c": 1})
    found = [each.path for each in schema.violations({"a": {"b": 2}, "c": 2})]
    assert sorted(found) == [("a", "b"), ("c",)]


def test_a_schema_further_in_may_have_an_address_of_its_own(tmp_path: Path) -> None:
    inner = {"$id": "https://example.org/inner.json", "$anchor": "here", "const": 1}
    put(tmp_path, part={"$defs": {"inner": inner, "other": {"$id": "other.json", "const": 2}}})
    parts = {
        "a": {"$ref": "https://example.org/inner.json#here"},
        "b": {"$ref": "other.json"},
        "c": {"$ref": "part.json"},
    }
    put(tmp_path, own={"properties": parts})
    found = load("own.json", tmp_path).violations({"a": 2, "b": 1})
    assert sorted(each.path for each in found) == [("a",), ("b",)]


def test_a_neighbour_without_a_draft_is_read_as_the_schema_that_leads_to_it(tmp_path: Path) -> None:
    draft_7 = {"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "part.json"}
    # By 2020-12, what stands beside `$ref` would count.
    part = {"allOf": [{"$ref": "#/definitions/a", "required": ["b"]}], "definitions": {"a": {}}}
    put(tmp_path, own=draft_7, other={"$ref": "part.json"}, part=part)
    assert load("own.json", tmp_path).violations({}) == []
    assert [each.names for each in load("other.json", tmp_path).violations({})] == [("b",)]


@pytest.mark.parametrize("content", [True, False])
def test_a_file_may_hold_a_boolean(tmp_path: Path, *, content: bool) -> None:
    put(tmp_path, own=content, other={"properties": {"a": {"$ref": "own.json"}}})
    assert load("own.json", tmp_path).accepts({}) is content
    assert load("other.json", tmp_path).accepts({"a": 1}) is content


YAML = """\
# What a post holds.
$schema: https://json-schema.org/draft/2020-12/schema
properties:
  title: &text {type: string, x-role: title, pattern: '^\\p{L}'}
  other: *text
  date: {const: 2020-06-11}
  on: {const: yes}
  cover: {$ref: part.yml#/$defs/a}
required: [title]
"""


@pytest.mark.parametrize("name", ["own.yaml", "own.schema.yml"])
def test_a_schema_may_be_written_in_yaml(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(YAML, encoding="utf-8")
    (tmp_path / "part.yml").write_text("$defs:\n  a: {const: 1}\n", encoding="utf-8")
    schema = load(name, tmp_path)
    assert schema.shape.keys_by_role == {"title": ("title", "other")}
    # By the core schema of YAML 1.2, dates and `yes` are text.
    good: dict[str, Any] = {"title": "é", "date": "2020-06-11", "on": "yes", "cover": 1}
    assert schema.violations(good) == []
    found = schema.violations({"other": "1", "date": 5, "on": True, "cover": 2})
    assert sorted((each.path, each.keyword) for each in found) == [
        ((), "required"),
        (("cover",), "const"),
        (("date",), "const"),
        (("on",), "const"),
        (("other",), "pattern"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("properties: [", "row 1: no YAML that can be used: "),
        ("a: 1\nb: !!python/object:os.system x\nproperties: 5\n", "at /properties"),
        ("- a\n", "row 1: no YAML that can be used: not a mapping"),
        ("allOf: " + "[" * 300 + "]" * 300, "too deep"),
        (
            "a0: &a0 [x]\n"
            + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
            "alias expansion",
        ),
        ("a: &a {properties: {b: *a}}\n", "alias expansion"),
        ("a: 1\n---\nb: 2\n", "a second YAML document"),
        ("\x00", "control character"),
    ],
)
def test_yaml_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match=message) as caught:
        load("own.yaml", tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param({"$id": "urn:a", "$ref": "part.json"}, "relative to `urn:a`", id="urn"),
        pytest.param(
            {"allOf": [{"$ref": "bad.json"}]}, "`bad.json`, at /properties", id="neighbour"
        ),
        pytest.param({"$schema": "own-meta.json"}, "drafts .*: own-meta.json", id="own-draft"),
        pytest.param({"$ref": "http://localhost:1/x.json"}, "leads out of the site", id="http"),
        pytest.param({"$ref": "file:///etc/hosts"}, "leads out of the site", id="file"),
        pytest.param({"$ref": "//etc/hosts"}, "leads out of the site", id="other-host"),
        pytest.param({"$ref": "%2e%2e/%2e%2e/out.json"}, "outside the site root", id="climbs"),
        pytest.param(
            {"$ref": "link.json"},
            "outside the site root",
            id="link",
            marks=pytest.mark.posix("symbolic links"),
        ),
        pytest.param({"$ref": "none.json"}, "no such file", id="missing"),
        pytest.param({"$ref": "#/$defs/none"}, "none", id="no-such-place"),
        pytest.param({"x-role": "titel"}, "did you mean `title`", id="role"),
        pytest.param({"type": "text"}, "at /type", id="no-schema"),
        pytest.param(["a"], "must be an object or a boolean", id="list"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, content: Any, message: str) -> None:
    put(tmp_path, out={"type": "string"})
    put(tmp_path / "site", own=content, bad={"properties": 5})
    link_on_posix(tmp_path / "site/link.json", "../out.json")
    with pytest.raises(SchemaError, match=message) as caught:
        load("own.json", tmp_path / "site")
    assert "\n" not in str(caught.value)


def test_no_json(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(SchemaError, match="not JSON"):
        load("own.json", tmp_path)


def test_schemas_that_are_too_large_together(tmp_path: Path) -> None:
    part = {"title": "a" * (MAX_BYTES * 2 // 5)}
    put(tmp_path, own={"allOf": [{"$ref": "b.json"}, {"$ref": "c.json"}]}, b=part, c=part)
    load("own.json", tmp_path)
    put(tmp_path, more={"allOf": [{"$ref": "own.json"}, {"$ref": "d.json"}]}, d=part)
    with pytest.raises(SchemaError, match="larger than 2 MB"):
        load("more.json", tmp_path)


def test_many_files_that_refer_to_one_another(tmp_path: Path) -> None:
    files = {f"s{n}": {"properties": {"a": {"$ref": f"s{n + 1}.json"}}} for n in range(400)}
    put(tmp_path, **files, s400={"type": "string"})
    deep: Any = 1
    for _ in range(60):
        deep = {"a": deep}
    assert load("s0.json", tmp_path).accepts(deep)
    assert not load("s340.json", tmp_path).accepts(deep)
