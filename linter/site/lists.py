"""Lists in data files of the site, in which values of front matter must be (`x-exists-in`)."""

from pathlib import Path

from linter.core.messages import quoted, yaml_word
from linter.core.values import Value, at_pointer
from linter.frontmatter.scalars.dialect import Dialect
from linter.schema.errors import SchemaError
from linter.schema.own_keywords import ListReference
from linter.schema.schema import Schema
from linter.site.documents import SiteProblem, read_data


def read_list(
    root: Path, reference: ListReference, dialect: Dialect
) -> frozenset[str] | SiteProblem:
    """Return the items of a list, or the keys of a mapping, as `list_word` writes them."""
    whole = read_data(root, reference.path, dialect)
    if isinstance(whole, SiteProblem):
        return whole
    where = quoted(reference.pointer) if reference.pointer else "its top"
    try:
        found = at_pointer(whole, reference.pointer)
    except LookupError:
        return SiteProblem(reference.path, 1, f"nothing is at {where}")
    if isinstance(found, dict):
        return frozenset(found)
    words = [list_word(each) for each in found] if isinstance(found, list) else [None]
    if None in words:
        reason = f"at {where} is neither a mapping nor a list of texts, numbers and the like"
        return SiteProblem(reference.path, 1, reason)
    return frozenset(word for word in words if word is not None)


def list_word(value: Value) -> str | None:
    """Return a value as a key of a mapping would be written; None for a collection or null."""
    if value is None or isinstance(value, dict | list):
        return None
    return value if isinstance(value, str) else yaml_word(value)


def refuse_unusable_lists(schema: Schema, root: Path, dialect: Dialect) -> None:
    """Refuse a schema that names a list which the site at `root` does not have.

    Raises:
        SchemaError: it does.

    """
    for reference in schema.lists:
        found = read_list(root, reference, dialect)
        if isinstance(found, SiteProblem):
            where = f"{found.path}:{found.row}: {found.reason}"
            raise SchemaError(f"schema `{schema.name}`: `x-exists-in`: {where}")
