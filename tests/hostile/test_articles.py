"""Every hostile article, alone, through the command."""

import json
from pathlib import Path

import pytest

from tests.commands import NOW, Commands
from tests.hostile.articles import ARTICLES, Hostile
from tests.hostile.orderly import check_orderly

pytestmark = pytest.mark.slow

NAME = "_news/2020-06-11-hostile.md"

# A patch costs more than the fixes that it shows where there are many lines to compare.
_SMALL = 20_000
_MANY_LINES = 100


@pytest.mark.parametrize("hostile", [pytest.param(each, id=each.name) for each in ARTICLES])
def test_article(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.parent.mkdir()
    data = hostile.make()
    file.write_bytes(data)

    report = tmp_path / "report.json"
    fixed = commands.run(
        *("check", *NOW, "--fix", "--unsafe-fixes", "--show-fixes"),
        *("--output-format", "full", "--output-format", "json", "--output-file", str(report)),
        NAME,
        folder=tmp_path,
    )
    check_orderly(fixed)
    left = json.loads(report.read_text(encoding="utf-8"))
    check_orderly(fixed._replace(stdout=report.read_bytes()))
    is_fixed = file.read_bytes() != data
    assert is_fixed == (b"fixed: " in fixed.stderr)
    assert is_fixed == hostile.fixed or hostile.fixed is None
    # A second run has nothing more to fix.
    assert is_fixed or _is_cut(left) or not any(each["fix"] for each in left)
    assert [path.name for path in file.parent.iterdir()] == [file.name]

    # Where nothing was fixed, these are the findings without fixes as well.
    checked = fixed
    if is_fixed:
        file.write_bytes(data)
        checked = commands.run("check", *NOW, NAME, folder=tmp_path)
        check_orderly(checked)
        if len(data) < _SMALL or data.count(b"\n") > _MANY_LINES:
            patch = commands.run("check", *NOW, "--diff", "--unsafe-fixes", NAME, folder=tmp_path)
            # A patch keeps tabs and the ends of lines.
            printed = patch.stdout.replace(b"\r\n", b"\n").expandtabs()
            check_orderly(patch._replace(stdout=printed))
        assert file.read_bytes() == data
    assert checked.status == hostile.status or hostile.status is None
    for code in hostile.codes:
        assert code in checked.stdout.decode()


def _is_cut(findings: list[dict[str, str]]) -> bool:
    return any(each["message"].startswith("there are more than 1,000") for each in findings)


def test_names_are_unlike() -> None:
    assert len({each.name for each in ARTICLES}) == len(ARTICLES)
