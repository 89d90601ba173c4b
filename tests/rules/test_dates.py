"""What dates mean, however they are written."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Safety
from linter.core.text import apply_edits
from linter.fastpath.silence import File, Item
from linter.frontmatter.document import Document
from linter.frontmatter.scalars import times
from linter.frontmatter.source import Source, decode
from linter.lint.run import lint
from linter.profiles.profile import named
from linter.rules.dates.silence import are_near_article
from linter.rules.shared.date_texts import Moment, NoSuchDate, parse_date
from linter.schema.schema import builtin
from tests.each_case import each_case
from tests.sites import OWN, REAL, on_each_site

INSTANTS = st.datetimes(
    min_value=datetime(2, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda instant: instant.replace(microsecond=0))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NUMBERS = st.integers(0, 99).map(lambda number: f"{number:02}")

# Texts near to dates, most of them wrong in some way.
DATE_LIKE = st.builds(
    "{}{}-{}-{}{}{}:{}{}{}{}".format,
    st.sampled_from(("20", "00", "19")),
    NUMBERS,
    st.sampled_from(("02", "06", "6", "12", "13", "00")),
    st.sampled_from(("01", "28", "29", "30", "31", "32", "9", "00")),
    st.sampled_from(("T", " ", "t", "  ", "")),
    st.sampled_from(("00", "23", "24", "25", "9")),
    st.sampled_from(("00", "59", "60")),
    st.sampled_from((":00", ":59", ":60", "", ":00.5", ":00.", ":00.000")),
    st.sampled_from(("", " ")),
    st.sampled_from(("Z", "z", "", "+02:00", "-0700", "+02", "-00:30", "+25:00", "UTC", "CET")),
)


def found_in(yaml: str, *codes: str) -> tuple[str, list[Diagnostic]]:
    text = f"---\n{yaml}---\n"
    source = decode("a.md", text.encode())
    return text, list(lint(source, builtin("article"), Settings(select=codes)).diagnostics)


@given(INSTANTS, OFFSETS)
def test_every_offset_is_read(instant: datetime, offset: timezone) -> None:
    moment = parse_date(instant.astimezone(offset).isoformat())
    assert isinstance(moment, Moment)
    assert moment.instant == instant
    assert moment.day == instant.astimezone(offset).date()


@given(DATE_LIKE)
def test_the_exact_form_is_read_like_any_other(text: str) -> None:
    exact = text.replace("t", "T").replace("z", "Z")
    found, other = parse_date(exact), parse_date(f"{exact} ")
    if isinstance(found, Moment) and isinstance(other, Moment):
        other = other._replace(deviations=found.deviations)
    assert found == other


@given(INSTANTS)
def test_the_right_form_has_no_fault(instant: datetime) -> None:
    moment = parse_date(f"{instant.replace(tzinfo=None).isoformat()}Z")
    assert moment == Moment(
        instant, instant.date(), has_time=True, has_zone=True, has_fraction=False, deviations=()
    )


@given(st.text() | DATE_LIKE)
def test_any_text_can_be_read(text: str) -> None:
    parse_date(text)


@given(DATE_LIKE)
def test_what_jekyll_reads_otherwise_is_impossible_or_has_a_fault(text: str) -> None:
    instant = times.instant(text)
    moment = parse_date(text)
    if instant is None:
        assert not isinstance(moment, Moment) or moment.deviations
    elif isinstance(moment, Moment) and moment.instant != instant.replace(microsecond=0):
        assert "-00:30" in text


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_of_the_calendar_exists_and_the_day_after_the_last_does_not(day: date) -> None:
    assert isinstance(parse_date(f"{day}T12:00:00Z"), Moment)
    after = f"{day.year}-{day.month:02}-{day.day + 1:02}T12:00:00Z"
    is_last = (day + timedelta(days=1)).month != day.month
    assert isinstance(parse_date(after), NoSuchDate) == is_last


@given(DATE_LIKE, st.sampled_from(("{}", "'{}'", '"{}"', "|\n  {}", "{} # c")))
def test_a_value_of_the_wrong_form_is_reported_by_exactly_one_rule(text: str, style: str) -> None:
    _, found = found_in(f"publishedDateTime: {style.format(text)}\n", "DAT001", "DAT002")
    moment = parse_date(text)
    is_right = style in ("{}", "{} # c") and isinstance(moment, Moment) and not moment.deviations
    assert [item.code for item in found] == (
        [] if is_right else ["DAT002" if isinstance(moment, NoSuchDate) else "DAT001"]
    )


@given(DATE_LIKE, st.sampled_from(("{}", "'{}'", '"{}"', "|\n  {}", "&a {}", "{} # c")))
def test_a_fix_writes_the_instant_in_the_right_form(text: str, style: str) -> None:
    before, found = found_in(f"publishedDateTime: {style.format(text)}\ntitle: a\n", "DAT001")
    fix = found[0].fix if found else None
    if fix is None:
        return
    moment = parse_date(text)
    assert isinstance(moment, Moment)
    after = apply_edits(before, fix.edits)
    written = Document(decode("a.md", after.encode())).data["publishedDateTime"]
    assert isinstance(written, str)
    again = parse_date(written)
    assert isinstance(again, Moment)
    assert (again.instant, again.deviations) == (moment.instant, ())
    assert times.instant(written) == moment.instant
    if fix.safety is Safety.SAFE and not style.startswith(("'", '"', "|")):
        read_before = times.instant(text)
        assert read_before in (None, moment.instant)


@on_each_site
def test_articles_have_only_the_known_wrong_file_names(folder: Path) -> None:
    settings = Settings(select=("DAT",))
    found = [
        (path.name, item.code)
        for path in sorted((folder / "_news").iterdir())
        for item in lint(
            decode(path.name, path.read_bytes()), builtin("article"), settings
        ).diagnostics
    ]
    assert len(found) == {OWN: 1, REAL: 10}[folder]
    assert {code for _, code in found} == {"DAT005"}


@each_case(
    [
        ("2020-02-30T00:03:00Z", "Jekyll reads `2020-03-01T00:03:00Z`."),
        ("'2020-02-30T00:03:00Z'", "Jekyll reads no date."),
        ("2020-13-01T00:03:00Z", "Jekyll reads no date."),
    ]
)
def test_what_jekyll_reads_of_a_date_that_does_not_exist(written: str, help_text: str) -> None:
    _, (finding,) = found_in(f"publishedDateTime: {written}\n", "DAT002")
    assert finding.help == help_text


@given(st.dates(date(1600, 1, 1), date(2999, 12, 1)), st.integers(-60, 60))
def test_related_items_are_near_up_to_28_days_in_all_months(day: date, apart: int) -> None:
    article, related = Item(File("a.md", "")), Item(File("a.md", ""))
    article.own["published-at"] = str(day)
    related.own["published-at"] = f"{day + timedelta(apart)}T00:03:00Z"
    article.lists["related"] = [related]
    assert are_near_article(article) == (abs(apart) <= 28)


# As Docusaurus 3.10.2 (`blogUtils`) and Jekyll 4.3.1 build addresses.
@each_case(
    [
        ("docusaurus", "blog/2020-06-11-a.md", "", "error"),
        ("docusaurus", "blog/2020-06-11-a.md", "slug: a\n", "warning"),
        ("jekyll", "_posts/2020-06-11-a.md", "slug: a\n", "warning"),
        ("hugo", "content/2020-06-11-a.md", "", "warning"),
    ]
)
def test_a_date_of_a_file_name_that_only_labels_it_is_a_warning(
    profile: str, path: str, more: str, severity: str
) -> None:
    source = Source(path, f"---\n{more}date: 2019-04-01\n---\n")
    schema, settings = builtin(f"{profile}-page"), Settings(select=("DAT005",))
    found = lint(
        source, schema, settings, dialect=named(profile).dialect, profile=named(profile)
    ).diagnostics
    assert [each.severity.value for each in found] == [severity]
