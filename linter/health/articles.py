"""The articles that a report counts."""

from collections.abc import Iterator

from linter.articles.article import Article
from linter.core.patterns import lazy_pattern
from linter.run.report import Report

_DATED_NAME = lazy_pattern(r"(?:^|/)(\d{4}-(?:0[1-9]|1[0-2]))-\d{2}-[^/]*$")


def counted_articles(report: Report) -> Iterator[Article]:
    """Yield the articles of a report as they are counted, in no order.

    An article without a date has the month in the name of its file. A host or publisher that
    reveals a secured value is left out.
    """
    secrets = {
        result.source.path: [result.source.text[span.start : span.end] for span in result.secrets]
        for result in report.results
    }
    for article in report.articles:
        month = article.month or _named_month(article.path)
        yield article._replace(month=month).without(secrets.get(article.path, ()))


def _named_month(path: str) -> str | None:
    """Return the month in the name of a file, as Jekyll's posts have it."""
    named = _DATED_NAME.search(path)
    return named[1] if named else None
