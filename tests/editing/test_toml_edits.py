"""Edits of TOML: strings, keys, entries, items, in every layout that TOML has for them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.text import Edit, Span, apply_edits
from linter.core.values import Path
from linter.editing.entry import insert_after, insert_before, remove_pair, reorder_pairs
from linter.editing.item import remove_item, reorder_items
from linter.editing.key import rename_key
from linter.editing.scalar import part_span, rewrite, write_plain
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from tests.each_case import each_case

Edits = tuple[Edit, ...] | None


def document(content: str) -> Document:
    return Document(Source("a.md", f"+++\n{content}+++\nbody\n"), Dialect.HUGO)


def applied(read: Document, edits: Edits) -> str | None:
    """Return the content after the edits; None for no edits."""
    if edits is None:
        return None
    text = apply_edits(read.source.text, edits)
    assert text.startswith("+++\n")
    assert text.endswith("+++\nbody\n")
    assert Document(Source("a.md", text), Dialect.HUGO).problem is None
    return text.removeprefix("+++\n").removesuffix("+++\nbody\n")


# Strings


@each_case(
    [
        ('"a b"', "a c", '"a c"'),
        ('"a \\u00e9 b"', "a \u00e9 c", '"a \\u00e9 c"'),
        ('"a"', 'a"\\\n\t\x1b\x7f', '"a\\"\\\\\\n\t\\u001B\\u007F"'),
        ("'a \\ b'", "a \\ c", "'a \\ c'"),
        ("'a b'", "it's", '"it\'s"'),
        ("'a b'", "a\nb", '"a\\nb"'),
        ('"""a\nb"""', "a\nc", '"""a\nc"""'),
        ('"""\na \\\n   b\n"""', "a c\n", '"""\na \\\n   c\n"""'),
        ('"""a"""', 'a "b" c', '"""a "b" c"""'),
        ('"""a"""', 'a"', '"""a""""'),
        ('"""a"""', 'a"""b', '"a\\"\\"\\"b"'),
        ('"""a"""', "a\\b\r", '"""a\\\\b\\r"""'),
        ("'''a\nb'''", "a\nit's", "'''a\nit's'''"),
        ("'''a'''", "a'''b", "\"a'''b\""),
        ("'''a'''", "a\r", '"a\\r"'),
        ("'''\na'''", "", "'''\n'''"),
        ("'a'", "\U0001f600", "'\U0001f600'"),
        ("1", "one", '"one"'),
        ("2020-06-11", "soon", '"soon"'),
    ]
)
def test_a_string_keeps_its_form_where_that_can_hold_the_text(
    token: str, value: str, written: str
) -> None:
    read = document(f"x = {token} # c\n")
    assert applied(read, rewrite(read, ("x",), value)) == f"x = {written} # c\n"


def test_a_line_break_in_a_text_of_several_lines_is_that_of_the_file() -> None:
    source = Source("a.md", '+++\r\na = """\r\nb\r\nc"""\r\n+++\r\n')
    read = Document(source, Dialect.HUGO)
    assert read.data == {"a": "b\nc"}
    edits = rewrite(read, ("a",), "b\nc\nd")
    assert edits is not None
    assert apply_edits(source.text, edits) == '+++\r\na = """\r\nb\r\nc\r\nd"""\r\n+++\r\n'


_TEXTS = st.text(st.sampled_from("ab'\"\\\n\r\t \x00\u2028é😀"), max_size=8)


@pytest.mark.slow
@given(_TEXTS, _TEXTS, st.sampled_from(['"', "'", '"""', "'''"]), st.booleans())
def test_a_rewritten_string_is_read_as_the_new_text(
    old: str,
    new: str,
    style: str,
    windows: bool,  # noqa: FBT001 - drawn
) -> None:
    token = f"{style}{old}{style}"
    newline = "\r\n" if windows else "\n"
    source = Source("a.toml", f"a = {token}\nb = 1\n".replace("\n", newline))
    read = Document(source, Dialect.HUGO)
    if read.problem is not None:
        return
    edits = rewrite(read, ("a",), new)
    assert edits is not None
    after = Document(Source("a.toml", apply_edits(source.text, edits)), Dialect.HUGO)
    assert after.problem is None
    assert after.data == {"a": new, "b": 1}


@each_case(
    [
        ('"a &amp; b"', 2, 7, "&amp;"),
        ('"\\u00e9 &amp;"', 2, 7, "&amp;"),
        ('"\\u00e9x"', 0, 1, "\\u00e9"),
        ('"""\na \\\n  bc"""', 2, 3, "b"),
        ('"""\na \\\n  bc"""', 1, 3, " \\\n  b"),
        ("'''a\nb'''", 1, 2, "\n"),
        ("12", 0, 1, "12"),
    ]
)
def test_where_a_part_of_a_text_stands(token: str, start: int, end: int, text: str) -> None:
    read = document(f"x = {token}\n")
    assert read.text(part_span(read, ("x",), start, end)) == text


@pytest.mark.parametrize(
    ("literal", "written"),
    [
        ("50", "50"),
        ("true", "true"),
        ("1.5", "1.5"),
        ("2020-06-11T00:03:00Z", "2020-06-11T00:03:00Z"),
        ('"a \\" b"', '"a \\" b"'),
        ("null", None),
        ("012", None),
        (".inf", None),
        ("'it''s'", None),
        ("text", None),
        ("1\nb = 2", None),
        ("1 # c", None),
    ],
)
@pytest.mark.parametrize("token", ["'x'", "2020-06-11 10:00:00", '"""\nx"""', "1_0", "true"])
def test_a_literal_takes_the_place_of_any_scalar_if_toml_has_it(
    token: str, literal: str, written: str | None
) -> None:
    read = document(f"a = [{token}] # c\n")
    expected = None if written is None else f"a = [{written}] # c\n"
    assert applied(read, write_plain(read, ("a", 0), literal)) == expected


# Keys


@each_case(
    [
        ("titel = 1\n", ("titel",), "title = 1\n"),
        ("'titel' = 1\n", ("titel",), "'title' = 1\n"),
        ("a.titel.b = 1\n", ("a", "titel"), "a.title.b = 1\n"),
        ("a = {titel.b = 1}\n", ("a", "titel"), "a = {title.b = 1}\n"),
        ("[titel]\nx = 1\n[titel.sub]\n", ("titel",), "[title]\nx = 1\n[title.sub]\n"),
        (
            "titel.x = 1\nb = 2\ntitel.y = 3\n",
            ("titel",),
            "title.x = 1\nb = 2\ntitel.y = 3\n".replace("titel", "title"),
        ),
        ("[[titel]]\n[[titel]]\n[titel.a]\n", ("titel",), "[[title]]\n[[title]]\n[title.a]\n"),
        (
            "[[a]]\ntitel = 1\n[[a]]\ntitel = 2\n",
            ("a", 1, "titel"),
            "[[a]]\ntitel = 1\n[[a]]\ntitle = 2\n",
        ),
    ]
)
def test_a_key_is_renamed_wherever_it_is_written(content: str, path: Path, renamed: str) -> None:
    read = document(content)
    assert applied(read, rename_key(read, path, "title")) == renamed


def test_a_name_gets_quotes_where_it_needs_some() -> None:
    read = document("a.b = 1\n")
    assert applied(read, rename_key(read, ("a", "b"), "c d")) == 'a."c d" = 1\n'


# Entries


@each_case(
    [
        (
            "x = 'a' # c\ny = 2\n",
            ("x",),
            "x = 'a' # c\nn = 'v'\ny = 2\n",
            "n = 'v'\nx = 'a' # c\ny = 2\n",
        ),
        (
            "[t]\n  x = 1\n[u]\n",
            ("t", "x"),
            '[t]\n  x = 1\n  n = "v"\n[u]\n',
            '[t]\n  n = "v"\n  x = 1\n[u]\n',
        ),
        ("[t]\n\tx = 1\n", ("t", "x"), '[t]\n\tx = 1\n\tn = "v"\n', '[t]\n\tn = "v"\n\tx = 1\n'),
        (
            "a.x = 1\nb = 2\n",
            ("a", "x"),
            'a.x = 1\na.n = "v"\nb = 2\n',
            'a.n = "v"\na.x = 1\nb = 2\n',
        ),
        (
            "a = {x = 1, y = 2}\n",
            ("a", "x"),
            'a = {x = 1, n = "v", y = 2}\n',
            'a = {n = "v", x = 1, y = 2}\n',
        ),
        (
            "a = {b.x = 1}\n",
            ("a", "b", "x"),
            'a = {b.x = 1, b.n = "v"}\n',
            'a = {b.n = "v", b.x = 1}\n',
        ),
        ('x = """\na\n"""\n', ("x",), 'x = """\na\n"""\nn = "v"\n', 'n = "v"\nx = """\na\n"""\n'),
        (
            "a = [{x = 'b'}]\n",
            ("a", 0, "x"),
            "a = [{x = 'b', n = 'v'}]\n",
            "a = [{n = 'v', x = 'b'}]\n",
        ),
        ("a = [1]\n", ("a",), None, None),
    ]
)
def test_an_entry_is_written_beside_another(
    content: str, path: Path, after: str | None, before: str | None
) -> None:
    read = document(content)
    assert applied(read, insert_after(read, path, "n", "v")) == after
    assert applied(read, insert_before(read, path, "n", "v")) == before


def test_an_entry_at_the_end_of_a_file_without_a_line_end() -> None:
    read = Document(Source("a.toml", "x = 'a'"), Dialect.HUGO)
    edits = insert_after(read, ("x",), "n", "v")
    assert edits is not None
    assert apply_edits(read.source.text, edits) == "x = 'a'\nn = 'v'"


def removed(content: str, path: Path, index: int) -> str | None:
    read = document(content)
    node = read.member(path).node
    return applied(read, remove_pair(read, node, index))  # type: ignore[arg-type]


@each_case(
    [
        ("a = 1 # c\nb = 2\n", (), 0, "b = 2\n"),
        ("a = 1\n\nb = '''\nx\n'''\n\nc = 3\n", (), 1, "a = 1\n\nc = 3\n"),
        ("[t]\na = 1\nb = 2\n", ("t",), 1, "[t]\na = 1\n"),
        ("x.a = 1\nx.b = 2\n", ("x",), 0, "x.b = 2\n"),
        ("x = {a = 1, b = 2}\n", ("x",), 0, "x = {b = 2}\n"),
        ("x = {a = 1, b = 2}\n", ("x",), 1, "x = {a = 1}\n"),
        ("a = 1\n[t]\nx = 1\n", (), 1, None),
        ("[t]\n[u]\n", (), 0, None),
    ]
)
def test_an_entry_is_removed_if_it_is_no_table(
    content: str, path: Path, index: int, left: str | None
) -> None:
    assert removed(content, path, index) == left


def reordered(content: str, path: Path, order: Sequence[int]) -> str | None:
    read = document(content)
    return applied(read, reorder_pairs(read, path, order))


@each_case(
    [
        ("# c\na = 1 # a\nb = '''\nx'''\n", (), (1, 0), "b = '''\nx'''\n# c\na = 1 # a\n"),
        ("a = 1\nb = 2\n[t]\nx = 1\n", (), (1, 0, 2), "b = 2\na = 1\n[t]\nx = 1\n"),
        ("a = 1\n[t]\nx = 1\n[u]\n", (), (0, 2, 1), "a = 1\n[t]\nx = 1\n[u]\n"),
        ("b = 1\na = 1\n[t]\n[u]\n", (), (1, 0, 3, 2), "a = 1\nb = 1\n[t]\n[u]\n"),
        ("a = 1\n[t]\nx = 1\n", (), (1, 0), None),
        ("[t]\na = 1\nb = 2\n", ("t",), (1, 0), "[t]\nb = 2\na = 1\n"),
        ("t = {a = 1, b.c = 2}\n", ("t",), (1, 0), "t = {b.c = 2, a = 1}\n"),
        ("a = [\n  1,\n]\n\nb = 2\n", (), (1, 0), "b = 2\n\na = [\n  1,\n]\n"),
    ]
)
def test_entries_change_places_above_the_tables(
    content: str, path: Path, order: tuple[int, ...], after: str | None
) -> None:
    assert reordered(content, path, order) == after


# Items


@each_case(
    [
        ("x = [1, 2, 3]\n", 0, "x = [2, 3]\n"),
        ("x = [1, 2, 3]\n", 2, "x = [1, 2]\n"),
        ("x = [\n  1,\n  2,\n]\n", 1, "x = [\n  1,\n]\n"),
        ("x = [\n  1, # c\n  2,\n]\n", 1, None),
        ("x = [\n  1,\n  2, # c\n]\n", 1, None),
        ("[[x]]\na = 1\n\n[[x]]\na = 2\n[x.b]\nc = 3\n", 1, "[[x]]\na = 1\n\n"),
        ("[[x]]\na = 1\n\n[[x]]\na = 2\n", 0, "\n[[x]]\na = 2\n"),
        ("[[x]]\na = 1\n[t]\n[[x]]\na = 2\n", 1, None),
        ("[[x]]\n[t]\n[x.a]\nb = 1\n[[x]]\n", 0, None),
    ]
)
def test_an_item_is_removed(content: str, index: int, left: str | None) -> None:
    read = document(content)
    assert applied(read, remove_item(read, ("x", index))) == left


@each_case(
    [
        ("x = [1, 2]\n", "x = [2, 1]\n"),
        ("x = [\n  1,\n  2,\n]\n", "x = [\n  2,\n  1,\n]\n"),
        ("x = [\n  1, # one\n  2,\n]\n", None),
        (
            "k = 1\n\n# first\n[[x]] # h\na = 1\n[x.b]\nc = 1\n\n# second\n[[x]]\na = 2\n",
            "k = 1\n\n# second\n[[x]]\na = 2\n\n# first\n[[x]] # h\na = 1\n[x.b]\nc = 1\n",
        ),
        ("[[x]]\na = 1\n[t]\n[[x]]\na = 2\n", None),
        ("[[y.x]]\n", None),
    ]
)
def test_items_change_places(content: str, after: str | None) -> None:
    read = document(content)
    path: Path = ("x",) if "x" in read.data else ("y", "x")
    size = len(read.member(path).node.value)
    order = tuple(reversed(range(size)))
    found = applied(read, reorder_items(read, path, order))
    assert found == (after if size > 1 else content)


def test_spans_of_edits_are_inside_the_block() -> None:
    read = document("a = [1, 2]\n")
    assert read.block is not None
    edits = remove_item(read, ("a", 0))
    assert edits is not None
    assert all(read.block.content.start <= each.span.start for each in edits)
    assert Span(*edits[0].span).end <= read.block.content.end
