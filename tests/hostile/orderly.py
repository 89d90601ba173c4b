"""What holds for every run of the command, whatever it was given."""

import re

from tests.commands import MAX_PEAK_BYTES, MAX_SECONDS, Ending
from tests.hostile.articles import SECRET
from tests.processor_time import is_within

# All control characters but the line end, and what reorders or breaks lines.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_TELLING = 16


def check_orderly(ending: Ending, seconds: float = MAX_SECONDS) -> None:
    """Assert that a command ended as it should, within the limits, and printed nothing harmful.

    Seconds are those of processor time.
    """
    output = (ending.stdout + ending.stderr).decode()
    assert ending.status in {0, 1, 2}, output[-2_000:]
    assert "Traceback" not in output
    assert "INT001" not in output
    assert is_within(ending.seconds, seconds)
    assert ending.peak_bytes < MAX_PEAK_BYTES
    steering = _STEERING.search(output)
    assert steering is None, repr(output[max(0, steering.start() - 80) : steering.end() + 20])
    assert SECRET[:_TELLING] not in output
