"""Whether the `if` of a schema holds for a value, by the gate's own validators."""

from functools import cached_property
from typing import Any

import jsonschema_rs

from linter.schema.references import References
from linter.schema.subschemas import Subschema

_ROOT = "urn:articlelint:tested"
"""The address of a schema that has none, while its conditions are tested."""


class Conditions:
    """Tests conditions, each compiled once."""

    def __init__(self, references: References) -> None:
        """Take the schemas that conditions are in, and refer to."""
        self._references = references
        self._compiled: dict[int, Any] = {}

    def hold(self, condition: Subschema, value: Any) -> bool | None:
        """Whether a condition holds for a value; None if that cannot be decided."""
        if isinstance(condition.schema, bool):
            return condition.schema
        identity = id(condition.schema)
        if identity not in self._compiled:
            self._compiled[identity] = self._validator(condition)
        validator = self._compiled[identity]
        try:
            return None if validator is None else bool(validator.is_valid(value))
        except ValueError:
            # A number that JSON does not have.
            return None

    def _validator(self, condition: Subschema) -> Any:
        address = self._references.address_of(condition)
        if address is None:
            return None
        whole = f"{_ROOT}{address}" if address.startswith("#") else address
        reference = {"$schema": condition.draft.uri, "$ref": whole}
        try:
            return jsonschema_rs.validator_for(reference, registry=self._registry, offline=True)
        except (ValueError, jsonschema_rs.ReferencingError):
            return None

    @cached_property
    def _registry(self) -> Any:
        resources = self._references.resources.items()
        return jsonschema_rs.Registry([(at or _ROOT, each.schema) for at, each in resources])
