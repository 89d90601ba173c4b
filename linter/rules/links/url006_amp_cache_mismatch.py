"""URL006: a cache address that does not match the AMP page."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import quoted
from linter.editing.scalar import rewrite
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.shared.amp import amp_fault, pair_fault
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.link_silence import LINK_ROLES, has_amp_pair
from linter.rules.shared.links import Link, link
from linter.schema.entries import Entry
from linter.web import amp_cache

_AMP = "https://www.pbs.org/amp/a"
_CACHED = "https://www-pbs-org.cdn.ampproject.org/c/s/www.pbs.org/amp/a"
_OLD = "covfmowbjemnekovz6xlilc56old3te5kbdukxjd6ypb7buewh5a"
_HASHED = f"https://{_OLD}.cdn.ampproject.org/c/s/en-us.example.com/a"
_HYPHEN = "ampWebUrl: https://en-us.example.com/a\n"


class AmpCacheMismatch(EntryRule):
    """A cache address does not match the AMP page beside it.

    ## What it does
    Reports a `cdnAmpWebUrl` that does not follow from `ampWebUrl` by the AMP project's algorithm,
    and says which part differs. The paths `/c/` and `/v/`, the caches of Google and Bing, the old
    form without a label, parameters that viewers add, and the labels of the time for articles
    before 2020 are accepted. If the AMP page is clearly the wrong one of the two, it is reported
    instead.

    ## Why is this bad?
    Apps open the cached page first: readers get an error page or a different article.

    ## Example
    ```yaml
    ampWebUrl: https://research-live.com/amp-page.html
    cdnAmpWebUrl: https://research-live-com.cdn.ampproject.org/c/s/research-live.com/amp-page.html
    ```
    Use instead:
    ```yaml
    ampWebUrl: https://research-live.com/amp-page.html
    cdnAmpWebUrl: https://research--live-com.cdn.ampproject.org/c/s/research-live.com/amp-page.html
    ```

    ## Fix safety
    Safe: the fix writes the address that follows from the AMP page. There is no fix for hosts about
    which the published implementations disagree, for a page without a cache address, and for an
    `s/` that contradicts the scheme of the page.
    """

    code = "URL006"
    name = "amp-cache-mismatch"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE})
    roles = frozenset({"amp-cache-url"})
    silence = LINK._replace(roles=LINK_ROLES, holds=has_amp_pair)

    good = (
        Good(f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: {_CACHED}\n"),
        Good(f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: {_CACHED.replace('/c/', '/v/')}?amp_js_v=0.1\n"),
        Good(f"publishedDateTime: 2019-12-31T23:59:59Z\n{_HYPHEN}cdnAmpWebUrl: {_HASHED}\n"),
        # Other rules report the tracking parameter, the default port and the doubled slash.
        Good(f"ampWebUrl: {_AMP}?utm_source=a\ncdnAmpWebUrl: {_CACHED}\n"),
        Good(f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: {_CACHED}?utm_source=a\n"),
        Good(f"ampWebUrl: https://WWW.pbs.org:443/b/../amp/a\ncdnAmpWebUrl: {_CACHED}\n"),
        Good(f"ampWebUrl: https://www.pbs.org/amp//a\ncdnAmpWebUrl: {_CACHED}\n"),
        Good(f"ampWebUrl: a b\ncdnAmpWebUrl: {_CACHED}\n"),
        Good(f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: a b\n"),
    )
    bad = (
        Bad(
            f'ampWebUrl: "{_AMP}"\ncdnAmpWebUrl: ⟦"{_CACHED.replace("//www-", "//web-")}"⟧\n',
            fixed=f'ampWebUrl: "{_AMP}"\ncdnAmpWebUrl: "{_CACHED}"\n',
            says="is not the cache address of `ampWebUrl`: the label is `web-pbs-org`",
        ),
        Bad(
            f"related:\n  - ampWebUrl: {_AMP}\n    cdnAmpWebUrl: ⟦{_CACHED}b⟧ # cached\n",
            fixed=f"related:\n  - ampWebUrl: {_AMP}\n    cdnAmpWebUrl: {_CACHED} # cached\n",
            says="the path is `/amp/ab`, expected `/amp/a`",
        ),
        Bad(
            f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: ⟦{_AMP}⟧\n",
            fixed=f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: {_CACHED}\n",
        ),
        Bad(
            f"publishedDateTime: 2020-01-01T00:00:00Z\n{_HYPHEN}cdnAmpWebUrl: ⟦{_HASHED}⟧\n",
            fixed=f"publishedDateTime: 2020-01-01T00:00:00Z\n{_HYPHEN}"
            "cdnAmpWebUrl: https://0-en--us-example-com-0.cdn.ampproject.org/c/s/en-us.example.com/a"
            "\n",
        ),
        Bad(
            f"ampWebUrl: http://www.pbs.org/amp/a\ncdnAmpWebUrl: ⟦{_CACHED}⟧\n",
            says="`s/` before the host is there",
        ),
        Bad("ampWebUrl: https://faß.de/\ncdnAmpWebUrl: ⟦https://a.cdn.ampproject.org/c/s/a.de/⟧\n"),
        Bad(
            f"ampWebUrl: ⟦{_CACHED}⟧\ncdnAmpWebUrl: {_CACHED}\n",
            says="`ampWebUrl` can have no cache address: it is a cache address already",
        ),
        Bad(f"ampWebUrl: ⟦https://www.pbs.org:8443/amp/a⟧\ncdnAmpWebUrl: {_CACHED}\n"),
        Bad(
            "webUrl: https://www.pbs.org/a\n"
            f"ampWebUrl: ⟦https://a.com/amp/a⟧\ncdnAmpWebUrl: {_CACHED}\n",
            says="`ampWebUrl` is at another site than both `webUrl` and `cdnAmpWebUrl`",
        ),
        Bad(
            "webUrl: https://www.pbs.org/a\n"
            f"ampWebUrl: ⟦https://www.pbs.org/a⟧\ncdnAmpWebUrl: {_CACHED}\n",
            says="`ampWebUrl` is the same page as `webUrl`",
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the cache address, or at the AMP page if that is the wrong one."""
        item = entry.owner
        amp, cached = link(item, "amp-url"), link(item, "amp-cache-url")
        fault = pair_fault(item)
        if amp is None or cached is None or fault is None:
            return
        amp_reason = amp_fault(item)
        if amp_reason is None:
            yield cached.field.finding(
                f"{quoted(cached.field.key)} is not the cache address of {quoted(amp.field.key)}:"
                f" {fault}",
                fix=_fix(cached, amp),
                related=(Related("the AMP page", amp.field.span),),
            )
            return
        page = amp_cache.page_of(cached.text)
        yield amp.field.finding(
            f"{quoted(amp.field.key)} {amp_reason}",
            help=page and f"{quoted(cached.field.key)} names the page {quoted(page, 200)}.",
            related=(Related("the cache address", cached.field.span),),
        )


def _fix(cached: Link, amp: Link) -> Fix | None:
    address = amp_cache.cache_address(amp.text)
    if not address.certain or amp_cache.schemes_disagree(cached.text, amp.text):
        return None
    edits = rewrite(cached.field.document, cached.field.path, address.url)
    title = f"Write the cache address of {quoted(amp.field.key)}"
    return Fix(title, edits, Safety.SAFE, (cached.field.pointer,)) if edits else None
