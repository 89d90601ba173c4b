"""The web as the rules of one run see it: what is remembered, and what servers answer."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final, Protocol

from linter.core.messages import plural
from linter.online.memory import Memory
from linter.online.replies import Failure
from linter.online.request_url import request_url
from linter.web.answers import Answer, Wanted

if TYPE_CHECKING:
    from linter.online.asker import Asker

_REASONS_SHOWN: Final = 5

# An answer to the first is one to the second, too.
_STRONGER: Final = {
    Wanted.LINK: (Wanted.LINK, Wanted.PAGE, Wanted.PICTURE),
    Wanted.PAGE: (Wanted.PAGE,),
    Wanted.PICTURE: (Wanted.PICTURE,),
}


class Advance(Protocol):
    """Shows progress: how many addresses are done, and what is waited for."""

    def __call__(self, done: int, detail: str = "") -> None:
        """Show it."""


Progress = Callable[[int], AbstractContextManager[Advance | None]]
"""Takes the number of addresses that are about to be asked."""


class OnlineWeb:
    """Answers of servers, each asked once a run; without an asker only remembered ones.

    `answer` notes what is wanted and not known, and `ask` asks for that.
    """

    def __init__(
        self,
        memory: Memory | None,
        make_asker: "Callable[[], Asker] | None",
        progress: Progress,
    ) -> None:
        """Take what is remembered, what makes the asker once it is needed, and shows progress."""
        self._memory = memory
        self._make_asker = make_asker
        self._asker: Asker | None = None
        self._progress = progress
        self._known: dict[tuple[str, Wanted], Answer | None] = {}
        self._open: dict[str, Wanted] = {}
        self._unknown: dict[str, str] = {}
        self.missed = 0
        """How many answers were wanted before they were asked for."""

    def answer(self, url: str, wanted: Wanted) -> Answer | None:
        """Return the answer at an absolute http(s) URL; None where it is not known (yet)."""
        address = request_url(url)
        if address is None:
            return None
        for stronger in _STRONGER[wanted]:
            if (address, stronger) in self._known:
                return self._known[address, stronger]
        for stronger in _STRONGER[wanted]:
            found = self._memory.get(address, stronger) if self._memory else None
            if found is not None:
                self._known[address, stronger] = found
                return found
        if self._make_asker is None:
            self._known[address, wanted] = None
            self._unknown[address] = "no answer is remembered"
            return None
        self.missed += 1
        if self._open.get(address, Wanted.LINK) is Wanted.LINK:
            self._open[address] = wanted
        return None

    def ask(self) -> bool:
        """Ask for all that was wanted and not known; return whether there was anything."""
        wanted, self._open = self._open, {}
        if self._make_asker is None or not wanted:
            return False
        asker = self._asker = self._asker or self._make_asker()
        with self._progress(len(wanted)) as advance:
            done = 0

            def learnt(url: str, kind: Wanted, found: Answer | Failure) -> None:
                nonlocal done
                done += 1
                self._learn(url, kind, found)
                show()

            def show() -> None:
                if advance is not None:
                    resting = asker.resting
                    advance(done, f"waiting for {plural(resting, 'host')}" if resting else "")

            asker.ask(wanted, learnt, show)
        return True

    def _learn(self, url: str, wanted: Wanted, found: Answer | Failure) -> None:
        if isinstance(found, Failure):
            self._known[url, wanted] = None
            self._unknown[url] = found.reason
            return
        self._known[url, wanted] = found
        if self._memory is not None:
            self._memory.put(url, wanted, found)

    @property
    def notes(self) -> Iterator[str]:
        """What could not be learnt: one sentence for all addresses, one about the memory."""
        if self._unknown:
            counts = Counter(self._unknown.values()).items()
            # Answers come in any order, and runs are to be equal.
            shown = sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:_REASONS_SHOWN]
            reasons = ", ".join(f"{why} ({count:,})" for why, count in shown)
            addresses = plural(len(self._unknown), "address", "addresses")
            yield f"nothing is concluded about {addresses} on the web: {reasons}"
        if self._memory is not None and self._memory.warning is not None:
            yield self._memory.warning

    def close(self) -> None:
        """Close connections, and remember what was learnt."""
        if self._memory is not None:
            self._memory.close()
        if self._asker is not None:
            self._asker.close()
            self._asker = None
