"""URL003: a link that is not in normal form."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.editing.scalar import rewrite
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good, Where
from linter.rules.shared.link_patterns import in_usual_form
from linter.rules.shared.links import Link, link_of
from linter.schema.entries import Field
from linter.schema.roles import URLS
from linter.web import urls
from linter.web.normal_form import escape_non_ascii, normalise


class DenormalisedUrl(FieldRule):
    """A link is not in its usual form.

    ## What it does
    Reports a scheme or host in upper case, the default port of the scheme, dot segments (`/../`),
    and non-ASCII characters after the host.

    ## Why is this bad?
    Browsers normalise such links, but not every program that compares or splits links does: the
    same page is listed twice, and some apps cannot open it.

    ## Example
    ```yaml
    webUrl: https://WWW.WSJ.com:443/news/../articles/café
    ```
    Use instead:
    ```yaml
    webUrl: https://www.wsj.com/articles/caf%C3%A9
    ```

    ## Fix safety
    Safe: the fix writes the address that browsers request, and changes nothing else (RFC 3986,
    section 6.2).
    """

    code = "URL003"
    name = "denormalised-url"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = URLS

    good = (
        Good("webUrl: https://a.com/B//c/.d/%c3%a9?E=/../f\noriginalUrl: https://a.com\n"),
        Good("webUrl: https://bücher.example:8443/a\nimages: [{url: /assets/é/../a.jpg}]\n"),
        # Other rules report these.
        Good("webUrl: HTTPS://A b\noriginalUrl: HTTP://a.com/\n"),
    )
    bad = (
        Bad(
            "webUrl: ⟦https://WWW.Wsj.com/A⟧ # page\n",
            fixed="webUrl: https://www.wsj.com/A # page\n",
            says="`webUrl` has upper case in its host",
        ),
        Bad(
            "webUrl: ⟦'HTTPS://a.com:443/b'⟧\n",
            fixed="webUrl: 'https://a.com/b'\n",
            says="has upper case in its scheme and the default port; its usual form is `https:",
        ),
        Bad(
            'related:\n  - webUrl: ⟦"https://a.com/b/../c/é?ü"⟧\n',
            fixed='related:\n  - webUrl: "https://a.com/c/%C3%A9?%C3%BC"\n',
            says="has dot segments and characters that are not ASCII;",
        ),
        Bad("images: [{url: ⟦http://A.com/⟧}]\n", fixed="images: [{url: http://a.com/}]\n"),
        Bad("webUrl: ⟦https://a.com:/b⟧\n", fixed="webUrl: https://a.com/b\n", says="empty port"),
        Bad(
            "ampWebUrl: ⟦https://A.com:443/b⟧\n"
            "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/b\n",
            fixed="ampWebUrl: https://a.com/b\n"
            "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/b\n",
        ),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about links in their usual form."""
        return in_usual_form(where.roles)

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link."""
        found = link_of(field)
        if found is None:
            return
        usual = normalise(found.text)
        # URL002 replaces the scheme `http`, in upper case too.
        if found.url.scheme == "http" and usual == f"http{found.text[4:]}":
            return
        if usual == found.text:
            return
        edits = rewrite(field.document, field.path, usual)
        fix = Fix("Write the usual form", edits, Safety.SAFE, (field.pointer,)) if edits else None
        yield field.finding(
            f"{quoted(field.key)} has {' and '.join(_oddities(found, usual))}; its usual form is"
            f" {quoted(usual)}",
            fix=fix,
        )


def _oddities(found: Link, usual: str) -> Iterator[str]:
    scheme, authority = found.url.scheme, found.url.authority
    if not found.text.startswith(scheme):
        yield "upper case in its scheme"
    host = authority.rpartition("@")[2]
    as_usual = urls.parse(usual) or found.url
    if authority.endswith(":"):
        yield "an empty port"
    elif found.url.port != as_usual.port:
        yield "the default port"
    if host.lower() != host:
        yield "upper case in its host"
    if escape_non_ascii(found.url.path) != as_usual.path:
        yield "dot segments"
    if not found.text[len(scheme) + len("://") + len(authority) :].isascii():
        yield "characters that are not ASCII"
