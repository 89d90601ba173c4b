"""Proves without linting that a file is clean, or that most rules find nothing in it."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from linter.config.settings import Settings
from linter.core.text import Span
from linter.core.values import Value, json_pointer
from linter.fastpath.plan import Plan
from linter.fastpath.prove import Proof, Prover
from linter.fastpath.silence import FoundFact
from linter.fastpath.validity import is_valid as fulfils
from linter.frontmatter.block import YAML_SUFFIXES
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lint.plan import rule_table
from linter.lint.proof_plan import HeldTo, proof_plan
from linter.lint.results import Facts, FileResult, Suspects
from linter.profiles.profile import Profile
from linter.rules.registry import ConfigError
from linter.schema.schema import Schema
from linter.site.facts import Fact, Place
from linter.site.view import SiteView

if TYPE_CHECKING:
    from linter.fastpath.suspects import Doubt


class Plans:
    """Makes plans by which files are proved clean."""

    def plan(self, settings: Settings, held_to: HeldTo) -> Plan | None:
        """Return the plan for files of one kind; None where none of them can be proved clean.

        Raises:
            ConfigError: the settings name no such rule.

        """
        return proof_plan(rule_table(settings), held_to)


PLANS = Plans()

_FEW_FILES = 20


def proved(  # noqa: PLR0913 - a file, and all that it is held to
    source: Source,
    data: bytes,
    schema: Schema,
    settings: Settings,
    site: SiteView | None,
    *,
    dialect: Dialect,
    profile: Profile,
    plans: Plans = PLANS,
    accepts: Callable[[dict[str, Value]], bool] | None = None,
) -> FileResult | Suspects | None:
    """Return the result of `lint` for a file in which it finds nothing.

    For another one, return the rules that may find something; None if all may.

    `data` is what `source` was decoded from. `accepts` is whether data counts as valid, if that is
    not left to the schema.

    Raises:
        ConfigError: the settings name no such rule.

    """
    if not may_be_simple(source):
        return None
    try:
        held_to = HeldTo(schema, profile, dialect, site is not None)
        known = prover_of(plans, settings.timeless, held_to)
        if known is None:
            return None
        prover, is_valid = known
        proof = prover.prove(
            data,
            source.path,
            now=_now(settings),
            max_characters=settings.limits.max_front_matter,
            accepts=accepts or is_valid,
            site=site,
        )
        if not isinstance(proof, Proof):
            return None if proof is None else _suspects(source.path, proof)
    except ConfigError:
        raise
    except Exception:  # noqa: BLE001 - linting meets the same, and reports it
        return None
    facts = _facts(source.path, proof.facts)
    return FileResult(source, (), (), facts, is_proved=True, data=proof.data)


def may_be_simple(source: Source) -> bool:
    """Whether the fast path may read a file: it is UTF-8, and by its name no data file."""
    return source.bad_byte is None and not source.path.lower().endswith(YAML_SUFFIXES)


def _suspects(path: str, doubt: "Doubt") -> Suspects:
    codes = doubt.suspects()
    facts = doubt.facts(codes)
    return Suspects(codes, doubt.data, None if facts is None else _facts(path, facts))


@lru_cache(maxsize=64)
def prover_of(
    plans: Plans, settings: Settings, held_to: HeldTo
) -> "tuple[Prover, _Validity] | None":
    """Return what proves files of one kind clean, made once a process; None if nothing can."""
    plan = plans.plan(settings, held_to)
    return None if plan is None else (Prover(plan), _Validity(plan, held_to.schema))


class _Validity:
    """Whether data is valid: of few files by the conditions of a plan, which need no library.

    The schema decides where they do not, and of further files, as it takes less time for each.
    """

    def __init__(self, plan: Plan, schema: Schema) -> None:
        self._conditions = plan.validity
        self._schema = schema
        self._left = _FEW_FILES

    def __call__(self, data: dict[str, Value]) -> bool:
        if self._conditions is not None and self._left > 0:
            self._left -= 1
            if fulfils(self._conditions, data):
                return True
        return self._schema.accepts(data)


@lru_cache(maxsize=4)
def _now(settings: Settings) -> str:
    return f"{settings.now:%Y-%m-%dT%H:%M:%SZ}"


@lru_cache(maxsize=1024)
def _pointer(key: str) -> str:
    return json_pointer((key,))


def _facts(path: str, found: Iterable[FoundFact]) -> Facts:
    return tuple([_fact(path, each) for each in found])


def _fact(path: str, found: FoundFact) -> tuple[str, Fact]:
    key, needle, detail = found.parts
    place = Place(path, _pointer(found.key), Span(*found.span))
    return found.code, Fact(key, place, needle, detail)
