"""A JSON Schema ready for use: its shape, whether data is valid, and why data is not.

`jsonschema-rs` decides in microseconds whether data is valid; only invalid data goes to
`jsonschema`, whose error tree shows why. References lead to schemas that are passed in, and never
to the network.
"""

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from linter.core.digests import digest
from linter.core.values import Path, Value
from linter.frontmatter.scalars.dialect import Dialect
from linter.schema.builtin import builtin_names, builtin_text, unknown_schema
from linter.schema.cost import SchemaCost
from linter.schema.errors import SchemaError, shortened
from linter.schema.references import References
from linter.schema.shape import Shape, ShapeBuilder
from linter.schema.violation import Violation

if TYPE_CHECKING:
    from linter.schema.lookup import Lookup

MAX_VIOLATIONS = 10_000
"""Most violations reported per document: to find all takes seconds if nearly every value is wrong.

It exceeds the findings of one rule in a file, so that a finding reports that there are more.
"""


class Schema:
    """The schema of one kind of front matter."""

    def __init__(
        self,
        name: str,
        content: Any,
        registry: Mapping[str, Any],
        address: str = "",
        *,
        is_builtin: bool = False,
    ) -> None:
        """Take a schema and those that it may refer to, by their addresses.

        Its own references are relative to `address`, if it has no `$id`. Built-in schemas are not
        checked, as tests do that.

        Raises:
            SchemaError: it breaks its meta-schema, refers to nothing, or names an unknown role.

        """
        self.name = name
        self.content = content
        self._registry = registry
        self._address = address
        try:
            self.references = References(
                name, content, registry, address, is_checked=not is_builtin
            )
            self._cost = SchemaCost(name, self.references)
            # This comes first: endless schemas would keep the library busy, or end the process.
            self._cost.refuse_endless()
            builder = ShapeBuilder(name, self.references)
            self.shape = builder.shape([self.references.root])
            self.lists = tuple(sorted(builder.lists))
            """The lists of the site in which values must be (`x-exists-in`)."""
            self.formats_left_to_rules = builder.formats_left_to_rules()
            if not is_builtin:
                _ = self._gate
        except RecursionError:
            raise SchemaError(f"schema `{name}`: it is nested, or refers, too deeply") from None
        except ValueError as error:
            raise SchemaError(f"schema `{name}`: {shortened(str(error).splitlines()[0])}") from None

    @cached_property
    def _gate(self) -> Any:
        """The validator that decides whether data is valid."""
        # A run for few files that are valid by the conditions of their plan needs none.
        from linter.schema.gate import gate

        known = {**self._registry, **self.references.meta_schemas}
        return gate(self.content, known, self.formats_left_to_rules, self._address)

    def shape_at(self, path: Path) -> Shape | None:
        """Return the shape of one place in the data; None if the schema does not describe it."""
        shape: Shape | None = self.shape
        for token in path:
            if shape is None:
                return None
            shape = shape.items if isinstance(token, int) else shape.properties.get(token)
        return shape

    def spellings(self, dialect: Dialect) -> Mapping[str, str]:
        """Return the keys that the schema describes by their lower-case form.

        There are none for a reader to whom keys in another case are other keys, and none that
        differ only in case.
        """
        return self._spellings if dialect.ignores_case else {}

    @cached_property
    def lookup(self) -> "Lookup":
        """What the schema states of each place, and which keys it allows, for editors."""
        from linter.schema.lookup import Lookup

        return Lookup(self.references, tests_conditions=not self.may_be_costly)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        keys = {key for shape in self.shape.walk() for key in shape.properties}
        often = Counter(map(str.lower, keys))
        return {key.lower(): key for key in keys if often[key.lower()] == 1}

    @property
    def may_be_costly(self) -> bool:
        """Whether the schema may apply to some data so often that each has to be counted."""
        return self._cost.may_be_costly

    @cached_property
    def fingerprint(self) -> bytes:
        """A digest, of 16 bytes, of the schema and of those that it may refer to."""
        whole = json.dumps([self.name, self.content, dict(self._registry)])
        return digest(whole.encode())

    def accepts(self, data: Mapping[str, Value]) -> bool:
        """Whether data is valid.

        Raises:
            SchemaError: the schema would apply to the data too often (`MAX_STEPS`).

        """
        if self.may_be_costly:
            self._cost.refuse_costly(data)
        return bool(self._gate.is_valid(data))

    def violations(self, data: Mapping[str, Value]) -> list[Violation]:
        """Return the violations, one for each wrong property; none if the data is valid.

        There are at most `MAX_VIOLATIONS`.

        Raises:
            SchemaError: the schema would apply to the data too often (`MAX_STEPS`).

        """
        if self.accepts(data):
            return []
        if not self.may_be_costly:
            # `accepts` counts only schemas that may be costly; explaining takes far longer.
            self._cost.refuse_costly(data)
        # Many runs meet no invalid data, and load none of this.
        from linter.schema.explain import explain

        found = explain(self._validator.iter_errors(data), MAX_VIOLATIONS)
        # Should the two validators ever differ, invalid data must still not pass.
        return found or [Violation((), "not", self.content, data)]

    def bundled(self) -> Any:
        """Return the schema with all others that it leads to, as one that stands alone."""
        from linter.schema.bundle import bundled

        return bundled(self.references, self._registry.values())

    @cached_property
    def _validator(self) -> Any:
        from linter.schema.validator import explaining_validator

        return explaining_validator(self.references, self.formats_left_to_rules)


@cache
def builtin(name: str) -> Schema:
    """Return the built-in schema of a kind of front matter, compiled once per process.

    Raises:
        SchemaError: no schema has that name.

    """
    if name not in builtin_names():
        raise unknown_schema(name)
    content = json.loads(builtin_text(name))
    common = json.loads(builtin_text("common"))
    registry = {schema["$id"]: schema for schema in (common, content)}
    return Schema(name, content, registry, is_builtin=True)
