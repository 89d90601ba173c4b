"""Findings that depend on the place of a file are the same from every working folder."""

from pathlib import Path

import pytest

from linter.config.files import Configs
from linter.files import discovery
from linter.run.runner import run
from tests.conftest import Build

FILES = {
    "_config.yml": "",
    "blog/_posts/2020-01-01-a.md": "\ufeff---\ntitle: a\n---\n",
    "blog/_posts/2020-01-02-b.md": "---\ntitle: b\ndate: yesterday\n---\n",
    "blog/c.md": "---\ntitle: c\ndate: yesterday\n---\n",
    "blog/d.md": "\ufeff---\ntitle: d\n---\n",
}


@pytest.mark.parametrize("folder", ["", "blog", "blog/_posts"])
def test_a_post_of_jekyll_is_one_from_every_working_folder(
    folder: str, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = build(FILES)
    here = root / folder
    monkeypatch.chdir(here)
    found = discovery.find((str(root),), here, Configs())
    results = run(found, Configs()).results
    by_name = {Path(each.source.path).name: each.diagnostics for each in results}
    found_in = {
        name: [(each.code, each.severity.value) for each in diagnostics]
        for name, diagnostics in by_name.items()
    }
    assert found_in == {
        "2020-01-01-a.md": [("PAR008", "warning")],
        "2020-01-02-b.md": [("DAT001", "error")],
        "d.md": [("PAR008", "error")],
    }
