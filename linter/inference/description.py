"""From the summary of a collection to its JSON Schema, and to the outliers that it refuses."""

from typing import Any, NamedTuple

from linter.core.messages import quoted
from linter.inference.examples import example_of, is_secret_key
from linter.inference.forms import Form
from linter.inference.keys import is_map, meant_key, names_of, used_keys
from linter.inference.outliers import Oddity, Outlier, Tolerance, outlier
from linter.inference.roles import role_of
from linter.inference.summary import TEXTS, Summary, ValueType
from linter.inference.tally import Tally
from linter.inference.texts import FORMATS, enum_of, format_of
from linter.schema.drafts import DRAFT_2020_12
from linter.schema.roles import DATES, OF_KEYWORDS
from linter.schema.shape import Shape

_LEAST_MAPPINGS = 10
"""How many mappings show that a key is required."""

_MOST_MISSING = 0.03
"""The share of other mappings of the kind that may lack a required key."""

_CHANCE = 5
"""How many more than were found may be due, by the upper limit of 95 % for rare events."""

_LEAST_VALUES = 20
"""How many values show that a site uses a key in fewer ways than its generator allows."""

_TYPES: dict[str, tuple[tuple[ValueType, ...], str]] = {
    "string": (TEXTS, "text"),
    "number": ((ValueType.INTEGER, ValueType.NUMBER), "a number"),
    "boolean": ((ValueType.BOOLEAN,), "true or false"),
    "null": ((ValueType.NULL,), "empty"),
    "array": ((ValueType.LIST,), "a list"),
    "object": ((ValueType.MAPPING,), "a mapping"),
}
_NARROWER = {"number": "integer"}
_UNKNOWN = Shape()


class Description(NamedTuple):
    """A schema, and the outliers in the data that it was made from."""

    schema: dict[str, Any]
    outliers: tuple[Outlier, ...]


def described(summary: Summary, base: Shape, reference: str | None) -> Description:
    """Return the schema of mappings, and their outliers.

    `base` is their shape in a built-in schema. The schema adds to the one at `reference`;
    without a reference it stands alone, and repeats the roles of `base`.
    """
    tolerance = Tolerance(summary.types[ValueType.MAPPING].files)
    describer = _Describer(tolerance, stands_alone=reference is None)
    describer.mapping(summary, "", base)
    tolerance.settle()
    schema: dict[str, Any] = {"$schema": DRAFT_2020_12.uri}
    if reference is not None:
        schema["$ref"] = reference
    schema |= {"type": "object"} | describer.mapping(summary, "", base)
    return Description(schema, tolerance.outliers())


class _Describer:
    """Describes places; the tolerance decides which outliers are refused."""

    def __init__(self, tolerance: Tolerance, *, stands_alone: bool) -> None:
        self._tolerance = tolerance
        self._stands_alone = stands_alone

    def mapping(self, summary: Summary, pointer: str, base: Shape) -> dict[str, Any]:
        """Return the keywords for the keys of a mapping."""
        if summary.keys is None or (pointer and is_map(summary)):
            values = self.place("", summary.joined_keys(), f"{pointer}/*", _UNKNOWN)
            return {"additionalProperties": values} if values else {}
        names = names_of(summary, base)
        misspelt = {name for name in names if self._is_misspelt(name, summary, names, pointer)}
        used = [name for name in used_keys(summary) if name not in misspelt]
        required = [
            names[name]
            for name in used
            if self._is_required(name, summary, f"{pointer}/{names[name]}")
        ]
        properties = {
            names[name]: self.place(
                names[name],
                summary.keys[name],
                f"{pointer}/{names[name]}",
                base.properties.get(names[name], _UNKNOWN),
                is_top=not pointer,
            )
            for name in used
        }
        # The built-in schema describes its keys already.
        own = {
            name: schema
            for name, schema in properties.items()
            if name not in base.properties or self._stands_alone or _asserts(schema)
        }
        keywords = {"required": required, "properties": own}
        return {keyword: value for keyword, value in keywords.items() if value}

    def _is_required(self, name: str, summary: Summary, pointer: str) -> bool:
        missing, mappings = summary.missing(name), summary.count_of(ValueType.MAPPING)
        if mappings < _LEAST_MAPPINGS or not missing.count:
            return not missing.count and mappings >= _LEAST_MAPPINGS
        usual = _all((summary.keys or {})[name])
        found = outlier(pointer, (Oddity.MISSING, "there", "missing"), usual, missing)
        is_rare = missing.count + _CHANCE <= _MOST_MISSING * mappings
        return self._tolerance.refuses(found, is_rare=is_rare)

    def _is_misspelt(
        self, name: str, summary: Summary, names: dict[str, str], pointer: str
    ) -> bool:
        meant = meant_key(name, summary)
        if meant is None:
            return False
        keys = summary.keys or {}
        what = (Oddity.KEY, quoted(names[meant]), quoted(names[name]))
        usual, odd = _all(keys[meant]), _all(keys[name])
        self._tolerance.note(outlier(f"{pointer}/{names[name]}", what, usual, odd))
        return True

    def place(
        self, key: str, summary: Summary, pointer: str, base: Shape, *, is_top: bool = False
    ) -> dict[str, Any]:
        """Return the schema of what is at a key, or in a list or mapping at a key."""
        types = self._types(summary, pointer, base)
        roles = self._roles(key, summary, base, is_top=is_top)
        is_date = not (base.roles | roles).isdisjoint(DATES)
        is_secret = "secured" in base.roles | roles or is_secret_key(key)
        schema: dict[str, Any] = {}
        # What a generator allows is not narrowed by a few values.
        if base is _UNKNOWN or self._stands_alone or summary.count >= _LEAST_VALUES:
            texts: dict[str, Any] = {}
            if "string" in types and not is_secret:
                texts = self._texts(key, summary, pointer, types)
            schema = _type(summary, types, texts, is_date=is_date)
        if "array" in types and summary.items is not None:
            items = self.place(key, summary.items, f"{pointer}/*", base.items or _UNKNOWN)
            schema |= {"items": items} if items else {}
        if "object" in types:
            schema |= self.mapping(summary, pointer, base)
        if roles:
            schema["x-role"] = next(iter(roles)) if len(roles) == 1 else sorted(roles)
        if "enum" in schema or is_secret:
            return schema
        forms = FORMATS[schema["format"]][0] if "format" in schema else tuple(Form)
        examples = example_of(summary, forms)
        return schema | ({"examples": examples} if examples else {})

    def _texts(self, key: str, summary: Summary, pointer: str, types: list[str]) -> dict[str, Any]:
        """Return the format of the texts of a place, or the choices that they are."""
        texts = format_of(summary, pointer, self._tolerance)
        if not texts and set(types) <= {"string", "null"}:
            return enum_of(key, summary, pointer, self._tolerance)
        return texts

    def _roles(self, key: str, summary: Summary, base: Shape, *, is_top: bool) -> frozenset[str]:
        """Return the roles of a place that the schema states."""
        if base is not _UNKNOWN:
            return base.roles - OF_KEYWORDS if self._stands_alone else frozenset()
        role = role_of(key, summary, is_top=is_top)
        return frozenset() if role is None else frozenset({role})

    def _types(self, summary: Summary, pointer: str, base: Shape) -> list[str]:
        """Return the types of a place, the most frequent first, without those refused."""
        tallies = {
            name: Tally.sum([summary.types[each] for each in types if each in summary.types])
            for name, (types, _) in _TYPES.items()
        }
        names = sorted(
            (name for name in tallies if tallies[name].count),
            key=lambda name: -tallies[name].count,
        )
        usual = names[0] if names else ""
        is_described = base is not _UNKNOWN and not self._stands_alone
        known = base.types if is_described else frozenset()
        accepted = names[:1]
        for name in names[1:]:
            what = (Oddity.TYPE, _TYPES[usual][1], _TYPES[name][1])
            found = outlier(pointer, what, tallies[usual], tallies[name], summary.count)
            if known and known.isdisjoint({name, _NARROWER.get(name, name)}):
                # The built-in schema refuses it in any case.
                self._tolerance.note(found._replace(is_refused=True))
                continue
            # The generator prints a number as it is written.
            is_text = is_described and (usual, name) == ("string", "number")
            is_usual = is_text or (known and name == "null")
            if is_usual or not self._tolerance.refuses(found):
                accepted.append(name)
        return accepted


def _type(
    summary: Summary, types: list[str], texts: dict[str, Any], *, is_date: bool
) -> dict[str, Any]:
    """Return the keyword `type` of a place, and after it those of its texts."""
    has_times = summary.count_of(ValueType.DATE, ValueType.TIME) > 0
    if types in ([], ["null"]) or (has_times and "format" not in texts and not is_date):
        # As `string` the schema would refuse dates without quotes beside other text.
        return {}
    is_whole = ValueType.NUMBER not in summary.types
    names = ["integer" if name == "number" and is_whole else name for name in types]
    return {"type": names[0] if len(names) == 1 else names} | texts


def _asserts(schema: dict[str, Any]) -> bool:
    """Whether a schema has keywords other than `examples`."""
    inner = schema.get("items", {})
    return bool(schema.keys() - {"examples", "items"}) or bool(inner and _asserts(inner))


def _all(summary: Summary) -> Tally:
    return Tally.sum(list(summary.types.values()))
