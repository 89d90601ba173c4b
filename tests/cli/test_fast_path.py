"""Files that are proved clean change no output, and `--no-fast-path` lints them in full."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.sites import OWN, on_each_site

ROOT = Path(__file__).parents[2]
CHECK = ("check", "--no-cache", "--jobs", "1", "--now", "2026-11-01T00:00:00Z")


def test_the_output_is_the_same_without_the_fast_path(run: Run) -> None:
    fast = run(*CHECK, "--output-format", "json", str(OWN))
    full = run(*CHECK, "--output-format", "json", "--no-fast-path", str(OWN))
    assert fast.stdout == full.stdout
    assert fast.exit_code == full.exit_code


@on_each_site
def test_linting_finds_nothing_in_what_is_proved_clean(run: Run, folder: Path) -> None:
    verified = run(*CHECK, "--verify-fast-path", "--verbose", str(folder))
    # It is 2 for internal errors.
    assert verified.exit_code == 1
    assert "\nproved: " in verified.stderr


def test_fixes_are_the_same(run: Run, tmp_path: Path) -> None:
    (seed,) = (ROOT / "seeds").glob("*.md")
    text = seed.read_text(encoding="utf-8")
    (tmp_path / "clean.md").write_text(text, encoding="utf-8")
    (tmp_path / "spaces.md").write_text(text.replace("Amazon S", "Amazon  S", 1), encoding="utf-8")
    fast = run(*CHECK, "--diff", str(tmp_path))
    assert fast.stdout == run(*CHECK, "--diff", "--no-fast-path", str(tmp_path)).stdout
    assert "spaces.md" in fast.stdout
    assert "clean.md" not in fast.stdout


@pytest.mark.parametrize(
    ("options", "proved"),
    [((), "proved: 1 of 1 file clean without a full parse\n"), (("--no-fast-path",), "")],
)
def test_verbose_counts_the_files_proved_clean(
    run: Run, options: tuple[str, ...], proved: str
) -> None:
    result = run(*CHECK, "--verbose", *options, str(ROOT / "seeds"))
    _, _, rest = result.stderr.partition(".md\n")
    assert (result.exit_code, rest) == (0, proved)
