"""What the report counts of one article: its date, publisher, links and pictures."""

from typing import NamedTuple, TypeGuard

from linter.core.patterns import lazy_pattern

_MONTH = lazy_pattern(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
# Characters of the longest name of a host (RFC 1035), and of a port.
_LONGEST_HOST = 253 + len(":65535")
# Pixels. No format of pictures has more.
_WIDEST = 2**32 - 1


class Article(NamedTuple):
    """What the report counts of one article; what it does not have is None, or empty."""

    path: str
    month: str | None = None
    """The month of publication, `2020-06`."""
    publisher: str | None = None
    widths: tuple[int, ...] = ()
    """The widths in pixels that the front matter gives its pictures."""
    hosts: tuple[str, ...] = ()
    """The host of each link, with its port."""


def is_month(value: object) -> TypeGuard[str]:
    """Whether an article may have a value as its month."""
    return isinstance(value, str) and _MONTH.fullmatch(value) is not None


def is_host(value: object) -> TypeGuard[str]:
    """Whether an article may have a value as its publisher, or as a host of its links."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_HOST


def is_width(value: object) -> TypeGuard[int]:
    """Whether an article may have a value as a width of its pictures."""
    return type(value) is int and 0 <= value <= _WIDEST
