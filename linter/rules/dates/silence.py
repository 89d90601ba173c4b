"""When rules about dates are certainly silent; dates match `DAY_OR_TIME`."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from linter.core.patterns import lazy_pattern
from linter.fastpath.scalars import DATE, TIME, ZONED
from linter.fastpath.silence import Item

_EXAMPLES = {
    "": "2020-06-11",
    TIME.removeprefix(DATE): "2020-06-11T00:03:00Z",
    rf"{TIME.removeprefix(DATE)[:-1]}\.[0-9]{{3}}Z": "2020-06-11T00:03:00.000Z",
    ZONED.removeprefix(DATE): "2020-06-11 00:03:00 +0000",
}
"""Patterns of what follows the day in dates, each with a date."""

DAY_OR_TIME: Final = f"{DATE}(?:{'|'.join(_EXAMPLES)})"
"""A day of the calendar, or an instant in UTC or with an offset."""


def forms_read(reads: Callable[[str], bool]) -> str:
    """Return a pattern of those dates that a reader takes."""
    forms = [form for form, text in _EXAMPLES.items() if reads(text)]
    return f"{DATE}(?:{'|'.join(forms)})" if forms else "(?!)"


_DAY = len("2020-06-11")
_SECONDS = len("2020-06-11T00:03:00")
_DATED_NAME = lazy_pattern("[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2}-")
# An offset may lead to the day before or after.
_MOST_DAYS_APART = 28
_MARCH = 3
_INDEX = "index"


def are_past(item: Item) -> bool:
    """Whether the dates of publication and change are not later than now."""
    dates = (item.values.get("published-at"), item.values.get("updated-at"))
    return all(each is None or _is_past(each, item.file.now) for each in dates)


def are_in_order(item: Item) -> bool:
    """Whether a change follows the publication, and an end the start; all have one form."""
    values = item.values
    pairs = (
        (values.get("published-at"), values.get("updated-at")),
        (values.get("starts-at"), values.get("ends-at")),
    )
    return all(
        first is None
        or second is None
        or (len(first) == len(second) and first[_SECONDS:] == second[_SECONDS:] and first <= second)
        for first, second in pairs
    )


def is_of_file_name(item: Item) -> bool:
    """Whether the file name has no date, or that of the article; for items in lists it is true."""
    published = item.values.get("published-at") if item.is_article else None
    if published is None:
        return True
    folders, _, name = item.file.path.rpartition("/")
    if name.partition(".")[0] == _INDEX:
        name = f"{folders.rpartition('/')[2]}-"
    return _DATED_NAME.match(name) is None or name.startswith(f"{published[:_DAY]}-")


def is_near_url(item: Item, most_days: int) -> bool:
    """Whether the date in the link to the web page, if there is one, is near the item's."""
    web, published = item.values.get("web-url"), item.values.get("published-at")
    if web is None or published is None or not _may_have_date(web):
        return True
    if most_days and f"/{published[:_DAY].replace('-', '/')}/" in web and "?" not in web:
        # If there is another date in it too, it has none that counts.
        return True
    from linter.web.url_dates import date_in_path

    stated = date_in_path(web)
    return stated is None or _days_apart(str(stated.date), published) < most_days


def are_near_article(item: Item) -> bool:
    """Whether the dates of related items are less than 30 days from the article's."""
    published = item.values.get("published-at")
    if published is None:
        return True
    dates: list[Any] = [each.values.get("published-at") for each in item.lists.get("related", ())]
    return all(
        _days_apart(each, published) <= _MOST_DAYS_APART for each in dates if each is not None
    )


def _is_past(text: str, now: str) -> bool:
    """Whether a date is not later than now; of one with an offset, its day is an earlier one."""
    return text[:_DAY] < now[:_DAY] if len(text) > len(now) else text <= now


def _may_have_date(url: str) -> bool:
    return "20" in url or "199" in url or "2100" in url


def _days_apart(one: str, other: str) -> int:
    return abs(_days(one[:_DAY]) - _days(other[:_DAY]))


@lru_cache(maxsize=4096)
def _days(day: str) -> int:
    """Return the number of a day of the Gregorian calendar, counted from a fixed one."""
    # Years start in March here, so that a leap day ends one. `datetime` takes 1 ms to import.
    year, month, number = map(int, day.split("-"))
    year, month = (year - 1, month + 12) if month < _MARCH else (year, month)
    days_before_month = (153 * month - 457) // 5
    return 365 * year + year // 4 - year // 100 + year // 400 + days_before_month + number
