"""Helpers for rules about dates: parse a date, and decide which date is reliable."""

import re
from calendar import month_name, monthrange
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum, auto
from functools import lru_cache
from typing import Literal, NamedTuple

from linter.profiles.profile import Profile
from linter.rules.base import Context
from linter.schema.entries import Entry, Field
from linter.schema.shape import Shape

FORM = "YYYY-MM-DDThh:mm:ssZ"
"""The form of a date: RFC 3339, in UTC, to the second."""

ORDERS = (("published-at", "updated-at"), ("starts-at", "ends-at"))
"""Pairs of roles: the second date must not be earlier than the first."""

RELATED_DISTANCE = timedelta(days=30)
"""How far apart the dates of an article and a related item may be."""

_FUTURE = timedelta(days=1)
_MONTHS = range(1, 13)
_HOURS = range(24)
_SIXTY = range(60)

_EXACT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
# The extended form of ISO 8601, YAML timestamps, and the usual variations.
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:(?P<between>[Tt]|[ \t]+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]*))?)?"
    r"[ \t]*(?P<zone>[Zz]|UTC|GMT|[-+][0-9]{1,2}(?::?[0-9]{2})?)?)?"
)
_OFFSET = re.compile(r"(?P<sign>[-+])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?")
_DATED_NAME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})-")
# `DATE_FILENAME_MATCHER` of Jekyll's `Document`, but for the suffix.
_JEKYLLS_DATED_NAME = re.compile(r"([0-9]{2,4})-([0-9]{1,2})-([0-9]{1,2})-")
_FIRST_OF_LAST_CENTURY = 69


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


class RequiredForm(StrEnum):
    """The form in which a date must be written."""

    UTC_SECONDS = auto()
    """`FORM`."""
    ANY = auto()
    """Any form that the site's reader takes for a date."""
    SCHEMA = auto()
    """The form that the schema states; the rules of the schema report violations."""


def required_form(
    shape: Shape | None, option: Literal["auto", "utc-seconds", "any"], profile: Profile
) -> RequiredForm:
    """Return the form that a date must have, so that no two rules require different forms.

    The schema takes precedence. `option` is DAT001's `form`: `auto` is the form of the profile.
    """
    if shape is None:
        return RequiredForm.ANY
    is_text = not shape.types or "string" in shape.types
    if shape.has_fixed_text or not is_text or shape.formats - {"date-time"}:
        return RequiredForm.SCHEMA
    if (profile.date_form if option == "auto" else option) == "utc-seconds":
        return RequiredForm.UTC_SECONDS
    return RequiredForm.SCHEMA if shape.formats else RequiredForm.ANY


class NoSuchDate(NamedTuple):
    """The reason why a text in the form of a date is not one ("there is no hour 25")."""

    reason: str


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
    reason = _day_error(**parts) or _clock_error(**clock)
    if reason is not None:
        return NoSuchDate(reason)
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


def _day_error(year: int, month: int, day: int) -> str | None:
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


def moment_of(field: Field | None) -> Moment | None:
    """Return the date in a field, or None if it holds none."""
    if field is None or not isinstance(field.value, str):
        return None
    found = parse_date(field.value)
    return found if isinstance(found, Moment) else None


def is_of_article(field: Field) -> bool:
    """Whether a field belongs to the article itself, not to an item of a list."""
    return all(isinstance(token, str) for token in field.path)


def is_in_future(moment: Moment, context: Context) -> bool:
    """Whether a date is more than a day later than now; the day allows for wrong clocks."""
    try:
        return not context.clock.is_past(moment.instant - _FUTURE)
    except OverflowError:
        return False


def file_day(context: Context) -> str | None:
    """Return the date at the start of the file name, as `2020-06-11`, or None if it has none.

    Jekyll also accepts `2020-6-11-title.md` and `20-06-11-title.md`; two-digit years mean 1969 to
    2068, as in Ruby's `Time.parse`. A date that does not exist is returned as written.
    """
    is_short = context.document.dialect.has_short_file_dates
    match = (_JEKYLLS_DATED_NAME if is_short else _DATED_NAME).match(context.file_name)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    is_short = len(match[1]) == len("20")
    if is_short:
        year += 1900 if year >= _FIRST_OF_LAST_CENTURY else 2000
    if _day_error(year, month, day) is None:
        return date(year, month, day).isoformat()
    # Short numbers may mean something else: `10-20-30-rule.md`.
    return None if is_short else match[0][:-1]


def differs_from_file(moment: Moment, context: Context) -> bool:
    """Whether the file name has a date that is neither the UTC date nor the date as written."""
    day = file_day(context)
    return day is not None and day not in (utc_day(moment), moment.day.isoformat())


def utc_day(moment: Moment) -> str:
    """Return the date in UTC, as `2020-06-11`."""
    return moment.instant.date().isoformat()


def is_out_of_order(earlier: Moment | None, later: Moment | None) -> bool:
    """Whether `later` precedes `earlier`; without both times, only the dates are compared."""
    if earlier is None or later is None:
        return False
    if earlier.has_time and later.has_time:
        return later.instant < earlier.instant
    return later.instant.date() < earlier.instant.date()


def reliable_moment(item: Entry, context: Context) -> Moment | None:
    """Return when an item was published, or None if that date is missing or likely wrong.

    A date in the future, or other than that of the file name, is likely wrong. Other rules report
    it, and no further finding is based on it.
    """
    field = item.find("published-at")
    moment = moment_of(field)
    if field is None or moment is None or is_in_future(moment, context):
        return None
    if is_of_article(field) and differs_from_file(moment, context):
        return None
    return moment


def is_refuted(published: Moment, article: Moment | None, witness: date) -> bool:
    """Whether an item's date is far from its article's, but another date of the item is near."""
    if article is None or abs(published.instant - article.instant) <= RELATED_DISTANCE:
        return False
    return abs(witness - article.instant.date()) <= RELATED_DISTANCE


def distant_items(item: Entry, context: Context) -> list[Field]:
    """Return the dates of related items that are far from the date of their article."""
    published = reliable_moment(item, context)
    if published is None:
        return []
    found = []
    for related in item.entries("related"):
        field, moment = related.find("published-at"), reliable_moment(related, context)
        if field is None or moment is None:
            continue
        if abs(moment.instant - published.instant) > RELATED_DISTANCE:
            found.append(field)
    return found


def is_odd_one_out(item: Entry, distant: list[Field], context: Context) -> bool:
    """Whether the item's own date is likely wrong: it is far from the dates of all related items.

    It is not if the file name starts with the same date.
    """
    has_name = item.is_article and file_day(context) is not None
    return len(distant) > 1 and len(distant) == len(item.entries("related")) and not has_name
