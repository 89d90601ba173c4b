"""Proves that the rules find nothing in a file, by a plan, and collects the facts of the file."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.core.values import Value
from linter.fastpath.functions import Bound, named
from linter.fastpath.places import Places
from linter.fastpath.plan import ObjectPlan, Plan, TextPlan
from linter.fastpath.scalars import UncertainError
from linter.fastpath.scan import Scanned, scan
from linter.fastpath.silence import File, FoundFact, Item, RepeatedRoleError
from linter.fastpath.texts import TextTest
from linter.fastpath.walk import Walk

if TYPE_CHECKING:
    from linter.fastpath.suspects import Doubt
    from linter.site.view import SiteView


class Proof(NamedTuple):
    """A file is clean, and has these facts and values."""

    facts: list[FoundFact]
    data: dict[str, Value]


class _Object:
    """The functions of an object plan, which are imported when there is a first object."""

    def __init__(self, plan: ObjectPlan) -> None:
        self._plan = plan

    @cached_property
    def checks(self) -> list[Bound]:
        """Functions of an item."""
        return [Bound.of(each) for each in self._plan.checks]

    @cached_property
    def site_checks(self) -> list[Bound]:
        """Functions of an item and the site."""
        return [Bound.of(each) for each in self._plan.site_checks]


class Prover:
    """Tests files against one plan."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan, whose functions are imported and patterns compiled when first used."""
        self._plan = plan
        self._places = Places(plan)
        self._tests = [_test(each) for each in plan.texts]
        self._unquoted = {
            index for index, each in enumerate(plan.texts) if each.unquoted and plan.has_times
        }
        self._objects = [_Object(each) for each in plan.objects]
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
    ) -> "Proof | Doubt | None":
        """Return the proof that a file is clean, or else what is in doubt; None if that is unknown.

        `now` has the form of `scalars.TIME`, and `accepts` is whether data is valid by the schema.
        """
        scanned = scan(data, max_characters)
        if scanned is None:
            return None
        walk = Walk(File(path, now), len(self._tests))
        try:
            walk.read(scanned, self._places)
        except (RepeatedRoleError, UncertainError):
            return None
        objects = [(item, self._objects[index]) for item, index in walk.objects]
        is_simple = walk.is_simple and not scanned.has_mark
        is_valid = accepts(walk.data)
        passed = self._passed(walk.texts)
        pass_all = passed == len(self._tests)
        held = _held(objects) if is_valid and pass_all else 0
        is_clean = (
            self._plan.can_prove
            and is_simple
            and not walk.is_unproven
            and self._unquoted.isdisjoint(walk.undated)
            and is_valid
            and pass_all
            and held == len(objects)
            and (site is None or _hold_in_site(objects, site))
        )
        if is_clean:
            facts = self._found_facts(walk.data, scanned) if site is not None else ()
            return Proof(list(facts), walk.data)
        # A run for clean files does without.
        from linter.fastpath.suspects import Doubt

        has_facts = site is not None and is_simple and not walk.is_unproven
        return Doubt(
            self._plan,
            walk.data,
            walk.texts,
            self._tests,
            walk.undated,
            is_simple,
            [(item, each.checks, each.site_checks) for item, each in objects],
            is_valid,
            site,
            passed,
            held,
            partial(self._found_facts, walk.data, scanned) if has_facts else None,
        )

    def _passed(self, every: list[list[Any]]) -> int:
        """Return how many text plans pass before one that does not.

        All values for which there is a plan are to be texts that pass its tests.
        """
        for index, (test, texts) in enumerate(zip(self._tests, every, strict=True)):
            try:
                if texts and not test.all_pass(texts):
                    return index
            except TypeError:
                return index
        return len(every)

    def _found_facts(self, data: dict[str, Value], scanned: Scanned) -> Iterator[FoundFact]:
        # Several rules take facts from one value.
        spans: dict[str, tuple[int, int]] = {}
        for code, parts_of, roles in self._facts:
            for keys in roles:
                key = next((key for key in keys if key in data), None)
                value = None if key is None else data[key]
                parts = parts_of(value, key) if isinstance(value, str) else None
                if key is not None and parts is not None:
                    if key not in spans:
                        spans[key] = scanned.value_span(key)
                    yield FoundFact(code, key, spans[key], parts)


def _test(plan: TextPlan) -> TextTest:
    return TextTest(
        [each.pattern for each in plan.patterns], [each.pattern for each in plan.suspects]
    )


def _held(objects: list[tuple[Item, _Object]]) -> int:
    """Return of how many objects all functions return true, before one of which they do not.

    Texts and schema were tested before.
    """
    for index, (item, plan) in enumerate(objects):
        for check in plan.checks:
            if not check.test(item):
                return index
    return len(objects)


def _hold_in_site(objects: list[tuple[Item, _Object]], site: "SiteView") -> bool:
    for item, plan in objects:
        for check in plan.site_checks:
            if not check.test(item, site):
                return False
    return True
