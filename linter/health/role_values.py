"""Reads values by role from simple front matter, without parsing it.

The walk of the fast path collects texts by plan. A plan made here has one text plan for each role,
so that most articles take a tenth of the time of a parse.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.core.values import Value
from linter.fastpath.places import Places
from linter.fastpath.plan import KeyPlan, ObjectPlan, Plan, Stated, TextPlan
from linter.fastpath.scalars import UncertainError
from linter.fastpath.scan import scan
from linter.fastpath.silence import File, RepeatedRoleError
from linter.fastpath.walk import Walk
from linter.frontmatter.document import Document
from linter.schema.entries import entries
from linter.schema.shape import Shape

_NONE = -1
_DEEPEST = 8
_UNDESCRIBED = TextPlan([], [], is_date=False, unquoted=[])


class RoleValue(NamedTuple):
    """A value, its role, and whether it is the article's own: no list is around it."""

    role: str
    value: Value
    is_own: bool


class RoleReader:
    """Reads the values of some roles from articles of one schema."""

    def __init__(self, shape: Shape, roles: frozenset[str]) -> None:
        """Make the plan; a value counts once for each of its roles."""
        self._shape = shape
        self._roles = roles
        self._kinds: dict[tuple[frozenset[str], bool], int] = {}
        self._objects: list[ObjectPlan | None] = []
        self._known: dict[tuple[Shape, bool], int] = {}
        self._object(shape, 0, is_own=True)
        self._places = Places(self._plan())

    def simple(self, data: bytes, max_characters: int) -> list[RoleValue] | None:
        """Return the values in a file's bytes; None if its front matter is not simple."""
        scanned = scan(data, max_characters)
        if scanned is None:
            return None
        walk = Walk(File("", ""), len(self._kinds) + 1)
        try:
            walk.read(scanned, self._places)
        except (RepeatedRoleError, UncertainError):
            return None
        if not walk.is_simple:
            # It has the values that others override, too.
            return None
        return [
            RoleValue(role, value, is_own)
            for (roles, is_own), index in self._kinds.items()
            for value in walk.texts[index]
            for role in roles
        ]

    def parsed(self, document: Document) -> Iterator[RoleValue]:
        """Yield the values of front matter of any kind."""
        for entry in entries(document, self._shape):
            for field in entry.fields(self._roles):
                is_own = all(isinstance(token, str) for token in field.path)
                for role in field.roles & self._roles:
                    yield RoleValue(role, field.value, is_own)

    def _plan(self) -> Plan:
        # Places skip the texts of a plan without conditions.
        texts = [TextPlan([Stated("", [])], [], is_date=False, unquoted=[]) for _ in self._kinds]
        return Plan(
            objects=[each for each in self._objects if each is not None],
            texts=[_UNDESCRIBED, *texts],
            facts=[],
            schema_codes=[],
            written_codes=[],
            has_times=False,
            has_zones=False,
            spellings={},
        )

    def _object(self, shape: Shape, depth: int, *, is_own: bool) -> int:
        """Plan an object, and those in it; return the index of its plan, -1 if it is too deep."""
        if depth > _DEEPEST:
            return _NONE
        if (shape, is_own) in self._known:
            return self._known[shape, is_own]
        index = self._known[shape, is_own] = len(self._objects)
        self._objects.append(None)
        nested: list[tuple[str, int]] = []
        lists: list[tuple[str, list[str], int]] = []
        for key, inner in shape.objects:
            if inner.properties:
                nested.append((key, self._object(inner, depth + 1, is_own=is_own)))
            if inner.items is not None:
                lists.append((key, [], self._object(inner.items, depth + 1, is_own=False)))
        keys = {
            key: KeyPlan(
                self._texts(part, is_own=is_own),
                _NONE if part.items is None else self._texts(part.items, is_own=False),
                [],
            )
            for key, part in shape.properties.items()
        }
        self._objects[index] = ObjectPlan(keys, nested, lists, [], [], {}, [])
        return index

    def _texts(self, part: Shape, *, is_own: bool) -> int:
        """Return the index of the text plan for values at a place; -1 for none."""
        roles = part.roles & self._roles
        if not roles:
            return _NONE
        return self._kinds.setdefault((roles, is_own), len(self._kinds) + 1)


@lru_cache(maxsize=64)
def role_reader(shape: Shape, roles: frozenset[str]) -> RoleReader:
    """Return the reader for a schema, one for all its articles."""
    return RoleReader(shape, roles)
