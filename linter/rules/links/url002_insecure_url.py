"""URL002: a link without TLS."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.text import Edit
from linter.editing.scalar import part_span, rewrite
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.shared.amp import pair_fault
from linter.rules.shared.link_patterns import HTTP
from linter.rules.shared.links import Link, link, link_of
from linter.schema.entries import Entry, Field
from linter.schema.roles import URLS
from linter.web.amp_cache import schemes_disagree

_AMP = "https://a.com/amp"
_PAIR = "ampWebUrl: {}\ncdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/{}\n"


class InsecureUrl(EntryRule):
    """A link begins with `http:`.

    ## What it does
    Reports links that begin with `http:`. An AMP page whose scheme contradicts its cache address is
    ignored; `amp-cache-mismatch` reports it.

    ## Why is this bad?
    Apps on current phones refuse such pages and pictures, or show a warning instead.

    ## Example
    ```yaml
    webUrl: http://cherwell.org/2021/05/07/power-apps/
    ```
    Use instead:
    ```yaml
    webUrl: https://cherwell.org/2021/05/07/power-apps/
    ```

    ## Fix safety
    Unsafe: the fix writes `https`, which nearly all servers support, but not every one. The fix
    changes an AMP page and its cache address together. There is no fix for a link with an explicit
    port.
    """

    code = "URL002"
    name = "insecure-url"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = URLS
    silence = Silence(suspects=(HTTP,))

    good = (
        Good("webUrl: https://a.com/http://b\nimages: [{url: /http:/a.jpg}]\n"),
        Good("webUrl: http://a b\n"),
        Good(_PAIR.format("http://a.com/amp", "s/a.com/amp")),
    )
    bad = (
        Bad(
            "webUrl: ⟦http⟧://a.com/b\n",
            fixed="webUrl: https://a.com/b\n",
            says="`webUrl` begins with `http:`, expected `https:`",
        ),
        Bad(
            'related:\n  - title: a\n    originalUrl: "⟦HTTP⟧://a.com/b" # found\n',
            fixed='related:\n  - title: a\n    originalUrl: "https://a.com/b" # found\n',
        ),
        Bad(
            "provider:\n  images: [{url: '⟦http⟧://a.com/b.jpg'}]\n",
            fixed="provider:\n  images: [{url: 'https://a.com/b.jpg'}]\n",
        ),
        Bad("webUrl: ⟦http⟧://a.com:8080/b\n"),
        Bad(
            _PAIR.format("⟦http⟧://a.com/amp", "a.com/amp"),
            fixed=_PAIR.format("https://a.com/amp", "s/a.com/amp"),
        ),
        Bad("ampWebUrl: ⟦http⟧://a.com/amp\n"),
        Bad(
            f"ampWebUrl: {_AMP}\ncdnAmpWebUrl: ⟦http⟧://a-com.cdn.ampproject.org/c/s/a.com/amp\n",
            fixed=f"ampWebUrl: {_AMP}\n"
            "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/amp\n",
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the scheme of each `http:` link."""
        for field in entry.fields(URLS):
            found = link_of(field)
            if found is None or found.url.scheme != "http":
                continue
            cached = link(entry.owner, "amp-cache-url") if "amp-url" in field.roles else None
            if cached is not None and schemes_disagree(cached.text, found.text):
                continue
            yield field.finding(
                f"{quoted(field.key)} begins with {quoted(found.text[:5])}, expected `https:`",
                span=part_span(field.document, field.path, 0, len("http")),
                fix=_fix(entry.owner, found, cached),
            )


def _fix(item: Entry, found: Link, cached: Link | None) -> Fix | None:
    if found.url.port is not None:
        return None
    edits = _write(found.field, f"https{found.text[4:]}")
    changes = [found.field.pointer]
    if "amp-url" in found.field.roles:
        # The cache address names the scheme, so neither can change alone.
        if cached is None or pair_fault(item) is not None:
            return None
        edits += _write(cached.field, _of_secure_page(cached))
        changes.append(cached.field.pointer)
    return Fix("Write `https`", edits, Safety.UNSAFE, tuple(changes)) if edits else None


def _of_secure_page(cached: Link) -> str:
    """Return the cache address of the same page, but with the scheme `https`."""
    end = len(cached.url.scheme) + len("://") + len(cached.url.authority) + len("/c/")
    return f"{cached.text[:end]}s/{cached.text[end:]}"


def _write(field: Field, text: str) -> tuple[Edit, ...]:
    return rewrite(field.document, field.path, text) or ()
