"""A unified diff that `git apply` and `patch` take as it is."""

from collections.abc import Iterator
from difflib import unified_diff

_NO_NEWLINE = "\\ No newline at end of file\n"


def patch(path: str, before: str, after: str) -> str:
    r"""Return the difference between two texts of one file; empty if they are equal.

    Only `\n` ends a line, so a carriage return stays part of its line, as git and patch have it. A
    last line without an end is marked as they mark it. `path` is relative to where the patch is
    applied with `-p1`.
    """
    lines = unified_diff(_lines(before), _lines(after), _name("a", path), _name("b", path))
    return "".join(_ended(lines))


def _lines(text: str) -> list[str]:
    pieces = text.split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"


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
