"""Sites laid out for one test."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Build = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return what lays out a site of the given files and returns its root."""

    def lay_out(files: Mapping[str, str]) -> Path:
        root = tmp_path / "site"
        for name, text in {"_config.yml": "", **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return root

    return lay_out
