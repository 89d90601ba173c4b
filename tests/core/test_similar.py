"""The known word that is spelt most like another."""

import pytest

from linter.core.similar import nearest, nearest_key, suggestion


@pytest.mark.parametrize(
    ("word", "cutoff", "expected"),
    [
        ("titel", 0.6, "title"),
        ("tile", 0.6, "title"),
        ("title", 0.6, "title"),
        ("published", 0.6, None),
        ("", 0.6, None),
        ("titel", 0.9, None),
    ],
)
def test_the_most_similar_word(word: str, cutoff: float, expected: str | None) -> None:
    assert nearest(word, ("image", "title", "type"), cutoff) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("WEBURL", "webUrl"), ("weburi", "webUrl"), ("heat", None), ("webUrl" * 3, None)],
)
def test_keys_are_compared_without_case(name: str, expected: str | None) -> None:
    assert nearest_key(name, ("webUrl", "ampWebUrl")) == expected


def test_no_key_is_similar_to_none() -> None:
    assert nearest_key("title", ()) is None


def test_a_suggestion_quotes_the_word() -> None:
    assert suggestion("ti\ntle") == r"; did you mean `ti\ntle`?"
    assert suggestion(None) == ""
