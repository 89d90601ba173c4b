"""SEC007: an initialisation vector that is used twice."""

from collections.abc import Iterator, Sequence

from linter.core.diagnostic import Finding, Severity
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, Good, SiteRule
from linter.rules.secured.silence import vector_fact
from linter.rules.shared.across_site import groups, shared_finding, stated_facts
from linter.schema.entries import Entry
from linter.site.facts import Fact, Place

_A = "ThGV3wIN5Z4NZaM6QnnxGA==;RrW3cyYbUsEwYP4TkwC3Kg=="
_B = "RrW3cyYbUsEwYP4TkwC3Kg==;RrW3cyYbUsEwYP4TkwC3Kg=="
_OTHER = f"---\ntitle: a\ntype: article\nwebUrl: https://a.com\nsecured: {_A}\n---\n"


class IvReused(SiteRule):
    """Two files share an initialisation vector.

    ## What it does
    Compares the initialisation vectors in `secured` across the site. SEC008 reports files that
    share the ciphertext as well.

    ## Why is this bad?
    In CBC mode, two texts that are encrypted with the same key and vector reveal how much of their
    beginning is equal (NIST SP 800-38A requires unpredictable vectors).

    ## Example
    A script that encrypts every article with the same vector. Generate a random one each time.
    """

    code = "SEC007"
    name = "iv-reused"
    severity = Severity.ERROR
    roles = frozenset({"secured"})
    silence = Silence(facts=vector_fact)

    good = (
        Good(f"secured: {_A}\n", files={"_news/b.md": _OTHER}),
        Good("secured: a;b\n", files={"_news/b.md": _OTHER}),
    )
    bad = (
        Bad(
            f"secured: ⟦{_B}⟧\n",
            says="also that of `_news/2020-01-01-b.md`",
            files={"_news/2020-01-01-b.md": _OTHER},
        ),
    )

    def collect(self, entry: Entry, context: Context) -> Iterator[Fact]:
        """Yield a digest of the vector."""
        yield from stated_facts(entry.fields(self.roles), vector_fact)

    def check_site(self, facts: Sequence[Fact]) -> Iterator[tuple[Place, Finding]]:
        """Yield a finding for each vector that several files use with different ciphertexts."""
        for group in groups(facts):
            if len({one.detail for one in group}) > 1:
                yield shared_finding(
                    group,
                    "the initialisation vector is also that of",
                    "Encrypt again with a new random vector.",
                )
