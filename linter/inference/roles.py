"""Roles by the name of a key and by its values, where no built-in schema gives one."""

import re
from collections.abc import Collection

from linter.inference.forms import Form
from linter.inference.summary import TEXTS, Summary, ValueType

_MOSTLY = 0.95
_TITLES = re.compile(r"(?:title|headline|heading)$")
_DESCRIPTIONS = re.compile(r"(?:description|summary|excerpt|abstract|teaser|subtitle|tagline)$")
_PUBLISHED = frozenset({"published", "publishedat", "publishedon", "publicationdate", "posted"})
_UPDATED = frozenset(
    {"updated", "updatedat", "updatedon", "lastmod", "modified", "lastmodified", "lastupdated"}
)
_EXPIRES = frozenset({"expires", "expiresat", "expireson", "expirydate", "validuntil"})
_STARTS = frozenset({"start", "starts", "startdate", "startsat", "starttime"})
_ENDS = frozenset({"end", "ends", "enddate", "endsat", "endtime"})
_PICTURES = re.compile(
    "(?:image|img|picture|photo|cover|thumbnail|thumb|banner|hero|logo|avatar|icon)s?"
    "(?:url|src|path)?$"
)
_LINKS = re.compile("(?:url|uri|link|href|website|homepage)s?$")

_DATES = frozenset({Form.DATE, Form.DATE_TIME})
_ADDRESSES = frozenset({Form.URL, Form.PICTURE_URL})
_PICTURE_PLACES = frozenset({Form.PICTURE_URL, Form.PICTURE_PATH})
_LINKED = frozenset({Form.URL, Form.PICTURE_URL, Form.PATH})


def role_of(key: str, summary: Summary, *, is_top: bool) -> str | None:
    """Return the role of what is at a key; None if it has none for certain.

    `is_top` is whether the key is one of the page itself.
    """
    if _all(summary, {Form.SECURED}):
        return "secured"
    name = re.sub("[-_ ]", "", key.lower())
    if is_top and _are_dates(summary):
        return _role_of_date(name)
    if _all(summary, {Form.WORDS}, _MOSTLY):
        return _role_of_words(name)
    return _role_of_address(name, summary)


def _role_of_words(name: str) -> str | None:
    # A subtitle is a title by its end, too.
    if _DESCRIPTIONS.search(name):
        return "page-description"
    return "page-title" if _TITLES.search(name) else None


def _role_of_address(name: str, summary: Summary) -> str | None:
    if _PICTURES.search(name) and _all(summary, _PICTURE_PLACES):
        return "page-image"
    if _LINKS.search(name) and _all(summary, _LINKED):
        return "link-url" if _all(summary, _ADDRESSES) else "page-link"
    return None


def _role_of_date(name: str) -> str | None:
    roles = {
        "published-at": _PUBLISHED,
        "updated-at": _UPDATED,
        "expires-at": _EXPIRES,
        "starts-at": _STARTS,
        "ends-at": _ENDS,
    }
    return next((role for role, names in roles.items() if name in names), None)


def _are_dates(summary: Summary) -> bool:
    times = summary.count_of(ValueType.DATE, ValueType.TIME)
    return times == summary.count_of(*TEXTS) > 0 or _all(summary, _DATES)


def _all(summary: Summary, forms: Collection[Form], least: float = 1.0) -> bool:
    """Whether all texts, or at least a share of them, have one of some forms; empty ones aside."""
    counted = [
        (form in forms, tally.count)
        for form, tally in summary.forms.items()
        if form is not Form.EMPTY
    ]
    total = sum(count for _, count in counted)
    return total > 0 and sum(count for is_one, count in counted if is_one) >= least * total
