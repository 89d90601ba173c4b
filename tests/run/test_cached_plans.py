"""Plans of earlier runs: the same ones, as long as nothing that they follow from has changed."""

import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.config.settings import Settings
from linter.core.filesystem import Stamp
from linter.frontmatter.scalars.dialect import Dialect
from linter.lint.proof import PLANS, Plans
from linter.lint.proof_plan import HeldTo
from linter.profiles.news_api import PROFILE
from linter.run.cached_plans import CachedPlans
from linter.schema.schema import builtin

SETTINGS = Settings(now=datetime(2021, 1, 1, tzinfo=UTC))
HELD_TO = HeldTo(builtin("article"), PROFILE, Dialect.JEKYLL, has_site=False)


class _Counted(Cache):
    """A store that keeps what is put into it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.rows: list[tuple[bytes, str, Row]] = []

    def put(self, context: bytes, path: str, row: Row) -> None:
        self.rows.append((context, path, row))
        super().put(context, path, row)


@pytest.fixture
def cache(tmp_path: Path) -> _Counted:
    return _Counted(tmp_path)


def test_a_plan_is_made_once(cache: _Counted) -> None:
    expected = PLANS.plan(SETTINGS, HELD_TO)
    for _ in range(2):
        assert CachedPlans(cache, lambda: b"code").plan(SETTINGS, HELD_TO) == expected
    assert len(cache.rows) == 1


def test_the_time_of_day_changes_no_plan(cache: _Counted) -> None:
    for year in (2021, 2022):
        settings = Settings(now=datetime(year, 1, 1, tzinfo=UTC))
        CachedPlans(cache, lambda: b"code").plan(settings, HELD_TO)
    assert len(cache.rows) == 1


def test_another_plan_is_made_for_whatever_decides_on_it(cache: _Counted) -> None:
    CachedPlans(cache, lambda: b"code").plan(SETTINGS, HELD_TO)
    CachedPlans(cache, lambda: b"other").plan(SETTINGS, HELD_TO)
    plans = CachedPlans(cache, lambda: b"code")
    plans.plan(Settings(select=("TXT",)), HELD_TO)
    plans.plan(SETTINGS, HELD_TO._replace(has_site=True))
    plans.plan(SETTINGS, HELD_TO._replace(dialect=Dialect.YAML_1_2))
    plans.plan(SETTINGS, HELD_TO._replace(schema=builtin("learning")))
    assert len({context for context, _, _ in cache.rows}) == len(cache.rows) == 6


@pytest.mark.parametrize("damaged", ["", "[]", "{}", "[[1]]", "[1, 2, 3]", '["a"]', "[" * 100_000])
def test_a_damaged_plan_is_made_again(cache: _Counted, damaged: str) -> None:
    plans = CachedPlans(cache, lambda: b"code")
    expected = plans.plan(SETTINGS, HELD_TO)
    context, path, _ = cache.rows[0]
    cache.put(context, path, Row(Stamp(0, 0), b"", "", damaged, ""))
    assert plans.plan(SETTINGS, HELD_TO) == expected


def test_files_that_no_plan_is_for_are_known_too(cache: _Counted) -> None:
    context = _context(cache)
    cache.put(context, "plan", Row(Stamp(0, 0), b"", "", json.dumps(None), ""))
    assert CachedPlans(cache, lambda: b"code").plan(SETTINGS, HELD_TO) is None


def _context(cache: _Counted) -> bytes:
    CachedPlans(cache, lambda: b"code").plan(SETTINGS, HELD_TO)
    return cache.rows[-1][0]


def test_other_processes_make_their_own(cache: _Counted) -> None:
    plans = pickle.loads(pickle.dumps(CachedPlans(cache, lambda: b"code")))  # noqa: S301 - our own
    assert type(plans) is Plans
    assert plans.plan(SETTINGS, HELD_TO) == PLANS.plan(SETTINGS, HELD_TO)
