"""Handlers for python-frontmatter: the values of each generator's reader, read and written."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linter
from linter.core.limits import Limits
from linter.frontmatter.handlers import DialectHandler, FrontMatterError
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.registry import all_profiles
from tests.each_case import each_case
from tests.frontmatter.psych import ask_psych, float_of
from tests.sites import on_each_site

HANDLERS = {
    "jekyll": linter.JekyllHandler,
    "hugo": linter.HugoHandler,
    "zola": linter.ZolaHandler,
    "docusaurus": linter.DocusaurusHandler,
    "astro": linter.AstroHandler,
    "eleventy": linter.EleventyHandler,
    "mkdocs": linter.MkDocsHandler,
    "plain": linter.PlainHandler,
}
SEEDS = Path(__file__).parents[2] / "seeds"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
HARD = ["yes", "no", "012", "0x1F", "1_000", "12:30:45", "1e3", "~", "2020-06-11", "=", "<<", "- a"]
WORDS = st.one_of(TEXTS, st.sampled_from(HARD))
# Jekyll merges what is at `<<`, in quotes or not.
KEYS = WORDS.filter(lambda text: text != "<<")
DATA = st.dictionaries(
    st.sampled_from(["title", "a b", "on", "1"]),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), WORDS),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=2),
        max_leaves=5,
    ),
)


def read(name: str, text: str) -> dict[str, Any]:
    data, _ = frontmatter.parse(text, handler=HANDLERS[name]())
    return data


def test_every_profile_has_a_handler_with_its_dialect() -> None:
    dialects = {name: profile.dialect for name, profile in all_profiles().items()}
    # Its pages are those of a site of Jekyll.
    assert dialects.pop("news-api") is linter.JekyllHandler().dialect
    assert {name: handler().dialect for name, handler in HANDLERS.items()} == dialects


def test_a_handler_reads_as_its_generator() -> None:
    text = "---\na: yes\nb: 2020-06-11\nc: 0o14\n---\nText.\n"
    assert read("jekyll", text) == {"a": True, "b": date(2020, 6, 11), "c": "0o14"}
    assert read("hugo", text) == {"a": "yes", "b": "2020-06-11", "c": 12}
    assert read("astro", text) == {"a": "yes", "b": date(2020, 6, 11), "c": 12}
    assert read("mkdocs", text) == {"a": True, "b": date(2020, 6, 11), "c": "0o14"}


@each_case(
    product(
        ["2020-06-11T10:00:00", "2020-06-11t10:00", "2020-06-11 10:00"], ["", "Z", "z", "+00:00"]
    )
)
def test_every_form_of_a_time_in_toml_is_a_time(written: str, zone: str) -> None:
    expected = {"a": datetime(2020, 6, 11, 10, tzinfo=UTC)}
    assert read("zola", f"+++\na = {written}{zone}\n+++\n") == expected


@each_case(
    [
        ("jekyll", "2020-02-30", "2020-02-30"),
        ("jekyll", "2020-02-30 10:00:00", datetime(2020, 3, 1, 10, tzinfo=UTC)),
        ("astro", "2020-02-30", date(2020, 3, 1)),
        ("eleventy", "2020-13-11", date(2021, 1, 11)),
        ("hugo", "2020-02-30", "2020-02-30"),
        ("hugo", "!!timestamp soon", datetime(1, 1, 1, tzinfo=UTC)),
    ]
)
def test_a_date_that_does_not_exist_is_what_the_reader_makes_of_it(
    name: str, scalar: str, value: object
) -> None:
    assert read(name, f"---\na: {scalar}\n---\n") == {"a": value}


@each_case(
    [
        ("jekyll", "a: 1\nb: :c\n", "row 3: Jekyll refuses this value unquoted"),
        ("jekyll", "a: 1\n:b: c\n", "row 3: Jekyll refuses this key unquoted"),
        ("jekyll", "a: !ruby/object:Foo {b: 1}\n", "row 2: Jekyll refuses this tag"),
        ("jekyll", "!!set\na: 1\n", "row 2: Jekyll refuses this tag"),
        ("jekyll", "a: {{ b }}\n", "row 2: a list or a mapping is a key"),
        ("jekyll", "a: [1\n", r"row \d: "),
        ("jekyll", "- a\n", "row 2: not a mapping"),
        ("hugo", "a: 1\nb:\n  c: 1\n  c: 2\n", "row 5: Hugo refuses a key that is there twice"),
        ("hugo", "a: {b:c}\n", "row 2: Hugo takes a `:` between braces"),
        ("mkdocs", "a: =\n", "row 2: MkDocs refuses this value unquoted"),
        ("mkdocs", "a: 2020-02-30\n", "row 2: MkDocs refuses this value unquoted"),
        ("astro", "a: !mine b\n", "row 2: Astro refuses this tag"),
        ("astro", "2020-06-11: a\n", "row 2: "),
        ("eleventy", "a: 1\na: 1\n", "row 3: gray-matter refuses a key that is there twice"),
    ]
)
def test_what_a_generator_refuses_or_reads_in_its_own_way_is_an_error(
    name: str, body: str, words: str
) -> None:
    with pytest.raises(linter.FrontMatterError, match=f"^{words}"):
        read(name, f"---\n{body}---\n")


@each_case(
    [
        ("jekyll", "a: 1\na: 2\n", {"a": 2}),
        ("jekyll", "a: !mine b\n", {"a": "b"}),
        ("hugo", "a: :b\nc: =\n", {"a": ":b", "c": "="}),
        ("mkdocs", "a: {b:c}\n", {"a": {"b:c": None}}),
        ("plain", "a: 1\na: 2\n", {"a": 2}),
    ]
)
def test_what_only_other_generators_refuse_is_read(
    name: str, body: str, data: dict[str, object]
) -> None:
    assert read(name, f"---\n{body}---\n") == data


def test_a_repeated_key_of_json_is_read_as_hugo_does() -> None:
    assert read("hugo", '{"a": 1, "a": 2}\n') == {"a": 2}


@each_case(
    [
        ("hugo", "+++\na = 1\n+++\n", True),
        ("hugo", '{"a": 1}\n', True),
        ("jekyll", "+++\na = 1\n+++\n", False),
        ("jekyll", "---\na: 1\n---\n", True),
        ("jekyll", "a: 1\n", False),
        ("jekyll", "---\na: 1\n", False),
    ]
)
def test_a_handler_detects_front_matter(name: str, text: str, is_one: bool) -> None:  # noqa: FBT001 - a parameter
    assert HANDLERS[name]().detect(text) is is_one


def test_a_handler_without_front_matter_leaves_the_text() -> None:
    post = frontmatter.loads("Text.\n", handler=linter.HugoHandler())
    assert (post.metadata, post.content) == ({}, "Text.")


def test_a_handler_keeps_to_its_limits() -> None:
    text = "---\na: [[[b]]]\n---\n"
    assert DialectHandler(Dialect.JEKYLL).load(text) == {"a": [[["b"]]]}
    with pytest.raises(FrontMatterError, match="too deep"):
        DialectHandler(Dialect.JEKYLL, Limits(max_depth=2)).load(text)


@pytest.mark.parametrize("name", HANDLERS)
@settings(max_examples=10)
@given(data=DATA)
def test_what_a_handler_writes_it_reads(name: str, data: dict[str, Any]) -> None:
    handler = HANDLERS[name]()
    text = frontmatter.dumps(frontmatter.Post("Text.", handler, **data))
    post = frontmatter.loads(text, handler=handler)
    assert (post.metadata, post.content) == (data, "Text.")


SCALARS: dict[str, Callable[[Any], Any]] = {
    "integer": int,
    "float": float_of,
    "date": date.fromisoformat,
    "time": lambda microseconds: EPOCH + timedelta(microseconds=microseconds),
}


def of_psych(answer: list[Any]) -> Any:
    """Return the value that an answer stands for."""
    kind, value = answer
    if kind == "map":
        return {of_psych(key): of_psych(inner) for key, inner in value}
    if kind == "list":
        return list(map(of_psych, value))
    return SCALARS.get(kind, lambda same: same)(value)


@on_each_site
def test_jekyll_has_the_same_values_on_a_site(folder: Path) -> None:
    handler = linter.JekyllHandler()
    files = [*sorted(folder.rglob("*.md")), *SEEDS.glob("*.md")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    blocks = [handler.split(text)[0] for text in texts if handler.detect(text)]
    assert len(blocks) > 20
    answers = ask_psych(block.rstrip().removesuffix("---") for block in blocks)
    wrong = [
        block
        for block, answer in zip(blocks, answers, strict=True)
        if handler.load(block) != of_psych(answer)
    ]
    assert wrong == []
