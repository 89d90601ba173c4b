"""How the values of options are parsed."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from linter.core.filesystem import holds
from linter.core.messages import quoted

_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}
_LONGEST_AGE = 5
"""Digits of the number in an age."""


class EnumChoice(click.Choice[StrEnum]):
    """One of the members of an enumeration, chosen by its value."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """Return the text that a member is chosen by."""
        return str(choice)


class ConfigArgument(click.Path):
    """A config file; or an option of a config as `KEY=VALUE`, which stays a text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path or a text; a file whose name has a `=` is a file."""
        if isinstance(value, str) and "=" in value and not holds(Path(value).is_file):
            return value
        return super().convert(value, param, ctx)


def split_commas(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the items of lists that are separated by commas."""
    return tuple(item.strip() for value in values for item in value.split(","))


def split_globs(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the globs of lists that are separated by commas.

    Raises:
        BadParameter: one of them can match nothing.

    """
    from linter.config.globs import GlobError, gitignore_lines, split

    globs = tuple(glob for value in values for glob in split(value))
    for glob in globs:
        try:
            gitignore_lines(glob)
        except GlobError as error:
            message = f"the glob {quoted(glob)} can match nothing: {error}"
            raise click.BadParameter(message) from None
    return globs


def parse_instant(
    _ctx: click.Context, _param: click.Parameter, value: str | None
) -> datetime | None:
    """Return a date and time in ISO 8601; without an offset it is in UTC.

    Raises:
        BadParameter: the value is not one.

    """
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        message = f"`{value}` is not a date and time like 2020-06-11T00:03:00Z"
        raise click.BadParameter(message) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def parse_age(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    """Return an age in seconds: `30m`, `12h` or `7d`, or `0`.

    Raises:
        BadParameter: the value is not one.

    """
    if value is None:
        return None
    if value == "0":
        return 0.0
    number, unit = value[:-1], _SECONDS.get(value[-1:].lower())
    if unit is None or not (number.isascii() and number.isdigit()) or len(number) > _LONGEST_AGE:
        message = f"{quoted(value)} is not an age like `30m`, `12h` or `7d`"
        raise click.BadParameter(message)
    return float(number) * unit
