"""Commands with limits on what each may use."""

from collections.abc import Iterator

import pytest

from tests.commands import Commands, new_commands


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    commands = new_commands(tmp_path_factory.mktemp("streams"), limited=True)
    yield commands
    commands.close()
