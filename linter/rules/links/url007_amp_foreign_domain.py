"""URL007: an AMP page on a different site than the web page."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good
from linter.rules.shared.amp import no_cache_reason, pair_fault, web_fault
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.link_silence import LINK_ROLES, amp_is_on_site
from linter.rules.shared.links import Link, link, linked_items, page_key, repeated_pages
from linter.rules.shared.providers import provider_mismatch
from linter.schema.entries import Entry
from linter.web.hosts import same_site

_PBS = "webUrl: https://www.pbs.org/a\n"


class AmpForeignDomain(DocumentRule):
    """An AMP page is on a different site than the web page.

    ## What it does
    Reports an AMP page whose registrable domain differs from that of the web page
    (publicsuffix.org). If the pair of AMP links, the web page or the provider is wrong, only that
    is reported.

    ## Why is this bad?
    Apps open the AMP page first, so readers see the page of another publisher. The AMP project
    advises one registrable domain for both; few publishers have a reason to deviate.

    ## Example
    ```yaml
    webUrl: https://www.pbs.org/newshour/nation/bans
    ampWebUrl: https://amp.example.com/newshour/nation/bans
    ```
    Use instead:
    ```yaml
    webUrl: https://www.pbs.org/newshour/nation/bans
    ampWebUrl: https://www.pbs.org/newshour/amp/nation/bans
    ```
    """

    code = "URL007"
    name = "amp-foreign-domain"
    severity = Severity.WARNING
    silence = LINK._replace(roles=LINK_ROLES, holds=amp_is_on_site)

    good = (
        Good(f"{_PBS}ampWebUrl: https://amp.pbs.org/a\n"),
        Good("webUrl: https://www.bbc.co.uk/a\nampWebUrl: https://amp.news.bbc.co.uk/a\n"),
        Good("webUrl: a b\nampWebUrl: https://a.com/\n"),
        # Other rules report these.
        Good(f"{_PBS}ampWebUrl: https://www.google.com/amp/s/www.pbs.org/amp/a\n"),
        Good(
            f"{_PBS}ampWebUrl: https://a.com/\n"
            "cdnAmpWebUrl: https://www-pbs-org.cdn.ampproject.org/c/s/www.pbs.org/amp/a\n"
        ),
        Good(
            "webUrl: https://a.com/\nampWebUrl: https://www.pbs.org/amp/a\ntype: article\n"
            "provider: {domain: pbs.org}\n"
        ),
        Good(f"{_PBS}related:\n  - webUrl: https://www.pbs.org/a\n    ampWebUrl: https://a.com/\n"),
    )
    bad = (
        Bad(
            f"{_PBS}ampWebUrl: ⟦https://amp.example.com/a⟧\n",
            says="`ampWebUrl` is at `amp.example.com`, but `webUrl` is at `www.pbs.org`",
        ),
        Bad(
            "related:\n  - webUrl: https://a.github.io/\n"
            "    ampWebUrl: ⟦'https://b.github.io/amp'⟧ # private suffix\n"
            "    cdnAmpWebUrl: https://b-github-io.cdn.ampproject.org/c/s/b.github.io/amp\n",
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each AMP page on a different site."""
        items = linked_items(context)
        foreign = [(item, *links) for item in items if (links := _foreign_amp(item))]
        repeated = repeated_pages(items) if foreign else frozenset()
        for item, web, amp in foreign:
            found = provider_mismatch(item)
            if page_key(web.text) in repeated or (found is not None and found.is_web_wrong):
                continue
            yield amp.field.finding(
                f"{quoted(amp.field.key)} is at {quoted(amp.url.host)}, but"
                f" {quoted(web.field.key)} is at {quoted(web.url.host)}",
                related=(Related("the web page", web.field.span),),
            )


def _foreign_amp(item: Entry) -> tuple[Link, Link] | None:
    """Return the links to the web page and the AMP page if only their sites differ."""
    web, amp = link(item, "web-url"), link(item, "amp-url")
    if web is None or amp is None or same_site(web.url.host, amp.url.host):
        return None
    if (
        no_cache_reason(amp.text) is not None
        or pair_fault(item) is not None
        or web_fault(item) is not None
    ):
        return None
    return web, amp
