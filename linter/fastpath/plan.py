"""The conditions for files of one kind, as data: made from a schema and rules, and kept as JSON."""

from typing import Any, NamedTuple


class Check(NamedTuple):
    """A function by its name, `module:function`, and its arguments after the first."""

    name: str
    arguments: list[Any]
    codes: list[str]
    """The rules that state it."""


class Stated(NamedTuple):
    """A pattern, and the codes of the rules that state it."""

    pattern: str
    codes: list[str]


class TextPlan(NamedTuple):
    """The conditions for texts of some roles."""

    patterns: list[Stated]
    """Patterns that each text must match as a whole."""
    suspects: list[Stated]
    """Patterns that must not be found in the texts, with line feeds around each."""
    is_date: bool
    """Whether the schema has dates here, so that one may stand without quotes."""
    unquoted: list[str]
    """The codes of the rules by which a date must stand without quotes."""


class KeyPlan(NamedTuple):
    """The conditions for the value of a key."""

    texts: int
    """The index of the text plan for the value; -1 for none."""
    item_texts: int
    """The index of the text plan for each item of a list; -1 for none."""
    roles: list[str]
    """The roles of the value, but for those that an item may have several times."""


class ObjectPlan(NamedTuple):
    """The conditions for one object of the front matter, by its place."""

    keys: dict[str, KeyPlan]
    nested: list[tuple[str, int]]
    """The keys of objects in it, in the order of the schema, with the indices of their plans."""
    lists: list[tuple[str, list[str], int]]
    """The keys of its lists of objects, with the roles of the list, and the items' plan."""
    checks: list[Check]
    site_checks: list[Check]
    unproven: dict[str, list[str]]
    """Keys with which no file is proved clean, with the rules that state nothing about them."""
    unstated: list[str]
    """The codes of the rules that state nothing about the object as a whole."""


class FactPlan(NamedTuple):
    """A site rule, and the keys at the top, in order, from whose values its facts come."""

    code: str
    name: str
    keys: list[list[str]]
    """The keys of each role, of which the first one that is there counts."""


class Plan(NamedTuple):
    """The conditions for files of one kind; the first object plan is that of the front matter."""

    objects: list[ObjectPlan]
    texts: list[TextPlan]
    """The first one is for texts that the schema does not describe."""
    facts: list[FactPlan]
    schema_codes: list[str]
    """The rules that report violations of the schema."""
    written_codes: list[str]
    """The rules about the file as a whole that are silent where its front matter is simple."""
    has_times: bool
    """Whether the reader has dates as values of their own."""
    has_zones: bool
    """Whether it takes texts in the form of `scalars.ZONED` for times."""
    spellings: dict[str, str]
    """The keys of the schema by their lower-case form, for a reader that ignores case."""
    validity: list[dict[str, Any]] | None = None
    """The conditions by which data is certainly valid (`validity`); None where there are none."""

    @property
    def can_prove(self) -> bool:
        """Whether files may be proved clean: all rules state something about the front matter."""
        return not self.objects[0].unstated

    @classmethod
    def of(cls, data: list[Any]) -> "Plan":
        """Return the plan that JSON has as this data."""
        objects, texts, facts, *rest = data
        return cls(
            [_object_plan(each) for each in objects],
            [_text_plan(each) for each in texts],
            [FactPlan(*each) for each in facts],
            *rest,
        )


def _text_plan(data: list[Any]) -> TextPlan:
    patterns, suspects, *rest = data
    return TextPlan(
        [Stated(*each) for each in patterns], [Stated(*each) for each in suspects], *rest
    )


def _object_plan(data: list[Any]) -> ObjectPlan:
    keys, nested, lists, checks, site_checks, *rest = data
    return ObjectPlan(
        {key: KeyPlan(*each) for key, each in keys.items()},
        [(key, index) for key, index in nested],
        [(key, roles, index) for key, roles, index in lists],
        [Check(*each) for each in checks],
        [Check(*each) for each in site_checks],
        *rest,
    )
