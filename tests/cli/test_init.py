import resource
import subprocess
import tomllib
from pathlib import Path

import pytest

from linter.config.layers import read
from tests.cli.conftest import Run

HOOKS = ".pre-commit-config.yaml"


def test_a_jekyll_site(run: Run, site: Path) -> None:
    (site / "_config.yml").write_text("title: a\n", encoding="utf-8")
    (site / "_data/topics").mkdir(parents=True)
    (site / "_data/topics/ai.yml").write_text("name: AI\n", encoding="utf-8")
    result = run("init")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Jekyll site: ")
    assert "\n  _data/topics: topic, 1 file\n  _news: article, 2 files\n" in result.stdout
    assert "\n  articlelint check " in result.stdout
    text = (site / "articlelint.toml").read_text(encoding="utf-8")
    assert text.startswith("# Everything here is optional.")
    assert "#:schema" not in text
    assert tomllib.loads(text) == {"profile": "jekyll"}
    assert run("check", "--select", "PAR003").exit_code == 1


def test_any_other_folder_gets_a_template(run: Run, site: Path) -> None:
    result = run("init")
    text = (site / "articlelint.toml").read_text(encoding="utf-8")
    assert "# [[collections]]" in text
    assert tomllib.loads(text) == {}
    assert result.stdout.startswith("No known site generator: ")


def test_the_generator_is_recognised(run: Run, site: Path) -> None:
    (site / "hugo.toml").touch()
    (site / "content").mkdir()
    (site / "content/_index.md").write_text("---\ntitle: a\n---\n", encoding="utf-8")
    result = run("init")
    assert result.stdout.startswith(
        'Hugo site: 1 file in content/\nWrote articlelint.toml with `profile = "hugo"`; '
    )
    text = (site / "articlelint.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"profile": "hugo"}
    assert run("check").stdout == "All checks passed: 1 file.\n"


def test_the_template_is_right_once_it_is_not_a_comment(run: Run, site: Path) -> None:
    run("init")
    lines = (site / "articlelint.toml").read_text(encoding="utf-8").splitlines()
    keys = ("# [", "# name =", "# files", "# schema", "# dialect", "# min", "# sev", '# "')
    plain = [
        line.removeprefix("# ")
        for line in lines
        if line.startswith((*keys, "# ig", "# ex", "# base"))
    ]
    (site / "articlelint.toml").write_text("\n".join(plain), encoding="utf-8")
    (site / "schemas").mkdir()
    (site / "schemas/post.json").write_text("{}", encoding="utf-8")
    config = read(site / "articlelint.toml")
    assert [each.name for each in config.collections] == ["posts"]
    assert config.settings.ignore
    assert config.exclude
    assert config.baseline == site / "known.json"
    assert config.per_file_ignores


@pytest.mark.parametrize(
    ("name", "text"),
    [("articlelint.toml", "nonsense"), ("pyproject.toml", "[tool.articlelint]\n")],
)
def test_a_config_is_never_replaced(run: Run, site: Path, name: str, text: str) -> None:
    (site / name).write_text(text, encoding="utf-8")
    result = run("init")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{name} is there already; it was left as it is.\n")
    assert (site / name).read_text(encoding="utf-8") == text
    assert (site / "articlelint.toml").exists() == (name == "articlelint.toml")


def test_another_tools_pyproject_is_no_config(run: Run, site: Path) -> None:
    (site / "pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    assert "Wrote articlelint.toml" in run("init").stdout


def test_the_hook_is_added_once(run: Run, site: Path) -> None:
    hooks = site / HOOKS
    hooks.write_text("repos:\n- repo: meta # x\n  hooks:\n  - id: identity\n", encoding="utf-8")
    assert f"Added the hook to {HOOKS}.\n" in run("init").stdout
    text = hooks.read_text(encoding="utf-8")
    assert text.startswith("repos:\n- repo: meta # x\n  hooks:\n  - id: identity\n- repo: ")
    assert f"{HOOKS} has the hook already; it was left as it is.\n" in run("init").stdout
    assert hooks.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("content", [b"repos: []\n", b"repos: # \xff\n"], ids=["flow", "not-utf-8"])
def test_a_file_that_cannot_be_edited_is_reported(run: Run, site: Path, content: bytes) -> None:
    (site / HOOKS).write_bytes(content)
    result = run("init")
    assert result.exit_code == 0
    assert f"{HOOKS} was left as it is; put this under its `repos`:\n  - repo: " in result.stdout
    assert (site / HOOKS).read_bytes() == content


def test_the_hook_belongs_to_the_top_of_the_repository(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "--quiet", site], check=True)  # noqa: S607 - the reader's git
    monkeypatch.chdir(site / "docs")
    assert f"Wrote ../{HOOKS} with the hook.\n" in run("init").stdout
    assert (site / HOOKS).exists()
    assert not (site / "docs" / HOOKS).exists()
    assert (site / "docs/articlelint.toml").exists()


def test_a_file_that_cannot_be_read(run: Run, site: Path) -> None:
    (site / HOOKS).mkdir()
    result = run("init")
    assert result.exit_code == 2
    assert result.stderr == f"error: {site / HOOKS}: is a directory\n"


def test_a_full_disk_is_reported_with_the_folder(run: Run, site: Path) -> None:
    # As with a full disk, the error of a limit on the size of files names no file.
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        result = run("init")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (result.exit_code, result.stderr) == (2, f"error: {site}: file too large\n")
