import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.caches import keep_results_in
from tests.commands import Commands
from tests.lsp.client import Client


@pytest.fixture(autouse=True, scope="module")
def collects_own_objects_only() -> None:
    """Keep the collector, which a session calls, from what other tests have left alive."""
    gc.freeze()


@pytest.fixture
def client(commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Return a client in an empty folder, whose server has a cache of its own."""
    keep_results_in(monkeypatch, tmp_path.with_name(f"{tmp_path.name}-cache"))
    with Client(tmp_path, commands=commands) as client:
        yield client
