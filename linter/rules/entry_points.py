"""Whether packages with rules of their own are installed."""

import os
import sys

GROUP = "articlelint.rules"
"""The group of entry points in which packages offer rules."""


def may_have_plugins() -> bool:
    """Whether any installed package mentions the group.

    This is much faster than `importlib.metadata`, which most runs then need not import.
    """
    for place in sys.path:
        if os.path.isfile(place):  # noqa: PTH113 - `pathlib` takes much longer, here and below
            # An archive may hold packages; only `importlib.metadata` looks into it.
            return True
        try:
            names = os.listdir(place or ".")  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and _mentions(
                os.path.join(place, name, "entry_points.txt")  # noqa: PTH118
            ):
                return True
    return False


def _mentions(file: str) -> bool:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            return GROUP.encode() in stream.read()
    except OSError:
        return False
