"""Dates that the paths of URLs state, as those of news sites do."""

from datetime import date
from typing import Final, NamedTuple

from linter.core.patterns import lazy_pattern
from linter.web.urls import parse

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_YEAR: Final = r"(199[0-9]|20[0-9]{2}|2100)"

# Each begins where a year does, and none of them inside another's year.
_DATES: Final = (
    lazy_pattern(rf"(?<=/){_YEAR}/([0-9]{{2}})/([0-9]{{2}})(?=/|\Z)"),
    lazy_pattern(rf"(?<=/){_YEAR}/([A-Za-z]{{3,9}})/([0-9]{{1,2}})(?=/|\Z)"),
    lazy_pattern(rf"(?<![^\W_]){_YEAR}-([0-9]{{2}})-([0-9]{{2}})(?![^\W_])"),
    lazy_pattern(rf"(?<![^\W_]){_YEAR}([0-9]{{2}})([0-9]{{2}})(?![^\W_])"),
)
_ANY_YEAR: Final = lazy_pattern(_YEAR)


class DateInUrl(NamedTuple):
    """A date in the path of a URL; `start` and `end` are offsets in the text it was found in."""

    date: date
    start: int
    end: int


def date_in_path(path_or_url: str) -> DateInUrl | None:
    """Return the date in the path of a URL, or in a path that begins with `/`.

    Its forms are the whole segments `2020/06/10` and `2020/jun/10`, and, bounded by anything but
    letters and digits, `2020-06-10` and `20200610`; years are 1990 to 2100, days those of the
    calendar. Year and month alone are no date. None without a date, and where there are two
    different ones; of the same date twice the first is returned. Host, query and fragment do not
    count.
    """
    span = _path_span(path_or_url)
    if span is None:
        return None
    found = [
        DateInUrl(day, *match.span())
        for year in _ANY_YEAR.finditer(path_or_url, *span)
        for pattern in _DATES
        if (match := pattern.match(path_or_url, year.start(), span[1])) is not None
        and (day := _calendar_date(*match.groups())) is not None
    ]
    return found[0] if len({each.date for each in found}) == 1 else None


def _path_span(text: str) -> tuple[int, int] | None:
    if text.startswith("/") and not text.startswith("//"):
        return 0, min(at for at in (text.find("?"), text.find("#"), len(text)) if at >= 0)
    url = parse(text)
    if url is None:
        return None
    start = len(url.scheme) + len("://") + len(url.authority)
    return start, start + len(url.path)


def _calendar_date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
