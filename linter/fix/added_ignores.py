"""Adds ignore comments for the findings of one file.

Each comment is proved twice: as fixes are, and by linting the new text, in which the same must be
found as before, without what the comment suppresses.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from linter.core.diagnostic import Diagnostic, Fix
from linter.core.text import Edit, Position, apply_edits
from linter.fix.ignore_comment import ignores_here, ignores_in_file, moved, why_none
from linter.fix.proof import FixState
from linter.fix.selection import key_of
from linter.frontmatter.comments import find
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.lint.suppressions import Coverage, FindingStart

_NEVER = "no comment can suppress it"
_NO_PLACE = "no place was found where a comment suppresses it and nothing else changes"

_Ignores: TypeAlias = Callable[[FixState, str, int], Iterator[Fix]]


class LeftFinding(NamedTuple):
    """A finding without an ignore comment, its place in the new text, and the reason."""

    diagnostic: Diagnostic
    start: Position
    reason: str


@dataclass(frozen=True, slots=True)
class AddedIgnores:
    """A text with ignore comments, the findings that they suppress, and those left."""

    text: str
    suppressed: tuple[Diagnostic, ...]
    left: tuple[LeftFinding, ...]


def add_ignores(
    before: FixState,
    found: Sequence[Diagnostic],
    lint: Callable[[Source], FileResult],
    never: frozenset[str],
) -> AddedIgnores:
    """Return a text with an ignore comment for each finding for which one can be written.

    `found` may hold findings between files, which `lint` does not return. Comments do not suppress
    the rules with codes in `never`. What no comment at its place suppresses gets one for the whole
    file.

    Raises:
        ConfigError, SchemaError: `lint` raises them.

    """
    why = why_none(before.document)
    reasons = [_NEVER if each.code in never else why for each in found]
    waiting = [index for index, reason in enumerate(reasons) if reason is None]
    adding = _Adding(before, found, lint, never)
    for ignores in (ignores_here, ignores_in_file):
        waiting = [index for index in waiting if not adding.suppress(index, ignores)]
    left = {index for index, reason in enumerate(reasons) if reason}.union(waiting)
    document = adding.state.document
    return AddedIgnores(
        document.source.text,
        tuple(each for index, each in enumerate(found) if index not in left),
        tuple(
            LeftFinding(
                found[index],
                document.lines.position(adding.starts[index]),
                reasons[index] or _NO_PLACE,
            )
            for index in sorted(left)
        ),
    )


class _Adding:
    """Adds comments one after the other; the starts of all findings move with the text."""

    def __init__(
        self,
        before: FixState,
        found: Sequence[Diagnostic],
        lint: Callable[[Source], FileResult],
        never: frozenset[str],
    ) -> None:
        self.state = before
        self.starts = [each.span.start for each in found]
        self._found = found
        self._lint = lint
        self._never = never
        self._result = lint(before.document.source)
        self._coverage = Coverage(find(before.document))

    def suppress(self, index: int, ignores: _Ignores) -> bool:
        """Add a proved comment for a finding that none suppresses; return whether one does now."""
        code, start = self._found[index].code, self.starts[index]
        if self._coverage.hides(FindingStart(code, start)):
            return True
        return any(map(self._add, ignores(self.state, code, start)))

    def _add(self, fix: Fix) -> bool:
        """Add a comment, if the text with it lints alike; return whether it does."""
        (edit,) = fix.edits
        state = self.state.after(apply_edits(self.state.document.source.text, fix.edits))
        coverage, result = Coverage(find(state.document)), self._lint(state.document.source)
        if not self._lints_alike(edit, coverage, result):
            return False
        self.state, self._coverage, self._result = state, coverage, result
        self.starts = [moved(each, edit) for each in self.starts]
        return True

    def _lints_alike(self, edit: Edit, coverage: Coverage, result: FileResult) -> bool:
        """Whether the same is found after an edit, without what comments suppress."""
        expected = Counter(
            key_of(each, self._result.source)
            for each in self._result.diagnostics
            if each.code in self._never
            or not coverage.hides(FindingStart(each.code, moved(each.span.start, edit)))
        )
        return expected == Counter(key_of(each, result.source) for each in result.diagnostics)
