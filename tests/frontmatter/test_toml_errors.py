"""Broken TOML is explained by the mistake, at the place of the mistake."""

import re

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.schema.schema import Schema
from tests.each_case import each_case

ANY_SCHEMA = Schema("any", {}, {"": {}})


def findings(content: str) -> tuple[Diagnostic, ...]:
    source = Source("a.md", f"+++\n{content}\n+++\n")
    return lint(source, ANY_SCHEMA, Settings(), dialect=Dialect.HUGO).diagnostics


BROKEN = [
    # Quotes
    ('title = "a\ntype = 1', (1, 9), '"', "nothing closes this quote"),
    ("title = 'a # b", (1, 9), "'", "nothing closes this quote"),
    ('a = """x\ny', (1, 5), '"""', "nothing closes these quotes"),
    ("b = 1\na = '''x\n'", (2, 5), "'''", "nothing closes these quotes"),
    ('title = a"', (1, 9), 'a"', "a text needs quotes"),
    ('title = "it "is" here"', (1, 13), '"', 'this `"` closes the text'),
    ("title = 'it's here'", (1, 12), "'", "this `'` closes the text"),
    ('title = "a" "b"', (1, 11), '"', 'this `"` closes the text'),
    ("a = “x”", (1, 5), "“", "`“` is not a quote in TOML"),
    ("a = `x`", (1, 5), "`", "is not a quote in TOML"),
    ("“a” = 1", (1, 1), "“", "`“` is not a quote in TOML"),
    ('a = ["x, "y"]', (1, 10), '"', 'this `"` closes the text'),
    # Texts without quotes, and words of others
    ("title = Hello World", (1, 9), "Hello World", "a text needs quotes"),
    ("a = @x # c", (1, 5), "@x # c", "a text needs quotes"),
    ("tags = [a, b]", (1, 9), "a", "a text needs quotes"),
    ("a = |\n  text", (1, 5), "|", "several lines in YAML"),
    ("a = True", (1, 5), "True", "TOML writes this `true`"),
    ("draft = no", (1, 9), "no", "TOML writes this `false`"),
    ("a = null", (1, 5), "null", "TOML has no empty value"),
    ("a = [1, ~]", (1, 9), "~", "TOML has no empty value"),
    # Keys and equals signs
    ('title "a"', (1, 1), 'title "a"', "this line has no `=`"),
    ("a = 1\njust text", (2, 1), "just text", "this line has no `=`"),
    ("a = 1\ntitle: b", (2, 6), ":", "a `=` is expected after the key"),
    ("title: b\na = 1", (1, 6), ":", "a `=` is expected after the key"),
    ("title = ", (1, 7), "=", "a value is missing after this `=`"),
    ("title = # later\ntags = []", (1, 7), "=", "a value is missing after this `=`"),
    ("b == 2", (1, 4), "=", "a value is expected here, not `=`"),
    ("= 1", (1, 1), "=", "a key is missing before this `=`"),
    ("a. = 1", (1, 2), ".", "a part of the key is missing"),
    ("my key = 1", (1, 1), "my key", "a key with spaces needs quotes"),
    ("größe = 1", (1, 1), "größe", "the letters A to Z"),
    ('"a = 1', (1, 1), '"', "nothing closes this quote"),
    ('"""a""" = 1', (1, 1), '"""a""" = 1', "this line has no `=`"),
    ("a = 1 b = 2", (1, 7), "b = 2", "another key stands on the same line"),
    ("a = 1, ", (1, 6), ",", "a `,` cannot follow the value"),
    ('a = "x", b = "y"', (1, 8), ",", "a `,` cannot follow the value"),
    # YAML
    ("title: a\ntags:\n  - b", (1, 1), "title: a", "this is YAML, and lines of `+++`"),
    ("- a", (1, 1), "-", "a list in TOML is written in brackets"),
    ("a = 1\n---", (2, 1), "---", "`---` closes YAML; TOML is closed by `+++`"),
    # Comments and merge conflicts
    ("// c\na = 1", (1, 1), "//", "a comment in TOML starts with `#`"),
    ("a = 1\n<<<<<<< HEAD\nb = 1", (2, 1), "<<<<<<< HEAD", "a merge conflict"),
    ("a = 1\n=======\nb = 1", (2, 1), "=======", "a merge conflict"),
    # Lists and inline tables
    ('tags = ["a", "b"\ntype = 1', (1, 8), "[", "nothing closes this bracket"),
    ("a = [\n  1,\n[t]\nb = 1", (1, 5), "[", "nothing closes this bracket"),
    ("a = [1, 2", (1, 5), "[", "nothing closes this bracket"),
    ('tags = ["a" "b"]', (1, 13), '"', "a `,` is missing before this"),
    ("a = [\n  1\n  2\n]", (3, 3), "2", "a `,` is missing before this"),
    ("a = [1,, 2]", (1, 8), ",", "a value is missing before this `,`"),
    ("a = [1}", (1, 7), "}", "a `]` is expected here"),
    ("a = [[1, 2]", (1, 5), "[", "nothing closes this bracket"),
    ("a = {b = 1", (1, 5), "{", "nothing closes this bracket"),
    ("a = {\n b = 1\nc = 2\n[t]", (1, 5), "{", "nothing closes this bracket"),
    ("a = {b = 1,\n# c\n c = d}", (3, 6), "d", "a text needs quotes"),
    ("a = {b = 1,}\ntime = 10:00:0", (2, 8), "10:00:0", "no such form of a date"),
    ('a = "\\e\\x41"\nb = "\\xZZ"', (2, 6), "\\x", "this escape does not exist"),
    ("a = {b: 1}", (1, 7), ":", "a `=` is expected after the key"),
    ("a = {b = 1 c = 2}", (1, 12), "c", "a `,` is missing before this"),
    ("a = {b = }", (1, 8), "=", "a value is missing after this `=`"),
    ("a = {b = 1]", (1, 11), "]", "a `}` is expected here"),
    # Headers
    ("[a\nb = 1", (1, 1), "[", "nothing closes this bracket"),
    ("[[a]\nb = 1", (1, 4), "]", "a second `]` is missing"),
    ("[a]]", (1, 4), "]", "this `]` closes nothing"),
    ("[]", (1, 2), "]", "the name of the table is missing"),
    ("[a b]", (1, 2), "a b", "the name of a table without quotes"),
    ("[a] b = 1", (1, 5), "b = 1", "text follows the name of the table"),
    # What is defined again
    ("[a]\nb = 1\n[a]\nc = 1", (3, 2), "a", "the table `a` is defined already"),
    ("[x.a]\n[x.a]", (2, 2), "x.a", "the table `a` is defined already"),
    ("[[a]]\n[a]", (2, 2), "a", "`a` is an array of tables already"),
    ("[a]\n[[a]]", (2, 3), "a", "`a` is a table already"),
    ("a = 1\n[a]", (2, 2), "a", "`a` has a value already"),
    ("a = 1\na.b = 2", (2, 1), "a.b", "`a` has a value already"),
    ("a = {b = 1}\n[a.c]", (2, 2), "a.c", "`a` has a value already"),
    ("[t]\na = {b = 1}\na.c = 1", (3, 1), "a.c", "`a` has a value already"),
    # Dates and numbers
    ("date = 2020-02-30", (1, 8), "2020-02-30", "there is no such date or time"),
    ("a = 2020-06-11T25:00:00Z", (1, 5), "2020-06-11T25:00:00Z", "there is no such date or time"),
    ("date = 2020-6-1", (1, 8), "2020-6-1", "no such form of a date"),
    ("date = 11.06.2020", (1, 8), "11.06.2020", "no such form of a date"),
    ("date = 2020-06-11 10", (1, 8), "2020-06-11 10", "no such form of a date"),
    ("a = 012", (1, 5), "012", "no number in TOML starts with `0`"),
    ("a = 1_", (1, 5), "1_", "a `_` in a number"),
    ("a = .5", (1, 5), ".5", "a `.` in a number"),
    ("a = 1.10.2", (1, 5), "1.10.2", "this is no number"),
    ("a = " + "9" * 5000, (1, 5), "9" * 5000, "too many digits"),
    # Escapes and control characters
    ('a = "C:\\x"', (1, 8), "\\x", "this escape does not exist"),
    ('a = "C:\\Users"', (1, 8), "\\U", "8 hexadecimal digits must follow"),
    ('a = "it\\\'s"', (1, 8), "\\'", "a `'` needs no backslash"),
    ('a = "\\ud800"', (1, 6), "\\ud800", "there is no such character"),
    ('a = """\n\\q"""', (2, 1), "\\q", "this escape does not exist"),
    ('a = "x\x01y"', (1, 7), "\x01", "cannot contain this control character"),
    ("a = 1 # c\x01", (1, 10), "\x01", "does not allow this control character"),
    ("a = 1\rb = 2", (1, 6), "\r", "does not allow this control character"),
]


@each_case(BROKEN)
def test_broken_toml(content: str, place: tuple[int, int], text: str, says: str) -> None:
    (finding,) = findings(content)
    assert finding.code == "PAR003"
    assert says in finding.message
    row, column = finding.start
    assert (row - 1, column) == place
    assert f"+++\n{content}"[slice(*finding.span)] == text


@each_case(BROKEN)
def test_lines_before_and_carriage_returns_do_not_move_the_place(
    content: str, place: tuple[int, int], text: str, says: str
) -> None:
    before = '# é 😀 [\nfirst = """\n[x\n""" # "\n\n'
    for newline in ("\n", "\r\n"):
        whole = f"{before}{content}".replace("\n", newline)
        finding = next(each for each in findings(whole) if each.code == "PAR003")
        if says.startswith("this is YAML"):
            continue
        row, column = finding.start
        assert says in finding.message
        assert (row - 6, column) == place
        assert f"+++\n{whole}"[slice(*finding.span)] == text.replace("\n", newline)


def test_no_message_is_that_of_the_parser() -> None:
    for content, *_ in BROKEN:
        (finding,) = findings(content)
        shown = f"{finding.message} {finding.help}"
        assert not re.search(r"at line|Expected|Invalid|Cannot|Unclosed|Illegal|Found", shown)


@each_case([("[a]\nb = 1\n[a]", (1, 2)), ("a.b = 1\n[a]", (1, 1)), ("a = 1\n[a]", (1, 1))])
def test_what_is_defined_again_shows_where_it_was(content: str, first: tuple[int, int]) -> None:
    (finding,) = findings(content)
    (related,) = finding.related
    assert related.span.start == len("+++\n") + first[1] - 1


@each_case(
    [
        ("a = 1\na = 1", ["a"]),
        ("[t]\na = 1\nb = 2\n'a' = 3", ["a"]),
        ("a = {b = 1, b = 2}", ["b"]),
        ("a.b = 1\na.b = 1", ["b"]),
        ("a.b = 1\na = 2", ["a"]),
        ("[[t]]\nx = 1\n[[t]]\nx = 1\nx = 1", ["x"]),
    ]
)
def test_a_duplicate_key_is_one_of_par004(content: str, keys: list[str]) -> None:
    found = findings(content)
    assert [each.code for each in found] == ["PAR004"] * len(keys)
    assert [f"+++\n{content}"[slice(*each.span)] for each in found] == keys
    assert "TOML does not allow that" in found[0].message


def test_a_duplicate_key_beside_another_mistake_is_not_looked_for() -> None:
    (finding,) = findings("a = 1\na = 2\nb = c")
    assert (finding.code, finding.start.row) == ("PAR003", 3)


@each_case([("+++\na = 1\n", "`+++`"), ("+++\na = 1\n---\nbody\n", "`+++`"), ("+++", "`+++`")])
def test_toml_that_nothing_closes_is_one_of_par002(text: str, helps: str) -> None:
    (finding,) = lint(
        Source("a.md", text), ANY_SCHEMA, Settings(), dialect=Dialect.HUGO
    ).diagnostics
    assert (finding.code, finding.start) == ("PAR002", (1, 1))
    assert helps in finding.message
    assert helps in (finding.help or "")
