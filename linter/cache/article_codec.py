"""Encodes an article as JSON, and decodes it exactly; any other text is refused."""

import json

from linter.articles.article import Article, is_host, is_month, is_width
from linter.cache.codec import REFUSALS, to_json


def encode_article(article: Article) -> str:
    """Return an article without its path, which is shown in another way in another folder."""
    _, *values = article
    return to_json(values)


def decode_article(text: str, path: str) -> Article | None:
    """Return the article that `encode_article` was given; None for malformed text."""
    try:
        match json.loads(text):
            case [month, publisher, [*widths], [*hosts]] if (
                (month is None or is_month(month))
                and (publisher is None or is_host(publisher))
                and all(map(is_width, widths))
                and all(map(is_host, hosts))
            ):
                return Article(path, month, publisher, tuple(widths), tuple(hosts))
    except REFUSALS:
        pass
    return None
