"""What the rules over a whole site share: finding what two files have in common."""

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from linter.core.diagnostic import Finding, Related
from linter.core.text import plural, quoted
from linter.rules.base import Fact, Place, place_of
from linter.schema.entries import Field

_SHOWN = 20
_PLAIN_RUN = re.compile(r"[A-Za-z0-9_-]+")


def fact(field: Field, key: str, needle: str, detail: str = "") -> Fact:
    """Return a fact about a value; of the key only a digest is kept."""
    return Fact(digest(key.encode()), place_of(field), needle, detail)


def digest(data: bytes) -> str:
    """Return 24 characters that stand for some bytes and do not show them (BLAKE2b)."""
    return blake2b(data, digest_size=12).hexdigest()


def longest_plain_run(text: str) -> str:
    """Return the longest run of characters that no way of writing a URL changes."""
    return max(_PLAIN_RUN.findall(text), key=len, default="")


def groups(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield the facts of each key that several files have, one for each file, in their order."""
    by_key: dict[str, dict[str, Fact]] = {}
    for one in facts:
        by_key.setdefault(one.key, {}).setdefault(one.place.path, one)
    for files in by_key.values():
        if len(files) > 1:
            yield list(files.values())


def shared(group: Sequence[Fact], message: str, help_text: str) -> tuple[Place, Finding]:
    """Return the finding at the last file of a group, which names all the others."""
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
