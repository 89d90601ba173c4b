"""Many short cases in one test: of each test, pytest and xdist alone take some 3 ms."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Signature, signature
from typing import Any

_MOST_SHOWN = 400
"""Characters of a case that are shown, without its middle if it has more."""


def each_case(cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Run a test for each case in turn, and name the case in which it fails.

    A test with several parameters takes the parts of a case. Where a case takes longer than a few
    milliseconds, or is wanted by name, `pytest.mark.parametrize` makes a test of it.
    """

    def decorated(test: Callable[..., None]) -> Callable[[], None]:
        is_single = len(signature(test).parameters) == 1

        @wraps(test)
        def run() -> None:
            number = -1
            for number, case in enumerate(cases):
                try:
                    test(case) if is_single else test(*case)
                except BaseException as error:
                    error.add_note(f"in case {number}: {_shown(case)}")
                    raise
            assert number >= 0, "there are no cases"

        # Or pytest looks for fixtures called like the parameters.
        run.__signature__ = Signature()  # type: ignore[attr-defined]
        return run

    return decorated


def _shown(case: object) -> str:
    text = repr(case)
    half = _MOST_SHOWN // 2
    return text if len(text) <= _MOST_SHOWN else f"{text[:half]}…{text[-half:]}"
