"""What holds for every test."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partialmethod
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from linter.lint.plan import timeless_table
from linter.lint.proof import prover_of
from linter.rules.base import Rule
from linter.rules.registry import KnownRule, chosen_codes, known_rules, running_codes
from tests.caches import keep_results_in
from tests.commands import Commands, new_commands
from tests.jekyll_builds import Jekyll

Build = Callable[[Mapping[str, str]], Path]
"""Lays out a site of files, by path, and returns its root."""

Plant = Callable[[type[Rule]], None]
"""Adds a rule, or replaces the one with its code."""

# How long one example takes says more about a busy machine than about the code. Long searches for
# counterexamples have a command of their own, `tests.fuzz`.
settings.register_profile("unhurried", parent=settings(), deadline=None, max_examples=30)
settings.load_profile("unhurried")


# A shell that runs the tests in the background has Ctrl-C ignored in all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

if sys.platform == "win32":
    # Tests compare bytes and rows, and none is about how Windows writes a text.
    Path.write_text = partialmethod(Path.write_text, newline="\n")

# Or each run rewrites the assertions of all tests, and each program that a test starts compiles all
# of linter.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Objects that are made between two collections; with the default, collecting takes a tenth of the
# time of all tests.
_COLLECTED_AFTER = 50_000


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what Windows has not, before any fixture of the test is made."""
    if sys.platform == "win32" and (needed := item.get_closest_marker("posix")) is not None:
        pytest.skip(f"needs POSIX: {needed.args[0]}")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector from what is collected: all of it lives until the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(_COLLECTED_AFTER, 20, 20)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def cache_folder() -> Iterator[None]:
    """Keep results in a folder of this test run alone, for the processes that it starts too."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        keep_results_in(patch, Path(folder))
        yield


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """Yield what runs the command in forked processes."""
    commands = new_commands(tmp_path_factory.mktemp("streams"), limited=False)
    yield commands
    commands.close()


@pytest.fixture(scope="session")
def jekyll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jekyll]:
    """Yield what builds sites by Jekyll; without Jekyll, the test is skipped."""
    jekyll = Jekyll(tmp_path_factory.mktemp("jekyll"))
    yield jekyll
    jekyll.close()


@pytest.fixture
def plant() -> Iterator[Plant]:
    """Return what adds rules that are forgotten after the test."""

    def planted(rule: type[Rule]) -> None:
        patch.setitem(known_rules(), rule.code, KnownRule.of(rule))
        _forget_rules()

    with pytest.MonkeyPatch.context() as patch:
        yield planted
    _forget_rules()


def _forget_rules() -> None:
    for memory in (chosen_codes, running_codes, timeless_table, prover_of):
        memory.cache_clear()


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return what lays out a site for one test."""

    def lay_out(files: Mapping[str, str]) -> Path:
        root = tmp_path / "site"
        for name, text in {"_config.yml": "", **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return root

    return lay_out
