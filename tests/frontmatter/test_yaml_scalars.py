from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from linter.core.text import Edit, Span, apply_edits, difference
from linter.frontmatter import block
from linter.frontmatter.scalar_text import ScalarPlace
from linter.frontmatter.yaml_scalars.careful import careful_edits
from linter.frontmatter.yaml_scalars.rewrite import replace, rewrite_parts
from linter.frontmatter.yaml_scalars.source_map import source_map
from linter.frontmatter.yaml_scalars.tokens import parent_indent
from linter.frontmatter.yaml_scalars.write import write
from tests.processor_time import bounded
from tests.sites import OWN, REAL, on_each_site

STYLES = ["", "'", '"', "|", ">"]


class Scalar(NamedTuple):
    """A scalar of a document, as a caller hands it over."""

    token: str
    start: int
    end: int
    style: str
    value: str
    indent: int
    flow: bool
    key: bool


def scalars_in(document: str) -> list[Scalar]:
    root = yaml.compose(document, Loader=yaml.CSafeLoader)
    return list(_scalars(document, root, flow=False, key=False)) if root else []


def _scalars(document: str, node: Any, *, flow: bool, key: bool) -> Iterator[Scalar]:
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        indent = parent_indent(document, start)
        token = document[start:end]
        yield Scalar(token, start, end, node.style or "", node.value, indent, flow, key)
        return
    for part in node.value:
        inner = flow or bool(node.flow_style)
        if isinstance(part, tuple):
            yield from _scalars(document, part[0], flow=inner, key=True)
            yield from _scalars(document, part[1], flow=inner, key=False)
        else:
            yield from _scalars(document, part, flow=inner, key=False)


def first_value(document: str) -> Scalar:
    return next(scalar for scalar in scalars_in(document) if not scalar.key)


def change_of(start: int, end: int, new: str) -> Edit:
    return Edit(Span(start, end), new)


def rewrite(scalar: Scalar, value: str, place: ScalarPlace) -> list[Edit]:
    changes = [difference(scalar.value, value)]
    return rewrite_parts(scalar.token, scalar.style, scalar.value, changes, place)


def newline_of(document: str) -> str:
    return "\r\n" if "\r\n" in document else "\n"


def rewritten(document: str, scalar: Scalar, value: str) -> str:
    place = ScalarPlace(scalar.indent, scalar.flow, scalar.key, newline_of(document))
    changes = rewrite(scalar, value, place)
    return document[: scalar.start] + apply_edits(scalar.token, changes) + document[scalar.end :]


def careful(scalar: Scalar, *changes: Edit) -> list[Edit] | None:
    mapped = source_map(scalar.token, scalar.style, scalar.indent)
    if mapped is None:
        return None
    place = ScalarPlace(scalar.indent, scalar.flow, scalar.key, width=mapped.indent)
    return careful_edits(mapped, scalar.token, scalar.style or "", changes, place)


def edited(document: str, *changes: tuple[int, int, str]) -> str | None:
    scalar = first_value(document)
    found = careful(scalar, *(change_of(*change) for change in changes))
    if found is None:
        return None
    return document[: scalar.start] + apply_edits(scalar.token, found) + document[scalar.end :]


def values(node: Any) -> list[str]:
    """Return the texts of all scalars of a node of PyYAML or of ruamel.yaml."""
    if isinstance(node, tuple | list):
        return [text for part in node for text in values(part)]
    return values(node.value) if not isinstance(node.value, str) else [node.value]


def read_by_libyaml(document: str) -> list[str]:
    return values(yaml.compose(document, Loader=yaml.CSafeLoader))


def read_by_pyyaml(document: str) -> list[str]:
    return values(yaml.compose(document, Loader=yaml.SafeLoader))


def read_as_yaml12(document: str) -> list[str]:
    return values(YAML(typ="safe", pure=True).compose(document))


OTHER_READERS = [read_by_pyyaml, read_as_yaml12]

# Generated scalars: raw source, in every style and place, that libyaml may or may not take.

_BREAKS = ["\n", "\n  ", "\n    ", "\n\n  ", "\r\n  ", "\r  ", "\x85  ", "\u2028  ", "\u2029  "]
_SOURCE = [
    *("a", "b", "é", "😀", "\ufeff", "0", " ", " ", "  ", "\t", *_BREAKS),
    *("'", "''", '"', "\\", "\\n", '\\"', "\\x41", "\\u2019", "\\U0001F600", "\\ ", "\\\t"),
    *("\\\n  ", "\\\r\n ", "\\N", "\\_", "\\L", "\\/", "\\e", "\\0"),
    *("#", " #", ":", ": ", "-", "- ", ",", "[", "?", "|", "~", "&amp;"),
]
_LINES = ["a", "b c", "é ", "# x", " d", "\te", "f  ", "g: h", "- i", "\u2028  k", ""]
_MARGINS = ["  ", "  ", "  ", "    ", "   ", " ", ""]
_HEADERS = ["", "", "-", "+", "2", "1", "-2", "2+", "3-"]
_PROPERTIES = st.sampled_from(
    ["", "", "", "", "&x ", "!!str ", "!t &y ", "&x # c\n  ", "!!str\n  "]
)


def sources(*extra: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*_SOURCE, *extra]), max_size=8).map("".join)


@st.composite
def tokens(draw: st.DrawFn) -> str:
    style = draw(st.sampled_from(STYLES))
    properties = draw(_PROPERTIES)
    if style == "":
        return f"{properties}a{draw(sources())}"
    if style in ("'", '"'):
        return f"{properties}{style}{draw(sources())}{style}"
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    comment = draw(st.sampled_from(["", "", " ", "  # c"]))
    line = st.tuples(st.sampled_from(_MARGINS), st.sampled_from(_LINES)).map("".join)
    lines = newline.join(draw(st.lists(line, max_size=6)))
    end = draw(st.sampled_from(["", newline, newline * 2, f"{newline}  "]))
    header = draw(st.sampled_from(_HEADERS))
    return f"{properties}{style}{header}{comment}{newline}{lines}{end}"


DOCUMENTS: dict[str, Callable[[str], str]] = {
    "mapping": lambda token: f"k: {token}\nz: 1\n",
    "last": lambda token: f"k: {token}",
    "sequence": lambda token: f"- {token}\n",
    "own line": lambda token: f"k:\n  {token}\n# c\nz: 1\n",
    "deeper": lambda token: "x:\n  - k: {}\n    z: 1\n".format(token.replace("\n", "\n   ")),
    "nested": lambda token: "x:\n  - - {}\n".format(token.replace("\n", "\n    ")),
    "flow mapping": lambda token: f"{{k: {token}, z: 1}}\n",
    "flow sequence": lambda token: f"k: [a, {token}]\n",
}


@st.composite
def documents(draw: st.DrawFn) -> str:
    document = DOCUMENTS[draw(st.sampled_from(list(DOCUMENTS)))](draw(tokens()))
    # A key without a value behind `?` has no place where a text could be put.
    assume("\n?" not in document and "- ?" not in document)
    try:
        assume(scalars_in(document))
    except yaml.YAMLError:
        assume(condition=False)
    return document


_TEXT = [
    *("a", "word", "é", "😀", "\xa0", "\u200d", "\xad", " ", " ", "  ", "\n", "\n", "\n\n", "\t"),
    *("\x85", "\u2028", "\x00", "\x7f", "\x9f", "\ufeff", "\ufffe", "\U0001fffe", "\r", "\r\n"),
    *"'\"\\#:-,[]{}?&%@`*!>|=~",
    *(": ", " #", "- ", "true", "no", "0", "12", "2020-06-01", "---", "...", "<<"),
]
TEXTS = st.lists(st.sampled_from(_TEXT), max_size=8).map("".join)


@st.composite
def changed(draw: st.DrawFn, value: str) -> str:
    """Return another text, often one that differs little."""
    if draw(st.booleans()):
        return draw(TEXTS)
    start = draw(st.integers(0, len(value)))
    end = draw(st.integers(start, min(len(value), start + 3)))
    text: str = draw(st.sampled_from(["", "", " ", "\n", *_TEXT]))
    return value[:start] + text + value[end:]


class TestTokens:
    """What libyaml calls a token; callers rely on it."""

    @pytest.mark.parametrize(
        ("document", "token", "style", "value"),
        [
            pytest.param("k: a # c\n", "a", "", "a", id="comment and blanks are outside"),
            pytest.param("k: &x !!str 'a' # c\n", "&x !!str 'a'", "'", "a", id="anchor and tag"),
            pytest.param(
                "k: &x # c\n  # d\n  a\n", "&x # c\n  # d\n  a", "", "a", id="comments in between"
            ),
            pytest.param("k: &x |\n  a\n", "&x |\n  a\n", "|", "a\n", id="anchor and block"),
            pytest.param("k:   # c\n", "", "", "", id="nothing"),
            pytest.param("k: &x # c\n", "&x", "", "", id="only an anchor"),
            pytest.param("k: a", "a", "", "a", id="end of text"),
            pytest.param("k: >- # c\n a\n", ">- # c\n a\n", ">", "a", id="comment of a block"),
            pytest.param(
                "k: |\n  a\n\n \n# c\nz: 1\n", "|\n  a\n\n \n", "|", "a\n", id="blank lines below"
            ),
            pytest.param(
                "k: |\n  a\n  # b\n # c\n", "|\n  a\n  # b\n", "|", "a\n# b\n", id="comment below"
            ),
            pytest.param("k: |\n  a", "|\n  a", "|", "a", id="block without its line break"),
            pytest.param("k: |+\n\n\nz: 1\n", "|+\n\n\n", "|", "\n\n", id="only blank lines"),
            pytest.param("k: a\u2028  b\n", "a\u2028  b", "", "a\u2028b", id="line separator"),
            pytest.param("k: 'a\x85  b'\n", "'a\x85  b'", "'", "a b", id="next line"),
        ],
    )
    def test_token(self, document: str, token: str, style: str, value: str) -> None:
        scalar = first_value(document)
        assert (scalar.token, scalar.style, scalar.value) == (token, style, value)

    def test_styles_of_plain_scalars_differ_between_the_parsers(self) -> None:
        of_libyaml: Any = yaml.compose("a", Loader=yaml.CSafeLoader)
        of_pyyaml: Any = yaml.compose("a", Loader=yaml.SafeLoader)
        assert (of_libyaml.style, of_pyyaml.style) == ("", None)

    def test_marks_after_a_byte_order_mark_are_one_too_small(self) -> None:
        scalar = first_value("\ufeffk: abc\n")
        assert (scalar.start, scalar.end) == (3, 6)

    def test_an_alias_has_the_marks_of_its_anchor(self) -> None:
        first, second = (s for s in scalars_in("x: &a b\ny: *a\n") if not s.key)
        assert first == second


class TestSourceMap:
    @pytest.mark.parametrize(
        ("token", "style", "value", "parts"),
        [
            pytest.param("ab c", None, "ab c", ["a", "b", " ", "c"], id="plain"),
            pytest.param("a \n\t b", "", "a b", ["a", " \n\t ", "b"], id="plain, folded"),
            pytest.param(
                "a\n\n\n b", "", "a\n\nb", ["a", "\n\n\n ", "\n\n\n ", "b"], id="plain, blank lines"
            ),
            pytest.param("a\r\n b", "", "a b", ["a", "\r\n ", "b"], id="plain, CRLF"),
            pytest.param(
                "a\u2028 \n b", "", "a\u2028\nb", ["a", *["\u2028 \n "] * 2, "b"], id="plain, LS"
            ),
            pytest.param("&x !t # c\n a", "", "a", ["a"], id="anchor, tag and comment"),
            pytest.param("'it''s '", "'", "it's ", ["i", "t", "''", "s", " "], id="single"),
            pytest.param("' \n 'x", "'", None, [], id="not closed"),
            pytest.param("' \n '", "'", " ", [" \n "], id="single, only a break"),
            pytest.param("''", "'", "", [], id="single, empty"),
            pytest.param(
                r'"\u2019\x41\U0001f600\/"',
                '"',
                "\u2019A😀/",
                [r"\u2019", r"\x41", r"\U0001f600", r"\/"],
                id="double",
            ),
            pytest.param(
                '"a \\\n  b\\ \n c"',
                '"',
                "a b  c",
                ["a", " ", "b", "\\ ", "\n ", "c"],
                id="double, escaped break",
            ),
            pytest.param(
                '"\\\n \n\n a"', '"', "\n\na", ["\\\n \n\n "] * 2 + ["a"], id="double, two kept"
            ),
            pytest.param(r'"\ud83d\ude00"', '"', None, [], id="surrogates"),
            pytest.param(r'"\'"', '"', None, [], id="unknown escape"),
            pytest.param(
                "|  # c\r\n  a\r\n\r\n  b\r\n",
                "|",
                "a\n\nb\n",
                ["a", "\r\n", "\r\n  ", "b", "\r\n"],
                id="literal",
            ),
            pytest.param("|-\n  a\n   b\n\n", "|", "a\n b", ["a", "\n  ", " ", "b"], id="stripped"),
            pytest.param("|+\n a\n\n", "|", "a\n\n", ["a", "\n", "\n"], id="kept"),
            pytest.param(
                "|\n\n  a", "|", "\na", ["\n  ", "a"], id="blank line first, no last break"
            ),
            pytest.param(
                ">\n  a\n  b\n\n  c\n   d\n",
                ">",
                "a b\nc\n d\n",
                ["a", "\n  ", "b", "\n\n  ", "c", "\n  ", " ", "d", "\n"],
                id="folded",
            ),
            pytest.param(">\n\n", ">", "", [], id="folded, empty"),
            pytest.param("|2\n   a\n", "|", None, [], id="stated, but no indentation given"),
            pytest.param("x", "|", None, [], id="not a block"),
        ],
    )
    def test_examples(
        self, token: str, style: str | None, value: str | None, parts: list[str]
    ) -> None:
        scalar = source_map(token, style)
        if value is None:
            assert scalar is None
        else:
            assert scalar is not None
            assert scalar.value == value
            assert [token[start:end] for start, end in scalar.spans] == parts

    @pytest.mark.parametrize(
        ("indent", "value"), [(0, "  a\n"), (1, " a\n"), (2, "a\n"), (3, None)]
    )
    def test_stated_indentation_counts_from_the_parent(
        self, indent: int, value: str | None
    ) -> None:
        scalar = source_map("|1\n   a\n", "|", indent)
        assert (scalar and scalar.value) == value

    @given(documents())
    def test_value_is_that_of_libyaml(self, document: str) -> None:
        for found in scalars_in(document):
            scalar = source_map(found.token, found.style, found.indent)
            assert scalar is not None
            assert scalar.value == found.value
            assert len(scalar.spans) == len(found.value)

    @given(documents())
    def test_spans_are_in_order_and_inside_the_token(self, document: str) -> None:
        for found in scalars_in(document):
            scalar = source_map(found.token, found.style, found.indent)
            assert scalar is not None
            last = Span(0, 0)
            for span in scalar.spans:
                assert span == last or last.end <= span.start < span.end <= len(found.token)
                last = span

    @pytest.mark.slow
    @on_each_site
    def test_every_scalar_of_a_site(self, folder: Path) -> None:
        count = 0
        for path in sorted(folder.rglob("*.md")):
            text = path.read_bytes().decode()
            whole = block.find(text)
            if isinstance(whole, block.Absence):
                continue
            for found in scalars_in(text[whole.content.start : whole.content.end]):
                scalar = source_map(found.token, found.style, found.indent)
                assert scalar is not None, path
                assert scalar.value == found.value, path
                count += 1
        assert count > {OWN: 1_000, REAL: 10_000}[folder]


class TestParentIndent:
    @pytest.mark.parametrize(
        ("document", "indent"),
        [
            ("k: A\n", 0),
            ("  k: A\n", 2),
            ("- A\n", 0),
            ("  - A\n", 2),
            ("- - A\n", 2),
            ("- k: A\n", 2),
            ("- &x k: A\n", 2),
            ("- &x !t A\n", 0),
            ("k:\n  A\n", 0),
            ("k: # c\n\n  # d\n  A\n", 0),
            ("x:\n  - k:\n      A\n", 4),
            ("-\n  A\n", 0),
            ("x:\n  - - # c\n      A\n", 4),
            ("k: {x: 1,\n    y: A}\n", 4),
            ("? A\n: b\n", 0),
            ("A", 0),
        ],
    )
    def test_examples(self, document: str, indent: int) -> None:
        token = "&x !t A" if "!t A" in document else "A"
        assert parent_indent(document, document.index(token)) == indent

    @given(st.integers(1, 4), st.sampled_from(["", "- ", "-   ", "k: ", "- k: ", "k:\n\n      "]))
    def test_a_stated_indentation_reads_as_in_libyaml(self, digit: int, parent: str) -> None:
        document = f"x:\n  y:\n    {parent}|{digit}\n{' ' * 12}a\n"
        found = first_value(document)
        scalar = source_map(found.token, "|", found.indent)
        assert scalar is not None
        assert scalar.value == found.value


class TestDifference:
    @pytest.mark.parametrize(
        ("old", "new", "change"),
        [
            ("a&amp;b", "a&b", (2, 6, "")),
            ("a  b", "a b", (2, 3, "")),
            ("aa", "aaa", (2, 2, "a")),
            ("", "a", (0, 0, "a")),
            ("abc", "", (0, 3, "")),
            ("abc", "axc", (1, 2, "x")),
        ],
    )
    def test_examples(self, old: str, new: str, change: tuple[int, int, str]) -> None:
        assert difference(old, new) == change_of(*change)

    @given(st.text("ab"), st.text("ab"))
    def test_applied_it_gives_the_new_text(self, old: str, new: str) -> None:
        assert apply_edits(old, [difference(old, new)]) == new


CAREFUL = {
    "plain: entity": ("k: a &amp; b # c\n", "a & b", "k: a & b # c\n"),
    "plain: entity in text that starts with a digit": (
        "k: 5 things&#8230;\n",
        "5 things…",
        "k: 5 things…\n",
    ),
    "plain: several lines stay": (
        "k: one\n  two  \n\n  three\n",
        "one two\n3",
        "k: one\n  two  \n\n  3\n",
    ),
    "plain: trailing blanks stay": ("k: one \n  two\n", "one, two", "k: one, \n  two\n"),
    "plain: colon and blank": ("k: a&#58; b # c\n", "a: b", 'k: "a: b" # c\n'),
    "plain: line break": ("k: a\nz: 1\n", "a\nb", 'k: "a\\nb"\nz: 1\n'),
    "plain: boolean": ("k: nope\n", "no", 'k: "no"\n'),
    "plain: octal": ("k: 012a\n", "012", 'k: "012"\n'),
    "plain: number and blank": ("k: 1 a\n", "1 ", 'k: "1 "\n'),
    "plain: empty": ("k: a\n", "", 'k: ""\n'),
    "plain: quotes and backslash inside": ("k: a\n", 'say "a" \\o/', 'k: say "a" \\o/\n'),
    "plain: quotes around": ("k: a\n", '"a"', 'k: "\\"a\\""\n'),
    "plain: anchor and tag": ("k: &x !!str a b # c\n", "a: b", 'k: &x !!str "a: b" # c\n'),
    "plain: comma in flow": ("k: {q: a b}\n", "a, b", 'k: {q: "a, b"}\n'),
    "plain: dash in flow": ("k: {q: a b}\n", "a-b", "k: {q: a-b}\n"),
    "plain: address": ("k: http://a.b/?c=d # e\n", "https://a.b/?c=d", "k: https://a.b/?c=d # e\n"),
    "single: what is already doubled stays": (
        "k: 'It&#39;s &amp; ''so''' # c\n",
        "It&#39;s & 'so'",
        "k: 'It&#39;s & ''so''' # c\n",
    ),
    "single: quote is doubled": ("k: 'It&#39;s'\n", "It's", "k: 'It''s'\n"),
    "single: leading blank": ("k: ' a'\n", "a", "k: 'a'\n"),
    "single: control character": ("k: 'a'\n", "a\x07", 'k: "a\\a"\n'),
    "single: folded blank line": ("k: 'a\n\n  b'\n", "a b", "k: 'a b'\n"),
    "single: into nothing": ("k: ''\n", "a'", "k: 'a'''\n"),
    "double: escapes elsewhere stay": (
        'k: "\\u2019 &amp; \\"x\\"" # c\n',
        '\u2019 & "x"',
        'k: "\\u2019 & \\"x\\"" # c\n',
    ),
    "double: printable text is not escaped": ('k: "a"\r\n', "a“b”", 'k: "a“b”"\r\n'),
    "double: what must be escaped": (
        'k: "a"\n',
        'a"\\\n\t\x00\x7f\u2028\ufeff\ufffe',
        'k: "a\\"\\\\\\n\\t\\0\\x7F\\L\\uFEFF\\uFFFE"\n',
    ),
    "double: escaped line break stays": ('k: "a\u200b b\\\n  c"\n', "a bc", 'k: "a b\\\n  c"\n'),
    "double: escaped blank before a folded break": ('k: "a\\ \n  b"\n', "a b", 'k: "a\n  b"\n'),
    "double: line break at the end": ('k: "a" # c', "a\n", 'k: "a\\n" # c'),
    "double: joined emoji": ('k: "👩\u200d💻 &amp;"\n', "👩\u200d💻 &", 'k: "👩\u200d💻 &"\n'),
    "literal: entity in a line": (
        "k: | # c\n  a &amp; b\n  c\n\nz: 1\n",
        "a & b\nc\n",
        "k: | # c\n  a & b\n  c\n\nz: 1\n",
    ),
    "literal: line ends are kept": ("k: |\r\n  a\r\n", "a\n\nb\n", "k: |\r\n  a\r\n\r\n  b\r\n"),
    "literal: line removed": ("k: |\n  a\n  b\n  c\n", "a\nc\n", "k: |\n  a\n  c\n"),
    "literal: lines joined": ("k: |\n  a\n  b\n", "a b\n", "k: |\n  a b\n"),
    "literal: last break and blanks removed": (
        "k: |\n  a  \n\nz: 1\n",
        "a",
        "k: |-\n  a\n\nz: 1\n",
    ),
    "literal: last break added": ("k: |2-\n   a\n", " a\n", "k: |2\n   a\n"),
    "literal: indentation stated": ("k: |\n    a\n\nz: 1\n", " b\n", "k: |4\n     b\n\nz: 1\n"),
    "literal: last breaks added": ("k: |\n  a\n", "a\n\n\n", "k: |+\n  a\n\n\n"),
    "literal: control character in a block": (
        "k: | # c\n  a\n  b\n\nz: 1\n",
        "a\x07b\n",
        'k: "a\\ab\\n" # c\n\nz: 1\n',
    ),
    "literal: item becomes empty": ("- |\n  a\n- b\n", "", '- ""\n- b\n'),
    "literal: no last break in the file": ("k: |\n  a", "b", "k: |\n  b"),
    "folded: no text yet": ("k: >\n", "a", "k: >-\n  a\n"),
    "folded: entity at a line end": ("k: >\n  a &amp;\n  b\n", "a & b\n", "k: >\n  a &\n  b\n"),
    "folded: blank before a folded break": (
        "k: >\n  a \n  b\nz: 1\n",
        "a b\n",
        "k: >\n  a\n  b\nz: 1\n",
    ),
    "folded: last break removed": ("k: >\n  a\n  b\nz: 1\n", "a b", "k: >-\n  a\n  b\nz: 1\n"),
    "folded: blank line folded away": ("k: >\n  a\n\n  b\n", "a b\n", "k: >\n  a b\n"),
    "folded: written anew": ("k: >+ # c\n  a\n  b\n\n", "a b\n", "k: > # c\n  a b\n\n"),
    "folded: line break in folded text": ("k: >\n  a\n  b\n", "a\nb\n", "k: >\n  a\n\n  b\n"),
    "folded: more indented line": ("k: >-\n   a\n   b\n", "a\n b", "k: >-\n   a\n    b\n"),
    "nothing: missing": ("k:\n", "a", "k: a\n"),
    "nothing: only an anchor": ("k: &x # c\n", "a", "k: &x a # c\n"),
    "nothing: missing in flow": ("k: {q: , r: 1}\n", "a", "k: {q: a, r: 1}\n"),
    "nothing: missing item": ("-\n- b\n", "yes", '- "yes"\n- b\n'),
}


class TestRewrite:
    @pytest.mark.parametrize(("document", "value", "expected"), CAREFUL.values(), ids=CAREFUL)
    def test_new_text_is_written_in_the_style_of_the_old(
        self, document: str, value: str, expected: str
    ) -> None:
        scalar = first_value(document)
        result = rewritten(document, scalar, value)
        assert result == expected
        assert first_value(result).value == value

    @pytest.mark.parametrize("style", STYLES)
    def test_nothing_to_do(self, style: str) -> None:
        assert rewrite_parts(style, style, "a", [difference("a", "a")], ScalarPlace()) == []

    @pytest.mark.parametrize(
        ("document", "name", "expected"),
        [
            ("webURL: a\n", "webUrl", "webUrl: a\n"),
            ('  "a": b\n', 'a"b', '  "a\\"b": b\n'),
            ("a: b\n", "on", '"on": b\n'),
            ("a: b\n", "x: y", '"x: y": b\n'),
            ("{a: b}\n", "x,y", '{"x,y": b}\n'),
        ],
    )
    def test_keys(self, document: str, name: str, expected: str) -> None:
        assert rewritten(document, scalars_in(document)[0], name) == expected

    def test_a_token_that_does_not_give_the_value_is_replaced_as_a_whole(self) -> None:
        changes = rewrite_parts("ab", "", "xy", [difference("xy", "xz")], ScalarPlace())
        assert changes == [change_of(0, 2, "xz")]

    @given(st.data())
    def test_reads_back_and_leaves_the_rest(self, data: st.DataObject) -> None:
        document = data.draw(documents())
        found = scalars_in(document)
        index = data.draw(st.integers(0, len(found) - 1))
        scalar = found[index]
        # Not known to the module: a flow item without colon, and blank lines with tabs below.
        assume(scalar.token or not scalar.key)
        assume(scalar.token or not scalar.flow or document[: scalar.start].rstrip()[-1] == ":")
        assume(scalar.style != "" or "\t" not in document[scalar.end :])
        value = data.draw(changed(scalar.value))
        result = rewritten(document, scalar, value)
        expected = [other.value for other in found]
        expected[index] = value
        assert read_by_libyaml(result) == expected

    @pytest.mark.slow
    @pytest.mark.parametrize("read", OTHER_READERS)
    @given(data=st.data())
    def test_other_parsers_agree(
        self, read: Callable[[str], list[str]], data: st.DataObject
    ) -> None:
        document = data.draw(documents())
        # YAML 1.2 takes these raw characters for text; what stays of a token is not changed.
        assume(not set(document) & set("\x85\u2028\u2029"))
        try:
            assume(read(document) == read_by_libyaml(document))
        except (yaml.YAMLError, YAMLError):
            assume(condition=False)
        scalar = data.draw(st.sampled_from([s for s in scalars_in(document) if s.token]))
        assume(scalar.style != "" or "\t" not in document[scalar.end :])
        result = rewritten(document, scalar, data.draw(changed(scalar.value)))
        assert read(result) == read_by_libyaml(result)


class TestRewriteParts:
    def test_each_change_by_itself(self) -> None:
        source = '"\\u2019 &amp; \\u2019 &lt;\\u2019"'
        changes = [change_of(2, 7, "&"), change_of(10, 14, "<")]
        value = "\u2019 &amp; \u2019 &lt;\u2019"
        found = rewrite_parts(source, '"', value, changes, ScalarPlace())
        assert apply_edits(source, found) == '"\\u2019 & \\u2019 <\\u2019"'
        assert len(found) == 2

    @pytest.mark.parametrize(
        ("token", "style", "text", "written"),
        [
            ('"a b"', '"', '"', '\\"'),
            ('"a b"', '"', "\n\u2028", "\\n\\L"),
            ("'a b'", "'", "it's", "it''s"),
            ("'a b'", "'", '"\\', '"\\'),
        ],
    )
    def test_what_a_style_needs_escaped_is_escaped_in_place(
        self, token: str, style: str, text: str, written: str
    ) -> None:
        found = rewrite_parts(token, style, "a b", [change_of(1, 2, text)], ScalarPlace())
        assert found == [change_of(2, 3, written)]

    def test_all_of_them_where_the_style_cannot_hold_one(self) -> None:
        changes = [change_of(1, 2, "-"), change_of(3, 4, ": ")]
        found = rewrite_parts("a b c", "", "a b c", changes, ScalarPlace())
        assert found == [change_of(0, 5, '"a-b: c"')]


class TestEdits:
    @pytest.mark.parametrize(
        ("document", "change"),
        [
            pytest.param("k: a b\n", (1, 2, "\n"), id="plain, line break"),
            pytest.param("k: a b\n", (1, 2, "\t"), id="plain, tab"),
            pytest.param("k: a b\n", (1, 2, ": "), id="plain, colon"),
            pytest.param("k: a b\n", (1, 2, " #"), id="plain, comment"),
            pytest.param("k: a b\n", (0, 2, "'"), id="plain, quote first"),
            pytest.param("k: a b\n", (2, 3, ""), id="plain, blank last"),
            pytest.param("k: a b\n", (0, 3, "on"), id="plain, boolean"),
            pytest.param("k: a b\n", (0, 3, "1e3"), id="plain, float to YAML 1.2"),
            pytest.param("k: [a b]\n", (1, 2, "]"), id="flow, bracket"),
            pytest.param("k: [a b]\n", (1, 2, "?"), id="flow, question mark"),
            pytest.param("k: 'a b'\n", (1, 2, "\x07"), id="single, control character"),
            pytest.param("k: a\n\n\n  b\n", (1, 2, ""), id="one of two folded breaks"),
            pytest.param("k: 'a\n  b'\n", (1, 1, " "), id="blank before a folded break"),
            pytest.param("k: >\n  a b\n", (1, 2, "\n"), id="folded, line break"),
            pytest.param("k: |\n  a\n", (0, 0, " "), id="literal, indentation would change"),
            pytest.param("k: |\n  a\n", (0, 1, "\u2028"), id="literal, line separator"),
            pytest.param("k: |\n  a\n", (0, 1, "\ufeff"), id="literal, byte-order mark"),
            pytest.param("k: |\n  a\n", (2, 2, "\n"), id="literal, another break at the end"),
        ],
    )
    def test_none(self, document: str, change: tuple[int, int, str]) -> None:
        assert edited(document, change) is None
        scalar = first_value(document)
        value = apply_edits(scalar.value, [change_of(*change)])
        assert first_value(rewritten(document, scalar, value)).value == value

    def test_a_line_break_after_a_blank_goes_and_the_blank_stays(self) -> None:
        assert edited("k: |\n  a \n  b\n", (2, 3, "")) == "k: |\n  a b\n"

    def test_changes_that_change_nothing_have_no_edits(self) -> None:
        scalar = first_value("k: 'a b c'\n")
        same, other = change_of(0, 1, "a"), change_of(2, 3, "d")
        assert careful(scalar, same, other) == [change_of(3, 4, "d")]
        assert careful(scalar, same) == []

    def test_a_comment_below_does_not_become_content(self) -> None:
        # Without the first line, `# x` would be indented as much as the content.
        assert edited("k: |\n \u2028  a\n # x\n", (0, 1, "")) is None

    @given(st.data())
    def test_only_what_changes_is_touched(self, data: st.DataObject) -> None:
        scalar = data.draw(documents().map(scalars_in).flatmap(st.sampled_from))
        change = difference(scalar.value, data.draw(changed(scalar.value)))
        found = careful(scalar, change)
        assume(found is not None)
        source = source_map(scalar.token, scalar.style, scalar.indent)
        assert source is not None
        spans = source.spans[change.span.start : change.span.end]
        most = spans[-1].end - spans[0].start if spans else 0
        sign = 1 if scalar.style in ("|", ">") else 0
        assert sum(end - start for (start, end), _ in found or ()) <= most + sign


class TestWrite:
    @pytest.mark.parametrize(
        ("value", "prefer", "token"),
        [
            ("a b", "", "a b"),
            ("a b", None, "a b"),
            ("a b", "'", "'a b'"),
            ("a b", '"', '"a b"'),
            ("a b", "|", "|-\n    a b"),
            ("a\nb\n", ">", ">\n    a\n\n    b\n"),
            ("a\n\n b\nc\n", ">", ">\n    a\n\n     b\n    c\n"),
            (" a\n\nb\n\n", "|", "|2+\n     a\n\n    b\n\n"),
            ("null", "", '"null"'),
            ("It's “€5” 👩\u200d💻", "", "It's “€5” 👩\u200d💻"),
            ("\x1b\xa0\x9f\u2029\U0010ffff", "'", '"\\e\xa0\\x9F\\P\U0010ffff"'),
            ("\n", "|", '"\\n"'),
            ("", ">", '""'),
            ("a\tb", "", '"a\\tb"'),
            ("a\tb", "'", "'a\tb'"),
        ],
    )
    def test_examples(self, value: str, prefer: str | None, token: str) -> None:
        written = write(value, prefer or "", ScalarPlace(indent=2))
        assert written == token + ("\n" if written[0] in "|>" and token[-1] != "\n" else "")

    @pytest.mark.slow
    @pytest.mark.parametrize("style", STYLES)
    @given(value=TEXTS, name=st.sampled_from([*DOCUMENTS]), crlf=st.booleans())
    def test_every_parser_reads_it_back(
        self, style: str, value: str, name: str, *, crlf: bool
    ) -> None:
        scaffold = DOCUMENTS[name]("A")
        indent = parent_indent(scaffold, scaffold.index("A"))
        newline = "\r\n" if crlf else "\n"
        token = write(value, style, ScalarPlace(indent, "flow" in name, newline=newline))
        # A block scalar brings its own last line break.
        line_end = "\n" if token.endswith("\n") and "A\n" in scaffold else ""
        document = scaffold.replace(f"A{line_end}", token)
        for read in (read_by_libyaml, *OTHER_READERS):
            assert value in read(document)
            assert len(read(document)) == len(read(scaffold))

    @pytest.mark.parametrize("style", STYLES)
    def test_lone_surrogates_cannot_be_written(self, style: str) -> None:
        with pytest.raises(ValueError, match="surrogate"):
            write("a\ud800", style, ScalarPlace())

    @pytest.mark.parametrize("flow", [False, True])
    def test_a_key_can_be_too_long(self, *, flow: bool) -> None:
        with pytest.raises(ValueError, match="too long"):
            write("a" * 1100, "", ScalarPlace(flow=flow, key=True))
        key = write("a" * 900, "|", ScalarPlace(flow=flow, key=True))
        assert key == '"' + "a" * 900 + '"'


class TestReplace:
    @pytest.mark.parametrize(
        ("document", "text", "expected"),
        [
            ('k: "50" # c\n', "50", "k: 50 # c\n"),
            ("k: &x '50'\n", "50", "k: &x 50\n"),
            ("k: | # c\n  50\n\nz: 1\n", "50", "k: 50 # c\n\nz: 1\n"),
            ("k: >-  \r\n  50\r\n  51\r\n", "50", "k: 50\r\n"),
            ("k: |# c\n  50\n", "50", "k: 50 # c\n"),
            ("k: |\n  50", "50", "k: 50"),
            ("k: |\n\nz: 1\n", "50", "k: 50\n\nz: 1\n"),
            ("k:\n", "50", "k: 50\n"),
            ("k: {q: }\n", "50", "k: {q: 50}\n"),
            ("k: 2020-06-11 00:03\n", "2020-06-11T00:03:00Z", "k: 2020-06-11T00:03:00Z\n"),
        ],
    )
    def test_examples(self, document: str, text: str, expected: str) -> None:
        scalar = first_value(document)
        changes = replace(scalar.token, scalar.style, text, flow=scalar.flow)
        token = apply_edits(scalar.token, changes)
        assert document[: scalar.start] + token + document[scalar.end :] == expected


SIZE = 5_000
LARGE = {
    "plain": ("a b " * SIZE + "a", ""),
    "plain lines": ("a\n " * SIZE + "a", ""),
    "plain blanks": (("a" + " " * 1000 + "\n ") * (SIZE // 500) + "a", ""),
    "plain, one run of blanks": ("a" + " " * 4 * SIZE + "\n a", ""),
    "plain, blank lines": ("a" + "\n" * 4 * SIZE + " a", ""),
    "properties": ("&x " + "#\n " * SIZE + "a", ""),
    "single": ("'" + "''" * SIZE + "'", "'"),
    "double": ('"' + "\\u2019" * SIZE + '"', '"'),
    "double, breaks": ('"a' + "\\\n " * SIZE + '"', '"'),
    "literal": ("|\n" + " a\n" * SIZE, "|"),
    "literal, blank lines": ("|\n" + "    \n" * SIZE + "    a\n", "|"),
    "folded": (">\n" + " a\n" * SIZE, ">"),
    "folded, one line": (">\n " + "a" * 4 * SIZE + "\n", ">"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("token", "style"), LARGE.values(), ids=LARGE)
def test_linear_time(token: str, style: str) -> None:
    with bounded(shrunk=4):
        scalar = source_map(token, style)
        assert scalar is not None
        value = scalar.value
        rewrite_parts(token, style, value, [difference(value, f"x{value}y")], ScalarPlace())
        write(value, style, ScalarPlace())
