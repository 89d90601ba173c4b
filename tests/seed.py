"""An article of `seeds/` as data, with something wrong in it to fix."""

from pathlib import Path
from typing import Any

from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source

(_SEED,) = (Path(__file__).parents[1] / "seeds").glob("2020-06-11-amazon-*.md")


def planted_article() -> dict[str, Any]:
    """Return the article with something wrong for most ways in which fixes edit a text."""
    source = Source("a.md", _SEED.read_text(encoding="utf-8"))
    data: dict[str, Any] = dict(Document(source, Dialect.JEKYLL).data)
    data["title"] = 'A &amp; B\u200b “x” \\ "q" 😀&#8217;  a\u0301'
    data["publishedDateTime"] = "2020-06-11 02:03:00+02:00"
    data["published"] = "true"
    data["heat"] = "5"
    data["topics"] = ["AI", 2020]
    del data["cdnAmpWebUrl"]
    data["provider"] = {"name": "Wall Street Journal", "domain": "HTTPS://www.wsj.com/"}
    data["webURL"] = data.pop("webUrl")
    data["related"] = data["related"][::-1]
    return data
