"""The answers that the rules of one run get: cached ones, and those of servers."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final, Protocol

from linter.core.messages import plural
from linter.online.answer_cache import AnswerCache
from linter.online.replies import Failure
from linter.online.request_url import request_url
from linter.web.answers import Answer, Wanted

if TYPE_CHECKING:
    from linter.online.batch_fetcher import BatchFetcher

_REASONS_SHOWN: Final = 5

# An answer to the first is one to the second, too.
_STRONGER: Final = {
    Wanted.LINK: (Wanted.LINK, Wanted.PAGE, Wanted.PICTURE),
    Wanted.PAGE: (Wanted.PAGE,),
    Wanted.PICTURE: (Wanted.PICTURE,),
}


class Advance(Protocol):
    """Shows progress: how many addresses are done, and a detail such as hosts that are slow."""

    def __call__(self, done: int, detail: str = "") -> None:
        """Show it."""


Progress = Callable[[int], AbstractContextManager[Advance | None]]
"""Takes the number of addresses that are about to be requested."""


class OnlineWeb:
    """Answers of servers, each address requested once a run; without a fetcher, cached ones only.

    `answer` notes the addresses without an answer, and `fetch_missing` requests them.
    """

    def __init__(
        self,
        cache: AnswerCache | None,
        make_fetcher: "Callable[[], BatchFetcher] | None",
        progress: Progress,
    ) -> None:
        """Take the cache, what makes the fetcher once it is needed, and what shows progress."""
        self._cache = cache
        self._make_fetcher = make_fetcher
        self._fetcher: BatchFetcher | None = None
        self._progress = progress
        self._known: dict[tuple[str, Wanted], Answer | None] = {}
        self._open: dict[str, Wanted] = {}
        self._unknown: dict[str, str] = {}
        self.missed = 0
        """How often `answer` has noted an address."""

    def answer(self, url: str, wanted: Wanted) -> Answer | None:
        """Return the answer at an absolute http(s) URL; None where it is not known (yet)."""
        address = request_url(url)
        if address is None:
            return None
        for stronger in _STRONGER[wanted]:
            if (address, stronger) in self._known:
                return self._known[address, stronger]
        for stronger in _STRONGER[wanted]:
            found = self._cache.get(address, stronger) if self._cache else None
            if found is not None:
                self._known[address, stronger] = found
                return found
        if self._make_fetcher is None:
            self._known[address, wanted] = None
            self._unknown[address] = "no answer is remembered"
            return None
        self.missed += 1
        if self._open.get(address, Wanted.LINK) is Wanted.LINK:
            self._open[address] = wanted
        return None

    def fetch_missing(self) -> bool:
        """Request the noted addresses; return whether there were any."""
        wanted, self._open = self._open, {}
        if self._make_fetcher is None or not wanted:
            return False
        fetcher = self._fetcher = self._fetcher or self._make_fetcher()
        with self._progress(len(wanted)) as advance:
            done = 0

            def on_answer(url: str, kind: Wanted, found: Answer | Failure) -> None:
                nonlocal done
                done += 1
                self._take(url, kind, found)
                show()

            def show() -> None:
                if advance is not None:
                    backing_off = fetcher.backing_off
                    advance(
                        done, f"waiting for {plural(backing_off, 'host')}" if backing_off else ""
                    )

            fetcher.fetch(wanted, on_answer, show)
        return True

    def _take(self, url: str, wanted: Wanted, found: Answer | Failure) -> None:
        if isinstance(found, Failure):
            self._known[url, wanted] = None
            self._unknown[url] = found.reason
            return
        self._known[url, wanted] = found
        if self._cache is not None:
            self._cache.put(url, wanted, found)

    @property
    def notes(self) -> Iterator[str]:
        """One sentence about all addresses without an answer, and one about a broken cache."""
        if self._unknown:
            counts = Counter(self._unknown.values()).items()
            # Answers come in any order, and runs are to be equal.
            shown = sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:_REASONS_SHOWN]
            reasons = ", ".join(f"{why} ({count:,})" for why, count in shown)
            addresses = plural(len(self._unknown), "address", "addresses")
            yield f"nothing is concluded about {addresses} on the web: {reasons}"
        if self._cache is not None and self._cache.warning is not None:
            yield self._cache.warning

    def close(self) -> None:
        """Close the connections, and write the cache."""
        if self._cache is not None:
            self._cache.close()
        if self._fetcher is not None:
            self._fetcher.close()
            self._fetcher = None
