"""Every hostile article through the command: alone, or with those that differ in one value."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.commands import NOW, Commands
from tests.hostile.articles import ARTICLES, SCALARS, Hostile
from tests.hostile.orderly import check_orderly

pytestmark = pytest.mark.slow

# A patch costs more than the fixes that it shows where there are many lines to compare.
_SMALL = 20_000
_MANY_LINES = 100

# To start the command costs more than to lint one of these.
_AT_A_TIME = 10


def _groups() -> Iterator[tuple[Hostile, ...]]:
    alike = {each.name for articles in SCALARS.values() for each in articles}
    yield from ((each,) for each in ARTICLES if each.name not in alike)
    for articles in SCALARS.values():
        for start in range(0, len(articles), _AT_A_TIME):
            yield tuple(articles[start : start + _AT_A_TIME])


@pytest.mark.parametrize("group", [pytest.param(each, id=each[0].name) for each in _groups()])
def test_articles(group: Sequence[Hostile], commands: Commands, tmp_path: Path) -> None:
    news = tmp_path / "_news"
    news.mkdir()
    made = {f"_news/2020-06-11-{each.name}.md": each.make() for each in group}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)

    report = tmp_path / "report.json"
    fixed = commands.run(
        *("check", *NOW, "--fix", "--unsafe-fixes", "--show-fixes"),
        *("--output-format", "full", "--output-format", "json", "--output-file", str(report)),
        *made,
        folder=tmp_path,
    )
    check_orderly(fixed)
    left = json.loads(report.read_text(encoding="utf-8"))
    check_orderly(fixed._replace(stdout=report.read_bytes()))
    changed = {name: data for name, data in made.items() if (tmp_path / name).read_bytes() != data}
    for name, hostile in zip(made, group, strict=True):
        assert (name in changed) == (f"fixed: {name}: ".encode() in fixed.stderr)
        assert hostile.fixed in {None, name in changed}
        of_file = [each for each in left if each["filename"] == name]
        # A second run has nothing more to fix.
        assert name in changed or _is_cut(of_file) or not any(each["fix"] for each in of_file)
    assert {f"_news/{path.name}" for path in news.iterdir()} == made.keys()

    # Where nothing was fixed, these are the findings without fixes as well.
    checked = fixed
    if changed:
        for name, data in changed.items():
            (tmp_path / name).write_bytes(data)
        checked = commands.run("check", *NOW, *made, folder=tmp_path)
        check_orderly(checked)
        patched = [
            name
            for name, data in changed.items()
            if len(data) < _SMALL or data.count(b"\n") > _MANY_LINES
        ]
        if patched:
            options = (*NOW, "--diff", "--unsafe-fixes")
            patch = commands.run("check", *options, *patched, folder=tmp_path)
            # A patch keeps tabs and the ends of lines.
            printed = patch.stdout.replace(b"\r\n", b"\n").expandtabs()
            check_orderly(patch._replace(stdout=printed))
        assert all((tmp_path / name).read_bytes() == data for name, data in made.items())
    for hostile in group:
        assert hostile.status in {None, checked.status}
        for code in hostile.codes:
            assert code in checked.stdout.decode()


def _is_cut(findings: list[dict[str, str]]) -> bool:
    return any(each["message"].startswith("there are more than 1,000") for each in findings)


def test_names_are_unlike() -> None:
    assert len({each.name for each in ARTICLES}) == len(ARTICLES)
