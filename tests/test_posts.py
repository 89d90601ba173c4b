"""Files as posts of python-frontmatter."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import frontmatter
import pytest

import linter
from linter.rules.registry import ConfigError

TOKEN = "ThGV3wIN5Z4NZaM6QnnxGA=="  # noqa: S105 - made up


@pytest.fixture
def hugo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a Hugo site the current folder."""
    (tmp_path / "hugo.toml").touch()
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(site: Path, text: str) -> Path:
    file = site / "content/a.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_is_read_and_linted(hugo: Path) -> None:
    post = linter.load(
        write(hugo, "---\ntitle: A  B\nanswer: yes\ndate: 2020-06-11\n---\n\nText.\n")
    )
    assert isinstance(post, frontmatter.Post)
    # To Hugo, `yes` is text, and so is a date.
    assert post.metadata == {"title": "A  B", "answer": "yes", "date": "2020-06-11"}
    assert post.content == "Text."
    assert [each.code for each in post.findings] == ["TXT004"]
    assert post["title"] == "A  B"


def test_json_and_toml_are_read(hugo: Path) -> None:
    assert linter.load(write(hugo, '{"weight": 1}\nText.\n')).metadata == {"weight": 1}
    post = linter.load(
        write(hugo, "+++\nweight = 1\ndate = 2020-06-11T10:00:00+02:00\n+++\nText.\n")
    )
    assert post.metadata == {"weight": 1, "date": datetime(2020, 6, 11, 8, tzinfo=UTC)}
    assert post.content == "Text."


def test_dates_are_those_of_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "_config.yml").touch()
    (tmp_path / "a.md").write_text(
        "---\na: 2020-06-11\nb: 2020-06-11 10:00:00 +0200\nc: '2020-06-11'\nd: [no]\n---\n",
        encoding="utf-8",
    )
    assert linter.load("a.md").metadata == {
        "a": date(2020, 6, 11),
        "b": datetime(2020, 6, 11, 8, tzinfo=UTC),
        "c": "2020-06-11",
        "d": [False],
    }


def test_a_file_without_front_matter_has_its_whole_text(hugo: Path) -> None:
    post = linter.load(write(hugo, "Text.\n"))
    assert (post.metadata, post.content, post.findings) == ({}, "Text.", ())


def test_the_config_decides_what_is_found(hugo: Path) -> None:
    (hugo / "articlelint.toml").write_text('ignore = ["TXT004"]\n', encoding="utf-8")
    assert linter.load(write(hugo, "---\ntitle: A  B\n---\n")).findings == ()


def test_errors_are_raised_with_all_findings(hugo: Path) -> None:
    file = write(hugo, "---\ntitle: A  B\ndraft: yes\n---\n")
    with pytest.raises(linter.LintError) as caught:
        linter.load(file)
    assert [each.code for each in caught.value.findings] == ["TXT004", "SCH003"]
    first, second = str(caught.value).splitlines()
    assert first.startswith("content/a.md:2:9: warning TXT004 `title` has repeated spaces")
    assert second.startswith("content/a.md:3:8: error SCH003 ")


@pytest.mark.parametrize(
    ("fail_on", "title", "raises"),
    [
        ("error", "A  B", False),
        ("warning", "A  B", True),
        ("warning", "A B", False),
        ("never", "[A, B]", False),
        ("error", "[A, B]", True),
    ],
)
def test_the_config_decides_which_findings_are_errors(
    hugo: Path, fail_on: str, title: str, *, raises: bool
) -> None:
    (hugo / "articlelint.toml").write_text(f'fail-on = "{fail_on}"\n', encoding="utf-8")
    file = write(hugo, f"---\ntitle: {title}\n---\n")
    if raises:
        with pytest.raises(linter.LintError):
            linter.load(file)
    else:
        assert linter.load(file)["title"]


def test_the_message_of_an_error_hides_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "_config.yml").touch()
    (tmp_path / "_news").mkdir()
    text = f"---\ntitle: a\nsecured: {TOKEN}\nwebUrl: https://example.com/{TOKEN}\n---\n"
    (tmp_path / "_news/a.md").write_text(text, encoding="utf-8")
    with pytest.raises(linter.LintError) as caught:
        linter.load("_news/a.md")
    assert "SEC0" in str(caught.value)
    assert TOKEN[:10] not in str(caught.value)


def test_what_cannot_be_read_is_an_error(hugo: Path) -> None:
    with pytest.raises(linter.LintError, match=r"^content/a.md:3:4: error PAR003 "):
        linter.load(write(hugo, "---\ntitle: a\nb: [1\n---\n"))
    with pytest.raises(FileNotFoundError):
        linter.load("none.md")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("---\ntitle: a\nb: [1\n---\n", r"row 3: "),
        ("+++\na = 1_\n+++\n", r"row 2: a `_` in a number stands"),
        ("---\n- a\n---\n", r"row 2: not a mapping$"),
        ("---\na: 1\na: 2\n---\n", r"row 3: Hugo refuses a key that is there twice$"),
    ],
)
def test_what_no_rule_reports_is_an_error_all_the_same(hugo: Path, text: str, cause: str) -> None:
    (hugo / "articlelint.toml").write_text('ignore = ["PAR"]\n', encoding="utf-8")
    with pytest.raises(linter.FrontMatterError, match=f"^{cause}"):
        linter.load(write(hugo, text))


def test_a_schema_that_is_gone_is_an_error(hugo: Path) -> None:
    (hugo / "articlelint.toml").write_text(
        '[[collections]]\nname = "a"\nfiles = ["content/*.md"]\nschema = "a.json"\n',
        encoding="utf-8",
    )
    with pytest.raises((OSError, ConfigError), match=r"a\.json"):
        linter.load(write(hugo, "---\ntitle: a\n---\n"))


def test_a_post_is_written_as_it_is_read(hugo: Path) -> None:
    post = linter.load(write(hugo, "---\ntitle: 'no'\nn: '012'\ntags: [a]\n---\nText.\n"))
    text = frontmatter.dumps(post)
    assert text == "---\ntitle: 'no'\nn: \"012\"\ntags:\n- a\n---\n\nText."
    assert linter.load(write(hugo, text)).metadata == post.metadata


def test_a_schema_is_inferred(hugo: Path) -> None:
    write(hugo, "---\ntitle: a\nrating: 5\n---\n")
    (inference,) = linter.infer()
    assert inference.name == "hugo-page"
    assert inference.schema["properties"]["rating"] == {"type": "integer", "examples": [5]}
    (named,) = linter.infer([hugo / "content/a.md"])
    assert (named.schema, named.outliers) == (inference.schema, inference.outliers)
    with pytest.raises(OSError, match="nowhere"):
        linter.infer(["nowhere"])


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("linter.lint_text('---\\na: 1\\n---\\n')", "frontmatter"),
        ("linter.JekyllHandler().load('---\\na: 1\\n---\\n')", "linter.lint"),
    ],
)
def test_no_more_is_imported_than_is_used(code: str, absent: str) -> None:
    command = f"import sys, linter; {code}; sys.exit({absent!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
