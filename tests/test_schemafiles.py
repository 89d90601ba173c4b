"""A site's own schemas: where they may lie and what they may refer to."""

import json
from pathlib import Path
from typing import Any

import pytest

from linter.schema import builtin
from linter.schemafiles import MAX_BYTES, load
from linter.subschemas import SchemaError


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
    ("content", "message"),
    [
        pytest.param({"$ref": "http://localhost:1/x.json"}, "leads out of the site", id="http"),
        pytest.param({"$ref": "file:///etc/hosts"}, "leads out of the site", id="file"),
        pytest.param({"$ref": "//etc/hosts"}, "leads out of the site", id="other-host"),
        pytest.param({"$ref": "%2e%2e/%2e%2e/out.json"}, "outside the site root", id="climbs"),
        pytest.param({"$ref": "link.json"}, "outside the site root", id="link"),
        pytest.param({"$ref": "none.json"}, "no such file", id="missing"),
        pytest.param({"$ref": "#/$defs/none"}, "none", id="no-such-place"),
        pytest.param({"x-role": "titel"}, "did you mean `title`", id="role"),
        pytest.param({"type": "text"}, "at /type", id="no-schema"),
        pytest.param(["a"], "must be an object", id="list"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, content: Any, message: str) -> None:
    put(tmp_path, out={"type": "string"})
    put(tmp_path / "site", own=content)
    (tmp_path / "site/link.json").symlink_to("../out.json")
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
