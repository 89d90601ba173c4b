"""A date made wrong in a real article gives one finding: the right one, at the right place."""

from linter.core.text import apply_edits
from tests.each_case import each_case
from tests.rules.planted import check_only_finding, lint_text, seed, unmarked, with_defect

ARTICLE = "publishedDateTime: 2020-06-11T00:03:00Z"
PBS = "publishedDateTime: 2020-06-11T13:14:00Z"
GLOBE = "publishedDateTime: 2020-06-11T02:01:00Z"
OWN_LINK = 'webUrl: "https://www.wsj.com/articles/amazon'
GLOBE_LINK = 'webUrl: "https://www.bostonglobe.com/2020/06/10/'
TIMES_LINK = 'webUrl: "https://www.washingtontimes.com/news/2020/jun/10/'

# Code, what stands in the article, and what stands in its place; ⟦…⟧ is the finding's span.
PLANTED = {
    "quoted": ("DAT001", ARTICLE, 'publishedDateTime: ⟦"2020-06-11T00:03:00Z"⟧'),
    "in a block": ("DAT001", ARTICLE, "publishedDateTime: ⟦>-\n  2020-06-11T00:03:00Z⟧"),
    "offset": ("DAT001", ARTICLE, "publishedDateTime: ⟦2020-06-11T02:03:00+02:00⟧"),
    "offset that does not fit": (
        "DAT001",
        ARTICLE,
        "publishedDateTime: ⟦2020-06-11T00:03:00+02:00⟧",
    ),
    "offset on the day before": (
        "DAT001",
        ARTICLE,
        "publishedDateTime: ⟦2020-06-10T17:03:00-07:00⟧",
    ),
    "blank": ("DAT001", ARTICLE, "publishedDateTime: ⟦2020-06-11 00:03:00⟧"),
    "no seconds": ("DAT001", ARTICLE, "publishedDateTime: ⟦2020-06-11T00:03Z⟧"),
    "neither seconds nor zone": ("DAT001", ARTICLE, "publishedDateTime: ⟦2020-06-11 00:03⟧"),
    "fraction": ("DAT001", ARTICLE, "publishedDateTime: ⟦2020-06-11T00:03:00.000Z⟧"),
    "day alone": ("DAT001", ARTICLE, "publishedDateTime: ⟦2020-06-11⟧"),
    "one digit": ("DAT001", ARTICLE, "publishedDateTime: ⟦2020-6-11⟧"),
    "in words": ("DAT001", ARTICLE, "publishedDateTime: ⟦June 11, 2020⟧"),
    "no text": ("DAT001", ARTICLE, "publishedDateTime: ⟦''⟧"),
    "item's, quoted": ("DAT001", PBS, "publishedDateTime: ⟦'2020-06-11T13:14:00Z'⟧"),
    "item's, day alone": ("DAT001", PBS, "publishedDateTime: ⟦2020-06-11⟧"),
    "change on the same day": ("DAT001", ARTICLE, f"{ARTICLE}\nupdatedDateTime: ⟦2020-06-11⟧"),
    "30 February": ("DAT002", ARTICLE, "publishedDateTime: ⟦2020-02-30T00:03:00Z⟧"),
    "31 June": ("DAT002", ARTICLE, "publishedDateTime: ⟦2020-06-31T00:03:00Z⟧"),
    "31 June alone": ("DAT002", ARTICLE, "publishedDateTime: ⟦2020-06-31⟧"),
    "hour 25": ("DAT002", ARTICLE, "publishedDateTime: ⟦2020-06-11T25:00:00Z⟧"),
    "hour 24": ("DAT002", ARTICLE, "publishedDateTime: ⟦2020-06-11T24:00:00Z⟧"),
    "second 60": ("DAT002", ARTICLE, "publishedDateTime: ⟦2020-06-11T00:03:60Z⟧"),
    "item's month 13": ("DAT002", PBS, "publishedDateTime: ⟦2020-13-11T13:14:00Z⟧"),
    "item's, quoted, hour 25": ("DAT002", PBS, 'publishedDateTime: ⟦"2020-06-11T25:14:00Z"⟧'),
    "future": ("DAT003", ARTICLE, "publishedDateTime: ⟦2030-06-11T00:03:00Z⟧"),
    "item's future": ("DAT003", GLOBE, "publishedDateTime: ⟦2030-06-11T02:01:00Z⟧"),
    "future change": ("DAT003", ARTICLE, f"{ARTICLE}\nupdatedDateTime: ⟦2030-06-11T00:03:00Z⟧"),
    "early change": ("DAT004", ARTICLE, f"{ARTICLE}\nupdatedDateTime: ⟦2020-06-11T00:02:59Z⟧"),
    "item's early change": ("DAT004", PBS, f"{PBS}\n    updatedDateTime: ⟦2020-06-11T13:13:00Z⟧"),
    "day after": ("DAT005", ARTICLE, "publishedDateTime: ⟦2020-06-12T00:03:00Z⟧"),
    "year before": ("DAT005", ARTICLE, "publishedDateTime: ⟦2019-06-11T00:03:00Z⟧"),
    "another day, and a change": (
        "DAT005",
        ARTICLE,
        "publishedDateTime: ⟦2020-06-21T00:03:00Z⟧\nupdatedDateTime: 2020-06-11T02:00:00Z",
    ),
    "link of another year": (
        "DAT006",
        GLOBE_LINK,
        GLOBE_LINK.replace("2020/06/10", "⟦2019/06/10⟧"),
    ),
    "link of another month": (
        "DAT006",
        TIMES_LINK,
        TIMES_LINK.replace("2020/jun/10", "⟦2020/jan/10⟧"),
    ),
    "own link of another day": ("DAT006", OWN_LINK, OWN_LINK.replace("articles", "⟦20200601⟧")),
    "item of another year": ("DAT007", PBS, "publishedDateTime: ⟦2019-06-11T13:14:00Z⟧"),
    "its link of the right year": ("DAT007", GLOBE, "publishedDateTime: ⟦2019-06-11T02:01:00Z⟧"),
    "its change of the right year": (
        "DAT007",
        "publishedDateTime: 2020-06-09T03:34:00Z",
        "publishedDateTime: ⟦2020-01-09T03:34:00Z⟧\n    updatedDateTime: 2020-06-09T04:00:00Z",
    ),
    "too late by months, but not in the future": (
        "DAT007",
        "publishedDateTime: 2020-06-09T03:34:00Z",
        "publishedDateTime: ⟦2020-03-09T03:34:00Z⟧",
    ),
}


def test_the_article_itself_is_clean() -> None:
    assert lint_text(seed()) == []


@each_case(PLANTED.values())
def test_one_defect_gives_one_finding(code: str, old: str, marked: str) -> None:
    check_only_finding(code, with_defect(old, marked))


@each_case(
    [
        "quoted",
        "in a block",
        "offset",
        "offset on the day before",
        "blank",
        "no seconds",
        "fraction",
    ]
)
def test_fixing_another_form_gives_back_the_article(name: str) -> None:
    _, old, marked = PLANTED[name]
    text, _, _ = unmarked(with_defect(old, marked))
    fix = lint_text(text)[0].fix
    assert fix is not None
    assert fix.safety == "safe"
    assert apply_edits(text, fix.edits) == seed()


@each_case(["day alone", "one digit", "item's, day alone", "neither seconds nor zone"])
def test_fixing_with_a_guess_wakes_no_other_rule(name: str) -> None:
    _, old, marked = PLANTED[name]
    text, _, _ = unmarked(with_defect(old, marked))
    fix = lint_text(text)[0].fix
    assert fix is not None
    assert fix.safety == "unsafe"
    assert lint_text(apply_edits(text, fix.edits)) == []


@each_case(["offset that does not fit", "change on the same day", "in words"])
def test_where_the_instant_is_in_doubt_there_is_no_fix(name: str) -> None:
    _, old, marked = PLANTED[name]
    text, _, _ = unmarked(with_defect(old, marked))
    assert lint_text(text)[0].fix is None


def test_without_a_dated_name_the_items_decide_against_the_article() -> None:
    text, wrong, start = unmarked(with_defect(ARTICLE, "publishedDateTime: ⟦2019-06-11T00:03:00Z⟧"))
    found = lint_text(text, "draft.md")
    assert [(item.code, item.span.start) for item in found] == [("DAT007", start)]
    assert wrong in found[0].message
