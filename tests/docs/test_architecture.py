"""The page on architecture links to code that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "architecture.md"
LINKS = set(re.findall(r"\[(`[^\]]+`)\]\(\.\./\.\./([^)]+)\)", PAGE.read_text(encoding="utf-8")))


def names_in(path: Path) -> set[str]:
    """Return the names that a module defines, and its own and its package's."""
    names = {path.stem, path.parent.name}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


@pytest.mark.parametrize(("linked", "path"), sorted(LINKS))
def test_a_linked_name_is_defined_in_the_linked_module(linked: str, path: str) -> None:
    names = {part for name in re.findall(r"`([\w.]+)`", linked) for part in name.split(".")}
    assert names <= names_in(ROOT / path)


def test_the_page_has_links() -> None:
    assert len(LINKS) > len(PAGE.read_text(encoding="utf-8").split("\n## "))
