"""A session of a real editor: its settings are those of the documentation, and a script types.

The script writes what the editor shows to `answers.json`, and texts that it saves beside it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.commands import plain_environment

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "how-to" / "editors.md"
(SEED,) = (ROOT / "seeds").glob("2020-06-11-amazon-*.md")
ARTICLE = f"_news/{SEED.name}"

# Each is there once in the sample: two spaces behind what is two units of UTF-16, a time in another
# zone, and a number that is none.
DEFECTS = {
    '\ntitle: "Amazon Suspends Police': '\ntitle: "😀 Amazon Suspends  Police',
    "publishedDateTime: 2020-06-11T00:03:00Z": "publishedDateTime: 2020-06-11T02:03:00+02:00",
    "\nheat: 124\n": "\nheat: 124x\n",
}

_ACTIVATION = ("--no-init-file", "--funcall", "package-activate-all")
"""Makes Emacs find its packages, as it does before it reads a person's settings."""


class Session(NamedTuple):
    """What is left of a session."""

    folder: Path
    """With what the editor saved."""
    site: Path
    answers: dict[str, Any]


class Editor(NamedTuple):
    """How an editor is started."""

    program: str
    packages: str
    """What Debian has to install for it."""
    language: str
    """That of its settings."""
    is_complete: Callable[[str], bool]
    """Whether it has what its settings need."""
    heading: Callable[[str], str]
    """Returns the heading that its settings are below, from its program."""
    command: Callable[[str, Path, str], list[str]]
    """Returns the command that works on an article, from the program and the settings."""


def _neovim_heading(program: str) -> str:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    version = re.match(r"NVIM v(\d+)\.(\d+)", done.stdout)
    assert version is not None
    is_new = (int(version[1]), int(version[2])) >= (0, 11)
    return "Neovim 0.11 or newer" if is_new else "Neovim 0.7 to 0.10"


def _neovim(program: str, settings: Path, article: str) -> list[str]:
    work = f"luafile {Path(__file__).with_name('neovim.lua')}"
    return [program, "--headless", "-u", str(settings), article, "-c", work]


def _emacs(program: str, settings: Path, _: str) -> list[str]:
    work = Path(__file__).with_name("emacs.el")
    return [program, "--batch", *_ACTIVATION, "--load", str(settings), "--load", str(work)]


def _has_modes(program: str) -> bool:
    probe = '(kill-emacs (if (and (locate-library "eglot") (fboundp \'markdown-mode)) 0 1))'
    command = [program, "--batch", *_ACTIVATION, "--eval", probe]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


EDITORS = {
    "neovim": Editor("nvim", "neovim", "lua", lambda _: True, _neovim_heading, _neovim),
    "emacs": Editor(
        "emacs",
        "emacs-nox elpa-eglot elpa-markdown-mode",
        "elisp",
        _has_modes,
        lambda _: "Emacs",
        _emacs,
    ),
}


def settings(heading: str, language: str) -> str:
    """Return the settings that the page shows below a heading."""
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2]
    block = re.search(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert block is not None, heading
    return block[1]


def site_in(folder: Path) -> Path:
    """Lay out a site with the article in a git repository, and return its folder."""
    site = folder / "site"
    text = SEED.read_text(encoding="utf-8")
    for right, wrong in DEFECTS.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    topics = "taxonomy: topic\n_id: {0}\nname: {0}\n"
    for name, content in {
        "_config.yml": "title: News\n",
        "articlelint.toml": "",
        ARTICLE: text,
        "_data/topics/ai.yaml": topics.format("AI"),
        "_data/topics/nlp.yaml": topics.format("Natural Language Processing"),
    }.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", site], check=True)  # noqa: S607 - as the reader does
    return site


def session(editor: Editor, folder: Path) -> Session:
    """Work on the article in an editor; skip the test where the editor is missing."""
    program = shutil.which(editor.program)
    if program is None or not editor.is_complete(program):
        pytest.skip(
            f"{editor.program} or a part of it is missing: apt-get install {editor.packages}"
        )
    site = site_in(folder)
    file = folder / f"init.{editor.language}"
    file.write_text(settings(editor.heading(program), editor.language), encoding="utf-8")
    done = subprocess.run(
        editor.command(program, file, ARTICLE),
        cwd=site,
        env=plain_environment() | environment(folder, site),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    answers = folder / "answers.json"
    assert answers.is_file(), done.stdout + done.stderr
    return Session(folder, site, json.loads(answers.read_text(encoding="utf-8")))


def environment(folder: Path, site: Path) -> dict[str, str]:
    """Return variables with which the server is the tested one, and nobody's settings are read."""
    tools = folder / "bin"
    tools.mkdir()
    tool = tools / "articlelint"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m linter "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    return {
        "ANSWERS": str(folder),
        "ARTICLE": str(site / ARTICLE),
        "HOME": str(folder),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "SITE": str(site),
        **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(folder)),
    }
