"""Commands with limits on what each may use, and a part of those for schemas."""

from collections.abc import Iterator

import pytest

from tests.commands import Commands, new_commands
from tests.hostile.articles import PART


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    commands = new_commands(tmp_path_factory.mktemp("streams"), limited=True, part=PART)
    yield commands
    commands.close()
