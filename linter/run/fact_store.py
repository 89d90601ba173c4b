"""The facts of one site's files, packed, since most of them are never read again."""

from array import array
from collections.abc import Iterator
from itertools import pairwise
from zlib import compress, decompress

from linter.cache.codec import decode_facts, fact_hash, fact_hashes
from linter.rules.base import Fact

# How many files' facts are compressed together; JSON has no line break of its own.
_FILES_IN_BLOCK = 200
_BETWEEN = "\n"


class FactStore:
    """The facts of one site's files, from which those that share rule and key can be taken.

    Of each fact only a hash of rule and key is at hand; the facts themselves are compressed.
    """

    def __init__(self) -> None:
        """Start without facts."""
        self._paths: list[str] = []
        self._are_requested = bytearray()
        self._hashes = array("I")
        self._ends = array("Q")
        self._blocks: list[bytes] = []
        self._last_block: list[str] = []

    @property
    def has_requested(self) -> bool:
        """Whether there are facts of a requested file."""
        return any(self._are_requested)

    def add(self, path: str, facts: str, *, is_requested: bool) -> None:
        """Add the facts of a file, in the form of `encode_facts`."""
        self._paths.append(path)
        self._are_requested.append(is_requested)
        self._hashes.extend(fact_hashes(facts))
        self._ends.append(len(self._hashes))
        self._last_block.append(facts)
        if len(self._last_block) == _FILES_IN_BLOCK:
            whole = _BETWEEN.join(self._last_block).encode(errors="surrogatepass")
            self._blocks.append(compress(whole, level=1))
            self._last_block.clear()

    def needles(self) -> set[str]:
        """Return texts of which a file must hold one to share a fact with a requested file."""
        files = zip(self._paths, self._are_requested, self._texts(), strict=True)
        return {
            fact.needle
            for path, is_requested, text in files
            if is_requested
            for _, fact in _decoded(text, path)
        }

    def shared(self) -> list[tuple[str, Fact]]:
        """Return the facts, with their rules' codes, that may share rule and key with another one.

        Those of requested files come last; before that, files are in order of path.
        """
        shared = {one for one, other in pairwise(sorted(self._hashes)) if one == other}
        found: list[tuple[bool, str, list[tuple[str, Fact]]]] = []
        start = 0
        files = zip(self._paths, self._are_requested, self._ends, self._texts(), strict=True)
        for path, is_requested, end, text in files:
            if not shared.isdisjoint(self._hashes[start:end]):
                facts = [each for each in _decoded(text, path) if _hash(each) in shared]
                found.append((bool(is_requested), path, facts))
            start = end
        found.sort(key=lambda each: each[:2])
        return [fact for _, _, facts in found for fact in facts]

    def _texts(self) -> Iterator[str]:
        for block in self._blocks:
            yield from decompress(block).decode(errors="surrogatepass").split(_BETWEEN)
        yield from self._last_block


def _hash(fact: tuple[str, Fact]) -> int:
    return fact_hash(fact[0], fact[1].key)


def _decoded(text: str, path: str) -> tuple[tuple[str, Fact], ...]:
    return decode_facts(text, path) or ()
