"""What is found in a file is found in the same text on standard input, the site included."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.sites import OWN

CHECK = ("check", "--no-cache", "--isolated", "--now", "2026-01-01T00:00:00Z")
SITE_RULES = ("--select", "IMG002,DUP,PAR008", "--output-format", "concise")
PASSED = "All checks passed: 1 file.\n"
LINK = "---\nwebUrl: https://example.com/{}\n---\n"
PICTURE = "---\nimages: [{url: /gone.png, width: 2, height: 1}]\n---\n"

FILES = sorted(str(path.relative_to(OWN)) for path in OWN.glob("_*/**/*.md"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site of two articles the current folder."""
    (tmp_path / "_config.yml").write_text("url: https://example.org\n", encoding="utf-8")
    (tmp_path / "_news").mkdir()
    for name, text in (("a", LINK.format("same")), ("b", LINK.format("other"))):
        (tmp_path / f"_news/{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_the_same_is_found_as_in_the_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(OWN)
    command = (*CHECK, "--extend-select", "ALL", "--output-format", "json")
    of_file = run(*command, name)
    of_input = run(*command, "--stdin-filename", name, "-", stdin=Path(name).read_bytes())
    assert of_input.stdout == of_file.stdout
    assert (of_input.exit_code, of_input.stderr) == (of_file.exit_code, of_file.stderr)


def test_own_site_has_findings_that_need_the_site(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(OWN)
    found = run(*CHECK, *SITE_RULES, *FILES).stdout
    assert " DUP001 " in found
    assert " IMG002 " in found


@pytest.mark.usefixtures("site")
def test_a_text_is_compared_with_the_other_files_and_not_with_the_file_in_its_place(
    run: Run,
) -> None:
    name = ("--stdin-filename", "_news/b.md")
    assert run(*CHECK, *SITE_RULES, *name, stdin=LINK.format("other")).stdout == PASSED
    found = run(*CHECK, *SITE_RULES, *name, stdin=LINK.format("same")).stdout
    assert found.startswith("_news/b.md:2:9: ")
    assert " DUP001 " in found


@pytest.mark.usefixtures("site")
def test_pictures_of_the_site_are_read(run: Run) -> None:
    name = ("--stdin-filename", "_news/new.md")
    found = run(*CHECK, *SITE_RULES, *name, stdin=PICTURE)
    assert " IMG002 " in found.stdout
    Path("gone.png").write_bytes(b"")
    assert " IMG002 " not in run(*CHECK, *SITE_RULES, *name, stdin=PICTURE).stdout


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("text", [LINK.format("same"), PICTURE])
def test_a_text_without_a_name_is_in_no_site(run: Run, text: str) -> None:
    result = run(*CHECK, *SITE_RULES, "-", stdin=text)
    assert (result.exit_code, result.stdout) == (0, PASSED)


@pytest.mark.usefixtures("site")
def test_findings_between_files_have_the_rows_of_the_fixed_text(run: Run) -> None:
    long = f"\ufeff{LINK.format('same')}"
    command = (*CHECK, *SITE_RULES, "--fix", "--stdin-filename", "_news/b.md")
    result = run(*command, stdin=long)
    assert result.stdout == LINK.format("same")
    assert "_news/b.md:2:9: " in result.stderr
    assert " DUP001 " in result.stderr
