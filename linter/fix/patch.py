"""A unified diff that `git apply` and `patch` take as it is, and that shows no secret."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby, islice, takewhile
from typing import NamedTuple

from linter.core.text import Span, joined

_CONTEXT = 3
_MAX_COMPARED = 200 * 200
_NO_NEWLINE = "\\ No newline at end of file\n"


class SecretInPatchError(ValueError):
    """The difference cannot be shown without showing a secret."""


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
    starts = list(accumulate(map(len, lines), initial=0))
    hidden: set[int] = set()
    for secret in joined(sorted(secrets)):
        last = max(secret.end - 1, secret.start)
        first_row, last_row = (bisect_right(starts, offset) for offset in (secret.start, last))
        hidden.update(range(first_row - 1, last_row))
    return frozenset(hidden)


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    """Return the changed runs of lines: the fewest where the texts are short, or differ little.

    To find the fewest takes time that grows with the product of both lengths. So long texts are
    parted at the lines that both have just once, and what is still long is compared line by line.
    """
    whole = _trimmed(_Change(0, len(old), 0, len(new)), old, new)
    parts = [whole] if _is_short(whole) else _parted(whole, old, new)
    return [change for part in parts for change in _changes_in(part, old, new)]


def _is_short(part: _Change) -> bool:
    return (part.end - part.start) * (part.new_end - part.new_start) <= _MAX_COMPARED


def _trimmed(part: _Change, old: Sequence[str], new: Sequence[str]) -> _Change:
    """Return a part without what it begins and ends with in both texts."""
    start, end, new_start, new_end = part
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return _Change(start, end, new_start, new_end)


def _parted(whole: _Change, old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """Yield what is between the lines that both texts have once, and in the same order."""
    places = _once(new, range(whole.new_start, whole.new_end))
    pairs = [
        (row, places[line])
        for line, row in _once(old, range(whole.start, whole.end)).items()
        if line in places
    ]
    start, new_start = whole.start, whole.new_start
    for row, new_row in (*_longest_rise(pairs), (whole.end, whole.new_end)):
        yield _trimmed(_Change(start, row, new_start, new_row), old, new)
        start, new_start = row + 1, new_row + 1


def _once(lines: Sequence[str], rows: range) -> dict[str, int]:
    """Return the lines that are there just once, in order, and their rows."""
    counts = Counter(lines[row] for row in rows)
    return {lines[row]: row for row in rows if counts[lines[row]] == 1}


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return as many pairs as can be of which both numbers rise; the first ones rise anyway."""
    tops: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(tops, number)
        before.append(last_of[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        last_of[length : length + 1] = [index]
    rise = []
    index = last_of[-1] if last_of else -1
    while index >= 0:
        rise.append(pairs[index])
        index = before[index]
    return rise[::-1]


def _changes_in(part: _Change, old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    start, end, new_start, new_end = part
    if _is_short(part):
        matcher = SequenceMatcher(None, old[start:end], new[new_start:new_end], autojunk=False)
        for tag, first, last, new_first, new_last in matcher.get_opcodes():
            if tag != "equal":
                yield _Change(
                    start + first, start + last, new_start + new_first, new_start + new_last
                )
    elif end - start == new_end - new_start:
        shift = new_start - start
        rows = range(start, end)
        for is_equal, run in groupby(rows, key=lambda row: old[row] == new[row + shift]):
            if not is_equal:
                first, *_ = changed = list(run)
                last = first + len(changed)
                yield _Change(first, last, first + shift, last + shift)
    else:
        yield part


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
