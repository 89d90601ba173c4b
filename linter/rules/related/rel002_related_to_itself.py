"""REL002: a related item that is the article itself."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.related.items import label, links_to_own_page
from linter.rules.related.silence import pages_differ
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.link_silence import LINK_ROLES
from linter.schema.entries import Entry

_URL = "https://www.wsj.com/articles/amazon"
_AMP = "https://www.wsj.com/amp/articles/amazon"


class RelatedToItself(EntryRule):
    """A related item links to the article's own page.

    ## What it does
    Reports related items that link to the page of the article or to its AMP page. Links are
    compared as other rules would fix them: without tracking parameters, and `http` like `https`. If
    only the article's own link does not match its provider, it is reported instead.

    ## Why is this bad?
    Below the article, apps offer the page that the reader has just read.

    ## Example
    ```yaml
    webUrl: https://www.wsj.com/articles/amazon-suspends-police-use
    related:
      - webUrl: https://www.wsj.com/articles/amazon-suspends-police-use
    ```
    Use instead a link to another report, or remove the item and lower `heat` by 10.
    """

    code = "REL002"
    name = "related-to-itself"
    severity = Severity.ERROR
    roles = frozenset({"related"})
    silence = LINK._replace(roles=LINK_ROLES, holds=pages_differ)

    good = (
        Good(f"webUrl: {_URL}\nrelated: [{{webUrl: '{_URL}-bans'}}, {{webUrl: 1}}, {{}}]\n"),
        Good("webUrl: a b\nrelated: [{webUrl: a b}]\n"),
        Good(f"related: [{{webUrl: '{_URL}'}}]\n"),
        # The item's page is its web link.
        Good(f"webUrl: {_URL}\nrelated: [{{webUrl: '{_URL}/2', originalUrl: '{_URL}'}}]\n"),
    )
    bad = (
        Bad(
            f"webUrl: {_URL}\nrelated:\n  - webUrl: ⟦http://www.WSJ.com/articles/amazon#a⟧\n",
            says="`webUrl` of item 1 of `related` is the article's own page",
        ),
        Bad(f"webUrl: {_URL}\nrelated:\n  - webUrl: ⟦{_URL}⟧\n"),
        Bad(f"originalUrl: {_URL}\nrelated: [{{originalUrl: ⟦'{_URL}?utm_source=x'⟧}}]\n"),
        Bad(f"webUrl: {_URL}\nampWebUrl: {_AMP}\nrelated: [{{}}, {{webUrl: ⟦'{_AMP}'⟧}}]\n"),
        Bad(
            "webUrl: ⟦https://www.pbs.org/a⟧\ntype: article\nprovider: {domain: wsj.com}\n"
            "related:\n  - webUrl: https://www.pbs.org/a\n    type: article\n"
            "    provider: {domain: pbs.org}\n",
            says="`webUrl` is the page of item 1 of `related`, not of the article",
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the wrong link."""
        for duplicate in links_to_own_page(entry):
            key = quoted(duplicate.link.field.key)
            if duplicate.item.path == entry.owner.path:
                message = (
                    f"{key} is the page of {label(duplicate.other)}, not of {label(duplicate.item)}"
                )
            else:
                message = f"{key} of {label(duplicate.item)} is {label(duplicate.other)}'s own page"
            yield duplicate.link.field.finding(
                message,
                related=(
                    Related(
                        f"the page of {label(duplicate.other)}", duplicate.other_link.field.span
                    ),
                ),
            )
