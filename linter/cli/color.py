"""Whether a stream is coloured, where no option sets it: by the environment and the terminal."""

import os
from typing import TextIO


def has_color(stream: TextIO | None) -> bool:
    """Whether text on a stream is coloured.

    `NO_COLOR` (https://no-color.org) and `FORCE_COLOR` (https://force-color.org) decide, if they
    are not empty, then whether the stream is a terminal.
    """
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
