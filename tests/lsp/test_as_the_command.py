"""The server finds what `articlelint check` finds in the same files."""

import shutil
from pathlib import Path

import pytest

from tests.caches import keep_results_in
from tests.lsp.editor import Editor, check
from tests.sites import SITES

SEEDS = Path(__file__).parents[2] / "seeds"

# Of a large site; `tests.fuzz.editor` opens any file of it.
_MOST_FILES = 25
_MOST_IN_A_FOLDER = 40


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_results_in(monkeypatch, tmp_path_factory.mktemp("cache"))


@pytest.mark.slow
@pytest.mark.parametrize("site", [SEEDS, *SITES], ids=lambda site: site.name)
def test_files_of_a_site_have_the_findings_of_the_command(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder, ignore=_left_out)
    expected = check(folder, monkeypatch)
    editor = Editor(folder)
    files = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in {".md", ".html", ".yml", ".yaml", ".json", ".toml"}
    )
    assert expected.keys() <= set(files)
    opened = files[:: -(-len(files) // _MOST_FILES)]
    for path in opened:
        editor.put(path)
    found = {path: editor.findings(path) for path in opened}
    assert found == {path: expected.get(path, []) for path in opened}
    assert any(found.values()) or site == SEEDS
    for path in opened[::7]:
        editor.close(path)
        editor.put(path)
        assert editor.findings(path) == expected.get(path, [])


def _left_out(_folder: str, names: list[str]) -> set[str]:
    """Return the names that are not copied: all but some of a large folder's."""
    every = -(-len(names) // _MOST_IN_A_FOLDER)
    return set(names) - set(sorted(set(names) - {".git"})[::every])
