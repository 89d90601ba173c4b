"""TOML front matter on the command line: found, cached, fixed, in a baseline, on standard input."""

import json
from pathlib import Path

import pytest

from linter.reporters import format_names
from tests.cli.conftest import Run

PAGE = '+++\ntitle = "Lichens  on the wall"\nweight = "3"\n\n[extra]\nmood = "calm"\n+++\nbody\n'
FIXED = '+++\ntitle = "Lichens on the wall"\nweight = 3\n\n[extra]\nmood = "calm"\n+++\nbody\n'
SITE = "Zola site: 2 files in content/"
CHECK = ("check", "--output-format", "concise")


@pytest.fixture(autouse=True)
def zola(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site of Zola with one page in TOML, and one without front matter, the folder."""
    (tmp_path / "content").mkdir()
    (tmp_path / "config.toml").write_text('base_url = "https://notes.example"\n', encoding="utf-8")
    (tmp_path / "content/a.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "content/b.md").write_text("# Notes\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(output: str) -> list[str]:
    return [line.split()[2] for line in output.splitlines() if line.startswith("content/")]


def test_a_site_in_toml_is_linted_without_a_config(run: Run) -> None:
    result = run(*CHECK)
    assert (result.exit_code, codes(result.stdout)) == (1, ["TXT004", "SCH003"])
    assert "content/a.md:2:17:" in result.stdout
    assert SITE in result.stderr


def test_the_second_run_takes_the_same_from_the_cache(run: Run, tmp_path: Path) -> None:
    cached = ("--cache-dir", str(tmp_path / "cache"))
    assert run(*CHECK, *cached).output == run(*CHECK, *cached).output


def test_fixes_are_shown_and_written(run: Run, zola: Path) -> None:
    patch = run("check", "--fix", "--diff").stdout
    assert '+title = "Lichens on the wall"\n+weight = 3\n' in patch
    run("check", "--fix")
    assert (zola / "content/a.md").read_text(encoding="utf-8") == FIXED
    assert run(*CHECK).exit_code == 0


def test_a_baseline_knows_the_findings(run: Run) -> None:
    run(*CHECK, "--write-baseline", "known.json")
    assert run(*CHECK, "--baseline", "known.json").exit_code == 0


def test_standard_input_is_linted_like_the_file(run: Run) -> None:
    result = run(*CHECK, "-", "--stdin-filename", "content/a.md", stdin=PAGE)
    assert codes(result.stdout) == ["TXT004", "SCH003"]


@pytest.mark.parametrize("name", format_names())
def test_every_format_has_the_findings(run: Run, name: str) -> None:
    output = run("check", "--output-format", name).stdout
    assert "SCH003" in output
    if name == "json":
        assert json.loads(output)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ("title: a\n", "PAR003", ":2:1:"),
        ("a = 1\ntitle = b\n", "PAR003", ":3:9:"),
        ("a = 1\na = 2\n", "PAR004", ":2:1:"),
    ],
)
def test_broken_toml_is_reported_in_its_place(
    run: Run, zola: Path, content: str, code: str, place: str
) -> None:
    (zola / "content/a.md").write_text(f"+++\n{content}+++\n", encoding="utf-8")
    output = run(*CHECK).stdout
    assert codes(output) == [code]
    assert place in output


def test_a_collection_may_have_files_of_toml(run: Run, zola: Path) -> None:
    (zola / "data").mkdir()
    (zola / "data/a.toml").write_text('[[links]]\nrank = "1"\n', encoding="utf-8")
    rank = {"properties": {"rank": {"type": "integer"}}}
    schema = {"properties": {"links": {"items": rank}}}
    (zola / "links.json").write_text(json.dumps(schema), encoding="utf-8")
    (zola / "articlelint.toml").write_text(
        '[[collections]]\nname = "links"\nfiles = ["data/*.toml"]\nschema = "links.json"\n',
        encoding="utf-8",
    )
    result = run(*CHECK, "data")
    assert "data/a.toml:2:8: error SCH003" in result.stdout
    run("check", "--fix", "data")
    assert (zola / "data/a.toml").read_text(encoding="utf-8") == "[[links]]\nrank = 1\n"
