"""Which facts the files of a site have, by hashes: one text for all files with one context.

Most other files of a site share no fact with the files of a run. One row with all hashes is read
in place of their own rows, several times as fast.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from linter.cache.codec import fact_hashes
from linter.core.filesystem import Stamp

MOST_FILES = 100_000
"""How many files an index holds: a text of 20 MB."""


class IndexedFile(NamedTuple):
    """What the row of a file states: its stamp, what its result depends on, hashes of its facts."""

    stamp: Stamp
    needs: str
    hashes: str
    """Eight hexadecimal digits for each fact, with spaces between them."""


def spelled(hashes: Iterable[int]) -> list[str]:
    """Return hashes of facts as an index has them."""
    return [f"{each:08x}" for each in hashes]


def hashes_of(facts: str) -> str:
    """Return the `hashes` of an indexed file, from the text of `encode_facts`."""
    return " ".join(spelled(fact_hashes(facts)))


def encode(files: Mapping[str, IndexedFile]) -> str:
    """Return an index of files, by their paths, as JSON: a list for each column."""
    needs = {each: number for number, each in enumerate({file.needs for file in files.values()})}
    columns = [
        list(needs),
        list(files),
        [needs[file.needs] for file in files.values()],
        [file.hashes for file in files.values()],
        *zip(*(file.stamp for file in files.values()), strict=True),
    ]
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> dict[str, IndexedFile]:
    """Return the files of an index by their paths; none of malformed text."""
    try:
        needs, paths, numbers, hashes, *stamps = json.loads(text)
        texts = set(map(type, chain(needs, paths, hashes)))
        if not texts <= {str} or len(stamps) != len(Stamp._fields):
            return {}
        needs_of = [needs[number] for number in numbers]
        files = zip(map(Stamp._make, zip(*stamps, strict=True)), needs_of, hashes, strict=True)
        return dict(zip(paths, map(IndexedFile._make, files), strict=True))
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError):
        return {}
