"""Each page shows early what to type: a command, or lines of a file."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
SCREEN = 1_500
"""Characters of a page's source that a first screen shows."""

TYPED = re.compile(
    r"`articlelint [a-z]|^```(?:\{code-block\} )?(?:console|json|python|sh|toml|yaml)", re.MULTILINE
)
ABOUT_THE_PROJECT = frozenset(
    {"changelog.md", "contributing.md", "dependencies.md", "explanation/architecture.md"}
)


def first_screen(page: str) -> str:
    text = re.sub(r"<!--.*?-->", "", (DOCS / page).read_text(encoding="utf-8"))
    return text[:SCREEN]


def is_answered(text: str) -> bool:
    return TYPED.search(text) is not None


PAGES = [
    path.relative_to(DOCS).as_posix()
    for path in sorted(DOCS.rglob("*.md"))
    if "_build" not in path.parts
]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ABOUT_THE_PROJECT])
def test_the_first_screen_shows_what_to_type(page: str) -> None:
    assert is_answered(first_screen(page))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("# Fix\n\n```sh\narticlelint check --fix\n```\n", True),
        ("# Fix\n\n`articlelint check --fix` applies fixes.\n", True),
        ("# Ignore\n\n```toml\nignore = []\n```\n", True),
        ("# Fix\n\narticlelint is a linter, and fixes.\n", False),
        ("# Fix\n\nSee [Rules](../rules/index.md).\n", False),
    ],
)
def test_commands_and_files_are_what_is_typed(text: str, *, answer: bool) -> None:
    assert is_answered(text) is answer
