"""DAT001: a date that does not have the form of the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.editing.scalar import rewrite, write_plain
from linter.fastpath.scalars import TIME
from linter.fastpath.silence import Silence
from linter.frontmatter.scalars.readers import ScalarReader
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.rules.base import Bad, Context, EntryRule, Good, Where
from linter.rules.dates.prevailing_form import other_form
from linter.rules.dates.silence import DAY_OR_TIME, forms_read
from linter.rules.shared.date_texts import FORM, Moment, NoSuchDate, parse_date
from linter.rules.shared.dates import (
    ORDERS,
    RequiredForm,
    date_reader,
    file_day,
    is_of_article,
    is_out_of_order,
    is_template,
    moment_of,
    required_form,
    utc_day,
)
from linter.schema.entries import Entry, Field
from linter.schema.roles import DATES
from linter.schema.shape import Shape

_DIGIT = lazy_pattern("[0-9]")
_READ = frozenset({RequiredForm.ANY, RequiredForm.PREVAILING})
_STYLES = {"'": "quotes", '"': "quotes", "|": "a block of text", ">": "a block of text"}


@dataclass(frozen=True)
class Options:
    """The form of dates."""

    form: Annotated[
        Literal["auto", "utc-seconds", "any", "infer"],
        "`utc-seconds` is `YYYY-MM-DDThh:mm:ssZ`; `any` accepts every form that the site's reader"
        " takes for a date; `infer` is the form that nine tenths of the dates of the same key have,"
        " at least ten dates, and `any` where no form is so frequent; `auto` is `utc-seconds` for"
        " the profile `news-api` and `any` for all others. The schema's own requirements (`format`,"
        " `pattern`, `const`, `enum`, `type`) take precedence.",
    ] = "auto"


def _own(**limits: str) -> dict[str, Any]:
    """Return a custom schema whose dates have the keywords of `limits`."""
    return {
        "properties": {
            "date": {"x-role": "published-at", **limits},
            "end": {"x-role": "ends-at", **limits},
        }
    }


class DateForm(EntryRule):
    """A date does not have the site's form, `YYYY-MM-DDThh:mm:ssZ` for the profile `news-api`.

    ## What it does
    For the profile `news-api`, and wherever `form` is `utc-seconds`, reports dates in a different
    form: an offset other than `Z`, no time, no seconds, a fraction of a second, a space in place of
    `T`, or quotes that make Jekyll read text although the schema does not say `string`.

    On all other sites every form is accepted that the generator reads. The rule reports texts that
    stop its build: in `date` of a post or collection of Jekyll, of a page of Eleventy or Zola and
    of a blog post of Docusaurus, and in all dates of Hugo. In other dates of a custom schema, only
    values that are empty or have no digit are reported. Templates such as `{{ page.date }}` are
    ignored.

    With the option `form = "infer"`, dates are compared with those of the same key in all files of
    the collection, or without a collection in all pages of the site. The rule then also reports
    dates that the generator reads, but in another form than nearly all others: `2020-06-11 9:00`
    among dates such as `2020-06-10 10:00`. Quotes are not part of a form.

    If the schema itself states the form of a date, by `format`, `pattern`, `const`, `enum` or
    another type, only the rules about the schema check it. `impossible-date` reports dates that do
    not exist.

    ## Why is this bad?
    Jekyll reads only some forms as a time, and assumes UTC if there is no offset. The others are
    text, which the API of the site prints in a different form than apps expect. Hugo reads neither
    `June 11, 2020` nor `2020-06-11 10:00`.

    ## Example
    ```yaml
    publishedDateTime: "2020-06-11T02:03:00+02:00"
    ```
    Use instead:
    ```yaml
    publishedDateTime: 2020-06-11T00:03:00Z
    ```

    ## Fix safety
    There is a fix only if the form is `utc-seconds` or inferred. With `utc-seconds` the site shows
    the date in UTC. The fix is safe if the instant is certain: an offset is stated, or Jekyll reads
    UTC, and no fraction of a second is lost. It is unsafe for a date without a time, which becomes
    midnight, for a fraction, which is cut off, and for text without an offset. Quotes are removed
    only if Jekyll then reads a time instead of text, and only for the profile `news-api`. On other
    sites a fix that changes the day as written is unsafe too. There is no fix if the value is not a
    date, or if the instant contradicts the date of the file name or another date of the item.

    A fix that writes an inferred form keeps the quotes, the type and the day. It is safe if both
    texts have a zone and are the same instant, or if the generator's YAML reader reads both as the
    same time. It is unsafe if it adds a time or a zone, drops a time or a zone of zero, or if only
    templates read the text. There is no fix if it would lose a part of a time, or needs an offset
    that the date lacks.
    """

    code = "DAT001"
    name = "date-form"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE, Safety.UNSAFE})
    roles = DATES
    options: Options = Options()

    good = (
        Good("publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: 2020-06-11T01:03:00Z\n"),
        Good("publishedDateTime: !!timestamp 2020-06-11T00:03:00Z\n"),
        Good("publishedDateTime: 20200611\nupdatedDateTime:\nrelated: [{publishedDateTime: []}]\n"),
        Good("publishedDateTime: 2020-02-30T00:03:00+01:00\n"),
        Good("title: 2020-06-11 at noon\n"),
        # Other sites accept any form, and a schema may state one.
        Good("date: 2014-12-17 11:16:21 -0800\n", profile="jekyll"),
        Good("date: 2014-12-17\n", profile="hugo"),
        Good("date: '2020-06-11T10:00:00.000Z'\n", profile="plain"),
        Good("date: Jun 11, 2020\n", path="_posts/2020-06-11-a.md", profile="jekyll"),
        Good("date: soon\n", path="pages/a.md", profile="jekyll"),
        Good("date:\n", path="pages/a.md", profile="jekyll"),
        Good("date:\n", profile="hugo"),
        Good("date: ''\n", profile="hugo"),
        Good("date: Thu, 11 Jun 2020 10:00:00 GMT\n", profile="hugo"),
        Good("date: git Last Modified\n", profile="eleventy"),
        Good("date: 2020-06-11 10:00:00\n", profile="eleventy"),
        Good("date: '{{ date }}'\n", profile="eleventy"),
        Good("date: 2020-6-1 10:00:00 +02\n", profile="zola"),
        Good("date: June 11, 2020\n", path="blog/a.md", profile="docusaurus"),
        Good("date: soon\n", profile="mkdocs"),
        Good("date: soon\n", profile="astro"),
        Good("date: 2014-12-17T11:16:21\nend: Jun 11 2020\n", schema=_own(), profile="jekyll"),
        Good("date: 2020-06-11\nend: '2020-06-11'\n", schema=_own(format="date")),
        Good("date: 11/06/2020\n", schema=_own(pattern="^[0-9/]+$")),
        Good("date: 2020-06-11\n", schema=_own(const="2020-06-11")),
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
            "publishedDateTime: ⟦2020-06-11T00:03:00 Z⟧\n",
            fixed="publishedDateTime: 2020-06-11T00:03:00Z\n",
            says="not `YYYY-MM-DDThh:mm:ssZ`: a space before `Z`",
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
        Bad("publishedDateTime: !!str ⟦2020-06-11T00:03:00Z⟧\n", says="with a tag"),
        Bad("publishedDateTime: ⟦2020-06-11T00:03:00+02:00⟧\n"),
        Bad("publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: ⟦2020-06-11⟧\n"),
        Bad("publishedDateTime: ⟦2020-06-11T00:03:00-00:30⟧\n"),
        Bad(
            "date: ⟦''⟧\nend: ⟦soon⟧\n",
            says="`date` is empty, not a date",
            schema=_own(),
            profile="plain",
        ),
        Bad(
            "date: ⟦06/13/2020⟧\n",
            says="`date` is `06/13/2020`, which Jekyll does not read as a date",
            path="_posts/2020-06-13-a.md",
            profile="jekyll",
        ),
        Bad(
            "date:⟦⟧\n",
            says="`date` is empty, which Jekyll does not read as a date",
            path="_posts/2020-06-13-a.md",
            profile="jekyll",
        ),
        Bad("date: ⟦~⟧\n", path="_notes/a.md", profile="jekyll"),
        Bad("date: ⟦June 11, 2020⟧\n", says="which Hugo does not read", profile="hugo"),
        Bad("date: ⟦2020-06-11 10:00⟧\n", profile="hugo"),
        Bad("date: ⟦2020-06-11 10:00:00 +0200⟧\n", profile="eleventy"),
        Bad("date: ⟦11.06.2020⟧\n", profile="zola"),
        Bad("date: ⟦soon⟧\n", path="blog/a.md", profile="docusaurus"),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about the form that a date must have; `holds` needs no statement."""
        if where.value is None:
            return Silence()
        form = required_form(where.value, self.options.form, where.profile)
        if form is RequiredForm.PREVAILING:
            return None
        if form is not RequiredForm.UTC_SECONDS:
            reader = where.profile.dates
            return Silence((DAY_OR_TIME if reader is None else forms_read(reader.reads),))
        keeps_type = "string" in where.value.types and not where.value.formats
        return Silence((TIME,), unquoted=not keeps_type and where.profile is NEWS_API)

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at each date in a different form."""
        for field in entry.fields(DATES):
            if field.value is None:
                yield from _without_value(field, context)
            elif isinstance(field.value, str):
                yield from self._of_text(entry, field, field.value, context)

    def _of_text(
        self, entry: Entry, field: Field, text: str, context: Context
    ) -> Iterator[Finding]:
        shape = context.schema.shape_at(field.path)
        moment = parse_date(text)
        node = field.document.member(field.path).node
        if shape is None or isinstance(moment, NoSuchDate) or not isinstance(node, yaml.ScalarNode):
            return
        form = required_form(shape, self.options.form, context.profile)
        if form in _READ and not is_template(text):
            finding = _unread(field, shape, context)
            if finding is None and form is RequiredForm.PREVAILING:
                finding = other_form(field, context)
            if finding is not None:
                yield finding
        if form is not RequiredForm.UTC_SECONDS:
            return
        if moment is None:
            yield field.finding(f"{_is(field)}, not `{FORM}`")
            return
        is_time = field.document.reading(node).type is Type.TIME
        # JSON Schema has no type for times: a `string` without a format allows both.
        is_either = "string" in shape.types and not shape.formats
        keeps_type = is_either or context.profile is not NEWS_API
        wants_time = field.document.dialect.has_times and not keeps_type
        if moment.deviations or (wants_time and not is_time):
            yield _finding(entry, field, node, moment, context, wants_time=wants_time)


def _without_value(field: Field, context: Context) -> Iterator[Finding]:
    """Yield a finding at a key without a value, if the generator requires one."""
    reader = date_reader(field, context)
    if reader is not None and reader.needs_value:
        generator = context.profile.title
        yield field.finding(
            f"{quoted(field.key)} is empty, which {generator} does not read as a date",
            help=f"{generator} stops the build. Write a date, or delete the key.",
        )


def _unread(field: Field, shape: Shape, context: Context) -> Finding | None:
    """Return a finding at a text that the generator, or the author of a schema, takes for no date.

    The built-in schemas of pages do not describe dates that only templates read.
    """
    text, reader = str(field.value), date_reader(field, context)
    if reader is not None:
        node = field.document.member(field.path).node
        is_time = isinstance(node, yaml.ScalarNode) and field.document.reading(node).type in TIMES
        if not is_time and not reader.reads(text):
            generator = context.profile.title
            return field.finding(
                f"{_is(field)}, which {generator} does not read as a date",
                help=f"{generator} stops the build.",
            )
    elif not shape.is_builtin and _DIGIT.search(text) is None:
        return field.finding(f"{_is(field)}, not a date")
    return None


def _is(field: Field) -> str:
    """Return the start of a message: "`date` is `soon`"."""
    text = str(field.value)
    return f"{quoted(field.key)} is {quoted(text) if text.strip() else 'empty'}"


def _finding(  # noqa: PLR0913 - the date and its surroundings
    entry: Entry,
    field: Field,
    node: yaml.ScalarNode,
    moment: Moment,
    context: Context,
    *,
    wants_time: bool,
) -> Finding:
    if moment.deviations:
        message = f"{_is(field)}, not `{FORM}`: {', '.join(moment.deviations)}"
    else:
        where = "with a tag" if node.tag else f"in {_STYLES[node.style]}"
        message = f"{_is(field)} {where}, so {field.document.dialect.reader} reads text"
    written = f"{moment.instant.replace(tzinfo=None).isoformat()}Z"
    doubt = _doubt(entry, field, moment, context)
    if doubt is not None:
        return field.finding(message, help=f"In UTC that is {quoted(written)}, but {doubt}.")
    fix = _fix(field, node, moment, written, wants_time=wants_time)
    if fix is not None and context.profile is not NEWS_API and utc_day(moment) != str(moment.day):
        # Such a site shows the day as it was written.
        fix = fix._replace(safety=Safety.UNSAFE)
    return field.finding(message, fix=fix)


def _doubt(entry: Entry, field: Field, moment: Moment, context: Context) -> str | None:
    """Return what the date in UTC contradicts, unlike the date as written; None if nothing."""
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
        is_wrong, was_wrong = (
            is_out_of_order(*each, profile=context.profile) for each in (exact_pair, pair)
        )
        if is_wrong and not was_wrong:
            return "that does not fit the other date"
    return None


def _fix(
    field: Field, node: yaml.ScalarNode, moment: Moment, written: str, *, wants_time: bool
) -> Fix | None:
    document = field.document
    reader = document.scalars
    reading = reader.plain(node.value)
    is_time = not node.style and reading.type is Type.TIME
    if node.tag is not None or (is_time and not _reads_alike(reader, node.value, moment)):
        return None
    if node.style and not wants_time:
        edits = rewrite(document, field.path, written)
    else:
        # Text stays text, unless the schema expects a time.
        is_other = document.dialect.has_times and reading.type not in TIMES
        needs_quotes = is_other and not wants_time
        edits = write_plain(document, field.path, f'"{written}"' if needs_quotes else written)
    if edits is None:
        return None
    is_certain = moment.has_time and not moment.has_fraction and (moment.has_zone or is_time)
    safety = Safety.SAFE if is_certain else Safety.UNSAFE
    title = f"Write {quoted(written)}"
    return Fix(title, edits, safety, (field.pointer,), changes_type=document.dialect.has_times)


def _reads_alike(reader: ScalarReader, text: str, moment: Moment) -> bool:
    """Whether the site's reader takes the date as written; Jekyll misreads the offset `-00:30`."""
    instant = reader.instant(text)
    return instant is not None and instant.replace(microsecond=0) == moment.instant
