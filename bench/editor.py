"""How long an editor waits for the language server, and how much memory that needs."""

import os
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple

from bench.measure import measure
from bench.own import COMMAND, ENVIRONMENT
from tests.lsp.client import Client

_TITLE = 'title: "'


class EditorTimes(NamedTuple):
    """One session in a site whose results are cached: seconds, and the peak memory in bytes.

    `start` is until the server answers its first request, `first` from opening the first file until
    its diagnostics come, `key` the median from a changed letter until its diagnostics come, and
    `slow_key` that of which 5 % are slower.
    """

    start: float
    first: float
    key: float
    slow_key: float
    memory: int

    def __str__(self) -> str:
        """Return the figures in one line each."""
        return (
            f"start of the server      {self.start * 1000:7.0f} ms\n"
            f"first file               {self.first * 1000:7.0f} ms\n"
            f"a key, median            {self.key * 1000:7.1f} ms\n"
            f"a key, 95th percentile   {self.slow_key * 1000:7.1f} ms\n"
            f"memory                   {self.memory / 1_000_000:7.0f} MB\n"
        )


def edit(site: Path, cache: Path, log: Path, keys: int) -> EditorTimes:
    """Type so many letters into the title of an article; some make a mistake, others mend it."""
    environment = {**ENVIRONMENT, "XDG_CACHE_HOME": str(cache)}
    measure((COMMAND, "check", "-q"), site, log, environment)
    files = sorted((site / "_news").glob("*.md"))
    file = files[len(files) // 2]
    text, uri = file.read_text(encoding="utf-8"), file.as_uri()
    begun = perf_counter()
    with Client(site, environment={**os.environ, **environment}) as client:
        client.initialize(
            [site], {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        )
        started = perf_counter()
        client.open(uri, text, 0)
        client.pushed(uri)
        first = perf_counter()
        times = []
        for version in range(1, keys + 1):
            typed = "x" * (version % 40) + ("&amp;" if version % 3 == 0 else "")
            changed = text.replace(_TITLE, f"{_TITLE}{typed}", 1)
            pressed = perf_counter()
            client.change(uri, changed, version)
            # Before the first key, there may be a second answer for the text as it was opened.
            while client.pushed(uri)["version"] != version:
                pass
            times.append(perf_counter() - pressed)
        memory = _peak(client.process.pid)
        client.shut_down()
    return EditorTimes(
        started - begun, first - started, median(times), quantiles(times, n=20)[-1], memory
    )


def _peak(process: int) -> int:
    """Return the most memory that a process has had, on Linux; 0 elsewhere."""
    status = Path(f"/proc/{process}/status")
    if not status.is_file():
        return 0
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
