import json
from collections.abc import Iterator

import pytest

from linter.catalog import as_data, as_markdown, page
from linter.core.diagnostic import Finding, Safety, Severity
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good, Rule
from linter.rules.registry import all_rules


class Sample(DocumentRule):
    """Something is
    not as it should be.

    ## What it does
    Reports it.

    ## Why is this bad?
    It is.
    """

    code = "XYZ001"
    name = "sample"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE, Safety.SAFE})
    good = (Good("a: 2\n"),)
    bad = (
        Bad("日本: ⟦x\x1b⟧\nb: 1 ⟦# b⟧\n", fixed="日本: y\nb: 1 # c\n"),
        Bad("⟦a: |\n  1\n⟧", path="a.md"),
        Bad("Hello⟦⟧", whole=True),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        raise NotImplementedError


def test_page() -> None:
    sample = page(Sample)
    assert sample.summary == "Something is not as it should be."
    assert sample.explanation.startswith("## What it does\nReports it.\n\n## Why")
    assert (sample.severity, sample.default) == ("warning", True)
    assert sample.fixes == ("safe", "unsafe")
    assert [example.text for example in sample.good] == ["---\na: 2\n---\n"]
    assert sample.bad[0].fixed == "---\n日本: y\nb: 1 # c\n---\n"
    assert sample.bad[1].path == "a.md"
    assert (sample.bad[2].text, sample.bad[2].fixed) == ("Hello", None)


def test_markdown() -> None:
    assert as_markdown(page(Sample)) == (
        "# sample (XYZ001)\n\n"
        "warning, on by default, fix: safe or unsafe\n\n"
        "Something is not as it should be.\n\n"
        "## What it does\nReports it.\n\n"
        "## Why is this bad?\nIt is.\n\n"
        "## Cases\nWhere no other file is named, it is `_news/2020-06-11-example.md`.\n\n"
        "Reported:\n\n"
        "~~~text\n---\n日本: x\\x1b\n      ^^^^^\nb: 1 # b\n     ^^^\n---\n~~~\n\n"
        "Fixed:\n\n"
        "~~~text\n---\n日本: y\nb: 1 # c\n---\n~~~\n\n"
        "Reported, in `a.md`:\n\n"
        "~~~text\n---\na: |\n^^^^\n  1\n---\n~~~\n\n"
        "Reported:\n\n"
        "~~~text\nHello\n     ^\n~~~\n\n"
        "Not reported:\n\n"
        "~~~text\n---\na: 2\n---\n~~~\n"
    )


def test_data_is_json() -> None:
    data = as_data(page(Sample))
    assert json.loads(json.dumps(data))["bad"][2] == {
        "path": Bad("").path,
        "text": "Hello",
        "fixed": None,
    }


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules())
def test_every_rule_is_documented(rule: type[Rule]) -> None:
    rule_page = page(rule)
    assert rule_page.summary.endswith(".")
    assert "## What it does\n" in rule_page.explanation
    assert "## Why is this bad?\n" in rule_page.explanation
    assert ("## Fix safety\n" in rule_page.explanation) is bool(rule_page.fixes)
    assert as_markdown(rule_page).replace("\n", "").isprintable()
    json.dumps(as_data(rule_page))
