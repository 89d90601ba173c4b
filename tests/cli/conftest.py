from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

Run = Callable[..., Result]

GOOD = "---\ntitle: a\ntype: article\nwebUrl: https://example.com/\n---\n"
BAD = "---\ntitle: [a\ntype: article\nwebUrl: https://example.com/\n---\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site with one good and one broken article the current folder."""
    (tmp_path / "_news").mkdir()
    (tmp_path / "_news/good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "_news/bad.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/notes.md").write_text("# Notes\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the command line; it fails the test for anything but an orderly exit."""
    from linter.cli.root import articlelint

    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(articlelint, arguments, input=stdin, catch_exceptions=False)

    return run
