"""Random sessions: at each moment the server finds what the command finds in the same texts."""

import shutil
from pathlib import Path

import pytest

from tests.caches import keep_results_in
from tests.commands import Commands
from tests.lsp.random_session import RandomSession
from tests.sites import OWN

pytestmark = pytest.mark.slow


def test_after_each_step_the_findings_are_those_of_the_command(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_results_in(monkeypatch, tmp_path / "cache")
    shutil.copytree(OWN, tmp_path / "site")
    with RandomSession(tmp_path / "site", tmp_path / "copy", 1, commands) as session:
        for _ in range(40):
            session.step()
        assert session.client.shut_down() == 0
    assert session.client.log == ""
