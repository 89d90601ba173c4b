"""The order of keys and blanks at line ends: fixing gives back the bytes, and never other data."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.fix.fixer import fix
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.shared.order import first_to_move
from linter.schema.schema import Schema, builtin
from tests.sites import on_each_site

LAYOUT = Settings(select=("STY",))
SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))

NEWLINES = st.sampled_from(("\n", "\r\n"))


def seed() -> str:
    return SEED.read_bytes().decode()


def found(text: str) -> tuple[Diagnostic, ...]:
    return lint(decode(SEED.name, text.encode()), builtin("article"), LAYOUT).diagnostics


def fixed(text: str, schema: Schema | None = None) -> str:
    """Return the text after all fixes, having made sure that its data and body stay."""
    source = decode(SEED.name, text.encode())
    result = fix(source, schema or builtin("article"), LAYOUT).result
    before, after = Document(source), Document(result.source)
    assert before.data
    assert after.data == before.data
    assert before.block is not None
    assert after.block is not None
    assert after.text(after.block.body) == before.text(before.block.body)
    return result.source.text


def chunks(block: str, margin: str) -> list[str]:
    """Cut lines into entries of one margin, each with the blank lines above it."""
    pieces = [""]
    for line in block.splitlines(keepends=True):
        starts_entry = not line.startswith(f"{margin} ")
        if starts_entry and pieces[-1].strip():
            pieces.append("")
        pieces[-1] += line
    return pieces


def with_comment(chunk: str, margin: str) -> str:
    """Put a comment above an entry, below its blank lines."""
    blank = chunk[: len(chunk) - len(chunk.lstrip("\n"))]
    name = chunk.strip().partition(":")[0]
    return f"{blank}{margin}# above {name}\n{chunk[len(blank) :]}"


def with_comment_beside(chunk: str) -> str:
    """Put a comment behind the last line of an entry."""
    return f"{chunk[:-1]} # beside\n"


def commented(data: st.DataObject, pieces: list[str], margin: str) -> list[str]:
    """Return entries of which some have comments above or beside."""
    above = data.draw(st.sets(st.sampled_from(pieces)), label="above")
    beside = data.draw(st.sets(st.sampled_from(pieces)), label="beside")
    result = []
    for piece in pieces:
        piece_now = with_comment(piece, margin) if piece in above else piece
        result.append(with_comment_beside(piece_now) if piece in beside else piece_now)
    return result


@pytest.mark.slow
@given(st.data(), NEWLINES)
def test_shuffled_article_comes_back(data: st.DataObject, newline: str) -> None:
    block = seed().removeprefix("---\n").partition("---\n")[0]
    pieces = commented(data, chunks(block, ""), "")
    shuffled = data.draw(st.permutations(pieces))
    texts = [f"---\n{''.join(parts)}---\nbody\n" for parts in (pieces, shuffled)]
    original, moved = (text.replace("\n", newline) for text in texts)
    assert fixed(moved) == original


@pytest.mark.slow
@given(st.data(), NEWLINES)
def test_shuffled_item_comes_back(data: st.DataObject, newline: str) -> None:
    before, dash, rest = seed().partition("related:\n  - ")
    item, following, after = rest.partition("\n  - ")
    margin = "    "
    first, *others = chunks(f"{margin}{item}\n", margin)
    pieces = [first, *commented(data, others, margin)]
    shuffled = data.draw(st.permutations(pieces))
    comment = f"{margin}# above "
    if shuffled[0].startswith(comment):
        # Behind the dash there is no place above an entry.
        bare = shuffled[0].partition("\n")[2]
        pieces[pieces.index(shuffled[0])] = bare
        shuffled[0] = bare
    texts = [
        f"{before}{dash}{''.join(parts)[len(margin) : -1]}{following}{after}"
        for parts in (pieces, shuffled)
    ]
    original, moved = (text.replace("\n", newline) for text in texts)
    assert fixed(moved) == original


# Whatever the layout

_KEYS = "abcde"
_ENTRIES = (
    "{m}{k}: 1\n",
    "{m}{k}: # beside {k}\n",
    "{m}'{k}': 'x # y' # beside {k}\n",
    "{m}{k}: [1,\n{m}  2] # beside {k}\n",
    "{m}{k}:\n{m}- 1\n{m}- x: 2\n",
    "{m}{k}: # beside {k}\n{m}  # inside {k}\n{m}  x: 1\n{m}  y: *anchor\n",
    "{m}{k}: |\n{m}  x \n\n{m}   # y\n",
    "{m}{k}: >-\n{m}  x\n",
    "{m}{k}: x\n\n{m}  y\n{m}  # below {k}\n",
    "{m}{k}: *anchor\n",
)
_BLANKS = ("", "", "\n", "\n\n", "{m}# parted {k}\n\n", "\n{m}# parted {k}\n\n")
_PLACES = (
    ("", ""),
    ("  ", "own:\n"),
    ("    ", "items:\n  - # an item\n"),
    ("    ", "items:\n  - &item\n"),
)
_PROPERTIES = dict.fromkeys(_KEYS, True)
_SCHEMA_CONTENT = {
    "properties": {
        "anchor": True,
        **_PROPERTIES,
        "own": {"properties": _PROPERTIES},
        "items": {"items": {"properties": _PROPERTIES}},
    }
}
_SCHEMA = Schema("layouts", _SCHEMA_CONTENT, {"": _SCHEMA_CONTENT})


@st.composite
def mappings(draw: st.DrawFn) -> str:
    """Draw front matter with a mapping whose keys come in any order, some unknown."""
    margin, lead = draw(st.sampled_from(_PLACES))
    lines = ["---\nanchor: &anchor {a: 1}\n", lead]
    for key in draw(st.permutations((*_KEYS, "other"))):
        lines.append(draw(st.sampled_from(_BLANKS)).format(m=margin, k=key))
        if draw(st.booleans()):
            lines.append(f"{margin}# above {key}\n")
        lines.append(draw(st.sampled_from(_ENTRIES)).format(m=margin, k=key))
    lines.append(draw(st.sampled_from(("", "\n", "# end\n", "\nz: 1\n"))))
    lines.append("---\nbody\n")
    return "".join(lines).replace("\n", draw(NEWLINES))


def order_of_keys(text: str) -> list[str]:
    data = Document(decode("a.md", text.encode())).data
    inner = data.get("own") or data.get("items") or data
    mapping = inner[0] if isinstance(inner, list) else inner
    assert isinstance(mapping, dict)
    return list(mapping)


def line_below(text: str, comment: str) -> str | None:
    """Return the line below one that is a comment, None if there is none."""
    lines = [line.strip() for line in text.splitlines()]
    return lines[lines.index(comment) + 1] if comment in lines else None


@pytest.mark.slow
@given(mappings())
def test_entries_of_any_layout_are_sorted_whole(text: str) -> None:
    result = fixed(text, _SCHEMA)
    known = [key for key in order_of_keys(result) if key in _KEYS]
    assert known == sorted(known)
    assert sorted(result.splitlines(keepends=True)) == sorted(text.splitlines(keepends=True))
    for key in (*_KEYS, "other"):
        for place in ("above", "inside"):
            comment = f"# {place} {key}"
            assert line_below(result, comment) == line_below(text, comment)
    lines = result.splitlines()
    for number, line in enumerate(lines):
        if "# below" in line:
            assert lines[number - 3].strip() == f"{line.split()[-1]}: x"


@given(mappings())
def test_comments_parted_from_their_entry_stay_before_it(text: str) -> None:
    before, after = order_of_keys(text), fixed(text, _SCHEMA)
    first = before[1] if before[0] == "anchor" else before[0]
    for key in (*_KEYS, "other"):
        comment = f"# parted {key}"
        if comment in text and key != first:
            lines = [line.strip(" '") for line in after.partition(comment)[2].splitlines()]
            entry = next(line for line in lines if line and not line.startswith("#"))
            assert entry.startswith(key)


@pytest.mark.slow
@given(mappings())
def test_an_unknown_key_stays_after_the_key_before_it(text: str) -> None:
    before, after = (["", *order_of_keys(one)] for one in (text, fixed(text, _SCHEMA)))
    if before[before.index("other") - 1] != "anchor":
        assert after[after.index("other") - 1] == before[before.index("other") - 1]


def test_an_entry_with_an_alias_before_it_is_not_moved() -> None:
    text = "---\nb: &x 1\nc: 2\na: *x\n---\n"
    schema = {"properties": _PROPERTIES}
    assert fixed(text, Schema("s", schema, {"": schema})) == text


# The first key to move


@given(st.permutations(range(6)), st.integers(0, 6))
def test_first_to_move_leaves_as_many_as_possible(order: list[int], count: int) -> None:
    ranks = order[:count]
    index = first_to_move(ranks)
    longest = max(
        size
        for size in range(count + 1)
        for part in combinations(ranks, size)
        if list(part) == sorted(part)
    )
    staying = [
        part
        for part in combinations(range(count), longest)
        if [ranks[place] for place in part] == sorted(ranks[place] for place in part)
    ]
    earliest = min(staying)
    moved = [place for place in range(count) if place not in earliest]
    assert index == (moved[0] if moved else None)


# Planted in the real article


def swapped(one: str, other: str) -> str:
    """Return the article with two neighbouring lines in the other order."""
    assert seed().count(f"{one}{other}") == 1
    return seed().replace(f"{one}{other}", f"{other}{one}")


@pytest.mark.parametrize(
    ("text", "row", "column", "message"),
    [
        pytest.param(
            swapped("quality: 74\n", "heat: 124\n"),
            11,
            1,
            "between `type` and `heat`",
            id="article",
        ),
        pytest.param(
            swapped("      name: PBS\n", "      domain: pbs.org\n"),
            43,
            7,
            "belongs before `domain`",
            id="provider of an item",
        ),
        pytest.param(
            swapped("      width: 50\n", "      height: 50\n"), 20, 7, "`width`", id="image"
        ),
    ],
)
def test_swapped_keys_are_one_finding(text: str, row: int, column: int, message: str) -> None:
    (finding,) = found(text)
    assert (finding.code, finding.start.row) == ("STY001", row)
    assert finding.start.column == column
    assert message in finding.message
    assert fixed(text) == seed()


def test_keys_out_of_order_on_three_levels_are_all_sorted() -> None:
    text = swapped("      name: PBS\n", "      domain: pbs.org\n")
    provider = "    provider:\n      domain: pbs.org\n      name: PBS\n"
    assert text.count(f"    type: article\n{provider}") == 1
    text = text.replace(f"    type: article\n{provider}", f"{provider}    type: article\n")
    related = "related:\n" + text.partition("related:\n")[2].partition("\nsecured")[0]
    text = text.replace(f"{related}\n", "").replace("category", f"{related}category")
    assert [finding.code for finding in found(text)] == ["STY001"] * 3
    assert fixed(text).replace("\n\n", "\n") == seed().replace("\n\n", "\n")


# Blanks at line ends


@pytest.mark.slow
@given(st.data(), NEWLINES)
def test_whitespace_at_line_ends_is_removed(data: st.DataObject, newline: str) -> None:
    front, end, body = seed().rpartition("---\n")
    lines = (front + end).splitlines()
    blanks = st.text(" \t", max_size=2)
    ends = data.draw(st.lists(blanks, min_size=len(lines), max_size=len(lines)))
    # Behind a plain scalar, a tab on an empty line is not YAML.
    ends = [end if line else end.replace("\t", " ") for line, end in zip(lines, ends, strict=True)]
    blotted = "".join(f"{line}{blank}{newline}" for line, blank in zip(lines, ends, strict=True))
    findings = found(blotted + body)
    assert [finding.code for finding in findings] == (["STY002"] if any(ends) else [])
    assert fixed(blotted + body) == (front + end).replace("\n", newline) + body


_VALUES = (
    "|\n  x{b}\n{b}\n    y{b}\n",
    ">+{b}\n  x{b}\n\n  {b}\n",
    '"x{b}\n  y\\{b}\n\n  \\\\{b}\n  z"{b}\n',
    "'x{b}\n{b}\n  y'{b}\n",
    "x\\{b}\n{b}\n  y{b}\n",
    "[x,{b}\n  y{b}\n  ]{b}\n",
    "{b}\n{b}\n  # x{b}\n  - y{b}\n  -{b}\n    z:{b}\n",
    "&x{b}\n  |{b}\n  x{b}\n",
)


@given(st.data(), NEWLINES, st.integers(0, 1))
def test_whitespace_in_values_of_every_style_changes_no_data(
    data: st.DataObject, newline: str, line_ends: int
) -> None:
    blank = st.sampled_from(("", " ", "\t", "  ", " \t "))
    values = data.draw(st.lists(st.sampled_from(_VALUES), min_size=1, max_size=4))
    text = "".join(f"k{number}: {value}" for number, value in enumerate(values))
    pieces = text.split("{b}")
    blanks = data.draw(st.lists(blank, min_size=len(pieces), max_size=len(pieces)))
    text = "".join(piece + one for piece, one in zip(pieces, blanks, strict=True)).rstrip(" \t")
    text = f"---\n{text}---".replace("\n", newline)
    if Document(decode("a.md", text.encode())).problem is not None:
        # Some blanks are not YAML there: a tab before the text of a plain scalar's next line.
        return
    result = fixed(text + newline * line_ends, _SCHEMA)
    assert result.endswith(f"---{newline}")
    source = decode("a.md", result.encode())
    assert not any(item.fix for item in lint(source, _SCHEMA, LAYOUT).diagnostics)
    assert not any(item.help for item in lint(source, _SCHEMA, LAYOUT).diagnostics)


@on_each_site
def test_published_articles_have_nothing_to_tidy(folder: Path) -> None:
    for path in sorted((folder / "_news").glob("*.md")):
        assert found(path.read_bytes().decode()) == (), path.name
