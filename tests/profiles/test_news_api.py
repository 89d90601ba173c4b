import pytest

from linter.profiles import news_api
from linter.schema.builtin import builtin_names

ARTICLE = "---\ntitle: a\ntype: article\nwebUrl: https://example.com/\n---\n"


def test_every_kind_has_a_schema() -> None:
    known = {*news_api.KINDS}
    assert known < set(builtin_names())


@pytest.mark.parametrize(
    ("folders", "kind"),
    [
        pytest.param(("home", "site", "_news"), "article", id="collection"),
        pytest.param(("_news", "2020", "june"), "article", id="below"),
        pytest.param(("_archive", "_news"), "article", id="inside-another"),
        pytest.param(("_learning", "collections"), "learning", id="learning"),
        pytest.param(("_archive", "_samples"), "sample", id="archived-samples"),
        pytest.param(("_communities",), "community", id="communities"),
        pytest.param(("_newsletters",), "newsletter", id="newsletters"),
        pytest.param(("_people", "collections"), "person", id="people"),
        pytest.param(("_events", "collections"), "event", id="events"),
        pytest.param(("_challenges",), "challenge", id="challenges"),
        pytest.param(("_data", "organizations"), "organization", id="organizations"),
        pytest.param(("home", "_data", "topics", "deep"), "topic", id="topics"),
        pytest.param(("_data", "en", "topics"), None, id="topics-of-something-else"),
        pytest.param(("topics",), None, id="no-data-folder"),
        pytest.param(("_data",), None, id="data"),
        pytest.param(("_customers", "collections"), None, id="unknown-collection"),
        pytest.param(("_posts",), None, id="posts"),
        pytest.param(("home", "news"), None, id="no-collection"),
        pytest.param((), None, id="none"),
    ],
)
def test_kind_of_folders(folders: tuple[str, ...], kind: str | None) -> None:
    assert news_api.of_folders(folders) == kind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ARTICLE, id="article"),
        pytest.param(ARTICLE.replace("type:", "category: news\ntype:"), id="news"),
        pytest.param(ARTICLE.replace("type:", "category: New\ntype:"), id="misspelt-category"),
        pytest.param(ARTICLE.replace("type: article", "type: vidoe"), id="misspelt-type"),
        pytest.param(ARTICLE.replace("webUrl", "originalUrl"), id="original-url"),
        pytest.param(ARTICLE.replace("\n", "\r\n"), id="crlf"),
        pytest.param(f"\ufeff{ARTICLE}", id="byte-order-mark"),
        pytest.param(ARTICLE.replace("title:", '"title" :'), id="quoted-key"),
        pytest.param(ARTICLE.replace("title: a", "title: [a"), id="broken-yaml"),
        pytest.param(ARTICLE.removesuffix("---\n"), id="never-closed"),
    ],
)
def test_an_article_is_recognised(text: str) -> None:
    assert news_api.of_text(text) == "article"


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
    assert news_api.of_text(text) is None


LINKED = "---\nname: a\ntitle: a\ntype: x\noriginalUrl: https://example.com/\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(f"{LINKED}category: learning\n---\n", "learning", id="learning"),
        pytest.param(f"{LINKED}category: 'sample'\n---\n", "sample", id="quoted"),
        pytest.param(f"{LINKED}category: community # c\n---\n", "community", id="comment"),
        pytest.param(f"{LINKED}category: newsletter\n", "newsletter", id="never-closed"),
        pytest.param(f"{LINKED}category: challenge\n---\n", "challenge", id="challenge"),
        pytest.param(f"{LINKED}category: people\n---\n", "person", id="person-with-link"),
        pytest.param(LINKED.replace("x", "course") + "---\n", "learning", id="course"),
        pytest.param(LINKED.replace("x", "book") + "---\n", "learning", id="book"),
        pytest.param("---\ncategory: people\nname: a\ntype: profile\n---\n", "person", id="person"),
        pytest.param(
            "---\ncategory: event\nname: a\nstartDateTime: 2020-10-07\n---\n", "event", id="event"
        ),
        pytest.param("---\ntaxonomy: organization\nname: a\n---\n", "organization", id="publisher"),
        pytest.param("---\ntaxonomy: topic\nname: a\n---\n", "topic", id="topic"),
    ],
)
def test_other_kinds_are_recognised(text: str, kind: str) -> None:
    assert news_api.of_text(text) == kind


@pytest.mark.parametrize(
    "front_matter",
    [
        pytest.param("layout: post\ntitle: a\ncategory: news\n", id="post-of-another-site"),
        pytest.param("title: a\ncategory: event\n", id="event-without-start"),
        pytest.param("name: a\ntype: profile\n", id="profile-of-something"),
        pytest.param("name: a\ntype: x\nwebUrl: https://example.com/\n", id="no-category"),
        pytest.param("title: a\ntaxonomy: tags\n", id="other-taxonomy"),
        pytest.param("title: a\ntype: course\n", id="course-without-link"),
        pytest.param("category: sample\ntype: x\nwebUrl: https://example.com/\n", id="no-title"),
    ],
)
def test_what_only_resembles_a_kind_is_none(front_matter: str) -> None:
    assert news_api.of_text(f"---\n{front_matter}---\n") is None
