"""Order and scores of related items, for any numbers and any layout."""

import itertools
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.text import apply_edits
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.rules.shared.order import first_to_move
from linter.schema.schema import builtin
from tests.each_case import each_case
from tests.sites import on_each_site

SCORES = st.lists(st.integers(0, 9), max_size=9)


def lint_yaml(yaml: str, *select: str) -> FileResult:
    source = decode("a.md", f"---\n{yaml}---\n".encode())
    return lint(source, builtin("article"), Settings(select=select))


def data_of(text: str) -> dict[str, Any]:
    return dict(Document(decode("a.md", text.encode())).data)


def sorted_parts(numbers: list[int]) -> list[tuple[int, ...]]:
    """Return the indices of every longest part of a list that is sorted, found by trying all."""
    for length in range(len(numbers), -1, -1):
        found = [
            part
            for part in itertools.combinations(range(len(numbers)), length)
            if all(numbers[a] >= numbers[b] for a, b in itertools.pairwise(part))
        ]
        if found:
            return found
    return []


@given(SCORES)
def test_as_few_items_as_possible_are_out_of_place(numbers: list[int]) -> None:
    stays = min(sorted_parts(numbers))
    moves = [index for index in range(len(numbers)) if index not in stays]
    assert first_to_move([-number for number in numbers]) == (moves[0] if moves else None)


@given(SCORES)
def test_sorting_is_stable_and_complete(numbers: list[int]) -> None:
    items = "".join(
        f"  # {index}\n  - quality: {number}\n    title: t{index} # {index}\n"
        for index, number in enumerate(numbers)
    )
    result = lint_yaml(f"related:\n{items}", "REL001")
    order = sorted(range(len(numbers)), key=lambda index: -numbers[index])
    assert len(result.diagnostics) == (order != sorted(order))
    for item in result.diagnostics:
        assert item.fix is not None
        text = apply_edits(result.source.text, item.fix.edits)
        assert [one["title"] for one in data_of(text)["related"]] == [f"t{i}" for i in order]
        lines = text.splitlines()
        for index in order:
            assert lines[lines.index(f"  # {index}") + 2].endswith(f"t{index} # {index}")


@given(
    pages=st.lists(st.integers(0, 3), min_size=1, max_size=8),
    quality=st.integers(0, 50),
    counted=st.integers(-1, 9),
    published=st.booleans(),
)
def test_removing_what_is_too_much_wakes_no_other_rule(
    *, pages: list[int], quality: int, counted: int, published: bool
) -> None:
    items = "".join(f"- webUrl: https://a.com/{page}\n" for page in pages)
    yaml = (
        f"heat: {quality + 10 * counted}\nquality: {quality}\n"
        f"published: {'true' if published else 'false'}\nrelated:\n{items}"
    )
    result = lint_yaml(yaml, "REL")
    codes = [item.code for item in result.diagnostics]
    doubles = len(pages) - len(set(pages))
    assert codes.count("REL003") == doubles
    accepted = range(len(pages) - doubles, len(pages) + 1)
    assert ("REL004" in codes) == (published and counted not in accepted)
    fixes = [item.fix for item in result.diagnostics if item.code == "REL003" and item.fix]
    assert len(fixes) == (doubles > 0)
    if not fixes:
        return
    text = apply_edits(result.source.text, fixes[0].edits)
    left = [item["webUrl"] for item in data_of(text)["related"]]
    assert left == [f"https://a.com/{page}" for page in dict.fromkeys(pages)]
    after = lint(decode("a.md", text.encode()), builtin("article"), Settings(select=("REL",)))
    assert {item.code for item in after.diagnostics} <= set(codes) - {"REL003"}


VALUES = st.sampled_from(
    ("1", "-1", "abc", "'1'", "", "true", "1.5", "[1]", "{a: 1}", "9" * 4300, "9" * 5000)
)


@given(VALUES, VALUES, VALUES, VALUES)
def test_no_value_makes_a_rule_fail(heat: str, quality: str, first: str, second: str) -> None:
    yaml = (
        f"published: true\nheat: {heat}\nquality: {quality}\nwebUrl: {first}\n"
        f"related:\n- quality: {first}\n  webUrl: {second}\n- quality: {second}\n- {first}\n"
    )
    result = lint_yaml(yaml, "REL", "DAT")
    assert "INT001" not in {item.code for item in result.diagnostics}


@each_case(["1", "[]", "{a: 1}", "abc", "[1, 2]", "[[], {}]", ""])
def test_a_list_of_something_else_is_left_to_the_schema(related: str) -> None:
    yaml = f"published: true\nquality: 1\nheat: 21\nrelated: {related}\n"
    codes = [item.code for item in lint_yaml(yaml, "REL", "DAT").diagnostics]
    assert codes in ([], ["REL004"])
    assert "INT001" not in codes


@on_each_site
def test_articles_are_sorted_and_counted(folder: Path) -> None:
    settings = Settings(select=("REL",))
    for path in sorted((folder / "_news").iterdir()):
        result = lint(decode(path.name, path.read_bytes()), builtin("article"), settings)
        assert result.diagnostics == ()
