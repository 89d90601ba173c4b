"""What the README shows is what happens."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import plain_environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
POST = """\
---
title: Lichens on the wall
date: 2024-05-02
tags: [walls]
draft: yes
---
"""


def blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def articlelint(*arguments: str, folder: Path) -> str:
    command = [sys.executable, "-m", "linter", *arguments]
    environment = plain_environment() | {"COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_second_output_is_that_of_the_seeds() -> None:
    assert articlelint("check", "seeds", folder=ROOT) == blocks("text")[1]


def test_first_output_is_that_of_a_draft_on_a_hugo_site(tmp_path: Path) -> None:
    post = tmp_path / "content" / "posts" / "lichens.md"
    post.parent.mkdir(parents=True)
    post.write_text(POST, encoding="utf-8")
    (tmp_path / "hugo.toml").touch()
    assert articlelint("check", folder=tmp_path) == blocks("text")[0]
