"""A file made unreadable, or read otherwise than meant, gives one finding at the right place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex, Span
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.schema.schema import builtin
from tests.each_case import each_case

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
NOW = datetime(2020, 7, 1, tzinfo=UTC)

TITLE = 'title: "Amazon Suspends Police Use of Its Facial-Recognition Technology"'
PBS_TITLE = 'title: "Amazon bans police use of face recognition technology for a year"'
LOGO = "      width: 50\n      height: 50\n"
LEAD_IMAGE = "    width: 1280\n    height: 640\n    isCached: true\n"
PBS_IMAGE = "        width: 1024\n        height: 683\n        isCached: true\n"
PBS_PROVIDER = "      name: PBS\n      domain: pbs.org\n"
END = '3uyBA=="\n---\n'


def bomb(levels: int) -> str:
    """Return a list in which each item holds the one before it ten times."""
    items = ["&b0 [1]"]
    items += [f"&b{level} [{', '.join([f'*b{level - 1}'] * 10)}]" for level in range(1, levels)]
    return f"[{', '.join(items)}]".replace("*b0", "⟦*b0⟧", 1)


# Code, what stands in the article, and what stands in its place; ⟦…⟧ is the finding's span.
PLANTED = {
    "title before the block": ("PAR001", "---\ncat", "⟦# News⟧\n---\ncat"),
    "blank line before the block": ("PAR001", "---\ncat", "⟦⟧\n---\ncat"),
    "comment behind the dashes": ("PAR001", "---\ncat", "⟦--- # news⟧\ncat"),
    "four dashes": ("PAR001", "---\ncat", "⟦----⟧\ncat"),
    "no block": ("PAR001", "---\ncategory: news\n", "⟦category: news⟧\n"),
    "never closed": ("PAR002", END, '3uyBA=="\n'),
    "closed by four dashes": ("PAR002", END, '3uyBA=="\n----\n'),
    "closing line indented": ("PAR002", END, '3uyBA=="\n ---\n'),
    "colon in a plain title": ("PAR003", TITLE, "title: Amazon⟦:⟧ what it does"),
    "colon in an item's title": ("PAR003", PBS_TITLE, "title: Amazon⟦:⟧ what it does"),
    "quote in quotes": ("PAR003", "Facial-Recognition", 'Facial-⟦"⟧Recognition"'),
    "unknown escape": ("PAR003", "The company said", "The⟦\\q⟧ company said"),
    "tab before a key": ("PAR003", "\nheat: 124", "\n⟦\t⟧heat: 124"),
    "key too far left": ("PAR003", "      domain: pbs.org", "  ⟦d⟧omain: pbs.org"),
    "key too far right": ("PAR003", "      height: 50", "        ⟦h⟧eight: 50"),
    "item too far left": ("PAR003", "\n  - AI\n", "\n ⟦-⟧ AI\n"),
    "at sign": ("PAR003", "name: PBS", "name: ⟦@⟧PBS"),
    "undefined alias": ("PAR003", "name: PBS", "name: ⟦*⟧PBS"),
    "bracket left open": ("PAR003", "isCached: true\n    title:", "isCached: ⟦[⟧true\n    title:"),
    "second document": ("PAR003", "\nsecured:", "\n⟦---⟧ # secret\nsecured:"),
    "control character": ("PAR003", "Wall Street Journal", "Wall⟦\x07⟧ Street Journal"),
    "key twice": ("PAR004", "heat: 124\n", "⟦heat⟧: 74\nheat: 124\n"),
    "item's key twice": ("PAR004", PBS_PROVIDER, f"      ⟦name⟧: NPR\n{PBS_PROVIDER}"),
    "picture's key twice": ("PAR004", PBS_IMAGE, f"        ⟦width⟧: 1024\n{PBS_IMAGE}"),
    "logo's key twice": ("PAR004", LOGO, f"      ⟦height⟧: 51\n{LOGO}"),
    "ambiguous boolean": ("PAR006", LEAD_IMAGE, LEAD_IMAGE.replace("true", "⟦yes⟧")),
    "item's ambiguous boolean": ("PAR006", PBS_IMAGE, PBS_IMAGE.replace("true", "⟦on⟧")),
    "ambiguous number": ("PAR006", "quality: 74", "quality: ⟦0112⟧"),
    "item's ambiguous number": ("PAR006", "quality: 61", "quality: ⟦1:01⟧"),
    "ambiguous width": ("PAR006", "width: 1280", "width: ⟦1,280⟧"),
    "ambiguous text": ("PAR006", "\n\ntopics", "\n  authors:\n    - name: ⟦1e3⟧\n\ntopics"),
    "symbol": ("PAR006", "name: PBS", "name: ⟦:PBS⟧"),
    "byte-order mark": ("PAR008", "---\ncat", "⟦\ufeff⟧---\ncat"),
    "foreign object": ("PAR009", "name: PBS", "name: ⟦!ruby/object:Foo⟧ PBS"),
    "foreign mapping": ("PAR009", "provider:\n", "provider: ⟦!mine⟧\n"),
    "set": ("PAR009", "images:\n      - url", "images:\n      - ⟦!!set⟧\n        url"),
    "tag of a key": ("PAR009", "heat: 124", "⟦!ruby/sym⟧ heat: 124"),
    "anchor in itself": ("PAR010", "topics:\n", "topics: &all [⟦*all⟧]\ntags:\n"),
    "alias bomb": ("PAR010", "topics:\n", f"topics: {bomb(6)}\ntags:\n"),
    "brackets": ("PAR011", "topics:\n", f"topics: {'[' * 63}⟦[⟧{'[' * 40}\ntags:\n"),
    "dashes": ("PAR011", "topics:\n  - Nat", f"topics:\n  {'- ' * 63}⟦-⟧ Nat"),
    "CRLF among LF": ("PAR012", "heat: 124\n", "heat: 124⟦\r\n⟧"),
    "CRLF in an item": ("PAR012", "domain: pbs.org\n", "domain: pbs.org⟦\r\n⟧"),
    "lone CR": ("PAR012", "quality: 74\n", "quality: 74⟦\r⟧"),
}


def found(data: bytes) -> list[Diagnostic]:
    source = decode(f"_news/{SEED.name}", data)
    return list(lint(source, builtin("article"), Settings(now=NOW)).diagnostics)


def test_the_article_is_clean() -> None:
    assert found(SEED.read_bytes()) == []


@each_case(PLANTED.values())
def test_one_finding_at_its_place(code: str, old: str, new: str) -> None:
    clean = SEED.read_text(encoding="utf-8")
    assert old in clean
    marked = clean.replace(old, new, 1)
    text = marked.replace("⟦", "").replace("⟧", "")
    span = Span(0, 3)  # of a block that is never closed
    if "⟦" in marked:
        span = Span(marked.index("⟦"), marked.index("⟧") - 1)
    (diagnostic,) = found(text.encode())
    assert (diagnostic.code, diagnostic.span) == (code, span)
    lines = LineIndex(text)
    assert diagnostic.start == lines.position(span.start)
    assert diagnostic.end == lines.position(span.end)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\n- title: a\n- title: b\n---\n", (2, 1)),
        ("---\njust text\n---\n", (2, 1)),
    ],
)
def test_par005_is_the_only_finding(text: str, place: tuple[int, int]) -> None:
    (diagnostic,) = found(text.encode())
    assert (diagnostic.code, diagnostic.start) == ("PAR005", place)


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        (b"Wall Street", b"Wall\xa0Street", (15, 13), "byte 0xa0 at offset"),
        (b"name: PBS", b"name: PBS\xe9", (42, 16), "byte 0xe9"),
        (b"---\ncat", b"\xff\xfe---\ncat", (1, 1), "byte 0xff at offset 0"),
        (b'year"', b'year\xe2\x80"', (34, 77), "byte 0xe2"),
    ],
    ids=["latin-1", "item", "utf-16", "cut-off"],
)
def test_par007_is_the_only_finding(
    old: bytes, new: bytes, place: tuple[int, int], says: str
) -> None:
    (diagnostic,) = found(SEED.read_bytes().replace(old, new, 1))
    assert (diagnostic.code, diagnostic.start) == ("PAR007", place)
    assert says in diagnostic.message
