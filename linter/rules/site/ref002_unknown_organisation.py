"""REF002: a publisher without a file in the site."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.schema.entries import Field

_SITE = {"_data/organizations/pbs.org.md": "---\nname: PBS\ndomain: pbs.org\n---\n"}


class UnknownOrganisation(FieldRule):
    """A publisher has no file in the site.

    ## What it does
    Looks for the provider's domain in the files of `_data/organizations/`.

    ## Why is this bad?
    Pages that show the publisher's logo have none. Many sites have files for some publishers only,
    so the rule is off by default.

    ## Example
    ```yaml
    provider:
      name: PBS
      domain: pbs.org
    ```
    when no file has the domain `pbs.org`. Add one.
    """

    code = "REF002"
    name = "unknown-organisation"
    severity = Severity.WARNING
    needs_site = True
    default = False
    roles = frozenset({"provider-domain"})
    # A wrong domain does not need a file.
    yields_to = ("URL009", "URL012")

    good = (
        Good("provider: {name: PBS, domain: pbs.org}\n", files=_SITE),
        Good("provider: {name: a, domain: a.com}\n", files={"a": ""}),
    )
    bad = (
        Bad(
            "provider: {name: a, domain: ⟦a.com⟧}\n",
            says="no organisation file for `a.com`",
            files=_SITE,
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the domain."""
        index = context.site.index if context.site is not None else None
        if index is None or not index.organisations or index.problems:
            return
        if isinstance(field.value, str) and field.value not in index.organisations:
            yield field.finding(f"the site has no organisation file for {quoted(field.value)}")
