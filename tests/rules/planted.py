"""The article of `seeds/` with a defect: what is found in it, and where.

`⟦` and `⟧` stand before and behind the text that a finding is expected at.
"""

from datetime import UTC, datetime
from pathlib import Path

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.schema.schema import builtin

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
NOW = datetime(2020, 7, 1, tzinfo=UTC)


def seed() -> str:
    """Return the article, which has no defect."""
    return SEED.read_bytes().decode()


def lint_text(text: str, path: str = SEED.name) -> list[Diagnostic]:
    """Return what is found in a text in place of the article."""
    source = decode(path, text.encode())
    return list(lint(source, builtin("article"), Settings(now=NOW)).diagnostics)


def with_defect(old: str, marked: str) -> str:
    """Return the article with `marked` in the only place of `old`."""
    clean = seed()
    assert clean.count(old) == 1
    return clean.replace(old, marked)


def unmarked(marked: str) -> tuple[str, str, int]:
    """Return a text without its marks, what stood between them, and where that starts."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    return text, text[start:end], start


def check_only_finding(code: str, marked: str) -> None:
    """Check that one rule, and no other, finds what is marked, and nothing else."""
    text, wrong, start = unmarked(marked)
    found = lint_text(text)
    assert [item.code for item in found] == [code]
    assert text[found[0].span.start : found[0].span.end] == wrong
    assert found[0].span.start == start
    assert found[0].start == (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
