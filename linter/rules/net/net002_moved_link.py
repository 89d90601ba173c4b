"""NET002: a link to a page that has moved for good."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.net.destinations import AnsweredLink, answered_link, is_fallback
from linter.rules.net.pages import write_link
from linter.rules.shared.links import page_key, tidy
from linter.schema.entries import Entry
from linter.schema.roles import LINKS
from linter.web import urls
from linter.web.answers import Answer, Redirect, Verdict, Wanted
from linter.web.hosts import same_site

_PERMANENT = frozenset({301, 308})

_OLD, _NEW = "https://a.com/b", "https://a.com/2020/b"
_MOVED = Answer(redirects=(Redirect(301, "https://www.a.com/b"), Redirect(308, _NEW)))


def _to(url: str, status: int = 301) -> Answer:
    return Answer(redirects=(Redirect(status, url),))


class MovedLink(EntryRule):
    """A link leads to a page that has moved for good.

    ## What it does
    Reports links that are redirected by 301 or 308, and by nothing else, to a page that is there.
    A redirect to a home page, a folder above, a log-in, a form for consent or an error page is not
    reported: servers send there what they do not have. Neither is one that only adds or removes
    tracking parameters, or changes `http` to `https`, which URL002 reports.

    ## Why is this bad?
    Each redirect costs readers time, and one day it is switched off.

    ## Example
    ```yaml
    webUrl: https://example.com/old
    ```
    Use instead, if that is where the server sends readers:
    ```yaml
    webUrl: https://example.com/2020/new
    ```

    ## Fix safety
    Unsafe: the fix writes the last address of the redirects, and what the page there holds is not
    compared. With an AMP page it changes the cache address too. There is no fix for a page that has
    moved to the site of somebody else.
    """

    code = "NET002"
    name = "moved-link"
    severity = Severity.WARNING
    needs_web = True
    fixes = frozenset({Safety.UNSAFE})
    yields_to = ("URL002", "URL003", "URL004")
    roles = LINKS

    good = (
        Good(f"webUrl: {_OLD}\n", web={_OLD: Answer()}),
        Good(f"webUrl: {_OLD}\n", web={_OLD: _to(_NEW, 302)}),
        Good(
            f"webUrl: {_OLD}\n",
            web={_OLD: Answer(redirects=(Redirect(301, "https://a.com/c"), Redirect(302, _NEW)))},
        ),
        Good(f"webUrl: {_OLD}\n", web={_OLD: _to("https://a.com/")}),
        Good(f"webUrl: {_OLD}\n", web={_OLD: _to("https://a.com/en/")}),
        Good(f"webUrl: {_OLD}\n", web={_OLD: _to("https://a.com/login?next=/b")}),
        Good(f"webUrl: {_OLD}\n", web={_OLD: _to("https://consent.a.com/x")}),
        Good(f"webUrl: {_NEW}\n", web={_NEW: _to("https://a.com/2020/")}),
        Good(
            "webUrl: https://[2606:4700::1]/a/b\n",
            web={"https://[2606:4700::1]/a/b": _to("https://[2606:4700::1]/a/")},
        ),
        Good(f"webUrl: {_OLD}\n", web={_OLD: _to(f"{_OLD}?utm_source=x")}),
        Good(f"webUrl: {_OLD}\n", web={_OLD: _to("http://a.com/c")}),
        Good(
            f"webUrl: {_OLD}\n",
            web={_OLD: Answer(Verdict.GONE, "404", (Redirect(301, _NEW),))},
        ),
    )
    bad = (
        Bad(
            f"webUrl: ⟦{_OLD}⟧\n",
            fixed=f"webUrl: {_NEW}\n",
            says=f"`webUrl` has moved to `{_NEW}`",
            web={_OLD: _MOVED},
        ),
        Bad(
            f"related: [{{originalUrl: ⟦'{_OLD}'⟧}}]\n",
            fixed=f"related: [{{originalUrl: '{_NEW}'}}]\n",
            web={_OLD: _to(f"{_NEW}?fbclid=1")},
        ),
        Bad(f"webUrl: ⟦{_OLD}⟧\n", web={_OLD: _to("https://b.com/b")}),
        Bad(
            f"webUrl: ⟦{_OLD}#a⟧\n",
            fixed=f"webUrl: {_NEW}#a\n",
            web={f"{_OLD}#a": _to(_NEW)},
        ),
        Bad(
            f"ampWebUrl: ⟦{_OLD}⟧\ncdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/b\n",
            fixed=f"ampWebUrl: {_NEW}\n"
            "cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/2020/b\n",
            web={_OLD: _to(_NEW)},
        ),
        Bad(
            f"ampWebUrl: ⟦{_OLD}⟧\ncdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/c\n",
            web={_OLD: _to(_NEW)},
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at each link that has moved."""
        for field in entry.fields(LINKS):
            found = answered_link(field, context, Wanted.LINK)
            target = None if found is None else _new_url(found)
            if found is not None and target is not None:
                is_own = same_site(found.link.url.host, _host(target))
                yield field.finding(
                    f"{quoted(field.key)} has moved to {quoted(target, limit=200)}",
                    fix=write_link(entry.owner, found.link, target) if is_own else None,
                )


def _new_url(found: AnsweredLink) -> str | None:
    """Return where a page has moved to for good; None if it has not."""
    link, answer = found
    statuses = {each.status for each in answer.redirects}
    if answer.is_dead or not statuses or not statuses <= _PERMANENT:
        return None
    target = tidy(found.end)
    # Browsers take the fragment along (RFC 9110, 10.2.2).
    if link.url.fragment is not None:
        target += f"#{link.url.fragment}"
    is_same = page_key(target) == page_key(link.text)
    if is_same or not target.startswith("https://") or is_fallback(link.text, target):
        return None
    return target


def _host(url: str) -> str:
    parsed = urls.parse(url)
    return "" if parsed is None else parsed.host
