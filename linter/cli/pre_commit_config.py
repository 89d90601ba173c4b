"""Adds the hook to a `.pre-commit-config.yaml` without another change to it.

The format is that of https://pre-commit.com (section "Adding pre-commit plugins to your project").
The new entry is inserted as text after the last one, with its indentation. The result is parsed
again: it must be the old content and the entry, or the file is not changed.
"""

import json
import re
from enum import Enum, auto
from typing import Any

import yaml

from linter.cli.pre_commit_repo import HookSource

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
    "require_serial": "true",
}

# The usual columns of an entry's hyphen, its keys, a hook's hyphen and its keys.
_USUAL_COLUMNS = (2, 4, 6, 8)


class Unchanged(Enum):
    """Why a file is not changed."""

    HAS_HOOK = auto()
    UNCLEAR = auto()


def entry(source: HookSource, columns: tuple[int, int, int, int] = _USUAL_COLUMNS) -> str:
    """Return the entry of `repos` for the hook from a source.

    `columns` are those of the entry's hyphen, its keys, the hook's hyphen and its keys.
    """
    hyphen, key, hook_hyphen, hook_key = (" " * column for column in columns)
    is_local = source.repository is None
    lines = (
        f"{hyphen}-{key[len(hyphen) + 1 :]}repo: {_scalar(source.repository or 'local')}",
        *(() if is_local else (f"{key}rev: {_scalar(source.revision)}",)),
        f"{key}hooks:",
        f"{hook_hyphen}-{hook_key[len(hook_hyphen) + 1 :]}id: articlelint",
        *(f"{hook_key}{name}: {value}" for name, value in _LOCAL.items() if is_local),
    )
    return "".join(f"{line}\n" for line in lines)


def _scalar(text: str) -> str:
    """Return YAML for a text: plain if that is parsed as the same text, else quoted."""
    try:
        is_plain = bool(yaml.safe_load(f"a: {text}") == {"a": text})
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def with_hook(text: str, source: HookSource) -> str | Unchanged:
    """Return the text of a `.pre-commit-config.yaml` with the hook, or why it is not changed.

    The text can be empty.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
        before = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError):
        return Unchanged.UNCLEAR
    if _has_hook(before):
        return Unchanged.HAS_HOOK
    repos = _value(root, "repos")
    if repos is not None:
        added, at = entry(source, _columns(repos)), _end(repos, text)
    elif root is None or (isinstance(root, yaml.MappingNode) and not root.flow_style):
        added, at = f"repos:\n{entry(source)}", len(text)
    else:
        return Unchanged.UNCLEAR
    line_end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if at == 0 or text[at - 1] == "\n" else line_end
    after = text[:at] + gap + added.replace("\n", line_end) + text[at:]
    return after if _adds_the_entry(before, after, source) else Unchanged.UNCLEAR


def _adds_the_entry(before: Any, after: str, source: HookSource) -> bool:
    """Whether a text is the old content and the entry of the hook."""
    (wanted,) = yaml.safe_load(entry(source))
    try:
        new = yaml.safe_load(after)
    except yaml.YAMLError:
        return False
    return bool(new == {**(before or {}), "repos": [*_list(before, "repos"), wanted]})


def _has_hook(content: Any) -> bool:
    hooks = [hook for each in _list(content, "repos") for hook in _list(each, "hooks")]
    return any(isinstance(hook, dict) and hook.get("id") in HOOKS for hook in hooks)


def _list(data: Any, key: str) -> list[Any]:
    """Return the list under a key; an empty one if there is none."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _columns(repos: yaml.Node) -> tuple[int, int, int, int]:
    """Return the columns of the last entry that has all of them."""
    for each in reversed(repos.value):
        hooks = _value(each, "hooks")
        if isinstance(hooks, yaml.SequenceNode) and hooks.value and not hooks.flow_style:
            nodes = (repos, each, hooks, hooks.value[-1])
            hyphen, key, hook_hyphen, hook_key = (node.start_mark.column for node in nodes)
            return hyphen, key, hook_hyphen, hook_key
    return _USUAL_COLUMNS


def _end(repos: yaml.Node, text: str) -> int:
    """Return the end of the last entry's lines, with the comments indented like it."""
    end = repos.end_mark.index
    if repos.end_mark.column:
        newline = text.find("\n", end)
        end = len(text) if newline < 0 else newline + 1
    # PyYAML's end is the start of the next token.
    foreign = re.compile(rf"[ ]{{0,{repos.start_mark.column}}}#")
    lines = text[:end].splitlines(keepends=True)
    while lines and (not lines[-1].strip() or foreign.match(lines[-1])):
        end -= len(lines.pop())
    return end
