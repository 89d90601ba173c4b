"""Hostile articles in one session: opened, edited, closed, with requests, and the server stays."""

from pathlib import Path

import pytest

from tests.caches import keep_results_in
from tests.hostile.articles import ARTICLES, PART
from tests.lsp.hostile_session import HostileSession, has_secret

pytestmark = pytest.mark.slow

# `tests.fuzz.hostile` has all, at their full sizes; larger ones take seconds. One of a megabyte is
# kept.
_LARGEST = 1_000
_HUGE = "opening-blanks"
_EVERY = 5


def test_hostile_articles_end_neither_the_server_nor_their_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_results_in(monkeypatch, tmp_path / "cache")
    (tmp_path / "site").mkdir()
    count = 0
    with HostileSession(tmp_path / "site") as session:
        small = [hostile for hostile in ARTICLES if len(hostile.make(PART)) < _LARGEST]
        (huge,) = (hostile for hostile in ARTICLES if hostile.name == _HUGE)
        for hostile in (huge, *small[::_EVERY]):
            count += sum(1 for _ in session.steps(hostile, places=1, part=PART))
        assert session.client.shut_down() == 0
    assert count > len(ARTICLES)
    assert session.leaks == []
    assert not has_secret(session.client.log)
    assert session.client.log == ""
