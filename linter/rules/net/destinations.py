"""Where links lead: the answers at their addresses, and what stands there in place of a page."""

import re
from typing import Final, NamedTuple

from linter.core.patterns import lazy_pattern
from linter.rules.base import Context
from linter.rules.shared.links import Link, link_of
from linter.schema.entries import Field
from linter.web import urls
from linter.web.answers import Answer, Wanted
from linter.web.hosts import same_site

_HOME: Final = lazy_pattern(
    r"/?|/(?:index|home|default)(?:\.[a-z]{3,5})?/?|/[a-z]{2}(?:[-_][a-z]{2})?/?", re.IGNORECASE
)
_WALL: Final = lazy_pattern(
    r"consent|privacy|gdpr|cookie|guce\.|log-?in|sign-?in|sign-?up|register|regist(?:er|ration)"
    r"|subscri|paywall|auth(?:$|[./?_-])|oauth|\bsso\b|account|captcha|challenge|verify"
    r"|error|(?:^|\W)404(?:\W|$)|not-?found|unavailable|geo-?block|unsupported|sessionid",
    re.IGNORECASE,
)
_MOST_OF_A_WALL: Final = 200
# Marks of Liquid, Jinja, Go and shells, raw or escaped: what fills them in is not known here.
_TEMPLATE: Final = lazy_pattern(r"(?:\{|%7B)(?:\{|%7B|%)|\$(?:\{|%7B)", re.IGNORECASE)


class AnsweredLink(NamedTuple):
    """A link, and the answer at its address."""

    link: Link
    answer: Answer

    @property
    def end(self) -> str:
        """The address to which the link leads after redirects."""
        return self.answer.url(self.link.text)

    @property
    def is_diverted(self) -> bool:
        """Whether the link leads to something in place of the page (`is_fallback`)."""
        return is_fallback(self.link.text, self.end)


def answered_link(field: Field | None, context: Context, wanted: Wanted) -> AnsweredLink | None:
    """Return the link in a field (`web_link`) with its answer; None where either is missing."""
    link = web_link(field, context)
    answer = None if link is None else context.answer(link.text, wanted)
    return None if link is None or answer is None else AnsweredLink(link, answer)


def web_link(field: Field | None, context: Context) -> Link | None:
    """Return the link in a field, unless it leads to the site itself, which may not be published.

    None as well if the value is not an absolute http(s) URL, or is a template for one.
    """
    found = link_of(field)
    if found is not None and _TEMPLATE.search(found.text) is not None:
        return None
    if found is None or context.site is None:
        return found
    return None if context.site.is_own(found.text) else found


def is_home(url: str) -> bool:
    """Whether a URL is that of a home page, also one of a language."""
    parsed = urls.parse(url)
    return parsed is not None and parsed.query in {None, ""} and bool(_HOME.fullmatch(parsed.path))


def is_fallback(asked: str, target: str) -> bool:
    """Whether a redirect leads to something in place of the page: a home page, a log-in, a folder.

    Servers send there what they do not have, or whom they do not know.
    """
    if is_home(target):
        return not is_home(asked)
    old, new = urls.parse(asked), urls.parse(target)
    if old is None or new is None:
        # No page is there.
        return True
    place = f"{new.authority}{new.path}"[:_MOST_OF_A_WALL]
    if _WALL.search(place) is not None and _WALL.search(f"{old.authority}{old.path}") is None:
        return True
    folder = new.path.rstrip("/") + "/"
    is_above = old.path.startswith(folder) and old.path.rstrip("/") != new.path.rstrip("/")
    return is_above and same_site(old.host, new.host)
