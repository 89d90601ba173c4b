"""Related items made wrong in a real article give one finding: the right one, where it belongs."""

from collections.abc import Callable

from linter.core.text import apply_edits
from tests.each_case import each_case
from tests.rules.planted import check_only_finding, lint_text, seed, unmarked, with_defect


def items() -> list[str]:
    """Return the lines of each related item of the article."""
    block = seed().partition("related:\n")[2].partition("\nsecured:")[0]
    return [f"  - title:{item}" for item in block.split("  - title:")[1:]]


def url_of(text: str) -> str:
    """Return the first web page in a text, with its quotes."""
    return text.partition(" webUrl: ")[2].partition("\n")[0]


def with_marks(old: str, new: str) -> Callable[[], str]:
    """Return a function that puts `new` in the place of `old` in the article."""
    return lambda: with_defect(old, new)


def with_link(number: int, other: Callable[[], str]) -> Callable[[], str]:
    """Return a function that gives an item, counted from 1, another link."""

    def plant() -> str:
        item = items()[number - 1]
        return seed().replace(item, item.replace(url_of(item), f"⟦{other()}⟧", 1))

    return plant


def with_order(*numbers: int) -> Callable[[], str]:
    """Return a function that puts the items, counted from 1, in another order."""

    def plant() -> str:
        moved = "".join(items()[number - 1] for number in numbers)
        return seed().replace("".join(items()), moved)

    return plant


def own_link() -> str:
    return url_of(seed().replace("\nwebUrl", "\n webUrl"))


def copied(change: Callable[[str], str]) -> Callable[[], str]:
    """Return a function that repeats the first item at the end of the list, its link marked."""

    def plant() -> str:
        first, last = items()[0], items()[-1]
        again = first.replace(url_of(first), f"⟦{change(url_of(first))}⟧", 1)
        return seed().replace(last, f"{last}{again}")

    return plant


PLANTED = {
    "first too low": ("REL001", with_marks("quality: 61\n", "quality: ⟦6⟧\n")),
    "later one too high": ("REL001", with_marks("quality: 24\n", "quality: ⟦50⟧\n")),
    "last one highest": ("REL001", with_marks("quality: 2\n", "quality: ⟦200⟧\n")),
    "the article itself": ("REL002", with_link(2, own_link)),
    "the article's AMP page": (
        "REL002",
        with_link(2, lambda: own_link().replace(".com/", ".com/amp/", 1)),
    ),
    "twice": ("REL003", with_link(4, lambda: url_of(items()[1]))),
    "twice, the earlier one wrong": ("REL003", with_link(2, lambda: url_of(items()[3]))),
    "an item again": ("REL003", copied(lambda url: url)),
    "an item again, heat counts it": (
        "REL003",
        lambda: copied(lambda url: url)().replace("heat: 124", "heat: 134"),
    ),
    "heat": ("REL004", with_marks("heat: 124\n", "heat: ⟦114⟧\n")),
    "heat without items": ("REL004", with_marks("heat: 124\n", "heat: ⟦74⟧\n")),
    "quality": (
        "REL004",
        with_marks("quality: 74\nheat: 124\n", "quality: 75\nheat: ⟦124⟧\n"),
    ),
    "an item too few": ("REL004", lambda: seed().replace(items()[-1], "").replace("124", "⟦124⟧")),
}


@each_case(PLANTED.values())
def test_one_defect_gives_one_finding(code: str, plant: Callable[[], str]) -> None:
    check_only_finding(code, plant())


def test_where_the_article_itself_has_the_wrong_link_that_is_reported() -> None:
    text, wrong, start = unmarked(seed().replace(own_link(), f"⟦{url_of(items()[1])}⟧", 1))
    found = [item for item in lint_text(text) if item.code == "REL002"]
    assert [item.span.start for item in found] == [start]
    assert text[found[0].span.start : found[0].span.end] == wrong


@each_case([(2, 1, 3, 4, 5), (5, 4, 2, 3, 1), (1, 2, 3, 5, 4)])
def test_sorting_gives_back_the_article(order: tuple[int, ...]) -> None:
    text = with_order(*order)()
    (found,) = lint_text(text)
    assert found.code == "REL001"
    assert found.fix is not None
    assert found.fix.safety == "safe"
    assert apply_edits(text, found.fix.edits) == seed()


def test_items_of_equal_quality_may_change_places() -> None:
    assert lint_text(with_order(1, 3, 2, 4, 5)()) == []


@each_case(["an item again", "an item again, heat counts it", "heat"])
def test_fixing_gives_back_the_article(name: str) -> None:
    text, _, _ = unmarked(PLANTED[name][1]())
    (found,) = lint_text(text)
    assert found.fix is not None
    assert found.fix.safety == "unsafe"
    assert apply_edits(text, found.fix.edits) == seed()


@each_case(["twice", "an item too few", "quality"])
def test_fixing_leaves_nothing_to_report(name: str) -> None:
    text, _, _ = unmarked(PLANTED[name][1]())
    (found,) = lint_text(text)
    assert found.fix is not None
    assert lint_text(apply_edits(text, found.fix.edits)) == []
