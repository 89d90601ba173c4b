import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.core.secret_text import COVER, Secrets, cover

LONG = "abcdefghijklmnop-one"


@pytest.mark.parametrize(
    ("secrets", "text", "expected"),
    [
        pytest.param([LONG], f"is {LONG}.", f"is {COVER * 20}.", id="whole"),
        pytest.param([LONG], f"{LONG[:16]}…", f"{COVER * 16}…", id="its-beginning"),
        pytest.param([LONG], LONG[:15], LONG[:15], id="less-than-tells"),
        pytest.param([LONG, LONG[:16] + "+two"], f"{LONG}+", f"{COVER * 20}+", id="alike"),
        pytest.param([LONG], f"is {LONG[3:]}", f"is {COVER * 17}", id="its-end"),
        pytest.param([LONG, LONG[:5]], LONG[:15], COVER * 5 + LONG[5:15], id="short-in-long"),
        pytest.param([LONG.upper()], f"is {LONG}.", f"is {COVER * 20}.", id="in-lower-case"),
        pytest.param([LONG], f"is {LONG.title()}.", f"is {COVER * 20}.", id="in-another-case"),
        pytest.param(["Hunter2"], "hUNTER2", COVER * 7, id="short-in-another-case"),
        pytest.param(["\u0130" * 16], "\u0130i" * 16, "\u0130i" * 16, id="case-of-others-counts"),
        pytest.param(["\u212a" * 16], f"{'k' * 40}.", f"{'k' * 40}.", id="kelvin-is-no-k"),
        pytest.param(["hunter2"], "hunter2 hunter", f"{COVER * 7} hunter", id="short"),
        pytest.param(["abc", ""], "abcabc", "abcabc", id="too-short"),
        pytest.param([], "abc", "abc", id="none"),
    ],
)
def test_what_is_covered(secrets: list[str], text: str, expected: str) -> None:
    assert Secrets(secrets).covered_in(text) == expected


@pytest.mark.parametrize("length", range(16, 34))
def test_any_sixteen_letters_of_a_secret_are_covered(length: int) -> None:
    secret = "abcdefghijklmnopqrstuvwxyz0123456789"[:length]
    for start in range(length - 15):
        part = secret[start : start + 16]
        assert Secrets([secret]).covered_in(part) == COVER * 16
        for before in range(9):
            text = "." * before + part + "." * 60
            assert Secrets([secret]).covered_in(text) == text.replace(part, COVER * 16)


WORDS = st.text("ab", min_size=4, max_size=24)


@given(st.lists(WORDS), st.text("abc", max_size=60))
def test_no_secret_is_left_and_nothing_else_is_touched(secrets: list[str], text: str) -> None:
    covered = Secrets(secrets).covered_in(text)
    assert not any(secret[:16] in covered for secret in secrets)
    assert len(covered) == len(text)
    assert all(after in (before, COVER) for before, after in zip(text, covered, strict=True))


# Texts that are longer than the secrets, with what spells nothing, other letters, and escapes.
UNESCAPED = "ab-_ \n\t\"'\x00\x7f\xa0\u2003\u200b\xe9\u6f22\U0001f600\ud800"
AROUND = st.text(UNESCAPED, max_size=40) | st.text(f"{UNESCAPED}%&~\\", max_size=40)
SPELT = (
    *("{}", "{}\n  ", "{}'", '{}"', "{}\u200b", "{}\xa0", "{}\x00", "{}\x7f"),
    *("\\u{:04x}", "%{:02x}", "&#{};"),
)


@given(
    st.sampled_from([LONG, "b-a_b-a_b-a_b-a_b-a_", "\xe9t\xe9" * 7, "\u6f22ab" * 7]),
    AROUND,
    AROUND,
    st.integers(0, 4),
    st.sampled_from(SPELT),
)
@settings(max_examples=500)
def test_sixteen_letters_are_covered_however_they_are_spelt_in_a_long_text(
    secret: str, before: str, after: str, first: int, spelt: str
) -> None:
    letters = secret[first : first + 16]
    if spelt.startswith("%"):
        written = "".join(f"%{byte:02x}" for byte in letters.encode())
    else:
        numbers = spelt.startswith(("\\", "&"))
        written = "".join(spelt.format(ord(each) if numbers else each) for each in letters)
    text = f"{before}.{written}.{after}{'. ' * 100}"
    covered = Secrets([secret]).covered_in(text)
    assert COVER * 16 in covered.replace("\n", "").replace(" ", "").replace("\r", "")
    assert len(covered) == len(text)


def test_line_ends_stay() -> None:
    assert cover("a\r\nbc") == "•\r\n••"
