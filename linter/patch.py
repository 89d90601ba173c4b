"""A unified diff that `git apply` and `patch` take as it is, and that shows no secret."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, takewhile
from typing import NamedTuple

from linter.text import Span

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"


class SecretInPatchError(ValueError):
    """The difference cannot be told without showing a secret."""


class _Change(NamedTuple):
    """Lines `start` to `end` of the old text become lines `new_start` to `new_end` of the new."""

    start: int
    end: int
    new_start: int
    new_end: int


def patch(path: str, before: str, after: str, secrets: Sequence[Span] = ()) -> str:
    r"""Return the difference between two texts of one file; empty if they are equal.

    Only `\n` ends a line, so a carriage return stays part of its line, as git and patch have it. A
    last line without an end is marked as they mark it. `path` is relative to where the patch is
    applied with `-p1`. Lines that hold one of the `secrets` (spans of `before`) are no context.

    Raises:
        SecretInPatchError: a line with a secret changes, or stands right beside one that does.

    """
    old, new = _lines(before), _lines(after)
    hidden = _hidden_lines(old, secrets)
    hunks = list(_hunks(_changes(old, new), old, hidden))
    if not hunks:
        return ""
    header = f"--- {_name('a', path)}\n+++ {_name('b', path)}\n"
    return header + "".join(_ended(_hunk_lines(hunk, old, new)) for hunk in hunks)


def _lines(text: str) -> list[str]:
    pieces = text.split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


def _hidden_lines(lines: Sequence[str], secrets: Sequence[Span]) -> frozenset[int]:
    hidden = set()
    start = 0
    for number, line in enumerate(lines):
        if any(secret.overlaps(Span(start, start + len(line))) for secret in secrets):
            hidden.add(number)
        start += len(line)
    return frozenset(hidden)


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    """Return the changed runs of lines, leaving out early what both begin and end with."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    matcher = SequenceMatcher(
        None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False
    )
    return [
        _Change(head + start, head + end, head + new_start, head + new_end)
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _hunks(
    changes: Sequence[_Change], old: Sequence[str], hidden: frozenset[int]
) -> Iterator[list[_Change]]:
    """Yield runs of changes that share their context; each run starts and ends with context."""
    group: list[_Change] = []
    for change in changes:
        if not hidden.isdisjoint(range(change.start, change.end)):
            raise SecretInPatchError
        if group and not _share_context(group[-1].end, change.start, hidden):
            yield _with_context(group, old, hidden)
            group = []
        group.append(change)
    if group:
        yield _with_context(group, old, hidden)


def _share_context(end: int, start: int, hidden: frozenset[int]) -> bool:
    return start - end <= 2 * _CONTEXT and hidden.isdisjoint(range(end, start))


def _with_context(
    group: list[_Change], old: Sequence[str], hidden: frozenset[int]
) -> list[_Change]:
    """Put changes that change nothing around a group: its context."""
    first, last = group[0], group[-1]
    above = _context(reversed(range(first.start)), hidden)
    below = _context(range(last.end, len(old)), hidden)
    start, end = first.start - above, last.end + below
    # patch takes a hunk with less context on one side for the start or the end of the file.
    if start - 1 in hidden and above < below:
        end = last.end + above
    if end in hidden and below < above:
        start = first.start - below
    # git takes a hunk without context on one side for the same.
    if (start == first.start and start > 0) or (end == last.end and end < len(old)):
        raise SecretInPatchError
    lead = _Change(start, start, first.new_start - (first.start - start), 0)
    trail = _Change(end, end, last.new_end + (end - last.end), 0)
    return [
        lead._replace(new_end=lead.new_start),
        *group,
        trail._replace(new_end=trail.new_start),
    ]


def _context(numbers: Iterable[int], hidden: frozenset[int]) -> int:
    """Return how many of the nearest lines can be shown as context."""
    return sum(1 for _ in takewhile(lambda number: number not in hidden, islice(numbers, _CONTEXT)))


def _hunk_lines(hunk: Sequence[_Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    start, end = hunk[0].start, hunk[-1].end
    new_start, new_end = hunk[0].new_start, hunk[-1].new_end
    yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
    done = start
    for change in hunk:
        yield from (f" {line}" for line in old[done : change.start])
        yield from (f"-{line}" for line in old[change.start : change.end])
        yield from (f"+{line}" for line in new[change.new_start : change.new_end])
        done = change.end


def _range(start: int, end: int) -> str:
    """Return a range of lines as a hunk's header has it: the line before an empty one."""
    count = end - start
    return f"{start + 1 if count else start},{count}"


def _ended(lines: Iterator[str]) -> str:
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _name(side: str, path: str) -> str:
    """Return a file's name for a header, quoted as git quotes names with special characters."""
    name = f"{side}/{path}"
    if name.isascii() and name.isprintable() and not set(name) & {'"', "\\"}:
        # A tab ends a name that holds blanks.
        return f"{name}\t" if " " in name else name
    escaped = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}"  # noqa: PLR2004
        for byte in name.encode(errors="surrogateescape")
    )
    return f'"{escaped}"'
