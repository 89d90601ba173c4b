"""The error of a schema that cannot be used, and how its reason is shortened."""

from linter.core.messages import printable

_LONGEST_REASON = 300


class SchemaError(Exception):
    """A schema cannot be used; the message names the schema and the reason, in one line."""


def shortened(reason: str) -> str:
    """Return a reason on one line, cut where it would repeat a whole schema."""
    line = printable(reason[: _LONGEST_REASON + 1])
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"
