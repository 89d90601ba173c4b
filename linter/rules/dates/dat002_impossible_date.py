"""DAT002: a date or time that does not exist."""

from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.frontmatter.block import Format
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.dates.silence import DAY_OR_TIME
from linter.rules.shared.date_texts import NoSuchDate, parse_date
from linter.rules.shared.dates import date_reader
from linter.schema.entries import Field
from linter.schema.roles import DATES


class ImpossibleDate(FieldRule):
    """A date or time does not exist.

    ## What it does
    Reports dates such as 30 February, month 13 and hour 25, in any form. Hour 24 and second 60 are
    reported too, because Jekyll turns them into a different instant.

    ## Why is this bad?
    Jekyll silently turns 30 February into 1 March, and leaves most of the others as text. js-yaml
    turns all of them into a different instant, PyYAML and others refuse them.

    ## Example
    ```yaml
    publishedDateTime: 2020-02-30T00:03:00Z
    ```
    Use instead the intended date:
    ```yaml
    publishedDateTime: 2020-02-29T00:03:00Z
    ```
    """

    code = "DAT002"
    name = "impossible-date"
    severity = Severity.ERROR
    roles = DATES
    silence = Silence((DAY_OR_TIME,))

    good = (
        Good("publishedDateTime: 2020-02-29T23:59:59Z\nupdatedDateTime: 0001-01-01T00:00:00Z\n"),
        Good("publishedDateTime: 2020-06-11T00:03:00+14:00\nupdatedDateTime: June 31, 2020\n"),
        Good("title: 2020-02-30\n"),
        Good("date: 2020-06-11T24:00:00Z\n", profile="jekyll"),
        Good("date: '{{ page.date }}'\n", profile="eleventy"),
    )
    bad = (
        Bad(
            "publishedDateTime: ⟦2020-02-30T00:03:00Z⟧\n",
            says="`publishedDateTime` is `2020-02-30T00:03:00Z`, but February 2020 has 29 days",
        ),
        Bad("publishedDateTime: ⟦2020-02-30⟧\n", says="has 29 days"),
        Bad("publishedDateTime: ⟦2020-06-11T25:00:00Z⟧\n", says="there is no hour 25"),
        Bad("publishedDateTime: ⟦2020-06-11T24:00:00Z⟧\n", says="there is no hour 24"),
        Bad("publishedDateTime: ⟦2020-06-11T00:60:00Z⟧\n", says="there is no minute 60"),
        Bad("publishedDateTime: ⟦2020-06-11T23:59:60Z⟧\n", says="there is no second 60"),
        Bad("publishedDateTime: ⟦2020-13-01T00:03:00Z⟧\n", says="there is no month 13"),
        Bad("publishedDateTime: ⟦2020-06-00T00:03:00Z⟧\n", says="there is no day 0"),
        Bad("publishedDateTime: ⟦0000-06-11T00:03:00Z⟧\n", says="there is no year 0"),
        Bad("publishedDateTime: ⟦2020-06-11T00:03:00+25:00⟧\n", says="no offset `+25:00`"),
        Bad("publishedDateTime: ⟦0001-01-01T00:00:00+01:00⟧\n", says="outside the years"),
        Bad("date: ⟦2020-06-31⟧\n", says="June 2020 has 30 days", profile="hugo"),
        Bad("date: ⟦2020-06-11T24:00:00Z⟧\n", says="there is no hour 24", profile="hugo"),
        Bad("date: ⟦2020-13-45⟧\n", says="there is no month 13", profile="plain"),
        Bad("date: ⟦2020-30-06⟧\n", says="there is no month 30", profile="astro"),
        Bad('related: [{updatedDateTime: ⟦"2021-02-29T00:03:00Z"⟧}]\n', says="has 28 days"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at a date that does not exist."""
        found = parse_date(field.value) if isinstance(field.value, str) else None
        if isinstance(found, NoSuchDate) and not _is_read(found, field, context):
            yield field.finding(
                f"{quoted(field.key)} is {quoted(field.value)}, but {found.reason}",
                help=_reading(field, context),
            )


def _is_read(found: NoSuchDate, field: Field, context: Context) -> bool:
    """Whether a date is `24:00:00`, and the site takes it for the next midnight."""
    if not found.is_end_of_day or context.profile is NEWS_API:
        return False
    reader = date_reader(field, context)
    return reader is None or reader.reads(str(field.value))


def _reading(field: Field, context: Context) -> str | None:
    """Return what the site's reader makes of a date; None if the reader has no dates."""
    dialect = field.document.dialect
    if not dialect.has_times or field.document.format is Format.TOML:
        is_read = date_reader(field, context) is not None
        return f"{context.profile.title} stops the build." if is_read else None
    node = field.document.member(field.path).node
    if not isinstance(node, yaml.ScalarNode):
        return f"{dialect.reader} reads no date."
    kind = field.document.reading(node).type
    if kind is Type.REFUSED:
        return f"{dialect.reader} refuses it, and {dialect.on_refusal}."
    instant = field.document.scalars.instant(node.value) if kind in TIMES else None
    if instant is None:
        return f"{dialect.reader} reads no date."
    return f"{dialect.reader} reads {quoted(f'{instant.replace(tzinfo=None).isoformat()}Z')}."
