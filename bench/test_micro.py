"""How long the stages take for one article, the sample in `seeds/`.

The test suite runs each of them once, to see that they work. To measure:
`pytest bench -n0 --benchmark-enable`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from linter.config.settings import Settings
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source, decode
from linter.lint.run import lint
from linter.reporters import Look, format_names, render
from linter.rules.base import CASE_CLOCK
from linter.run.report import Report
from linter.schema.schema import Schema, builtin

if TYPE_CHECKING:
    from linter.lint.results import FileResult

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.md"))
SETTINGS = Settings(now=CASE_CLOCK)
NAME = f"_news/{SEED.name}"


@pytest.fixture
def source() -> Source:
    return decode(NAME, SEED.read_bytes())


@pytest.fixture
def schema() -> Schema:
    return builtin("article")


@pytest.fixture
def faulty(source: Source) -> Source:
    """Return the sample with findings of several kinds."""
    text = source.text.replace("https://images.", "http://images.").replace("heat: 124", "heat: 7")
    return Source(source.path, text.replace("category: news", "category: olds"))


def test_parse(benchmark: BenchmarkFixture, source: Source) -> None:
    document = benchmark(Document, source)
    assert document.problem is None


def test_schema(benchmark: BenchmarkFixture, source: Source, schema: Schema) -> None:
    assert benchmark(schema.accepts, Document(source).data)


def test_violations(benchmark: BenchmarkFixture, faulty: Source, schema: Schema) -> None:
    (violation,) = benchmark(schema.violations, Document(faulty).data)
    assert violation.keyword == "const"


def test_rules(benchmark: BenchmarkFixture, source: Source, schema: Schema) -> None:
    result: FileResult = benchmark(lint, source, schema, SETTINGS)
    assert result.diagnostics == ()


def test_rules_that_find_something(
    benchmark: BenchmarkFixture, faulty: Source, schema: Schema
) -> None:
    result: FileResult = benchmark(lint, faulty, schema, SETTINGS)
    assert {found.code for found in result.diagnostics} == {"REL004", "SCH004", "URL002"}


@pytest.mark.parametrize("output_format", format_names())
def test_render(
    benchmark: BenchmarkFixture, faulty: Source, schema: Schema, output_format: str
) -> None:
    result = lint(faulty, schema, SETTINGS)
    report = Report((faulty.path,), (result,))
    text: str = benchmark(render, output_format, report, Look())
    assert "URL002" in text
