"""What each row of simple front matter is, by its head and the place where it stands.

The head of a row is its indentation, dash and key, and the character that its value starts with. A
place is the objects and lists around a row, with their columns and plans. Both decide on all but
the value, so each pair of them is worked out once: it is a step to the place of the next row.
Files share steps, whatever the number and the order of their keys.
"""

from typing import Final, Literal, NamedTuple

from linter.fastpath.plan import KeyPlan, Plan
from linter.fastpath.scalars import ALL_TIMES, COMMON_TIMES, NO_TIMES, PlainScalars, UncertainError

DEEPEST: Final = 12
"""The most objects and lists around a key with something below it, which may have two more."""

_NONE: Final = -1
# Texts that the schema does not describe have a plan in the objects that it does describe.
_UNDESCRIBED: Final = KeyPlan(texts=0, item_texts=_NONE, roles=[])
_OUTSIDE: Final = KeyPlan(texts=_NONE, item_texts=_NONE, roles=[])
_MOST_STEPS: Final = 10_000
_LONGEST_KEY: Final = 100
_DASH: Final = "- "
_MARKS: Final = ('"', "'", "[", "#")


Style = Literal["missing", "below", "plain", "date", "quoted", "list"]
"""How the value of a row is written.

`missing`: there is none, in an empty row or a comment. `below`: it is in the rows below, or null.
`date`: as a plain scalar which may be a date, whose reader has dates. `list`: in brackets.
"""

_STYLES: Final[dict[str, Style]] = {"": "plain", '"': "quoted", "'": "quoted", "[": "list"}


class Frame(NamedTuple):
    """An object or a list around a row."""

    column: int
    plan: int
    """The index of the plan of the object, or of the list's items; -1 for none."""
    texts: int = _NONE
    """The index of the text plan for the list's items; -1 for none."""
    is_list: bool = False


class Child(NamedTuple):
    """What may start below a key: the plans of an object, and of a list."""

    nested: int = _NONE
    items: int = _NONE
    texts: int = _NONE
    list_roles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Start(NamedTuple):
    """An object or a list that starts at a row, as the value of the key above or as an item."""

    level: int
    """How many objects and lists are around it."""
    plan: int
    """The index of the plan of an object; -1 for none."""
    is_list: bool = False
    is_item: bool = False
    roles: tuple[str, ...] = ()
    list_roles: tuple[str, ...] = ()
    """The roles by which an item has the objects of the list."""
    no_text: int = _NONE
    """The index of the text plan for this item of a list, which is no text; -1 for none."""


class Remark(NamedTuple):
    """What few rows are."""

    is_undescribed: bool
    """Whether the schema does not describe the key, but the object."""
    is_unproven: bool
    """Whether some rule states nothing about the key, or about an object that starts here."""
    is_undated: bool
    """Whether there should be a date without quotes."""
    no_text: int
    """The index of the text plan for the value, which is no scalar; -1 for none."""


class Place(dict[str, "Step"]):
    """A place, with the steps from it by the heads of rows."""

    __slots__ = ("_places", "child", "frames")

    def __init__(self, places: "Places", frames: tuple[Frame, ...], child: Child | None) -> None:
        """Take what is around, outside in, and what may start below the key of the row above."""
        super().__init__()
        self._places = places
        self.frames = frames
        self.child = child

    def __missing__(self, head: str) -> "Step":
        """Work out what a row with a head is, and keep it if there is room.

        Raises:
            UncertainError: it is not simple.

        """
        step = self._places.step(self, head)
        if self._places.have_room():
            self[head] = step
        return step


class Step(NamedTuple):
    """A row without its value, and the place of the next row."""

    place: Place
    style: Style
    level: int
    """How many objects and lists are around the one that gets the value."""
    key: str
    """The key; empty for an item of a list."""
    roles: tuple[str, ...]
    texts: int
    """The index of the text plan for the value, or for the items of a `list`; -1 for none."""
    times: frozenset[int]
    """The lengths of the times that may be there without quotes."""
    starts: tuple[Start, ...]
    remark: Remark | None


class Places:
    """The places in front matter of one plan."""

    def __init__(self, plan: Plan) -> None:
        """Start without steps."""
        self._plan = plan
        self._known: dict[tuple[tuple[Frame, ...], Child | None], Place] = {}
        self._room = _MOST_STEPS
        self.scalars = PlainScalars(NO_TIMES if plan.has_times else ALL_TIMES)
        """The values of plain scalars where no dates may stand, if the reader has dates."""
        self.first = self._place((Frame(column=0, plan=0),), None)

    def have_room(self) -> bool:
        """Whether a further step may be kept, which is counted."""
        self._room -= self._room > 0
        return self._room > 0

    def step(self, place: Place, head: str) -> Step:
        """Return what a row with a head, as `scan` has it, is at a place.

        Raises:
            UncertainError: it is not simple.

        """
        inner = head.lstrip(" ")
        indentation = len(head) - len(inner)
        dash = inner[: len(_DASH)] if inner.startswith(_DASH) else ""
        mark = inner[-1:] if inner.endswith(_MARKS) else ""
        key, _, spaces = inner[len(dash) : len(inner) - len(mark)].partition(":")
        if len(key) > _LONGEST_KEY:
            raise UncertainError
        has_value = bool(dash or key)
        if (has_value and mark == "#") or not (has_value or mark == "#" or not head):
            raise UncertainError
        if not has_value:
            return Step(place, "missing", 0, "", (), _NONE, NO_TIMES, (), None)
        frames, starts = _around(place, indentation, is_item=bool(dash))
        if key and dash:
            _, plan, texts, _ = frames[-1]
            start = Start(len(frames), plan, is_item=True, no_text=self._tested(texts))
            starts.append(start)
            frames.append(Frame(indentation + len(dash), plan))
        style: Style = "below" if key and not spaces else _STYLES[mark]
        return self._with_value(tuple(frames), tuple(starts), key, style)

    def _with_value(
        self, frames: tuple[Frame, ...], starts: tuple[Start, ...], key: str, style: Style
    ) -> Step:
        if self._plan.spellings.get(key.lower(), key) != key:
            raise UncertainError
        if style == "below" and len(frames) > DEEPEST:
            raise UncertainError
        plan = self._key_plan(frames[-1], key)
        is_scalar = style in {"plain", "quoted"}
        texts = {"list": plan.item_texts, "below": _NONE}.get(style, plan.texts)
        times = self._times(texts)
        if style == "plain" and times and self._plan.has_times:
            style = "date"
        remark = Remark(
            is_undescribed=plan is _UNDESCRIBED,
            is_unproven=self._is_unproven(frames[-1], starts, key),
            is_undated=style != "date" and self._is_unquoted(texts),
            no_text=_NONE if is_scalar else self._tested(plan.texts),
        )
        return Step(
            self._place(frames, self._child(frames[-1], key, plan, style)),
            style,
            len(frames) - 1,
            key,
            tuple(plan.roles),
            self._tested(texts),
            times,
            starts,
            None if remark == _NO_REMARK else remark,
        )

    def _key_plan(self, around: Frame, key: str) -> KeyPlan:
        """Return the plan for the value of a key, or of an item of a list."""
        if not key:
            return KeyPlan(around.texts, _NONE, [])
        if around.plan == _NONE:
            return _OUTSIDE
        return self._plan.objects[around.plan].keys.get(key, _UNDESCRIBED)

    def _child(self, around: Frame, key: str, plan: KeyPlan, style: Style) -> Child | None:
        """Return what may start below a key."""
        if style != "below":
            return None
        if around.plan == _NONE:
            return Child()
        objects = self._plan.objects[around.plan]
        nested = dict(objects.nested)
        lists = {name: (roles, index) for name, roles, index in objects.lists}
        list_roles, items = lists.get(key, ([], _NONE))
        return Child(
            nested.get(key, _NONE), items, plan.item_texts, tuple(list_roles), tuple(plan.roles)
        )

    def _is_unproven(self, around: Frame, starts: tuple[Start, ...], key: str) -> bool:
        objects = self._plan.objects
        return (around.plan != _NONE and key in objects[around.plan].unproven) or any(
            start.plan != _NONE and objects[start.plan].unstated for start in starts
        )

    def _tested(self, texts: int) -> int:
        """Return the index of a text plan, or -1 if it has no conditions."""
        if texts == _NONE:
            return _NONE
        patterns, suspects, _, unquoted = self._plan.texts[texts]
        return texts if patterns or suspects or unquoted else _NONE

    def _is_unquoted(self, texts: int) -> bool:
        return texts != _NONE and self._plan.has_times and bool(self._plan.texts[texts].unquoted)

    def _times(self, texts: int) -> frozenset[int]:
        """Return the lengths of the times that a text plan allows without quotes."""
        if not self._plan.has_times:
            return ALL_TIMES
        if texts == _NONE or not self._plan.texts[texts].is_date:
            return NO_TIMES
        return ALL_TIMES if self._plan.has_zones else COMMON_TIMES

    def _place(self, frames: tuple[Frame, ...], child: Child | None) -> Place:
        known = self._known.get((frames, child))
        if known is None:
            known = Place(self, frames, child)
            if self._room:
                self._known[frames, child] = known
        return known


_NO_REMARK: Final = Remark(is_undescribed=False, is_unproven=False, is_undated=False, no_text=_NONE)


def _around(place: Place, column: int, *, is_item: bool) -> tuple[list[Frame], list[Start]]:
    """Return what is around a row, and what starts there below the key above.

    Raises:
        UncertainError: the indentation is not plain.

    """
    frames, starts, child = [*place.frames], [], place.child
    # The items of a list may stand at the column of its key.
    if child and (column > frames[-1].column or (is_item and column == frames[-1].column)):
        start = Start(len(frames), child.nested, roles=child.roles)
        frame = Frame(column, child.nested)
        if is_item:
            start = start._replace(is_list=True, list_roles=child.list_roles)
            frame = Frame(column, child.items, child.texts, is_list=True)
        starts.append(start)
        frames.append(frame)
    while frames[-1].column > column or (
        frames[-1].column == column and frames[-1].is_list and not is_item
    ):
        frames.pop()
    if frames[-1].column != column or frames[-1].is_list != is_item:
        raise UncertainError
    return frames, starts
