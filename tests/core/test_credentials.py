"""Addresses without users and passwords."""

import pytest

from linter.core.credentials import without_user, without_user_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ftp://user:secret@host/x.md", "ftp://host/x.md"),
        ("ftp://user@host/x.md", "ftp://host/x.md"),
        ("ftp://:secret@host/", "ftp://host/"),
        ("ftp://user:se@cret@host/x", "ftp://host/x"),
        ("ftp://user:se/cret@host/x", "ftp://host/x"),
        ("ftp://user:se#cret@host/x", "ftp://host/x"),
        ("in ftp://a:b@c/d, and tcp://e:f@1.2.3.4:8786", "in ftp://c/d, and tcp://1.2.3.4:8786"),
        ("zip://a.md::ftp://a:b@c/d.zip", "zip://c/d.zip"),
        ("s3://bucket/a@b.md", "s3://bucket/a@b.md"),
        ("ftp://host:21/a@b.md", "ftp://host:21/a@b.md"),
        ("https://host/?a=b@c", "https://host/?a=b@c"),
        ("github://owner:repository@main/a.md", "github://owner:repository@main/a.md"),
        ("somebody@example.com", "somebody@example.com"),
    ],
)
def test_addresses_are_shown_without_user_and_password(text: str, shown: str) -> None:
    assert without_user(text) == shown


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://user:se%2Fcret@host/", "no such password: 'se/cret'"),
        ("ftp://user:secret@host/", "user:secret@host refused"),
        ("ftp://user:secret@host/", "login of user with secret"),
        ("ftp://user:sec/ret@host/", "port is no number: 'sec'"),
    ],
)
def test_messages_of_libraries_are_shown_without_the_password(address: str, said: str) -> None:
    shown = without_user_of(address, said)
    assert not any(part in shown for part in ("secret", "se/cret", "sec'", "ret@"))


def test_without_a_user_nothing_is_removed() -> None:
    said = "no such file: host/a.md"
    assert without_user_of("ftp://host/a.md", said) == said
