"""All hostile articles at their full sizes, one after the other: linted, fixed, and in a report.

Start it as `python -m tests.fuzz.articles [FROM]`. What takes long is printed.
"""

import sys
import tempfile
import traceback
from pathlib import Path
from time import monotonic

from tests.commands import MAX_SECONDS, Commands, new_commands
from tests.fuzz.printing import print_at_once
from tests.hostile.article_runs import ArticleRuns
from tests.hostile.articles import ARTICLES, Hostile

_LONG = 5.0
"""Seconds in which one article is linted up to three times."""


def _passes(hostile: Hostile, commands: Commands) -> bool:
    before = monotonic()
    try:
        for run in (ArticleRuns.check, ArticleRuns.report):
            with tempfile.TemporaryDirectory() as folder:
                runs = ArticleRuns(commands, Path(folder), part=1, seconds=MAX_SECONDS)
                run(runs, [hostile])
    except AssertionError:
        print_at_once(f"{hostile.name} failed: {traceback.format_exc()}")
        return False
    if (seconds := monotonic() - before) > _LONG:
        print_at_once(f"{seconds:.1f} s: {hostile.name}")
    return True


def main(first: int = 0) -> int:
    """Go through the articles; return 1 if a command did not end as it should."""
    with tempfile.TemporaryDirectory() as scratch:
        commands = new_commands(Path(scratch), limited=True)
        failed = sum(not _passes(hostile, commands) for hostile in ARTICLES[first:])
        commands.close()
    print_at_once(f"{len(ARTICLES[first:])} articles, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
