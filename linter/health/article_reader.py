"""Reads what the report counts of an article, by the roles of its schema."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.values import Value
from linter.files import reader
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.health.article import Article
from linter.health.role_values import RoleValue, role_values, simple_data
from linter.lint.proof import may_be_simple
from linter.run.file_job import schema_of
from linter.run.file_outcome import FileState
from linter.run.sites import Sites, dependencies_of
from linter.schema.errors import SchemaError
from linter.schema.roles import LINKS
from linter.site.site import SiteView

ROLES = LINKS | {"published-at", "provider-domain", "image-width", "secured"}
"""Roles of the values that are read."""

_MONTH = lazy_pattern(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
_WEB = lazy_pattern(r"https?://([^/?#\\\s]*)")


class ReadArticle(NamedTuple):
    """An article with all that it depends on, as in `FileOutcome`."""

    article: Article
    state: FileState | None = None
    """None where it must not be cached."""
    dependencies: str = ""


def read_article(target: Target, sites: Sites) -> ReadArticle:
    """Read an article; one that cannot be read has its path only.

    A host or publisher that reveals a value with the role `secured` is left out.
    """
    site = sites.view_for(target)
    try:
        content = reader.read(target)
        values = list(_values(target, content.data, site))
    except (OSError, SchemaError):
        return ReadArticle(Article(target.shown_as))
    article = _article(target.shown_as, values)
    return ReadArticle(article, FileState.of(content), dependencies_of(site))


def _values(target: Target, data: bytes, site: SiteView | None) -> Iterator[RoleValue]:
    """Yield the values of a file by role.

    Raises:
        SchemaError: its schema cannot be used.

    """
    source = decode(target.shown_as, data)
    kind = reader.kind_of(target, source.text)
    if kind is None:
        return
    limits = target.settings.limits
    schema = schema_of(source, target, kind, site)
    front_matter = None
    if may_be_simple(source):
        front_matter = simple_data(data, schema, kind.dialect, limits.max_front_matter)
    if front_matter is None:
        spellings = schema.spellings(kind.dialect)
        front_matter = Document(source, kind.dialect, limits, spellings).data
    yield from role_values(front_matter, schema.shape, ROLES)


def _article(path: str, values: list[RoleValue]) -> Article:
    by_role: dict[str, list[Value]] = defaultdict(list)
    own: dict[str, Value] = {}
    for role, value, is_own in values:
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
