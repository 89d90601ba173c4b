"""DAT003: a date of publication or change in the future."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.dates.silence import DAY_OR_TIME, are_past
from linter.rules.shared.dates import is_far_in_future, is_replaced, moment_of
from linter.schema.entries import Field
from linter.schema.roles import DATES


class DateInFuture(FieldRule):
    """A date of publication or change lies in the future.

    ## What it does
    Reports dates of publication and change that are more than a day later than now for the profile
    `news-api`, and more than a year on other sites, where pages are scheduled. `--now` sets the
    current time. The dates of events are ignored.

    ## Why is this bad?
    Apps sort by this date, so the item stays on top until the date has passed. Jekyll and Hugo omit
    future pages from the site.

    ## Example
    With `--now 2020-06-12T00:00:00Z`:
    ```yaml
    publishedDateTime: 2021-06-11T00:03:00Z
    ```
    Use instead:
    ```yaml
    publishedDateTime: 2020-06-11T00:03:00Z
    ```
    """

    code = "DAT003"
    name = "date-in-future"
    severity = Severity.WARNING
    roles = frozenset({"published-at", "updated-at"})
    silence = Silence((DAY_OR_TIME,), roles=DATES, holds=are_past)

    good = (
        Good("publishedDateTime: 2021-01-01T23:59:59Z\nupdatedDateTime: 2021-01-02T00:00:00Z\n"),
        Good("date: 2021-12-31\n", profile="jekyll", path="_drafts/a.md"),
        Good("publishedDateTime: 2021-13-01T00:00:00Z\n"),
        Good(
            "start: 2031-01-01T00:00:00Z\n",
            schema={"properties": {"start": {"x-role": "starts-at"}}},
        ),
    )
    bad = (
        Bad(
            "publishedDateTime: ⟦2021-01-02T00:00:01Z⟧\n",
            says="`publishedDateTime` is `2021-01-02T00:00:01Z`, but now is `2021-01-01T00:00:00Z`",
        ),
        Bad("date: ⟦2042-01-02⟧\n", says="`date` is `2042-01-02`", profile="hugo"),
        Bad("related: [{updatedDateTime: ⟦9999-12-31T23:59:59Z⟧}]\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at a date in the future."""
        moment = moment_of(field)
        if moment is None or is_replaced(field, context):
            return
        if is_far_in_future(moment, context):
            now = f"{context.now:%Y-%m-%dT%H:%M:%SZ}"
            yield field.finding(
                f"{quoted(field.key)} is {quoted(field.value)}, but now is {quoted(now)}"
            )
