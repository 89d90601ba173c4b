r"""Globs of a config: lines as in `.gitignore`, with braces and a leading `./`.

`posts/*.{md,mdx}` stands for `posts/*.md` and `posts/*.mdx`, as in a shell; `\{` is the character.
A `./` is the folder that the glob is relative to.
"""

import os
import re
from functools import lru_cache

from linter.core.globs import can_match
from linter.core.messages import plural
from linter.core.patterns import lazy_pattern

MAX_PATTERNS = 100
"""Most lines that the braces of one glob stand for."""

MAX_OF_CONFIG = 10_000
"""Most lines that the braces of all globs of one config file add."""

MAX_DEPTH = 10
"""Most braces inside one another."""

# An escaped character, a bracket with all in it, or text without a sign; else one character.
_PART = lazy_pattern(
    r"\\.|\[[!^]?\]?(?:\\.|\[:[^\]]*:\]|[^\]\\])*\]|[^\\\[{},]+|.",
    re.DOTALL,
)
_ESCAPED = lazy_pattern(r"\\(.)", re.DOTALL)
_HERE = lazy_pattern(r"(?:\./+)+")


class GlobError(Exception):
    """A glob can match nothing; the message is the reason."""


@lru_cache(maxsize=256)
def gitignore_lines(glob: str) -> tuple[bytes, ...]:
    """Return the lines of a `.gitignore` that a glob stands for; each can match something.

    Raises:
        GlobError: one of them cannot, or they are too many (`MAX_PATTERNS`).

    """
    if glob.startswith("#"):
        raise GlobError(r"`#` begins a comment; `\#` is the character")
    is_negated = glob.startswith("!")
    alternatives = _Braces(glob[is_negated:]).alternatives()
    return tuple(dict.fromkeys(_line(each, is_negated=is_negated) for each in alternatives))


def split(text: str) -> list[str]:
    """Return the globs of a text that separates them by commas, of which braces hold others."""
    globs, depth = [""], 0
    for part in _PART.findall(text):
        depth = max(depth + (part == "{") - (part == "}"), 0)
        if part == "," and not depth:
            globs.append("")
        else:
            globs[-1] += part
    return [glob.strip() for glob in globs if glob.strip()]


def _line(pattern: str, *, is_negated: bool) -> bytes:
    """Return the line of a pattern without braces."""
    rooted = _HERE.sub("/", pattern, count=1) if pattern.startswith("./") else pattern
    names = rooted.removeprefix("/").removesuffix("/").split("/")
    if ".." in names:
        raise GlobError("a `..` leads nowhere, since globs start at the top folder")
    if not rooted.strip(" /"):
        raise GlobError("it names no file")
    if "" in names or "." in names:
        raise GlobError("no file has an empty name, or `.`, on its path")
    needless = next(filter(str.isalnum, _ESCAPED.findall(rooted)), None)
    if needless is not None:
        raise GlobError(
            rf"`\{needless}` is just `{needless}`; `/` separates folders, on Windows too"
        )
    # What braces put at the start is no sign of a comment, nor of a negation.
    prefix = "!" if is_negated else "\\" * rooted.startswith(("!", "#"))
    line = os.fsencode(prefix + rooted)
    if not can_match(line):
        raise GlobError("nothing closes its `[`, or it ends with a single `\\`")
    return line


class _Braces:
    """Reads a glob from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def alternatives(self, depth: int = 0) -> list[str]:
        """Return the patterns up to the end; inside of braces, up to the one that closes them.

        Raises:
            GlobError: braces are not closed, empty or nested too deeply, or patterns too many.

        """
        if depth > MAX_DEPTH:
            raise GlobError(f"more than {MAX_DEPTH} braces are inside one another")
        done: list[str] = []
        patterns = [""]
        while self._at < len(self._text):
            part = self._next()
            if part == "{":
                inner = self._inside(depth + 1)
                patterns = [before + after for before in patterns for after in inner]
            elif depth and part == "}":
                return done + patterns
            elif depth and part == ",":
                done, patterns = done + patterns, [""]
            else:
                patterns = [before + part for before in patterns]
            if len(done) + len(patterns) > MAX_PATTERNS:
                raise GlobError(f"it stands for more than {plural(MAX_PATTERNS, 'pattern')}")
        if depth:
            raise GlobError(r"nothing closes its `{`; `\{` is the character")
        return patterns

    def _inside(self, depth: int) -> list[str]:
        found = self.alternatives(depth)
        if found == [""]:
            raise GlobError(r"its braces are empty; `\{\}` are the characters")
        return found

    def _next(self) -> str:
        part = _PART.match(self._text, self._at)
        assert part is not None  # noqa: S101 - the last alternative takes any character
        self._at = part.end()
        return part[0]
