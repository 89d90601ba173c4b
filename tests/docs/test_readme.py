"""What the README shows is what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MISTAKES = (
    ("width: 50", 'width: "50"'),
    ("www-pbs-org.cdn", "pbs-org.cdn"),
)


def blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def articlelint(*arguments: str, folder: Path) -> str:
    command = [sys.executable, "-m", "linter", *arguments]
    environment = os.environ | {"COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    environment.pop("FORCE_COLOR", None)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_first_output_is_that_of_the_seeds() -> None:
    assert articlelint("check", "seeds", folder=ROOT) == blocks("text")[0]


def test_second_output_is_that_of_two_mistakes(tmp_path: Path) -> None:
    (seed,) = (ROOT / "seeds").glob("*.md")
    text = seed.read_text(encoding="utf-8")
    for right, wrong in MISTAKES:
        assert text.count(right) >= 1
        text = text.replace(right, wrong, 1)
    news = tmp_path / "_news"
    news.mkdir()
    (news / "2020-06-11-amazon.md").write_text(text, encoding="utf-8")
    assert articlelint("check", "_news", folder=tmp_path) == blocks("text")[1]
