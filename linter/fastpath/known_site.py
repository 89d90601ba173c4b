"""What an entry has of the site around its files, in place of the site itself.

Whatever it has not stored is uncertain, and raises a `LookupError`.
"""

import os
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from linter.fastpath.current_facts import CurrentFacts
from linter.fastpath.entry import StoredSite
from linter.fastpath.state import state_of
from linter.web.elsewhere import is_elsewhere
from linter.web.image import ImageKind, ImageSize


class KnownPicture(NamedTuple):
    """A picture of the site that is there."""

    found: ImageSize


class KnownIndex(NamedTuple):
    """What other files of the site can refer to."""

    topics: frozenset[str]
    items: frozenset[str]
    problems: tuple[str, ...] = ()


class KnownSite:
    """A stored site, as functions of silence see a site."""

    def __init__(self, stored: StoredSite, facts: Callable[[], CurrentFacts | None]) -> None:
        """Take a site, and what returns its facts; their walk covers where the topics lie."""
        self._stored = stored
        self._facts = facts

    @cached_property
    def index(self) -> KnownIndex:
        """What other files of the site can refer to.

        Raises:
            LookupError: it may have changed.

        """
        topics = self._stored.topics
        facts = None if topics is None else self._facts()
        if topics is None or facts is None or facts.changed is None:
            raise LookupError("index")
        return KnownIndex(frozenset(topics), frozenset(self._stored.items))

    def is_elsewhere(self, address: str) -> bool:
        """Whether an https URL certainly leads to another site."""
        return is_elsewhere(address, self._stored.host)

    def picture(self, address: str) -> KnownPicture:
        """Return the picture that an address leads to.

        Raises:
            LookupError: it is not known, or may have changed.

        """
        width, height, kind, files = self._stored.pictures[address]
        for relative, state in files.items():
            path = f"{self._stored.root}/{relative}"
            if os.path.realpath(path) != path or state_of(path) != state:
                raise LookupError(address)
        return KnownPicture(ImageSize(width, height, ImageKind(kind)))

    def broken_link(self, address: str) -> None:
        """Return that a link is not broken, which is certain of one that leads elsewhere.

        Raises:
            LookupError: it may lead into the site.

        """
        if not self.is_elsewhere(address):
            raise LookupError(address)
