"""Helpers for rules about dates: the form that one must have, and which date is reliable."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from typing import Literal

from linter.core.patterns import lazy_pattern
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import DateReader, Profile
from linter.rules.base import Context
from linter.rules.shared.date_texts import Moment, day_error, parse_date
from linter.schema.entries import Entry, Field
from linter.schema.shape import Shape

ORDERS = (("published-at", "updated-at"), ("starts-at", "ends-at"))
"""Pairs of roles: the second date must not be earlier than the first."""

RELATED_DISTANCE = timedelta(days=30)
"""How far apart the dates of an article and a related item may be."""

_A_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=366)
_EASTERNMOST = timedelta(hours=14)
_WESTERNMOST = timedelta(hours=-12)
_TEMPLATES = ("{{", "{%", "${", "<%")
_DATED_NAME = lazy_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})-")
# `DATE_FILENAME_MATCHER` of Jekyll's `Document`, but for the suffix.
_JEKYLLS_DATED_NAME = lazy_pattern(r"([0-9]{2,4})-([0-9]{1,2})-([0-9]{1,2})-")
_FIRST_OF_LAST_CENTURY = 69


class RequiredForm(StrEnum):
    """The form in which a date must be written."""

    UTC_SECONDS = auto()
    """`FORM`."""
    ANY = auto()
    """Any form that the site's reader takes for a date."""
    PREVAILING = auto()
    """The form of nearly all dates of the same key, if there is one; else any."""
    SCHEMA = auto()
    """The form that the schema states; the rules of the schema report violations."""


def required_form(
    shape: Shape, option: Literal["auto", "utc-seconds", "any", "infer"], profile: Profile
) -> RequiredForm:
    """Return the form that a date must have, so that no two rules require different forms.

    The schema takes precedence. `option` is DAT001's `form`: `auto` is the form of the profile.
    """
    is_text = not shape.types or "string" in shape.types
    if shape.has_fixed_text or not is_text or shape.formats - {"date-time"}:
        return RequiredForm.SCHEMA
    if (profile.date_form if option == "auto" else option) == "utc-seconds":
        return RequiredForm.UTC_SECONDS
    if shape.formats:
        return RequiredForm.SCHEMA
    return RequiredForm.PREVAILING if option == "infer" else RequiredForm.ANY


def moment_of(field: Field | None) -> Moment | None:
    """Return the date in a field, or None if it holds none."""
    if field is None or not isinstance(field.value, str):
        return None
    found = parse_date(field.value)
    return found if isinstance(found, Moment) else None


def date_reader(field: Field, context: Context) -> DateReader | None:
    """Return how the generator reads the date in a field; None if it leaves that to templates."""
    reader = context.profile.dates
    if reader is None or len(field.path) != 1:
        return None
    dates = None if context.site is None else context.site.dates
    keys = reader.keys if dates is None else dates.keys
    is_read = field.key.lower() in keys and reader.is_read_in(context.page)
    return reader if is_read else None


def is_replaced(field: Field, context: Context) -> bool:
    """Whether a date of the generator is none of this site, whose config takes other keys."""
    dates = None if context.site is None else context.site.dates
    reader = context.profile.dates
    if dates is None or reader is None or len(field.path) != 1:
        return False
    key = field.key.lower()
    return key in reader.keys and key not in dates.published


def is_template(text: str) -> bool:
    """Whether a text is to be filled in by a template."""
    return any(mark in text for mark in _TEMPLATES)


def is_of_article(field: Field) -> bool:
    """Whether a field belongs to the article itself, not to an item of a list."""
    return all(isinstance(token, str) for token in field.path)


def is_in_future(moment: Moment, context: Context) -> bool:
    """Whether a date is more than a day later than now; the day allows for wrong clocks."""
    return _is_later(moment, _A_DAY, context)


def is_far_in_future(moment: Moment, context: Context) -> bool:
    """Whether a date is so much later than now that it is likely wrong.

    That is a day for items that report news, and a year for pages, which may be scheduled.
    """
    return _is_later(moment, _A_DAY if context.profile is NEWS_API else _A_YEAR, context)


def _is_later(moment: Moment, distance: timedelta, context: Context) -> bool:
    try:
        return not context.clock.is_past(moment.instant - distance)
    except OverflowError:
        return False


def file_day(context: Context) -> str | None:
    """Return the date at the start of the file name, as `2020-06-11`, or None if it has none.

    Jekyll also accepts `2020-6-11-title.md` and `20-06-11-title.md`; two-digit years mean 1969 to
    2068, as in Ruby's `Time.parse`. A date that does not exist is returned as written.
    """
    is_short = context.document.dialect.has_short_file_dates
    match = (_JEKYLLS_DATED_NAME if is_short else _DATED_NAME).match(_dated_name(context))
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    is_short = len(match[1]) == len("20")
    if is_short:
        year += 1900 if year >= _FIRST_OF_LAST_CENTURY else 2000
    if day_error(year, month, day) is None:
        return date(year, month, day).isoformat()
    # Short numbers may mean something else: `10-20-30-rule.md`.
    return None if is_short else match[0][:-1]


def dated_name(name: str, day: str) -> str | None:
    """Return the name of a file with another date at its start; None if it starts with none."""
    match = _JEKYLLS_DATED_NAME.match(name)
    return None if match is None else f"{day}-{name[match.end() :]}"


def _dated_name(context: Context) -> str:
    """Return the name that may start with a date: that of the folder for the file of a bundle."""
    folders, _, name = context.document.source.path.rpartition("/")
    is_bundle = context.profile is not NEWS_API and name.partition(".")[0] == "index"
    return f"{folders.rpartition('/')[2]}-" if is_bundle else name


def differs_from_file(moment: Moment, context: Context) -> bool:
    """Whether the file name has a date that is neither the UTC date nor the date as written.

    On sites whose form of dates is not UTC, a time without an offset, or in UTC, may be any day
    that some zone has at that instant. Where the date of a file name is a label only, it may be
    that of the day before or after.
    """
    day = file_day(context)
    if day is None or day in (utc_day(moment), moment.day.isoformat()):
        return False
    if context.profile is NEWS_API:
        return True
    return day not in _possible_days(moment, is_label=has_label_date(context))


def has_label_date(context: Context) -> bool:
    """Whether the date of a file name is a label only: front matter has all that is made of it.

    Docusaurus builds the address of a post from it, unless the post has a `slug`.
    """
    if context.profile is NEWS_API:
        return False
    return not context.profile.has_file_dates or "slug" in context.document.data


def _possible_days(moment: Moment, *, is_label: bool) -> set[str]:
    """Return the days on which a page with a date may have been published."""
    distances = [timedelta()]
    if moment.has_time and not moment.has_offset:
        distances += [_WESTERNMOST, _EASTERNMOST]
    if is_label:
        distances += [-_A_DAY, _A_DAY]
    days = set()
    for distance in distances:
        with suppress(OverflowError):
            days.add((moment.instant + distance).date().isoformat())
    return days


def utc_day(moment: Moment) -> str:
    """Return the date in UTC, as `2020-06-11`."""
    return moment.instant.date().isoformat()


def is_out_of_order(earlier: Moment | None, later: Moment | None, *, profile: Profile) -> bool:
    """Whether `later` precedes `earlier`, in whatever zone a date without one may be meant.

    Two dates that both lack a zone, or a time, are in the same zone, and those of `NEWS_API` in
    UTC. Without both times, only the dates are compared.
    """
    if earlier is None or later is None:
        return False
    if earlier.has_time and later.has_time:
        if profile is NEWS_API or earlier.has_zone == later.has_zone:
            return later.instant < earlier.instant
    elif profile is NEWS_API or earlier.has_time == later.has_time:
        return later.instant.date() < earlier.instant.date()
    return _bounds(later)[1] < _bounds(earlier)[0]


def _bounds(moment: Moment) -> tuple[datetime, datetime]:
    """Return the first and the last instant that a date can mean, in any zone."""
    if moment.has_zone:
        return moment.instant, moment.instant
    end = moment.instant if moment.has_time else moment.instant + timedelta(days=1)
    try:
        return moment.instant - _EASTERNMOST, end - _WESTERNMOST
    except OverflowError:
        return moment.instant, end


def reliable_moment(item: Entry, context: Context) -> Moment | None:
    """Return when an item was published, or None if that date is missing or likely wrong.

    A date in the future, or other than that of the file name, is likely wrong. Other rules report
    it, and no further finding is based on it.
    """
    field = item.find("published-at")
    moment = moment_of(field)
    if field is None or moment is None or is_in_future(moment, context):
        return None
    if is_replaced(field, context):
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
