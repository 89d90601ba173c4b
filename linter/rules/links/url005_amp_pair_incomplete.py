"""URL005: an AMP page without its cache address, or the reverse."""

from collections.abc import Iterator
from typing import NamedTuple

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.values import json_pointer
from linter.editing.entry import insert_after, insert_before
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.shared.amp import is_cached_at, no_cache_reason
from linter.rules.shared.link_silence import has_no_half_pair
from linter.rules.shared.links import Link, link_of
from linter.schema.entries import Entry
from linter.web import amp_cache

_AMP = "https://www.pbs.org/amp/a?b=c"
_CACHED = "https://www-pbs-org.cdn.ampproject.org/c/s/www.pbs.org/amp/a?b=c"


class _Missing(NamedTuple):
    """The missing link if it is certain, or the reason why it cannot exist."""

    text: str | None = None
    reason: str | None = None


class AmpPairIncomplete(EntryRule):
    """An AMP page has no cache address beside it, or the reverse.

    ## What it does
    Reports an item with only one of the two links. Broken links are ignored; `invalid-url` reports
    them.

    ## Why is this bad?
    Apps open the cached page first and fall back to the AMP page, so they need both.

    ## Example
    ```yaml
    ampWebUrl: https://www.pbs.org/newshour/amp/nation/bans
    ```
    Use instead:
    ```yaml
    ampWebUrl: https://www.pbs.org/newshour/amp/nation/bans
    cdnAmpWebUrl: https://www-pbs-org.cdn.ampproject.org/c/s/www.pbs.org/newshour/amp/nation/bans
    ```

    ## Fix safety
    Safe: each link follows exactly from the other one (AMP Cache URL format). There is no fix for
    hosts about which the published implementations disagree. An AMP page is never derived from the
    web page.
    """

    code = "URL005"
    name = "amp-pair-incomplete"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE})
    roles = frozenset({"amp-url", "amp-cache-url"})
    silence = Silence(holds=has_no_half_pair)

    good = (
        Good("webUrl: https://www.pbs.org/a\n"),
        Good(f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: {_CACHED}\n"),
        Good(f"ampWebUrl: a b\nrelated: [{{cdnAmpWebUrl: {_CACHED}, ampWebUrl: 1}}]\n"),
        Good(f"a: {_AMP}\n", schema={"properties": {"a": {"x-role": "amp-url"}}}),
    )
    bad = (
        Bad(
            f'ampWebUrl: ⟦"{_AMP}"⟧ # page\ntype: article\n',
            fixed=f'ampWebUrl: "{_AMP}" # page\ncdnAmpWebUrl: "{_CACHED}"\ntype: article\n',
            says="`ampWebUrl` has no `cdnAmpWebUrl` beside it",
        ),
        Bad(
            f"related:\n  - cdnAmpWebUrl: ⟦{_CACHED}⟧\n    type: article\n",
            fixed=f"related:\n  - ampWebUrl: {_AMP}\n    cdnAmpWebUrl: {_CACHED}\n"
            "    type: article\n",
            says="`cdnAmpWebUrl` has no `ampWebUrl` beside it",
        ),
        Bad(
            f"related: [{{ampWebUrl: ⟦'{_AMP}'⟧, type: article}}]\n",
            fixed=f"related: [{{ampWebUrl: '{_AMP}', cdnAmpWebUrl: '{_CACHED}', type: article}}]\n",
        ),
        Bad(
            "# both\ncdnAmpWebUrl: ⟦https://a-com.cdn.ampproject.org/v/s/a.com?amp_js_v=0.1⟧\n",
            fixed="# both\nampWebUrl: https://a.com\n"
            "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/v/s/a.com?amp_js_v=0.1\n",
        ),
        Bad(
            "cache: ⟦https://a-com.cdn.ampproject.org/c/s/a.com⟧\n",
            fixed="amp: https://a.com\ncache: https://a-com.cdn.ampproject.org/c/s/a.com\n",
            schema={
                "properties": {"amp": {"x-role": "amp-url"}, "cache": {"x-role": "amp-cache-url"}}
            },
        ),
        Bad("ampWebUrl: ⟦https://localhost/amp⟧\n", says="exists: its host has no dot"),
        Bad(f"ampWebUrl: ⟦{_CACHED}⟧\n", says="it is a cache address already"),
        Bad("ampWebUrl: ⟦https://faß.de/amp⟧\n"),
        Bad("cdnAmpWebUrl: ⟦https://b-com.cdn.ampproject.org/c/s/a.com⟧\n"),
        Bad("cdnAmpWebUrl: ⟦https://a.com/b⟧\n"),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link without its counterpart."""
        for role, other in (("amp-url", "amp-cache-url"), ("amp-cache-url", "amp-url")):
            found, keys = link_of(entry.field(role)), entry.shape.keys_by_role.get(other)
            if found is None or not keys or entry.owner.find(other) is not None:
                continue
            missing = _cache_address(found) if other == "amp-cache-url" else _page(entry, found)
            why = (
                "" if missing.reason is None else f", and no cache address exists: {missing.reason}"
            )
            yield found.field.finding(
                f"{quoted(found.field.key)} has no {quoted(keys[0])} beside it{why}",
                fix=_fix(found, keys[0], missing.text),
            )


def _cache_address(amp: Link) -> _Missing:
    reason = no_cache_reason(amp.text)
    if reason is not None:
        return _Missing(reason=reason)
    address = amp_cache.cache_address(amp.text)
    return _Missing(address.url if address.certain else None)


def _page(entry: Entry, cached: Link) -> _Missing:
    page = amp_cache.page_of(cached.text)
    if page is None or not is_cached_at(entry.owner, cached.text, page):
        return _Missing()
    return _Missing(page if amp_cache.cache_address(page).certain else None)


def _fix(found: Link, key: str, text: str | None) -> Fix | None:
    if text is None:
        return None
    # The schema lists the AMP page first.
    insert = insert_after if "amp-url" in found.field.roles else insert_before
    edits = insert(found.field.document, found.field.path, key, text)
    pointer = json_pointer((*found.field.path[:-1], key))
    return Fix(f"Insert {quoted(key)}", edits, Safety.SAFE, (pointer,)) if edits else None
