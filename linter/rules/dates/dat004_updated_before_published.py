"""DAT004: a change before the publication, or an end before the start."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.dates.silence import DAY_OR_TIME, are_in_order
from linter.rules.shared.date_texts import Moment
from linter.rules.shared.dates import (
    ORDERS,
    is_out_of_order,
    is_refuted,
    moment_of,
    reliable_moment,
)
from linter.schema.entries import Entry
from linter.schema.roles import DATES

_PAGE = {"properties": {"date": {"x-role": "published-at"}, "modified": {"x-role": "updated-at"}}}


class UpdatedBeforePublished(EntryRule):
    """A date precedes the one that it must follow.

    ## What it does
    Reports items that were changed before they were published, and events that end before they
    start. A date without a time may be the same day. One without a zone is UTC for the profile
    `news-api`, and may be meant in any zone on other sites. If the date of publication is known to
    be wrong, only that is reported.

    ## Why is this bad?
    Apps show the age of an item and the duration of an event: one of the two dates is misleading.

    ## Example
    ```yaml
    publishedDateTime: 2020-06-11T00:03:00Z
    updatedDateTime: 2020-06-10T13:14:00Z
    ```
    Use instead:
    ```yaml
    publishedDateTime: 2020-06-11T00:03:00Z
    updatedDateTime: 2020-06-11T13:14:00Z
    ```
    """

    code = "DAT004"
    name = "updated-before-published"
    severity = Severity.ERROR
    roles = frozenset({"updated-at", "ends-at"})
    silence = Silence((DAY_OR_TIME,), roles=DATES, holds=are_in_order)

    good = (
        Good("publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: 2020-06-11T00:03:00Z\n"),
        Good("publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: 2020-06-11\n"),
        Good("publishedDateTime: 2020-06-31T00:03:00Z\nupdatedDateTime: 2020-06-11T00:03:00Z\n"),
        Good("updatedDateTime: 2020-06-11T00:03:00Z\n"),
        Good(
            "date: 2020-06-11T23:00:00-05:00\nmodified: 2020-06-11\n",
            profile="hugo",
            schema=_PAGE,
        ),
        Good("date: 2020-06-11T02:00:00Z\nmodified: 2020-06-10\n", profile="hugo", schema=_PAGE),
        Good(
            "date: 2020-06-11T10:00:00Z\nmodified: 2020-06-11 08:00:00\n",
            profile="hugo",
            schema=_PAGE,
        ),
        # The date of publication is the wrong one: it is not the file name's.
        Good("publishedDateTime: 2020-07-11T00:03:00Z\nupdatedDateTime: 2020-06-11T01:03:00Z\n"),
        # The date of publication is far from the article's, the date of the change is near.
        Good(
            "publishedDateTime: 2020-06-11T00:03:00Z\nrelated:\n"
            "  - publishedDateTime: 2020-09-11T00:03:00Z\n"
            "    updatedDateTime: 2020-06-12T00:03:00Z\n"
        ),
    )
    bad = (
        Bad(
            "publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: ⟦2020-06-11T00:02:59Z⟧\n",
            says="`updatedDateTime` is `2020-06-11T00:02:59Z`, before `publishedDateTime`",
        ),
        Bad("publishedDateTime: 2020-06-11T00:03:00Z\nupdatedDateTime: ⟦2020-06-10⟧\n"),
        Bad(
            "related:\n  - updatedDateTime: ⟦2020-06-11T00:03:00+02:00⟧\n"
            "    publishedDateTime: 2020-06-11T00:03:00Z\n"
        ),
        Bad("date: 2020-06-11\nmodified: ⟦2020-06-10⟧\n", profile="hugo", schema=_PAGE),
        Bad("date: 2020-06-11T13:00:00Z\nmodified: ⟦2020-06-10⟧\n", profile="hugo", schema=_PAGE),
        Bad(
            "start: 2020-06-11T09:00:00Z\nend: ⟦2020-06-10T17:00:00Z⟧\n",
            says="`end` is `2020-06-10T17:00:00Z`, before `start`, which is `2020-06-11T09:00:00Z`",
            schema={"properties": {"start": {"x-role": "starts-at"}, "end": {"x-role": "ends-at"}}},
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the date that must be the later one."""
        for earlier_role, later_role in ORDERS:
            later, earlier = entry.field(later_role), entry.owner.find(earlier_role)
            moment = moment_of(later)
            if later is None or earlier is None or moment is None:
                continue
            if earlier_role == "published-at":
                reference = _published(entry.owner, moment, context)
            else:
                reference = moment_of(earlier)
            if is_out_of_order(reference, moment, profile=context.profile):
                yield later.finding(
                    f"{quoted(later.key)} is {quoted(later.value)}, before {quoted(earlier.key)},"
                    f" which is {quoted(earlier.value)}",
                    related=(Related(f"{quoted(earlier.key)} is here", earlier.span),),
                )


def _published(item: Entry, updated: Moment, context: Context) -> Moment | None:
    """Return when an item was published, or None if that date is likely wrong."""
    published = reliable_moment(item, context)
    if published is None or item.parent is None:
        return published
    article = reliable_moment(item.parent.owner, context)
    return None if is_refuted(published, article, updated.instant.date()) else published
