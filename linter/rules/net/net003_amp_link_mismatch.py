"""NET003: an AMP page that is not the one which the web page names."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Safety, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.net.destinations import is_fallback, web_link
from linter.rules.net.pages import same_page, write_link
from linter.rules.shared.links import tidy
from linter.schema.entries import Entry
from linter.web.answers import Answer, Page, Redirect, Wanted

_WEB, _AMP = "https://a.com/b", "https://a.com/b/amp"
_PAIR = f"webUrl: {_WEB}\nampWebUrl: {{}}\n"


def _naming(amp: str, canonical: str = "") -> Answer:
    return Answer(page=Page(amp=amp, canonical=canonical))


class AmpLinkMismatch(EntryRule):
    """The AMP page is not the one that the web page names.

    ## What it does
    Compares the AMP page with `<link rel="amphtml">` in the head of the web page beside it. A page
    that names none, or that is another one by its own `<link rel="canonical">`, is not compared.

    ## Why is this bad?
    The AMP page is another article, or its address is no longer used.

    ## Example
    ```yaml
    webUrl: https://example.com/a
    ampWebUrl: https://example.com/a/amp-old
    ```
    Use instead, if the page has `<link rel="amphtml" href="/a/amp">`:
    ```yaml
    webUrl: https://example.com/a
    ampWebUrl: https://example.com/a/amp
    ```

    ## Fix safety
    Unsafe: the fix writes what the page names, and the AMP pages are not compared. It changes the
    cache address too. There is no fix that would write `http` for `https`.
    """

    code = "NET003"
    name = "amp-link-mismatch"
    severity = Severity.WARNING
    needs_web = True
    fixes = frozenset({Safety.UNSAFE})
    roles = frozenset({"amp-url"})
    yields_to = ("NET002", "URL")

    good = (
        Good(_PAIR.format(_AMP), web={_WEB: _naming(_AMP)}),
        Good(_PAIR.format(_AMP), web={_WEB: _naming(f"{_AMP}/")}),
        Good(_PAIR.format(_AMP), web={_WEB: _naming("")}),
        Good(_PAIR.format(_AMP), web={_WEB: Answer()}),
        Good(_PAIR.format(_AMP), web={}),
        Good(_PAIR.format(_AMP), web={_WEB: _naming("https://a.com/c/amp", "https://a.com/c")}),
        Good(
            _PAIR.format(_AMP),
            web={
                _WEB: _naming("https://a.com/amp")._replace(
                    redirects=(Redirect(302, "https://a.com/"),)
                )
            },
        ),
        Good(
            _PAIR.format(_AMP),
            web={_WEB: _naming("https://a.com/c"), _AMP: Answer(redirects=(Redirect(302, "https://a.com/c"),))},
        ),
        Good(f"ampWebUrl: {_AMP}\n", web={_WEB: _naming("https://a.com/c")}),
    )  # fmt: skip
    bad = (
        Bad(
            _PAIR.format(f"⟦{_AMP}-old⟧"),
            fixed=_PAIR.format(_AMP),
            says=f"`ampWebUrl` is not the AMP page that `webUrl` names, `{_AMP}`",
            web={_WEB: _naming(_AMP, _WEB)},
        ),
        Bad(
            _PAIR.format(f"⟦{_AMP}-old⟧")
            + "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/b/amp-old\n",
            fixed=_PAIR.format(_AMP)
            + "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/b/amp\n",
            web={_WEB: _naming(_AMP)},
        ),
        Bad(
            f"related: [{{webUrl: '{_WEB}', ampWebUrl: ⟦'{_AMP}-old'⟧}}]\n",
            fixed=f"related: [{{webUrl: '{_WEB}', ampWebUrl: '{_AMP}'}}]\n",
            web={_WEB: _naming(_AMP)},
        ),
        Bad(_PAIR.format(f"⟦{_AMP}⟧"), web={_WEB: _naming("http://a.com/amp")}),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the AMP page."""
        item = entry.owner
        amp = web_link(entry.field("amp-url"), context)
        web = web_link(item.find("web-url"), context)
        if amp is None or web is None:
            return
        named = _named(web.text, context.answer(web.text, Wanted.PAGE))
        if named is None or same_page(named, amp.text):
            return
        answer = context.answer(amp.text, Wanted.PAGE)
        if answer is not None and same_page(named, answer.url(amp.text)):
            return
        target = tidy(named)
        is_worse = amp.url.scheme == "https" and not target.startswith("https:")
        yield amp.field.finding(
            f"{quoted(amp.field.key)} is not the AMP page that {quoted(web.field.key)} names,"
            f" {quoted(target, limit=200)}",
            fix=None if is_worse else write_link(item, amp, target),
            related=(Related("the page that names another one", web.field.span),),
        )


def _named(asked: str, answer: Answer | None) -> str | None:
    """Return the AMP page that the page at an address names; None if that is not to be trusted."""
    if answer is None or answer.page is None or not answer.page.amp:
        return None
    end, canonical = answer.url(asked), answer.page.canonical
    if is_fallback(asked, end):
        return None
    if canonical and not (same_page(canonical, asked) or same_page(canonical, end)):
        return None
    return answer.page.amp
