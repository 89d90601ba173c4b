"""When output is coloured."""

import os
from enum import StrEnum
from typing import TextIO


class Color(StrEnum):
    """When text is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wants_color(when: Color, stream: TextIO | None) -> bool:
    """Whether text on a stream is coloured.

    `--color` decides, then `NO_COLOR` (https://no-color.org) and `FORCE_COLOR`
    (https://force-color.org) if they are not empty, then whether the stream is a terminal.
    """
    if when is not Color.AUTO:
        return when is Color.ALWAYS
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
