"""Comments that switch rules off: what they cover, and which of them are of no use."""

from itertools import takewhile
from pathlib import Path
from typing import Never

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.config.files import Configs, Overrides
from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex
from linter.files.discovery import find
from linter.fix.fixer import fix
from linter.frontmatter.block import FrontMatter
from linter.frontmatter.block import find as find_block
from linter.frontmatter.comments import Unused
from linter.frontmatter.comments import find as find_comments
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.lint.cross_file import check_site
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.lint.suppressed import Suppressed
from linter.rules.base import CASE_CLOCK, DocumentRule
from linter.rules.registry import all_rules
from linter.run.report import Report
from linter.run.runner import run
from linter.schema.schema import builtin
from tests.conftest import Plant
from tests.processor_time import bounded

ARTICLE = builtin("article")
SEED = next((Path(__file__).parents[2] / "seeds").glob("*.md")).read_text(encoding="utf-8")


def result_of(yaml_text: str, *select: str, path: str = "a.md") -> FileResult:
    text = yaml_text if path.endswith(".yml") else f"---\n{yaml_text}---\n"
    return lint(Source(path, text), ARTICLE, Settings(select=select, now=CASE_CLOCK))


def found(yaml_text: str, *select: str, path: str = "a.md") -> list[tuple[str, int]]:
    """Return the codes and rows of the findings, the first line of the YAML being row 1."""
    first = 0 if path.endswith(".yml") else 1
    diagnostics = result_of(yaml_text, *select, path=path).diagnostics
    return [(item.code, item.start.row - first) for item in diagnostics]


X = "# articlelint: ignore[TXT001]"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(f"title: a &amp; b  {X}\nexcerpt: a &amp; b\n", [2], id="end-of-line"),
        pytest.param(f"title: a &amp; b\nexcerpt: a  {X}\n", [1], id="not-the-line-above"),
        pytest.param(f"{X}\ntitle: a &amp; b\nexcerpt: a &amp; b\n", [3], id="above"),
        pytest.param(f"{X}\n\n# more\n{X}\ntitle: a &amp; b\n", [], id="above-others"),
        pytest.param(f"title: a &amp; b\n{X}\n", [1], id="nothing-below"),
        pytest.param(
            f"related:\n  {X}\n  - title: b &amp; a\n    id: a &amp; b\n  - title: c &amp; d\n",
            [5],
            id="above-an-item",
        ),
        pytest.param(
            f"{X}\nrelated:\n  - title: c &amp; a\n  - title: c &amp; d\ntitle: c &amp; d\n",
            [5],
            id="above-a-list",
        ),
        pytest.param(
            f"related:  {X}\n  - title: c &amp; a\n", [2], id="behind-a-key-only-its-line"
        ),
        pytest.param(f"related:\n  {X}\n  -\n    title: c &amp; a\n", [], id="above-a-dash-alone"),
        pytest.param(f"title: >  {X}\n  a\n  b &amp; c\nexcerpt: a\n", [], id="block-text-header"),
        pytest.param(f"{X}\ntitle: |-\n  a\n\n  b &amp; c\n", [], id="above-a-block-text"),
        pytest.param(f'title: "a &amp;\n  b"  {X}\n', [], id="last-line-of-a-quoted-text"),
        pytest.param(f"title: a &amp;\n  b  {X}\n", [], id="last-line-of-a-plain-text"),
        pytest.param(
            f"related: [\n  {{title: a &amp; b}},\n  {{title: a}}]  {X}\n",
            [],
            id="last-line-of-a-flow-list",
        ),
        pytest.param(
            f"related: [\n  {{title: a &amp; b}},  {X}\n  {{title: a &amp; b}}]\n",
            [3],
            id="inside-a-flow-list",
        ),
        pytest.param(f"title: &t  {X}\n  a &amp; b\n", [2], id="behind-an-anchor-only-its-line"),
        pytest.param(f"{X}\ntitle: &t\n  a &amp; b\n", [], id="above-an-anchor"),
        pytest.param(
            f"excerpt: &t a &amp; b\n{X}\ntitle: *t\n",
            [1, 1],
            id="above-an-alias-its-own-line-only",
        ),
        pytest.param(f"# why: {X}\ntitle: a &amp; b\n", [], id="behind-another-comment"),
        pytest.param(f"title: 'a &amp; b {X}'\n", [1], id="text-in-single-quotes"),
        pytest.param(f'title: "a &amp; b {X}"\n', [1], id="text-in-double-quotes"),
        pytest.param(f"title: |\n  a &amp; b  {X}\n", [2], id="text-in-a-block"),
        pytest.param(f"title: |\n  {X}\n  a &amp; b\n", [3], id="line-in-a-block"),
        pytest.param(f"title: |\u2028  a &amp; b  {X}\n", [1], id="odd-line-in-a-block"),
        pytest.param("title: a &amp; b#articlelint:ignore[TXT001]\n", [1], id="no-blank-before"),
        pytest.param(f"#{X[1:]}\r\ntitle: a &amp; b\r\n", [], id="windows-line-ends"),
        pytest.param("title: a &amp; b  # articlelint: ignore\n", [], id="every-rule"),
        pytest.param("title: a &amp; b  # articlelint:ignore [txt]\n", [], id="prefix"),
        pytest.param("title: a &amp; b  #articlelint: ignore[html-entity] as is\n", [], id="name"),
        pytest.param("title: a &amp; b  # articlelint: ignore[URL, TXT001,]\n", [], id="list"),
        pytest.param("title: a &amp; b  # articlelint: ignore[TXT002]\n", [1], id="another-rule"),
        pytest.param(
            "# articlelint: ignore-file[TXT]\ntitle: a &amp;\nexcerpt: b &amp; c\n", [], id="file"
        ),
        pytest.param(
            "title: a &amp; b\n# articlelint: ignore-file[TXT]\n", [1], id="file-below-a-key"
        ),
    ],
)
def test_reach(text: str, rows: list[int]) -> None:
    assert found(text, "TXT001") == [("TXT001", row) for row in rows]
    assert "TXT001" in {code for code, _ in found(text.replace("articlelint", "x"), "TXT001")}


def test_above_the_first_key_only_that_is_covered() -> None:
    text = "provider:\n  # articlelint: ignore[URL012]\n  name: a\n  domain: WWW.example.com\n"
    assert found(text, "URL012") == [("URL012", 4)]
    assert found(text.replace("  name: a\n", ""), "URL012") == []


def test_a_data_file_is_read_as_well() -> None:
    text = "title: a &amp; b\n"
    for top in ("", "\ufeff", "--- "):
        whole = f"{top}# articlelint: ignore-file[TXT]\n{text}"
        assert found(whole, "TXT001", path="a.yml") == []
    assert found(f"--- \n{text}", "TXT001", path="a.yml") != []


def test_json_has_no_comments() -> None:
    text = '{"title": "a &amp; b # articlelint: ignore"}\n'
    found_in = lint(Source("a.md", text), ARTICLE, Settings(), dialect=Dialect.YAML_1_2)
    assert "TXT001" in {item.code for item in found_in.diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# articlelint: ignore-file\ntitle: [a\n", id="syntax"),
        pytest.param("# articlelint: ignore-file\n- a\n", id="not-a-mapping"),
    ],
)
def test_what_cannot_be_read_switches_nothing_off(text: str) -> None:
    assert found(text) != []
    assert found(text) == found(text.replace("articlelint", "x"))


class Failing(DocumentRule):
    """Raises."""

    code = "TXT099"
    name = "failing"
    severity = all_rules()["TXT001"].severity

    def check(self, document: Document, context: object) -> Never:
        raise ValueError(document, context)


def test_an_internal_error_cannot_be_switched_off(plant: Plant) -> None:
    plant(Failing)
    text = "# articlelint: ignore-file\ntitle: a  # articlelint: ignore[TXT001]\n"
    assert [code for code, _ in found(text, "TXT", "PAR013")] == ["INT001"]


def test_hidden_findings_are_counted_and_not_fixed() -> None:
    text = f"---\ntitle: a &amp; b  {X}\nexcerpt: a &amp; b\n---\n"
    source = Source("a.md", text)
    assert lint(source, ARTICLE, Settings(select=("TXT001",))).suppressed.hidden == 1
    fixed = fix(source, ARTICLE, Settings(select=("TXT001", "PAR013"))).after.text
    assert fixed == f"---\ntitle: a &amp; b  {X}\nexcerpt: a & b\n---\n"


# PAR013


def unused(yaml_text: str, *select: str) -> list[str]:
    diagnostics = result_of(yaml_text, *select).diagnostics
    return [item.message for item in diagnostics if item.code == "PAR013"]


@pytest.mark.parametrize(
    ("selectors", "select", "count"),
    [
        pytest.param("TXT001", (), 1, id="ran-by-default"),
        pytest.param("TXT001", ("PAR013",), 0, id="did-not-run"),
        pytest.param("TXT", ("PAR013", "TXT001"), 0, id="not-all-of-them-ran"),
        pytest.param("TXT", ("PAR013", "TXT"), 1, id="all-of-them-ran"),
        pytest.param("STY002", (), 0, id="off-by-default"),
        pytest.param("STY002", ("PAR013", "STY"), 1, id="off-by-default-but-selected"),
        pytest.param("DUP001", (), 0, id="without-a-site-nothing-is-compared"),
        pytest.param("REF001", (), 0, id="without-a-site-nothing-is-looked-up"),
        pytest.param("SEC", (), 0, id="one-of-them-compares-files"),
        pytest.param("PAR013", (), 1, id="the-rule-itself"),
        pytest.param("TXT001", ("TXT001",), 0, id="nobody-asked"),
    ],
)
def test_only_what_ran_is_unused(selectors: str, select: tuple[str, ...], count: int) -> None:
    assert len(unused(f"title: a  # articlelint: ignore[{selectors}]\n", *select)) == count


def test_a_comment_for_a_rule_that_yielded_is_used() -> None:
    codes = {code for code, _ in found("title: no\n", "PAR006", "SCH003")}
    assert codes == {"SCH003"}
    assert found("title: no  # articlelint: ignore[PAR006]\n", "PAR", "SCH003") == [("SCH003", 1)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("title: a \t # articlelint: ignore[TXT] x \n", "title: a\n", id="end"),
        pytest.param(
            "title: a\n  # articlelint: ignore[TXT]\nid: b\n", "title: a\nid: b\n", id="own"
        ),
        pytest.param("# x # articlelint: ignore[TXT]\nid: b\n", "# x\nid: b\n", id="in-a-comment"),
        pytest.param(
            "title: |- # articlelint: ignore[TXT]\n  a\n", "title: |-\n  a\n", id="header"
        ),
        pytest.param(
            "title: a &#39; # articlelint: ignore[TXT,URL001 , TXT001,URL00] x\n",
            "title: a &#39; # articlelint: ignore[TXT , TXT001] x\n",
            id="some-of-a-list",
        ),
        pytest.param(
            "title: a # articlelint: ignore[TXT001, XYZ, TXT002]\n",
            "title: a # articlelint: ignore[XYZ]\n",
            id="an-unknown-one-stays",
        ),
        pytest.param("title: a # articlelint: ignore[TXT]\u2028id: b\n", None, id="odd-line-end"),
    ],
)
def test_the_fix_deletes_what_is_of_no_use(before: str, after: str | None) -> None:
    source = Source("a.md", f"---\n{before}---\n")
    outcome = fix(source, ARTICLE, Settings(now=CASE_CLOCK))
    assert {item.code for item in outcome.fixed} <= {"PAR013"}
    if after is not None:
        assert outcome.after.text == f"---\n{after}---\n"
    assert Document(outcome.after).data == Document(source).data


@pytest.mark.parametrize(
    ("heat", "comment"),
    [
        pytest.param(
            "84", "  # articlelint: ignore[REL004] by hand", id="of-use-after-the-other-fix"
        ),
        pytest.param("74", "", id="of-no-use-after-it-either"),
    ],
)
def test_comments_are_checked_after_all_other_fixes(heat: str, comment: str) -> None:
    line = "heat: {}  # articlelint: ignore[REL004] by hand\n"
    source = Source("a.md", f'---\npublished: true\nquality: "74"\n{line.format(heat)}---\n')
    outcome = fix(source, ARTICLE, Settings(now=CASE_CLOCK))
    mended = f"---\npublished: true\nquality: 74\nheat: {heat}{comment}\n---\n"
    assert outcome.after.text == mended


@pytest.mark.slow
def test_many_comments_take_linear_time() -> None:
    lines = "".join(f"k{index}: a\n# articlelint: ignore[X{index}]\n" for index in range(500))
    stacked = "# articlelint: ignore[TXT001]\n" * 1_250
    items = "- title: a &amp; b\n" * 500
    with bounded(shrunk=4):
        result = result_of(f"{stacked}related:\n{items}{lines}", "TXT001")
    assert (result.diagnostics, result.suppressed.hidden) == ((), 500)


# Across the site

LINK = "https://a.com/one"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "_news").mkdir()
    (tmp_path / "_config.yml").write_text("url: https://example.org\n", encoding="utf-8")
    for name, comment in (("a", ""), ("b", ""), ("c", "")):
        write(tmp_path, name, comment)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(site: Path, name: str, comment: str, link: str = LINK) -> None:
    text = f"---\ntitle: {name}\ntype: article\nwebUrl: {link}  {comment}\n---\n"
    (site / f"_news/{name}.md").write_text(text, encoding="utf-8")


def reported(site: Path, *paths: str) -> list[tuple[str, str]]:
    report = linted(site, *paths)
    return [(item.code, item.path[-4:-3]) for item in report.diagnostics]


def linted(site: Path, *paths: str) -> Report:
    configs = Configs(Overrides(select=("DUP001", "PAR013"), now=CASE_CLOCK))
    return run(find(paths or ["."], site, configs), configs)


SAME = "# articlelint: ignore[DUP001]"


@pytest.mark.parametrize(
    ("with_comment", "expected"),
    [
        pytest.param("", [("DUP001", "c")], id="none"),
        pytest.param("c", [], id="at-the-finding"),
        pytest.param("a", [("DUP001", "c")], id="at-one-of-two-others"),
        pytest.param("ab", [], id="at-all-others"),
    ],
)
def test_findings_between_files(
    site: Path, with_comment: str, expected: list[tuple[str, str]]
) -> None:
    for name in with_comment:
        write(site, name, SAME)
    assert reported(site) == expected


@pytest.mark.parametrize("at", ["a", "b"])
def test_of_two_files_either_may_have_the_comment(site: Path, at: str) -> None:
    (site / "_news/c.md").unlink()
    write(site, at, SAME)
    for paths in ([], ["_news/a.md"], ["_news/b.md"], ["_news/b.md", "_news/a.md"]):
        assert reported(site, *paths) == []


def test_hidden_findings_between_files_are_counted(site: Path) -> None:
    write(site, "c", SAME)
    assert linted(site).hidden == 1
    assert linted(site, "_news/a.md").hidden == 0


def test_a_rule_that_is_off_in_a_file_is_not_unused_there(site: Path) -> None:
    write(site, "b", "# articlelint: ignore[DUP001, TXT001]", "https://b.com/two")
    assert reported(site, "_news/b.md") == [("PAR013", "b")]
    config = '[per-file-ignores]\n"_news/b.md" = ["DUP001"]\n'
    (site / "articlelint.toml").write_text(config, encoding="utf-8")
    assert reported(site, "_news/b.md") == []
    (site / "articlelint.toml").write_text(config.replace("DUP", "PAR"), encoding="utf-8")
    assert reported(site, "_news/b.md") == [("PAR013", "b")]
    config = config.replace("DUP001", "PAR013")
    (site / "articlelint.toml").write_text(config, encoding="utf-8")
    assert reported(site, "_news/b.md") == []


def test_unused_between_files(site: Path) -> None:
    write(site, "b", SAME, "https://b.com/two")
    assert reported(site) == [("PAR013", "b"), ("DUP001", "c")]
    assert reported(site, "_news/b.md") == [("PAR013", "b")]
    assert reported(site, "_news/a.md") == [("DUP001", "a")]
    write(site, "b", "# articlelint: ignore[SEC]", "https://b.com/two")
    assert reported(site, "_news/b.md") == []


def test_rules_that_need_a_site_declare_it() -> None:
    for rule in all_rules().values():
        assert rule.needs_site == all(case.files for case in rule.bad), rule.code


# Properties

BLOCK = find_block(SEED)
assert isinstance(BLOCK, FrontMatter)
# At the end of a blank line a comment stands alone, and covers what is below it.
ROWS = [
    row
    for row in range(2, SEED.count("\n", 0, BLOCK.closing.start) + 1)
    if SEED.split("\n")[row - 1].strip()
]
SELECTORS = st.sampled_from(["TXT", "URL", "ALL", "REL004", "SCH", "XYZ", ""])
WRONG = (
    ("Suspends", "Suspends &amp;"),
    ("width: 50", 'width: "50"'),
    ("https://www.", "http://www."),
    ("heat: ", "heat: 9"),
)


@pytest.mark.slow
@settings(max_examples=20)
@given(
    st.sampled_from(ROWS),
    SELECTORS,
    st.lists(st.sampled_from(WRONG), unique=True),
    st.booleans(),
)
def test_a_comment_changes_nothing_on_other_lines(
    row: int,
    selectors: str,
    defects: list[tuple[str, str]],
    above: bool,  # noqa: FBT001
) -> None:
    text = SEED
    for right, wrong in defects:
        text = text.replace(right, wrong)
    lines = text.split("\n")
    comment = f"# articlelint: ignore[{selectors}]"
    changed = list(lines)
    if above:
        changed.insert(row - 1, " " * indent_of(lines[row - 1]) + comment)
    else:
        changed[row - 1] += f"  {comment}"
    before, after = ("\n".join(each) for each in (lines, changed))
    assert yaml_of(before) == yaml_of(after)
    old = [
        key(item, item.start.row + (above and item.start.row >= row)) for item in findings(before)
    ]
    new = [key(item, item.start.row) for item in findings(after) if item.code != "PAR013"]
    assert set(new) <= set(old)
    gone = {at for _, at, _ in set(old) - set(new)}
    assert gone <= (rows_of_entry(changed, row + 1) if above else {row})


LISTS = st.lists(SELECTORS, max_size=4).map(",".join)


@pytest.mark.slow
@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.sampled_from(ROWS), LISTS), max_size=4),
    st.lists(st.sampled_from(WRONG), unique=True),
)
def test_fixes_come_to_an_end_and_spare_what_is_hidden(
    placed: list[tuple[int, str]], defects: list[tuple[str, str]]
) -> None:
    text = SEED
    for right, wrong in defects:
        text = text.replace(right, wrong)
    lines = text.split("\n")
    for row, selectors in placed:
        lines[row - 1] += f"  # articlelint: ignore[{selectors}] why"
    before = Source("a.md", "\n".join(lines))
    outcome = fix(before, ARTICLE, Settings(now=CASE_CLOCK))
    again = fix(outcome.after, ARTICLE, Settings(now=CASE_CLOCK))
    assert (again.after, again.fixed) == (outcome.after, ())
    left = outcome.result.diagnostics
    assert "INT001" not in {item.code for item in left}
    assert not [item for item in left if item.code == "PAR013" and item.fix]
    first = lint(before, ARTICLE, Settings(now=CASE_CLOCK))
    assert outcome.result.suppressed.hidden == first.suppressed.hidden
    if {item.code for item in outcome.fixed} <= {"PAR013"}:
        assert yaml_of(outcome.after.text) == yaml_of(before.text)


def rows_of_entry(lines: list[str], row: int) -> set[int]:
    """Return a row with those below it that are indented deeper."""
    first = indent_of(lines[row - 1])
    deeper = takewhile(lambda at: indent_of(lines[at - 1]) > first, range(row + 1, len(lines)))
    return {row, *deeper}


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def findings(text: str) -> tuple[Diagnostic, ...]:
    return lint(decode("a.md", text.encode()), ARTICLE, Settings(now=CASE_CLOCK)).diagnostics


def key(item: Diagnostic, row: int) -> tuple[str, int, str]:
    return (item.code, row, item.message)


def yaml_of(text: str) -> object:
    return next(yaml.load_all(text, yaml.BaseLoader))


TEXTS = st.text(st.sampled_from("ab #:'\"|>-\n[],&*\u2028"), max_size=40)


@given(st.lists(st.one_of(TEXTS, st.just(X)), max_size=4).map("".join))
def test_comments_are_those_that_the_parser_sees(middle: str) -> None:
    """Where the word in a comment is changed the data stays, elsewhere it changes."""
    text = f"a: {middle}\nb: c\n"
    document = Document(Source("a.yml", text))
    for comment in find_comments(document):
        start = comment.comment.start
        other = text[:start] + text[start:].replace("TXT001", "TXT009", 1)
        assert Document(Source("a.yml", other)).data == document.data
    if document.root is not None:
        inside = str(document.data).count(X)
        assert len(find_comments(document)) + inside <= text.count(X)


def test_while_a_value_is_of_another_type_no_comment_is_called_unused() -> None:
    text = "---\nquality: high\nheat: 99 # articlelint: ignore[REL004]\n---\n"
    result = lint(Source("a.md", text), ARTICLE, Settings(now=CASE_CLOCK))
    assert "SCH003" in {item.code for item in result.diagnostics}
    assert "PAR013" not in {item.code for item in result.diagnostics}


@pytest.mark.slow
@pytest.mark.parametrize("later", [0, 800, 1_500])
def test_comments_are_reported_within_the_limit_whichever_rules_they_name(
    tmp_path: Path, later: int
) -> None:
    (tmp_path / "_config.yml").write_text("url: https://example.com\n", encoding="utf-8")
    file = tmp_path / "_news/a.md"
    file.parent.mkdir()
    codes = ["DUP001"] * later + ["TXT001"] * (1_600 - later)
    lines = [f"k{at}: 1 # articlelint: ignore[{code}]\n" for at, code in enumerate(codes)]
    file.write_text(f"---\n{''.join(lines)}---\n", encoding="utf-8")
    configs = Configs(Overrides(select=("PAR013", "DUP001", "TXT001")), isolated=True)
    report = run(find([str(file)], tmp_path, configs), configs)
    messages = [item.message for item in report.diagnostics]
    assert len(messages) == 1_001
    assert sum(message.startswith("there are more than 1,000") for message in messages) == 1


def test_rows_of_a_file_are_counted_once_for_all_that_is_found_between_files() -> None:
    text = "---\n" + "# articlelint: ignore[DUP001]\n" * 40 + "title: a\n---\n"
    comments = find_comments(Document(Source("a.md", text)))
    undecided = tuple(Unused(comment, comment.selectors) for comment in comments)
    read: list[str] = []

    def lines_of(path: str) -> LineIndex:
        read.append(path)
        return LineIndex(text)

    settings = Settings(select=("DUP001", "PAR013"))
    result = check_site([], settings, lines_of, {"a.md": Suppressed(comments, undecided)})
    assert [item.start.row for item in result.diagnostics] == list(range(2, 42))
    assert read == ["a.md"]
