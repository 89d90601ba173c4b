"""The outline of a block: a tree of keys and items with right places, and no secret in it."""

from pathlib import Path

import pytest
from lsprotocol.types import DocumentSymbol, SymbolInformation, SymbolKind

from linter.lsp.client import Client
from linter.lsp.open_document import OpenDocument
from linter.lsp.outline import outline
from tests.lsp.opened import opened
from tests.lsp.test_hover import SECURED

TOML = """+++
title = 'a'
tags = ['x']
[params]
b = 'c'
[params.d]
e = 1
[[resources]]
src = 'x'
[[resources]]
src = 'y'
[params.f]
g = 2
+++
"""
TREE = Client(has_symbol_trees=True)


def tree(document: OpenDocument) -> list[DocumentSymbol]:
    found = outline(document, TREE)
    symbols = [each for each in found if isinstance(each, DocumentSymbol)]
    assert len(symbols) == len(found)
    check(document, symbols)
    return symbols


def check(document: OpenDocument, symbols: list[DocumentSymbol]) -> None:
    """Assert what clients require of places: own ones inside of whole ones, children in parents."""
    for symbol in symbols:
        whole = document.positions.span(symbol.range)
        own = document.positions.span(symbol.selection_range)
        assert symbol.name
        assert whole.start <= own.start <= own.end <= whole.end
        for child in symbol.children or ():
            inner = document.positions.span(child.range)
            assert whole.start <= inner.start <= inner.end <= whole.end
        check(document, list(symbol.children or ()))


def names(symbols: list[DocumentSymbol]) -> list[object]:
    """Return the names of symbols, each with those in it in a list behind it."""
    found: list[object] = []
    for symbol in symbols:
        found.append(symbol.name)
        if symbol.children:
            found.append(names(list(symbol.children)))
    return found


def text_of(document: OpenDocument, symbol: DocumentSymbol) -> tuple[str, str]:
    """Return the texts at the own and at the whole place of a symbol."""
    text, places = document.source.text, document.positions
    own, whole = places.span(symbol.selection_range), places.span(symbol.range)
    return text[own.start : own.end], text[whole.start : whole.end]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hugo.toml").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "---\ntitle: a\ntags: [x, y]\nparams:\n  b: c\n  d:\n  - e: f\n---\n",
            ["title", "tags", ["0", "1"], "params", ["b", "d", ["0", ["e"]]]],
        ),
        (
            TOML,
            [
                "title", "tags", ["0"], "params", ["b", "d", ["e"], "f", ["g"]],
                "resources", ["0", ["src"], "1", ["src"]],
            ],
        ),
        (
            '{\n "title": "a",\n "params": {"b": [1, null]}\n}\n',
            ["title", "params", ["b", ["0", "1"]]],
        ),
        ("---\r\n'': a\r\n? [x]\r\n: b\r\n---\r\n", ['""', "[x]"]),
        ("---\n---\n", []),
    ],
    ids=["yaml", "toml", "json", "odd-keys", "empty"],
)  # fmt: skip
def test_keys_and_items_are_a_tree_in_every_notation(
    folder: Path, text: str, expected: list[object]
) -> None:
    document, _ = opened(folder, text)
    assert names(tree(document)) == expected


def test_places_are_right_beside_emoji_and_odd_line_ends(folder: Path) -> None:
    document, _ = opened(folder, "---\r\n😀k: '😀 v\u2028w'\r\nparams: {😀: [😀, b]}\r\n---\r\n")
    first, second = tree(document)
    assert text_of(document, first) == ("😀k", "😀k: '😀 v\u2028w'")
    assert text_of(document, second) == ("params", "params: {😀: [😀, b]}")
    (inner,) = second.children or ()
    assert [text_of(document, each)[1] for each in inner.children or ()] == ["😀", "b"]
    assert second.range.end.character == 21


def test_a_symbol_has_its_kind_and_a_short_value(folder: Path) -> None:
    long = "word " * 50
    text = f"---\ntitle: {long}\nweight: 3\ndraft: true\nurl:\ntags: [a]\nparams: {{a: b}}\n---\n"
    document, _ = opened(folder, text)
    found = {each.name: each for each in tree(document)}
    assert [found[name].kind for name in ("title", "weight", "draft", "url", "tags", "params")] == [
        SymbolKind.String, SymbolKind.Number, SymbolKind.Boolean, SymbolKind.Null,
        SymbolKind.Array, SymbolKind.Object,
    ]  # fmt: skip
    assert found["weight"].detail == "3"
    assert found["tags"].detail is None
    assert (found["title"].detail or "").endswith("…")
    assert len(found["title"].detail or "") < 70


def test_an_alias_has_no_place_but_that_of_its_key(folder: Path) -> None:
    text = "---\nparams: &p\n  a: [b]\nother: *p\nmore:\n- *p\n- <<: *p\n  c: d\n---\n"
    document, _ = opened(folder, text)
    symbols = tree(document)
    assert [text_of(document, each)[1] for each in symbols[1:2]] == ["other"]
    assert names(symbols)[:3] == ["params", ["a", ["0"]], "other"]


def test_a_client_without_trees_gets_a_row(folder: Path) -> None:
    document, _ = opened(folder, "---\ntitle: a\nparams:\n  b: c\n---\n")
    found = outline(document, Client())
    rows = [each for each in found if isinstance(each, SymbolInformation)]
    assert [(each.name, each.container_name) for each in rows] == [
        ("title", None), ("params", None), ("b", "params")
    ]  # fmt: skip
    assert {each.location.uri for each in rows} == {document.uri}


def test_items_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    text = "---\ntitle: a\nrelated:\n- webUrl: https://a.com\n  title: Other\n- title: 3\n---\n"
    document, _ = opened(tmp_path, text, name="_news/2020-01-01-a.md")
    related = tree(document)[1]
    assert [each.detail for each in related.children or ()] == ["Other", None]


def test_nothing_secret_is_in_an_outline(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    text = (
        f"---\ntitle: {SECURED}\nsecured: {SECURED}\nrelated:\n- title: {SECURED}\n"
        f"  secured: {SECURED}\n  {SECURED[:40]}: a\nsecurd: {SECURED}\n---\n"
    )
    broken = text.replace("related:", "related: [")
    for versions in ((text,), (text, broken), (text, broken.replace("secured:", "x:"))):
        document, _ = opened(tmp_path, *versions, name="_news/2020-01-01-a.md")
        for client in (TREE, Client()):
            found = repr(outline(document, client))
            assert "secur" in found
            assert SECURED[:16] not in found
            assert SECURED[16:32] not in found


def test_while_a_text_does_not_parse_keys_that_are_as_before_stay(folder: Path) -> None:
    text = "---\ntitle: a\nparams:\n  b: c\n  d: e\nlast: z\n---\n"
    broken = "---\ntitle: a\nparams:\n  b: 'c\n  new\n  d: e\nlast: z\n---\n"
    document, _ = opened(folder, text, broken)
    symbols = tree(document)
    assert names(symbols) == ["title", "params", ["b", "d"], "last"]
    assert text_of(document, symbols[1])[1].startswith("params:\n  b: 'c\n  new\n")
    assert text_of(document, symbols[2]) == ("last", "last: z")
    document, _ = opened(folder, broken)
    assert tree(document) == []


def test_a_huge_block_has_the_symbols_of_its_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.lsp.outline.MOST_SYMBOLS", 3)
    document, _ = opened(folder, "---\na: 1\nb: [2, 3, 4]\nc: 5\n---\n")
    assert names(tree(document)) == ["a", "b", ["0"]]
