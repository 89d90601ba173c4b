"""The proof that applied fixes change no more than they declare.

The new text is parsed, and

- its data may differ from the old only below the JSON Pointers that the applied fixes declare;
- values keep the type that the site's reader gives them, unless a fix declares another;
- nothing in the file breaks the schema that did not before;
- the body is equal. Bytes outside the edits are equal because only edits are applied.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from linter.core.diagnostic import Fix
from linter.core.text import Edit, OverlappingEditsError, apply_edits
from linter.core.values import Path, Value, json_pointer
from linter.frontmatter.document import Document
from linter.frontmatter.values import Types
from linter.lint.violations import violations
from linter.schema.entries import entries
from linter.schema.errors import SchemaError
from linter.schema.schema import Schema
from linter.schema.violation import Violation

_CHANGES_MORE = "it would have changed more than it promises"
_CHANGES_TYPE = "the site would read a value of another type"
_BREAKS_SCHEMA = "the schema does not allow what it would write"


class UnprovenError(Exception):
    """Fixes would change more than they declare; the message is the reason."""


class FixState:
    """A file before or after fixes: its document, and the violations of its schema."""

    def __init__(self, document: Document, schema: Schema) -> None:
        """Take a document and the schema that its violations are of."""
        self.document = document
        self.schema = schema

    @cached_property
    def violations(self) -> list[Violation]:
        """The violations of the schema; none where the front matter cannot be read."""
        if self.document.root is None:
            return []
        of_document = entries(self.document, self.schema.shape)
        try:
            return violations(self.document, self.schema, of_document)
        finally:
            # Break parent-child cycles now instead of waiting for the garbage collector.
            for entry in of_document:
                entry.release()

    def after(self, text: str) -> "FixState":
        """Return the state of the same file with another text."""
        document = self.document
        source = replace(document.source, text=text)
        new = Document(source, document.dialect, document.limits, document.spellings)
        return FixState(new, self.schema)


def proven_text(before: FixState, fixes: Sequence[Fix]) -> str:
    """Return the text after the fixes.

    Raises:
        UnprovenError: they would change more than they declare, or break the schema.

    """
    edits: list[Edit] = [edit for fix in fixes for edit in fix.edits]
    try:
        text = apply_edits(before.document.source.text, edits)
    except OverlappingEditsError:
        raise UnprovenError(_CHANGES_MORE) from None
    after = before.after(text)
    old, new = before.document, after.document
    if _problem_kind(old) != _problem_kind(new) or _body(old) != _body(new):
        raise UnprovenError(_CHANGES_MORE)
    changes = (pointer for fix in fixes for pointer in fix.changes)
    declared = frozenset(_with_aliases(old, changes))
    if not all(_is_below(pointer, declared) for pointer in differences(old.data, new.data)):
        raise UnprovenError(_CHANGES_MORE)
    if old.root is None or new.root is None:
        return text
    changes = (pointer for fix in fixes if fix.changes_type for pointer in fix.changes)
    retyped = frozenset(_with_aliases(old, changes))
    for pointer in _type_changes(old.types(old.root), new.types(new.root)):
        # What stands below a list or mapping that is rewritten may be another item.
        is_rewritten = _is_below(pointer.rpartition("/")[0], declared)
        if not is_rewritten and not _is_below(pointer, retyped):
            raise UnprovenError(_CHANGES_TYPE)
    try:
        breaks_schema = _has_new(before.violations, after.violations)
    except SchemaError:
        raise
    except Exception:  # noqa: BLE001 - `lint` reports a bug of a validator
        breaks_schema = True
    if breaks_schema:
        raise UnprovenError(_BREAKS_SCHEMA)
    return text


def _type_changes(before: Types, after: Types, path: Path = ()) -> Iterator[str]:
    """Yield the JSON Pointers of values, there before and after, whose types differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() & after.keys():
            yield from _type_changes(before[key], after[key], (*path, key))
    elif isinstance(before, list) and isinstance(after, list):
        for index, pair in enumerate(zip(before, after, strict=False)):
            yield from _type_changes(*pair, (*path, index))
    elif type(before) is not type(after) or before != after:
        yield json_pointer(path)


def _has_new(before: Sequence[Violation], after: Sequence[Violation]) -> bool:
    """Whether there are violations of the schema that were not there before.

    Where items of a list have moved, so have theirs.
    """
    places = {place for violation in before for place in _places(violation)}
    new = [each for each in after if not places.issuperset(_places(each))]
    if any(not any(isinstance(token, int) for token in each.path) for each in new):
        return True
    values: dict[int, str] = {}
    excess = Counter(_moved(each, values) for each in after) if new else Counter()
    excess.subtract(_moved(each, values) for each in before if new)
    return any(excess[_moved(each, values)] > 0 for each in new)


def _places(violation: Violation) -> list[tuple[object, ...]]:
    """Return keys that identify a violation in its file, one for each of its names."""
    wanted = violation.expected
    limit = wanted if isinstance(wanted, str | int | float) else None
    names = violation.names or (None,)
    return [(violation.path, violation.keyword, name, limit) for name in names]


def _moved(violation: Violation, values: dict[int, str]) -> tuple[object, ...]:
    """Return a key of a violation that does not depend on the order of list items.

    `values` caches how each value is shown, since many violations may concern one large mapping.
    """
    value = violation.value
    shown = values.get(id(value))
    if shown is None:
        shown = values[id(value)] = repr(value)
    path = tuple("*" if isinstance(token, int) else token for token in violation.path)
    return (path, violation.keyword, violation.names, shown)


def _problem_kind(document: Document) -> object:
    return document.problem.kind if document.problem else None


def _body(document: Document) -> str:
    return document.text(document.block.body) if document.block else ""


def _with_aliases(document: Document, pointers: Iterable[str]) -> Iterator[str]:
    """Yield pointers and those at which aliases show the same nodes."""
    own = tuple(pointers)
    shared: dict[str, list[set[str]]] = {}
    for paths in document.shared_places() if own else ():
        names = {json_pointer(path) for path in paths}
        for name in names:
            shared.setdefault(name, []).append(names)
    for pointer in own:
        yield pointer
        for outer in _from_inside_out(pointer):
            rest = pointer[len(outer) :]
            yield from (other + rest for names in shared.get(outer, ()) for other in names)


def _is_below(pointer: str, declared: frozenset[str]) -> bool:
    return any(outer in declared for outer in _from_inside_out(pointer))


def _from_inside_out(pointer: str) -> Iterator[str]:
    """Yield a JSON Pointer and those of everything around."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
    yield ""


def differences(before: Value, after: Value, path: Path = ()) -> Iterator[str]:
    """Yield the JSON Pointers at which two data differ in type or value.

    Keys of mappings may come in any order; lists of unequal length differ as a whole.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            if key in before and key in after:
                yield from differences(before[key], after[key], (*path, key))
            else:
                yield json_pointer((*path, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from differences(*pair, (*path, index))
    # `nan` differs from itself and `True` equals 1, so values are compared as text.
    elif type(before) is not type(after) or repr(before) != repr(after):
        yield json_pointer(path)
