"""The cases of every rule, translated to TOML: the same findings at the same values, and fixes."""

import re
from collections.abc import Iterator

import pytest

from linter.config.settings import Settings
from linter.fix.fixer import FixResult, fix
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.profiles.profile import named
from linter.rules.base import CASE_CLOCK
from linter.rules.registry import all_rules
from linter.testing import Case, cases, schema_of, unmarked
from tests.toml_text import Layout, NoTomlError, toml_text

OTHER = Dialect.YAML_1_2

DIFFERENT = {
    "b: 1\n\n⟦a⟧:\n  x: 1\n\nc: 1\nd: 1\n": "tables with a header stand below the other keys",
    "b:\r\n-   y:\r\n      - 1\r\n\r\n    ⟦x⟧: 1\r\nc: 1\r\n": "the same",
    "related:\n  - &low\n    quality: 1\n  - quality: ⟦2⟧\nseen: *low\n": "an alias is in the way",
    "published: ⟦Yes⟧ # a\n": "a word without quotes, which only YAML has",
    "published: ⟦off⟧\n": "the same",
    "published: ⟦flase⟧\n": "the same",
    "published: ⟦Ture⟧\n": "the same",
    "published: ⟦fals⟧\n": "the same",
    "slug: ⟦1.10⟧\n": "the number is written otherwise: `1.1`",
}
"""Cases that are others in TOML, by their text."""

BLOCK_TEXT = re.compile(r": ⟦?[|>]")
"""The final line breaks of a block scalar belong to the notation, and those of a string do not."""

OF_YAML = ("PAR", "STY002")
"""Rules about how front matter is written."""


CODES = [code for code in all_rules() if not code.startswith(OF_YAML)]


def source_of(case: Case) -> Source:
    return Source(case.case.path, unmarked(case.case)[0])


def translated(case: Case) -> Iterator[Source]:
    """Yield a case as TOML, in each layout; nothing if TOML does not have that."""
    source = source_of(case)
    read = Document(source, OTHER)
    is_other = case.case.text in DIFFERENT or BLOCK_TEXT.search(case.case.text)
    if read.problem is not None or read.has_repeated_keys or "<<" in source.text or is_other:
        return
    name, _, suffix = source.path.rpartition(".")
    for layout in Layout:
        try:
            content = toml_text(read, layout)
        except NoTomlError:
            continue
        if suffix in ("yaml", "yml"):
            yield Source(f"{name}.toml", content)
        else:
            yield Source(source.path, f"+++\n{content}+++\n")


def found(case: Case, source: Source) -> tuple[list[str], FixResult]:
    """Return the JSON Pointers of the rule's findings, and what becomes of the file."""
    profile = named(case.case.profile)
    settings = Settings(select=(case.rule.code,), now=CASE_CLOCK)
    result = fix(
        source,
        schema_of(case.case),
        settings,
        unsafe=True,
        dialect=OTHER,
        needs_block=False,
        profile=profile,
        collection="case",
    )
    every = (*result.fixed, *result.result.diagnostics)
    return sorted(each.pointer or "" for each in every), result


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_the_cases_of_a_rule_are_the_same_in_toml(code: str) -> None:
    for case in cases(all_rules()[code]):
        in_toml = [] if case.case.files else list(dict.fromkeys(translated(case)))
        if not in_toml:
            continue
        theirs, as_yaml = found(case, source_of(case))
        data = Document(as_yaml.after, OTHER).data
        for source in in_toml:
            ours, as_toml = found(case, source)
            assert ours == theirs, (str(case), source.text)
            assert Document(as_toml.after, OTHER).data == data, (str(case), source.text)


def test_the_cases_that_differ_are_there() -> None:
    texts = {case.case.text for code in CODES for case in cases(all_rules()[code])}
    assert DIFFERENT.keys() <= texts
