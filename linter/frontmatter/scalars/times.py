"""Dates and times as Ruby's Psych reads them, and as instants."""

import re
from datetime import UTC, date, datetime, timedelta

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.reading import REFUSED, Reading, Type

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000  # in microseconds, as all times here
_DAY = 86_400 * _SECOND
_MONTHS = range(1, 13)
_SHORT_MONTHS = (2, 4, 6, 9, 11)
_DAYS = range(1, 32)
_HOURS = range(24)
_MINUTES = range(60)
_SECONDS = range(61)
_MIDNIGHT_AFTER = (24, 0, 0)
_DAY_FORM = r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_CLOCK_FORM = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]*))?"
    r"(?:[ \t\r\f\v]*(?:Z|(?P<offset>[-+](?:[0-9]{1,4}|[0-9]{1,2}:(?:[0-9]{2})?))))?"
)
_TIME_FORM = lazy_pattern(rf"{_DAY_FORM}(?:[Tt]|[\t\r\f\v]* [ \t\r\f\v]*){_CLOCK_FORM}")
_CRASHING_TIME_FORM = lazy_pattern(rf"{_DAY_FORM}[\t\r\f\v]+{_CLOCK_FORM}")
_DATE_FORM = lazy_pattern(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def instant(text: str) -> datetime | None:
    """Return the instant, in UTC, of a date or time as Psych reads it, to the microsecond.

    A time without a zone is UTC, a date its midnight in UTC; 30 February at some time is 1 March.
    None if Psych reads neither a date nor a time, or it lies outside the years 1 to 9999.
    """
    match = _TIME_FORM.fullmatch(text)
    if match:
        microseconds = _microseconds(match)
        try:
            return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)
        except OverflowError:
            return None
    match = _DATE_FORM.fullmatch(text)
    return _calendar_day(*map(int, match.groups())) if match and day(text) else None


def seconds(text: str) -> float | None:
    """Return the seconds since 1970 of a time as Psych reads it; None if it reads no time."""
    match = _TIME_FORM.fullmatch(text)
    microseconds = _microseconds(match) if match else None
    return None if microseconds is None else microseconds / _SECOND


def utc_text(moment: datetime) -> str:
    """Return `YYYY-MM-DDThh:mm:ssZ`, with a fraction if there is one; no zone means UTC."""
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat() + "Z"


def time(text: str) -> Reading | None:
    """Type a time; None for other texts, refused where Psych crashes."""
    match = _TIME_FORM.fullmatch(text)
    if match and _microseconds(match) is not None:
        return Reading(Type.TIME, text)
    return REFUSED if _CRASHING_TIME_FORM.fullmatch(text) else None


def day(text: str) -> Reading | None:
    """Type a date without a time; None for other texts."""
    match = _DATE_FORM.fullmatch(text)
    if not match:
        return None
    year, month, number = map(int, match.groups())
    if (1582, 10, 5) <= (year, month, number) <= (1582, 10, 14):
        return None
    # Ruby's Date is Julian before October 1582: every fourth year is a leap year, as is 2000.
    year = year if (year, month) >= (1582, 10) else 2000 + year % 4
    return Reading(Type.DATE, text) if _calendar_day(year, month, number) else None


def _microseconds(match: re.Match[str]) -> int | None:
    """Return the time since 1970 of a match of `_TIME_FORM`; None where Psych leaves it text.

    As in Ruby, days up to 31 roll over into the next month, 24:00:00 into the next day and a
    60th second into the next minute. Digits after the sixth of a fraction are cut off.
    """
    month, day = int(match["month"]), int(match["day"])
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"])
    if hour not in _HOURS and (hour, minute, second) != _MIDNIGHT_AFTER:
        return None
    if month not in _MONTHS or day not in _DAYS or minute not in _MINUTES or second not in _SECONDS:
        return None
    offset = _offset(match["offset"] or "+0")
    if abs(offset) >= _DAY:
        return None
    clock = (hour * 3600 + minute * 60 + second) * _SECOND - offset
    if day == _DAYS[-1] and month in _SHORT_MONTHS and offset < 0 and clock >= _DAY:
        day -= 32  # Ruby keeps the day in five bits, so the day after a 31st is day 0
    # The calendar repeats every 400 years, which brings any year into the range that Python has.
    cycles, year = divmod(int(match["year"]) - 1, 400)
    days = date(year + 1, month, 1).toordinal() + cycles * 146_097 + day - 1 - _EPOCH.toordinal()
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    return days * _DAY + clock + int(fraction)


def _offset(text: str) -> int:
    """Return an offset such as `+05:30` or `+0530`; Psych takes `-00:30` for 30 minutes."""
    hours, colon, minutes = text.partition(":")
    if not colon:
        hours, minutes = text[:3], text[3:]
    sign = -1 if int(hours) < 0 else 1
    return (int(hours) * 3600 + sign * int(minutes or "0") * 60) * _SECOND


def _calendar_day(year: int, month: int, day: int) -> datetime | None:
    """Return the midnight in UTC of a day, None if Python's calendar has no such day."""
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
