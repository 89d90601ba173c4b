"""What YAML 1.2 readers take and libyaml does not is a warning in their dialect, and never more.

Each text was read by `yaml` 2.9.1 and js-yaml 4.3.2. Hugo 0.168 reads most of them.
"""

import pytest

from linter.config.settings import Settings
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.schema.schema import Schema
from tests.each_case import each_case
from tests.processor_time import bounded

ANY = Schema("any", {}, {"": {}})

# The block, and the place that is named.
GAPS = (
    ("title: a\u2028b\n", "\u2028"),
    ("title: a\u2029b\n", "\u2029"),
    ("title: a\x85b\nc: d\n", "\x85"),
    ("k: &ä x\n", "ä"),
    ("k: &a.b x\nl: *a.b\n", "a.b"),
    ("tags: {smile: :x}\n", ":"),
    ("a: [:x, ::y]\n", ":"),
    ("a: {b: !!str :x}\n", ":"),
    ("{ ?foo: bar }\n", "?"),
    ("a: {b: ?c}\n", "?"),
    ("a: [b, ?c]\n", "?"),
    ("a: {b:, c: d}\n", ":"),
    ("a: [: b]\n", ":"),
    ("a: [:, b]\n", ":"),
    ("a: [-:]\n", ":"),
    ("a:\n  - \tb\n", "\t"),
    ("a: &b:c d\n", "&b:c"),
    ("&a: 1\n", "&a:"),
    ("a: &b 1\nc: [!!int &d:e 2, *b]\n", "&d:e"),
    ("a:\n  -\tb\n", "\t"),
    ("a:\n  - -\t1\n", "\t"),
    ("a: 1\n\t\nb: 2\n", "\t"),
    ("a:\n \tb\n", "\t"),
    ("a: |-\n \tb\n", "\t"),
)

# Texts that look like a gap, and are read, or broken for every reader.
READ = (
    *("a: :x\n", "a: '{ ?b: c }'\n", "a: what?\n", 'a: "[:x]"\n', "a: ?b\n", "a: {b: c?}\n"),
    *("a: 'x\u2028y'\n", "a: [http://x.example/?y, z]\n", "a:\tb\n", "a: b\t\n", "&x a: b\n"),
    *("a: &b 'c &d:e'\n", "a: &b c\nd: x*b:c\n", "? &a\n: b\n", "a: &b\n  c: d\n"),
)
BROKEN = (
    *(
        "\ta: 1\nb: c\n",
        "a:\n  b: 1\n \tc: 2\n",
        "a: 1\n\tb: 2\n",
        "a: {b: :x\n",
        "k: &ä x\nl: @y\n",
        "a: *star*\n",
    ),
    *("-\t- a\n", "a:\n  -\tb: c\n    d: e\n", "a: x\u2028y\nb c\nd: e\n", "a: b: :c\n"),
)


def found(body: str, dialect: Dialect) -> list[tuple[str, str, str]]:
    text = f"---\n{body}---\n"
    result = lint(Source("a.md", text), ANY, Settings(select=("PAR003",)), dialect=dialect)
    return [(each.severity, text[slice(*each.span)], each.message) for each in result.diagnostics]


@each_case(GAPS)
def test_what_only_our_parser_does_not_read_is_a_warning(body: str, place: str) -> None:
    ((severity, text, message),) = found(body, Dialect.YAML_1_2)
    assert (severity, text) == ("warning", place)
    assert message.endswith("is not supported, so nothing else in this file is checked")
    read = Document(Source("a.md", f"---\n{body}---\n"), Dialect.YAML_1_2)
    assert read.problem is not None
    assert read.problem.kind is ProblemKind.NOT_READ_HERE


# Compared with hexo-front-matter 5.0.0.
@each_case(
    [
        "a:\n\tb: c\n",
        "tags:\n\t- x\n\t\n\t- y\nb: 1\n",
        "a:\n  b: 1\n\tc: 2\n",
        "a:\n\t- b\n\t  c\n",
    ]
)
def test_an_indentation_with_tabs_is_a_warning_where_hexo_may_read_it(body: str) -> None:
    ((severity, text, message),) = found(body, Dialect.YAML_1_2)
    assert (severity, text) == ("warning", "\t")
    assert "which YAML forbids and Hexo reads" in message
    for dialect in (Dialect.HUGO, Dialect.GRAY_MATTER, Dialect.JEKYLL):
        assert [each[0] for each in found(body, dialect)] == ["error"]


@each_case(GAPS)
def test_jekyll_reads_with_the_same_parser(body: str, place: str) -> None:
    read = Document(Source("a.md", f"---\n{body}---\n"), Dialect.JEKYLL)
    assert read.problem is None or read.problem.kind is ProblemKind.SYNTAX
    assert place


@each_case(READ)
def test_what_is_read_is_no_gap(body: str) -> None:
    assert found(body, Dialect.YAML_1_2) == []


@each_case(BROKEN)
def test_what_no_reader_takes_stays_an_error(body: str) -> None:
    assert [severity for severity, _, _ in found(body, Dialect.YAML_1_2)] == ["error"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        *("a: [" + "?b, " * 12_500 + "\n", "\u2028" * 25_000 + "\n", " \t\n" * 15_000 + "a: @\n"),
        *("a: " + "&ä" * 15_000 + "\n", "- " * 15_000 + "\n", "[ " * 15_000 + ":\n"),
    ],
    ids=range(6),
)
def test_gaps_are_found_in_bounded_time(body: str) -> None:
    with bounded(shrunk=4):
        Document(Source("a.md", f"---\n{body}---\n"), Dialect.YAML_1_2)
