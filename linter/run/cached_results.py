"""Results of earlier runs: the outcomes of files that have not changed since.

Results that depend on the time are not cached.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from linter.cache.codec import decode as decode_result
from linter.cache.codec import encode as encode_result
from linter.cache.rows import Row
from linter.files.targets import Target
from linter.frontmatter.source import decode
from linter.run.cached_rows import CachedRows
from linter.run.file_outcome import FileOutcome

if TYPE_CHECKING:
    from linter.articles.article import Article
    from linter.run.cached_plans import CachedPlans

_NO_ARTICLE = "null"


class CachedResults(CachedRows):
    """The cache as the files of one run use it."""

    @cached_property
    def plans(self) -> "CachedPlans":
        """The plans of earlier runs."""
        from linter.run.cached_plans import CachedPlans

        return CachedPlans(self._cache, lambda: self._code)

    def outcomes(self, targets: Iterable[Target]) -> Iterator[tuple[Target, FileOutcome | None]]:
        """Yield each file with its cached outcome as it is now; None without one."""
        for target, context, row in self._rows(targets):
            if context is None or row is None:
                yield target, None
            else:
                yield target, self._outcome(target, context, row)

    def _outcome(self, target: Target, context: bytes, row: Row) -> FileOutcome | None:
        """Return the outcome in a row, if it is that of the file as it is now."""
        reads = row.outcome not in {"", _NO_ARTICLE}
        content = self._content(target, context, row, reads=reads)
        return None if content is None else _decoded(target, row, content.data)

    def put(self, target: Target, outcome: FileOutcome) -> None:
        """Cache the outcome of a file, if it has a state and can be encoded."""
        if outcome.state is None:
            return
        if not outcome.is_article:
            text: str | None = _NO_ARTICLE
        else:
            text = "" if outcome.result is None else encode_result(outcome.result)
        if text is not None:
            texts = text, outcome.fact_text, _encoded(outcome.article)
            self.put_row(target, Row(*outcome.state, outcome.dependencies, *texts))


def _encoded(article: "Article | None") -> str:
    if article is None:
        return ""
    from linter.cache.article_codec import encode_article

    return encode_article(article)


def _decoded(target: Target, row: Row, data: bytes | None) -> FileOutcome | None:
    if row.outcome == _NO_ARTICLE:
        return FileOutcome.skipped(target.shown_as)
    article = None
    if row.article:
        from linter.cache.article_codec import decode_article

        article = decode_article(row.article, target.shown_as)
    clean = FileOutcome(target.shown_as, is_article=True, facts=row.facts, article=article)
    if not row.outcome or data is None:
        return clean
    result = decode_result(row.outcome, decode(target.shown_as, data))
    return None if result is None else clean._replace(result=result)
