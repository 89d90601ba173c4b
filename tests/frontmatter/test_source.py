"""linter.frontmatter.source: bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.frontmatter.source import BadByte, Source, decode
from tests.each_case import each_case


@given(st.text())
def test_utf_8_is_read_as_it_is(text: str) -> None:
    source = decode("a.md", text.encode())
    assert source == Source("a.md", text)
    assert source.bad_byte is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"caf\xe9 \xff", BadByte(3, 3, 0xE9)),
        ("“".encode() + b"\x80", BadByte(3, 1, 0x80)),
        (b"a\xe2\x80", BadByte(1, 1, 0xE2)),
        (b"\xed\xa0\x80", BadByte(0, 0, 0xED)),
        (b"\xff\xfea\x00", BadByte(0, 0, 0xFF)),
    ],
    ids=["latin-1", "lone-continuation", "cut-off", "surrogate", "utf-16"],
)
def test_the_first_byte_that_is_not_utf_8_is_named(data: bytes, expected: BadByte) -> None:
    source = decode("a.md", data)
    assert source.bad_byte == expected
    assert "\ufffd" in source.text


@given(st.binary())
def test_bytes_before_a_bad_one_are_text(data: bytes) -> None:
    source = decode("a.md", data)
    if source.bad_byte is None:
        assert source.text.encode() == data
        return
    byte_offset, offset, value = source.bad_byte
    assert data[byte_offset] == value
    assert source.text[:offset].encode() == data[:byte_offset]


@each_case(
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\r\n", "\r\n"),
        ("a\r\nb\n", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb\r", "\n"),
    ]
)
def test_newline_is_the_one_of_most_lines(text: str, expected: str) -> None:
    assert Source("a.md", text).newline == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"\xef\xbb\xbf---\n", True), (b"---\n\xef\xbb\xbf", False), (b"", False)],
)
def test_byte_order_mark(data: bytes, *, expected: bool) -> None:
    assert decode("a.md", data).has_byte_order_mark is expected


def test_digest_depends_on_the_text_and_not_on_the_path() -> None:
    digests = [Source("a.md", text).digest for text in ("", "a", "a\n", "a\r\n")]
    assert len(set(digests)) == 4
    assert {len(digest) for digest in digests} == {16}
    assert Source("b.md", "a").digest == digests[1]


def test_text_with_lone_surrogates_has_a_digest() -> None:
    assert Source("a.md", "\ud800").digest != Source("a.md", "\udfff").digest
