"""Applies the comments that switch rules off, and tells which of them were of no use.

A selector is of use if a finding of a rule that it names starts in what its comment covers. It is
called unused only when every rule that it names has run, those aside that are off by default.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from linter.core.text import quoted
from linter.frontmatter.comments import Suppression, Unused
from linter.rules.registry import all_rules, codes_of, did_you_mean

_MOST_HINTS = 20


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What the comments of a file did to its findings.

    `undecided` are those that suppress nothing so far, but name rules over the whole site; `hidden`
    is how many findings are not reported, `reported` how many findings are about the comments.
    """

    comments: tuple[Suppression, ...] = ()
    undecided: tuple[Unused, ...] = ()
    hidden: int = 0
    reported: int = 0


NO_COMMENTS = Suppressed()
"""What stands for a file without such comments."""


class Spot(NamedTuple):
    """The code of a finding, and where it starts."""

    code: str
    offset: int


class Coverage:
    """Answers which findings the comments of a file hide."""

    def __init__(self, comments: Iterable[Suppression]) -> None:
        """Sort the comments by the rules that they name."""
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for covers, code in _covered(comments):
            self._spans.setdefault(code, []).append(covers)
        for code, spans in self._spans.items():
            self._spans[code] = _joined(spans)

    def hides(self, spot: Spot) -> bool:
        """Whether a finding is in what a comment covers that names its rule."""
        spans = self._spans.get(spot.code, [])
        index = bisect_right(spans, spot.offset, key=lambda span: span[0]) - 1
        return index >= 0 and spot.offset <= spans[index][1]


def _covered(comments: Iterable[Suppression]) -> Iterator[tuple[tuple[int, int], str]]:
    for comment in comments:
        texts = {one.text.upper() for one in comment.selectors}
        for code in {code for text in texts for code in codes_of(text)}:
            yield comment.covers, code


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def not_understood(comments: Iterable[Suppression]) -> Iterator[Unused]:
    """Yield what no rule can be found for, in the order of the text."""
    hints: dict[str, str] = {}
    for comment in comments:
        if comment.trouble:
            yield Unused(comment, (), comment.trouble)
        for selector in comment.selectors:
            if codes_of(selector.text):
                continue
            # To look for what is near costs more than all the rest.
            if selector.text not in hints and len(hints) < _MOST_HINTS:
                hints[selector.text] = did_you_mean(selector.text)
            hint = hints.get(selector.text, "")
            reason = f"no rule is called {quoted(selector.text)}, nor starts with it{hint}"
            yield Unused(comment, (selector,), reason)


def understood(comments: Iterable[Suppression]) -> list[Unused]:
    """Return the comments with the selectors that may prove to be of no use."""
    known = (
        Unused(comment, tuple(one for one in comment.selectors if codes_of(one.text)))
        for comment in comments
    )
    return [each for each in known if each.selectors]


def without_use(
    candidates: Iterable[Unused],
    found: Iterable[Spot],
    ran: frozenset[str],
    later: frozenset[str] = frozenset(),
) -> tuple[list[Unused], list[Unused]]:
    """Return what proves to be of no use, and what only the rules that run `later` can tell.

    `found` are all findings so far, hidden or not; `ran` are the codes of the rules that made them.
    """
    offsets: dict[str, list[int]] = {}
    for code, offset in sorted(found):
        offsets.setdefault(code, []).append(offset)
    unused: list[Unused] = []
    undecided: list[Unused] = []
    for comment, selectors, _ in candidates:
        texts = {one.text for one in selectors}
        idle = {text for text in texts if not _is_used(comment, text, offsets)}
        decided = {text for text in idle if _expected(text) <= ran}
        waiting = {text for text in idle - decided if _expected(text) <= ran | later}
        for found_idle, names in ((unused, decided), (undecided, waiting)):
            if names:
                chosen = tuple(one for one in selectors if one.text in names)
                found_idle.append(Unused(comment, chosen))
    return unused, undecided


def _is_used(comment: Suppression, selector: str, offsets: Mapping[str, Sequence[int]]) -> bool:
    start, end = comment.covers
    for code in codes_of(selector):
        known = offsets.get(code, ())
        index = bisect_left(known, start)
        if index < len(known) and known[index] <= end:
            return True
    return False


@lru_cache(maxsize=1024)
def _expected(selector: str) -> frozenset[str]:
    """Return the codes of the rules that must have run before a selector can be called unused."""
    codes = codes_of(selector)
    return frozenset(code for code in codes if all_rules()[code].default) or codes
