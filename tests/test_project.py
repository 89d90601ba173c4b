"""Nothing that is printed or written leads to an address or a package that is not ours."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
from click.testing import CliRunner

from linter.cli.root import articlelint
from linter.core.project import DOCUMENTATION, REPOSITORY
from linter.reporters import format_names
from linter.rules.registry import all_rules
from linter.schema.builtin import builtin_names

ROOT = Path(__file__).parents[1]
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")
FOREIGN = re.compile(
    r"articlelint\.(?!toml\b|xml\b|sarif\b)[a-z]{2,}\b(?=/)|//[^\s\"'/]*articlelint"
    r"|(?:github|gitlab)\.com/articlelint|\barticlelint/articlelint\b|\barticlelint@v"
)
# Before the first release that name could be anybody's.
INSTALLED = re.compile(r"\b(?:pipx?|uv tool) install ['\"]?articlelint\b")
REPOSITORY_NAME = urlsplit(REPOSITORY or "").path.strip("/")
OWN = tuple(filter(None, (DOCUMENTATION, REPOSITORY, REPOSITORY_NAME)))
WRONG = "---\ntitle: a &amp; b\ntype: article\nwebUrl: http://example.com/\nheat: '1'\n---\n"


def is_foreign(text: str) -> bool:
    """Whether a text has an address or a package that looks like the project's, and is not."""
    for address in OWN:
        text = text.replace(address, "")
    if REPOSITORY is None and INSTALLED.search(text):
        return True
    return FOREIGN.search(text) is not None


def test_no_address_is_set_before_it_is_ours() -> None:
    assert (DOCUMENTATION, REPOSITORY) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://articlelint.dev/rules/", True),
        ("https://docs.articlelint.org", True),
        ("git+https://github.com/articlelint/articlelint@v0.1.0", True),
        ("uses: articlelint/articlelint@v0.1.0", True),
        ("pip install 'articlelint[online]'", True),
        ("pipx install articlelint", True),
        ("uv tool install articlelint", True),
        ('pipx install "$ARTICLELINT"', False),
        ("pipx uninstall articlelint", False),
        ("urn:articlelint:schema:article", False),
        ("articlelint.toml, articlelint.xml", False),
        ("articlelint/v1", False),
    ],
)
def test_what_is_looked_for_is_found(text: str, *, expected: bool) -> None:
    assert is_foreign(text) is expected


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "_news").mkdir()
    (tmp_path / "_news/2020-06-11-wrong.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "_news/2020-06-12-dated.md").write_text(SEED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(articlelint, arguments, catch_exceptions=False)
    assert result.exit_code in {0, 1}
    return result.output


@pytest.mark.parametrize("name", format_names())
def test_no_format_leads_there(site: Path, name: str) -> None:
    command = ("check", "--no-cache", "--select", "ALL", "--output-format", name)
    assert not is_foreign(printed(*command))
    printed(*command, "--output-file", "out")
    assert not is_foreign((site / "out").read_text(encoding="utf-8"))


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, *names, name)


@pytest.mark.parametrize("names", list(commands(articlelint)), ids=" ".join)
def test_no_help_leads_there(names: tuple[str, ...]) -> None:
    text = printed(*names, "--help")
    assert "Usage" in text or "usage" in text
    assert not is_foreign(text)


def test_no_rule_and_no_schema_leads_there() -> None:
    for code in all_rules():
        assert not is_foreign(printed("rule", code))
    assert not is_foreign(printed("rule", "--output-format", "json"))
    for name in (*builtin_names(), "config"):
        assert not is_foreign(printed("schema", name))


def test_no_file_that_is_written_leads_there(site: Path) -> None:
    subprocess.run(["git", "init", "--quiet", site], check=True)  # noqa: S607 - the reader's git
    assert not is_foreign(printed("init"))
    assert not is_foreign(printed("check", "--no-cache", "--write-baseline", "known.json"))
    for name in ("articlelint.toml", ".pre-commit-config.yaml", "known.json"):
        assert not is_foreign((site / name).read_text(encoding="utf-8"))


def test_no_page_and_no_file_of_ours_leads_there() -> None:
    folders = (".github", "action", "docs", "schemas", "linter", "requirements")
    suffixes = {".md", ".py", ".json", ".yaml", ".yml", ".toml", ".txt"}
    files = [file for folder in folders for file in (ROOT / folder).rglob("*")]
    files += [*ROOT.glob("*.*"), *ROOT.glob(".pre-commit-*")]
    texts = [
        (file, file.read_text(encoding="utf-8"))
        for file in files
        if file.suffix in suffixes and "_build" not in file.parts
    ]
    assert len(texts) > 300
    assert [file.name for file, text in texts if is_foreign(text)] == []
