"""All hostile articles in one session with the language server, with requests at many places.

Start it as `python -m tests.fuzz.hostile [PLACES [FROM]]`. What takes long is printed.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.printing import print_at_once
from tests.hostile.articles import ARTICLES
from tests.lsp.hostile_session import HostileSession, has_secret

_LONG = 1.0
_TOO_LONG = 2.0
"""Seconds of processor time for one step."""


def main(places: int = 5, first: int = 0) -> int:
    """Go through the articles; return 1 for an answer that is too late or has a secret."""
    counts: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        HostileSession(Path(folder).resolve()) as session,
    ):
        for hostile in ARTICLES[first:]:
            for step in session.steps(hostile, places):
                counts["steps"] += 1
                counts["too long"] += step.seconds > _TOO_LONG
                if step.seconds > _LONG:
                    print_at_once(f"{step.seconds:.2f} s: {step.article}, {step.name}")
        status = session.client.shut_down()
    print_at_once("\n".join(session.leaks))
    leaks = len(session.leaks) + has_secret(session.client.log)
    print_at_once(
        f"{len(ARTICLES[first:])} articles, {counts['steps']:,} steps, {leaks} with a secret"
    )
    print_at_once(f"exit status {status}, log: {session.client.log!r}")
    return int(bool(status or leaks or counts["too long"] or session.client.log))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
