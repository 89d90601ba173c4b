"""URL010: an original link that leads to a different page than the web link."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good
from linter.rules.shared.amp import web_fault
from linter.rules.shared.dates import reliable_moment
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.link_silence import LINK_ROLES, is_original
from linter.rules.shared.links import Link, link, linked_items, page_key, repeated_pages
from linter.rules.shared.providers import provider_mismatch
from linter.schema.entries import Entry
from linter.web.url_dates import DateInUrl, date_in_path
from linter.web.urls import parse

# DAT006 reports links whose date is further from the item's.
_DAYS = 3
_WEB = "type: article\nwebUrl: https://www.wsj.com/articles/a?b=c\n"


class OriginalUrlMismatch(DocumentRule):
    """The original link of an article leads to a different page than its web link.

    ## What it does
    Reports an article whose `originalUrl` and `webUrl` lead to different pages. Differences that
    other rules report are ignored: the scheme, the spelling of the host, tracking parameters,
    doubled slashes.

    ## Why is this bad?
    For an article, both are the same page. If they differ, one of them is wrong, and apps that open
    it show a different story.

    ## Example
    ```yaml
    type: article
    originalUrl: https://www.wsj.com/articles/bans-11591826550
    webUrl: https://www.wsj.com/articles/bans-11591826559
    ```
    Use instead:
    ```yaml
    type: article
    originalUrl: https://www.wsj.com/articles/bans-11591826559
    webUrl: https://www.wsj.com/articles/bans-11591826559
    ```
    """

    code = "URL010"
    name = "original-url-mismatch"
    severity = Severity.WARNING
    silence = LINK._replace(roles=LINK_ROLES, holds=is_original)

    good = (
        Good(f"{_WEB}originalUrl: https://www.wsj.com/articles/a?b=c\n"),
        Good(f"{_WEB}originalUrl: HTTP://www.WSJ.com//articles/a?b=c&utm_source=d#top\n"),
        Good(f"{_WEB}originalUrl: a b\n"),
        Good("type: video\nwebUrl: https://a.com/b\noriginalUrl: https://youtu.be/c\n"),
        Good("webUrl: https://a.com/b\noriginalUrl: https://a.com/c\n"),
        # Here the web link is the wrong one.
        Good(
            "type: article\nwebUrl: https://a.com/b\noriginalUrl: https://www.pbs.org/b\n"
            "provider: {domain: pbs.org}\n"
        ),
        Good(
            "type: article\nwebUrl: https://www.google.com/amp/s/a.com/b\n"
            "originalUrl: https://a.com/b\n"
        ),
        Good(
            "type: article\nwebUrl: https://a.com/2019/06/11/b\n"
            "originalUrl: https://a.com/2020/06/11/b\npublishedDateTime: 2020-06-11T00:00:00Z\n"
        ),
        Good(
            f"{_WEB}related:\n  - type: article\n    webUrl: https://www.wsj.com/articles/a?b=c\n"
            "    originalUrl: https://www.pbs.org/b\n"
        ),
    )
    bad = (
        Bad(
            "type: article\nwebUrl: https://a.com/2020/06/11/b\n"
            "originalUrl: ⟦https://a.com/2020/06/12/b⟧\npublishedDateTime: 2020-06-11T00:00:00Z\n"
        ),
        # The date of the web link may be right: DAT006 accepts it.
        Bad(
            "type: article\nwebUrl: https://a.com/2020/06/14/b\n"
            "originalUrl: ⟦https://a.com/2020/06/11/b⟧\npublishedDateTime: 2020-06-11T00:00:00Z\n"
        ),
        # The web link has a wrong date, but the page differs as well.
        Bad(
            "type: article\nwebUrl: https://a.com/2019/06/11/b\n"
            "originalUrl: ⟦https://a.com/2020/06/11/c⟧\npublishedDateTime: 2020-06-11T00:00:00Z\n"
        ),
        Bad(
            f"originalUrl: ⟦'https://www.wsj.com/articles/d?b=c'⟧ # found\n{_WEB}",
            says="`originalUrl` leads to another page than `webUrl`: the path differs",
        ),
        Bad(
            f"{_WEB}originalUrl: ⟦https://wsj.com:443/articles/a?utm_id=b⟧\n",
            says="the host and query differ",
        ),
        Bad(
            "related:\n  - webUrl: https://a.com/b\n    originalUrl: ⟦https://a.com/b#!/c⟧\n"
            "    type: article\n",
            says="the fragment differs",
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each original link that differs."""
        items = linked_items(context)
        found = [links for item in items if (links := _differing(item, context)) is not None]
        repeated = repeated_pages(items) if found else frozenset()
        for original, web in found:
            if page_key(web.text) in repeated:
                continue
            yield original.field.finding(
                f"{quoted(original.field.key)} leads to another page than {quoted(web.field.key)}:"
                f" the {_differences(original, web)}",
                related=(Related("the web page", web.field.span),),
            )


def _differing(item: Entry, context: Context) -> tuple[Link, Link] | None:
    """Return the original link and the web link of an article if only their pages differ."""
    original, web = link(item, "original-url"), link(item, "web-url")
    kind = item.find("kind")
    if original is None or web is None or kind is None or kind.value != "article":
        return None
    if page_key(original.text) == page_key(web.text) or web_fault(item) is not None:
        return None
    found = provider_mismatch(item)
    if found is not None and found.is_web_wrong:
        return None
    return None if _is_misdated(item, web, original, context) else (original, web)


def _is_misdated(item: Entry, web: Link, original: Link, context: Context) -> bool:
    """Whether the links differ only in a date, and the one in the web link is wrong."""
    moment = reliable_moment(item, context)
    here, there = date_in_path(web.text), date_in_path(original.text)
    if moment is None or here is None or there is None:
        return False
    if _undated(web, here) != _undated(original, there):
        return False
    day = moment.instant.date()
    return abs((there.date - day).days) <= _DAYS < abs((here.date - day).days)


def _undated(found: Link, stated: DateInUrl) -> str:
    return page_key(found.text[: stated.start] + found.text[stated.end :])


def _differences(one: Link, other: Link) -> str:
    urls = [parse(f"https:{page_key(found.text)}") for found in (one, other)]
    names = ("host", "port", "path", "query", "fragment")
    differ = [name for name in names if len({getattr(url, name, None) for url in urls}) > 1]
    parts = " and ".join(filter(None, (", ".join(differ[:-1]), *differ[-1:])))
    return f"{parts} {'differs' if len(differ) == 1 else 'differ'}"
