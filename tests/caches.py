"""The folder in which commands keep results, by the variables that decide on it."""

from pathlib import Path

import pytest

# The last is that of platformdirs, which otherwise takes the folder of Windows from the system.
_VARIABLES = ("XDG_CACHE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")


def cache_variables(folder: Path) -> dict[str, str]:
    """Return variables with which results are kept below a folder, on every system."""
    return dict.fromkeys(_VARIABLES, str(folder))


def keep_results_in(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Keep results below a folder, also those of the processes that are started."""
    for name, value in cache_variables(folder).items():
        patch.setenv(name, value)
