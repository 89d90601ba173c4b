"""What a rule states about when it is certainly silent, so that a file need not be linted.

A statement sees plain values alone: no document, no places, no nodes. It may leave out cases in
which the rule would be silent too, and never covers one in which it would not. What it names (a
pattern, a function) is found again by name where the rule itself is not imported, so functions
lie in modules that import no rule, no schema and no library.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from linter.site.view import SiteView


class File:
    """The file of an item, and the instant that counts as now, in the form of `scalars.TIME`."""

    __slots__ = ("now", "path")

    def __init__(self, path: str, now: str) -> None:
        """Take the path as outputs show it."""
        self.path = path
        self.now = now


REPEATED: Final = frozenset({"one-line-text", "page-title", "page-description", "link-url"})
"""Roles that several values of one item may have, so that items do not have them."""


class RepeatedRoleError(Exception):
    """Two values of an item have the same role, so that it depends on the rule which one counts."""


class Item:
    """The values of one object by role, without those of `REPEATED` roles.

    `own` are its own, `values` also those of objects nested in it without a list between. `lists`
    has the objects in its lists by the role of the list, in order. `undescribed` are its own keys
    that the schema does not describe.
    """

    __slots__ = ("file", "is_article", "lists", "own", "undescribed", "values")

    def __init__(self, file: File, *, is_article: bool = False) -> None:
        """Start without values; `is_article` is whether it is the front matter as a whole."""
        self.own: dict[str, Any] = {}
        self.values = self.own
        self.undescribed: list[str] = []
        self.lists: dict[str, list[Item]] = {}
        self.file = file
        self.is_article = is_article

    def take(self, nested: "Item") -> None:
        """Add the values of an object nested in this one.

        Raises:
            RepeatedRoleError: both have a value, or a list, with some role.

        """
        if not self.values.keys().isdisjoint(nested.values):
            raise RepeatedRoleError
        self.values = {**self.values, **nested.values}
        for role, items in nested.lists.items():
            if role in self.lists:
                raise RepeatedRoleError
            self.lists[role] = items


class FactParts(NamedTuple):
    """A fact of a site rule without its place: as the rule's own `Fact`."""

    key: str
    needle: str
    detail: str


class FoundFact(NamedTuple):
    """A fact of a site rule: its parts, the key at the top that it is about, and its place."""

    code: str
    key: str
    span: tuple[int, int]
    parts: FactParts


class Silence(NamedTuple):
    """When a rule is certainly silent: where all of this holds; empty, in every simple file."""

    texts: tuple[str, ...] = ()
    """Patterns that texts match as a whole: values with these roles, and items of lists with them.
    They have no line break. A rule about single values that states nothing else is not run on such
    a text where a file is linted, either."""

    suspects: tuple[str, ...] = ()
    """Patterns that are found in none of these texts, between two line feeds each."""

    roles: frozenset[str] = frozenset()
    """The roles of these texts; empty for those of the rule."""

    unquoted: bool = False
    """Whether a date must also stand without quotes, where the reader has dates."""

    holds: Callable[..., bool] | None = None
    """A function of each item that the rule applies to, and of `options`. An item is an object
    with those nested in it without a list between. Where its texts do not match, or its data is
    invalid, the function may raise; if it returns true, the rule finds nothing there either.
    Without any roles it is the article."""

    of_objects: bool = False
    """Whether `holds` is a function of each object that the rule applies to, nested or not."""

    options: tuple[Any, ...] = ()
    """Further arguments of `holds`: numbers, texts, and tuples of these."""

    in_site: Callable[["Item", "SiteView"], bool] | None = None
    """A function of each object that the rule applies to, and of the site, where there is one."""

    facts: Callable[[str, str], FactParts | None] | None = None
    """Of a site rule: its fact of a value, which is such a text, and of its key."""

    of_article: bool = False
    """Whether facts come from the article alone, and not from items in lists."""

    @property
    def is_of_texts(self) -> bool:
        """Whether nothing but the text of a value, with a role of the rule, decides."""
        others = (self.roles, self.unquoted, self.holds, self.in_site, self.facts)
        return bool(self.texts or self.suspects) and not any(others)
