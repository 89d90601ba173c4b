"""The validator of `jsonschema`, whose error tree shows why data is invalid.

It takes many times longer than the gate, so that only invalid data reaches it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from linter.schema.drafts import DRAFT_2020_12, DRAFTS
from linter.schema.gate import gate
from linter.schema.keywords import validators_of
from linter.schema.references import References
from linter.schema.rewriting import Rewriter

if TYPE_CHECKING:
    from referencing import Registry


def explaining_validator(references: References, without_format: Collection[int]) -> Any:
    """Return the validator of `jsonschema` for a schema and those that it refers to.

    `without_format` holds the identities (`id`) of the schemas whose `format` is not checked.
    """
    from jsonschema.validators import create
    from referencing import Registry, Specification
    from referencing.jsonschema import DRAFT202012

    rewriter = Rewriter(references, without_format)
    contents = [
        (address, subschema.draft, rewriter.rewritten(subschema))
        for address, subschema in rewriter.resources()
    ]
    resources: Registry[Any] = Registry().with_resources(
        (address, specification.create_resource(content))
        for address, draft, content in contents
        for specification in (
            # Only these are searched for anchors: all other references are JSON Pointers now.
            DRAFT202012 if draft is DRAFT_2020_12 else Specification.OPAQUE,
        )
    )
    root = references.root
    start = {"$schema": root.draft.own_uri, "$ref": rewriter.address_of(root)}
    validator = _validator_classes()[root.draft.name]
    if not rewriter.has_dynamic:
        own = {"$ref": _following(resources)}
        if all(draft is DRAFT_2020_12 for _, draft, _ in contents):
            own["items"] = _Items({address: content for address, _, content in contents}).check
        validator = create(
            validator.META_SCHEMA,
            {**validator.VALIDATORS, **own},
            type_checker=validator.TYPE_CHECKER,
        )
    return validator(start, registry=resources)


def _following(resources: "Registry[Any]") -> Callable[..., Iterator[Any]]:
    """Return a check of references that looks each target up once; that halves the time.

    A whole address leads to the same target from everywhere.
    """
    targets = cache(resources.resolver().lookup)

    def check(validator: Any, reference: str, value: Any, _: Any) -> Iterator[Any]:
        target = targets(reference)
        yield from validator.descend(value, target.contents, resolver=target.resolver)

    return check


class _Items:
    """A check of the items of lists that skips valid ones.

    Of a list, most are; to explain nothing takes a hundred times as long as the gate.
    """

    _WORTH_A_GATE = 20

    def __init__(self, registry: dict[str, Any]) -> None:
        """Take all schemas by their addresses, rewritten, so that each part of one stands alone."""
        self._registry = registry
        self._checked: Counter[int] = Counter()
        self._gates: dict[int, Any] = {}

    def check(
        self, validator: Any, items: Any, value: Any, schema: dict[str, Any]
    ) -> Iterator[Any]:
        """Yield the errors of a list's items behind those of `prefixItems`."""
        first = len(schema.get("prefixItems", ()))
        for index in range(first, len(value)) if isinstance(value, list) else ():
            item = value[index]
            if not (isinstance(item, dict) and self._is_valid(items, item)):
                yield from validator.descend(item, items, path=index)

    def _is_valid(self, items: Any, item: dict[str, Any]) -> bool:
        """Whether an object is valid; False where that is not worth being found out."""
        key = id(items)
        if key not in self._gates:
            self._checked[key] += 1
            if self._checked[key] < self._WORTH_A_GATE:
                return False
            self._gates[key] = gate(items, self._registry, (), "")
        return bool(self._gates[key].is_valid(item))


@cache
def _validator_classes() -> dict[str, Any]:
    """Return a validator class for each draft, by the draft's name.

    `jsonschema` chooses the class of an inner schema by its `$schema`. These classes have addresses
    of their own there, so that it never chooses one of the library's.
    """
    import jsonschema
    from jsonschema.validators import create

    stock = {
        "4": jsonschema.Draft4Validator,
        "6": jsonschema.Draft6Validator,
        "7": jsonschema.Draft7Validator,
        "2019-09": jsonschema.Draft201909Validator,
        "2020-12": jsonschema.Draft202012Validator,
    }
    return {
        draft.name: create(
            meta_schema={"$id": draft.own_uri},
            validators=validators_of(draft, dict(stock[draft.name].VALIDATORS)),
            version=f"articlelint {draft.name}",
            # JSON has no infinity, and to the gate it is no number.
            type_checker=stock[draft.name].TYPE_CHECKER.redefine("number", _is_number),
        )
        for draft in DRAFTS
    }


def _is_number(_: Any, value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)
