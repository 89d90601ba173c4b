"""The form of a text: a date, an address, a path to a picture."""

import re
from collections.abc import Callable
from enum import StrEnum, auto

from linter.schema.drafts import DRAFT_2020_12
from linter.schema.gate import keyword_gate

_DATE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.,Zz+-]+", re.ASCII)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_PICTURE = re.compile(
    r"[^?#]*\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#].*)?", re.IGNORECASE | re.DOTALL
)
_LOCAL = ("/", "./", "../")
# A ciphertext and an initialisation vector, in Base64.
_SECURED = re.compile(r"[A-Za-z0-9+/_-]{22,}={0,2}\s*;\s*[A-Za-z0-9+/_-]{22,}={0,2}")


class Form(StrEnum):
    """The form of a text; each text has one."""

    DATE = auto()
    """A day of the calendar, `YYYY-MM-DD`."""
    DATE_TIME = auto()
    """A date with a time by RFC 3339."""
    URL = auto()
    """An absolute address with `http:` or `https:`."""
    PICTURE_URL = auto()
    """Such an address of a picture, by its suffix."""
    PICTURE_PATH = auto()
    """A path to a picture, from the top of the site or from the page."""
    PATH = auto()
    """A path from the top of the site."""
    EMAIL = auto()
    """An e-mail address."""
    SECURED = auto()
    """A ciphertext and its initialisation vector."""
    EMPTY = auto()
    """No text, or whitespace alone."""
    WORDS = auto()
    """Any other text."""


def form_of(text: str) -> Form:
    """Return the form of a text; a date or an address is one only where `format` accepts it."""
    if not text or text.isspace():
        return Form.EMPTY
    return next((form for form, has_form in _FORMS if has_form(text)), Form.WORDS)


def _is_date_time(text: str) -> bool:
    is_like_one = text[0].isdigit() and _DATE_TIME.fullmatch(text) is not None
    return is_like_one and _has_format(text, "date-time")


def _is_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None and _has_format(text, "uri")


def _is_path(text: str) -> bool:
    return text.startswith(_LOCAL) and not any(map(str.isspace, text))


def _is_email(text: str) -> bool:
    return "@" in text and _EMAIL.fullmatch(text) is not None and _has_format(text, "email")


def _is_secured(text: str) -> bool:
    return ";" in text and _SECURED.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    return text[0].isdigit() and _has_format(text, "date")


def _is_picture(text: str) -> bool:
    return _PICTURE.fullmatch(text) is not None


def _has_format(text: str, name: str) -> bool:
    return bool(keyword_gate(DRAFT_2020_12, format=name).is_valid(text))


_FORMS: tuple[tuple[Form, Callable[[str], bool]], ...] = (
    (Form.DATE, _is_date),
    (Form.DATE_TIME, _is_date_time),
    (Form.PICTURE_URL, lambda text: _is_url(text) and _is_picture(text)),
    (Form.URL, _is_url),
    (Form.PICTURE_PATH, lambda text: _is_path(text) and _is_picture(text)),
    (Form.PATH, lambda text: text[0] == "/" and _is_path(text)),
    (Form.EMAIL, _is_email),
    (Form.SECURED, _is_secured),
)
