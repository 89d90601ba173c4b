"""What rules over a whole site need from each of its files."""

from typing import NamedTuple

from linter.core.text import Span


class Place(NamedTuple):
    """A value in one of a site's files."""

    path: str
    pointer: str
    span: Span


class Fact(NamedTuple):
    """What a site rule needs from one file: small, and without the file's text.

    Facts are compared by `key`; `detail` is anything else that the rule needs. Every file that can
    have a fact with this key contains the text `needle`, so that files without it are not parsed.
    """

    key: str
    place: Place
    needle: str
    detail: str = ""
