"""URL012: a provider's domain that is not a bare host."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.editing.scalar import rewrite
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.link_silence import DOMAIN
from linter.rules.shared.providers import usual_domain
from linter.schema.entries import Field


class ProviderDomainForm(FieldRule):
    """A provider's domain is not a bare host.

    ## What it does
    Reports a domain with a scheme, `www.`, a port, a path, upper case, whitespace around it or a
    final dot, and text that is not a host with a dot. `www.` is kept if the rest is a public suffix
    (`www.gov.uk`, see publicsuffix.org).

    ## Why is this bad?
    The site looks up the page and the logo of an organisation by exactly this text.

    ## Example
    ```yaml
    provider:
      domain: https://www.WSJ.com/
    ```
    Use instead:
    ```yaml
    provider:
      domain: wsj.com
    ```

    ## Fix safety
    Safe: the fix writes the host that the text names. Text that names no host is only reported.
    """

    code = "URL012"
    name = "provider-domain-form"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE})
    roles = frozenset({"provider-domain"})
    silence = Silence((DOMAIN,))

    good = (
        Good("provider: {domain: wsj.com}\nrelated: [{provider: {domain: news.bbc.co.uk}}]\n"),
        Good("provider: {domain: www.gov.uk}\n"),
        Good("provider: {domain: bücher.example}\n"),
        Good("provider: {domain: 12, publishers: [{domain: [a]}]}\n"),
    )
    bad = (
        Bad(
            'provider:\n  domain: ⟦"https://www.wsj.com/news?a"⟧ # host\n',
            fixed='provider:\n  domain: "wsj.com" # host\n',
            says="`domain` is `https://www.wsj.com/news?a`, expected `wsj.com`",
        ),
        Bad("provider: {domain: ⟦www.wsj.com⟧}\n", fixed="provider: {domain: wsj.com}\n"),
        Bad(
            "related:\n  - provider:\n      domain: ⟦WSJ.com⟧\n",
            fixed="related:\n  - provider:\n      domain: wsj.com\n",
        ),
        Bad("provider: {domain: ⟦wsj.com.⟧}\n", fixed="provider: {domain: wsj.com}\n"),
        Bad("provider: {domain: ⟦wsj.com/⟧}\n", fixed="provider: {domain: wsj.com}\n"),
        Bad("provider: {domain: ⟦//wsj.com:443⟧}\n", fixed="provider: {domain: wsj.com}\n"),
        Bad("provider: {domain: ⟦' wsj.com '⟧}\n", fixed="provider: {domain: 'wsj.com'}\n"),
        Bad("provider: {domain: ⟦WWW.gov.uk⟧}\n", fixed="provider: {domain: www.gov.uk}\n"),
        Bad(
            "provider: {publishers: [{domain: ⟦www.stanford.edu⟧}]}\n",
            fixed="provider: {publishers: [{domain: stanford.edu}]}\n",
        ),
        Bad("provider: {domain: ⟦Microsoft⟧}\n", says="expected a host such as `example.com`"),
        Bad("provider: {domain: ⟦wsj com⟧}\n"),
        Bad("provider: {domain: ⟦info@wsj.com⟧}\n"),
        Bad("provider: {domain: ⟦''⟧}\n"),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the domain."""
        if not isinstance(field.value, str):
            return
        usual = usual_domain(field.value)
        if usual is None:
            yield field.finding(
                f"{quoted(field.key)} is {quoted(field.value)}, expected a host such as"
                " `example.com`"
            )
        elif usual != field.value:
            edits = rewrite(field.document, field.path, usual)
            title = f"Write {quoted(usual)}"
            yield field.finding(
                f"{quoted(field.key)} is {quoted(field.value)}, expected {quoted(usual)}",
                fix=Fix(title, edits, Safety.SAFE, (field.pointer,)) if edits else None,
            )
