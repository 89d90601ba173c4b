"""DAT001: a date that is not written as `YYYY-MM-DDThh:mm:ssZ`."""

from collections.abc import Iterator

import yaml

from linter import scalars
from linter.diagnostic import Finding, Fix, Safety, Severity
from linter.edits import write_plain
from linter.entries import Entry, Field
from linter.roles import DATES
from linter.rule import Bad, Context, EntryRule, Good
from linter.rules._dates import (
    FORM,
    ORDERS,
    Impossible,
    Moment,
    file_day,
    is_of_article,
    is_out_of_order,
    moment_of,
    read,
    utc_day,
)
from linter.text import quoted

_STYLES = {"'": "quotes", '"': "quotes", "|": "a block of text", ">": "a block of text"}


class DateForm(EntryRule):
    """A date is not written as `YYYY-MM-DDThh:mm:ssZ`.

    ## What it does
    Reports dates in another form: another offset than `Z`, no time, no seconds, a fraction of a
    second, a blank in place of `T`, quotes unless the site's dialect is YAML 1.2. What is no date
    at all is reported too, dates that do not exist are left to `impossible-date`.

    ## Why is this bad?
    Jekyll reads only some of these forms as a time, and without an offset it takes UTC. The rest is
    text, which the site's API prints in another form than apps expect.

    ## Example
    ```yaml
    publishedDateTime: "2020-06-11T02:03:00+02:00"
    ```
    Use instead:
    ```yaml
    publishedDateTime: 2020-06-11T00:03:00Z
    ```

    ## Fix safety
    Safe where the instant is certain: an offset is stated, or Jekyll reads UTC, and no fraction of
    a second is lost. Unsafe for a day alone, which becomes its midnight, for a fraction, which is
    cut off, and for text without an offset. There is no fix for what is no date, and none where
    the instant does not fit the file name's date or the item's other dates.
    """

    code = "DAT001"
    name = "date-form"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE, Safety.UNSAFE})
    roles = DATES

    good = (
        Good("publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: 2020-06-11T01:03:00Z\n"),
        Good("publishedDateTime: !!timestamp 2020-06-11T00:03:00Z\n"),
        Good("publishedDateTime: 20200611\nupdatedDateTime:\nrelated: [{publishedDateTime: []}]\n"),
        Good("publishedDateTime: 2020-02-30T00:03:00+01:00\n"),
        Good("title: 2020-06-11 at noon\n"),
    )
    bad = (
        Bad(
            'publishedDateTime: ⟦"2020-06-11T00:03:00Z"⟧ # UTC\n',
            fixed="publishedDateTime: 2020-06-11T00:03:00Z # UTC\n",
            says="`publishedDateTime` is `2020-06-11T00:03:00Z` in quotes, so Jekyll reads text",
        ),
        Bad(
            "publishedDateTime: ⟦2020-06-11T02:03:00+02:00⟧\n",
            fixed="publishedDateTime: 2020-06-11T00:03:00Z\n",
            says="not `YYYY-MM-DDThh:mm:ssZ`: `+02:00` in place of `Z`",
        ),
        Bad(
            "publishedDateTime: ⟦2020-06-10 17:03:00.00 -0700⟧\n",
            fixed="publishedDateTime: 2020-06-11T00:03:00Z\n",
        ),
        Bad(
            "publishedDateTime: ⟦2020-06-11 00:03:00⟧\n",
            fixed="publishedDateTime: 2020-06-11T00:03:00Z\n",
            says="no `T` before the time, no `Z` at its end",
        ),
        Bad(
            "related: [{publishedDateTime: ⟦'2020-06-11T00:03:00'⟧}]\n",
            fixed="related: [{publishedDateTime: 2020-06-11T00:03:00Z}]\n",
        ),
        Bad(
            "related:\n  - updatedDateTime: ⟦2020-06-11T00:03Z⟧\n",
            fixed="related:\n  - updatedDateTime: 2020-06-11T00:03:00Z\n",
            says="no seconds",
        ),
        Bad(
            "publishedDateTime: ⟦2020-06-11t00:03:00z⟧\n",
            fixed="publishedDateTime: 2020-06-11T00:03:00Z\n",
        ),
        Bad(
            "publishedDateTime: ⟦2020-06-11T00:03:00.5Z⟧\n",
            fixed="publishedDateTime: 2020-06-11T00:03:00Z\n",
            says="a fraction of a second",
        ),
        Bad(
            "publishedDateTime: ⟦2020-6-11⟧\n",
            fixed="publishedDateTime: 2020-06-11T00:00:00Z\n",
            says="numbers of one digit, no time of day",
        ),
        Bad(
            "publishedDateTime: ⟦>-\n  2020-06-11T00:03:00Z⟧\n\ntype: article\n",
            fixed="publishedDateTime: 2020-06-11T00:03:00Z\n\ntype: article\n",
        ),
        Bad(
            "publishedDateTime: &at ⟦2020-06-11T00:03:00⟧\nupdatedDateTime: 2020-06-12T00:00:00Z\n",
            fixed="publishedDateTime: &at 2020-06-11T00:03:00Z\n"
            "updatedDateTime: 2020-06-12T00:00:00Z\n",
        ),
        Bad("publishedDateTime: ⟦June 11, 2020⟧\n", says="`June 11, 2020`, not `YYYY-MM-DDT"),
        Bad('publishedDateTime: ⟦""⟧\n', says="is empty"),
        Bad("publishedDateTime: !!str ⟦2020-06-11T00:03:00Z⟧\n", says="has a tag"),
        Bad("publishedDateTime: ⟦2020-06-11T00:03:00+02:00⟧\n"),
        Bad("publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: ⟦2020-06-11⟧\n"),
        Bad("publishedDateTime: ⟦2020-06-11T00:03:00-00:30⟧\n"),
        Bad(
            "start: ⟦'2020-06-11T09:00:00+02:00'⟧\n",
            fixed="start: 2020-06-11T07:00:00Z\n",
            schema={"properties": {"start": {"x-role": "starts-at"}}},
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at each date of another form."""
        for field in entry.fields(DATES):
            if not isinstance(field.value, str):
                continue
            moment = read(field.value)
            node = field.document.member(field.path).node
            if isinstance(moment, Impossible) or not isinstance(node, yaml.ScalarNode):
                continue
            reading, dialect = field.document.reading(node), field.document.dialect
            is_read = reading.type is scalars.Type.TIME or not dialect.has_times
            if moment is None or moment.faults or not is_read:
                yield _finding(entry, field, node, moment, context)


def _finding(
    entry: Entry, field: Field, node: yaml.ScalarNode, moment: Moment | None, context: Context
) -> Finding:
    key, text = quoted(field.key), str(field.value)
    if moment is None:
        found = f"is {quoted(text)}" if text.strip() else "is empty"
        return field.finding(f"{key} {found}, not `{FORM}`")
    if moment.faults:
        message = f"{key} is {quoted(text)}, not `{FORM}`: {', '.join(moment.faults)}"
    else:
        where = "that has a tag" if node.tag else f"in {_STYLES[node.style]}"
        message = f"{key} is {quoted(text)} {where}, so Jekyll reads text"
    written = f"{moment.instant.replace(tzinfo=None).isoformat()}Z"
    doubt = _doubt(entry, field, moment, context)
    if doubt is not None:
        return field.finding(message, help=f"In UTC that is {quoted(written)}, but {doubt}.")
    return field.finding(message, fix=_fix(field, node, moment, written))


def _doubt(entry: Entry, field: Field, moment: Moment, context: Context) -> str | None:
    """Say what the instant would contradict that the text does not; None if nothing."""
    day = file_day(context)
    names_file = "published-at" in field.roles and is_of_article(field)
    if names_file and day == moment.day.isoformat() and day != utc_day(moment):
        return f"the file name says {quoted(day)}"
    exact = moment._replace(has_time=True)
    for roles in ORDERS:
        pair = [moment_of(entry.owner.find(role)) for role in roles]
        exact_pair = [
            exact if role in field.roles else other for role, other in zip(roles, pair, strict=True)
        ]
        if is_out_of_order(*exact_pair) and not is_out_of_order(*pair):
            return "that does not fit the other date"
    return None


def _fix(field: Field, node: yaml.ScalarNode, moment: Moment, written: str) -> Fix | None:
    reading = scalars.plain(node.value, field.document.dialect)
    is_time = not node.style and reading.type is scalars.Type.TIME
    if node.tag is not None or (is_time and not _reads_alike(node.value, moment)):
        return None
    is_certain = moment.has_time and not moment.has_fraction and (moment.has_zone or is_time)
    edits = write_plain(field.document, field.path, written)
    if edits is None:
        return None
    safety = Safety.SAFE if is_certain else Safety.UNSAFE
    return Fix(f"Write {quoted(written)}", edits, safety, (field.pointer,))


def _reads_alike(text: str, moment: Moment) -> bool:
    """Whether Jekyll reads the instant that is written; it takes `-00:30` for the other way."""
    instant = scalars.instant(text)
    return instant is not None and instant.replace(microsecond=0) == moment.instant
