r"""Globs as in `.gitignore`: which of several lines decides about a path.

The grammar is git's: `dir.c` and `wildmatch.c`, https://git-scm.com/docs/gitignore. Git compares
bytes, so `?` is one byte of a name, not one character.

Lines become regular expressions that never backtrack into a part that has matched: after a `*` the
first match of the text up to the next `*` is as good as any later one, and after a `**/` the first
folders that match are. Each part is an atomic group `(?>…)`, so that matching takes at most the
length of the line times that of the path.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from linter.core.patterns import lazy_pattern

_SPECIAL = lazy_pattern(rb"[*?\[\\]")

# Tokens of a line that stand for more than one byte; any other is a regular expression for a byte.
_SLASH = b"/"
_STAR = b"*"
_FOLDERS = b"**/"
_ONE_OR_MORE_FOLDERS = b"**\\/"
_ANYTHING = b"**"

_CLASSES = {
    b"alnum": rb"0-9A-Za-z",
    b"alpha": rb"A-Za-z",
    b"blank": rb" \t",
    b"cntrl": rb"\x00-\x1f\x7f",
    b"digit": rb"0-9",
    b"graph": rb"!-~",
    b"lower": rb"a-z",
    b"print": rb" -~",
    b"punct": rb"!-/:-@\[-`{-~",
    b"space": rb" \t\n\r",
    b"upper": rb"A-Z",
    b"xdigit": rb"0-9A-Fa-f",
}


class Globs:
    """Lines as in `.gitignore`, of which the last one that matches decides.

    Lines without a glob, such as comments, are skipped.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Take the lines, without line breaks."""
        self._globs = [glob for line in lines if (glob := _parsed(line)) is not None]
        self._of_files = _Table.of(self._globs, is_folder=False)
        self._of_folders = _Table.of(self._globs, is_folder=True)

    def verdict(self, path: str) -> bool | None:
        """Return whether the last line that matches a path itself selects it; None if none matches.

        The path is relative; a folder's ends with `/`. A line with `!` gives False.
        """
        return self._selection(self._last(path))

    def selects(self, path: str) -> bool:
        """Whether a file is selected, by lines that match it or a folder around it."""
        folders = (path[: match.end()] for match in re.finditer("/", path))
        return self._selection(max(map(self._last, (*folders, path)))) or False

    def _last(self, path: str) -> int:
        """Return the number of the last line that matches a path itself; -1 if none does."""
        if path.endswith("/"):
            return self._of_folders.last(os.fsencode(path[:-1]))
        return self._of_files.last(os.fsencode(path))

    def _selection(self, number: int) -> bool | None:
        return None if number < 0 else self._globs[number].selects


class RootedGlobs(NamedTuple):
    """Globs that are relative to a folder, given by its absolute path, and hold below it."""

    folder: str
    globs: Globs


def can_match(line: bytes) -> bool:
    """Whether a line holds a glob; comments do not, nor brackets that nothing closes."""
    return _parsed(line) is not None


def last_verdict(path: str, sources: Sequence[RootedGlobs]) -> bool | None:
    """Return the verdict of the last source that has one on an absolute path; None if none has.

    A folder's path ends with `/`.
    """
    for source in reversed(sources):
        prefix = source.folder.rstrip("/") + "/"
        if path.startswith(prefix) and len(path) > len(prefix):
            verdict = source.globs.verdict(path[len(prefix) :])
            if verdict is not None:
                return verdict
    return None


class _Glob(NamedTuple):
    """One line: a `text` to compare with, or else a regular expression.

    `by_name` compares the last name of a path, else the whole path is compared.
    """

    selects: bool
    only_folders: bool
    by_name: bool
    text: bytes
    regex: bytes = b""


class _Table(NamedTuple):
    """Lines by how they are compared, so that most paths need four dictionary look-ups in all."""

    names: dict[bytes, int]
    paths: dict[bytes, int]
    name_regexes: "_Regexes"
    path_regexes: "_Regexes"

    @classmethod
    def of(cls, globs: Sequence[_Glob], *, is_folder: bool) -> "_Table":
        numbered = [
            (number, glob)
            for number, glob in enumerate(globs)
            if is_folder or not glob.only_folders
        ]
        by_name = [each for each in numbered if each[1].by_name]
        by_path = [each for each in numbered if not each[1].by_name]
        return cls(
            {glob.text: number for number, glob in by_name if not glob.regex},
            {glob.text: number for number, glob in by_path if not glob.regex},
            _Regexes([each for each in by_name if each[1].regex]),
            _Regexes([each for each in by_path if each[1].regex]),
        )

    def last(self, path: bytes) -> int:
        """Return the number of the last line that matches; -1 if none does."""
        name = path.rpartition(b"/")[2]
        return max(
            self.names.get(name, -1),
            self.paths.get(path, -1),
            self.name_regexes.last(name),
            self.path_regexes.last(path),
        )


class _Regexes:
    """Regular expressions with the numbers of their lines, joined when first needed."""

    def __init__(self, globs: Sequence[tuple[int, _Glob]]) -> None:
        # Of several alternatives `re` takes the first that fits, so the last line comes first.
        self._globs = globs[::-1]
        self._joined: re.Pattern[bytes] | None = None

    def last(self, text: bytes) -> int:
        if not self._globs:
            return -1
        if self._joined is None:
            joined = b"|".join(b"(%s)" % glob.regex for _, glob in self._globs)
            self._joined = re.compile(joined, re.DOTALL)
        found = self._joined.fullmatch(text)
        return -1 if found is None or not found.lastindex else self._globs[found.lastindex - 1][0]


def _parsed(line: bytes) -> _Glob | None:
    """Return the glob of a line; None where it can match nothing."""
    # Git reads lines as C reads text: up to a NUL.
    line = line.partition(b"\0")[0]
    if line.startswith(b"#"):
        return None
    line = _without_trailing_spaces(line)
    negated = line.startswith(b"!")
    text = line[negated:]
    only_folders = text.endswith(b"/")
    text = text.removesuffix(b"/")
    if not text:
        return None
    by_name = b"/" not in text
    text = text.removeprefix(b"/")
    special = _SPECIAL.search(text)
    if special is None:
        return _Glob(not negated, only_folders, by_name, text)
    # Git compares what precedes the first special character apart, and so takes `a**/b` for `a`
    # followed by `**/b`.
    start = 0 if by_name else special.start()
    tokens = list(_tokens(text[start:], by_name=by_name))
    if b"" in tokens:
        return None
    regex = _in_one_name(tokens) if by_name else _across_folders(tokens)
    return _Glob(not negated, only_folders, by_name, text, re.escape(text[:start]) + regex)


def _without_trailing_spaces(line: bytes) -> bytes:
    stripped = line.rstrip(b" ")
    slashes = len(stripped) - len(stripped.rstrip(b"\\"))
    # An escaped space stays.
    return stripped + b" " if slashes % 2 and len(stripped) < len(line) else stripped


def _tokens(text: bytes, *, by_name: bool) -> Iterator[bytes]:
    """Yield the tokens of a line; an empty one if it can match nothing."""
    index = 0
    while index < len(text):
        sign = text[index : index + 1]
        if sign == b"*":
            start = index
            while text[index : index + 1] == b"*":
                index += 1
            token = _star_token(text, start, index)
            if by_name or token is None:
                yield _STAR
            else:
                yield token
                index += {_FOLDERS: 1, _ONE_OR_MORE_FOLDERS: 2}.get(token, 0)
        elif sign == b"?":
            yield b"[^/]"
            index += 1
        elif sign == b"[":
            regex, index = _bracket(text, index + 1)
            yield regex
        else:
            if sign == b"\\":
                index += 1
            char = text[index : index + 1]
            yield char if char == _SLASH else re.escape(char)
            index += 1


def _star_token(text: bytes, start: int, end: int) -> bytes | None:
    """Return what two or more stars stand for where they are a whole name; None elsewhere."""
    if end - start == 1 or text[max(start - 1, 0) : start] not in {b"", _SLASH}:
        return None
    rest = text[end:]
    if not rest:
        return _ANYTHING
    if rest.startswith(b"/"):
        return _FOLDERS
    return _ONE_OR_MORE_FOLDERS if rest.startswith(b"\\/") else None


def _bracket(text: bytes, index: int) -> tuple[bytes, int]:
    """Return a regular expression for what a bracket matches, and the index after it.

    It is empty if the bracket can match nothing, as one that nothing closes.
    """
    negated = text[index : index + 1] in {b"!", b"^"}
    index += negated
    parts: list[bytes] = []
    # The character before a `-`; a range or a class cannot begin another range.
    low: int | None = None
    is_first = True
    while is_first or text[index : index + 1] != b"]":
        is_first = False
        name = _class_name(text, index)
        if name is not None:
            if name not in _CLASSES:
                return b"", len(text)
            parts.append(_CLASSES[name])
            index += len(name) + 4
            low = None
            continue
        is_range = text[index : index + 1] == b"-" and low is not None
        is_range = is_range and text[index + 1 : index + 2] not in {b"", b"]"}
        index += is_range
        index += text[index : index + 1] == b"\\"
        if index >= len(text):
            return b"", len(text)
        char = text[index]
        if is_range and low is not None:
            if low <= char:
                parts.append(b"\\x%02x-\\x%02x" % (low, char))
            low = None
        else:
            parts.append(b"\\x%02x" % char)
            low = char
        index += 1
    inside = b"".join(parts)
    if negated:
        return b"[^/%s]" % inside, index + 1
    return (b"(?!/)[%s]" % inside if inside else b""), index + 1


def _class_name(text: bytes, index: int) -> bytes | None:
    """Return the name of a class such as `[:alpha:]` that begins here; None if none does."""
    if not text.startswith(b"[:", index):
        return None
    end = text.find(b"]", index + 2)
    inside = text[index + 2 : end]
    return inside[:-1] if end >= 0 and inside.endswith(b":") else None


def _in_one_name(tokens: Sequence[bytes]) -> bytes:
    """Return a regular expression for a name, or the rest of one."""
    first, *parts = _split(tokens, _STAR)
    regexes = [b"".join(first)]
    regexes += (b"(?>[^/]*?%s)" % b"".join(part) for part in parts[:-1] if part)
    regexes += (b"[^/]*" + b"".join(part) for part in parts[-1:])
    return b"".join(regexes)


def _across_folders(tokens: Sequence[bytes]) -> bytes:
    """Return a regular expression for a path."""
    # A `**/` begins a new run of names, which is looked for from folder to folder.
    runs: list[tuple[bytes, list[bytes]]] = [(b"", [])]
    for token in tokens:
        if token == _FOLDERS:
            runs.append((b"(?:[^/]*+/)*?", []))
        elif token == _ONE_OR_MORE_FOLDERS:
            runs.append((b"(?:[^/]*+/)+?", []))
        else:
            runs[-1][1].append(token)
    regexes = [start + _names(run) for start, run in runs]
    return b"".join(chain((b"(?>%s)" % regex for regex in regexes[:-1]), regexes[-1:]))


def _names(tokens: Sequence[bytes]) -> bytes:
    if tokens and tokens[-1] == _ANYTHING:
        return _names(tokens[:-1]) + b".*"
    return b"/".join(map(_in_one_name, _split(tokens, _SLASH)))


def _split(tokens: Sequence[bytes], separator: bytes) -> list[list[bytes]]:
    """Return the tokens between the separators."""
    parts: list[list[bytes]] = [[]]
    for token in tokens:
        if token == separator:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
