"""What every fix promises of every file (`docs/explanation/what-is-safe.md`), as assertions."""

from linter.config.settings import Settings
from linter.fix.fixer import FixResult, fix
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.frontmatter.values import Types
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.lint.violations import violations
from linter.schema.entries import entries
from linter.schema.schema import Schema


def check_promises(
    source: Source,
    schema: Schema,
    settings: Settings,
    dialect: Dialect = Dialect.JEKYLL,
    *,
    unsafe: bool,
) -> FixResult:
    """Fix a file, and assert what holds of it afterwards; return the outcome.

    Fixing ends, and fixing once more changes nothing. The body is equal. Nothing breaks the schema
    that did not before, and no value has another type unless a fix declares it. What stands in a
    list is compared in any order, since items may move or go.
    """
    result = fix(source, schema, settings, unsafe=unsafe, dialect=dialect)
    assert INTERNAL_ERROR not in {item.code for item in result.result.diagnostics}
    again = fix(result.after, schema, settings, unsafe=unsafe, dialect=dialect)
    assert (again.after.text, again.fixed) == (result.after.text, ())
    if not result.fixed:
        assert result.after.text == source.text
    before, after = Document(source, dialect), Document(result.after, dialect)
    assert _body(after) == _body(before)
    if before.root is None or after.root is None:
        return result
    assert _places(after, schema) <= _places(before, schema)
    fixes = [item.fix for item in result.fixed if item.fix is not None]
    declared = {pointer for each in fixes if each.changes_type for pointer in each.changes}
    # A list that fixes shorten or sort as a whole has other items at its places.
    declared |= {pointer for each in fixes for pointer in each.changes if _is_list(before, pointer)}
    for pointer in _retyped(before.types(before.root), after.types(after.root)):
        assert any(f"{pointer}/".startswith(f"{outer}/") for outer in declared), pointer
    return result


def _body(document: Document) -> str:
    return document.text(document.block.body) if document.block else ""


def _places(document: Document, schema: Schema) -> set[tuple[object, ...]]:
    every = violations(document, schema, entries(document, schema.shape))
    return {
        (*("*" if isinstance(token, int) else token for token in each.path), each.keyword, name)
        for each in every
        for name in each.names or (None,)
    }


def _retyped(before: Types, after: Types, at: str = "") -> set[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        shared = before.keys() & after.keys()
        return set().union(*(_retyped(before[key], after[key], f"{at}/{key}") for key in shared))
    if isinstance(before, list) and isinstance(after, list):
        pairs = enumerate(zip(before, after, strict=False))
        return set().union(*(_retyped(*pair, f"{at}/{index}") for index, pair in pairs))
    return set() if before == after else {at}


def _is_list(document: Document, pointer: str) -> bool:
    data: object = document.data
    for token in pointer.split("/")[1:]:
        if isinstance(data, list):
            data = data[int(token)]
        elif isinstance(data, dict):
            data = data.get(token)
    return isinstance(data, list)
