"""Words that are slips of a known one, and words that are others."""

import pytest

from linter.core.slips import slip_of

KNOWN = (
    *("title", "description", "tags", "aliases", "categories", "publishDate", "weight", "author"),
    *("redirect_from", "published", "updated", "date", "image", "layout", "draft", "keywords"),
)
LISTS = frozenset({"tags", "aliases", "categories", "keywords"})

SLIPS = {
    "descripton": "description",
    "escription": "description",
    "desccription": "description",
    "desrciption": "description",
    "discription": "description",
    "catagories": "categories",
    "catgories": "categories",
    "category": "categories",
    "tag": "tags",
    "Tag": "tags",
    "alias": "aliases",
    "keyword": "keywords",
    "tilte": "title",
    "titel": "title",
    "tittle": "title",
    "Title": "title",
    "layuot": "layout",
    "autor": "author",
    "redirect-from": "redirect_from",
    "redirectFrom": "redirect_from",
    "publish_date": "publishDate",
    "publishdate": "publishDate",
}
OTHERS = (
    *("title", "subtitle", "tiptitle", "tile", "titles", "og_title", "height", "eight", "tlang"),
    *("authors", "publisher", "publish", "update", "updates", "images", "data", "dates", "_tags"),
    *("drafts", "first_published", "og_image", "last_updated", "stage", "a", "", "dat", "layouts"),
    *("-title", "descriptions", "prescription", "drift", "categoriesed", "page_description"),
)


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_found(name: str) -> None:
    assert slip_of(name, KNOWN, LISTS) == SLIPS[name]


@pytest.mark.parametrize("name", OTHERS)
def test_another_word_is_no_slip(name: str) -> None:
    assert slip_of(name, KNOWN, LISTS) is None


def test_the_singular_is_a_slip_only_of_a_list() -> None:
    assert slip_of("tag", KNOWN) is None
    assert slip_of("tag", ("tags", "tag"), {"tags"}) == "tags"


def test_a_slip_of_two_words_is_none() -> None:
    assert slip_of("autor", ("author", "auhtor")) is None
    assert slip_of("publish-date", ("publishDate", "publish_date")) is None
