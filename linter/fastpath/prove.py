"""Proves that the rules find nothing in a file, by a plan, and collects the facts of the file."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.core.values import Value
from linter.fastpath.functions import Test, bound, named
from linter.fastpath.plan import KeyPlan, ObjectPlan, Plan, TextPlan
from linter.fastpath.scan import Scanned, scan
from linter.fastpath.silence import FactParts, File, Item, RepeatedRoleError
from linter.fastpath.suspects import Doubt
from linter.fastpath.texts import TextTest

if TYPE_CHECKING:
    from linter.site.site import SiteView

_UNDESCRIBED = 0
"""The index of the text plan for texts that the schema does not describe."""


class FoundFact(NamedTuple):
    """A fact of a site rule: its parts, the key at the top that it is about, and its place."""

    code: str
    key: str
    span: tuple[int, int]
    parts: FactParts


class Proof(NamedTuple):
    """A file is clean, and has these facts."""

    facts: list[FoundFact]


class _Object:
    """An object plan, whose functions are imported when there is a first object."""

    def __init__(self, plan: ObjectPlan) -> None:
        self.plan = plan
        self.keys = plan.keys
        self.nested: list[tuple[str, _Object]] = []
        self.lists: list[tuple[str, list[str], _Object]] = []
        self.is_unproven = bool(plan.unstated)
        self.unproven = frozenset(plan.unproven)

    @cached_property
    def checks(self) -> list[Test]:
        """Functions of an item."""
        return [bound(each) for each in self.plan.checks]

    @cached_property
    def site_checks(self) -> list[Test]:
        """Functions of an item and the site."""
        return [bound(each) for each in self.plan.site_checks]


class _Texts:
    """A text plan with its patterns compiled."""

    __slots__ = ("is_date", "is_unquoted", "test")

    def __init__(self, plan: TextPlan) -> None:
        self.is_date = plan.is_date
        self.is_unquoted = bool(plan.unquoted)
        patterns = [each.pattern for each in plan.patterns]
        suspects = [each.pattern for each in plan.suspects]
        self.test = TextTest(patterns, suspects) if patterns or suspects else None

    def are_silent(self, texts: list[Any]) -> bool:
        """Whether all are texts, and the rules find nothing in any of them."""
        try:
            return self.test is None or self.test.all_pass(texts)
        except TypeError:
            return False


class Prover:
    """Tests files against one plan."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan, whose functions are imported and patterns compiled when first used."""
        self._plan = plan
        self._has_times = plan.has_times
        self._has_zones = plan.has_zones
        self._spellings = plan.spellings
        self._texts = [_Texts(each) for each in plan.texts]
        objects = [_Object(each) for each in plan.objects]
        for one, each in zip(objects, plan.objects, strict=True):
            one.nested = [(key, objects[index]) for key, index in each.nested]
            one.lists = [(key, roles, objects[index]) for key, roles, index in each.lists]
        self._root = objects[0]
        self._facts = [(each.code, named(each.name), each.keys) for each in plan.facts]

    def prove(  # noqa: PLR0913 - the file, and its conditions
        self,
        data: bytes,
        path: str,
        *,
        now: str,
        max_characters: int,
        accepts: Callable[[dict[str, Value]], bool],
        site: "SiteView | None",
    ) -> Proof | Doubt | None:
        """Return the proof that a file is clean, or else what is in doubt; None if that is unknown.

        `now` has the form of `scalars.TIME`, and `accepts` is whether data is valid by the schema.
        """
        scanned = scan(data, max_characters)
        if scanned is None or not self._are_spelt(scanned.data):
            return None
        walk = _Walk(File(path, now), len(self._texts))
        try:
            walk.item(scanned.data, self._root, is_article=True)
        except RepeatedRoleError:
            return None
        is_clean = (
            not walk.is_unproven
            and self._are_silent(walk.texts, scanned)
            and accepts(scanned.data)
            and _hold(walk.objects)
            and (site is None or _hold_in_site(walk.objects, site))
        )
        if is_clean:
            return Proof(list(self._found_facts(scanned)) if site is not None else [])
        objects = [(item, each.plan) for item, each in walk.objects]
        return Doubt(self._plan, scanned, walk.texts, objects, accepts(scanned.data), site)

    def _are_spelt(self, data: Value) -> bool:
        """Whether no key differs from one of the schema in case alone."""
        if not self._spellings:
            return True
        if isinstance(data, dict):
            spelt = (self._spellings.get(key.lower(), key) == key for key in data)
            return all(spelt) and all(map(self._are_spelt, data.values()))
        return not isinstance(data, list) or all(map(self._are_spelt, data))

    def _are_silent(self, every: list[list[Any]], scanned: Scanned) -> bool:
        """Whether each text passes the tests of its roles, and each time has a role for dates."""
        if scanned.times.has_zones and self._has_times and not self._has_zones:
            return False
        plain = scanned.times.plain if self._has_times else []
        times = frozenset(plain)
        count = 0
        for held_to, texts in zip(self._texts, every, strict=True):
            if not texts:
                continue
            if not held_to.are_silent(texts):
                return False
            if held_to.is_date and times:
                unquoted = sum(isinstance(text, str) and text in times for text in texts)
                count += unquoted
                if held_to.is_unquoted and unquoted < len(texts):
                    return False
            elif held_to.is_unquoted and self._has_times:
                return False
        return count == len(plain)

    def _found_facts(self, scanned: Scanned) -> Iterator[FoundFact]:
        for code, parts_of, roles in self._facts:
            for keys in roles:
                key = next((key for key in keys if key in scanned.data), None)
                value = None if key is None else scanned.data[key]
                parts = parts_of(value, key) if isinstance(value, str) else None
                if key is not None and parts is not None:
                    yield FoundFact(code, key, scanned.value_span(key), parts)


class _Walk:
    """A walk through the objects of one file, which collects what is to be checked."""

    __slots__ = ("file", "is_unproven", "objects", "texts")

    def __init__(self, file: File, plans: int) -> None:
        self.file = file
        self.texts: list[list[Any]] = [[] for _ in range(plans)]
        self.objects: list[tuple[Item, _Object]] = []
        self.is_unproven = False
        """Whether there is a key or an object about which some rule states nothing."""

    def item(self, data: dict[str, Any], plan: _Object, *, is_article: bool = False) -> Item:
        """Collect the objects from one on, and return its item."""
        self.is_unproven |= plan.is_unproven or not plan.unproven.isdisjoint(data)
        item = Item(self.file, is_article=is_article)
        self._take(data, plan.keys, item)
        for key, roles, items in plan.lists:
            value = data.get(key)
            if value.__class__ is list:
                found = [self.item(each, items) for each in value if each.__class__ is dict]
                for role in roles:
                    item.lists[role] = [*item.lists.get(role, ()), *found]
        for key, inner in plan.nested:
            value = data.get(key)
            if value.__class__ is dict:
                item.take(self.item(value, inner))
        self.objects.append((item, plan))
        return item

    def _take(self, data: dict[str, Any], keys: dict[str, KeyPlan], item: Item) -> None:
        """Collect the texts of one object, and give its values to its item."""
        every, own = self.texts, item.own
        count = 0
        for key, value in data.items():
            plan = keys.get(key)
            if plan is None:
                item.undescribed.append(key)
                if value.__class__ is str:
                    every[_UNDESCRIBED].append(value)
                continue
            texts, item_texts, roles = plan
            if texts >= 0:
                every[texts].append(value)
            if item_texts >= 0 and value.__class__ is list:
                every[item_texts] += value
            for role in roles:
                own[role] = value
                count += 1
        if len(own) < count:
            raise RepeatedRoleError


def _hold(objects: list[tuple[Item, _Object]]) -> bool:
    """Whether the functions of all objects return true; texts and schema were tested before."""
    for item, plan in objects:
        for check in plan.checks:
            if not check(item):
                return False
    return True


def _hold_in_site(objects: list[tuple[Item, _Object]], site: "SiteView") -> bool:
    for item, plan in objects:
        for check in plan.site_checks:
            if not check(item, site):
                return False
    return True
