"""Objects of front matter with their values by role: the article, related items, images, providers.

Objects nested in one another without a list between, as an article and its provider, belong
together: `Entry.find` searches them all.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from linter.core.diagnostic import Finding, Fix, Related, Severity
from linter.core.text import Span
from linter.core.values import Path, Value, json_pointer
from linter.frontmatter.document import Document
from linter.schema.shape import Shape

_Result = TypeVar("_Result")
_Names = TypeVarTuple("_Names")


class Field(NamedTuple):
    """One value that has a role."""

    document: Document
    path: Path
    value: Value
    roles: frozenset[str]

    @property
    def key(self) -> str:
        """The name of the property that holds the value, or the list around it."""
        names = [token for token in self.path if isinstance(token, str)]
        return names[-1]

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the value."""
        return json_pointer(self.path)

    @property
    def span(self) -> Span:
        """The span of the value, its quotes included."""
        return self.document.span(self.path)

    def finding(  # noqa: PLR0913 - one keyword for each optional part of a finding
        self,
        message: str,
        *,
        span: Span | None = None,
        help: str | None = None,  # noqa: A002 - the finding's own word
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
    ) -> Finding:
        """Return a finding at this value, or at a `span` of it."""
        return Finding(message, span or self.span, self.pointer, help, fix, related, severity)


class Entry:
    """An object with roles.

    `list_roles` are the roles of the list that holds it, if one does; `parent` is the entry around
    it. Entries are compared by identity.
    """

    __slots__ = (
        "_by_key", "_found", "_items", "_nested", "cache", "data", "document", "list_roles",
        "parent", "path", "shape",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913, PLR0917 - made in this module alone
        self,
        document: Document,
        path: Path,
        data: dict[str, Value],
        shape: Shape,
        list_roles: frozenset[str],
        parent: "Entry | None",
    ) -> None:
        """Take an object; `children` adds those below it."""
        self.document = document
        self.path = path
        self.data = data
        self.shape = shape
        self.list_roles = list_roles
        self.parent = parent
        self._by_key: dict[str, Field] = {}
        self._found: dict[str, Field | None] = {}
        self.cache: dict[tuple[object, ...], Any] = {}
        self._nested: list[Entry] = []
        self._items: dict[str, list[Entry]] = {}

    @property
    def is_article(self) -> bool:
        """Whether this is the front matter as a whole."""
        return not self.path

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the object."""
        return json_pointer(self.path)

    @property
    def owner(self) -> "Entry":
        """The item that this object belongs to: the nearest one in a list, or the top."""
        entry = self
        while entry.parent is not None and isinstance(entry.path[-1], str):
            entry = entry.parent
        return entry

    def field(self, role: str) -> Field | None:
        """Return this object's own property with a role; None if it has none."""
        for key in self.shape.keys_by_role.get(role, ()):
            if key in self.data:
                return self.at(key)
        return None

    def find(self, role: str) -> Field | None:
        """Return the property with a role of this object or of one nested in it without a list."""
        if role not in self._found:
            found = self.field(role)
            for nested in self._nested if found is None else ():
                found = nested.find(role)
                if found is not None:
                    break
            self._found[role] = found
        return self._found[role]

    def text(self, role: str) -> str | None:
        """Return the text that `find` finds; None if it finds nothing, or no text."""
        found = self.find(role)
        return found.value if found is not None and isinstance(found.value, str) else None

    def number(self, role: str) -> int | None:
        """Return this object's own whole number with a role; None if it has none."""
        found = self.field(role)
        if found is None or isinstance(found.value, bool) or not isinstance(found.value, int):
            return None
        return found.value

    def at(self, key: str) -> Field:
        """Return this object's own value of a key.

        Raises:
            KeyError: it has no such key, or the schema does not describe it.

        """
        field = self._by_key.get(key)
        if field is None:
            roles = self.shape.properties[key].roles
            field = Field(self.document, (*self.path, key), self.data[key], roles)
            self._by_key[key] = field
        return field

    def fields(self, roles: frozenset[str]) -> Iterator[Field]:
        """Yield this object's own values, and items of lists, with any of these roles."""
        for key, has_role, items_have_role in self.shape.keys_of(roles):
            if has_role and key in self.data:
                yield self.at(key)
            if items_have_role:
                yield from self.items(key)

    def items(self, key: str) -> Iterator[Field]:
        """Yield the items of the list at a key; none if the value is not a list."""
        value, shape = self.data.get(key), self.shape.properties[key].items
        if isinstance(value, list) and shape is not None:
            for index, item in enumerate(value):
                yield Field(self.document, (*self.path, key, index), item, shape.roles)

    def entries(self, role: str) -> list["Entry"]:
        """Return the objects among the items of this object's own list with a role."""
        keys = self.shape.keys_by_role.get(role, ())
        return [item for key in keys for item in self._items.get(key, ())]

    def children(self) -> Iterator["Entry"]:
        """Add the objects directly below this one and yield them, in the order of the schema."""
        for key, shape in self.shape.objects:
            value = self.data.get(key)
            path = (*self.path, key)
            if isinstance(value, dict) and shape.properties:
                nested = Entry(self.document, path, value, shape, frozenset(), self)
                self._nested.append(nested)
                yield nested
            elif isinstance(value, list) and shape.items is not None:
                self._items[key] = [
                    Entry(self.document, (*path, index), item, shape.items, shape.roles, self)
                    for index, item in enumerate(value)
                    if isinstance(item, dict)
                ]
                yield from self._items[key]

    def release(self) -> None:
        """Break parent-child cycles now instead of waiting for the garbage collector."""
        self.cache.clear()
        self._nested.clear()
        self._items.clear()


def once(function: Callable[[Entry, *_Names], _Result]) -> Callable[[Entry, *_Names], _Result]:
    """Cache the results of a function of an entry, and of names such as roles, with the entry."""

    @wraps(function)
    def cached(entry: Entry, *names: *_Names) -> _Result:
        key = (function, *names)
        try:
            result: _Result = entry.cache[key]
        except KeyError:
            result = entry.cache[key] = function(entry, *names)
        return result

    return cached


def entries(document: Document, shape: Shape) -> list[Entry]:
    """Return the front matter and each object below it that the schema describes, outer ones first.

    A document that could not be read has none.
    """
    if document.root is None:
        return []
    found: list[Entry] = []
    _collect(Entry(document, (), document.data, shape, frozenset(), None), found)
    return found


def _collect(entry: Entry, found: list[Entry]) -> None:
    found.append(entry)
    for child in entry.children():
        _collect(child, found)
