"""A recorded run differs from a later one where output or fixed files do, and nowhere else."""

from pathlib import Path

import pytest

from tests import recorded_run

pytestmark = pytest.mark.slow

ARTICLE = "---\nlayout: amp\ntitle: Lichens \n---\n"


def test_a_change_of_output_and_of_fixed_files_is_a_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = {name: recorded_run._RUNS[name] for name in ("json", "fixed")}
    monkeypatch.setattr(recorded_run, "_RUNS", runs)
    site, recorded = tmp_path / "site", tmp_path / "recorded"
    article = site / "_news" / "lichens.md"
    article.parent.mkdir(parents=True)
    article.write_text(ARTICLE, encoding="utf-8")
    recorded_run.record(recorded, [site])
    assert article.read_text(encoding="utf-8") == ARTICLE
    assert list(recorded_run.differences(recorded)) == []

    (recorded / "0" / "json.out").write_text("[]\n", encoding="utf-8")
    (recorded / "0" / "fixed" / "_news" / "lichens.md").unlink()
    first, second = recorded_run.differences(recorded)
    assert first.splitlines()[0] == f"{site}: fixed/_news/lichens.md differs"
    assert "+title: Lichens" in first
    assert second.splitlines()[:2] == [f"{site}: json.out differs", "--- recorded json.out"]
