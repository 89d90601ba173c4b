"""The facts of one site's files, packed where they are many: most are never read again."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from zlib import compress, decompress

from linter.cache.codec import decode_facts, encode_facts, fact_hashes
from linter.fastpath.fact_index import fact_hash
from linter.site.facts import Fact

# How many files' facts are compressed together; JSON has no line break of its own.
_FILES_IN_BLOCK = 200
_BETWEEN = "\n"

# How many characters stay as they are: the facts of some 10,000 files. Packing takes longer than
# adding facts.
_OPEN_CHARACTERS = 4_000_000
_CHARACTERS_OF_A_FACT = 130

_Facts = tuple[tuple[str, Fact], ...] | str


class FactStore:
    """The facts of one site's files, from which those that share rule and key can be taken.

    Of each fact only a hash of rule and key is at hand; the facts of most files of a large site are
    compressed.
    """

    def __init__(self) -> None:
        """Start without facts."""
        self._paths: list[str] = []
        self._are_requested = bytearray()
        self._hashes = array("I")
        self._ends = array("Q")
        self._left_open = _OPEN_CHARACTERS
        self._open_blocks: list[list[_Facts]] = []
        self._packed_blocks: list[bytes] = []
        self._last_block: list[_Facts] = []
        self._unpacked: tuple[int, list[str]] = -1, []

    @property
    def has_requested(self) -> bool:
        """Whether there are facts of a requested file."""
        return any(self._are_requested)

    def add(self, path: str, facts: _Facts, *, is_requested: bool) -> None:
        """Add the facts of a file, as they are or in the form of `encode_facts`."""
        self._paths.append(path)
        self._are_requested.append(is_requested)
        self._hashes.extend(
            fact_hashes(facts) if isinstance(facts, str) else [_hash(each) for each in facts]
        )
        self._ends.append(len(self._hashes))
        self._last_block.append(facts)
        if len(self._last_block) == _FILES_IN_BLOCK:
            self._close_block()

    def _close_block(self) -> None:
        """Keep the last block as it is, or packed once many characters are kept."""
        self._left_open -= sum(map(_size, self._last_block))
        if self._left_open >= 0:
            self._open_blocks.append(self._last_block)
        else:
            whole = _BETWEEN.join(map(_text, self._last_block)).encode(errors="surrogatepass")
            self._packed_blocks.append(compress(whole, level=1))
        self._last_block = []

    def requested(self) -> list[tuple[str, Fact]]:
        """Return the facts of requested files, with their rules' codes."""
        return [
            each
            for number, is_requested in enumerate(self._are_requested)
            if is_requested
            for each in self._facts(number)
        ]

    def shared(self) -> list[tuple[str, Fact]]:
        """Return the facts, with their rules' codes, that may share rule and key with another one.

        Those of requested files come last; before that, files are in order of path.
        """
        shared = {one for one, other in pairwise(sorted(self._hashes)) if one == other}
        places = (place for place, one in enumerate(self._hashes) if one in shared)
        files = {bisect_right(self._ends, place) for place in places}
        facts = (each for file in sorted(files, key=self._order) for each in self._facts(file))
        return [each for each in facts if _hash(each) in shared]

    def _order(self, number: int) -> tuple[int, str]:
        return self._are_requested[number], self._paths[number]

    def _facts(self, number: int) -> tuple[tuple[str, Fact], ...]:
        """Return the facts of a file, by its number in the order of adding."""
        block, place = divmod(number, _FILES_IN_BLOCK)
        facts = self._block(block)[place]
        return decode_facts(facts, self._paths[number]) or () if isinstance(facts, str) else facts

    def _block(self, number: int) -> Sequence[_Facts]:
        """Return the facts of some files."""
        packed = number - len(self._open_blocks)
        if packed < 0:
            return self._open_blocks[number]
        if packed == len(self._packed_blocks):
            return self._last_block
        if packed != self._unpacked[0]:
            whole = decompress(self._packed_blocks[packed]).decode(errors="surrogatepass")
            self._unpacked = packed, whole.split(_BETWEEN)
        return self._unpacked[1]


def _size(facts: _Facts) -> int:
    return len(facts) if isinstance(facts, str) else len(facts) * _CHARACTERS_OF_A_FACT


def _text(facts: _Facts) -> str:
    return facts if isinstance(facts, str) else encode_facts(facts)


def _hash(fact: tuple[str, Fact]) -> int:
    return fact_hash(fact[0], fact[1].key)
