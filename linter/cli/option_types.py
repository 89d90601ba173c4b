"""How the values of options are parsed."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from linter.core.messages import quoted


class EnumChoice(click.Choice[StrEnum]):
    """One of the members of an enumeration, chosen by its value."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """Return the text that a member is chosen by."""
        return str(choice)


class ConfigArgument(click.Path):
    """A config file; or an option of a config as `KEY=VALUE`, which stays a text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path or a text; a file whose name has a `=` is a file."""
        if isinstance(value, str) and "=" in value and not Path(value).is_file():
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
