"""Whether files are proved clean before they are linted, and what comes of it."""

from enum import Enum, auto
from typing import Any

from linter.config.settings import Kind, Settings
from linter.frontmatter.source import Source
from linter.lint.proof import proved
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.schema.schema import Schema
from linter.site.site import SiteView


class FastPath(Enum):
    """Whether files are proved clean before they are linted."""

    ON = auto()
    """A file that is proved clean is not linted."""

    OFF = auto()
    """Every file is linted."""

    VERIFIED = auto()
    """Files that are proved clean are linted too; a difference is an internal error."""

    def result(  # noqa: PLR0913, PLR0917 - a file, and all that it is held to
        self,
        source: Source,
        data: bytes,
        schema: Schema,
        settings: Settings,
        site: SiteView | None,
        kind: Kind,
    ) -> FileResult | None:
        """Return the result of a file that is proved clean; None for one that is to be linted.

        `data` is what `source` was decoded from.

        Raises:
            AssertionError: linting finds something else than what is proved.
            ConfigError: the settings name no such rule.
            SchemaError: the schema would apply to the data too often.

        """
        if self is FastPath.OFF:
            return None
        clean = proved(
            source, data, schema, settings, site, dialect=kind.dialect, profile=kind.profile
        )
        if clean is not None and self is FastPath.VERIFIED:
            linted = lint(source, schema, settings, site, **reading(kind))
            if clean != linted._replace(is_proved=True):
                raise AssertionError("the file was proved clean, and linting differs from that")
        return clean


def reading(kind: Kind) -> dict[str, Any]:
    """Return the arguments of `lint` and `fix` that follow from the kind of a file."""
    return {
        "dialect": kind.dialect,
        "needs_block": kind.needs_block,
        "profile": kind.profile,
        "collection": kind.collection,
    }
