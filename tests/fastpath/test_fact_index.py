"""An index of facts as one text: what is written comes back, and nothing else is taken."""

import json
from pathlib import Path
from typing import Any

import pytest

from linter.cache.codec import encode_facts, fact_hashes
from linter.core.text import Span
from linter.fastpath.fact_index import FactIndex, WalkState, fact_hash, file_name, read, spelled
from linter.site.facts import Fact, Place

WALK = WalkState(
    {
        "": {"_news": "folder", ".git": "folder", "README.md": "file"},
        "_news": {"a.md": [1, 2, 3, 4]},
    },
    [".git"],
    "/site",
    ["odd\n\udcff"],
)
INDEX = FactIndex(
    "/site",
    WALK,
    {"_news/a.md": "", 'odd\n"\udcff/b.md': "0000000f", "\ud83d\ude00.md": "0000000f ffffffff"},
    ["c.md"],
    [("00ff", ""), ("00ff", '{"a.png":"1 2"}')],
    [0, 1, 1],
    is_settled=True,
)


def stored(folder: Path, text: str) -> str:
    file = folder / "facts.json"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return str(file)


def test_an_index_comes_back_as_it_was(tmp_path: Path) -> None:
    path = stored(tmp_path, INDEX.to_json())
    found = read(path, "/site")
    assert found is not None
    assert found.to_json() == INDEX.to_json()
    assert found.walk == WALK
    assert found.state("_news/a.md") == [1, 2, 3, 4]
    assert found.state("_news/none.md") is found.state("none/a.md") is None


def test_only_the_own_index_of_the_same_site_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stored(tmp_path, INDEX.to_json())
    assert read(path, "/other") is None
    assert read(f"{path}x", "/site") is None
    assert read(path, "/site") is not None
    monkeypatch.setattr("linter.fastpath.fact_index.code_state", lambda: "other")
    assert read(path, "/site") is None


@pytest.mark.posix("modes")
def test_an_index_that_others_may_write_is_not_read(tmp_path: Path) -> None:
    path = stored(tmp_path, INDEX.to_json())
    Path(path).chmod(0o666)
    assert read(path, "/site") is None
    Path(path).chmod(0o600)
    assert read(path, "/site") is not None


def test_hashes_are_those_in_the_text_of_the_facts() -> None:
    fact = Fact("https://a.com", Place("a.md", "/webUrl", Span(1, 2)), "a.com", "")
    text = encode_facts([("DUP001", fact), ("SEC008", fact)])
    own = [fact_hash("DUP001", "https://a.com"), fact_hash("SEC008", "https://a.com")]
    assert spelled(fact_hashes(text)) == spelled(own)


def test_names_depend_on_the_site_and_on_all_contexts() -> None:
    names = {file_name(*each) for each in (("/a", ["0", "1"]), ("/a", ["0"]), ("/b", ["0", "1"]))}
    assert len(names) == 3
    assert file_name("/a", ["1", "0"]) in names


FIELDS = ("code", *FactIndex._fields)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, value) for field in FIELDS for value in (None, 7, [7], {"a": 7})),
        ("files", {"a": None}),
        ("unknown", [None]),
        ("groups", [["00ff"], ["00ff", ""]]),
        ("groups", [["00ff", 7], ["00ff", ""]]),
        ("group_of", [0, 1]),
        ("group_of", [0, 1, 2]),
        ("group_of", [0, 1, -1]),
        ("group_of", [0, 1, "1"]),
        ("walk", [{"": []}, [], "", []]),
        ("walk", [{}, []]),
    ],
)
def test_what_is_malformed_is_not_read(tmp_path: Path, field: str, value: Any) -> None:
    whole = dict(zip(FIELDS, json.loads(INDEX.to_json()), strict=True))
    assert read(stored(tmp_path, json.dumps([*whole.values()])), "/site") is not None
    text = json.dumps([*(whole | {field: value}).values()])
    assert read(stored(tmp_path, text), "/site") is None


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "[" * 100_000, "\xff"])
def test_what_is_no_index_is_not_read(tmp_path: Path, text: str) -> None:
    assert read(stored(tmp_path, text), "/site") is None
