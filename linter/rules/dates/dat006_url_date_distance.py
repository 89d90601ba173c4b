"""DAT006: a link with a date that is far from the item's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.editing.scalar import part_span
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good, Where
from linter.rules.dates.silence import DAY_OR_TIME, is_near_url
from linter.rules.shared.dates import (
    distant_items,
    is_odd_one_out,
    is_refuted,
    reliable_moment,
    utc_day,
)
from linter.rules.shared.links import link, linked_items, page_key, repeated_pages
from linter.rules.shared.providers import provider_mismatch
from linter.schema.entries import Entry
from linter.schema.roles import DATES
from linter.web.url_dates import date_in_path

_URL = "https://a.com/2020/06/10/title/"


@dataclass(frozen=True, slots=True)
class Options:
    """The accepted distance of the dates."""

    max_days: Annotated[
        int,
        "The maximum number of days between the date in a link and the item's date.",
        ("examples", [7]),
    ] = 3


class UrlDateDistance(DocumentRule):
    """A link has a date that is far from the item's.

    ## What it does
    Reports links to web pages with a date in their path, `/2020/06/10/`, `/2020/jun/10/`,
    `2020-06-10` or `20200610`, that is more than 3 days from the date of publication. If that date
    is known to be wrong, or the link is known to belong to another item, only that is reported.

    ## Why is this bad?
    Either the item is older than it says and is shown as news, or its link leads to a different
    story.

    ## Example
    ```yaml
    publishedDateTime: 2020-06-11T12:58:00Z
    webUrl: https://www.washingtontimes.com/news/2019/jun/10/amazon-pauses-police-use/
    ```
    Use instead:
    ```yaml
    publishedDateTime: 2020-06-11T12:58:00Z
    webUrl: https://www.washingtontimes.com/news/2020/jun/10/amazon-pauses-police-use/
    ```
    """

    code = "DAT006"
    name = "url-date-distance"
    severity = Severity.WARNING
    options: Options = Options()

    good = (
        Good(f"publishedDateTime: 2020-06-11T00:03:00Z\nwebUrl: {_URL}\n"),
        Good(f"publishedDateTime: 2020-06-13T23:59:59Z\nwebUrl: {_URL}\n", path="a.md"),
        Good(f"publishedDateTime: 2020-06-07T00:00:00Z\nwebUrl: {_URL}\n", path="a.md"),
        Good("publishedDateTime: 2020-06-11T00:03:00Z\nwebUrl: https://a.com/2019/05/title\n"),
        # Here the article's date is the wrong one.
        Good(f"publishedDateTime: 2020-06-18T00:03:00Z\nwebUrl: {_URL}\n"),
        Good(f"publishedDateTime: 2030-06-11T00:03:00Z\nwebUrl: {_URL}\n"),
        Good(f"publishedDateTime: 2020-06-31T00:03:00Z\nwebUrl: {_URL}\n"),
        Good(
            "publishedDateTime: 2020-06-11T00:03:00Z\nrelated:\n"
            f"  - publishedDateTime: 2020-08-11T00:03:00Z\n    webUrl: {_URL}\n"
        ),
        # The link belongs to another item.
        Good(
            "related:\n"
            f"  - publishedDateTime: 2020-06-10T00:03:00Z\n    webUrl: {_URL}\n"
            f"  - publishedDateTime: 2020-06-01T00:03:00Z\n    webUrl: {_URL}\n"
        ),
    )
    bad = (
        Bad(
            "publishedDateTime: 2020-06-11T00:03:00Z\nwebUrl: https://a.com/⟦2020/06/07⟧/title/\n",
            says="`webUrl` states the date 2020-06-07, 4 days from `publishedDateTime`",
        ),
        Bad(
            "publishedDateTime: 2020-06-11T00:03:00Z\nrelated:\n"
            "  - publishedDateTime: 2020-06-11T00:03:00Z\n"
            "    webUrl: 'https://a.com/it''s/⟦2019/jun/10⟧/'\n",
            says="367 days",
        ),
        Bad(
            "publishedDateTime: 2020-06-11T00:03:00Z\nrelated:\n"
            "  - publishedDateTime: 2020-02-11T00:03:00Z\n"
            "    webUrl: https://a.com/⟦20200311⟧-title\n"
        ),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about items whose link has no date, or one near the item's."""
        return Silence(
            (DAY_OR_TIME,), roles=DATES, holds=is_near_url, options=(self.options.max_days,)
        )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each date in a link that is far from its item's."""
        if document.root is None:
            return
        items = linked_items(context)
        for item in items:
            for finding in _in_item(item, context, self.options.max_days):
                web = link(item, "web-url")
                if web is not None and page_key(web.text) not in repeated_pages(items):
                    yield finding


def _in_item(item: Entry, context: Context, max_days: int) -> Iterator[Finding]:
    web, published = link(item, "web-url"), item.find("published-at")
    stated = None if web is None else date_in_path(web.text)
    if web is None or published is None or stated is None:
        return
    moment = reliable_moment(item, context)
    if moment is None:
        return
    days = abs(stated.date - moment.instant.date()).days
    if days <= max_days:
        return
    article = None if item.parent is None else reliable_moment(item.parent.owner, context)
    if is_refuted(moment, article, stated.date) or _is_foreign(item):
        return
    if is_odd_one_out(item, distant_items(item, context), context):
        return
    yield web.field.finding(
        f"{quoted(web.field.key)} states the date {stated.date}, {days:,} days from"
        f" {quoted(published.key)}, which is on {utc_day(moment)}",
        span=part_span(web.field.document, web.field.path, stated.start, stated.end),
        related=(Related(f"{quoted(published.key)} is here", published.span),),
    )


def _is_foreign(item: Entry) -> bool:
    """Whether the link is known to lead to a different publisher."""
    found = provider_mismatch(item)
    return found is not None and found.is_web_wrong
