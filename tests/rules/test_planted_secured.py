"""A secured value made wrong in a real article gives one finding: the right one, at the value."""

from collections.abc import Callable

import pytest

from linter.core.diagnostic import Safety
from linter.core.text import apply_edits
from tests.rules.planted import lint_text, seed

TEXT = "VGhpcyB0ZXh0IHNob3VsZCBoYXZlIGJlZW4gaGlkZGVu"
TEXT_OF_TWO_BLOCKS = "VGhpcyB0ZXh0IHNob3VsZCBiZSBlbmNyeXB0ZWQgISE="
TWICE = "ThGV3wIN5Z4NZaM6QnnxGE4Rld8CDeWeDWWjOkJ58Rg="

# Code, whether there is a fix, and what becomes of the ciphertext and the vector.
PLANTED: dict[str, tuple[str, bool, Callable[[str, str], str]]] = {
    "a blank behind the semicolon": ("SEC001", True, lambda data, iv: f"{data}; {iv}"),
    "blanks around": ("SEC001", True, lambda data, iv: f" {data};{iv} "),
    "a line break": ("SEC001", True, lambda data, iv: f"{data[:76]}\\n{data[76:]};{iv}"),
    "the URL-safe alphabet": (
        "SEC001",
        True,
        lambda data, iv: f"{data};{iv}".replace("+", "-").replace("/", "_"),
    ),
    "another separator": ("SEC001", False, lambda data, iv: f"{data}:{iv}"),
    "no vector": ("SEC001", False, lambda data, _iv: data),
    "three parts": ("SEC001", False, lambda data, iv: f"{data};{iv};{iv}"),
    "empty": ("SEC001", False, lambda _data, _iv: ""),
    "words": ("SEC001", False, lambda _data, _iv: "to be written"),
    "vector without padding": ("SEC002", True, lambda data, iv: f"{data};{iv.rstrip('=')}"),
    "a wrong letter": ("SEC002", False, lambda data, iv: f"{data[:9]}*{data[10:]};{iv}"),
    "a lost letter": ("SEC002", False, lambda data, iv: f"{data[:9]}{data[10:]};{iv}"),
    "vector with a lost letter": ("SEC002", False, lambda data, iv: f"{data};{iv[1:]}"),
    "one `=` too many": ("SEC002", False, lambda data, iv: f"{data};{iv}="),
    "no ciphertext": ("SEC003", False, lambda _data, iv: f";{iv}"),
    "a short ciphertext": ("SEC003", False, lambda data, iv: f"{data[4:]};{iv}"),
    "text of any length": ("SEC005", False, lambda _data, iv: f"{TEXT};{iv}"),
    "an empty vector": ("SEC004", False, lambda data, _iv: f"{data};"),
    "a short vector": ("SEC004", False, lambda data, iv: f"{data};{iv[4:]}"),
    "halves swapped": ("SEC004", False, lambda data, iv: f"{iv};{data}"),
    "text": ("SEC005", False, lambda _data, iv: f"{TEXT_OF_TWO_BLOCKS};{iv}"),
    "zeros": ("SEC005", False, lambda _data, iv: f"{'A' * 64};{iv}"),
    "a repeated block": ("SEC006", False, lambda _data, iv: f"{TWICE};{iv}"),
}


def planted(change: Callable[[str, str], str]) -> tuple[str, str, str]:
    """Return the article, the same with a defect, and the defect with its quotes."""
    clean = seed()
    value = clean.partition('\nsecured: "')[2].partition('"')[0]
    wrong = change(*value.split(";"))
    return clean, clean.replace(f'"{value}"', f'"{wrong}"'), f'"{wrong}"'


@pytest.mark.parametrize(("code", "is_fixed", "change"), PLANTED.values(), ids=PLANTED.keys())
def test_one_defect_gives_one_finding(
    code: str, *, is_fixed: bool, change: Callable[[str, str], str]
) -> None:
    clean, text, wrong = planted(change)
    found = lint_text(text)
    assert [item.code for item in found] == [code]
    assert found[0].pointer == "/secured"
    assert text[found[0].span.start : found[0].span.end] == wrong
    assert found[0].start == (101, len("secured: ") + 1)
    fix = found[0].fix
    assert (fix is not None) == is_fixed
    if fix is not None:
        assert fix.safety is Safety.SAFE
        assert fix.changes == ("/secured",)
        assert apply_edits(text, fix.edits) == clean


def test_the_article_itself_is_clean() -> None:
    assert lint_text(seed()) == []
