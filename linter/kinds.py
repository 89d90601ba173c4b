"""Kinds of front matter: which schema a file is held to.

A kind is the name of a built-in schema. It follows from the Jekyll collection that a file lies in,
or from the keys of its front matter.
"""

import re
from collections.abc import Iterable

from linter.frontmatter import Absence, find

COLLECTIONS = {"_news": "article"}
"""The kind of the files in a Jekyll collection folder and in the folders below it."""

DEFAULT = "article"
"""The kind of a file that was asked for by name and fits no other."""

_TOP_KEY = re.compile(r"""^["']?(title|type|webUrl|originalUrl)["']?[ \t]*:""", re.MULTILINE)
_LINKS = frozenset({"webUrl", "originalUrl"})
_REST = frozenset({"title", "type"})


def of_folders(folders: Iterable[str]) -> str | None:
    """Return the kind that the innermost collection among nested folders gives; None for none."""
    kinds = [COLLECTIONS[folder] for folder in folders if folder in COLLECTIONS]
    return kinds[-1] if kinds else None


def of_text(text: str) -> str | None:
    """Return the kind of the front matter in a file's text; None where it is none that is known.

    An article has a link, a title and a type. The keys are looked for as text, since YAML that is
    broken, or a block that nothing closes, must still be recognised to be reported.
    """
    block = find(text)
    if block is Absence.MISSING:
        return None
    end = len(text) if isinstance(block, Absence) else block.yaml.end
    keys = {match[1] for match in _TOP_KEY.finditer(text, 0, end)}
    return "article" if keys >= _REST and keys & _LINKS else None
