"""linter.fix.added_ignores: comments for all findings of a file, after which it lints alike."""

from collections.abc import Callable
from functools import partial

import pytest

from linter.config.settings import Settings
from linter.fix.added_ignores import AddedIgnores, add_ignores
from linter.fix.proof import FixState, differences
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.profiles.profile import named
from linter.rules.base import CASE_CLOCK
from linter.rules.registry import all_rules
from linter.schema.schema import Schema, builtin
from linter.testing import schema_of, unmarked

NEVER = frozenset({"PAR013"})
SETTINGS = Settings(now=CASE_CLOCK)

Lint = Callable[[Source], FileResult]


def state_of(source: Source, schema: Schema, dialect: Dialect) -> FixState:
    document = Document(source, dialect, SETTINGS.limits, schema.spellings(dialect))
    return FixState(document, schema)


def added(text: str, *select: str, relint: Lint | None = None) -> AddedIgnores:
    """Add comments to an article for what rules find, which `relint` may lint otherwise."""
    source, schema = Source("a.md", text), builtin("article")
    settings = Settings(select=select, now=CASE_CLOCK)
    check = partial(lint, schema=schema, settings=settings)
    before = state_of(source, schema, Dialect.JEKYLL)
    return add_ignores(before, check(source).diagnostics, relint or check, NEVER)


def first_cases() -> list[tuple[str, Source, Schema, Dialect]]:
    cases = []
    for code, rule in all_rules().items():
        case = rule.bad[0]
        text, _ = unmarked(case)
        source = decode(case.path, text.encode(errors="surrogateescape"))
        cases.append((code, source, schema_of(case), named(case.profile).dialect))
    return cases


@pytest.mark.parametrize(
    ("source", "schema", "dialect"), [pytest.param(*case, id=code) for code, *case in first_cases()]
)
def test_afterwards_the_file_has_the_same_data_and_only_what_is_left(
    source: Source, schema: Schema, dialect: Dialect
) -> None:
    check = partial(lint, schema=schema, settings=SETTINGS, dialect=dialect)
    before = state_of(source, schema, dialect)
    result = add_ignores(before, check(source).diagnostics, check, NEVER)
    after = before.after(result.text)
    assert not list(differences(before.document.data, after.document.data))
    left = check(after.document.source).diagnostics
    assert [each.code for each in left] == [each.diagnostic.code for each in result.left]
    assert [each.start for each in left] == [each.start for each in result.left]


def test_a_finding_about_the_whole_file_gets_a_comment_for_it() -> None:
    result = added("---\n\ntitle: a\n---\n", "SCH001")
    assert [each.code for each in result.suppressed] == ["SCH001"]
    assert result.left == ()
    assert result.text.count("# articlelint: ignore") == 1


def test_comments_of_rules_on_one_line_are_one_comment() -> None:
    result = added("---\ntitle: 'a  &amp; b'\n---\n", "TXT")
    assert "# articlelint: ignore[TXT004, TXT001]\n" in result.text


def test_a_comment_after_which_the_file_lints_otherwise_is_not_added() -> None:
    text = "---\ntitle: a &amp; b\n---\n"
    check = partial(lint, schema=builtin("article"), settings=Settings(select=("TXT",)))

    def relint(source: Source) -> FileResult:
        found = check(source)
        extra = check(Source(source.path, text)).diagnostics if source.text != text else ()
        other = [each._replace(code="TXT099") for each in extra]
        return found._replace(diagnostics=(*found.diagnostics, *other))

    result = added(text, "TXT", relint=relint)
    assert (result.text, result.suppressed) == (text, ())
    assert result.left[0].reason.startswith("no place was found")
