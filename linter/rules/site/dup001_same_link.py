"""DUP001: two files with the same link."""

from collections.abc import Iterator, Sequence

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, Good, SiteRule
from linter.rules.shared.across_site import fact, groups, shared_finding
from linter.rules.shared.fact_keys import longest_plain_run
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.links import link, page_key
from linter.rules.site.silence import link_fact
from linter.schema.entries import Entry
from linter.site.facts import Fact, Place

_OTHER = "---\ntitle: a\ntype: article\nwebUrl: https://www.pbs.org/newshour/a?b=c\n---\n"


class SameLink(SiteRule):
    """Two files of the site link to the same page.

    ## What it does
    Compares the web link and the original link of all files, as URL003 and URL004 would fix them.
    Related items are not compared.

    ## Why is this bad?
    The same story is listed twice.

    ## Example
    Two files with `webUrl: https://www.pbs.org/newshour/a`. Delete one of them.
    """

    code = "DUP001"
    name = "same-link"
    severity = Severity.WARNING
    roles = frozenset({"web-url", "original-url"})
    silence = LINK._replace(facts=link_fact, of_article=True)

    good = (
        Good("webUrl: https://www.pbs.org/newshour/a\n", files={"_news/b.md": _OTHER}),
        Good("webUrl: https://a.com/b\noriginalUrl: https://a.com/b\n", files={"_news/b.md": "-"}),
        Good(
            "related: [{webUrl: 'https://www.pbs.org/newshour/a?b=c'}]\n", files={"_a/b.md": _OTHER}
        ),
    )
    bad = (
        Bad(
            "webUrl: ⟦http://www.PBS.org/newshour/a?utm_source=x&b=c⟧\n",
            says="also the link of `_news/2020-01-01-b.md`",
            files={"_news/2020-01-01-b.md": _OTHER},
        ),
    )

    def collect(self, entry: Entry, context: Context) -> Iterator[Fact]:
        """Yield the links of the article itself."""
        if entry.is_article:
            for role in sorted(self.roles):
                found = link(entry, role)
                if found is not None:
                    needle = longest_plain_run(found.url.path) or found.url.host
                    yield fact(found.field, page_key(found.text), needle, found.field.key)

    def check_site(self, facts: Sequence[Fact]) -> Iterator[tuple[Place, Finding]]:
        """Yield a finding for each link that occurs in several files."""
        for group in groups(facts):
            key = quoted(group[-1].detail)
            yield shared_finding(group, f"{key} is also the link of", "Keep one of the files.")
