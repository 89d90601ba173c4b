"""What is counted in the files of a collection."""

import gc
from collections.abc import Mapping
from typing import Any

from linter.site.peers import Peers

_KEYS = frozenset({"title", "date", "a key of these files alone"})


class _Files:
    """A hundred files with the same keys."""

    def paths(self) -> list[str]:
        return [f"/site/{number}.md" for number in range(100)]

    def values(self, path: str) -> Mapping[str, Any]:
        return {**dict.fromkeys(_KEYS, path), "date": "2020-01-01"}


def test_keys_that_many_files_have_are_kept_once() -> None:
    peers = Peers(_Files())
    assert peers.uses("a key of these files alone") == 100
    assert str(peers.date_form("date")) == "YYYY-MM-DD"
    sets = [each for each in gc.get_objects() if isinstance(each, frozenset) and each == _KEYS]
    assert sum(each is not _KEYS for each in sets) == 1
