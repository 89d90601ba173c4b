"""NET007: a page that is not there, although its server answers that it is."""

import re
from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.net.destinations import answered_link, is_home
from linter.schema.entries import Field
from linter.schema.roles import LINKS
from linter.web.answers import Answer, Page, Redirect, Verdict, Wanted

_NOT_FOUND = lazy_pattern(
    r"(?:error )?(?:404|410)(?![\w.,])|(?:(?:page|article|story|content|file) )?not found\b"
    r"|(?:page|article|story|content) (?:is )?(?:unavailable|no longer available)"
    r"|(?:page|article|story|content) (?:does not|doesn.t|no longer) exists?\b"
    r"|(?:seite )?nicht gefunden|página no encontrada|page introuvable|pagina non trovata",
    re.IGNORECASE,
)
_LONGEST = 80

_URL = "https://a.com/b"


def _titled(title: str) -> Answer:
    return Answer(page=Page(title=title))


class Soft404(FieldRule):
    """A page is not there, although its server answers that it is.

    ## What it does
    Reports links to a page whose title begins with such words as "Page not found" or "404", and
    links that are redirected to a home page. Both are guesses, so that the rule is off unless it is
    selected.

    ## Why is this bad?
    Readers do not get the article.

    ## Example
    `webUrl: https://example.com/deleted`, which the server redirects to `https://example.com/`.
    """

    code = "NET007"
    name = "soft-404"
    severity = Severity.WARNING
    default = False
    needs_web = True
    roles = LINKS

    good = (
        Good(f"webUrl: {_URL}\n", web={_URL: _titled("Bug bounty: 404 found")}),
        Good(f"webUrl: {_URL}\n", web={_URL: _titled("404.000 people")}),
        Good(f"webUrl: {_URL}\n", web={_URL: _titled("What was lost is not found again " * 3)}),
        Good(f"webUrl: {_URL}\n", web={_URL: Answer()}),
        Good(f"webUrl: {_URL}\n", web={}),
        Good(f"webUrl: {_URL}\n", web={_URL: Answer(Verdict.GONE, page=Page(title="404"))}),
        Good(
            "webUrl: https://a.com/\n",
            web={"https://a.com/": Answer(redirects=(Redirect(302, "https://a.com/en/"),))},
        ),
    )
    bad = (
        Bad(
            f"webUrl: ⟦{_URL}⟧\n",
            says="the page at `webUrl` is called `404 - A`",
            web={_URL: _titled("404 - A")},
        ),
        Bad(f"webUrl: ⟦{_URL}⟧\n", web={_URL: _titled("Page not found | A")}),
        Bad(f"webUrl: ⟦{_URL}⟧\n", web={_URL: _titled("Seite nicht gefunden")}),
        Bad(
            f"webUrl: ⟦{_URL}⟧\n",
            says="`webUrl` is redirected to a home page, `https://a.com/`",
            web={_URL: Answer(redirects=(Redirect(302, "https://a.com/"),))},
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link."""
        found = answered_link(field, context, Wanted.PAGE)
        if found is None or found.answer.is_dead:
            return
        link, answer = found
        if answer.redirects and is_home(found.end) and not is_home(link.text):
            where = quoted(found.end, limit=200)
            yield field.finding(f"{quoted(field.key)} is redirected to a home page, {where}")
        elif answer.page is not None and _says_not_found(answer.page.title):
            title = quoted(answer.page.title)
            yield field.finding(f"the page at {quoted(field.key)} is called {title}")


def _says_not_found(title: str) -> bool:
    return len(title) <= _LONGEST and _NOT_FOUND.match(title) is not None
