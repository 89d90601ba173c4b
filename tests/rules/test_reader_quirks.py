"""How much it matters that a reader reads valid YAML in a way of its own."""

from linter.config.settings import Settings
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.profiles.profile import named
from linter.schema.schema import builtin
from tests.each_case import each_case


def found(
    body: str, select: tuple[str, ...], dialect: Dialect = Dialect.HUGO
) -> list[tuple[str, str]]:
    """Return the codes and severities of what is found in a page of Hugo, or in a dialect."""
    source = Source("content/a.md", f"---\n{body}---\n")
    settings = Settings(select=select)
    result = lint(source, builtin("hugo-page"), settings, dialect=dialect, profile=named("hugo"))
    return [(each.code, each.severity.value) for each in result.diagnostics]


@each_case(["description: >-\n  a \n", "x: {}\ny:\n  z: |-\n    a  \n", "x: !!str >-\n  a \n"])
def test_spaces_that_hugo_drops_are_a_warning(body: str) -> None:
    assert found(body, ("PAR017",)) == [("PAR017", "warning")]


@each_case(["a: 'b \n  c'\n", 'a: ["b  \n   c"]\n'])
def test_spaces_that_gray_matter_keeps_are_a_warning(body: str) -> None:
    assert found(body, ("PAR017",), Dialect.GRAY_MATTER) == [("PAR017", "warning")]


@each_case(["a: b\tc\n", "a: {b:c}\n", "a: 'b\t\n  c'\n"])
def test_other_quirks_are_errors(body: str) -> None:
    assert found(body, ("PAR017",)) == [("PAR017", "error")]


@each_case(["description: >-\n  a \n", "title: |-\n  a \ndraft: true\n"])
def test_spaces_that_are_untidy_too_are_found_once(body: str) -> None:
    assert found(body, ("PAR017", "TXT004")) == [("TXT004", "warning")]
