"""linter.fix.ignore_comment: a comment that suppresses one finding, and changes nothing else."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import pytest

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Fix
from linter.core.text import apply_edits
from linter.fix.ignore_comment import ignore_here, ignore_in_file
from linter.fix.proof import FixState
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.lint.run import lint
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import Profile, named
from linter.rules.base import CASE_CLOCK, SuppressionRule
from linter.rules.registry import all_rules
from linter.schema.schema import Schema, builtin
from linter.testing import schema_of, unmarked
from tests.each_case import each_case

ARTICLE = builtin("article")
UNUSED = "PAR013"
ABOVE = "# articlelint: ignore-file[TXT001]"


class File:
    """A text, and how it is linted."""

    def __init__(
        self, source: Source, schema: Schema, profile: Profile, dialect: Dialect, *select: str
    ) -> None:
        """Take what `lint` needs."""
        self.source = source
        self.schema = schema
        self.profile = profile
        self.dialect = dialect
        self.settings = Settings(select=select, now=CASE_CLOCK)

    @cached_property
    def state(self) -> FixState:
        """The file before a fix."""
        spellings = self.schema.spellings(self.dialect)
        document = Document(self.source, self.dialect, self.settings.limits, spellings)
        return FixState(document, self.schema)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings before a fix."""
        return self.found(self.source)

    def found(self, source: Source) -> tuple[Diagnostic, ...]:
        """Return the findings in a source that is linted like the file."""
        return lint(
            source,
            self.schema,
            self.settings,
            dialect=self.dialect,
            profile=self.profile,
            needs_block=self.profile is NEWS_API,
        ).diagnostics

    def text_after(self, fix: Fix) -> str:
        """Return the text after a fix."""
        return apply_edits(self.source.text, fix.edits)

    def left_after(self, fix: Fix) -> tuple[Diagnostic, ...]:
        """Return the findings after a fix."""
        return self.found(Source(self.source.path, self.text_after(fix)))


def article(text: str, *select: str, name: str = "a.md") -> File:
    return File(Source(name, text), ARTICLE, NEWS_API, Dialect.HUGO, *select)


def counted(findings: tuple[Diagnostic, ...]) -> Counter[tuple[str, str | None]]:
    return Counter((item.code, item.pointer) for item in findings)


def check(file: File, finding: Diagnostic, fix: Fix) -> tuple[Diagnostic, ...]:
    """Assert that a fix suppresses a finding, that others stay, and that its comment is used.

    Return the findings that are left.
    """
    before, after = file.findings, file.left_after(fix)
    gone = counted(before) - counted(after)
    assert gone[finding.code, finding.pointer]
    assert {code for code, _ in gone} == {finding.code}
    assert not counted(after) - counted(before)
    return after


def case_files(code: str) -> Iterator[File]:
    for case in all_rules()[code].bad:
        profile = named(case.profile)
        text, _ = unmarked(case)
        source = decode(case.path, text.encode(errors="surrogateescape"))
        yield File(source, schema_of(case), profile, profile.dialect, code, UNUSED)


@pytest.mark.parametrize(
    "code", [code for code, rule in all_rules().items() if not issubclass(rule, SuppressionRule)]
)
def test_every_finding_in_front_matter_that_can_be_read_can_be_ignored(code: str) -> None:
    for file in case_files(code):
        check_findings(file)


def check_findings(file: File) -> None:
    """Assert that each finding of a file can be suppressed alone, if comments can be written."""
    document = file.state.document
    has_comments = not (document.format == "JSON" or document.source.path.endswith(".json"))
    for finding in file.findings:
        here = ignore_here(file.state, finding.code, finding.span.start)
        in_file = ignore_in_file(file.state, finding.code, finding.span.start)
        if document.root is None or document.block is None or not has_comments:
            assert (here, in_file) == (None, None)
            continue
        if document.root.value:
            assert in_file is not None
        if here is not None:
            check(file, finding, here)
        if in_file is not None:
            left = check(file, finding, in_file)
            assert finding.code not in {item.code for item in left}
        if document.root.value and document.root.value[0][0].start_mark.index <= finding.span.start:
            in_block = finding.span.start < document.block.content.end
            assert here is not None or not in_block


@each_case(
    [
        ("title: a &amp; b\n", "title: a &amp; b  # articlelint: ignore[TXT001]\n"),
        ("title: a &amp; b  \n", "title: a &amp; b  # articlelint: ignore[TXT001]  \n"),
        ("title: a &amp; b # c\n", "title: a &amp; b # c  # articlelint: ignore[TXT001]\n"),
        (
            "title: a &amp; b  # articlelint: ignore[URL001] d\n",
            "title: a &amp; b  # articlelint: ignore[URL001, TXT001] d\n",
        ),
        ("title: 'a &amp;\n  b'\n", "title: 'a &amp;\n  b'  # articlelint: ignore[TXT001]\n"),
        ("title: |\n  a &amp; b\n", "title: |  # articlelint: ignore[TXT001]\n  a &amp; b\n"),
        (
            "provider:\n  name: a &amp; b\n",
            "provider:\n  name: a &amp; b  # articlelint: ignore[TXT001]\n",
        ),
        (
            "related: [{title: a &amp; b,\n  url: c}]\n",
            "related: [{title: a &amp; b,  # articlelint: ignore[TXT001]\n  url: c}]\n",
        ),
        (
            "title: a &amp; b # articlelint: ignore[\n",
            "# articlelint: ignore[TXT001]\ntitle: a &amp; b # articlelint: ignore[\n",
        ),
        ("title: a &amp; b\r\n", "title: a &amp; b  # articlelint: ignore[TXT001]\r\n"),
    ]
)
def test_a_comment_stands_where_it_covers_least(text: str, expected: str) -> None:
    file = article(f"---\n{text}---\n", "TXT001")
    (finding,) = file.findings
    fix = ignore_here(file.state, "TXT001", finding.span.start)
    assert fix is not None
    assert file.text_after(fix) == f"---\n{expected}---\n"
    assert not file.left_after(fix)


@each_case(
    [
        ("---\n‸title: a &amp; b\n---\n", f"{ABOVE}\n"),
        ("+++\n‸title = 'a &amp; b'\n+++\n", f"{ABOVE}\n"),
        ("---\r\n‸title: a &amp; b\r\n---\r\n", f"{ABOVE}\r\n"),
        ("---\n# articlelint: ignore-file[URL‸]\ntitle: a &amp; b\n---\n", ", TXT001"),
    ]
)
def test_a_comment_for_the_file_stands_above_the_first_key(text: str, added: str) -> None:
    file = article(text.replace("‸", ""), "TXT001")
    (finding,) = file.findings
    fix = ignore_in_file(file.state, "TXT001", finding.span.start)
    assert fix is not None
    assert file.text_after(fix) == text.replace("‸", added)
    assert not file.left_after(fix)


def test_toml_has_comments_in_its_own_places() -> None:
    text = '+++\ntitle = """a &amp;\nb"""\n[[related]]\ntitle = "a &amp; b"\n+++\n'
    file = article(text, "TXT001", UNUSED)
    for finding in file.findings:
        fix = ignore_here(file.state, "TXT001", finding.span.start)
        assert fix is not None
        check(file, finding, fix)


def test_a_data_file_has_its_comment_at_its_start() -> None:
    for name, text in (("a.yml", "title: a &amp; b\n"), ("a.toml", "title = 'a &amp; b'")):
        file = article(text, "TXT001", name=name)
        (finding,) = file.findings
        for fix in (
            ignore_in_file(file.state, "TXT001", finding.span.start),
            ignore_here(file.state, "TXT001", finding.span.start),
        ):
            assert fix is not None
            assert not file.left_after(fix)


@pytest.mark.parametrize("name", ["a.md", "a.json"])
def test_json_has_no_comments(name: str) -> None:
    file = article('{"title": "a &amp; b"}\n', "TXT001", name=name)
    (finding,) = file.findings
    assert ignore_here(file.state, "TXT001", finding.span.start) is None
    assert ignore_in_file(file.state, "TXT001", finding.span.start) is None
