"""linter.frontmatter.cursor: where a caret is, in text that parses and in text that does not."""

from pathlib import Path as FilePath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linter.core.values import Path
from linter.frontmatter.cursor import cursor_at
from linter.frontmatter.cursors.cursor import Cursor, Kind
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from tests.each_case import each_case
from tests.processor_time import bounded

CARET = "‸"
SEEDS = sorted((FilePath(__file__).parents[2] / "seeds").glob("*.md"))


def documented(text: str, name: str = "a.md", dialect: Dialect = Dialect.HUGO) -> Document:
    return Document(Source(name, text), dialect)


def place(marked: str, name: str = "a.md") -> tuple[Kind, Path, str] | None:
    """Return what stands at the mark of a text: its kind, its path and its word."""
    caret = marked.index(CARET)
    text = marked.replace(CARET, "")
    found = cursor_at(documented(text, name), caret)
    return found and (found.kind, found.path, text[slice(*found.word)])


def in_block(marked: str) -> tuple[Kind, Path, str] | None:
    return place(f"---\n{marked}---\nBody\n")


def in_toml(marked: str) -> tuple[Kind, Path, str] | None:
    return place(f"+++\n{marked}+++\nBody\n")


@each_case([
        # A key, and the start of one.
        ("ti‸tle: a\n", Kind.KEY, (), "title"),
        ("‸title: a\n", Kind.KEY, (), "title"),
        ("title‸: a\n", Kind.KEY, (), "title"),
        ("ti‸\n", Kind.KEY, (), "ti"),
        ("a: 1\nti‸\nb: 2\n", Kind.KEY, (), "ti"),
        ("a: 1\n‸\nb: 2\n", Kind.KEY, (), ""),
        ("'it''s‸': a\n", Kind.KEY, (), "'it''s'"),
        ('"a b": 1\n"c‸\n', Kind.KEY, (), '"c'),
        ("provider:\n  na‸me: a\n", Kind.KEY, ("provider",), "name"),
        ("provider:\n  name: a\n  do‸\nb: 1\n", Kind.KEY, ("provider",), "do"),
        ("provider:\n  name: a\n  ‸\nb: 1\n", Kind.KEY, ("provider",), ""),
        ("provider:\n  name: a\n‸\nb: 1\n", Kind.KEY, (), ""),
        ("related:\n  - title: a\n    ur‸\n", Kind.KEY, ("related", 0), "ur"),
        ("related:\n- title: a\n  b: 1\n- c: 1\n  ur‸\n", Kind.KEY, ("related", 1), "ur"),
        ("related:\n- title: a\nur‸\n", Kind.KEY, (), "ur"),
        ("? ‸a\n: b\n", Kind.KEY, (), "? a"),
        # A value.
        ("title: ‸\n", Kind.VALUE, ("title",), ""),
        ("title:‸\n", Kind.VALUE, ("title",), ""),
        ("title: ‸ # c\n", Kind.VALUE, ("title",), ""),
        ("title: a‸b\n", Kind.VALUE, ("title",), "ab"),
        ("title: a b‸ c # d\n", Kind.VALUE, ("title",), "a b c"),
        ("title: a b ‸\n", Kind.VALUE, ("title",), "a b "),
        ("title: a\n  b‸\nc: 1\n", Kind.VALUE, ("title",), "a\n  b"),
        ("title: ‸'a'\n", Kind.VALUE, ("title",), "'a'"),
        ("title: 'a‸\nb: 'c'\n", Kind.VALUE, ("title",), "'a"),
        ('title: "a\\"‸ b"\n', Kind.VALUE, ("title",), '"a\\" b"'),
        ('title: "a\n  b‸"\nc: 1\n', Kind.VALUE, ("title",), '"a\n  b"'),
        ("title: &a !!str ‸x\n", Kind.VALUE, ("title",), "x"),
        ("title: |\n  a\n\n  b‸\n\nc: 1\n", Kind.VALUE, ("title",), "|\n  a\n\n  b"),
        ("title: >-\n  ‸\nc: 1\n", Kind.VALUE, ("title",), ">-\n  "),
        ("topics:\n  - A‸\n", Kind.ENTRY, ("topics", 0), "A"),
        ("topics:\n- A\n- B‸\n", Kind.ENTRY, ("topics", 1), "B"),
        ("topics:\n  - ‸\n", Kind.ENTRY, ("topics", 0), ""),
        ("topics:\n  - - a\n    - ‸\n", Kind.ENTRY, ("topics", 0, 1), ""),
        ("provider:\n  ‸\nb: 1\n", Kind.ENTRY, ("provider",), ""),
        ("provider:\n  na‸\nb: 1\n", Kind.ENTRY, ("provider",), "na"),
        ("provider: # c\n\n  na‸\n", Kind.ENTRY, ("provider",), "na"),
        ("topics:\n  - A\n  ‸\nb: 1\n", Kind.ITEM, ("topics",), ""),
        # Between brackets.
        ("topics: [‸]\n", Kind.VALUE, ("topics", 0), ""),
        ("topics: [‸\nb: [c]\n", Kind.VALUE, ("topics", 0), ""),
        ("topics: [a, b‸\nb: [c]\n", Kind.VALUE, ("topics", 1), "b"),
        ("topics: [a, b\nc: [d‸]\n", Kind.VALUE, ("c", 0), "d"),
        ("topics: [a b‸, c]\n", Kind.VALUE, ("topics", 0), "a b"),
        ("topics: [a,\n  b\n  c‸]\n", Kind.VALUE, ("topics", 1), "b\n  c"),
        ("provider: {na‸}\n", Kind.KEY, ("provider",), "na"),
        ("provider: {na‸me: a}\n", Kind.KEY, ("provider",), "name"),
        ("provider: {‸}\n", Kind.KEY, ("provider",), ""),
        ("provider: {name: ‸}\n", Kind.VALUE, ("provider", "name"), ""),
        ("provider: {name: a, do‸\nb: {c: 1}\n", Kind.KEY, ("provider",), "do"),
        ("provider: {name: https://a.b/c?d=‸e}\n", Kind.VALUE, ("provider", "name"), "https://a.b/c?d=e"),
        ("images: [{url: 'a', width: 1}, {u‸}]\n", Kind.KEY, ("images", 1), "u"),
        ("images: [{url: a} ‸]\n", Kind.OTHER, ("images", 0), ""),
        ("a: [b: c‸]\n", Kind.VALUE, ("a", 0, "b"), "c"),
        # Comments, and what is nothing of these.
        ("a: 1 # articlelint: ig‸\n", Kind.COMMENT, (), "# articlelint: ig"),
        ("# a‸\nb: 1\n", Kind.COMMENT, (), "# a"),
        ("a: # b‸\n  c: 1\n", Kind.COMMENT, (), "# b"),
        ("a: | # b‸\n  c\n", Kind.COMMENT, (), "# b"),
        ("a: [b, # c‸\n  d]\n", Kind.COMMENT, (), "# c"),
        ("a: 'b' ‸\n", Kind.OTHER, ("a",), ""),
        ("a: b#c‸\n", Kind.VALUE, ("a",), "b#c"),
        ("a: &‸x b\n", Kind.OTHER, ("a",), ""),
        ("-‸\n", Kind.OTHER, (0,), ""),
        ("a:  \r\n  b‸: c\r\n", Kind.KEY, ("a",), "b"),
    ])  # fmt: skip
def test_the_caret_in_yaml(marked: str, kind: Kind, path: Path, word: str) -> None:
    assert in_block(marked) == (kind, path, word)


@each_case([
        ("ti‸tle = 1\n", Kind.KEY, (), "title"),
        ("ti‸\n", Kind.KEY, (), "ti"),
        ("‸\n", Kind.KEY, (), ""),
        ("title = ‸\n", Kind.VALUE, ("title",), ""),
        ("title = 'a‸'\n", Kind.VALUE, ("title",), "'a'"),
        ('title = "a‸\nb = "c"\n', Kind.VALUE, ("title",), '"a'),
        ('title = """a\nb‸"""\n', Kind.VALUE, ("title",), '"""a\nb"""'),
        ('title = """a‸\nb = "c"\n', Kind.VALUE, ("title",), '"""a'),
        ("a.b.c‸ = 1\n", Kind.KEY, ("a", "b"), "c"),
        ("a.‸\n", Kind.KEY, ("a",), ""),
        ("a . 'b'‸ = 1\n", Kind.KEY, ("a",), "'b'"),
        ("[provider]\nna‸\n", Kind.KEY, ("provider",), "na"),
        ("[provider]\nname = 'a‸'\n", Kind.VALUE, ("provider", "name"), "'a'"),
        ("[pro‸]\n", Kind.HEADER, (), "pro"),
        ("[‸\n", Kind.HEADER, (), ""),
        ("[params.im‸]\n", Kind.HEADER, ("params",), "im"),
        ("[[related]]\na = 1\n[[related]]\nb‸ = 1\n", Kind.KEY, ("related", 1), "b"),
        ("[[related]]\n[related.provider]\nb‸ = 1\n", Kind.KEY, ("related", 0, "provider"), "b"),
        ("topics = [\n  'a',\n  ‸\n]\n", Kind.VALUE, ("topics", 1), ""),
        ("topics = ['a', ‸\nb = 1\n", Kind.VALUE, ("topics", 1), ""),
        ("topics = ['a'\n[b]\nc‸ = 1\n", Kind.KEY, ("b",), "c"),
        ("a = {b‸ = 1}\n", Kind.KEY, ("a",), "b"),
        ("a = {b.c‸ = 1}\n", Kind.KEY, ("a", "b"), "c"),
        ("a = {b = ‸}\n", Kind.VALUE, ("a", "b"), ""),
        ("a = [{b = 1}, {c = 'd‸'}]\n", Kind.VALUE, ("a", 1, "c"), "'d'"),
        ("a = 1 # b‸\n", Kind.COMMENT, (), "# b"),
        ("a = 1 ‸\n", Kind.OTHER, ("a",), ""),
        ("a = 2020-01-01 1‸0:00:00Z\n", Kind.VALUE, ("a",), "2020-01-01 10:00:00Z"),
    ])  # fmt: skip
def test_the_caret_in_toml(marked: str, kind: Kind, path: Path, word: str) -> None:
    assert in_toml(marked) == (kind, path, word)


@each_case(
    [
        ('{"ti‸tle": 1}', Kind.KEY, (), '"title"'),
        ('{"ti‸', Kind.KEY, (), '"ti'),
        ('{\n  "ti‸\n  "b": 1\n}', Kind.KEY, (), '"ti'),
        ("{\n  ‸\n}", Kind.KEY, (), ""),
        ('{"a": ‸}', Kind.VALUE, ("a",), ""),
        ('{"a": tr‸', Kind.VALUE, ("a",), "tr"),
        ('{"a": {"b": "c‸"}}', Kind.VALUE, ("a", "b"), '"c"'),
        ('{"a": [1, {"b": ‸', Kind.VALUE, ("a", 1, "b"), ""),
        ('{"a": 1 ‸}', Kind.OTHER, ("a",), ""),
        ('{"a\\u0062": "c‸"}', Kind.VALUE, ("ab",), '"c"'),
    ]
)
def test_the_caret_in_json(marked: str, kind: Kind, path: Path, word: str) -> None:
    assert place(f"{marked}\n" if marked.endswith("}") else marked) == (kind, path, word)
    assert place(marked, "a.json") == (kind, path, word)


@each_case(
    [
        "---\ntitle: a\n‸---\nBody\n",
        "---\ntitle: a\n---\nBo‸dy\n",
        "+++\na = 1\n‸+++\nBody\n",
        '{"a": 1}‸\nBody\n',
        '{"a": 1}\nBo‸dy\n',
        "Bo‸dy\n",
        "",
    ]
)
def test_outside_of_the_front_matter_there_is_no_place(marked: str) -> None:
    assert place(marked or CARET) is None


def test_front_matter_that_the_reader_does_not_take_has_no_places() -> None:
    document = documented("+++\na = 1\n+++\n", dialect=Dialect.JEKYLL)
    assert cursor_at(document, 5) is None


@each_case(["---\na: 1\nti", "+++\na = 1\nti", "---\nti"])
def test_a_block_that_nothing_closes_yet_has_places(text: str) -> None:
    found = cursor_at(documented(text), len(text))
    assert found is not None
    assert (found.kind, found.path, text[slice(*found.word)]) == (Kind.KEY, (), "ti")


def test_keys_are_spelt_as_in_the_data() -> None:
    text = "---\nPROVIDER:\n  Name: a\n---\n"
    document = Document(
        Source("a.md", text), Dialect.HUGO, spellings={"provider": "provider", "name": "name"}
    )
    found = cursor_at(document, text.index("a\n"))
    assert found is not None
    assert found.path == ("provider", "name")
    found = cursor_at(document, text.index("Name"))
    assert found is not None
    assert found.name == "name"


def agreement(document: Document) -> int:
    """Compare the places at the keys and scalars of a document with their spans."""
    compared = 0
    for path, key, node in document.members:
        if key is not None and isinstance(key, yaml.ScalarNode):
            span = document.node_span(key)
            for caret in {span.start, (span.start + span.end) // 2, span.end}:
                found = cursor_at(document, caret)
                assert found is not None
                assert (found.kind, found.path, found.word) == (Kind.KEY, path[:-1], span), caret
                assert found.name == path[-1]
                compared += 1
        span = document.node_span(node)
        if isinstance(node, yaml.ScalarNode) and span.start < span.end:
            # A comment may stand in the middle of a block scalar.
            middle = span.end if node.style in ("|", ">") else (span.start + span.end) // 2
            for caret in {span.start, middle, span.end}:
                found = cursor_at(document, caret)
                assert found is not None
                assert found.kind in (Kind.VALUE, Kind.ENTRY), caret
                assert (found.path, found.word) == (path, span), caret
                compared += 1
    return compared


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:30])
def test_places_in_a_real_file_are_those_of_the_document(seed: FilePath) -> None:
    document = documented(seed.read_text("utf-8"), dialect=Dialect.JEKYLL)
    assert document.root is None or agreement(document) > 50


def is_plausible(found: Cursor, paths: set[Path]) -> bool:
    """Whether a path, but for what is being written, leads to something of the whole text."""
    prefixes = {path[:length] for path in paths for length in range(len(path) + 1)}
    return found.path[:-1] in prefixes


@pytest.mark.parametrize("seed", SEEDS[:3], ids=lambda path: path.stem[:30])
def test_a_text_that_is_cut_anywhere_leads_to_places_of_the_whole(seed: FilePath) -> None:
    text = seed.read_text("utf-8")[:2500]
    whole = documented(text, dialect=Dialect.GRAY_MATTER)
    assert whole.root is not None or whole.problem is not None
    paths = {member.path for member in documented(seed.read_text("utf-8")).members}
    for end in range(4, len(text), 3):
        found = cursor_at(documented(text[:end]), end)
        assert found is not None
        assert is_plausible(found, paths), (end, found)


SCALARS = st.one_of(
    st.integers(0, 99).map(str),
    st.sampled_from(["a", "b c", "true", "https://a.com/?b=c#d", "it's", "x:y", "2020-01-01"]),
)
QUOTED = st.sampled_from(["'a'", '"b"', "'it''s, [a]: b'", '"a\\"b # c"', "''", '"a: b"'])
NAMES = st.sampled_from(["title", "a-b", "x.y", "'q r'", '"s"', "url", "Größe"])


def flow(depth: int) -> st.SearchStrategy[str]:
    plain = st.sampled_from(["a", "b c", "12", "https://a.com/b?c=d", "'q, r'", '"s: t"'])
    if not depth:
        return plain
    inner = flow(depth - 1)
    pairs = st.dictionaries(NAMES, inner, max_size=3)
    mapping = pairs.map(lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}")
    return plain | st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]") | mapping


def indented(text: str, width: int) -> str:
    return "\n".join(f"{' ' * width}{line}" if line else "" for line in text.split("\n"))


@st.composite
def blocks(draw: st.DrawFn, depth: int) -> str:
    """Return lines of a block mapping."""
    lines = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", "# a comment", "  # b: c"])))
        kind = draw(st.integers(0, 6 if depth else 4))
        width = draw(st.sampled_from([1, 2, 4]))
        if kind == 0:
            lines.append(f"{name}:")
        elif kind == 1:
            lines.append(f"{name}: {draw(SCALARS | QUOTED)}{draw(st.sampled_from(['', ' # c']))}")
        elif kind == 2:
            lines.append(f"{name}:  {draw(flow(2))}")
        elif kind == 3:
            text = draw(st.sampled_from(["a\n\n  b: c\nd", "- e\n# f", "g"]))
            lines.append(f"{name}: {draw(st.sampled_from(['|', '>-', '|+ # c']))}")
            lines.append(indented(text, width))
        elif kind == 4:
            lines.append(f"{name}:\n{indented(draw(SCALARS | QUOTED), width)}")
        elif kind == 5:
            lines.append(f"{name}: &a{len(lines)}\n{indented(draw(blocks(depth - 1)), width)}")
        else:
            lines.append(f"{name}:\n{indented(draw(lists(depth - 1)), width - 1)}")
    return "\n".join(lines)


@st.composite
def lists(draw: st.DrawFn, depth: int) -> str:
    """Return lines of a block list."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 2))
        gap = draw(st.sampled_from([1, 3]))
        if kind == 0 or not depth:
            lines.append(f"-{' ' * gap}{draw(SCALARS | QUOTED | flow(1))}")
        else:
            inner = draw(blocks(depth - 1) if kind == 1 else lists(depth - 1))
            first, *rest = indented(inner, gap + 1).split("\n")
            if first.strip() and not first.strip().startswith("#"):
                lines += [f"-{first[1:]}", *rest]
            else:
                lines += ["-", first, *rest]
    return "\n".join(lines)


@given(blocks(3))
def test_places_in_text_that_parses_are_those_of_the_document(block: str) -> None:
    document = documented(f"---\n{block}\n---\n", dialect=Dialect.JEKYLL)
    assert document.problem is None, document.problem
    agreement(document)


@given(blocks(2), st.data())
def test_a_damaged_line_never_fails_and_leaves_the_paths_of_other_lines(
    block: str, data: st.DataObject
) -> None:
    lines = f"---\n{block}\n---\n".split("\n")
    row = data.draw(st.integers(1, len(lines) - 1))
    damage = data.draw(
        st.sampled_from(["'", '"', "[", "{", "]", ":", "- ", "  ", "\t", "|", "&", "#"])
    )
    at = data.draw(st.integers(0, len(lines[row])))
    lines[row] = lines[row][:at] + damage + lines[row][at:]
    text = "\n".join(lines)
    document = documented(text)
    for caret in range(len(text) + 1):
        found = cursor_at(document, caret)
        if found is not None:
            assert 0 <= found.word.start <= caret <= found.word.end <= len(text)


@given(
    st.text(alphabet="ab:-[]{}'\"#=.,|&\\ \t\n\r", max_size=60),
    st.sampled_from(["---\n", "+++\n", "{"]),
)
def test_any_text_has_places_that_hold_the_caret(text: str, opening: str) -> None:
    whole = f"{opening}{text}"
    for name in ("a.md", "a.yml", "a.toml", "a.json"):
        document = documented(whole, name)
        for caret in range(len(whole) + 1):
            found = cursor_at(document, caret)
            if found is not None:
                assert 0 <= found.word.start <= caret <= found.word.end <= len(whole)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "a: [\n" * 1_250,
        "---\n" + "a: '\n" * 2_500,
        '---\na: "' + "\\" * 15_000,
        "---\n" + "- " * 7_500,
        "---\na: " + "[" * 15_000,
        "---\n" + "a b " * 3_750,
        "---\na:\n" + "  - {b: [c\n" * 1_250,
        "---\n" + "- {}\n" * 5_000,
        "---\n" + f"- [{'a' * 300}]\n" * 200,
        "---\n" + f"- - {{a: [{'b, ' * 100}]}}\n" * 200,
        "---\n" + f"- a: [{'{},' * 100}\n" * 200,
        "---\n" + "".join(f"-\n{' ' * column}- [{'a' * 64}]\n" for column in range(1, 300)),
        "---\n" + "".join(f"-\n{' ' * column}- '{'a' * 64}'\n" for column in range(1, 300)),
        "+++\n" + "a = [\n" * 1_250,
        "+++\n" + 'a = """\n' * 1_750,
        "+++\n" + "a." * 7_500,
        '{"a": ' * 2_500,
        '{"' * 7_500,
    ],
    ids=lambda text: text[4:12],
)
def test_hostile_text_takes_little_time(text: str) -> None:
    document = documented(text)
    with bounded(shrunk=4):
        cursor_at(document, len(text))
        cursor_at(document, len(text) // 2)
