"""NET001: a link to what is not there."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.net.destinations import answered_link
from linter.schema.entries import Field
from linter.schema.roles import LINKS
from linter.web.answers import Answer, Redirect, Verdict, Wanted

_URL = "https://a.com/b"
_GONE = Answer(Verdict.GONE, "its server answers 404 Not Found")


class DeadLink(FieldRule):
    """A link leads to nothing.

    ## What it does
    Reports links whose server answers 404 or 410, refuses the connection, has a certificate that
    browsers refuse, or is not known to name servers; directly or after redirects. Everything else
    that is not the page is no finding: an answer that a person in a browser may not get, such as
    401, 403, 429, a challenge or an error of the server, and none in time. Addresses in AMP caches,
    those of the site itself, and templates such as `https://a.com/{{id}}` are not asked.

    ## Why is this bad?
    Readers get an error.

    ## Example
    ```yaml
    webUrl: https://www.example.com/a-page-that-was-deleted
    ```
    Link to a copy in an archive instead, or leave the article out.
    """

    code = "NET001"
    name = "dead-link"
    severity = Severity.WARNING
    needs_web = True
    roles = LINKS
    # Its fix is the page's own link.
    yields_to = ("NET003",)

    good = (
        Good(f"webUrl: {_URL}\n", web={_URL: Answer()}),
        Good(f"webUrl: {_URL}\n", web={"https://a.com/c": _GONE}),
        Good(f"webUrl: {_URL}\n", web={_URL: Answer(redirects=(Redirect(302, "https://b.com"),))}),
        Good(f"cdnAmpWebUrl: {_URL}\n", web={_URL: _GONE}),
        Good("webUrl: a b\n", web={"a b": _GONE}),
        Good("webUrl: https://a.com/{{id}}\n", web={"https://a.com/{{id}}": _GONE}),
        Good(
            "webUrl: https://example.org/base/a\n",
            web={"https://example.org/base/a": _GONE},
            files={"_news/b.md": "-"},
        ),
    )
    bad = (
        Bad(
            f"webUrl: ⟦{_URL}⟧\n",
            says="`webUrl` leads to nothing: its server answers 404 Not Found",
            web={_URL: _GONE},
        ),
        Bad(
            f"related:\n  - originalUrl: ⟦'{_URL}'⟧\n",
            says="there is no such host",
            web={_URL: Answer(Verdict.NO_HOST, "there is no such host")},
        ),
        Bad(
            f"webUrl: ⟦{_URL}⟧\n",
            says="after a redirect to `https://b.com/`, its host refuses the connection",
            web={
                _URL: Answer(
                    Verdict.REFUSED,
                    "its host refuses the connection",
                    (Redirect(301, "https://b.com/"),),
                )
            },
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link."""
        found = answered_link(field, context, Wanted.LINK)
        if found is not None and found.answer.is_dead:
            after = ""
            if found.answer.redirects:
                after = f"after a redirect to {quoted(found.end, limit=200)}, "
            reason = f"{after}{found.answer.reason}"
            yield field.finding(f"{quoted(field.key)} leads to nothing: {reason}")
