"""Runs the fast path on a file, in one of its modes."""

from functools import partial
from typing import Any, NamedTuple

from linter.config.settings import Kind, Settings
from linter.frontmatter.source import Source
from linter.lint.proof import PLANS, Plans, proved
from linter.lint.results import FileResult, Suspects
from linter.lint.run import lint
from linter.run.fast_path import FastPath
from linter.schema.schema import Schema
from linter.site.view import SiteView


class Proofs(NamedTuple):
    """The mode of the fast path, and the plans by which files are proved clean."""

    fast_path: FastPath = FastPath.ON
    plans: Plans = PLANS

    def result(  # noqa: PLR0913, PLR0917 - a file, and all that it is held to
        self,
        source: Source,
        data: bytes,
        schema: Schema,
        settings: Settings,
        site: SiteView | None,
        kind: Kind,
    ) -> FileResult | Suspects | None:
        """Return the result of a file that is proved clean, or else the `suspects` for `lint`.

        `data` is what `source` was decoded from.

        Raises:
            AssertionError: linting finds something else than what is proved.
            ConfigError: the settings name no such rule.
            SchemaError: the schema would apply to the data too often.

        """
        if self.fast_path is FastPath.OFF:
            return None
        found = proved(
            source,
            data,
            schema,
            settings,
            site,
            dialect=kind.dialect,
            profile=kind.profile,
            plans=self.plans,
        )
        if found is not None and self.fast_path is FastPath.VERIFIED:
            relint = partial(lint, source, schema, settings, site, **reading(kind))
            if isinstance(found, FileResult):
                expected = found._replace(is_proved=False)
            else:
                expected = relint(suspects=found)
            if relint() != expected:
                raise AssertionError("linting differs from what is proved of the file")
        return found


DEFAULT_PROOFS = Proofs()
NO_PROOFS = Proofs(FastPath.OFF)


def reading(kind: Kind) -> dict[str, Any]:
    """Return the arguments of `lint` and `fix` that follow from the kind of a file."""
    return {
        "dialect": kind.dialect,
        "needs_block": kind.needs_block,
        "profile": kind.profile,
        "collection": kind.collection,
    }
