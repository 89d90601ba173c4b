"""The process that runs the command, one for all tests of a worker."""

from collections.abc import Iterator

import pytest

from tests.hostile.limited import Commands


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    commands = Commands(tmp_path_factory.mktemp("streams"))
    yield commands
    commands.close()
