"""The facts of one site's files: whether they are packed or not, the same ones are shared."""

from collections.abc import Callable

import pytest

from linter.cache.codec import encode_facts
from linter.core.text import Span
from linter.run import fact_store
from linter.run.fact_store import FactStore
from linter.site.facts import Fact, Place

Facts = tuple[tuple[str, Fact], ...]


def facts_of(path: str, *keys: str) -> Facts:
    return tuple(
        ("DUP001", Fact(key, Place(path, "/a", Span(0, 1)), "\ud83d", key)) for key in keys
    )


def as_they_are(facts: Facts) -> Facts:
    return facts


@pytest.mark.parametrize("given", [encode_facts, as_they_are])
@pytest.mark.parametrize("open_characters", [0, 300, 10_000, 4_000_000])
def test_the_facts_that_are_shared_come_back_whole(
    monkeypatch: pytest.MonkeyPatch, open_characters: int, given: Callable[[Facts], Facts | str]
) -> None:
    monkeypatch.setattr(fact_store, "_FILES_IN_BLOCK", 4)
    monkeypatch.setattr(fact_store, "_OPEN_CHARACTERS", open_characters)
    store = FactStore()
    # Each file shares its first key with the one of a hundred before.
    files = {f"{number:03}.md": (f"key {number % 100}", f"own {number}") for number in range(150)}
    for path, keys in files.items():
        store.add(path, given(facts_of(path, *keys)), is_requested=path < "003")
    shared = [facts_of(path, files[path][0])[0] for path in files if "100" > path >= "050"]
    found = store.shared()
    assert not [each for each in shared if each in found]
    expected = [path for path in files if path < "050" or path >= "100"]
    assert [fact.place.path for _, fact in found] == [*expected[3:], "000.md", "001.md", "002.md"]
    assert all(each in facts_of(each[1].place.path, *files[each[1].place.path]) for each in found)
    assert store.requested() == [
        each for path in ("000.md", "001.md", "002.md") for each in facts_of(path, *files[path])
    ]
