"""Finds the schema that a file of the site names for itself; nothing is fetched."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from linter.core.paths import real_path
from linter.frontmatter.scalars.dialect import Dialect
from linter.schema.builtin import builtin_names
from linter.schema.errors import SchemaError
from linter.schema.files import load
from linter.schema.schema import Schema
from linter.site.files import is_inside, is_regular, steps
from linter.site.lists import refuse_unusable_lists


class NoSchemaError(Exception):
    """A file names a schema that cannot be used; the message is the reason, in a few words."""


def find_schema(
    reference: str, root: Path, folder: str, known: Iterable[str], dialect: Dialect
) -> Schema:
    """Return the schema that a file names: by a path, or by the `$id` of a known schema.

    A path is relative to the file's `folder`, which is relative to `root`, or else to `root`.
    `known` are the schemas of collections.

    Raises:
        NoSchemaError: there is none below `root`, or it cannot be used.

    """
    try:
        if _is_address(reference):
            return _with_id(reference, root, known)
        schema = load(str(_file(reference, root, folder)), root)
        refuse_unusable_lists(schema, root, dialect)
    except SchemaError as error:
        raise NoSchemaError(str(error)) from None
    return schema


def _is_address(reference: str) -> bool:
    try:
        return bool(urlsplit(reference)[0]) or reference.startswith("//")
    except ValueError:
        return True


def _with_id(address: str, root: Path, known: Iterable[str]) -> Schema:
    for name in (*known, *builtin_names()):
        schema = load(name, root)
        if isinstance(schema.content, dict) and schema.content.get("$id") == address:
            return schema
    raise NoSchemaError("it is not a file of the site, and nothing is fetched")


def _file(reference: str, root: Path, folder: str) -> Path:
    folders = ("",) if reference.startswith("/") else (folder, "")
    is_outside = "\0" in reference
    for each in () if is_outside else folders:
        names = steps(f"{each}/{reference}")
        path = None if names is None else root.joinpath(*names)
        if path is None or not is_inside(path, real_path(root)):
            is_outside = True
        elif is_regular(path):
            return path
    if is_outside:
        raise NoSchemaError("it leads out of the site")
    raise NoSchemaError("no such file is beside this one, nor below the top of the site")


def relative_folder(folder: str, root: Path) -> str:
    """Return a folder relative to the root of its site; the root itself for one outside."""
    relative = os.path.relpath(real_path(folder), real_path(root))
    return "" if relative.startswith("..") else Path(relative).as_posix()
