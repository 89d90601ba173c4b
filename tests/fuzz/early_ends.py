"""Edits a site at random, and holds runs that end early or have a cache to runs without caches.

Start it as `python -m tests.fuzz.early_ends [COUNT [SEED]]`.
"""

import os
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result

from linter.cli import early
from linter.cli.early_arguments import parsed
from linter.cli.root import articlelint
from tests.caches import keep_results_in
from tests.sites import OWN

MOSS = "_news/2020-05-02-mosses-take-the-roofs-of-the-old-town.md"

_Edit = Callable[[Path, random.Random], object]


def settle(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have files that were just written count as settled, and keep results below a folder."""
    patch.setattr("linter.run.entry_states.RACY", 0)
    patch.setattr("linter.cache.store.RACY", 0)
    patch.setattr("linter.fastpath.state.STARTED", 2**63)
    keep_results_in(patch, folder)
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
        patch.delenv(name, raising=False)


def early_text(*arguments: str) -> str | None:
    """Return what is printed early; None without an early end."""
    known = parsed(["check", *arguments])
    return None if known is None else early.printed(known)


def _write(text: str) -> _Edit:
    return lambda _, __: Path("articlelint.toml").write_text(text, "utf-8")


def _retitle(some: Path, _: random.Random) -> None:
    text = some.read_text(encoding="utf-8")
    some.write_text(text.replace("title: ", "title: A ", 1), encoding="utf-8")


def _renamed(folder: str, *names: str) -> _Edit:
    def rename(_: Path, chance: random.Random) -> None:
        some = chance.choice(sorted(Path(folder).iterdir()))
        some.rename(some.with_name(chance.choice((some.name, *names))))

    return rename


def _restore(*_: object) -> None:
    shutil.copytree("../start/_news", "_news", dirs_exist_ok=True)


_EDITS: Sequence[_Edit] = (
    *[_retitle] * 6,
    _restore,
    lambda some, _: some.unlink(),
    lambda some, _: Path(MOSS).write_bytes(some.read_bytes()),
    lambda some, chance: some.rename(some.with_name(f"2020-02-02-{chance.randrange(99)}.md")),
    lambda some, chance: shutil.copy(some, some.with_name(f"{chance.randrange(99)}.md")),
    lambda some, chance: os.utime(some, (chance.randrange(99), chance.randrange(99))),
    _write(""),
    _write('ignore = ["DUP"]'),
    _write('exclude = ["_news/2020-05-0*"]'),
    lambda _, __: Path("articlelint.toml").unlink(missing_ok=True),
    _renamed("_data/topics", "x.yaml", "x.txt"),
    _renamed("assets/images/organizations", "x.jpg"),
)


def ended_early(count: int, seed: int) -> int:
    """Edit the site in the current folder, check it after each edit, and count early ends.

    The folder `start` beside it has a copy of the site.
    """
    chance = random.Random(seed)  # noqa: S311 - it only varies edits
    ended = 0
    for _ in range(count):
        chance.choice(_EDITS)(chance.choice(_articles()), chance)
        named = [str(path) for path in chance.sample(_articles(), chance.choice((1, 1, 2)))]
        options = chance.choice(((), ("--force-exclude",)))
        paths = (".",) if chance.random() < 0.2 else (*options, *named)
        text = early_text(*paths)
        whole = _check("--no-cache", "--no-fast-path", *paths)
        if text is None:
            cached = _check(*paths)
            assert (cached.stdout, cached.exit_code) == (whole.stdout, whole.exit_code)
            # What such a run leaves holds for one after it.
            text = early_text(*paths)
        if text is not None:
            assert (text, "", 0) == (whole.stdout, whole.stderr, whole.exit_code)
            ended += 1
    return ended


def _articles() -> list[Path]:
    found = sorted(Path("_news").glob("*.md"))
    if len(found) < 2:
        _restore()
        return _articles()
    return found


def _check(*arguments: str) -> Result:
    return CliRunner().invoke(articlelint, ("check", *arguments), catch_exceptions=False)


def main(count: int = 1_000, seed: int = 1) -> None:
    """Edit a copy of the tests' site, and print how many runs ended early."""
    with TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as patch:
        settle(patch, Path(scratch, "cache"))
        for name in ("start", "site"):
            shutil.copytree(OWN, Path(scratch, name))
        with chdir(Path(scratch, "site")):
            print(f"{ended_early(count, seed):,} of {count:,} runs ended early")  # noqa: T201


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
