"""A long random session of an editor with the language server, in a copy of a site.

Start it as `python -m tests.fuzz.editor [STEPS [SEED [SITE]]]`. After each step the server must
find what the command finds in the same texts; the memory of the server is printed now and then.
"""

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.printing import print_at_once
from tests.lsp.random_session import DifferenceError, RandomSession
from tests.sites import OWN

_PRINTED_AFTER = 100


def _memory(process: int) -> str:
    """Return the present memory of a process, on Linux."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("VmRSS:")), "?")


def main(steps: int = 500, seed: int = 1, site: Path = OWN) -> int:
    """Go through a session; print where it fails, and return its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        own, copy = Path(folder) / "site", Path(folder) / "copy"
        shutil.copytree(site, own, copy_function=shutil.copyfile)
        with RandomSession(own, copy, seed) as session:
            for number in range(1, steps + 1):
                try:
                    session.step()
                except DifferenceError as error:
                    print_at_once(
                        f"step {number} of seed {seed}: {error}\n{' '.join(session.steps[-20:])}"
                    )
                    return 1
                if number % _PRINTED_AFTER == 0:
                    print_at_once(f"{number:,} steps, {_memory(session.client.process.pid)}")
            status = session.client.shut_down()
    print_at_once(
        ", ".join(f"{name} {count:,}" for name, count in Counter(session.steps).most_common())
    )
    print_at_once(f"exit status {status}, log: {session.client.log!r}")
    return 0 if status == 0 and not session.client.log else 1


if __name__ == "__main__":
    given = sys.argv[1:] + ["500", "1", str(OWN)][len(sys.argv) - 1 :]
    sys.exit(main(int(given[0]), int(given[1]), Path(given[2])))
