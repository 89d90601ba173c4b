"""When rules about dates are certainly silent; dates match `DAY_OR_TIME`."""

import re
from datetime import date
from typing import Any, Final

from linter.fastpath.scalars import DATE, TIME
from linter.fastpath.silence import Item

DAY_OR_TIME: Final = f"{TIME}|{DATE}"
"""A day of the calendar, or an instant to the second in UTC."""

_DAY = len("2020-06-11")
_DATED_NAME = re.compile("[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2}-")
_MOST_DAYS_APART = 29
_INDEX = "index"


def are_past(item: Item) -> bool:
    """Whether the dates of publication and change are not later than now."""
    values, now = item.values, item.file.now
    published, updated = values.get("published-at"), values.get("updated-at")
    return (published is None or published <= now) and (updated is None or updated <= now)


def are_in_order(item: Item) -> bool:
    """Whether a change follows the publication, and an end the start; all have one form."""
    values = item.values
    pairs = (
        (values.get("published-at"), values.get("updated-at")),
        (values.get("starts-at"), values.get("ends-at")),
    )
    return all(
        first is None or second is None or (len(first) == len(second) and first <= second)
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
    if f"/{published[:_DAY].replace('-', '/')}/" in web and "?" not in web:
        # If there is another date in it too, it has none that counts.
        return True
    from linter.web.url_dates import date_in_path

    stated = date_in_path(web)
    return stated is None or abs(stated.date - _day(published)).days <= most_days


def are_near_article(item: Item) -> bool:
    """Whether the dates of related items are less than 30 days from the article's."""
    published = item.values.get("published-at")
    if published is None:
        return True
    day = _day(published).toordinal()
    dates: list[Any] = [each.values.get("published-at") for each in item.lists.get("related", ())]
    return all(
        abs(_day(each).toordinal() - day) <= _MOST_DAYS_APART for each in dates if each is not None
    )


def _may_have_date(url: str) -> bool:
    return "20" in url or "199" in url or "2100" in url


def _day(text: str) -> date:
    return date.fromisoformat(text[:_DAY])
