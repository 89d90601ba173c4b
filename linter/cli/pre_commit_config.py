"""Adds the hook to a `.pre-commit-config.yaml` without another change to it.

The format is that of https://pre-commit.com (section "Adding pre-commit plugins to your project").
ruamel.yaml appends the entry to `repos`, with the indentation of that list. Files often indent
their lists in several ways, and ruamel.yaml writes all of them in one: so only the lines that it
adds are taken, and the others stay. The result is parsed as pre-commit does. It must be the old
content and the entry, or the file is not changed.
"""

import re
from contextlib import suppress
from enum import Enum, auto
from itertools import takewhile
from typing import Any

import yaml

from linter.cli.pre_commit_repo import HookSource
from linter.core.round_trip import dumped, round_trip

NAME = ".pre-commit-config.yaml"
"""The name of pre-commit's file, in the top folder of a repository."""

HOOKS = frozenset({"articlelint", "articlelint-fix"})
"""The hooks in `.pre-commit-hooks.yaml`; a config needs one of them."""

# Every suffix that a profile reads; which of these files are pages, the command decides.
FILES = (
    r"(?i)(\.(markdown|hbs|md|mdown|mdx|mkd|mkdn|mkdown|html?|liquid|njk|webc)"
    r"|(^|/)_data/.+\.ya?ml)$"
)

# The hook of `.pre-commit-hooks.yaml`, for use without a repository. `system` is the name of the
# language before pre-commit 4.4; later releases accept it.
_LOCAL = {
    "name": "articlelint",
    "entry": "articlelint check --force-exclude",
    "language": "system",
    "files": FILES,
    "require_serial": True,
}

_REPOS = "repos"

# The usual columns of the keys and the hyphen of an entry.
_USUAL_COLUMNS = (4, 2)


class Unchanged(Enum):
    """Why a file is not changed."""

    HAS_HOOK = auto()
    UNCLEAR = auto()


def new_config(source: HookSource) -> str:
    """Return the text of a config that has the hook alone."""
    return dumped(round_trip(*_USUAL_COLUMNS), {_REPOS: [_entry(source)]})


def _entry(source: HookSource) -> dict[str, Any]:
    """Return the entry of `repos` for the hook from a source."""
    if source.repository is None:
        return {"repo": "local", "hooks": [{"id": "articlelint", **_LOCAL}]}
    hooks = [{"id": "articlelint"}]
    return {"repo": source.repository, "rev": source.revision, "hooks": hooks}


def with_hook(text: str, source: HookSource) -> str | Unchanged:
    """Return the text of a `.pre-commit-config.yaml` with the hook, or why it is not changed.

    The text can be empty.
    """
    # ruamel.yaml raises many kinds of exceptions.
    with suppress(Exception):
        before = yaml.safe_load(text)
        if _has_hook(before):
            return Unchanged.HAS_HOOK
        after = _edited(text, source)
        wanted = {**(before or {}), _REPOS: [*_list(before, _REPOS), _entry(source)]}
        if after is not None and yaml.safe_load(after) == wanted:
            return after
    return Unchanged.UNCLEAR


def _has_hook(content: Any) -> bool:
    hooks = [hook for each in _list(content, _REPOS) for hook in _list(each, "hooks")]
    return any(isinstance(hook, dict) and hook.get("id") in HOOKS for hook in hooks)


def _list(data: Any, key: str) -> list[Any]:
    """Return the list under a key; an empty one if there is none."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def _edited(text: str, source: HookSource) -> str | None:
    """Return a text with the lines that ruamel.yaml adds for the entry.

    None if it replaces a line that has another content in the text.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += line_end
    content = round_trip().load(text.replace("\r\n", "\n"))
    if content is None:
        return text + new_config(source).replace("\n", line_end)
    repos = content.get(_REPOS)
    columns = _columns(repos)
    writer = round_trip(*columns)
    has_entries = bool(repos)
    before = dumped(writer, content).split("\n")
    _append(content, source)
    after = dumped(writer, content).split("\n")

    lines = text.split("\n")
    above = _equal(before, after)
    below = _equal(before[above:][::-1], after[above:][::-1])
    end = len(lines) - below
    start = end - (len(before) - above - below)
    if list(map(_solid, lines[max(start, 0) :])) != list(map(_solid, before[above:])):
        return None
    if has_entries and start == end:
        start = end = _above_comments(lines, end, columns[1])
    added = after[above : len(after) - below]
    return "\n".join([*lines[:start], *(line + line_end[:-1] for line in added), *lines[end:]])


def _columns(repos: Any) -> tuple[int, int]:
    """Return the columns of the keys and the hyphen of the last entry."""
    if not repos or repos.fa.flow_style():
        return _USUAL_COLUMNS
    return repos[-1].lc.col, repos.lc.col


def _append(content: Any, source: HookSource) -> None:
    if content.get(_REPOS) is None:
        content[_REPOS] = []
    elif not content[_REPOS]:
        content[_REPOS].fa.set_block_style()
    content[_REPOS].append(_entry(source))


def _equal(lines: list[str], others: list[str]) -> int:
    """Return the number of lines before the first that differs."""
    pairs = zip(lines, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _solid(line: str) -> str:
    """Return a line without blanks, of which ruamel.yaml writes others."""
    return "".join(line.split())


def _above_comments(lines: list[str], end: int, column: int) -> int:
    """Return the end of the last entry: above blank lines and comments that belong to no entry."""
    foreign = re.compile(rf"\s*$|\.\.\.|[ ]{{0,{column}}}#")
    while end and foreign.match(lines[end - 1]):
        end -= 1
    return end
