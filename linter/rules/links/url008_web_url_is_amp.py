"""URL008: an AMP page where the web page belongs."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.shared.amp import web_fault
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.link_silence import LINK_ROLES, web_is_no_amp
from linter.rules.shared.links import link
from linter.schema.entries import Entry

_AMP = "https://www.pbs.org/amp/a"
_CACHED = "https://www-pbs-org.cdn.ampproject.org/c/s/www.pbs.org/amp/a"


class WebUrlIsAmp(EntryRule):
    """The link to the web page leads to an AMP page.

    ## What it does
    Reports a `webUrl` that is an address in an AMP cache or in a search engine's AMP viewer, or the
    same page as `ampWebUrl`.

    ## Why is this bad?
    AMP pages are made for phones, and caches and viewers for the search engine that runs them.
    Readers at a desktop computer, searches by domain and programs that compare links need the
    publisher's own page.

    ## Example
    ```yaml
    webUrl: https://www.google.com/amp/s/www.pbs.org/newshour/amp/nation/bans
    ```
    Use instead:
    ```yaml
    webUrl: https://www.pbs.org/newshour/nation/bans
    ```
    """

    code = "URL008"
    name = "web-url-is-amp"
    severity = Severity.ERROR
    roles = frozenset({"web-url"})
    silence = LINK._replace(roles=LINK_ROLES, holds=web_is_no_amp)

    good = (
        Good(f"webUrl: https://www.pbs.org/a\nampWebUrl: {_AMP}\n"),
        # An ordinary page, as long as `ampWebUrl` does not name it too.
        Good(f"webUrl: {_AMP}\n"),
        Good(
            "webUrl: https://www.google.com/amplify\noriginalUrl: https://a.cdn.ampproject.org/\n"
        ),
        Good("webUrl: https://www.pbs.org/a?b\nampWebUrl: https://www.pbs.org/a?amp&b\n"),
        # The cached page shows that the AMP page is the wrong one.
        Good(
            "webUrl: https://www.pbs.org/a\nampWebUrl: https://www.pbs.org/a\n"
            f"cdnAmpWebUrl: {_CACHED}\n"
        ),
    )
    bad = (
        Bad(f"webUrl: ⟦'{_CACHED}'⟧\n", says="`webUrl` is an address in an AMP cache"),
        Bad("related:\n  - webUrl: ⟦https://www.google.com/amp/s/www.pbs.org/amp/a⟧ # a\n"),
        Bad(
            f"webUrl: ⟦{_AMP}⟧\nampWebUrl: {_AMP}\ncdnAmpWebUrl: {_CACHED}\n",
            says="`webUrl` is the same page as `ampWebUrl`",
        ),
        Bad(f"webUrl: ⟦http://WWW.pbs.org/amp/a?utm_source=b⟧\nampWebUrl: {_AMP}\n"),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link to the web page."""
        item = entry.owner
        web, fault = link(item, "web-url"), web_fault(item)
        if web is not None and fault is not None:
            yield web.field.finding(
                f"{quoted(web.field.key)} {fault}, expected the publisher's page for the web"
            )
