from typing import Any

import pytest

from linter.frontmatter.document import Document
from linter.frontmatter.source import Source
from linter.inference.infer import Inference
from linter.inference.outliers import Oddity
from linter.schema.builtin import builtin_registry
from linter.schema.schema import Schema
from tests.inference.conftest import Infer


def properties(inference: Inference) -> dict[str, Any]:
    found: dict[str, Any] = inference.schema["properties"]
    return found


def refused(inference: Inference) -> list[tuple[str, str, int]]:
    return [
        (each.pointer, each.oddity.value, each.odd_files)
        for each in inference.outliers
        if each.is_refused
    ]


def test_the_schema_adds_to_that_of_the_generator(inferred: Infer) -> None:
    schema = inferred(["title: a"] * 3, "hugo").schema
    assert schema["$ref"] == "urn:articlelint:schema:hugo-page"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "additionalProperties" not in schema


@pytest.mark.parametrize(
    ("values", "types"),
    [
        (["a", "b"], "string"),
        (["1", "2"], "integer"),
        (["1", "2.5"], "number"),
        (["true"], "boolean"),
        (["a", "2"], ["string", "integer"]),
        (["a", "2", "2.5"], ["number", "string"]),
        (["a", "a", ""], ["string", "null"]),
        (["[a]", "b", "[c]"], ["array", "string"]),
        (["{b: c}"], "object"),
    ],
)
def test_types_are_those_of_the_values(inferred: Infer, values: list[str], types: Any) -> None:
    assert properties(inferred([f"x: {each}" for each in values]))["x"]["type"] == types


def test_a_key_that_is_only_empty_has_no_type(inferred: Infer) -> None:
    assert properties(inferred(["x:"] * 5)) == {"x": {}}


def test_what_one_in_a_hundred_has_is_an_outlier(inferred: Infer) -> None:
    inference = inferred([*(["x: a"] * 299), "x: 1", *(["y: 1"] * 10)])
    assert properties(inference)["x"]["type"] == "string"
    assert refused(inference) == [("/x", "type", 1)]
    (outlier,) = [each for each in inference.outliers if each.is_refused]
    assert (outlier.usual, outlier.odd) == ("text", "a number")
    assert [place.file for place in outlier.places] == ["0299.md"]


@pytest.mark.parametrize(
    ("key", "odd", "profile", "is_accepted"),
    [
        ("slug", "404", "hugo", True),
        ("linkTitle", "1", "hugo", True),
        ("title", "2024", "hugo", True),
        ("url", "14943", "hugo", True),
        ("description", "404", "jekyll", True),
        ("slug", "true", "hugo", False),
        ("slug", "[a]", "hugo", False),
        ("own", "404", "hugo", False),
    ],
)
def test_a_number_that_the_generator_prints_as_written_is_no_outlier_among_texts(
    inferred: Infer, key: str, odd: str, profile: str, *, is_accepted: bool
) -> None:
    inference = inferred([*([f"{key}: a"] * 299), f"{key}: {odd}"], profile)
    assert refused(inference) == ([] if is_accepted else [(f"/{key}", "type", 1)])


def test_what_two_in_a_hundred_have_is_accepted_and_reported(inferred: Infer) -> None:
    inference = inferred([*(["x: a"] * 98), "x: 1", "x: 2"])
    assert properties(inference)["x"]["type"] == ["string", "integer"]
    assert refused(inference) == []
    assert [each.oddity for each in inference.outliers] == [Oddity.TYPE]


def test_a_schema_refuses_something_in_few_files_as_a_whole(inferred: Infer) -> None:
    rows = [dict.fromkeys("abcde", "a") for _ in range(200)]
    for number, key in enumerate("abcde"):
        rows[2 * number][key] = rows[2 * number + 1][key] = "1"
    inference = inferred(["\n".join(f"{k}: {v}" for k, v in row.items()) for row in rows])
    types = [properties(inference)[key]["type"] for key in "abcde"]
    assert types.count("string") == 1
    assert sum(files for _, _, files in refused(inference)) == 2
    assert len(inference.outliers) == 5


def test_a_key_of_nearly_all_is_required(inferred: Infer) -> None:
    inference = inferred(["a: 1\nb: 1\nc: 1"] * 197 + ["a: 1\nb: 1"] * 2 + ["a: 1"])
    assert inference.schema["required"] == ["a", "b"]
    assert refused(inference) == [("/b", "missing", 1)]
    rare = [each for each in inference.outliers if not each.is_refused]
    assert [(each.pointer, each.odd_files) for each in rare] == [("/c", 3)]


@pytest.mark.parametrize(("lacking", "files"), [(1, 200), (2, 234), (3, 300)])
def test_a_key_is_required_if_others_are_unlikely_to_lack_it(
    inferred: Infer, lacking: int, files: int
) -> None:
    without = ["b: 1"] * lacking
    many = inferred([*(["a: 1\nb: 1"] * (files - lacking)), *without])
    assert many.schema["required"] == ["a", "b"]
    fewer = inferred([*(["a: 1\nb: 1"] * (files - lacking - 60)), *without])
    assert fewer.schema["required"] == ["b"]
    assert refused(fewer) == []


def test_few_files_require_nothing(inferred: Infer) -> None:
    assert "required" not in inferred(["a: 1"] * 9).schema
    assert inferred(["a: 1"] * 10).schema["required"] == ["a"]


def test_an_empty_block_lacks_each_key(inferred: Infer) -> None:
    assert "required" not in inferred([*(["a: 1"] * 10), ""]).schema


def test_choices_are_texts_that_repeat(inferred: Infer) -> None:
    inference = inferred(["kind: guide", "kind: recipe"] * 20)
    assert properties(inference)["kind"] == {"type": "string", "enum": ["guide", "recipe"]}


@pytest.mark.parametrize(
    "texts",
    [
        ["kind: guide"] * 40,
        ["kind: guide", "kind: recipe"] * 5,
        [*["kind: guide", "kind: recipe"] * 20, "kind: essay"],
        [f"kind: w{number:02}{'x' * (number % 7)}" for number in range(40)],
        ["author: ada", "author: bruno"] * 20,
        ["tags: [a]", "tags: [b]"] * 20,
        ["release: v1", "release: v2"] * 20,
        ["kind: part 1", "kind: part 2"] * 20,
        ["kind: a b c d", "kind: e f g h"] * 20,
    ],
)
def test_other_texts_are_no_choices(inferred: Infer, texts: list[str]) -> None:
    (schema,) = properties(inferred(texts)).values()
    assert "enum" not in schema
    assert "enum" not in schema.get("items", {})


def test_a_choice_misspelt_is_an_outlier(inferred: Infer) -> None:
    inference = inferred([*["kind: tutorial", "kind: recipe"] * 100, "kind: tutorail"])
    assert properties(inference)["kind"]["enum"] == ["recipe", "tutorial"]
    assert refused(inference) == [("/kind", "value", 1)]


def test_an_empty_choice_is_one_of_them(inferred: Infer) -> None:
    inference = inferred(["kind: guide", "kind: recipe", "kind:"] * 20)
    assert properties(inference)["kind"]["enum"] == ["guide", "recipe", None]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("2020-06-1{}", "date"),
        ("2020-06-1{}T10:00:00Z", "date-time"),
        ("https://example.com/{}", "uri"),
        ("ada{}@example.com", "email"),
    ],
)
def test_texts_of_one_form_have_a_format(inferred: Infer, value: str, name: str) -> None:
    texts = [f"x: {value.format(number)}" for number in range(9)]
    assert properties(inferred(texts))["x"]["format"] == name
    assert "format" not in properties(inferred([*texts, "x: other"]))["x"]
    assert "format" not in properties(inferred(texts[:4]))["x"]


def test_an_odd_text_among_many_of_one_form_is_an_outlier(inferred: Infer) -> None:
    inference = inferred([*(["x: 2020-06-11"] * 199), "x: soon"])
    assert properties(inference)["x"]["format"] == "date"
    assert refused(inference) == [("/x", "format", 1)]


def test_dates_without_quotes_beside_other_text_have_no_type(inferred: Infer) -> None:
    # As text, the schema would refuse them.
    assert "type" not in properties(inferred(["x: 2020-06-11", "x: soon"] * 9, "jekyll"))["x"]
    assert properties(inferred(["x: 2020-06-11", "x: soon"] * 9, "hugo"))["x"]["type"] == "string"


@pytest.mark.parametrize(
    ("key", "value", "role"),
    [
        ("navTitle", "A title", "page-title"),
        ("seo_description", "What it is", "page-description"),
        ("coverPhoto", "/a.jpg", "page-image"),
        ("coverPhoto", "Somewhere", None),
        ("coverPhoto", "a.jpg", None),
        ("repoUrl", "https://example.com/", "link-url"),
        ("moreLink", "/docs/", "page-link"),
        ("moreLink", "docs", None),
        ("lastUpdated", "2020-06-11", "updated-at"),
        ("lastUpdated", "yesterday", None),
        ("due", "2020-06-11", None),
        ("payload", "ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ==", "secured"),
        ("subtitle", "12", None),
    ],
)
def test_roles_follow_from_key_and_value(
    inferred: Infer, key: str, value: str, role: str | None
) -> None:
    assert properties(inferred([f"{key}: {value}"] * 6))[key].get("x-role") == role


def test_the_generators_own_keys_keep_their_roles(inferred: Infer) -> None:
    # The schema behind `$ref` has them.
    found = properties(inferred(["permalink: /a/"] * 20, "jekyll"))["permalink"]
    assert found == {"type": "string", "examples": ["/a/"]}


def test_few_values_do_not_narrow_what_a_generator_allows(inferred: Infer) -> None:
    few, many = (properties(inferred(["tags: a\nx: 1"] * count, "jekyll")) for count in (19, 20))
    assert list(few) == ["x"]
    assert many["tags"]["type"] == "string"


def test_what_the_generator_refuses_is_not_accepted(inferred: Infer) -> None:
    inference = inferred([*(["slug: a"] * 57), *(["slug: 1"] * 3)], "jekyll")
    assert properties(inference)["slug"]["type"] == "string"
    assert refused(inference) == [("/slug", "type", 3)]


def test_keys_in_any_case_are_one_for_hugo(inferred: Infer) -> None:
    texts = [*(["linkTitle: a\nheroText: b"] * 19), "linktitle: a\nherotext: b"]
    assert list(properties(inferred(texts, "hugo"))) == ["linkTitle", "heroText"]


def test_lists_and_mappings_are_described_inside(inferred: Infer) -> None:
    text = "authors:\n  - {name: Ada, url: https://example.com/}\n  - {name: Bo}\nx: {y: [1]}"
    found = properties(inferred([text] * 10))
    assert found["authors"]["items"] == {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "examples": ["Bo"]},
            "url": {
                "type": "string",
                "format": "uri",
                "x-role": "link-url",
                "examples": ["https://example.com/"],
            },
        },
    }
    assert found["x"]["properties"]["y"]["items"] == {"type": "integer", "examples": [1]}


@pytest.mark.parametrize(
    "text", ["x: {{k{0}: a}}", "x: {{Ada Okafor: a, Bo Lind: b{0}}}", "x: {{/docs/: a}}"]
)
def test_keys_that_are_data_become_one(inferred: Infer, text: str) -> None:
    found = properties(inferred([text.format(number) for number in range(12)]))["x"]
    assert found["additionalProperties"]["type"] == "string"
    assert "properties" not in found


def test_many_keys_with_different_values_are_keys(inferred: Infer) -> None:
    texts = [f"x: {{k{number}: {[1, 'a', True][number % 3]}}}" for number in range(12)]
    assert "additionalProperties" not in properties(inferred(texts))["x"]


def test_a_rare_key_like_a_frequent_one_may_be_misspelt(inferred: Infer) -> None:
    inference = inferred([*(["labels: [a]"] * 200), "label: [a]", "lables: [a]"])
    assert list(properties(inference)) == ["labels"]
    found = {(each.odd, each.usual) for each in inference.outliers if each.oddity is Oddity.KEY}
    assert found == {("`label`", "`labels`"), ("`lables`", "`labels`")}


@pytest.mark.parametrize(
    "texts",
    [
        ["labels: [a]\nlabel: b"],
        ["label: b"] * 20,
        ["_labels: b"],
        ["labels2: b"],
        ["other: b"],
    ],
)
def test_other_rare_keys_are_not(inferred: Infer, texts: list[str]) -> None:
    inference = inferred(["labels: [a]"] * 200 + texts)
    assert not any(each.oddity is Oddity.KEY for each in inference.outliers)


def test_keys_used_once_in_many_files_are_not_described(inferred: Infer) -> None:
    inference = inferred([*(["a: 1"] * 150), *(["b: 1"] * 3), "c: 1"])
    assert list(properties(inference)) == ["a", "b"]


def test_properties_have_the_usual_order_of_the_files(inferred: Infer) -> None:
    inference = inferred(["z: 1\nm: 1\na: 1"] * 5 + ["z: 1\na: 1"])
    assert list(properties(inference)) == ["z", "m", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "x: ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ==",
        "api_key: abc",
        "x: 0123456789abcdef0123456789abcdef",
        "secured: a",
    ],
)
def test_no_example_may_be_a_secret(inferred: Infer, text: str) -> None:
    (schema,) = properties(inferred([text] * 6)).values()
    assert "examples" not in schema


def test_the_example_is_of_the_form_of_the_others(inferred: Infer) -> None:
    texts = [*(["x: 2020-06-11"] * 199), "x: soon"]
    assert properties(inferred(texts))["x"]["examples"] == ["2020-06-11"]


def test_a_file_that_names_its_schema_has_no_key_for_it(inferred: Infer) -> None:
    assert list(properties(inferred(["$schema: a.json\nx: 1"] * 5))) == ["x"]


def test_front_matter_that_cannot_be_read_is_named(inferred: Infer) -> None:
    inference = inferred(["x: 1", "x: [1"])
    assert inference.unread == ("0001.md",)
    assert len(inference.targets) == 1


def test_one_more_file_like_the_others_changes_nothing_but_an_example(inferred: Infer) -> None:
    texts = [
        f"title: Recipe {number}\ncourse: {['main', 'starter'][number % 2]}\nserves: {number % 9}"
        for number in range(200)
    ]
    before = inferred(texts).schema
    changed = 0
    for number in range(200, 220):
        after = inferred([*texts, f"title: Recipe {number}\ncourse: main\nserves: 4"]).schema
        changed += before != after
        after["properties"]["title"]["examples"] = before["properties"]["title"]["examples"]
        assert after == before
    # An example is the value with the smallest checksum, so few files bring another one.
    assert changed <= 2


def test_half_of_the_files_accept_the_other_half(inferred: Infer) -> None:
    texts = [
        f"title: Recipe {number}\ntags: [a{number % 17}]\n"
        + ("" if number % 25 == 7 else "serves: 4\n")
        + (f"source: https://kitchen.example/{number}" if number % 3 else "draft: true")
        for number in range(400)
    ]
    schema = Schema("half", inferred(texts[::2]).schema, builtin_registry())
    accepted = [
        schema.accepts(Document(Source("a.md", f"---\n{text}\n---\n")).data) for text in texts[1::2]
    ]
    assert sum(accepted) >= 0.97 * len(accepted)
