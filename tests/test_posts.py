"""Files as posts of python-frontmatter."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linter
from linter.profiles.registry import all_profiles

PROFILES = sorted({*all_profiles(), "news-api"})
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
HARD = ["yes", "no", "012", "0x1F", "1_000", "12:30:45", "1e3", "~", "2020-06-11", "=", "<<", "- a"]
WORDS = st.one_of(TEXTS, st.sampled_from(HARD))
# Jekyll merges what is at `<<`, in quotes or not.
KEYS = WORDS.filter(lambda text: text != "<<")
DATA = st.dictionaries(
    st.sampled_from(["title", "a b", "on", "1"]),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), WORDS),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=2),
        max_leaves=5,
    ),
)


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
        write(hugo, "---\ntitle: A  B\ndraft: yes\ndate: 2020-06-11\n---\n\nText.\n")
    )
    assert isinstance(post, frontmatter.Post)
    # To Hugo, `yes` is text, and so is a date.
    assert post.metadata == {"title": "A  B", "draft": "yes", "date": "2020-06-11"}
    assert post.content == "Text."
    assert [each.code for each in post.findings] == ["TXT004", "SCH003"]
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


@pytest.mark.parametrize("zone", ["", "Z", "z", "+00:00"])
@pytest.mark.parametrize("written", ["2020-06-11T10:00:00", "2020-06-11t10:00", "2020-06-11 10:00"])
def test_every_form_of_a_time_in_toml_is_a_time(written: str, zone: str) -> None:
    data, _ = frontmatter.parse(f"+++\na = {written}{zone}\n+++\n", handler=linter.handler("zola"))
    assert data == {"a": datetime(2020, 6, 11, 10, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("profile", "scalar", "value"),
    [
        ("jekyll", "2020-02-30", "2020-02-30"),
        ("jekyll", "2020-02-30 10:00:00", datetime(2020, 3, 1, 10, tzinfo=UTC)),
        ("astro", "2020-02-30", date(2020, 3, 1)),
        ("eleventy", "2020-13-11", date(2021, 1, 11)),
        ("hugo", "2020-02-30", "2020-02-30"),
        ("hugo", "!!timestamp soon", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_date_that_does_not_exist_is_what_the_reader_makes_of_it(
    profile: str, scalar: str, value: object
) -> None:
    data, _ = frontmatter.parse(f"---\na: {scalar}\n---\n", handler=linter.handler(profile))
    assert data == {"a": value}


def test_a_file_without_front_matter_has_its_whole_text(hugo: Path) -> None:
    post = linter.load(write(hugo, "Text.\n"))
    assert (post.metadata, post.content, post.findings) == ({}, "Text.", ())


def test_the_config_decides_what_is_found(hugo: Path) -> None:
    (hugo / "articlelint.toml").write_text('ignore = ["TXT004"]\n', encoding="utf-8")
    assert linter.load(write(hugo, "---\ntitle: A  B\n---\n")).findings == ()


def test_what_cannot_be_read_is_an_error(hugo: Path) -> None:
    with pytest.raises(linter.FrontMatterError, match=r"^row 3: "):
        linter.load(write(hugo, "---\ntitle: a\nb: [1\n---\n"))
    with pytest.raises(linter.FrontMatterError, match=r"^row 2: a `_` in a number stands"):
        linter.load(write(hugo, "+++\na = 1_\n+++\n"))
    with pytest.raises(linter.FrontMatterError, match=r"^row 2: not a mapping$"):
        linter.load(write(hugo, "---\n- a\n---\n"))
    with pytest.raises(FileNotFoundError):
        linter.load("none.md")


def test_a_post_is_written_as_it_is_read(hugo: Path) -> None:
    post = linter.load(write(hugo, "---\ntitle: 'no'\nn: '012'\ntags: [a]\n---\nText.\n"))
    text = frontmatter.dumps(post)
    assert text == "---\ntitle: 'no'\nn: \"012\"\ntags:\n- a\n---\n\nText."
    assert linter.load(write(hugo, text)).metadata == post.metadata


@pytest.mark.parametrize("profile", PROFILES)
@given(data=DATA)
def test_what_a_handler_writes_it_reads(profile: str, data: dict[str, Any]) -> None:
    handler = linter.handler(profile)
    text = frontmatter.dumps(frontmatter.Post("Text.", handler, **data))
    post = frontmatter.loads(text, handler=handler)
    assert (post.metadata, post.content) == (data, "Text.")


def test_a_handler_reads_as_its_generator() -> None:
    text = "---\na: yes\nb: 2020-06-11\nc: 0o14\n---\nText.\n"
    read = {
        name: frontmatter.loads(text, handler=linter.handler(name)).metadata
        for name in ("jekyll", "hugo", "astro", "mkdocs")
    }
    assert read == {
        "jekyll": {"a": True, "b": date(2020, 6, 11), "c": "0o14"},
        "hugo": {"a": "yes", "b": "2020-06-11", "c": 12},
        "astro": {"a": "yes", "b": date(2020, 6, 11), "c": 12},
        "mkdocs": {"a": True, "b": date(2020, 6, 11), "c": "0o14"},
    }


@pytest.mark.parametrize(
    ("profile", "text", "is_one"),
    [
        ("hugo", "+++\na = 1\n+++\n", True),
        ("hugo", '{"a": 1}\n', True),
        ("jekyll", "+++\na = 1\n+++\n", False),
        ("jekyll", "---\na: 1\n---\n", True),
        ("jekyll", "a: 1\n", False),
        ("jekyll", "---\na: 1\n", False),
    ],
)
def test_a_handler_detects_front_matter(profile: str, text: str, is_one: bool) -> None:  # noqa: FBT001 - a parameter
    assert linter.handler(profile).detect(text) is is_one


def test_a_handler_without_front_matter_leaves_the_text() -> None:
    post = frontmatter.loads("Text.\n", handler=linter.handler("hugo"))
    assert (post.metadata, post.content) == ({}, "Text.")


def test_an_unknown_profile() -> None:
    with pytest.raises(ValueError, match=r"no profile is called `huge`; did you mean `hugo`\?"):
        linter.handler("huge")


def test_a_schema_is_inferred(hugo: Path) -> None:
    write(hugo, "---\ntitle: a\nrating: 5\n---\n")
    (inference,) = linter.infer()
    assert inference.name == "hugo-page"
    assert inference.schema["properties"]["rating"] == {"type": "integer", "examples": [5]}
    (named,) = linter.infer([hugo / "content/a.md"])
    assert (named.schema, named.outliers) == (inference.schema, inference.outliers)
    with pytest.raises(OSError, match="nowhere"):
        linter.infer(["nowhere"])


def test_lint_text_imports_no_python_frontmatter() -> None:
    import sys

    code = (
        "import sys, linter; linter.lint_text('---\\na: 1\\n---\\n');"
        " sys.exit('frontmatter' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
