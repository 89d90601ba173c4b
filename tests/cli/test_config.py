"""Configs on the command line: collections of one's own, settings per file, several outputs."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Run

SCHEMA = {
    "type": "object",
    "required": ["headline"],
    "properties": {
        "headline": {"type": "string", "x-role": "title"},
        "link": {"x-role": "web-url"},
    },
}
CONFIG = """
[[collections]]
name = "posts"
files = ["content/**/*.md", "!content/**/_index.md"]
schema = "schemas/post.json"
"""


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a blog with keys of its own the current folder."""
    for folder in ("content/deep", "schemas", "_news"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "schemas/post.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (tmp_path / "articlelint.toml").write_text(CONFIG, encoding="utf-8")
    bad = "---\nheadline: a\nlink: http://exa mple.com/\n---\n"
    for name in ("content/a.md", "content/deep/b.md", "content/_index.md", "_news/c.md"):
        (tmp_path / name).write_text(bad, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed(result: Result) -> list[str]:
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_collections_decide_what_is_linted(blog: Path, run: Run) -> None:
    assert listed(run("check", "--show-files")) == ["content/a.md", "content/deep/b.md"]
    assert listed(run("check", "--show-files", "content/deep")) == ["content/deep/b.md"]
    (blog / ".gitignore").write_text("deep/\n", encoding="utf-8")
    assert listed(run("check", "--show-files")) == ["content/a.md"]


def test_a_collection_brings_its_schema(blog: Path, run: Run) -> None:
    (blog / "content/a.md").write_text("---\nheadlin: a\n---\n", encoding="utf-8")
    result = run("check", "--output-format", "concise", "-q")
    assert [line.split(" ", 3)[:3] for line in result.stdout.splitlines()] == [
        ["content/a.md:2:1:", "error", "SCH001"],
        ["content/deep/b.md:3:7:", "error", "URL001"],
    ]


@pytest.mark.usefixtures("blog")
def test_a_named_file_of_no_collection_is_reported_and_not_linted(run: Run) -> None:
    result = run("check", "_news/c.md", "content/_index.md")
    assert result.exit_code == 0
    assert result.stderr.count("fits no collection") == 2
    fixed = run("check", "--fix", "--stdin-filename", "_news/c.md", stdin="as it is")
    assert (fixed.exit_code, fixed.stdout) == (0, "as it is")


def test_exclude_leaves_out_what_walks_would_take(blog: Path, run: Run) -> None:
    (blog / "articlelint.toml").write_text(
        f"exclude = ['content/deep/']\n{CONFIG}", encoding="utf-8"
    )
    assert listed(run("check", "--show-files")) == ["content/a.md"]
    assert listed(run("check", "--show-files", "content/deep/b.md")) == ["content/deep/b.md"]


def test_settings_differ_per_file(blog: Path, run: Run) -> None:
    with (blog / "articlelint.toml").open("a", encoding="utf-8") as file:
        file.write("[per-file-ignores]\n'content/deep/**' = ['URL']\n")
        file.write("[rules.invalid-url]\nseverity = 'warning'\n")
    result = run("check", "--output-format", "json")
    found = [(each["filename"], each["severity"]) for each in json.loads(result.stdout)]
    assert (result.exit_code, found) == (0, [("content/a.md", "warning")])
    assert run("check", "--fail-on", "warning").exit_code == 1
    whole = run("check", "--isolated", "content/deep/b.md").stdout
    assert whole == "All checks passed: 1 file.\n"


def test_a_mistake_in_the_config_ends_the_run(blog: Path, run: Run) -> None:
    (blog / "articlelint.toml").write_text("\nfail_on = 'never'\n", encoding="utf-8")
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error: articlelint.toml:2: unknown key `fail_on`; did you mean `fail-on`?\n"
    )


def test_the_config_sets_exit_status_and_format(blog: Path, run: Run) -> None:
    text = f"output-format = 'concise'\nfail-on = 'never'\n{CONFIG}"
    (blog / "articlelint.toml").write_text(text, encoding="utf-8")
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("content/a.md:3:7: error URL001")
    assert run("check", "--fail-on", "error").exit_code == 1
    (blog / "articlelint.toml").write_text("output-format = 'concse'", encoding="utf-8")
    assert "no format is called `concse`" in run("check").stderr


def test_show_settings(blog: Path, run: Run) -> None:
    (blog / "articlelint.toml").write_text(f"ignore = ['URL']\n{CONFIG}", encoding="utf-8")
    shown = json.loads(run("check", "--show-settings", "content/a.md").stdout)
    assert shown["config"] == [str(blog / "articlelint.toml")]
    assert shown["schema"] == str(blog / "schemas/post.json")
    assert "URL001" not in shown["rules"]
    assert shown["rules"]["IMG005"]["min-side"] == 100


def test_show_settings_names_the_site_that_was_found(site: Path, run: Run) -> None:
    before = json.loads(run("check", "--show-settings", "_news/good.md").stdout)
    assert before["site-root"] is None
    (site / "_config.yml").write_text("title: News\n", encoding="utf-8")
    after = json.loads(run("check", "--show-settings", "_news/good.md").stdout)
    assert after["site-root"] == str(site.resolve())


def test_another_config(blog: Path, run: Run) -> None:
    (blog / "other.toml").write_text("select = ['DAT']", encoding="utf-8")
    assert listed(run("check", "--config", "other.toml", "--show-files")) == [
        "_news/c.md",
        "content/a.md",
        "content/deep/b.md",
    ]
    assert run("check", "--config", "none.toml").stderr == (
        "error: none.toml: no such file or directory\n"
    )
    assert run("check", "--config", "other.toml", "--isolated").exit_code == 2


@pytest.mark.parametrize(
    "globs",
    [
        pytest.param(["x" * 300], id="longer than a name"),
        pytest.param(["é" * 130], id="more bytes than a name"),
        pytest.param([f"{number:0200}" for number in range(30)], id="longer than a path"),
    ],
)
def test_an_option_as_a_config_may_be_longer_than_the_name_of_a_file(
    blog: Path, run: Run, globs: list[str]
) -> None:
    option = f"exclude = {[*globs, 'content/deep/']}"
    assert listed(run("check", "--config", option, "--show-files")) == ["content/a.md"]
    (blog / "a=b.toml").write_text("exclude = ['_news/']", encoding="utf-8")
    both = ("--config", "a=b.toml", "--config", option)
    assert listed(run("check", *both, "--show-files")) == ["content/a.md"]


def test_several_outputs(blog: Path, run: Run) -> None:
    arguments = ("--output-format", "json", "--output-file", "a.json", "--output-format", "concise")
    result = run("check", *arguments, "content/a.md")
    assert len(json.loads((blog / "a.json").read_text(encoding="utf-8"))) == 1
    assert result.stdout.startswith("content/a.md:3:7: error URL001")
    turned = run("check", *arguments[4:], *arguments[:4], "content/a.md")
    assert turned.stdout == result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("--output-format", "json", "--output-format", "full"),
            "`json` must have standard output to itself",
            id="two-on-standard-output",
        ),
        pytest.param(
            ("--output-file", "a", "--output-format", "full", "--output-file", "a"),
            "two outputs cannot share the file a",
            id="one-file",
        ),
        pytest.param(
            ("--output-file", "a", "--output-file", "b"),
            "--output-file b needs an --output-format before it",
            id="file-without-format",
        ),
    ],
)
def test_outputs_that_cannot_be(
    blog: Path, run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (blog / "a").exists()
