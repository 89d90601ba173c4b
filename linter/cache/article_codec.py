"""Encodes an article as JSON, and decodes it exactly; any other text is refused."""

import json

from linter.articles.article import Article

# Escapes would join two lone surrogates that stand side by side.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode_article(article: Article) -> str:
    """Return an article without its path, which is shown in another way in another folder."""
    _, *values = article
    return _json(values)


def decode_article(text: str, path: str) -> Article | None:
    """Return the article that `encode_article` was given; None for malformed text."""
    try:
        match json.loads(text):
            case [str() | None as month, str() | None as publisher, [*widths], [*hosts]] if all(
                type(width) is int and width >= 0 for width in widths
            ) and all(isinstance(host, str) for host in hosts):
                return Article(path, month, publisher, tuple(widths), tuple(hosts))
    except (ValueError, RecursionError):
        pass
    return None
