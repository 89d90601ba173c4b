"""linter.schema.entries: objects and values by role."""

from pathlib import Path
from typing import Any

import pytest

from linter.core.diagnostic import Finding, Severity
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source, decode
from linter.schema.entries import Entry, Field, entries
from linter.schema.schema import Schema, builtin

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
ARTICLE = entries(Document(decode(SEED.name, SEED.read_bytes())), builtin("article").shape)

# Other keys than an article's, for what counts are the roles.
ITEM: dict[str, Any] = {
    "properties": {
        "headline": {"x-role": "title"},
        "link": {"x-role": ["web-url", "link-url"]},
        "alias": {"x-role": "link-url"},
        "score": {"x-role": "quality"},
        "by": {
            "properties": {
                "host": {"x-role": "provider-domain"},
                "owner": {"properties": {"call": {"x-role": "name"}}},
                "marks": {"x-role": "logos", "items": {"$ref": "#/$defs/picture"}},
            }
        },
        "tags": {"x-role": "topics", "items": {"x-role": "one-line-text"}},
        "shots": {"x-role": "images", "items": {"$ref": "#/$defs/picture"}},
        "more": {"x-role": "related", "items": {"$ref": "#"}},
        "plain": {},
    },
    "$defs": {"picture": {"properties": {"src": {"x-role": "image-url"}}}},
}
SCHEMA = Schema("item", ITEM, {"": ITEM})


def read(body: str) -> list[Entry]:
    return entries(Document(Source("a.md", f"---\n{body}---\n")), SCHEMA.shape)


def values(fields: object) -> list[tuple[str, object]]:
    assert isinstance(fields, list)
    return [(field.pointer, field.value) for field in fields if isinstance(field, Field)]


def test_the_article_and_all_below_it_outside_in() -> None:
    assert [entry.pointer for entry in ARTICLE] == [
        *("", "/provider", "/provider/images/0", "/images/0"),
        *("/related/0", "/related/0/provider", "/related/0/images/0"),
        *("/related/1", "/related/1/provider", "/related/1/images/0"),
        *("/related/2", "/related/2/provider"),
        *("/related/3", "/related/3/provider", "/related/3/images/0"),
        *("/related/4", "/related/4/provider"),
    ]
    assert [entry.pointer for entry in ARTICLE if entry.is_article] == [""]


def test_list_roles_distinguish_lead_pictures_and_logos() -> None:
    roles = {entry.pointer: set(entry.list_roles) for entry in ARTICLE}
    assert roles["/images/0"] == {"images"}
    assert roles["/provider/images/0"] == {"logos"}
    assert roles["/related/3/images/0"] == {"images"}
    assert roles["/related/3"] == {"related"}
    assert roles["/related/3/provider"] == roles[""] == set()


def test_the_owner_is_the_item_around() -> None:
    owners = {entry.pointer: entry.owner.pointer for entry in ARTICLE}
    assert owners["/provider"] == owners[""] == ""
    assert owners["/provider/images/0"] == "/provider/images/0"
    assert owners["/related/2/provider"] == owners["/related/2"] == "/related/2"


def test_parents_lead_to_the_article() -> None:
    logo = next(entry for entry in ARTICLE if entry.pointer == "/related/3/images/0")
    assert logo.parent is not None
    assert logo.parent.pointer == "/related/3"
    assert logo.parent.parent is ARTICLE[0]
    assert ARTICLE[0].parent is None


def test_roles_not_keys_find_values() -> None:
    (item, by) = read("headline: a\nscore: 3\nby: {host: b.com}\n")
    assert (item.text("title"), item.number("quality")) == ("a", 3)
    assert item.text("provider-domain") == "b.com"
    assert by.text("provider-domain") == "b.com"
    assert by.text("title") is None


def test_field_is_the_objects_own_and_find_looks_into_nested_ones() -> None:
    item = read("by: {owner: {call: a}}\nshots: [{src: /b.png}]\nmore: [{headline: c}]\n")[0]
    assert item.field("name") is None
    name = item.find("name")
    assert name is not None
    assert (name.pointer, name.key, name.value) == ("/by/owner/call", "call", "a")
    # Not into lists: what stands there is another item's.
    assert item.find("image-url") is None
    assert item.find("title") is None


@pytest.mark.parametrize("value", ["no text", "'3'", "true", "1.5", "[3]", ""])
def test_number_is_a_whole_number_or_none(value: str) -> None:
    assert read(f"score: {value}\n")[0].number("quality") is None


@pytest.mark.parametrize("value", ["3", "true", "[a]", ""])
def test_text_is_text_or_none(value: str) -> None:
    assert read(f"headline: {value}\n")[0].text("title") is None


def test_a_property_of_two_roles_is_found_by_both() -> None:
    item = read("alias: b\nlink: a\n")[0]
    assert item.text("web-url") == "a"
    assert item.text("link-url") == "a"
    assert read("alias: b\n")[0].text("link-url") == "b"


def test_fields_come_once_each_and_lists_item_by_item() -> None:
    item = read("alias: b\ntags: [x, 3]\nlink: a\nheadline:\nplain: c\nunknown: d\n")[0]
    assert values(list(item.fields(frozenset({"web-url", "link-url"})))) == [
        ("/link", "a"),
        ("/alias", "b"),
    ]
    texts = list(item.fields(frozenset({"one-line-text", "title"})))
    assert values(texts) == [("/headline", None), ("/tags/0", "x"), ("/tags/1", 3)]
    assert [field.key for field in texts] == ["headline", "tags", "tags"]
    assert values(list(item.fields(frozenset({"topics"})))) == [("/tags", ["x", 3])]
    assert values(list(item.fields(frozenset()))) == []


@pytest.mark.parametrize(
    "body",
    [
        "by: text\nshots: text\nmore: 5\ntags: {a: b}\n",
        "by: []\nshots: {src: a}\nmore: [a, [], null]\ntags:\n",
        "by:\nshots:\nmore: [1]\n",
    ],
)
def test_what_has_the_wrong_type_is_no_entry(body: str) -> None:
    (item,) = read(body)
    assert item.entries("related") == item.entries("images") == []
    assert item.find("provider-domain") is None


def test_entries_of_a_role_leave_out_what_is_no_object() -> None:
    item = read("more: [a, {headline: b}, {}]\n")[0]
    assert [entry.pointer for entry in item.entries("related")] == ["/more/1", "/more/2"]
    assert item.entries("images") == []
    assert item.entries("no such role") == []


def test_a_schema_within_itself_ends_with_the_data() -> None:
    found = read("more: [{more: [{headline: a}]}]\n")
    assert [entry.pointer for entry in found] == ["", "/more/0", "/more/0/more/0"]
    assert found[2].owner is found[2]


def test_merged_values_belong_to_the_entry_and_have_their_own_places() -> None:
    item = read("plain: &x {headline: a}\nmore:\n  - <<: *x\n    score: 1\n")[1]
    field = item.field("title")
    assert field is not None
    assert field.pointer == "/more/0/headline"
    assert field.document.text(field.span) == "a"


def test_a_finding_at_a_field() -> None:
    field = read("headline: 'a'\n")[0].field("title")
    assert field is not None
    finding = field.finding("wrong", severity=Severity.WARNING, help="mend it")
    assert finding == Finding(
        "wrong", field.span, "/headline", help="mend it", severity=Severity.WARNING
    )
    assert field.document.text(field.span) == "'a'"
    part = field.span._replace(start=field.span.start + 1)
    assert field.finding("wrong", span=part).span == part
