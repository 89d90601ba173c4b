"""The JSON Schemas in `schemas/`: sound, documented, closed, and true to real articles."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from itertools import filterfalse
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.profiles import news_api
from linter.schema.roles import DATES, ROLES, URLS
from linter.schema.schema import Schema, builtin
from tests.sites import OWN, REAL, on_each_site

ROOT = Path(__file__).parents[2]

SCHEMAS: dict[str, dict[str, Any]] = {
    file.name.removesuffix(".schema.json"): json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "schemas").glob("*.schema.json"))
    if file.name != "config.schema.json"
}
KINDS = sorted(news_api.KINDS)
PAGES = sorted(SCHEMAS.keys() - news_api.KINDS - {"common"})
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)


def test_built_in_schemas_pass_the_checks_that_a_run_leaves_out() -> None:
    registry = {schema["$id"]: schema for schema in SCHEMAS.values()}
    for name, schema in SCHEMAS.items():
        assert Schema(name, schema, registry).name == name


class Place(NamedTuple):
    """A subschema: its address, and itself as written and with what it refers to filled in."""

    uri: str
    written: dict[str, Any]
    full: dict[str, Any]

    @property
    def is_property(self) -> bool:
        return self.uri.split("/")[-2:-1] == ["properties"]


def places(uri: str, schema: dict[str, Any]) -> Iterator[Place]:
    """Yield a schema with all its properties, items and definitions.

    What stands below `if`, `then` and `allOf` is left out: it says when, not what.
    """
    resolver = REGISTRY.resolver(uri.partition("#")[0])
    yield Place(uri, schema, filled_in(resolver, schema))
    for keyword in ("properties", "$defs"):
        for name, inner in schema.get(keyword, {}).items():
            yield from places(f"{uri}/{keyword}/{name}", inner)
    if "items" in schema:
        yield from places(f"{uri}/items", schema["items"])


def filled_in(resolver: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """Join a schema with what it refers to, as an editor does; its own words win."""
    if "$ref" not in schema:
        return schema
    target = resolver.lookup(schema["$ref"])
    return filled_in(target.resolver, target.contents) | schema


PLACES = [place for schema in SCHEMAS.values() for place in places(f"{schema['$id']}#", schema)]


def front_matter(file: Path) -> dict[str, Any]:
    document = Document(decode(str(file), file.read_bytes()))
    assert document.problem is None, document.problem
    return document.data


def violations(kind: str, data: object) -> set[tuple[str, str]]:
    """Return the JSON Pointer and the keyword of each violation, on which both validators agree."""
    validator, gate = validators(kind)
    found = {
        ("".join(f"/{token}" for token in error.absolute_path), str(error.validator))
        for error in validator.iter_errors(data)
    }
    assert gate.is_valid(data) is not bool(found)
    return found


@cache
def validators(kind: str) -> tuple[Any, Any]:
    """Return the validators of two libraries."""
    schema = SCHEMAS[kind]
    known = jsonschema_rs.Registry([(each["$id"], each) for each in SCHEMAS.values()])
    gate = jsonschema_rs.validator_for(schema, registry=known, validate_formats=False)
    return Draft202012Validator(schema, registry=REGISTRY), gate


# Each schema by itself


@pytest.mark.parametrize("name", SCHEMAS)
def test_meta_schema_is_met(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    jsonschema_rs.meta.validate(SCHEMAS[name])


def test_a_schema_calls_itself_by_its_file_name() -> None:
    addresses = {name: schema["$id"] for name, schema in SCHEMAS.items()}
    assert addresses == {name: f"urn:articlelint:schema:{name}" for name in SCHEMAS}


def test_every_place_is_documented() -> None:
    words = ("title", "description", "examples")
    missing = [(each.uri, word) for each in PLACES for word in words if not each.full.get(word)]
    assert missing == []


def test_every_example_is_valid() -> None:
    wrong = [
        (place.uri, error.message)
        for place in PLACES
        for value in place.full["examples"]
        for error in Draft202012Validator({"$ref": place.uri}, registry=REGISTRY).iter_errors(value)
    ]
    assert wrong == []


def is_of_page(place: Place) -> bool:
    schema, _, pointer = place.uri.rpartition(":")[2].partition("#")
    return schema in PAGES or (schema == "common" and pointer.startswith("/$defs/page"))


OBJECTS = [each for each in PLACES if "properties" in each.written]


def test_a_page_may_have_any_other_key() -> None:
    for place in filter(is_of_page, OBJECTS):
        assert not {"additionalProperties", "required"} & place.written.keys(), place.uri


def test_every_object_of_the_known_kinds_is_closed() -> None:
    for place in filterfalse(is_of_page, OBJECTS):
        assert place.written["type"] == "object", place.uri
        assert place.written["additionalProperties"] is False, place.uri
        assert set(place.written.get("required", [])) <= place.written["properties"].keys()


def roles(place: Place) -> set[str]:
    role = place.full.get("x-role", [])
    return {role} if isinstance(role, str) else set(role)


def test_every_role_is_known() -> None:
    assert [each.uri for each in PLACES if not roles(each) <= ROLES.keys()] == []


ROLES_BY_FORMAT = {"uri": URLS - {"image-url"}, "uri-reference": {"image-url"}, "date-time": DATES}


def test_every_address_and_date_has_a_role() -> None:
    properties = [p for p in PLACES if p.is_property and p.full.get("format") in ROLES_BY_FORMAT]
    numbers = {p.uri: len(roles(p) & ROLES_BY_FORMAT[p.full["format"]]) for p in properties}
    assert numbers == dict.fromkeys(numbers, 1)


def test_what_related_items_share_with_the_article_means_the_same() -> None:
    article = SCHEMAS["article"]["properties"]
    related = SCHEMAS["article"]["$defs"]["relatedItem"]["properties"]
    assert {key: article.get(key) for key in related} == related


# Real articles

SEEDS = sorted((ROOT / "seeds").glob("*.md"))
SEED = front_matter(SEEDS[0])


@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.stem)
def test_seeds_are_valid(file: Path) -> None:
    assert violations("article", front_matter(file)) == set()


def test_properties_are_in_the_order_of_the_seed() -> None:
    article = SCHEMAS["article"]
    related = article["$defs"]["relatedItem"]
    common = SCHEMAS["common"]["$defs"]
    written = [(article, SEED), (common["provider"], SEED["provider"])]
    written += [(common["image"], image) for image in SEED["images"]]
    written += [(related, item) for item in SEED["related"]]
    for schema, data in written:
        assert [key for key in schema["properties"] if key in data] == list(data)


@pytest.mark.slow
@on_each_site
@pytest.mark.parametrize(
    ("part", "kind", "own", "real"),
    [
        ("_news", "article", 12, 192),
        ("_learning", "learning", 6, 448),
        ("_samples", "sample", 3, 107),
        ("_communities", "community", 2, 5),
        ("_newsletters", "newsletter", 2, 31),
        ("_data/organizations", "organization", 6, 70),
        ("_data/topics", "topic", 4, 7),
    ],
)
def test_every_file_of_a_site_is_valid(
    folder: Path, part: str, kind: str, own: int, real: int
) -> None:
    files = [file for file in sorted((folder / part).rglob("*")) if file.is_file()]
    assert len(files) == {OWN: own, REAL: real}[folder]
    refused = {file.name: violations(kind, front_matter(file)) for file in files}
    assert {name: found for name, found in refused.items() if found} == {}


# What the article's schema accepts and refuses

Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> dict[str, Any]:
    article = deepcopy(SEED)
    change(article)
    return article


def make_video(item: dict[str, Any], *, link: str | None) -> None:
    url = item.pop("webUrl")
    item["type"] = "video"
    if link is not None:
        item[link] = url


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda a: make_video(a, link="webUrl"), id="video with webUrl"),
        pytest.param(
            lambda a: make_video(a, link="originalUrl"), id="video with originalUrl alone"
        ),
        pytest.param(
            lambda a: make_video(a["related"][1], link="originalUrl"), id="related video alike"
        ),
        pytest.param(lambda a: a.pop("images"), id="no images"),
        pytest.param(lambda a: a.pop("related"), id="no related items"),
        pytest.param(lambda a: a.update(related=[], images=[]), id="empty lists"),
        pytest.param(lambda a: a["provider"].pop("images"), id="no logo"),
        pytest.param(lambda a: a["provider"].update(authors=[{"name": "h-nagao"}]), id="authors"),
        pytest.param(lambda a: a.update(heat=-1, published=False), id="held back"),
        pytest.param(lambda a: a.update(removed=True, deleted=True), id="taken off"),
        pytest.param(lambda a: a.update(updatedDateTime="2020-06-12T00:00:00Z"), id="updated"),
        pytest.param(lambda a: a.update(locale="en-us"), id="locale"),
        pytest.param(lambda a: a.update(locale="zh-Hans-CN"), id="locale with script"),
        pytest.param(lambda a: a.update(featuredContent="<iframe></iframe>"), id="player"),
        pytest.param(
            lambda a: a["images"][0].update(attribution="AP", quality=90), id="image credit"
        ),
    ],
)
def test_accepted(change: Change) -> None:
    assert violations("article", changed(change)) == set()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda a: a.update(title=""), id="empty title"),
        pytest.param(lambda a: a.update(webUrl="not a link"), id="web link"),
        pytest.param(lambda a: a.pop("cdnAmpWebUrl"), id="half an AMP pair"),
        pytest.param(lambda a: a["images"][0].update(url='/a "b".jpg'), id="image link"),
        pytest.param(lambda a: a["images"][0].update(width=1), id="tiny image"),
        pytest.param(lambda a: a.update(publishedDateTime="11 June"), id="date"),
        pytest.param(lambda a: a["provider"].update(domain="https://WSJ.com/"), id="domain"),
        pytest.param(lambda a: a.update(secured="plain text"), id="secured"),
        pytest.param(lambda a: a["related"].reverse(), id="order of related items"),
    ],
)
def test_left_to_the_exact_rules(change: Change) -> None:
    assert violations("article", changed(change)) == set()


@pytest.mark.parametrize("key", SCHEMAS["article"]["required"])
def test_missing_key_of_an_article(key: str) -> None:
    assert violations("article", changed(lambda a: a.pop(key))) == {("", "required")}


@pytest.mark.parametrize(
    ("pointer", "keyword", "change"),
    [
        pytest.param("", "required", lambda a: a.pop("webUrl"), id="article without webUrl"),
        pytest.param("", "required", lambda a: make_video(a, link=None), id="video without link"),
        pytest.param(
            "/related/0",
            "required",
            lambda a: make_video(a["related"][0], link=None),
            id="related video without link",
        ),
        pytest.param(
            "/related/2", "required", lambda a: a["related"][2].pop("webUrl"), id="related article"
        ),
        pytest.param(
            "/images/0", "required", lambda a: a["images"][0].pop("width"), id="image without width"
        ),
        pytest.param(
            "/provider", "required", lambda a: a["provider"].pop("domain"), id="no provider domain"
        ),
        pytest.param("/category", "const", lambda a: a.update(category="News"), id="category"),
        pytest.param("/type", "enum", lambda a: a.update(type="artcile"), id="type"),
        pytest.param("/heat", "minimum", lambda a: a.update(heat=-2147483648), id="overflow"),
        pytest.param("/heat", "type", lambda a: a.update(heat="124"), id="heat as text"),
        pytest.param("/quality", "minimum", lambda a: a.update(quality=-1), id="quality"),
        pytest.param("/published", "type", lambda a: a.update(published="yes"), id="published"),
        pytest.param("/title", "type", lambda a: a.update(title=2020), id="number as title"),
        pytest.param("/images", "type", lambda a: a.update(images=None), id="images of nothing"),
        pytest.param(
            "/images/0/width", "type", lambda a: a["images"][0].update(width="abc"), id="width"
        ),
        pytest.param(
            "/images/0/height", "minimum", lambda a: a["images"][0].update(height=0), id="height"
        ),
        pytest.param("/topics", "minItems", lambda a: a.update(topics=[]), id="no topic"),
        pytest.param(
            "/topics", "uniqueItems", lambda a: a.update(topics=["AI", "AI"]), id="topic twice"
        ),
        pytest.param("/locale", "pattern", lambda a: a.update(locale="en_US"), id="locale"),
        pytest.param("", "additionalProperties", lambda a: a.update(heading="x"), id="unknown key"),
        pytest.param(
            "/provider",
            "additionalProperties",
            lambda a: a["provider"].update(url="https://wsj.com/"),
            id="unknown key of the provider",
        ),
        pytest.param(
            "/images/0",
            "additionalProperties",
            lambda a: a["images"][0].update(alt="x"),
            id="unknown key of an image",
        ),
        pytest.param(
            "/related/0",
            "additionalProperties",
            lambda a: a["related"][0].update(heat=61),
            id="heat of a related item",
        ),
    ],
)
def test_refused(pointer: str, keyword: str, change: Change) -> None:
    assert violations("article", changed(change)) == {(pointer, keyword)}


# What the schemas of the other kinds accept and refuse

EXAMPLES: dict[str, dict[str, Any]] = {
    f"{kind}-{number}": example
    for kind in KINDS
    for number, example in enumerate(SCHEMAS[kind]["examples"])
}


def example(name: str, change: Change) -> set[tuple[str, str]]:
    """Return the violations of a schema's own example after a change."""
    data = deepcopy(EXAMPLES[name])
    change(data)
    return violations(name.partition("-")[0], data)


@pytest.mark.parametrize("name", EXAMPLES)
def test_unknown_key_of_any_kind(name: str) -> None:
    assert example(name, lambda a: a.update(heading="x")) == {("", "additionalProperties")}


@pytest.mark.parametrize("kind", KINDS)
def test_missing_key_of_any_kind(kind: str) -> None:
    for key in SCHEMAS[kind]["required"]:
        found = example(f"{kind}-0", lambda data, key=key: data.pop(key))  # type: ignore[misc]
        assert ("", "required") in found, key


@pytest.mark.parametrize(
    "length",
    ["PT8M59S", "PT2H21M", "PT45S", "P4W", "P1DT2H", "P1Y2M3DT4H5M6S", "P2M", "PT1H"],
)
def test_lengths(length: str) -> None:
    data = EXAMPLES["learning-0"] | {"length": length}
    assert list(builtin("learning").violations(data)) == []


@pytest.mark.parametrize(
    "length", ["8:59", "P", "PT", "PT8M 59S", "8M59S", "P1DT", "PT59S8M", "P1W2D", "pt8m", "PT8,5S"]
)
def test_no_lengths(length: str) -> None:
    found = builtin("learning").violations(EXAMPLES["learning-0"] | {"length": length})
    assert [violation.keyword for violation in found] == ["format"]


PICTURE = {"url": "/assets/images/ai.png", "width": 50, "height": 50}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param("learning-0", lambda a: a.update(type="course", price="$9.99"), id="course"),
        pytest.param("learning-0", lambda a: a.update(type="book", price="$26.99"), id="book"),
        pytest.param("learning-0", lambda a: a.update(levels=["Beginner"]), id="levels"),
        pytest.param(
            "learning-0", lambda a: a.update(ratings={"count": 383, "average": 4.4}), id="ratings"
        ),
        pytest.param("learning-1", lambda a: a.update(query=a.pop("items")[0]), id="query"),
        pytest.param("person-0", lambda a: a.pop("heat"), id="person-without-heat"),
        pytest.param("topic-0", lambda a: a.update(images=[PICTURE]), id="topic-with-picture"),
        pytest.param(
            "learning-0",
            lambda a: a["provider"].update(publishers=[{"name": "Stanford", "images": [PICTURE]}]),
            id="publisher-with-logo",
        ),
    ],
)
def test_other_kinds_accepted(name: str, change: Change) -> None:
    assert example(name, change) == set()


@pytest.mark.parametrize(
    ("name", "pointer", "keyword", "change"),
    [
        pytest.param("learning-0", "", "required", lambda a: a.pop("originalUrl"), id="no-link"),
        pytest.param("learning-0", "/type", "enum", lambda a: a.update(type="article"), id="type"),
        pytest.param("learning-0", "/price", "type", lambda a: a.update(price=26.99), id="price"),
        pytest.param("learning-1", "", "required", lambda a: a.pop("items"), id="no-items"),
        pytest.param("learning-1", "/items", "minItems", lambda a: a.update(items=[]), id="empty"),
        pytest.param(
            "learning-0",
            "/ratings/average",
            "maximum",
            lambda a: a.update(ratings={"count": 1, "average": 44}),
            id="rating",
        ),
        pytest.param(
            "topic-0", "/taxonomy", "const", lambda a: a.update(taxonomy="Topic"), id="taxonomy"
        ),
        pytest.param(
            "organization-0", "/images", "type", lambda a: a.update(images={}), id="images"
        ),
        pytest.param(
            "topic-0",
            "/images/0",
            "required",
            lambda a: a.update(images=[{"width": 1, "height": 1}]),
            id="picture-without-address",
        ),
    ],
)
def test_other_kinds_refused(name: str, pointer: str, keyword: str, change: Change) -> None:
    assert example(name, change) == {(pointer, keyword)}
