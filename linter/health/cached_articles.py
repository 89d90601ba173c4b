"""What the report counted of articles in earlier runs."""

import json
from collections.abc import Iterable, Iterator

from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.files.targets import Target
from linter.health.article import Article
from linter.run.cached_rows import CachedRows
from linter.run.file_outcome import FileState

# Escapes would join two lone surrogates that stand side by side.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class CachedArticles(CachedRows):
    """Articles of earlier runs, which hold as long as results do."""

    def __init__(self, cache: Cache) -> None:
        """Take the store, which is opened when first used."""
        super().__init__(cache, use=b"article")

    def articles(self, targets: Iterable[Target]) -> Iterator[tuple[Target, Article | None]]:
        """Yield each file with its article as it is now; None where that is not cached."""
        for target, _, row in self.current_rows(targets):
            yield target, None if row is None else _decoded(row.outcome, target.shown_as)

    def put(self, target: Target, article: Article, state: FileState, dependencies: str) -> None:
        """Cache an article; its path is shown in another way in another folder."""
        _, *values = article
        self.put_row(target, Row(*state, dependencies, _json(values), ""))


def _decoded(text: str, path: str) -> Article | None:
    """Return an article; None for a text that `put` does not write."""
    try:
        match json.loads(text):
            case [str() | None as month, str() | None as publisher, [*widths], [*hosts]] if all(
                type(width) is int and width >= 0 for width in widths
            ) and all(isinstance(host, str) for host in hosts):
                return Article(path, month, publisher, tuple(widths), tuple(hosts))
    except (ValueError, RecursionError):
        # The text is damaged, or a stranger's.
        pass
    return None
