import pickle
import re

import pytest

from linter.core.patterns import lazily_compiled, lazy_pattern


def test_a_lazy_pattern_matches_like_the_pattern_of_its_text() -> None:
    word = lazy_pattern(r"(?P<first>[a-z])[a-z]*", re.IGNORECASE)
    found = word.fullmatch("News")
    assert found is not None
    assert found["first"] == "N"
    assert word.sub("-", "a 1 B") == "- 1 -"
    assert [match[0] for match in word.finditer("ab 12 C")] == ["ab", "C"]


def test_a_lazy_pattern_of_bytes_matches_bytes() -> None:
    assert lazy_pattern(rb"GIF8[79]a").match(b"GIF89a...")
    assert not lazy_pattern(rb"GIF8[79]a").match(b"PNG")


def test_a_lazy_pattern_is_compiled_when_it_is_first_used() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error, match="missing"):
        broken.match("")


def test_a_lazy_pattern_has_the_attributes_of_a_pattern_before_and_after_its_first_use() -> None:
    word = lazy_pattern("[a-z]+", re.ASCII)
    assert word.pattern == "[a-z]+"
    assert word.match("a")
    assert word.flags & re.ASCII
    with pytest.raises(AttributeError, match="flag"):
        _ = word.flag  # type: ignore[attr-defined]


def test_a_lazy_pattern_is_pickled_by_its_text() -> None:
    word = lazy_pattern("[a-z]+", re.IGNORECASE)
    assert word.match("a")
    again = pickle.loads(pickle.dumps(word))  # noqa: S301 - made here
    assert again.fullmatch("ABC")
    assert not again.fullmatch("1")


def test_patterns_of_a_library_are_lazy_where_it_is_imported_so_and_nowhere_else() -> None:
    with lazily_compiled():
        inside = re.compile("[a-z]+", re.IGNORECASE)
    assert not isinstance(inside, re.Pattern)
    assert inside.fullmatch("ABC")
    assert isinstance(re.compile("[a-z]+"), re.Pattern)


def test_patterns_are_compiled_as_ever_after_an_import_that_fails() -> None:
    with pytest.raises(ImportError), lazily_compiled():
        raise ImportError
    assert isinstance(re.compile("[0-9]+"), re.Pattern)
