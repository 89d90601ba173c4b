"""DAT007: a related item whose date is far from the article's."""

from collections.abc import Iterator
from datetime import timedelta

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.dates.silence import DAY_OR_TIME, are_near_article
from linter.rules.shared.dates import distant_items, is_odd_one_out, moment_of
from linter.schema.entries import Entry, Field
from linter.schema.roles import DATES


class RelatedDateDistance(EntryRule):
    """The date of a related item is far from the article's.

    ## What it does
    Reports related items that were published more than 30 days before or after the article. If
    either date is known to be wrong, only that is reported. If the article's date is far from those
    of several items, it is reported instead, unless the file name starts with the same date.

    ## Why is this bad?
    Related items are other reports of the same story. One from a different month is about a
    different story, or its date is wrong and apps sort it incorrectly.

    ## Example
    ```yaml
    publishedDateTime: 2020-06-11T00:03:00Z
    related:
      - publishedDateTime: 2019-06-11T13:14:00Z
    ```
    Use instead:
    ```yaml
    publishedDateTime: 2020-06-11T00:03:00Z
    related:
      - publishedDateTime: 2020-06-11T13:14:00Z
    ```
    """

    code = "DAT007"
    name = "related-date-distance"
    severity = Severity.WARNING
    roles = frozenset({"related"})
    silence = Silence((DAY_OR_TIME,), roles=DATES, holds=are_near_article)

    good = (
        Good(
            "publishedDateTime: 2020-06-11T00:03:00Z\nrelated:\n"
            "  - publishedDateTime: 2020-07-11T00:03:00Z\n"
            "  - publishedDateTime: 2020-05-12T00:03:00Z\n"
            "  - publishedDateTime: 2020-05-32T00:03:00Z\n"
            "  - publishedDateTime: 2031-05-12T00:03:00Z\n"
            "  - publishedDateTime: soon\n"
        ),
        # Here the article's date is the wrong one.
        Good(
            "publishedDateTime: 2019-06-11T00:03:00Z\n"
            "related: [{publishedDateTime: 2020-06-11T00:03:00Z}]\n"
        ),
        Good("related: [{publishedDateTime: 2020-06-11T00:03:00Z}]\n"),
    )
    bad = (
        Bad(
            "publishedDateTime: 2020-06-11T00:03:00Z\n"
            "related:\n  - publishedDateTime: ⟦2020-07-11T00:03:01Z⟧\n",
            says="`publishedDateTime` is `2020-07-11T00:03:01Z`, 31 days from the article's",
        ),
        Bad(
            "publishedDateTime: 2020-06-11T00:03:00Z\nrelated:\n"
            "  - publishedDateTime: 2020-06-12T00:03:00Z\n"
            "  - publishedDateTime: ⟦'2019-06-12T00:03:00Z'⟧\n",
            says="365 days",
        ),
        Bad(
            "publishedDateTime: ⟦2019-06-11T00:03:00Z⟧\nrelated:\n"
            "  - publishedDateTime: 2020-06-12T00:03:00Z\n"
            "  - publishedDateTime: 2020-06-11T00:03:00Z\n",
            says="more than 30 days from that of each of the 2 related items",
            path="draft.md",
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at each distant date, or at the article's if that is the odd one out."""
        article = entry.owner.find("published-at")
        distant = distant_items(entry, context)
        if article is None or not distant:
            return
        here = quoted(article.key)
        if is_odd_one_out(entry, distant, context):
            yield article.finding(
                f"{here} is {quoted(article.value)}, more than 30 days from that of each of the"
                f" {len(distant)} related items"
            )
            return
        for field in distant:
            yield field.finding(
                f"{quoted(field.key)} is {quoted(field.value)}, {_days(field, article)} days from"
                f" the article's, which is {quoted(article.value)}",
                related=(Related("the article was published then", article.span),),
            )


def _days(one: Field, other: Field) -> str:
    moments = [moment.instant for field in (one, other) if (moment := moment_of(field))]
    return f"{-(-(max(moments) - min(moments)) // timedelta(days=1)):,}"
