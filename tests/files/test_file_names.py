"""The names of files, as a walk takes or leaves them."""

import os.path

import pytest

from linter.files.file_names import FolderContext, suffix

NAMES = ("a.md", "A.MD", "a.b.html", "a", "md", ".md", "..md", "...", "a.", ".a.md", "a. md", "é.İ")


@pytest.mark.parametrize("name", NAMES)
def test_a_suffix_is_that_of_python_in_lower_case(name: str) -> None:
    assert suffix(name) == os.path.splitext(name)[1].lower()  # noqa: PTH122


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("a.md", True),
        ("a_b.MD", True),
        ("readme", False),
        ("README.md", False),
        ("ReadMe.Md", False),
        ("readme-first.md", True),
        ("my-readme.md", True),
        ("_a.md", False),
        ("#a.md", False),
        ("~a.md", False),
        ("a.txt", False),
        ("a.yml", False),
    ],
)
def test_special_names_are_not_taken(name: str, *, is_taken: bool) -> None:
    assert FolderContext("article").takes(name) == is_taken
    assert not FolderContext("article", foreign=True).takes(name)
    assert FolderContext("topic").takes("a.yml")
