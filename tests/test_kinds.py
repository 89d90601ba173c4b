import pytest

from linter import kinds
from linter.schema import builtin_names

ARTICLE = "---\ntitle: a\ntype: article\nwebUrl: https://example.com/\n---\n"


def test_every_kind_has_a_schema() -> None:
    assert {*kinds.COLLECTIONS.values(), kinds.DEFAULT} <= set(builtin_names())


@pytest.mark.parametrize(
    ("folders", "kind"),
    [
        pytest.param(("home", "site", "_news"), "article", id="collection"),
        pytest.param(("_news", "2020", "june"), "article", id="below"),
        pytest.param(("_archive", "_news"), "article", id="inside-another"),
        pytest.param(("home", "news"), None, id="no-collection"),
        pytest.param((), None, id="none"),
    ],
)
def test_kind_of_folders(folders: tuple[str, ...], kind: str | None) -> None:
    assert kinds.of_folders(folders) == kind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ARTICLE, id="article"),
        pytest.param(ARTICLE.replace("webUrl", "originalUrl"), id="original-url"),
        pytest.param(ARTICLE.replace("\n", "\r\n"), id="crlf"),
        pytest.param(f"\ufeff{ARTICLE}", id="byte-order-mark"),
        pytest.param(ARTICLE.replace("title:", '"title" :'), id="quoted-key"),
        pytest.param(ARTICLE.replace("title: a", "title: [a"), id="broken-yaml"),
        pytest.param(ARTICLE.removesuffix("---\n"), id="never-closed"),
    ],
)
def test_an_article_is_recognised(text: str) -> None:
    assert kinds.of_text(text) == "article"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(ARTICLE.removeprefix("---\n"), id="no-front-matter"),
        pytest.param(f"\n{ARTICLE}", id="not-at-the-start"),
        pytest.param(ARTICLE.replace("webUrl", "url"), id="no-link"),
        pytest.param(ARTICLE.replace("type", "kind"), id="no-type"),
        pytest.param(ARTICLE.replace("title", "subtitle"), id="no-title"),
        pytest.param("---\nx: 1\n---\ntitle: a\ntype: b\nwebUrl: c\n", id="keys-in-the-body"),
        pytest.param("---\na:\n  title: a\n  type: b\n  webUrl: c\n---\n", id="keys-further-in"),
    ],
)
def test_other_text_is_not(text: str) -> None:
    assert kinds.of_text(text) is None
