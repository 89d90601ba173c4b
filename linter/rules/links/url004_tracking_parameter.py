"""URL004: a link with a tracking parameter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.editing.scalar import part_span, rewrite
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good, Where
from linter.rules.shared.link_patterns import tracked
from linter.schema.entries import Field
from linter.schema.roles import URLS
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS, tracking_parameters, without_tracking


@dataclass(frozen=True, slots=True)
class Options:
    """The tracking parameters."""

    parameters: Annotated[
        tuple[str, ...],
        "Names of query parameters, or globs such as `utm_*`; case is ignored.",
        ("examples", [["utm_*", "ref"]]),
    ] = DEFAULT_TRACKING_PARAMETERS


class TrackingParameter(FieldRule):
    """A link has a tracking parameter.

    ## What it does
    Reports query parameters that only record where a reader came from: `utm_source`, `fbclid`,
    `gclid`, `mc_cid` and others. Pictures are ignored, because their parameters may select the
    picture.

    ## Why is this bad?
    Every reader is counted as coming from the place where the crawler found the link, and the same
    page has several addresses.

    ## Example
    ```yaml
    webUrl: https://reason.com/2020/06/11/bans/?utm_source=rss&page=2
    ```
    Use instead:
    ```yaml
    webUrl: https://reason.com/2020/06/11/bans/?page=2
    ```

    ## Fix safety
    Safe: the fix removes the parameters, which do not select the content.
    """

    code = "URL004"
    name = "tracking-parameter"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = URLS - {"image-url"}
    options: Options = Options()

    good = (
        Good("webUrl: https://a.com/utm_source=b?ref=c&source=d#utm_source=e\n"),
        Good("images: [{url: https://a.com/b.jpg?utm_source=c}]\n"),
        Good("webUrl: a.com?utm_source=b\n"),
    )
    bad = (
        Bad(
            "webUrl: https://a.com/b?⟦utm_source=rss⟧ # found\n",
            fixed="webUrl: https://a.com/b # found\n",
            says="`webUrl` carries the tracking parameter `utm_source`",
        ),
        Bad(
            'related:\n  - originalUrl: "https://a.com/?b=c&⟦utm_source=d⟧&e=f&fbclid=g#h"\n',
            fixed='related:\n  - originalUrl: "https://a.com/?b=c&e=f#h"\n',
            says="carries 2 tracking parameters, the first is `utm_source`",
        ),
        Bad(
            "ampWebUrl: https://a.com/b?amp&⟦utm_medium=c⟧\n"
            "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/b?amp&⟦utm_medium=c⟧\n",
            fixed="ampWebUrl: https://a.com/b?amp\n"
            "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/b?amp\n",
        ),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about links without these parameters."""
        return Silence(suspects=tracked(self.options.parameters))

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first tracking parameter."""
        if not isinstance(field.value, str):
            return
        found = tracking_parameters(field.value, self.options.parameters)
        if not found:
            return
        name, start, end = found[0]
        carries = f"the tracking parameter {quoted(name)}"
        if len(found) > 1:
            carries = f"{len(found):,} tracking parameters, the first is {quoted(name)}"
        clean = without_tracking(field.value, self.options.parameters)
        edits = rewrite(field.document, field.path, clean)
        title = "Remove the parameter" if len(found) == 1 else "Remove the parameters"
        yield field.finding(
            f"{quoted(field.key)} carries {carries}",
            span=part_span(field.document, field.path, start, end),
            fix=Fix(title, edits, Safety.SAFE, (field.pointer,)) if edits else None,
        )
