"""Collects what the report counts of each article, from the cache or from the files."""

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import TYPE_CHECKING

from linter.core.patterns import lazy_pattern
from linter.files.targets import Target
from linter.health.article import Article
from linter.run.report import Report
from linter.run.sites import Sites

if TYPE_CHECKING:
    from linter.health.cached_articles import CachedArticles

_DATED_NAME = lazy_pattern(r"(?:^|/)(\d{4}-(?:0[1-9]|1[0-2]))-\d{2}-[^/]*$")


def read_articles(
    report: Report, targets: Iterable[Target], cached: "CachedArticles | None" = None
) -> Iterator[Article]:
    """Yield the articles of a report in no order; one that cannot be read again has its path only.

    An article without a date has the month in the name of its file. A host or publisher that
    reveals a secured value is left out.
    """
    files = frozenset(report.files)
    secrets = {
        result.source.path: [result.source.text[span.start : span.end] for span in result.secrets]
        for result in report.results
    }
    for article in _articles((each for each in targets if each.shown_as in files), cached):
        month = article.month or _named_month(article.path)
        yield article._replace(month=month).without(secrets.get(article.path, ()))


def _articles(targets: Iterable[Target], cached: "CachedArticles | None") -> Iterator[Article]:
    """Yield articles, those of unchanged files from the cache."""
    if cached is None:
        known: Iterable[tuple[Target, Article | None]] = zip(targets, repeat(None))
        sites = Sites()
    else:
        known, sites = cached.articles(targets), cached.sites
    for target, article in known:
        if article is not None:
            yield article
            continue
        # A run whose articles are all cached imports neither schemas nor parsers.
        from linter.health.article_reader import read_article

        read = read_article(target, sites)
        if cached is not None and read.state is not None:
            cached.put(target, read.article, read.state, read.dependencies)
        yield read.article
    if cached is not None:
        cached.close()


def _named_month(path: str) -> str | None:
    """Return the month in the name of a file, as Jekyll's posts have it."""
    named = _DATED_NAME.search(path)
    return named[1] if named else None
