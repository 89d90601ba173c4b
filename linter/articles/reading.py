"""Reads what the report counts of an article, by the roles of its schema."""

from collections import defaultdict
from itertools import chain

from linter.articles.article import Article, is_host, is_month, is_width
from linter.articles.role_values import role_values
from linter.core.patterns import lazy_pattern
from linter.core.secret_text import Secrets
from linter.core.values import Value
from linter.lint.redaction import secret_texts
from linter.lint.results import FileResult
from linter.schema.roles import LINKS
from linter.schema.shape import Shape

ROLES = LINKS | {"published-at", "provider-domain", "image-width"}
"""Roles of the values that are read."""

# In a fixed order.
_LINKS = sorted(LINKS)
_WEB = lazy_pattern(r"(?i:https?)://([^/?#\\\s]*)")


def read_article(result: FileResult, shape: Shape) -> Article | None:
    """Return the article of a file that was linted; None if its values could not be read.

    What reveals a value with the role `secured` is left out.
    """
    if result.data is None:
        return None
    by_role: dict[str, list[Value]] = defaultdict(list)
    own: dict[str, Value] = {}
    for role, value, is_own in role_values(result.data, shape, ROLES):
        by_role[role].append(value)
        if is_own:
            own[role] = value
    publisher = own.get("provider-domain")
    links = chain.from_iterable(by_role[role] for role in _LINKS)
    article = Article(
        result.source.path,
        _month(own.get("published-at")),
        publisher if is_host(publisher) else None,
        tuple(filter(is_width, by_role["image-width"])),
        tuple(filter(is_host, map(_host, links))),
    )
    return _without_secrets(article, result, shape)


def _without_secrets(article: Article, result: FileResult, shape: Shape) -> Article:
    """Return an article without the values that reveal what no output may show."""
    text = result.source.text
    written = (text[start:end] for start, end in result.secrets)
    found = chain(secret_texts(text, result.data or {}, shape), written)
    secrets = Secrets(found)
    # An article links to few hosts, to each of them many times.
    values = {*article.hosts, *article.widths, article.month, article.publisher}
    if not secrets.spans_in("\n".join(map(str, values))):
        return article
    hidden = {each for each in values if secrets.spans_in(str(each))}
    return Article(
        article.path,
        None if article.month in hidden else article.month,
        None if article.publisher in hidden else article.publisher,
        tuple(width for width in article.widths if width not in hidden),
        tuple(host for host in article.hosts if host not in hidden),
    )


def _month(published: Value) -> str | None:
    if not isinstance(published, str) or published[7:8].isdigit():
        return None
    month = published[:7]
    return month if is_month(month) else None


def _host(link: Value) -> str | None:
    """Return the host of a link, without a user; None for what leads to no server."""
    web = _WEB.match(link) if isinstance(link, str) else None
    return web[1].rpartition("@")[2].lower() if web else None
