"""Names the rules that may find something in a file that is not proved clean.

The conditions of a plan are tested one by one, each with the codes of the rules that state it. A
rule whose conditions all hold finds nothing, and need not run.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.core.values import Value
from linter.fastpath.functions import Bound
from linter.fastpath.plan import ObjectPlan, Plan, TextPlan
from linter.fastpath.silence import FoundFact, Item
from linter.fastpath.texts import TextTest

if TYPE_CHECKING:
    from linter.site.view import SiteView


class Doubt(NamedTuple):
    """A file of nearly simple front matter that is not proved clean, and what a walk met there."""

    plan: Plan
    data: dict[str, Value]
    texts: list[list[Any]]
    """The values that each text plan is about."""
    tests: list[TextTest]
    """The tests of the text plans as a whole, compiled as far as the proof went."""
    undated: set[int]
    """The indices of the text plans with a value that is not a date without quotes."""
    is_simple: bool
    """Whether nothing but the values of the front matter is in doubt."""
    objects: list[tuple[Item, list[Bound], list[Bound]]]
    """Each with its checks, and those that need the site."""
    is_valid: bool
    site: "SiteView | None"
    passed: int
    """How many text plans are known to pass."""
    held: int
    """Of how many objects all checks are known to hold."""
    find_facts: Callable[[], Iterable[FoundFact]] | None
    """Finds the facts of the file; None where a rule does not state them all."""

    def suspects(self) -> frozenset[str]:
        """Return the codes of the rules that may find something."""
        codes = {*_unstated(self.plan.objects, 0, self.data)}
        for index in range(self.passed, len(self.texts)):
            codes.update(_of_texts(self.plan.texts[index], self.tests[index], self.texts[index]))
        if self.plan.has_times:
            codes.update(*(self.plan.texts[index].unquoted for index in self.undated))
        if not self.is_simple:
            codes.update(self.plan.written_codes)
        if not self.is_valid:
            codes.update(self.plan.schema_codes)
        for index, (item, checks, site_checks) in enumerate(self.objects):
            if index >= self.held:
                _add_failed(checks, codes, item)
            if self.site is not None:
                _add_failed(site_checks, codes, item, self.site)
        return frozenset(codes)

    def facts(self, suspects: frozenset[str]) -> list[FoundFact] | None:
        """Return the facts of the file; None where a rule that takes them is a suspect."""
        if self.find_facts is None or any(each.code in suspects for each in self.plan.facts):
            return None
        return list(self.find_facts())


def _add_failed(checks: Iterable[Bound], codes: set[str], *subject: Any) -> None:
    """Add the codes of the checks that do not hold; of those that are there, none is run."""
    for check in checks:
        if not (codes.issuperset(check.codes) or _holds(check.test, subject)):
            codes.update(check.codes)


def _of_texts(plan: TextPlan, test: TextTest, texts: list[Any]) -> Iterator[str]:
    """Yield the codes of the rules that state something about texts which is not so."""
    are_text = all(text.__class__ is str for text in texts)
    # Mostly one plan in many fails; patterns of the others need not be compiled one by one.
    if not texts or (are_text and test.all_pass(texts)):
        return
    for stated in plan.patterns:
        if not (are_text and _matching(stated.pattern).all_pass(texts)):
            yield from stated.codes
    for stated in plan.suspects:
        if not (are_text and _without(stated.pattern).all_pass(texts)):
            yield from stated.codes


def _holds(test: Callable[..., bool], subject: tuple[Any, ...]) -> bool:
    # The texts of another rule's check need not match, nor need values have the schema's types.
    try:
        return test(*subject)
    except Exception:  # noqa: BLE001 - the rule runs, and reports what is wrong
        return False


def _unstated(plans: list[ObjectPlan], index: int, data: dict[str, Value]) -> Iterator[str]:
    """Yield the codes of the rules that state nothing about an object or one in it."""
    plan = plans[index]
    yield from plan.unstated
    for key in plan.unproven.keys() & data.keys():
        yield from plan.unproven[key]
    for key, inner in plan.nested:
        value = data.get(key)
        if isinstance(value, dict):
            yield from _unstated(plans, inner, value)
    for key, _, inner in plan.lists:
        value = data.get(key)
        for each in value if isinstance(value, list) else ():
            if isinstance(each, dict):
                yield from _unstated(plans, inner, each)


@lru_cache(maxsize=1024)
def _matching(pattern: str) -> TextTest:
    return TextTest([pattern], [])


@lru_cache(maxsize=1024)
def _without(suspect: str) -> TextTest:
    return TextTest([], [suspect])
