"""Data files of the site as values."""

from pathlib import Path

import pytest

from linter.core.values import Value
from linter.frontmatter.scalars.dialect import Dialect
from linter.site.documents import SiteProblem, read_data


def read(folder: Path, name: str, text: str) -> "Value | SiteProblem":
    (folder / name).write_text(text, encoding="utf-8")
    return read_data(folder, name, Dialect.JEKYLL)


def doubled(start: str) -> str:
    """Return 40 lines, each of which repeats the one above twice."""
    lines = (f"{start.format(n)}&a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    return f"{start.format(0)}&a0 [x]\n{''.join(lines)}"


@pytest.mark.parametrize("text", [doubled("- "), doubled("k{}: "), "- &a [*a]\n", "&a [*a]\n"])
def test_aliases_that_expand_without_end_are_a_problem(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, "a.yml", text)
    assert isinstance(found, SiteProblem)
    assert found.reason == "its aliases expand to too many values"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("a.yml", "- &a x\n- *a\n", ["x", "x"]),
        ("a.yml", "k: &a [x]\nl: *a\n", {"k": ["x"], "l": ["x"]}),
        ("a.yml", "'*'\n", "*"),
        ("a.toml", "k = '*a'\n", {"k": "*a"}),
        ("a.json", '["*a"]', ["*a"]),
    ],
)
def test_an_asterisk_may_be_text_or_an_alias(
    tmp_path: Path, name: str, text: str, value: Value
) -> None:
    assert read(tmp_path, name, text) == value
