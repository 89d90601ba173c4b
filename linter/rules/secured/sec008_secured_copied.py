"""SEC008: a ciphertext that occurs in two files."""

from collections.abc import Iterator, Sequence

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, Good, SiteRule
from linter.rules.secured.silence import ciphertext_fact
from linter.rules.shared.across_site import groups, shared_finding, stated_facts
from linter.schema.entries import Entry
from linter.site.facts import Fact, Place

_A = "ThGV3wIN5Z4NZaM6QnnxGA==;RrW3cyYbUsEwYP4TkwC3Kg=="
_OTHER = f"---\ntitle: a\ntype: article\nwebUrl: https://a.com\nsecured: {_A}\n---\n"


class SecuredCopied(SiteRule):
    """Two files share a ciphertext.

    ## What it does
    Compares the ciphertexts in `secured` across the site.

    ## Why is this bad?
    The value was copied from another article and decrypts to the secret of that article.

    ## Example
    An article that was created by copying a file. Encrypt its own secret.
    """

    code = "SEC008"
    name = "secured-copied"
    severity = Severity.ERROR
    roles = frozenset({"secured"})
    silence = Silence(facts=ciphertext_fact)

    good = (Good(f"secured: RrW3cyYbUsEwYP4TkwC3Kg==;{_A[25:]}\n", files={"_news/b.md": _OTHER}),)
    bad = (
        Bad(
            f"secured: ⟦{_A}⟧\n",
            says="also that of `_news/2020-01-01-b.md`",
            files={"_news/2020-01-01-b.md": _OTHER},
        ),
    )

    def collect(self, entry: Entry, context: Context) -> Iterator[Fact]:
        """Yield a digest of the ciphertext."""
        yield from stated_facts(entry.fields(self.roles), ciphertext_fact)

    def check_site(self, facts: Sequence[Fact]) -> Iterator[tuple[Place, Finding]]:
        """Yield a finding for each ciphertext that occurs in several files."""
        for group in groups(facts):
            yield shared_finding(
                group, "the ciphertext is also that of", "Encrypt what belongs to this article."
            )
