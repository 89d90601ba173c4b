"""Items by role: the article, its related items, images, providers.

An entry is an object whose schema gives roles to its properties. Objects nested in one another
without a list between (an article and its provider) belong together: `find` looks through them.
"""

from collections.abc import Callable, Collection, Iterator
from functools import wraps
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from yaml import ScalarNode

from linter.core.diagnostic import Finding, Fix, Related, Severity
from linter.core.text import Span
from linter.core.values import Path, Value, json_pointer
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.reading import TIMES, Type
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
        """The property's name, as its author wrote it."""
        names = [token for token in self.path if isinstance(token, str)]
        return names[-1]

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the value."""
        return json_pointer(self.path)

    @property
    def span(self) -> Span:
        """Where the value stands, its quotes included."""
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
        """Return a finding at this value, or at the part of it that `span` names."""
        return Finding(message, span or self.span, self.pointer, help, fix, related, severity)


class Entry:
    """An object with roles.

    `list_roles` are those of the list that holds it, empty for the article itself and for objects
    that no list holds. `parent` is the entry around it. The entries of a document are made once, so
    that two of them are equal only if they are the same.
    """

    __slots__ = (
        "_by_key", "_found", "_items", "_nested", "data", "document", "kept", "list_roles",
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
        """Take an object; `children` makes those below it."""
        self.document = document
        self.path = path
        self.data = data
        self.shape = shape
        self.list_roles = list_roles
        self.parent = parent
        self._by_key: dict[str, Field] = {}
        self._found: dict[str, Field | None] = {}
        self.kept: dict[tuple[object, ...], Any] = {}
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
        """The item that this object is part of: itself, or the nearest in a list or at the top."""
        entry = self
        while entry.parent is not None and isinstance(entry.path[-1], str):
            entry = entry.parent
        return entry

    def field(self, role: str) -> Field | None:
        """Return this object's own property of a role; None where it has none."""
        for key in self.shape.keys_by_role.get(role, ()):
            if key in self.data:
                return self.at(key)
        return None

    def find(self, role: str) -> Field | None:
        """Return the property of a role in this object or in one nested in it without a list."""
        if role not in self._found:
            found = self.field(role)
            for nested in self._nested if found is None else ():
                found = nested.find(role)
                if found is not None:
                    break
            self._found[role] = found
        return self._found[role]

    def text(self, role: str) -> str | None:
        """Return the text found under a role; None where there is none or it is not text."""
        found = self.find(role)
        return found.value if found is not None and isinstance(found.value, str) else None

    def number(self, role: str) -> int | None:
        """Return this object's own whole number of a role; None where there is none."""
        found = self.field(role)
        if found is None or isinstance(found.value, bool) or not isinstance(found.value, int):
            return None
        return found.value

    def at(self, key: str) -> Field:
        """Return this object's own value of a key, which must be there."""
        field = self._by_key.get(key)
        if field is None:
            roles = self.shape.properties[key].roles
            field = Field(self.document, (*self.path, key), self.data[key], roles)
            self._by_key[key] = field
        return field

    def fields(self, roles: frozenset[str]) -> Iterator[Field]:
        """Yield this object's own values of any of these roles; a list yields each of its items."""
        for key, has_role, items_have_role in self.shape.keys_of(roles):
            if has_role and key in self.data:
                yield self.at(key)
            if items_have_role:
                yield from self.items(key)

    def items(self, key: str) -> Iterator[Field]:
        """Yield what the list under a key holds, each with the roles of its items; else nothing."""
        value, shape = self.data.get(key), self.shape.properties[key].items
        if isinstance(value, list) and shape is not None:
            for index, item in enumerate(value):
                yield Field(self.document, (*self.path, key, index), item, shape.roles)

    def entries(self, role: str) -> list["Entry"]:
        """Return the objects in this object's own list of a role; what is no object is left out."""
        keys = self.shape.keys_by_role.get(role, ())
        return [item for key in keys for item in self._items.get(key, ())]

    def children(self) -> Iterator["Entry"]:
        """Make and yield the objects directly below this one, in the order of the schema."""
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
        """Let go of the objects below and of what was kept, so that nothing is held in a circle."""
        self.kept.clear()
        self._nested.clear()
        self._items.clear()


def once(function: Callable[[Entry, *_Names], _Result]) -> Callable[[Entry, *_Names], _Result]:
    """Let a function of an entry, and of names such as roles, work out each result once.

    The results are kept with the entry, and go when it goes.
    """

    @wraps(function)
    def kept(entry: Entry, *names: *_Names) -> _Result:
        key = (function, *names)
        try:
            result: _Result = entry.kept[key]
        except KeyError:
            result = entry.kept[key] = function(entry, *names)
        return result

    return kept


def times_for_text(entry: Entry) -> Iterator[Path]:
    """Yield where an object holds an unquoted date or time although its schema wants other text.

    To JSON Schema dates are text, but Jekyll prints them in another form than they are written. A
    dialect without times has none.
    """
    times = entry.document.times
    for key in entry.shape.texts if times else ():
        value = entry.data.get(key)
        if isinstance(value, str):
            if value in times and is_time(entry.document, (*entry.path, key)):
                yield (*entry.path, key)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                path = (*entry.path, key, index)
                if isinstance(item, str) and item in times and is_time(entry.document, path):
                    yield path


def is_time(document: Document, path: Path, types: Collection[Type] = TIMES) -> bool:
    """Whether the document's dialect reads an unquoted value as a time, or a day."""
    node = document.member(path).node
    return isinstance(node, ScalarNode) and document.reading(node).type in types


def entries(document: Document, shape: Shape) -> list[Entry]:
    """Return the front matter and every object below it that the schema describes, outside in.

    There are none in a document that could not be read.
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
