"""NET004: an AMP page that belongs to another web page."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.net.destinations import is_fallback, is_home, web_link
from linter.rules.net.pages import same_page
from linter.schema.entries import Entry
from linter.web.answers import Answer, Page, Redirect, Wanted

_WEB, _AMP, _OTHER = "https://a.com/b", "https://a.com/b/amp", "https://a.com/c"
_PAIR = f"webUrl: {_WEB}\nampWebUrl: {{}}\n"


def _of(canonical: str) -> Answer:
    return Answer(page=Page(canonical=canonical))


class CanonicalMismatch(EntryRule):
    """The AMP page belongs to another web page.

    ## What it does
    Compares the web page with `<link rel="canonical">` in the head of the AMP page beside it. An
    address that the web page is redirected to, or that it names as its own canonical one, is the
    same page. Where the answer of either is not known, nothing is compared.

    ## Why is this bad?
    Readers of the AMP page get another article.

    ## Example
    `webUrl: https://example.com/a` beside an AMP page with
    `<link rel="canonical" href="https://example.com/b">`.
    """

    code = "NET004"
    name = "canonical-mismatch"
    severity = Severity.WARNING
    needs_web = True
    roles = frozenset({"amp-url"})
    yields_to = ("NET001", "NET002", "NET003", "URL")

    good = (
        Good(_PAIR.format(_AMP), web={_AMP: _of(_WEB), _WEB: Answer()}),
        Good(_PAIR.format(_AMP), web={_AMP: _of("http://www.a.com/b/"), _WEB: Answer()}),
        Good(_PAIR.format(_AMP), web={_AMP: _of(""), _WEB: Answer()}),
        Good(_PAIR.format(_AMP), web={_AMP: _of(_OTHER)}),
        Good(_PAIR.format(_AMP), web={_AMP: _of("https://a.com/"), _WEB: Answer()}),
        Good(_PAIR.format(_AMP), web={_AMP: _of(_OTHER), _WEB: _of(_OTHER)}),
        Good(
            _PAIR.format(_AMP),
            web={_AMP: _of(_OTHER), _WEB: Answer(redirects=(Redirect(302, _OTHER),))},
        ),
        Good(
            _PAIR.format(_AMP),
            web={
                _AMP: _of(_OTHER)._replace(redirects=(Redirect(302, "https://a.com/login"),)),
                _WEB: Answer(),
            },
        ),
    )
    bad = (
        Bad(
            _PAIR.format(f"⟦{_AMP}⟧"),
            says=f"`ampWebUrl` is an AMP page of `{_OTHER}`, not of `webUrl`",
            web={_AMP: _of(_OTHER), _WEB: Answer()},
        ),
        Bad(
            f"related: [{{webUrl: '{_WEB}', ampWebUrl: ⟦'{_AMP}'⟧}}]\n",
            web={_AMP: _of(_OTHER), _WEB: _of(_WEB)},
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the AMP page."""
        amp = web_link(entry.field("amp-url"), context)
        web = web_link(entry.owner.find("web-url"), context)
        if amp is None or web is None:
            return
        of_amp = context.answer(amp.text, Wanted.PAGE)
        of_web = context.answer(web.text, Wanted.PAGE)
        if of_amp is None or of_web is None or of_amp.page is None or of_web.is_dead:
            return
        canonical = of_amp.page.canonical
        if not canonical or is_home(canonical) or is_fallback(amp.text, of_amp.url(amp.text)):
            return
        own = of_web.page.canonical if of_web.page else ""
        if any(same_page(canonical, each) for each in (web.text, of_web.url(web.text), own)):
            return
        yield amp.field.finding(
            f"{quoted(amp.field.key)} is an AMP page of {quoted(canonical, limit=200)}, not of"
            f" {quoted(web.field.key)}",
            related=(Related("the page that it should be of", web.field.span),),
        )
