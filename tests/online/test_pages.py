"""What the head of a page states."""

import pytest

from linter.online.page import ends_head, read_head
from linter.web.answers import Page
from tests.processor_time import bounded

URL = "https://a.com/b/c"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel=amphtml href=/amp>", Page(amp="https://a.com/amp")),
        ("<link rel='AMPHTML' href='amp?a=1&amp;b=2'>", Page(amp="https://a.com/b/amp?a=1&b=2")),
        ("<LINK HREF=//b.com/ REL='shortlink canonical'>", Page(canonical="https://b.com/")),
        ("<base href=https://c.com/d/><link rel=canonical href=e>",
         Page(canonical="https://c.com/d/e")),
        ("<link rel=canonical href=/1><link rel=canonical href=/2>",
         Page(canonical="https://a.com/1")),
        ("<title> A\n &amp; B </title>", Page(title="A & B")),
        ("<title>one</title><svg><title>two</title></svg>", Page(title="one")),
        ("<!-- <link rel=amphtml href=/amp> -->", Page()),
        ("<script>'<link rel=amphtml href=/amp>'</script>", Page()),
        ("<link rel=amphtml href=''><link rel=canonical>", Page()),
        ("<link rel=amphtml href='javascript:x'>", Page()),
        ("<link rel=amphtml href='http://[::1'>", Page()),
        ("</head><link rel=amphtml href=/amp>", Page()),
        ("<body><link rel=amphtml href=/amp>", Page()),
        ("<title>cut of", Page(title="cut of")),
        ("", Page()),
    ],
)  # fmt: skip
def test_links_and_title_are_read(head: str, expected: Page) -> None:
    assert read_head(f"<html><head>{head}".encode(), None, URL) == expected


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("é".encode(), None),
        ("é".encode("latin-1"), "latin-1"),
        ("<meta charset=windows-1252>é".encode("cp1252"), None),
        ("<meta http-equiv=Content-Type content='text/html; charset=latin-1'>é".encode("latin-1"),
         None),
        ("é".encode(), "no-such-charset"),
    ],
)  # fmt: skip
def test_the_charset_is_that_of_the_server_or_the_page(data: bytes, charset: str | None) -> None:
    meta, _, text = data.rpartition(b">")
    head = meta + b">" * bool(meta) + b"<title>" + text + b"</title>"
    assert read_head(head, charset, URL).title == "é"


@pytest.mark.parametrize(
    "piece",
    ["<", "<!", "<!--", "<a ", "<a b='", "</", "<?", "<![", "<script>", "<title>", "&", "&#", "\0"],
)
def test_a_hostile_head_is_read_in_bounded_time(piece: str) -> None:
    with bounded():
        read_head(piece.encode() * (1_000_000 // len(piece)), None, URL)


@pytest.mark.parametrize(
    ("data", "is_end"),
    [
        (b"<head><title>a</title>", False),
        (b"<head></HEAD >", True),
        (b"<body class=a>", True),
        (b"<bodyguard>", False),
    ],
)
def test_no_more_is_read_than_the_head(data: bytes, *, is_end: bool) -> None:
    assert ends_head(data) is is_end
