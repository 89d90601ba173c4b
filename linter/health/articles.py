"""What the report counts of each article: its date, publisher, links and pictures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.values import Value
from linter.files import reader
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.health.role_values import RoleValue, role_reader
from linter.run.file_job import schema_of
from linter.run.report import Report
from linter.run.sites import Sites
from linter.schema.errors import SchemaError

LINKS = frozenset({"web-url", "original-url", "amp-url", "link-url", "page-link"})
"""Roles of links whose hosts are counted."""

ROLES = LINKS | {"published-at", "provider-domain", "image-width", "secured"}
"""Roles of the values that are read."""

_MONTH = lazy_pattern(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
_DATED_NAME = lazy_pattern(r"(?:^|/)(\d{4}-(?:0[1-9]|1[0-2]))-\d{2}-[^/]*$")
_WEB = lazy_pattern(r"https?://([^/?#\\\s]*)")
# As many letters of a secret in a row as no output may show.
_REVEALING = 16


class Article(NamedTuple):
    """What the report counts of one article; what it does not have is None, or empty."""

    path: str
    month: str | None = None
    """The month of publication, `2020-06`."""
    publisher: str | None = None
    widths: tuple[int, ...] = ()
    """The widths in pixels that the front matter gives its pictures."""
    hosts: tuple[str, ...] = ()
    """The host of each link, with its port."""


def read_articles(report: Report, targets: Iterable[Target]) -> Iterator[Article]:
    """Yield the articles of a report in no order; one that cannot be read again has its path only.

    A host or publisher that reveals a secured value is left out.
    """
    files = frozenset(report.files)
    secrets = {
        result.source.path: [result.source.text[span.start : span.end] for span in result.secrets]
        for result in report.results
    }
    sites = Sites()
    for target in targets:
        if target.shown_as in files:
            try:
                values = _values(target, sites)
            except (OSError, SchemaError):
                values = []
            yield _article(target.shown_as, values, secrets.get(target.shown_as, []))


def _values(target: Target, sites: Sites) -> list[RoleValue]:
    """Return the values of a file by role.

    Raises:
        OSError: it cannot be read.
        SchemaError: its schema cannot be used.

    """
    data = reader.read(target).data
    source = decode(target.shown_as, data)
    kind = reader.kind_of(target, source.text)
    if kind is None:
        return []
    limits = target.settings.limits
    values = role_reader(schema_of(source, target, kind, sites.view_for(target)).shape, ROLES)
    simple = values.simple(data, limits.max_front_matter)
    return list(values.parsed(Document(source, kind.dialect, limits))) if simple is None else simple


def _article(path: str, values: list[RoleValue], secrets: list[str]) -> Article:
    own_secrets = (str(each.value) for each in values if each.role == "secured")
    hidden = [each.lower() for each in (*secrets, *own_secrets) if each]
    by_role: dict[str, list[Value]] = defaultdict(list)
    own: dict[str, Value] = {}
    for role, value, is_own in values:
        by_role[role].append(value)
        if is_own:
            own[role] = value
    publisher = own.get("provider-domain")
    is_shown = isinstance(publisher, str) and not _is_secret(publisher, hidden)
    hosts = filter(None, map(_host, (value for role in LINKS for value in by_role[role])))
    return Article(
        path,
        _month(own.get("published-at"), path),
        str(publisher) if is_shown else None,
        tuple(width for width in by_role["image-width"] if type(width) is int and width >= 0),
        tuple(host for host in hosts if not _is_secret(host, hidden)),
    )


def _month(published: Value, path: str) -> str | None:
    """Return the month of a date, or else that in the name of the file."""
    dated = _MONTH.match(published) if isinstance(published, str) else None
    if dated:
        return dated[0]
    named = _DATED_NAME.search(path)
    return named[1] if named else None


def _host(link: Value) -> str | None:
    """Return the host of a link, without a user; None for what leads to no server."""
    web = _WEB.match(link) if isinstance(link, str) else None
    return web[1].rpartition("@")[2].lower() if web else None


def _is_secret(text: str, secrets: list[str]) -> bool:
    """Whether a text has a secret in it, is in one, or repeats sixteen letters of one."""
    lower = text.lower()
    starts = range(max(len(lower) - _REVEALING, 0) + 1)
    return any(
        secret in lower or any(lower[at : at + _REVEALING] in secret for at in starts)
        for secret in secrets
    )
