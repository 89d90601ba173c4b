"""When rules about keys are certainly silent."""

from functools import lru_cache

from linter.core.slips import slip_of
from linter.fastpath.silence import Item


def has_no_slips(item: Item, known: tuple[str, ...], lists: tuple[str, ...]) -> bool:
    """Whether no key that the schema does not describe is a slip of one that it does."""
    return all(_slip_of(key, known, lists) is None for key in item.undescribed)


@lru_cache(maxsize=1024)
def _slip_of(name: str, known: tuple[str, ...], lists: tuple[str, ...]) -> str | None:
    return slip_of(name, known, lists)
