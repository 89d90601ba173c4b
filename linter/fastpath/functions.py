"""Finds the functions that a plan names."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any

from linter.fastpath.plan import Check

Test = Callable[..., bool]
"""A function of an item, and of the site for `site_checks`."""


def bound(check: Check) -> Test:
    """Return the function of a check with its further arguments."""
    test = named(check.name)
    if not check.arguments:
        return test
    # JSON has no tuples.
    rest = [tuple(each) if isinstance(each, list) else each for each in check.arguments]
    return lambda item: test(item, *rest)


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
