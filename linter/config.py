"""Settings: which rules run, with which options, and what makes a run fail."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum


class FailOn(StrEnum):
    """From which severity on a finding makes the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class ConfigError(Exception):
    """Settings are wrong; the text says what, in one line."""


@dataclass(frozen=True)
class Settings:
    """Everything that decides what is found in a file.

    `select`, `extend_select` and `ignore` hold codes, prefixes of codes, or names of rules; an
    empty `select` stands for the rules that are on by default.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
