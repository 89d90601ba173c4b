"""DAT005: a file name whose date is not the article's."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.values import Value
from linter.fastpath.silence import Silence
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import Profile
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.dates.silence import DAY_OR_TIME, is_of_file_name
from linter.rules.shared.date_texts import Moment, parse_date
from linter.rules.shared.dates import (
    dated_name,
    differs_from_file,
    file_day,
    has_label_date,
    is_in_future,
    is_of_article,
    is_replaced,
    moment_of,
    utc_day,
)
from linter.schema.entries import Field
from linter.schema.roles import DATES


class FileNameDate(FieldRule):
    """The date in the file name is not the article's.

    ## What it does
    Compares the date at the start of a file name such as `2020-06-11-title.md`, or of the folder
    around an `index.md`, with the date of publication in UTC and as it is written. For Jekyll,
    `2020-6-11-title.md` and `20-06-11-title.md` have a date too. Other file names are ignored, and
    so are dates in the future.

    Except for the profile `news-api`, a time in UTC or without an offset may be on any day that
    some zone has at that instant. Where front matter replaces the date in a file name, as for
    Jekyll, Hugo and a post of Docusaurus with a `slug`, it may be a day off, and the finding is a
    warning.

    ## Why is this bad?
    Docusaurus builds the address of a post from the date in the file name but shows the other
    date. Elsewhere people do not find the file of a day.

    ## Example
    In `2020-06-12-title.md`:
    ```yaml
    publishedDateTime: 2020-06-11T23:03:00Z
    ```
    Rename the file to `2020-06-11-title.md`.
    """

    code = "DAT005"
    name = "file-name-date"
    severity = Severity.ERROR
    roles = frozenset({"published-at"})
    silence = Silence((DAY_OR_TIME,), roles=DATES, holds=is_of_file_name)

    good = (
        Good("publishedDateTime: 2020-06-11T00:00:00Z\n"),
        Good("publishedDateTime: 2020-06-10T23:00:00-02:00\n"),
        Good("publishedDateTime: 2020-06-11T01:00:00+02:00\n"),
        Good("publishedDateTime: 2020-06-31T00:00:00Z\n"),
        Good("publishedDateTime: 2031-06-11T00:00:00Z\n"),
        Good("publishedDateTime: 2020-06-12T00:00:00Z\n", path="_news/title-2020-06-11.md"),
        Good("related: [{publishedDateTime: 2020-06-12T00:00:00Z}]\n"),
        Good("publishedDateTime: 2020-06-01T00:00:00Z\n", path="_news/2020-6-1-title.md"),
        Good("publishedDateTime: 1999-12-31T00:00:00Z\n", path="_news/99-12-31-title.md"),
        Good("publishedDateTime: 2020-06-01T00:00:00Z\n", path="_news/10-20-30-rule.md"),
        Good("publishedDateTime: 2020-06-01T00:00:00Z\n", path="_news/1-2-3-start.md"),
        Good("date: 2020-06-12T00:00:00Z\n", path="_posts/2020-06-11-a.md", profile="jekyll"),
        Good("date: 2020-06-10 21:00:00\n", path="_posts/2020-06-11-a.md", profile="jekyll"),
        Good("date: 2020-06-12\n", path="_posts/2020-06-11-a.md", profile="jekyll"),
        Good("date: 2020-06-12\n", path="content/2020-06-11-a.md", profile="hugo"),
        Good("slug: a\ndate: 2020-06-12\n", path="blog/2020-06-11-a.md", profile="docusaurus"),
        Good("date: 2020-06-11\n", path="content/2020-06-11-a/index.md", profile="hugo"),
    )
    bad = (
        Bad(
            "publishedDateTime: ⟦2020-06-12T00:00:00Z⟧\n",
            says="`publishedDateTime` is on 2020-06-12 in UTC, but the file name says 2020-06-11",
        ),
        Bad("publishedDateTime: ⟦2020-06-12 09:00:00⟧\n"),
        Bad(
            "publishedDateTime: ⟦2020-06-11T00:03:00Z⟧\n",
            path="_news/2020-6-12-b.md",
            says="the file name says 2020-06-12",
        ),
        Bad(
            "publishedDateTime: ⟦2020-06-11T00:03:00Z⟧\n",
            path="_news/20-06-12-c.md",
            says="the file name says 2020-06-12",
        ),
        Bad(
            "publishedDateTime: ⟦2020-06-11T00:03:00Z⟧\n",
            path="_news/202-06-11-c.md",
            says="the file name says 0202-06-11",
        ),
        Bad("publishedDateTime: ⟦2020-06-11T00:00:00Z⟧\n", path="2020-06-31-title.md"),
        Bad(
            "date: ⟦2020-06-13⟧\n",
            path="_posts/2020-06-11-a.md",
            profile="jekyll",
            says="`date` is on 2020-06-13, but the file name says 2020-06-11",
        ),
        Bad(
            "date: ⟦2020-06-09 10:48:22 -0800⟧\n",
            path="_posts/2020-06-11-a.md",
            profile="jekyll",
        ),
        Bad("date: ⟦2020-06-13⟧\n", path="content/2020-06-11-a.md", profile="hugo"),
        Bad("date: ⟦2020-06-13⟧\n", path="content/2020-06-11-a/index.md", profile="hugo"),
        Bad("date: ⟦2020-06-12⟧\n", path="blog/2020-06-11-a/index.mdx", profile="docusaurus"),
        Bad("slug: a\ndate: ⟦2020-06-13⟧\n", path="blog/2020-06-11-a.md", profile="docusaurus"),
        Bad(
            "dates:\n  published: ⟦2020-06-12T00:00:00Z⟧\n",
            schema={
                "properties": {"dates": {"properties": {"published": {"x-role": "published-at"}}}}
            },
        ),
    )

    @classmethod
    def file_name(cls, value: Value, name: str, profile: Profile) -> str | None:
        """Return the name with the article's date; None for the file of a bundle."""
        moment = parse_date(value) if isinstance(value, str) else None
        return dated_name(name, _day(moment, profile)) if isinstance(moment, Moment) else None

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the article's date."""
        moment = moment_of(field)
        if moment is None or not is_of_article(field) or is_in_future(moment, context):
            return
        if not is_replaced(field, context) and differs_from_file(moment, context):
            named = "folder name" if context.file_name.startswith("index.") else "file name"
            zone = " in UTC" if context.profile is NEWS_API else ""
            day = f"{_day(moment, context.profile)}{zone}"
            yield field.finding(
                f"{quoted(field.key)} is on {day}, but the {named} says {file_day(context)}",
                help="Rename the file, or correct the date.",
                severity=Severity.WARNING if has_label_date(context) else None,
            )


def _day(moment: Moment, profile: Profile) -> str:
    """Return the day that the file name should have."""
    return utc_day(moment) if profile is NEWS_API else moment.day.isoformat()
