"""Bundled schemas: they stand alone, and give the verdicts of the schemas that they are made of."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from referencing import Registry
from referencing.jsonschema import specification_with

from linter.schema.builtin import builtin_names
from linter.schema.drafts import DRAFTS
from linter.schema.files import load
from linter.schema.schema import Schema, builtin

Data = dict[str, Any]
Verdicts = Callable[[Any, list[Data]], list[bool]]


def damaged(good: Data) -> Iterator[Data]:
    """Yield data, and what becomes of it by one damage each."""
    yield good
    yield good | {"unknownKey": 1}
    values: tuple[Any, ...] = (5, "", [], {"a": 1})
    for key in good:
        yield {name: value for name, value in good.items() if name != key}
        for value in values:
            yield good | {key: value}


def by_us(schema: Any, data: list[Data]) -> list[bool]:
    alone = Schema("alone", schema, {})
    return [alone.accepts(each) for each in data]


CHECK_JSONSCHEMA = """
import json, sys
from check_jsonschema import main
from click.testing import CliRunner
for line in sys.stdin:
    done = CliRunner().invoke(main, json.loads(line))
    print(json.dumps([done.exit_code, done.stdout]), flush=True)
"""
"""Runs check-jsonschema for each line of arguments; its start takes most of the time of a run."""


@pytest.fixture(scope="module")
def check_jsonschema() -> Iterator[subprocess.Popen[str]]:
    command = (sys.executable, "-c", CHECK_JSONSCHEMA)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.communicate()


@pytest.fixture
def by_check_jsonschema(tmp_path: Path, check_jsonschema: subprocess.Popen[str]) -> Verdicts:
    """Return the verdicts of check-jsonschema, which gets no address that it could fetch."""

    def verdicts(schema: Any, data: list[Data]) -> list[bool]:
        file = schema if isinstance(schema, Path) else tmp_path / "bundle.json"
        if file is not schema:
            file.write_text(json.dumps(schema), encoding="utf-8")
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        names = [folder / f"{number}.json" for number in range(len(data))]
        for name, each in zip(names, data, strict=True):
            name.write_text(json.dumps(each), encoding="utf-8")
        options = ("-o", "json", "--disable-formats", "*", "--schemafile", file, *names)
        assert check_jsonschema.stdin is not None
        assert check_jsonschema.stdout is not None
        print(json.dumps(options, default=str), file=check_jsonschema.stdin, flush=True)
        status, output = json.loads(check_jsonschema.stdout.readline())
        assert status in {0, 1}, output
        report = json.loads(output)
        assert not report.get("parse_errors"), output
        bad = {Path(error["filename"]).name for error in report.get("errors", ())}
        return [name.name not in bad for name in names]

    return verdicts


AJV = """
const packages = {"4": "ajv-draft-04", "6": "ajv", "7": "ajv", "2019-09": "ajv/dist/2019",
                  "2020-12": "ajv/dist/2020"};
require("readline").createInterface({input: process.stdin}).on("line", (line) => {
  const [schema, data, draft] = JSON.parse(line);
  const Ajv = require(packages[draft]).default;
  const ajv = new Ajv({strict: false, validateFormats: false, allErrors: false});
  if (draft === "6") ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
  const check = ajv.compile(schema);
  console.log(JSON.stringify(data.map((each) => check(each))));
});
"""
"""Has a verdict on each of some data, for each line with a schema, the data and a draft."""


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("ajv")
    command: list[str | Path] = [
        npm,
        "install",
        "--prefix",
        folder,
        "--no-audit",
        # Without a registry the default is to wait for minutes.
        "--fetch-retries=0",
        "--fetch-timeout=20000",
        "ajv@8",
        "ajv-draft-04@1",
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"npm cannot install ajv: {error}")
    return folder / "node_modules"


@pytest.fixture(scope="module")
def ajv(node_modules: Path) -> Iterator[subprocess.Popen[str]]:
    command = (shutil.which("node") or "", "-e", AJV)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", cwd=node_modules.parent
    ) as process:
        yield process
        process.communicate()


@pytest.fixture
def by_ajv(ajv: subprocess.Popen[str]) -> Verdicts:
    def verdicts(schema: Any, data: list[Data]) -> list[bool]:
        draft = next(draft.name for draft in DRAFTS if draft.uri == schema["$schema"])
        assert ajv.stdin is not None
        assert ajv.stdout is not None
        print(json.dumps([schema, data, draft]), file=ajv.stdin, flush=True)
        found: list[bool] = json.loads(ajv.stdout.readline())
        return found

    return verdicts


def example_of(name: str) -> Data:
    example: Data = builtin(name).content["examples"][0]
    return example


@pytest.mark.parametrize("name", builtin_names())
def test_a_bundled_builtin_schema_refers_to_no_other(name: str) -> None:
    bundle = builtin(name).bundled()
    Draft202012Validator.check_schema(bundle)
    data = list(damaged(example_of(name)))
    expected = [builtin(name).accepts(each) for each in data]
    assert {True, False} == set(expected)
    assert by_us(bundle, data) == expected


def test_a_bundle_holds_only_what_is_referred_to() -> None:
    bundle = builtin("article").bundled()
    common = "urn:articlelint:schema:common"
    assert [*bundle["$defs"]] == [*builtin("article").content["$defs"], common]
    assert bundle["$defs"][common]["$id"] == common
    assert [*bundle["properties"]] == [*builtin("article").content["properties"]]
    # The schema itself stays as it was.
    assert common not in builtin("article").content["$defs"]


def apart(name: str, data: list[Data]) -> list[bool]:
    """Return the verdicts of the library on the files before they are bundled, without formats."""
    contents = (builtin(each).content for each in builtin_names())
    common = json.loads(
        (Path(__file__).parents[2] / "schemas/common.schema.json").read_text(encoding="utf-8")
    )
    registry: Registry[Any] = Registry().with_contents(
        (each["$id"], each) for each in (*contents, common)
    )
    validator = Draft202012Validator(builtin(name).content, registry=registry)
    return [validator.is_valid(each) for each in data]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["article", "learning", "topic"])
def test_check_jsonschema_agrees_with_a_bundled_builtin_schema(
    name: str, by_check_jsonschema: Verdicts
) -> None:
    data = list(islice(damaged(example_of(name)), 30))
    expected = apart(name, data)
    assert {True, False} == set(expected)
    assert by_check_jsonschema(builtin(name).bundled(), data) == expected


@pytest.mark.slow
@pytest.mark.parametrize("name", ["article", "learning", "topic"])
def test_ajv_agrees_with_a_bundled_builtin_schema(name: str, by_ajv: Verdicts) -> None:
    data = list(damaged(example_of(name)))
    assert by_ajv(builtin(name).bundled(), data) == apart(name, data)


OLD = ("4", "6", "7")


def own_schemas(draft: str) -> dict[str, Any]:
    """Return schemas of a site, by path: with anchors, own addresses, cycles, and neighbours."""
    uri = next(each.uri for each in DRAFTS if each.name == draft)
    own_id = "id" if draft == "4" else "$id"
    container = "definitions" if draft in OLD else "$defs"
    anchor = {own_id: "#slug"} if draft in OLD else {"$anchor": "slug"}
    return {
        "s/post.json": {
            "$schema": uri,
            "type": "object",
            "properties": {
                "title": {"$ref": f"parts/text.json#/{container}/title"},
                "slug": {"$ref": "parts/text.json#slug"},
                "cover": {"$ref": "../media/image.json"},
                "inner": {"$ref": "https://example.org/nested.json"},
                "parent": {"$ref": "#"},
                "next": {"$ref": "parts/alias.json"},
                "size": {"$ref": "named.json"},
            },
            "required": ["title"],
        },
        "s/parts/text.json": {
            container: {
                "title": {"type": "string", "minLength": 3},
                "slug": {**anchor, "type": "string", "pattern": "^[a-z]+$"},
                "nested": {own_id: "https://example.org/nested.json", "enum": [1, 2]},
            }
        },
        "media/image.json": {
            "$schema": uri,
            own_id: "https://example.org/other/name.json",
            "type": "object",
            "properties": {"inside": {"$ref": "#"}},
        },
        # In the older drafts, the `$ref` hides what stands beside it.
        "s/parts/alias.json": {"$ref": "../post.json", "minProperties": 0},
        "s/named.json": {own_id: "urn:example:named", "type": "integer"},
    }


GOOD: Data = {
    "title": "Lichens",
    "slug": "lichens",
    "cover": {"inside": {"inside": {}}},
    "inner": 2,
    "parent": {"title": "Walls"},
    "next": {"title": "Stones"},
    "size": 3,
}
BAD = (
    {"title": "a"},
    {"title": "abc", "slug": "A"},
    {"title": "abc", "cover": {"inside": {"inside": 1}}},
    {"title": "abc", "inner": 3},
    {"title": "abc", "parent": {}},
    {"title": "abc", "next": {"title": 1}},
    {"title": "abc", "size": "1"},
)


def put(root: Path, schemas: dict[str, Any]) -> None:
    for path, content in schemas.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")


DRAFT_NAMES = [draft.name for draft in DRAFTS]


@pytest.mark.parametrize("draft", DRAFT_NAMES)
def test_files_of_each_draft_are_bundled(tmp_path: Path, draft: str) -> None:
    put(tmp_path, own_schemas(draft))
    apart = load("s/post.json", tmp_path)
    bundle = apart.bundled()
    container = "definitions" if draft in OLD else "$defs"
    assert [*bundle[container]] == [
        "https://site.invalid/s/parts/text.json",
        "https://example.org/other/name.json",
        "https://site.invalid/s/parts/alias.json",
        "urn:example:named",
    ]
    data = [*damaged(GOOD), *BAD]
    expected = [apart.accepts(each) for each in data]
    assert expected[0]
    assert expected[-len(BAD) :] == [False] * len(BAD)
    assert by_us(bundle, data) == expected


@pytest.mark.slow
@pytest.mark.parametrize("draft", DRAFT_NAMES)
def test_check_jsonschema_agrees_with_the_files_before_they_are_bundled(
    tmp_path: Path, draft: str, by_check_jsonschema: Verdicts
) -> None:
    schemas = own_schemas(draft)
    put(tmp_path, schemas)
    data = [*islice(damaged(GOOD), 40), *BAD]
    specification = specification_with(schemas["s/post.json"]["$schema"])
    registry: Registry[Any] = Registry().with_resources(
        (f"https://site.invalid/{path}", specification.create_resource(content))
        for path, content in schemas.items()
    )
    start = {"$ref": "https://site.invalid/s/post.json"}
    library = validator_for({"$schema": schemas["s/post.json"]["$schema"]})
    apart = library(start, registry=registry.crawl())
    expected = [apart.is_valid(each) for each in data]
    assert set(expected) == {True, False}
    assert by_check_jsonschema(load("s/post.json", tmp_path).bundled(), data) == expected


@pytest.mark.slow
@pytest.mark.parametrize("draft", DRAFT_NAMES)
def test_ajv_agrees_with_the_files_before_they_are_bundled(
    tmp_path: Path, draft: str, by_ajv: Verdicts
) -> None:
    put(tmp_path, own_schemas(draft))
    schema = load("s/post.json", tmp_path)
    data = [*damaged(GOOD), *BAD]
    assert by_ajv(schema.bundled(), data) == [schema.accepts(each) for each in data]


def test_a_bundle_of_a_bundle_is_itself(tmp_path: Path) -> None:
    put(tmp_path, own_schemas("2020-12"))
    bundle = load("s/post.json", tmp_path).bundled()
    put(tmp_path, {"bundle.json": bundle})
    assert load("bundle.json", tmp_path).bundled() == bundle


def test_a_schema_without_others_stays_as_it_is_but_for_its_draft(tmp_path: Path) -> None:
    put(tmp_path, {"a.json": {"type": "object", "$defs": {"b": {}}}, "c.json": True})
    assert load("a.json", tmp_path).bundled() == {
        "$schema": DRAFTS[-1].uri,
        "type": "object",
        "$defs": {"b": {}},
    }
    assert load("c.json", tmp_path).bundled() is True


def test_files_that_hold_a_boolean_and_meta_schemas(tmp_path: Path) -> None:
    meta = DRAFTS[-1].uri
    own = {"properties": {"a": {"$ref": "no.json"}, "b": {"$ref": "yes.json"}, "c": {"$ref": meta}}}
    put(tmp_path, {"own.json": own, "no.json": False, "yes.json": True})
    bundle = load("own.json", tmp_path).bundled()
    assert [*bundle["$defs"]] == ["https://site.invalid/no.json", "https://site.invalid/yes.json"]
    data: list[Data] = [{"a": 1}, {"b": 1}, {"c": {"type": 5}}, {"c": {}}]
    assert by_us(bundle, data) == [False, True, False, True]


def test_text_that_looks_like_a_reference_is_none(tmp_path: Path) -> None:
    own = {
        "properties": {"$ref": {"const": {"$ref": "part.json"}}, "a": {"$ref": "part.json"}},
        "examples": [{"$ref": "part.json"}],
    }
    put(tmp_path, {"own.json": own, "part.json": {"$id": "urn:part", "type": "integer"}})
    bundle = load("own.json", tmp_path).bundled()
    assert bundle["properties"]["$ref"] == {"const": {"$ref": "part.json"}}
    assert bundle["properties"]["a"] == {"$ref": "urn:part"}
    assert bundle["examples"] == [{"$ref": "part.json"}]
    data: list[Data] = [{"a": 1, "$ref": {"$ref": "part.json"}}, {"a": "1"}]
    assert by_us(bundle, data) == [True, False]
