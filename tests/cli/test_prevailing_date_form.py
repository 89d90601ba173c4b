"""DAT001 with `form = "infer"`: dates are written as nearly all others in their collection."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

CONFIG = '[rules.DAT001]\nform = "infer"\n'
OTHERS = [f"date: 2020-06-{day} 10:00:00 +0200" for day in range(11, 30)]


@pytest.fixture
def checked(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what lints the front matter of posts, by name, in a site of the others."""
    monkeypatch.chdir(tmp_path)

    def check(posts: Mapping[str, str], *arguments: str, config: str = CONFIG) -> str:
        files = {"articlelint.toml": config}
        files |= {f"content/posts/{name}.md": text for name, text in posts.items()}
        files.setdefault("hugo.toml", "")
        for path, text in files.items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            is_page = path.endswith(".md") and not text.startswith("+++")
            Path(path).write_text(f"---\n{text}\n---\n" if is_page else text, encoding="utf-8")
        result = run("check", "-q", "--output-format", "concise", *arguments)
        assert result.exit_code in {0, 1}, result.output
        return result.stdout

    return check


def posts(*others: str) -> dict[str, str]:
    return {f"p{number:02}": text for number, text in enumerate((*OTHERS, *others))}


def test_the_form_of_nine_tenths_is_that_of_all(checked: Callable[..., str]) -> None:
    every = posts("date: 2020-07-01T10:00:00+02:00", "title: a")
    assert checked(every) == (
        "content/posts/p19.md:2:7: error DAT001 `date` is `2020-07-01T10:00:00+02:00`, not"
        " `YYYY-MM-DD hh:mm:ss ±hhmm` like nearly all others [*]\n"
    )
    assert checked(every, "content/posts/p19.md").startswith("content/posts/p19.md:2:7: error")
    assert checked(every, config="") == ""


@pytest.mark.parametrize(
    "others",
    [
        ["date: 2020-07-01", "date: 2020-07-02", "date: 2020-07-03"],
        ["lastmod: 2020-07-01", "title: 2020-07-02", "date: '{{ x }}'", "date: ''"],
        ["date: '2020-07-01 10:00:00 -0700'"],
    ],
)
def test_other_forms_are_left_where_none_prevails(
    checked: Callable[..., str], others: list[str]
) -> None:
    assert "nearly all" not in checked(posts(*others))


def test_few_dates_have_no_form(checked: Callable[..., str]) -> None:
    every = posts("date: 2020-07-01")
    assert checked({name: every[name] for name in list(every)[11:]}) == ""
    assert "nearly all" in checked(every)


def test_each_collection_has_its_form(checked: Callable[..., str]) -> None:
    collections = "".join(
        f'[[collections]]\nname = "{name}"\nfiles = ["content/posts/{name}*.md"]\n'
        'schema = "s.json"\n'
        for name in ("p", "q")
    )
    Path("s.json").write_text(
        json.dumps({"properties": {"date": {"x-role": "published-at"}}}), encoding="utf-8"
    )
    other = {f"q{day}": f"date: 2021-06-{day}" for day in range(10, 30)}
    every = posts("date: 2020-07-01") | other | {"q00": "date: 2020-07-01 10:00:00 +0200"}
    assert "nearly all" not in checked(every)
    found = checked(every, config=f"{collections}{CONFIG}")
    assert "p19.md:2:7: error DAT001 `date` is `2020-07-01`, not `YYYY-MM-DD hh:mm:ss" in found
    assert "q00.md:2:7: error DAT001 `date` is `2020-07-01 10:00:00 +0200`, not `YYYY-M" in found
    assert found.count("DAT001") == len(("p19", "q00"))


@pytest.mark.parametrize(
    ("before", "after", "is_safe"),
    [
        ("2020-07-01T10:00:00+02:00", "2020-07-01 10:00:00 +0200", True),
        ("2020-07-01 9:00:00 +0200 # a", "2020-07-01 09:00:00 +0200 # a", True),
        ('"2020-07-01T10:00:00-07:00"', '"2020-07-01 10:00:00 -0700"', True),
        ("2020-07-01T10:00:00Z", "2020-07-01 10:00:00 +0000", True),
        ('"2020-07-01 10:00:00Z"', '"2020-07-01 10:00:00 +0000"', True),
        ("2020-07-01", None, False),
        ("2020-07-01 10:00:00", None, False),
        ("01 Jul 2020", None, False),
    ],
)
def test_a_fix_keeps_day_instant_quotes_and_type(
    checked: Callable[..., str], before: str, after: str | None, *, is_safe: bool
) -> None:
    every = posts(f"date: {before}")
    checked(every, "--fix")
    path = Path("content/posts/p19.md")
    text = path.read_text(encoding="utf-8")
    assert text == f"---\ndate: {after if after and is_safe else before}\n---\n"
    checked(every, "--fix", "--unsafe-fixes")
    assert path.read_text(encoding="utf-8") == f"---\ndate: {after or before}\n---\n"


def test_dates_in_toml_are_compared_with_those_in_yaml(checked: Callable[..., str]) -> None:
    others = [f"+++\ndate = 2020-06-{day}T10:00:00Z\n+++\n" for day in range(10, 30)]
    every = {f"q{number}": text for number, text in enumerate(others)}
    every |= {"a": "date: 2020-07-01 10:00:00Z", "b": "+++\ndate = 2020-07-01 10:00:00Z # a\n+++\n"}
    found = checked(every | {"c": others[0]}, "--fix")
    assert found == ""
    posts = Path("content/posts")
    assert (posts / "a.md").read_text(encoding="utf-8") == "---\ndate: 2020-07-01T10:00:00Z\n---\n"
    fixed = (posts / "b.md").read_text(encoding="utf-8")
    assert fixed == "+++\ndate = 2020-07-01T10:00:00Z # a\n+++\n"


def test_a_cached_result_follows_the_other_files(checked: Callable[..., str]) -> None:
    every = posts("date: 2020-07-01")
    assert "nearly all" in checked(every)
    more = {f"q{day}": f"date: 2021-06-{day}" for day in range(10, 15)}
    assert "nearly all" not in checked(every | more)
    for name in more:
        Path(f"content/posts/{name}.md").unlink()
    assert "nearly all" in checked(every)
