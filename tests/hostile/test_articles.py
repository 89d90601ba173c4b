"""Every hostile article through the command, at a part of its full size.

The full sizes have a command of their own, `tests.fuzz.articles`.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands import Commands
from tests.hostile.article_runs import ArticleRuns
from tests.hostile.articles import ARTICLES, PART, Hostile

pytestmark = pytest.mark.slow

_SECONDS = 1.5
"""Five times what a group needs; at this part of the size, quadratic work costs a sixty-fourth."""

# To start the command costs more than to lint most articles. Those of a kind, which may cost more,
# are neighbours, and so in different groups.
_COUNT = 30
_GROUPS = [
    pytest.param(ARTICLES[start::_COUNT], id=ARTICLES[start].name) for start in range(_COUNT)
]


@pytest.fixture
def runs(commands: Commands, tmp_path: Path) -> ArticleRuns:
    return ArticleRuns(commands, tmp_path, part=PART, seconds=_SECONDS)


@pytest.mark.parametrize("group", _GROUPS)
def test_articles(group: Sequence[Hostile], runs: ArticleRuns) -> None:
    runs.check(group)


@pytest.mark.parametrize("group", _GROUPS[::10])
def test_a_report_on_articles(group: Sequence[Hostile], runs: ArticleRuns) -> None:
    runs.report(group)


def test_names_are_unlike() -> None:
    assert len({each.name for each in ARTICLES}) == len(ARTICLES)
