"""The forms in which a site writes its dates, such as `YYYY-MM-DD hh:mm:ss +hhmm`."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from linter.core.patterns import lazy_pattern

LEAST_DATES: Final = 10
"""How many dates are needed to infer their form."""

LEAST_SHARE: Final = 0.9
"""How many of them must have the same form."""

_WRITTEN: Final = lazy_pattern(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:(?P<between>[Tt]|[ \t]+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)?"
    r"(?P<gap>[ \t]*)(?P<zone>[Zz]|UTC|GMT|[-+][0-9]{2}(?::?[0-9]{2})?)?)?"
)
# A date in words, or with slashes or dots.
_OTHER: Final = lazy_pattern(
    r".*\b[0-9]{4}\b.*|[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2,4}.*", re.DOTALL
)
_OFFSET: Final = lazy_pattern(r"[-+][0-9]{2}:?(?:[0-9]{2})?")
_OFFSETS: Final = {3: "±hh", 5: "±hhmm", 6: "±hh:mm"}
_LENGTHS: Final = {form: length for length, form in _OFFSETS.items()}


class DateForm(NamedTuple):
    """A form of dates."""

    is_padded: bool = True
    """Whether numbers of one digit have a zero before them."""
    between: str = ""
    """What stands between day and time; an empty text if there is no time."""
    has_seconds: bool = False
    fraction: int = 0
    """How many digits a fraction of a second has."""
    gap: str = ""
    """What stands before the zone."""
    zone: str = ""
    """`Z`, `UTC` or the like, or the form of an offset; an empty text if there is none."""

    def __str__(self) -> str:
        """Return the form as people write it: `YYYY-MM-DDThh:mm:ssZ`."""
        day = "YYYY-MM-DD" if self.is_padded else "YYYY-M-D"
        if not self.between:
            return day
        seconds = ":ss" if self.has_seconds else ""
        fraction = f".{'s' * self.fraction}" if self.fraction else ""
        return f"{day}{self.between}hh:mm{seconds}{fraction}{self.gap}{self.zone}"


class _Date(NamedTuple):
    """A date as it is written: the clock of its zone, and its offset, None without a zone."""

    clock: datetime
    offset: timedelta | None
    form: DateForm


def form_of(text: str) -> DateForm | None:
    """Return the form of a date that starts with the year; None for any other text."""
    date = _parsed(text)
    return None if date is None else date.form


def is_other_date(text: str) -> bool:
    """Whether a text is a date in any other form, such as `June 11, 2020`."""
    return form_of(text) is None and _OTHER.fullmatch(text) is not None


def prevailing(counts: Mapping[DateForm | None, int]) -> DateForm | None:
    """Return the form that nine tenths of the dates have; None if no form is so frequent.

    The key None stands for dates of other forms.
    """
    total = sum(counts.values())
    form = max(counts, key=counts.__getitem__, default=None)
    is_enough = total >= LEAST_DATES and counts[form] >= LEAST_SHARE * total
    return form if is_enough else None


def rewritten(text: str, form: DateForm) -> str | None:
    """Return a date in another form, with the same day.

    None if it is no date, if it would lose a time or a part of one, or if no offset is known.
    """
    date = _parsed(text)
    if date is None:
        return None
    if date.offset is None:
        is_known = form.zone in {"", "Z", "z", "UTC", "GMT"}
        return _written(date.clock, timedelta(), form) if is_known else None
    offset = date.offset if form.zone in _LENGTHS else timedelta()
    if not form.zone and date.offset:
        return None
    try:
        clock = date.clock - date.offset + offset
    except OverflowError:
        return None
    return _written(clock, offset, form) if clock.date() == date.clock.date() else None


def _parsed(text: str) -> _Date | None:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    names = ("year", "month", "day", "hour", "minute", "second")
    year, month, day, hour, minute, second = (int(match[name] or 0) for name in names)
    microsecond = int((match["fraction"] or "").ljust(6, "0"))
    try:
        clock = datetime(year, month, day, hour, minute, second, microsecond, tzinfo=UTC)
        offset = _offset(match["zone"])
    except ValueError:
        return None
    return _Date(clock, offset, _form(match))


def _offset(zone: str | None) -> timedelta | None:
    if zone is None or _OFFSET.fullmatch(zone) is None:
        return None if zone is None else timedelta()
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].lstrip(":") or 0))
    return -size if zone[0] == "-" else size


def _form(match: re.Match[str]) -> DateForm:
    numbers = (match["month"], match["day"], match["hour"])
    is_padded = all(number is None or len(number) > 1 for number in numbers)
    zone = match["zone"] or ""
    return DateForm(
        is_padded,
        match["between"] or "",
        match["second"] is not None,
        len(match["fraction"] or ""),
        (match["gap"] or "") if zone else "",
        _OFFSETS[len(zone)] if _OFFSET.fullmatch(zone) else zone,
    )


def _written(clock: datetime, offset: timedelta, form: DateForm) -> str | None:
    """Return a date in a form; None if that has no place for a part of it."""
    width = 2 if form.is_padded else 1
    day = f"{clock.year:04}-{clock.month:0{width}}-{clock.day:0{width}}"
    if not form.between:
        return None if clock.time().isoformat() != "00:00:00" else day
    fraction = f"{clock.microsecond:06}"
    if (clock.second and not form.has_seconds) or fraction[form.fraction :].strip("0"):
        return None
    time = f"{clock.hour:0{width}}:{clock.minute:02}"
    time += f":{clock.second:02}" if form.has_seconds else ""
    time += f".{fraction[: form.fraction]}" if form.fraction else ""
    zone = _zone(offset, form)
    return None if zone is None else f"{day}{form.between}{time}{form.gap}{zone}"


def _zone(offset: timedelta, form: DateForm) -> str | None:
    length = _LENGTHS.get(form.zone)
    if length is None:
        return form.zone
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta() else "+"
    written = {3: f"{hours:02}", 5: f"{hours:02}{minutes:02}", 6: f"{hours:02}:{minutes:02}"}
    return None if length == len("+hh") and minutes else sign + written[length]
