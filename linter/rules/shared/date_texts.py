"""Dates as they are written: the text of a date as an instant, or why there is no such date."""

import re
from calendar import month_name, monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from linter.core.patterns import lazy_pattern

FORM = "YYYY-MM-DDThh:mm:ssZ"
"""The form of a date: RFC 3339, in UTC, to the second."""

_MONTHS = range(1, 13)
_HOURS = range(24)
_SIXTY = range(60)

_EXACT = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
# The extended form of ISO 8601, YAML timestamps, and the usual variations.
_WRITTEN = lazy_pattern(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:(?P<between>[Tt]|[ \t]+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]*))?)?"
    r"[ \t]*(?P<zone>[Zz]|UTC|GMT|[-+][0-9]{1,2}(?::?[0-9]{2})?)?)?"
)
_OFFSET = lazy_pattern(r"(?P<sign>[-+])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?")


class Moment(NamedTuple):
    """A parsed date, in `FORM` or in another form."""

    instant: datetime
    """In UTC, to the second; midnight for a date without a time."""
    day: date
    """The date as written, in the zone of the text."""
    has_time: bool
    has_zone: bool
    has_fraction: bool
    """Whether the text has a fraction of a second other than zero, which `instant` drops."""
    deviations: tuple[str, ...]
    """How the text differs from `FORM`, in words."""
    offset: timedelta = timedelta()
    """How much later the clock of the text is than that of UTC."""

    @property
    def has_offset(self) -> bool:
        """Whether the text has an offset other than zero."""
        return bool(self.offset)


class NoSuchDate(NamedTuple):
    """The reason why a text in the form of a date is not one ("there is no hour 25")."""

    reason: str
    is_end_of_day: bool = False
    """Whether it is `24:00:00`, which ISO 8601 and most readers take for the next midnight."""


@lru_cache(maxsize=1024)
def parse_date(text: str) -> Moment | NoSuchDate | None:
    """Parse a text as a date; None if it does not have the form of a date."""
    exact = _read_exact(text)
    if exact is not None:
        return exact
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    parts = {name: int(match[name] or 0) for name in ("year", "month", "day")}
    clock = {name: int(match[name] or 0) for name in ("hour", "minute", "second")}
    offset = _offset(match["zone"])
    reason = day_error(**parts) or _clock_error(**clock)
    if reason is not None:
        is_end_of_day = tuple(clock.values()) == (24, 0, 0) and day_error(**parts) is None
        return NoSuchDate(reason, is_end_of_day)
    if offset is None:
        return NoSuchDate(f"there is no offset `{match['zone']}`")
    day = date(**parts)
    try:
        instant = datetime(**parts, **clock, tzinfo=UTC) - offset
    except OverflowError:
        return NoSuchDate("in UTC it is outside the years 1 to 9999")
    return Moment(
        instant,
        day,
        has_time=match["hour"] is not None,
        has_zone=match["zone"] is not None,
        has_fraction=bool((match["fraction"] or "").strip("0")),
        deviations=tuple(_deviations(match, text)),
        offset=offset,
    )


def _read_exact(text: str) -> Moment | None:
    """Parse a text in `FORM`; None for any other form, and for dates that do not exist."""
    if _EXACT.fullmatch(text) is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Moment(
        instant, instant.date(), has_time=True, has_zone=True, has_fraction=False, deviations=()
    )


def day_error(year: int, month: int, day: int) -> str | None:
    """Return why a day is not in the calendar, in words; None if it is."""
    if year == 0:
        return "there is no year 0"
    if month not in _MONTHS:
        return f"there is no month {month}"
    last = monthrange(year, month)[1]
    if day > last:
        return f"{month_name[month]} {year} has {last} days"
    return None if day else "there is no day 0"


def _clock_error(hour: int, minute: int, second: int) -> str | None:
    if hour not in _HOURS:
        return f"there is no hour {hour}"
    if minute not in _SIXTY:
        return f"there is no minute {minute}"
    return None if second in _SIXTY else f"there is no second {second}"


def _offset(zone: str | None) -> timedelta | None:
    """Return the offset from UTC, zero if none is stated; None if there is no such offset."""
    match = _OFFSET.fullmatch(zone or "")
    if match is None:
        return timedelta()
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    if hours not in _HOURS or minutes not in _SIXTY:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if match["sign"] == "-" else offset


def _deviations(match: re.Match[str], text: str) -> list[str]:
    """Return how a date differs from `FORM`, in words."""
    found = ["whitespace around it"] if text != text.strip() else []
    if any(match[name] and len(match[name]) == 1 for name in ("month", "day", "hour")):
        found.append("numbers of one digit")
    if match["hour"] is None:
        return [*found, "no time of day"]
    if match["between"] != "T":
        found.append("`t` in place of `T`" if match["between"] == "t" else "no `T` before the time")
    if match["second"] is None:
        found.append("no seconds")
    if match["fraction"] is not None:
        found.append("a fraction of a second")
    zone = match["zone"]
    if zone is None:
        found.append("no `Z` at its end")
    elif zone != "Z":
        found.append(f"`{zone}` in place of `Z`")
    elif text[-2:-1].isspace():
        found.append("a space before `Z`")
    return found
