"""Helpers for rules about a whole site: find values that several files share."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from linter.core.diagnostic import Finding, Related
from linter.core.messages import plural, quoted
from linter.fastpath.silence import FactParts
from linter.rules.base import place_of
from linter.rules.shared.fact_keys import fact_key
from linter.schema.entries import Field
from linter.site.facts import Fact, Place

_SHOWN = 20


def fact(field: Field, key: str, needle: str, detail: str = "") -> Fact:
    """Return a fact about a value; it holds a digest of the key, not the key itself."""
    return Fact(fact_key(key), place_of(field), needle, detail)


def stated_facts(
    fields: Iterable[Field], parts_of: Callable[[str, str], FactParts | None]
) -> Iterator[Fact]:
    """Yield the facts of some texts, each by a function that a rule states as `Silence.facts`."""
    for field in fields:
        parts = parts_of(field.value, field.key) if isinstance(field.value, str) else None
        if parts is not None:
            yield Fact(parts.key, place_of(field), parts.needle, parts.detail)


def groups(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield the facts of each key that occurs in several files, one fact per file, in order."""
    by_key: dict[str, dict[str, Fact]] = {}
    for one in facts:
        by_key.setdefault(one.key, {}).setdefault(one.place.path, one)
    for files in by_key.values():
        if len(files) > 1:
            yield list(files.values())


def shared_finding(group: Sequence[Fact], message: str, help_text: str) -> tuple[Place, Finding]:
    """Return a finding in the last file of a group, with the other files as related places."""
    *others, last = group
    related = tuple(
        Related("the other one", place.span, place.path, pointer=place.pointer)
        for _, place, *_ in others[:_SHOWN]
    )
    where = quoted(others[0].place.path, limit=200)
    if len(others) > 1:
        where += f" and {plural(len(others) - 1, 'other file')}"
    finding = Finding(
        f"{message} {where}", last.place.span, last.place.pointer, help_text, related=related
    )
    return last.place, finding
