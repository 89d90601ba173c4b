"""REF003: a publisher whose name differs from its file."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.editing.scalar import rewrite
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.schema.entries import Entry

_SITE = {"_data/organizations/pbs.org.md": "---\nname: PBS\ndomain: pbs.org\n---\n"}


class OrganisationName(EntryRule):
    """A publisher's name differs from the one in its file.

    ## What it does
    Compares the provider's name with the name in the file of `_data/organizations/` for its domain.

    ## Why is this bad?
    Lists by publisher show the same publisher under two names. A brand of the same company is
    legitimate (Microsoft Learn at microsoft.com), so the rule is off by default.

    ## Example
    ```yaml
    provider:
      name: P.B.S.
      domain: pbs.org
    ```
    Use instead:
    ```yaml
    provider:
      name: PBS
      domain: pbs.org
    ```

    ## Fix safety
    Unsafe: the fix writes the name of the organisation's file.
    """

    code = "REF003"
    name = "organisation-name"
    severity = Severity.WARNING
    needs_site = True
    default = False
    fixes = frozenset({Safety.UNSAFE})
    roles = frozenset({"provider-name"})

    good = (
        Good("provider: {name: PBS, domain: pbs.org}\n", files=_SITE),
        Good("provider: {name: a, domain: a.com}\n", files=_SITE),
    )
    bad = (
        Bad(
            "provider:\n  name: ⟦P.B.S.⟧\n  domain: pbs.org\n",
            fixed="provider:\n  name: PBS\n  domain: pbs.org\n",
            says="`name` is `P.B.S.`, but the file about `pbs.org` says `PBS`",
            files=_SITE,
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the name."""
        name, domain = entry.field("provider-name"), entry.field("provider-domain")
        if context.site is None or name is None or domain is None:
            return
        known = context.site.index.organisations.get(str(domain.value))
        if known and isinstance(name.value, str) and name.value != known:
            edits = rewrite(name.document, name.path, known)
            yield name.finding(
                f"{quoted(name.key)} is {quoted(name.value)}, but the file about"
                f" {quoted(domain.value)} says {quoted(known)}",
                fix=Fix(f"Write {quoted(known)}", edits, Safety.UNSAFE, (name.pointer,))
                if edits
                else None,
            )
