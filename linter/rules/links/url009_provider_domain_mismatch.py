"""URL009: an article that is not on its provider's domain."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.link_silence import LINK_ROLES, is_at_provider
from linter.rules.shared.links import linked_items, page_key, repeated_pages
from linter.rules.shared.providers import ProviderMismatch, provider_mismatch

_FLAT = {
    "properties": {
        "link": {"x-role": "web-url"},
        "cover": {"properties": {"image": {"x-role": "image-url"}}},
        "provider_domain": {"x-role": "provider-domain"},
    }
}


class ProviderDomainMismatch(DocumentRule):
    """An article is not on its provider's domain.

    ## What it does
    Reports an article whose `webUrl` is neither on `provider.domain` nor on a subdomain of it. The
    finding is at the domain, unless the AMP page, the original link, the pictures or the provider's
    name show that the link is wrong. Items of other kinds, such as videos, may be anywhere.

    ## Why is this bad?
    Apps show the name and logo of the provider beside another publisher's page.

    ## Example
    ```yaml
    webUrl: https://www.wsj.com/articles/bans-11591826559
    type: article
    provider:
      name: Wall Street Journal
      domain: nytimes.com
    ```
    Use instead:
    ```yaml
    webUrl: https://www.wsj.com/articles/bans-11591826559
    type: article
    provider:
      name: Wall Street Journal
      domain: wsj.com
    ```
    """

    code = "URL009"
    name = "provider-domain-mismatch"
    severity = Severity.ERROR
    yields_to = ("URL008", "URL012", "REL002", "REL003")
    silence = LINK._replace(roles=LINK_ROLES, holds=is_at_provider)

    good = (
        Good("webUrl: https://www.wsj.com/a\ntype: article\nprovider: {domain: wsj.com}\n"),
        Good("webUrl: https://wsj.com./a\ntype: article\nprovider: {domain: WSJ.com}\n"),
        Good("webUrl: https://youtu.be/a\ntype: video\nprovider: {domain: wsj.com}\n"),
        Good("webUrl: https://wsj.com/a\nprovider: {domain: pbs.org}\n"),
        Good("webUrl: a b\ntype: article\nprovider: {domain: pbs.org}\n"),
        Good("webUrl: https://a.com/\ntype: article\nprovider: {domain: A}\n"),
        Good("webUrl: https://a.com/\ntype: article\nprovider: {domain: 1, name: [b]}\n"),
        Good("link: https://blog.a.com/b\nprovider_domain: a.com\n", schema=_FLAT),
        Good(
            "webUrl: https://a.com/b\ntype: article\nrelated:\n"
            "  - {webUrl: https://a.com/b, type: article, provider: {domain: pbs.org}}\n"
        ),
    )
    bad = (
        Bad(
            "webUrl: https://www.wsj.com/a\ntype: article\nprovider:\n"
            "  name: Wall Street Journal\n  domain: ⟦nytimes.com⟧ # host\n",
            says="`domain` is `nytimes.com`, but `webUrl` is at `www.wsj.com`",
        ),
        Bad("webUrl: https://notwsj.com/a\ntype: article\nprovider: {domain: ⟦'wsj.com'⟧}\n"),
        Bad(
            "related:\n  - webUrl: ⟦https://a.com/b⟧\n    type: article\n    provider:\n"
            "      name: The Boston Globe\n      domain: bostonglobe.com\n",
            says="`webUrl` is at `a.com`, expected the provider's `bostonglobe.com` or below",
        ),
        Bad(
            "webUrl: ⟦https://a.com/b⟧\nampWebUrl: https://amp.pbs.org/b\ntype: article\n"
            "provider: {name: WETA, domain: pbs.org}\n",
        ),
        Bad(
            "webUrl: ⟦https://a.com/b⟧\ntype: article\nprovider: {domain: pbs.org}\n"
            "images: [{url: https://images.pbs.org/c.jpg}, {url: /assets/d.jpg}]\n",
        ),
        Bad(
            "link: ⟦https://a.com/b⟧\ncover: {image: https://c.com/d}\nprovider_domain: c.com\n",
            schema=_FLAT,
        ),
        Bad("link: https://a.com/b\nprovider_domain: ⟦c.com⟧\n", schema=_FLAT),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link or at the domain, whichever is more likely to be wrong."""
        items = linked_items(context)
        found = [reason for item in items if (reason := provider_mismatch(item)) is not None]
        repeated = repeated_pages(items) if found else frozenset()
        for reason in found:
            if page_key(reason.web.text) not in repeated:
                yield _finding(reason)


def _finding(reason: ProviderMismatch) -> Finding:
    web, domain = reason.web.field, reason.domain
    web_host = quoted(reason.web.url.host)
    if reason.is_web_wrong:
        return web.finding(
            f"{quoted(web.key)} is at {web_host}, expected the provider's {quoted(reason.host)} or"
            " below",
            related=(Related("the provider's domain", domain.span),),
        )
    return domain.finding(
        f"{quoted(domain.key)} is {quoted(reason.host)}, but {quoted(web.key)} is at {web_host}",
        related=(Related("the page", web.span),),
    )
