"""Sizes of pictures, for any numbers and with other limits."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.text import apply_edits
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.base import CASE_CLOCK, Clock, Context
from linter.rules.images.img005_implausible_size import ImplausibleSize, Options
from linter.schema.entries import entries
from linter.schema.schema import builtin
from tests.sites import on_each_site

PIXELS = st.integers(24, 20_000)
VALUES = st.one_of(
    st.integers(-(10**30), 10**30),
    st.sampled_from(("9" * 5000, "abc", "'50'", "", "true", "1.5", "[1]", "{a: 1}", "0", "-50")),
)


def codes_of(yaml: str, *select: str) -> list[str]:
    source = decode("a.md", f"---\n{yaml}---\n".encode())
    result = lint(source, builtin("article"), Settings(select=select))
    return [item.code for item in result.diagnostics]


@given(PIXELS, PIXELS, PIXELS, PIXELS)
def test_any_other_size_than_the_stated_one_is_found_and_fixed(
    width: int, height: int, hinted_width: int, hinted_height: int
) -> None:
    url = f"https://a.com/b-{hinted_width}x{hinted_height}.jpg"
    text = f"---\nimages:\n  - url: {url}\n    width: {width}\n    height: {height}\n---\n"
    settings = Settings(select=("IMG001",))
    found = lint(decode("a.md", text.encode()), builtin("article"), settings).diagnostics
    assert bool(found) == ((width, height) != (hinted_width, hinted_height))
    for item in found:
        assert item.fix is not None
        fixed = apply_edits(text, item.fix.edits)
        assert f"width: {hinted_width}\n    height: {hinted_height}\n" in fixed


@given(VALUES, VALUES, st.sampled_from(("https://a.com/b-640x480.jpg", "https://a.com/b", "a b")))
def test_no_value_makes_a_rule_fail(width: object, height: object, url: str) -> None:
    yaml = f"images: [{{url: '{url}', width: {width}, height: {height}}}]\n"
    assert "INT001" not in codes_of(yaml, "IMG")


@pytest.mark.parametrize(
    ("options", "width", "height", "is_found"),
    [
        (Options(), 100, 100, False),
        (Options(), 99, 100, True),
        (Options(min_side=50), 50, 50, False),
        (Options(min_side=50), 49, 50, True),
        (Options(max_side=1000), 1000, 1000, False),
        (Options(max_side=1000), 1000, 1001, True),
        (Options(max_ratio=2.5), 500, 200, False),
        (Options(max_ratio=2.5), 501, 200, True),
        (Options(max_ratio=2.5), 200, 501, True),
    ],
    ids=str,
)
def test_limits_can_be_changed(
    options: Options, width: int, height: int, *, is_found: bool
) -> None:
    yaml = f"images: [{{url: 'https://a.com/b', width: {width}, height: {height}}}]\n"
    document = Document(decode("a.md", f"---\n{yaml}---\n".encode()))
    schema = builtin("article")
    context = Context(document, schema, Clock(CASE_CLOCK))
    rule = ImplausibleSize(options)
    found = [
        item
        for entry in entries(document, schema.shape)
        if "images" in entry.list_roles
        for item in rule.check(entry, context)
    ]
    assert bool(found) == is_found


@on_each_site
def test_pictures_of_articles_have_no_wrong_size(folder: Path) -> None:
    settings = Settings(select=("IMG001", "IMG005", "IMG006"))
    for path in sorted((folder / "_news").iterdir()):
        result = lint(decode(path.name, path.read_bytes()), builtin("article"), settings)
        assert result.diagnostics == ()
