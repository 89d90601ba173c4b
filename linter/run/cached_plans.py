"""Plans by which files are proved clean, kept in the cache: making one imports every rule."""

import json
from collections.abc import Callable

from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.config.settings import Settings
from linter.core.digests import digest_of_parts
from linter.core.filesystem import Stamp
from linter.fastpath.plan import Plan
from linter.lint.proof import Plans
from linter.lint.proof_plan import HeldTo

# The path of a plan's row; that of a file is absolute.
_NAME = "plan"


class CachedPlans(Plans):
    """Plans of earlier runs."""

    def __init__(self, cache: Cache, code: Callable[[], bytes]) -> None:
        """Take the store, and what returns the fingerprint of the code."""
        self._cache = cache
        self._code = code

    def __reduce__(self) -> tuple[type[Plans], tuple[()]]:
        """Leave out the store, which belongs to this process."""
        return Plans, ()

    def plan(self, settings: Settings, held_to: HeldTo) -> Plan | None:
        """Return the plan for files of one kind; None where none of them can be proved clean."""
        schema, *others = held_to
        parts = (self._code(), settings.timeless, schema.fingerprint, *others)
        context = digest_of_parts(parts)
        row = self._cache.get(context, _NAME)
        if row is not None:
            try:
                data = json.loads(row.outcome)
                return None if data is None else Plan.of(data)
            except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
                # The text is damaged, or none of ours.
                pass
        plan = super().plan(settings, held_to)
        self._cache.put(context, _NAME, Row(Stamp(0, 0), b"", "", json.dumps(plan), ""))
        return plan
