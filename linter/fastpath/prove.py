"""Proves that the rules find nothing in a file, by a plan, and collects the facts of the file."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.core.values import Value
from linter.fastpath.plan import Check, KeyPlan, ObjectPlan, Plan, TextPlan
from linter.fastpath.scan import Scanned, scan
from linter.fastpath.silence import FactParts, File, Item, RepeatedRoleError

if TYPE_CHECKING:
    from linter.site.site import SiteView

_Test = Callable[..., bool]
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
    """An object plan with what its names stand for."""

    __slots__ = (
        "item_checks", "keys", "lists", "nested", "object_checks", "site_checks", "unproven",
    )  # fmt: skip

    def __init__(self, plan: ObjectPlan) -> None:
        self.keys = plan.keys
        self.nested: list[tuple[str, _Object]] = []
        self.lists: list[tuple[str, list[str], _Object]] = []
        self.unproven = frozenset(plan.unproven)
        self.object_checks = _bound(plan.object_checks)
        self.item_checks = _bound(plan.item_checks)
        self.site_checks = _bound(plan.site_checks)


class Prover:
    """Holds files to one plan."""

    def __init__(self, plan: Plan) -> None:
        """Import the functions that the plan names, and compile its patterns."""
        self._has_times = plan.has_times
        self._spellings = plan.spellings
        self._texts = [(plan_of_texts, _joined(plan_of_texts)) for plan_of_texts in plan.texts]
        objects = [_Object(each) for each in plan.objects]
        for bound, each in zip(objects, plan.objects, strict=True):
            bound.nested = [(key, objects[index]) for key, index in each.nested]
            bound.lists = [(key, roles, objects[index]) for key, roles, index in each.lists]
        self._root = objects[0]
        self._facts = [(each.code, _named(each.name), each.keys) for each in plan.facts]

    def prove(  # noqa: PLR0913 - the file, and all that it is held to
        self,
        data: bytes,
        path: str,
        *,
        now: str,
        max_characters: int,
        accepts: Callable[[dict[str, Value]], bool],
        site: "SiteView | None",
    ) -> Proof | None:
        """Return the proof that a file is clean; None if there is none, whatever the reason.

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
            and all(check(item) for check, item in walk.checks)
            and (site is None or all(check(item, site) for check, item in walk.in_site))
        )
        if not is_clean:
            return None
        return Proof(list(self._found_facts(scanned)) if site is not None else [])

    def _are_spelt(self, data: Value) -> bool:
        """Whether no key is that of the schema in another case."""
        if not self._spellings:
            return True
        if isinstance(data, dict):
            spelt = (self._spellings.get(key.lower(), key) == key for key in data)
            return all(spelt) and all(map(self._are_spelt, data.values()))
        return not isinstance(data, list) or all(map(self._are_spelt, data))

    def _are_silent(self, every: list[list[Any]], scanned: Scanned) -> bool:
        """Whether each text matches the patterns of its roles, and each time is where one is."""
        times = frozenset(scanned.times.plain) if self._has_times else frozenset()
        count = 0
        for (plan, pattern), texts in zip(self._texts, every, strict=True):
            if not texts:
                continue
            if pattern is not None:
                try:
                    joined = "\n".join(texts)
                except TypeError:
                    return False
                if pattern.fullmatch(f"{joined}\n") is None:
                    return False
            if plan.is_date and self._has_times:
                unquoted = sum(isinstance(text, str) and text in times for text in texts)
                count += unquoted
                if plan.is_unquoted and unquoted < len(texts):
                    return False
        return not times or count == len(scanned.times.plain)

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

    __slots__ = ("checks", "file", "in_site", "is_unproven", "texts")

    def __init__(self, file: File, plans: int) -> None:
        self.file = file
        self.texts: list[list[Any]] = [[] for _ in range(plans)]
        self.checks: list[tuple[_Test, Item]] = []
        """Functions of items, whose texts are matched before."""
        self.in_site: list[tuple[_Test, Item]] = []
        """Functions of objects and the site."""
        self.is_unproven = False
        """Whether there is a key about which some rule states nothing."""

    def item(self, data: dict[str, Any], plan: _Object, *, is_article: bool = False) -> Item:
        """Collect all in an item, and return it."""
        item = self._object(data, plan, is_article=is_article)
        self.checks += [(check, item) for check in plan.item_checks]
        return item

    def _object(self, data: dict[str, Any], plan: _Object, *, is_article: bool = False) -> Item:
        self.is_unproven |= not plan.unproven.isdisjoint(data)
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
                item.take(self._object(value, inner))
        self.checks += [(check, item) for check in plan.object_checks]
        self.in_site += [(check, item) for check in plan.site_checks]
        return item

    def _take(self, data: dict[str, Any], keys: dict[str, KeyPlan], item: Item) -> None:
        """Collect the texts of one object, and give its values to its item."""
        every = self.texts
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
                item.add(role, value)


def _joined(plan: TextPlan) -> re.Pattern[str] | None:
    """Return a pattern of texts, each with a line feed after it; None if all texts are right."""
    if not plan.patterns:
        return None
    *others, last = sorted(plan.patterns)
    also = "".join(rf"(?=(?:{other})\n)" for other in others)
    return re.compile(rf"(?:{also}(?:{last})\n)*+")


def _bound(checks: list[Check]) -> list[_Test]:
    return [_with(_named(name), arguments) for name, arguments in checks]


def _with(test: _Test, arguments: list[Any]) -> _Test:
    if not arguments:
        return test
    # JSON has lists alone.
    rest = [tuple(each) if isinstance(each, list) else each for each in arguments]
    return lambda item: test(item, *rest)


def _named(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
