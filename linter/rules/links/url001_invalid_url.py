"""URL001: a link that is not a valid URL."""

import re
from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good, Where
from linter.rules.shared.link_patterns import NOT_ABSOLUTE, in_usual_form
from linter.schema.entries import Field
from linter.schema.roles import PATHS, URLS
from linter.web.urls import USUAL, problem

# All else is a path of the site, or an address such as `mailto:`.
_HTTP = lazy_pattern(r"https?:", re.IGNORECASE)
_PAGE = {
    "properties": {
        "link": {"x-role": "page-link"},
        "cover": {"x-role": "page-image"},
        "images": {"items": {"x-role": "page-image"}},
    }
}


class InvalidUrl(FieldRule):
    """A link is not an absolute http(s) URL.

    ## What it does
    Reports links with whitespace, control characters, quotes, a broken percent escape, an invalid
    port or host, a scheme other than `http` or `https`, no scheme, or two of them. Pictures may
    also be a path on the site itself, `/assets/…`. Where the schema's role is `page-link` or
    `page-image`, any path will do, and only what begins with `http:` or `https:` is checked. Other
    rules ignore broken links.

    ## Why is this bad?
    Apps open the link as it is, and it is dead. The site's templates print it in quotes without
    escaping, so a quote in the link makes a whole page of the API invalid JSON.

    ## Example
    ```yaml
    webUrl: www.pbs.org/newshour/nation/amazon bans
    ```
    Use instead:
    ```yaml
    webUrl: https://www.pbs.org/newshour/nation/amazon-bans
    ```
    """

    code = "URL001"
    name = "invalid-url"
    severity = Severity.ERROR
    roles = URLS | PATHS

    good = (
        Good("webUrl: https://www.wsj.com/articles/a%20b?c=d#e\noriginalUrl: http://reason.com\n"),
        Good("images:\n  - url: /assets/images/a.jpg\n  - url: https://a.com/b|c.jpg\n"),
        Good("webUrl: https://bücher.example/ä\n"),
        Good("webUrl: 12\nampWebUrl:\nimages: [{url: [a]}, {url: {b: c}}]\n"),
        Good("link: /docs/x y/\ncover: ./cover.png\nimages: [a.png, ~/b.png]\n", schema=_PAGE),
        Good("link: mailto:a@example.org\ncover: '{{ site.cover }}'\n", schema=_PAGE),
        Good("link: httpd/\ncover: '#top'\nimages: ['', //a.com/b.png, 1]\n", schema=_PAGE),
    )
    bad = (
        Bad("webUrl: ⟦www.wsj.com/a⟧\n", says="`webUrl` is not an absolute http(s) URL: it has no"),
        Bad("webUrl: ⟦'https://www.wsj.com/a b'⟧ # two words\n", says="a space (U+0020)"),
        Bad('webUrl: ⟦"https://www.wsj.com/\\"a\\""⟧\n', says="a double quote"),
        Bad("webUrl: ⟦''⟧\n", says="it is empty"),
        Bad("originalUrl: ⟦ftp://a.com/b⟧\n", says="its scheme is `ftp`"),
        Bad("originalUrl: ⟦/a/b⟧\n"),
        Bad("ampWebUrl: ⟦https://a.com:99999/⟧\n", says="its port `99999`"),
        Bad("cdnAmpWebUrl: ⟦https:///c/s/a.com⟧\n", says="it has no host"),
        Bad("webUrl: ⟦'https://https://www.wsj.com/a'⟧\n", says="the scheme is repeated"),
        Bad("related:\n  - webUrl: ⟦https://a.com/100%⟧\n", says="is not a percent escape"),
        Bad("images:\n  - url: /assets/a.jpg\n  - url: ⟦//a.com/b.jpg⟧\n"),
        Bad("images:\n  - url: ⟦/assets/a b.jpg⟧\n", says="nor a path on the site"),
        Bad(
            "provider:\n  images: [{url: ⟦assets/a.jpg⟧}]\n",
            says="`url` is neither an absolute http(s) URL nor a path on the site: it has no",
        ),
        Bad("link: ⟦https:/a.com/b⟧\n", says="`//` is missing", schema=_PAGE),
        Bad("cover: ⟦'https://a.com/b c.png'⟧\n", says="a space (U+0020)", schema=_PAGE),
        Bad("images: [a.png, ⟦HTTP://https://a.com/b.png⟧]\n", says="repeated", schema=_PAGE),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about URLs in their usual form, and paths where they are allowed."""
        if not PATHS.isdisjoint(where.roles):
            return Silence((f"{USUAL}|{NOT_ABSOLUTE}",))
        return in_usual_form(where.roles)

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link."""
        if not isinstance(field.value, str) or _is_path(field):
            return
        may_be_path = "image-url" in field.roles
        reason = problem(field.value, allow_path=may_be_path)
        if reason is None:
            return
        state = "not an absolute http(s) URL"
        if may_be_path:
            state = "neither an absolute http(s) URL nor a path on the site"
        yield field.finding(f"{quoted(field.key)} is {state}: {reason}")


def _is_path(field: Field) -> bool:
    """Whether a value is one that the site's generator resolves, where the schema allows that."""
    return not PATHS.isdisjoint(field.roles) and _HTTP.match(str(field.value)) is None
