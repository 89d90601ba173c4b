"""Applies suppression comments, and finds those that are unused.

A selector is used if a finding of a rule that it names starts in what its comment covers. It counts
as unused only after every rule that it names has run, apart from those that are off by default and
those about the web.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from linter.core.messages import quoted
from linter.core.text import Span, joined
from linter.frontmatter.comments import Suppression, Unused
from linter.rules.registry import codes_of, did_you_mean, known_rules

_MOST_HINTS = 20


class FindingStart(NamedTuple):
    """The code of a finding, and where it starts."""

    code: str
    offset: int


class Coverage:
    """The ranges in which the comments of a file hide findings, by rule."""

    def __init__(self, comments: Iterable[Suppression]) -> None:
        """Index the comments by the rules that they name."""
        covered: dict[str, list[Span]] = {}
        for comment in comments:
            texts = {one.text.upper() for one in comment.selectors}
            for code in {code for text in texts for code in codes_of(text)}:
                covered.setdefault(code, []).append(comment.covers)
        self._spans = {code: joined(sorted(spans)) for code, spans in covered.items()}

    def hides(self, start: FindingStart) -> bool:
        """Whether a comment that names the finding's rule covers its start."""
        spans = self._spans.get(start.code, [])
        index = bisect_right(spans, start.offset, key=lambda span: span.start) - 1
        # What a comment covers includes its end.
        return index >= 0 and start.offset <= spans[index].end


def invalid_suppressions(comments: Iterable[Suppression]) -> Iterator[Unused]:
    """Yield comments with a mistake and selectors that name no rule, in the order of the text."""
    hints: dict[str, str] = {}
    for comment in comments:
        if comment.mistake:
            yield Unused(comment, (), comment.mistake)
        for selector in comment.selectors:
            if codes_of(selector.text):
                continue
            # Finding a similar name takes longer than all the rest.
            if selector.text not in hints and len(hints) < _MOST_HINTS:
                hints[selector.text] = did_you_mean(selector.text)
            hint = hints.get(selector.text, "")
            reason = f"no rule is called {quoted(selector.text)}, and no code starts with it{hint}"
            yield Unused(comment, (selector,), reason)


def valid_suppressions(comments: Iterable[Suppression]) -> list[Unused]:
    """Return each comment with the selectors that name a rule, which may prove to be unused."""
    known = (
        Unused(comment, tuple(one for one in comment.selectors if codes_of(one.text)))
        for comment in comments
    )
    return [each for each in known if each.selectors]


def unused_suppressions(
    candidates: Iterable[Unused],
    found: Iterable[FindingStart],
    ran: frozenset[str],
    later: frozenset[str] = frozenset(),
) -> tuple[list[Unused], list[Unused]]:
    """Return the selectors that are unused, and those that depend on rules that run `later`.

    `found` are the starts of all findings so far, hidden or not; `ran` are the codes of the rules
    that have run.
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
    """Return the codes of the rules that must run before a selector counts as unused."""
    codes = codes_of(selector)
    of_files = (known_rules()[code] for code in codes if not known_rules()[code].needs_web)
    return frozenset(rule.code for rule in of_files if rule.default) or codes
