"""Items by role: the article, its related items, images, providers.

An entry is an object whose schema gives roles to its properties. Objects nested in one another
without a list between (an article and its provider) belong together: `find` looks through them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yaml import ScalarNode

from linter.diagnostic import Finding, Fix, Related, Severity
from linter.document import Document, Path, Value, json_pointer
from linter.scalars import Type
from linter.schema import Shape
from linter.text import Span


@dataclass(frozen=True, slots=True)
class Field:
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


@dataclass(frozen=True, slots=True)
class Entry:
    """An object with roles.

    `list_roles` are those of the list that holds it, empty for the article itself and for objects
    that no list holds. `parent` is the entry around it.
    """

    document: Document
    path: Path
    data: dict[str, Value]
    shape: Shape
    list_roles: frozenset[str]
    parent: "Entry | None"

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
                return self._field(key)
        return None

    def find(self, role: str) -> Field | None:
        """Return the property of a role in this object or in one nested in it without a list."""
        own = self.field(role)
        if own is not None:
            return own
        for key, shape in self.shape.properties.items():
            value = self.data.get(key)
            if isinstance(value, dict) and shape.properties:
                nested = Entry(
                    self.document, (*self.path, key), value, shape, frozenset(), self
                ).find(role)
                if nested is not None:
                    return nested
        return None

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

    def fields(self, roles: frozenset[str]) -> Iterator[Field]:
        """Yield this object's own values of any of these roles; a list yields each of its items."""
        for key, shape in self.shape.properties.items():
            if key not in self.data:
                continue
            if not roles.isdisjoint(shape.roles):
                yield self._field(key)
            value = self.data[key]
            if isinstance(value, list) and shape.items and not roles.isdisjoint(shape.items.roles):
                for index, item in enumerate(value):
                    path = (*self.path, key, index)
                    yield Field(self.document, path, item, shape.items.roles)

    def entries(self, role: str) -> list["Entry"]:
        """Return the objects in this object's own list of a role; what is no object is left out."""
        found = []
        for key in self.shape.keys_by_role.get(role, ()):
            items, shape = self.data.get(key), self.shape.properties[key].items
            if isinstance(items, list) and shape is not None:
                roles = self.shape.properties[key].roles
                found += [
                    Entry(self.document, (*self.path, key, index), item, shape, roles, self)
                    for index, item in enumerate(items)
                    if isinstance(item, dict)
                ]
        return found

    def _field(self, key: str) -> Field:
        return Field(
            self.document, (*self.path, key), self.data[key], self.shape.properties[key].roles
        )


def times_for_text(entry: Entry) -> Iterator[Path]:
    """Yield where an object holds an unquoted date or time although its schema wants other text.

    To JSON Schema dates are text, but Jekyll prints them in another form than they are written. A
    dialect without times has none.
    """
    for key, shape in entry.shape.properties.items():
        value = entry.data.get(key)
        path = (*entry.path, key)
        if not isinstance(value, list):
            if _is_time_for_text(entry.document, path, value, shape):
                yield path
        elif shape.items is not None:
            for index, item in enumerate(value):
                if _is_time_for_text(entry.document, (*path, index), item, shape.items):
                    yield (*path, index)


_TIMES = (Type.DATE, Type.TIME)
_TIME_FORMATS = frozenset({"date", "date-time", "time"})


def _is_time_for_text(document: Document, path: Path, value: Value, shape: Shape) -> bool:
    if not isinstance(value, str) or not value[:1].isdigit() or "string" not in shape.types:
        return False
    node = document.member(path).node
    is_time = isinstance(node, ScalarNode) and document.reading(node).type in _TIMES
    return is_time and shape.formats.isdisjoint(_TIME_FORMATS)


def entries(document: Document, shape: Shape) -> list[Entry]:
    """Return the front matter and every object below it that the schema describes, outside in."""
    root = Entry(document, (), document.data, shape, frozenset(), None)
    return list(_below(root))


def _below(entry: Entry) -> Iterator[Entry]:
    yield entry
    for key, shape in entry.shape.properties.items():
        value = entry.data.get(key)
        path = (*entry.path, key)
        if isinstance(value, dict) and shape.properties:
            yield from _below(Entry(entry.document, path, value, shape, frozenset(), entry))
        elif isinstance(value, list) and shape.items is not None and shape.items.properties:
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    inner = Entry(
                        entry.document, (*path, index), item, shape.items, shape.roles, entry
                    )
                    yield from _below(inner)
