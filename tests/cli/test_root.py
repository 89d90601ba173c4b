import pytest

from linter import __version__
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(run: Run, option: str) -> None:
    result = run(option)
    assert (result.exit_code, result.stdout) == (0, f"articlelint {__version__}\n")


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)])
def test_help(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: articlelint ")
    assert "  check " in result.stdout


@pytest.mark.parametrize("command", ["check", "init", "rule", "schema"])
def test_help_of_a_command(run: Run, command: str) -> None:
    result = run(command, "-h")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: articlelint {command} ")


@pytest.mark.parametrize("path", ["_news/bad.md", "_news", "nosuch.md", "./nosuch", "-"])
def test_paths_without_a_command_are_explained(run: Run, path: str) -> None:
    result = run(path, "other.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (f"error: to lint files, write: articlelint check {path} other.md\n")


def test_an_option_of_check_without_the_command_is_explained(run: Run) -> None:
    result = run("--fix", "_news")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: to lint files, write: articlelint check --fix _news\n"
    # The punctuation is that of the release of click.
    assert run("--fixx").stderr.translate(str.maketrans("", "", ":'.")) == (
        "error No such option --fixx\n"
    )


def test_no_such_command(run: Run) -> None:
    result = run("chekc")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: No such command 'chekc'.")
    assert result.stderr.count("\n") == 1
