"""Regular expressions that are compiled at their first use.

A run uses about a quarter of all patterns. Compiling the others would take a sixth of the time of a
run for one file; a third of that is a pattern of PyYAML's own reader, which libyaml replaces.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, AnyStr, cast

_compile = re.compile

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _LazyPattern:
    __slots__ = ("_flags", "_text", *_METHODS)

    def __init__(self, text: Any, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the compiled pattern, and keep its methods in the empty slots."""
        compiled = _compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the text of the pattern."""
        return lazy_pattern, (self._text, self._flags)


def lazy_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled when one of its methods is first called."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(text, flags))


@contextmanager
def lazily_compiled() -> Iterator[None]:
    """Make patterns lazy that a library compiles while it is first imported inside.

    The library must not pass them to functions of `re`, which refuse them.
    """
    re.compile = lazy_pattern  # type: ignore[assignment]  # the same signature
    try:
        yield
    finally:
        re.compile = _compile


def import_lazily(library: str) -> None:
    """Import a library for the first time, with the patterns of its modules lazy.

    PyYAML compiles patterns for 8 ms; libyaml, which reads in its place, needs none of them.
    """
    with lazily_compiled():
        import_module(library)
