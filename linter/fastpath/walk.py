"""Walks once through the rows of a block, and collects what is to be checked."""

from typing import TYPE_CHECKING, Any

from linter.fastpath.places import DEEPEST, Places, Remark, Start, Step
from linter.fastpath.scalars import (
    PlainScalars,
    UncertainError,
    flow_list,
    has_offset,
    is_time,
    quoted,
)
from linter.fastpath.scan import Scanned
from linter.fastpath.silence import File, Item, RepeatedRoleError

if TYPE_CHECKING:
    from linter.core.values import Value

# Below the deepest key a list may start, and an object in it.
_LEVELS = DEEPEST + 3


class Walk:
    """The data of one block, its objects and its texts."""

    def __init__(self, file: File, plans: int) -> None:
        """Start at the front matter of a file; `plans` is the number of text plans."""
        self.data: dict[str, Value] = {}
        self.texts: list[list[Any]] = [[] for _ in range(plans)]
        """The values that each text plan is about."""
        self.is_unproven = False
        """Whether there is a key or an object about which some rule states nothing."""
        self.is_simple = True
        """Whether the block has no key twice, and no time with an offset."""
        self.undated: set[int] = set()
        """The text plans with a value that is not a date without quotes, where one is asked for."""
        self._file = file
        root = Item(file, is_article=True)
        self.objects: list[tuple[Item, int]] = [(root, 0)]
        """The items of the objects that the schema describes, with the indices of their plans."""
        self._nested: list[tuple[Item, Item]] = []
        # By level, the objects and lists around a row, and their items; of a list, those in it.
        self._around: list[Any] = [self.data] * _LEVELS
        self._items: list[Any] = [root] * _LEVELS

    def read(  # noqa: C901, PLR0912 - one loop over all rows, as calls would take most of its time
        self, scanned: Scanned, places: Places
    ) -> None:
        """Collect from the rows of a block.

        Raises:
            RepeatedRoleError: two values of an item have the same role.
            UncertainError: the block is not simple.

        """
        around_at, items, texts_of = self._around, self._items, self.texts
        scalars = places.scalars
        has_escapes = "\\" in scanned.text
        above = ""
        value: Any
        place = places.first
        for head, rest in scanned.rows:
            step = place[head]
            place, style, level, key, roles, texts, times, starts, remark = step
            if starts:
                for start in starts:
                    self._start(start, above)
            if style == "plain":
                value = scalars[rest]
            elif style == "quoted":
                value, end, more = rest.partition(head[-1])
                if more or not end or has_escapes:
                    value = quoted(head[-1] + rest)
            elif style == "below":
                value, above = None, key
            elif style == "date":
                is_plain_time = len(rest) in times and is_time(rest)
                value = rest if is_plain_time else self._undated(rest, texts, scalars)
            elif style == "list":
                value = flow_list(rest, times)
            elif rest and (not head or rest[-1] == " "):
                raise UncertainError
            else:
                continue
            if key:
                around = around_at[level]
                if key in around:
                    self._override(step, value)
                around[key] = value
                if roles:
                    own = items[level].own
                    for role in roles:
                        if role in own:
                            raise RepeatedRoleError
                        own[role] = value
            else:
                around_at[level].append(value)
            if texts >= 0:
                texts_of[texts] += value if style == "list" else (value,)
            if remark is not None:
                self._remark(remark, step, value)
        if not self.data:
            raise UncertainError
        # An object starts after the one around it, and is complete before that.
        for item, inner in reversed(self._nested):
            item.take(inner)

    def _start(self, start: Start, above: str) -> None:
        """Start an object or a list, as the value of the key above or as an item."""
        level, plan, is_list, is_item, roles, list_roles, no_text = start
        around, outer = self._around[level - 1], self._items[level - 1]
        fresh: Any = [] if is_list else {}
        self._around[level] = fresh
        if is_item:
            around.append(fresh)
        else:
            around[above] = fresh
        for role in roles:
            outer.own[role] = fresh
        if is_list:
            items: list[Item] = []
            self._items[level] = items
            for role in list_roles:
                if role in outer.lists:
                    raise RepeatedRoleError
                outer.lists[role] = items
        elif plan >= 0:
            self._items[level] = item = Item(self._file)
            self.objects.append((item, plan))
            if is_item:
                outer.append(item)
            else:
                self._nested.append((outer, item))
        if no_text >= 0:
            self._take_no_text(no_text, fresh)

    def _undated(self, written: str, texts: int, scalars: PlainScalars) -> "Value":
        """Return the value of a scalar that is not a time in one of the common forms.

        Raises:
            UncertainError: its type is not certain.

        """
        self.undated.add(texts)
        if has_offset(written):
            self.is_simple = False
            return written
        return scalars[written]

    def _override(self, step: Step, value: Any) -> None:
        """Drop the value of a key that comes again: the last one counts.

        Raises:
            UncertainError: one of the values is not a scalar.

        """
        for each in (self._around[step.level][step.key], value):
            if each is None or isinstance(each, list | dict):
                raise UncertainError
        for role in step.roles:
            del self._items[step.level].own[role]
        self.is_simple = False

    def _remark(self, remark: Remark, step: Step, value: Any) -> None:
        if remark.is_undescribed:
            self._items[step.level].undescribed.append(step.key)
        self.is_unproven |= remark.is_unproven
        if remark.is_undated:
            self.undated.add(step.texts)
        if remark.no_text >= 0:
            self._take_no_text(remark.no_text, value)

    def _take_no_text(self, plan: int, value: Any) -> None:
        self.texts[plan].append(value)
        self.undated.add(plan)
