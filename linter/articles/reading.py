"""Reads what the report counts of an article, by the roles of its schema."""

from collections import defaultdict
from collections.abc import Mapping

from linter.articles.article import Article
from linter.articles.role_values import role_values
from linter.core.patterns import lazy_pattern
from linter.core.values import Value
from linter.schema.roles import LINKS
from linter.schema.shape import Shape

ROLES = LINKS | {"published-at", "provider-domain", "image-width", "secured"}
"""Roles of the values that are read."""

_MONTH = lazy_pattern(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
_WEB = lazy_pattern(r"https?://([^/?#\\\s]*)")


def read_article(path: str, data: Mapping[str, Value], shape: Shape) -> Article:
    """Return the article with some front matter, by the roles of the shape of its schema.

    A host or publisher that reveals a value with the role `secured` is left out.
    """
    by_role: dict[str, list[Value]] = defaultdict(list)
    own: dict[str, Value] = {}
    for role, value, is_own in role_values(data, shape, ROLES):
        by_role[role].append(value)
        if is_own:
            own[role] = value
    publisher = own.get("provider-domain")
    hosts = filter(None, map(_host, (value for role in LINKS for value in by_role[role])))
    article = Article(
        path,
        _month(own.get("published-at")),
        str(publisher) if isinstance(publisher, str) else None,
        tuple(width for width in by_role["image-width"] if type(width) is int and width >= 0),
        tuple(hosts),
    )
    return article.without(map(str, by_role["secured"]))


def _month(published: Value) -> str | None:
    dated = _MONTH.match(published) if isinstance(published, str) else None
    return dated[0] if dated else None


def _host(link: Value) -> str | None:
    """Return the host of a link, without a user; None for what leads to no server."""
    web = _WEB.match(link) if isinstance(link, str) else None
    return web[1].rpartition("@")[2].lower() if web else None
