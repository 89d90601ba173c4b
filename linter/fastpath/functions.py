"""Finds the functions that a plan names."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from linter.fastpath.plan import Check

Test = Callable[..., bool]
"""A function of an item, and of the site for `site_checks`."""


class Bound(NamedTuple):
    """The function of a check with its further arguments, and the rules that state it."""

    test: Test
    codes: list[str]

    @classmethod
    def of(cls, check: Check) -> "Bound":
        """Find the function that a check names."""
        test = named(check.name)
        if not check.arguments:
            return cls(test, check.codes)
        # JSON has no tuples.
        rest = [tuple(each) if isinstance(each, list) else each for each in check.arguments]
        return cls(lambda item: test(item, *rest), check.codes)


@lru_cache(maxsize=256)
def named(name: str) -> Callable[..., Any]:
    """Return a function by its name, `module:function`.

    Raises:
        ValueError: the module is none in which rules state their silence.

    """
    module, _, function = name.partition(":")
    # Plans are kept in files.
    if not _states_silence(module):
        raise ValueError(name)
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def can_be_named(function: Callable[..., Any]) -> bool:
    """Whether a plan may name a function; one of a plug-in it may not."""
    return _states_silence(function.__module__)


def _states_silence(module: str) -> bool:
    return module.startswith("linter.") and module.endswith("silence")
