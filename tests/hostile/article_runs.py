"""Runs the command on hostile articles, and asserts what must come of each."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from tests.commands import NOW, Commands, Ending
from tests.hostile.articles import Hostile, limits
from tests.hostile.orderly import check_orderly

_FINDINGS = "findings.json"
_PAGE = "page.html"

Findings: TypeAlias = Mapping[str, list[dict[str, Any]]]
"""The findings of each article, by its path."""


class ArticleRuns:
    """The command in a folder of articles at a part of their full size.

    Each run ends as it should, within some seconds of processor time, and prints nothing harmful.
    """

    def __init__(self, commands: Commands, folder: Path, *, part: int, seconds: float) -> None:
        """Write a config whose limits are lowered as much as the sizes."""
        self._commands = commands
        self._folder = folder
        self._part = part
        self._seconds = seconds
        (folder / "articlelint.toml").write_text(limits(part), encoding="utf-8")

    def check(self, group: Sequence[Hostile]) -> None:
        """Fix articles; where that changes one, lint them too, and print the changes as a patch."""
        made = self._written(group)
        fixed, found = self._linted(made, "--fix", "--unsafe-fixes", "--show-fixes")
        changed = {name for name, data in made.items() if self._bytes(name) != data}
        for name, hostile in zip(made, group, strict=True):
            assert (name in changed) == (f"fixed: {name}: ".encode() in fixed.stderr), name
            assert hostile.fixed in {None, name in changed}, name
            # A second run has nothing more to fix.
            assert name in changed or _is_cut(found[name]) or not _has_fix(found[name]), name
        assert {f"_news/{path.name}" for path in (self._folder / "_news").iterdir()} == made.keys()

        # Where nothing was fixed, these are the findings without fixes as well.
        checked = fixed
        if changed:
            self._write(made)
            checked, found = self._linted(made)
            patch = self._run("check", *NOW, "--diff", "--unsafe-fixes", *sorted(changed))
            # A patch keeps tabs and the ends of lines.
            self._check(patch, patch.stdout.replace(b"\r\n", b"\n").expandtabs())
            assert all(self._bytes(name) == data for name, data in made.items())
        for name, hostile in zip(made, group, strict=True):
            is_error = f"error: {name}: ".encode() in checked.stderr
            assert hostile.status in {None, 2 if is_error else bool(found[name])}, name
            assert set(hostile.codes) <= {each["code"] for each in found[name]}, name

    def report(self, group: Sequence[Hostile]) -> None:
        """Write the page on articles, which are left as they are."""
        made = self._written(group)
        ending = self._run("report", *NOW, "--output-file", _PAGE, *made)
        self._check(ending, ending.stdout)
        self._check(ending, (self._folder / _PAGE).read_bytes())
        assert all(self._bytes(name) == data for name, data in made.items())

    def _written(self, group: Sequence[Hostile]) -> dict[str, bytes]:
        """Write articles, and return them by path."""
        made = {f"_news/2020-06-11-{each.name}.md": each.make(self._part) for each in group}
        (self._folder / "_news").mkdir()
        self._write(made)
        return made

    def _write(self, made: Mapping[str, bytes]) -> None:
        for name, data in made.items():
            (self._folder / name).write_bytes(data)

    def _bytes(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def _linted(self, names: Iterable[str], *options: str) -> tuple[Ending, Findings]:
        """Lint articles for a person and as JSON."""
        formats = ("--output-format", "full", "--output-format", "json", "--output-file", _FINDINGS)
        ending = self._run("check", *NOW, *options, *formats, *names)
        printed = self._bytes(_FINDINGS)
        self._check(ending, ending.stdout)
        self._check(ending, printed)
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for each in json.loads(printed):
            found[each["filename"]].append(each)
        return ending, found

    def _run(self, *arguments: str) -> Ending:
        return self._commands.run(*arguments, folder=self._folder)

    def _check(self, ending: Ending, output: bytes) -> None:
        check_orderly(ending._replace(stdout=output), self._seconds)


def _is_cut(findings: Sequence[Mapping[str, Any]]) -> bool:
    return any(each["message"].startswith("there are more than") for each in findings)


def _has_fix(findings: Sequence[Mapping[str, Any]]) -> bool:
    return any(each["fix"] for each in findings)
