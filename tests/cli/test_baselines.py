"""`--baseline` and `--write-baseline` on the command line, and comments that hide findings."""

import re
from base64 import b64encode
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CHECK = ("check", "--select", "PAR003,TXT001", "--output-format", "concise", "--fail-on=warning")
ONE = "All checks passed: 1 file.\n"
TWO = "All checks passed: 2 files.\n"
KNOWN = ("--baseline", "known.json")
ENTITY = "---\ntitle: a &amp; b\ntype: article\nwebUrl: https://example.com/\n---\n"


def put(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("site")
def test_from_first_record_to_last_stale_entry(run: Run) -> None:
    written = run(*CHECK, "--write-baseline", "known.json")
    assert (written.exit_code, written.stdout) == (0, TWO)
    assert written.stderr == (
        "written: known.json: 1 known finding in 1 file\n"
        "next: set `baseline` in the config, or use --baseline known.json\n"
    )
    clean = run(*CHECK, *KNOWN)
    assert (clean.exit_code, clean.output) == (0, TWO)

    put("_news/good.md", ENTITY)
    result = run(*CHECK, *KNOWN)
    assert result.exit_code == 1
    assert re.findall(r"^_news/(\S+?):.* (\w+\d+) ", result.stdout, re.MULTILINE) == [
        ("good.md", "TXT001")
    ]

    Path("_news/bad.md").unlink()
    stale = run(*CHECK, *KNOWN, "--exit-zero").stderr
    assert stale == "stale: _news/bad.md: PAR003 is known, but no longer found\n"
    assert run(*CHECK, *KNOWN, "-q").stderr == ""
    again = run(*CHECK, *KNOWN, "--write-baseline", "known.json")
    assert again.stderr == "written: known.json: 1 known finding in 1 file\n"
    assert run(*CHECK, *KNOWN).output == ONE
    assert "known: 1 finding\n" in run(*CHECK, *KNOWN, "-v").stderr


@pytest.mark.usefixtures("site")
def test_one_file_calls_no_other_stale(run: Run) -> None:
    run(*CHECK, "--write-baseline", "known.json")
    put("_news/bad.md", ENTITY.replace("&amp;", "and"))
    assert run(*CHECK, *KNOWN, "_news/good.md").output == ONE
    assert "stale: _news/bad.md" in run(*CHECK, *KNOWN, "_news/bad.md").stderr


@pytest.mark.usefixtures("site")
def test_many_stale_entries_are_cut(run: Run) -> None:
    for index in range(30):
        put(f"_news/{index}.md", ENTITY)
    run(*CHECK, "--write-baseline", "known.json")
    for index in range(30):
        Path(f"_news/{index}.md").unlink()
    lines = run(*CHECK, *KNOWN).stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "stale: 10 more; --write-baseline drops them"


@pytest.mark.usefixtures("site")
def test_known_findings_are_fixed_too(run: Run) -> None:
    put("_news/good.md", ENTITY)
    run(*CHECK, "--write-baseline", "known.json")
    result = run(*CHECK, *KNOWN, "--fix")
    assert result.exit_code == 0
    assert (
        result.stderr == "stale: _news/good.md: TXT001 at `/title` is known, but no longer found\n"
    )
    assert "a & b" in Path("_news/good.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("site")
def test_standard_input_is_compared_but_makes_nothing_stale(run: Run) -> None:
    put("_news/good.md", ENTITY)
    run(*CHECK, "--write-baseline", "known.json")
    given = (*CHECK, *KNOWN, "--stdin-filename", "_news/good.md")
    assert run(*given, stdin=ENTITY).output == ONE
    assert run(*given, stdin=ENTITY.replace("&amp;", "and")).output == ONE
    assert run(*CHECK, *KNOWN, "-", stdin=ENTITY).exit_code == 1


@pytest.mark.usefixtures("site")
def test_a_baseline_holds_no_secret(run: Run) -> None:
    secret = b64encode(b"no cipher at all, only text").decode()
    put("_news/good.md", f'---\nsecured: "{secret}"\nprovider: {{"{secret}": 1}}\n---\n')
    rules = ("check", "--select", "SCH002,PAR003")
    run(*rules, "--write-baseline", "known.json")
    text = Path("known.json").read_text(encoding="utf-8")
    assert "/provider/•" in text.encode().decode("unicode-escape")
    assert secret not in text
    assert run(*rules, *KNOWN).output == TWO


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(KNOWN, "known.json: no such file or directory", id="not-there"),
        pytest.param(("--baseline", "_news/bad.md"), "is not JSON", id="no-baseline"),
        pytest.param(("--write-baseline", "_news/bad.md"), "is not JSON", id="over-an-article"),
        pytest.param(("--write-baseline", "x.json", "--diff"), "cannot be used", id="diff"),
        pytest.param(("--write-baseline", "x.json", "-"), "needs files", id="input"),
    ],
)
@pytest.mark.usefixtures("site")
def test_wrong_use(run: Run, arguments: tuple[str, ...], says: str) -> None:
    before = {path: path.read_bytes() for path in Path().rglob("*.*") if path.is_file()}
    result = run(*CHECK, *arguments, stdin="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert before == {path: path.read_bytes() for path in Path().rglob("*.*") if path.is_file()}


@pytest.mark.usefixtures("site")
def test_what_cannot_be_read_still_fails(run: Run) -> None:
    result = run(*CHECK, "no.md", "--write-baseline", "known.json")
    assert result.exit_code == 2
    assert "error: no.md" in result.stderr


@pytest.mark.usefixtures("site")
def test_hidden_findings_are_counted(run: Run) -> None:
    hidden = ENTITY.replace("&amp; b", "&amp; b  # articlelint: ignore[TXT001] as it was printed")
    put("_news/good.md", hidden)
    result = run(*CHECK, "_news/good.md", "-v")
    assert (result.exit_code, result.stdout) == (0, ONE)
    assert result.stderr == "checked: _news/good.md\nhidden: 1 finding by comments in the files\n"
    fixing = run(*CHECK, "_news/good.md", "--fix")
    assert (fixing.exit_code, fixing.output) == (0, ONE)
    assert Path("_news/good.md").read_text(encoding="utf-8") == hidden


@pytest.mark.usefixtures("site")
def test_the_config_can_name_the_file(run: Run) -> None:
    put("articlelint.toml", 'baseline = "ci/known.json"\n')
    Path("ci").mkdir()
    assert run(*CHECK).exit_code == 2
    assert run(*CHECK, "--write-baseline", "ci/known.json").exit_code == 0
    assert run(*CHECK).output == TWO
    assert run(*CHECK, "--isolated").exit_code == 1
    assert run(*CHECK, "--baseline", "no.json").exit_code == 2


@pytest.mark.usefixtures("site")
def test_a_rule_that_is_off_in_a_file_makes_nothing_stale_there(run: Run) -> None:
    run(*CHECK, "--write-baseline", "known.json")
    put("articlelint.toml", '[per-file-ignores]\n"_news/bad.md" = ["PAR003"]\n')
    assert run(*CHECK, *KNOWN).output == TWO
    put("_news/bad.md", ENTITY.replace("&amp;", "and"))
    assert run(*CHECK, *KNOWN).output == TWO
    Path("articlelint.toml").unlink()
    assert "stale: _news/bad.md" in run(*CHECK, *KNOWN).stderr


@pytest.mark.usefixtures("site")
def test_a_baseline_that_the_config_names_needs_no_hint(run: Run) -> None:
    put("articlelint.toml", 'baseline = "known.json"\n')
    assert run(*CHECK, "--write-baseline", "./known.json").stderr == (
        "written: known.json: 1 known finding in 1 file\n"
    )
    assert "next: " in run(*CHECK, "--write-baseline", "other.json").stderr
