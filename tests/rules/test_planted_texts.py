"""A defect planted in the text of a clean article is found where it stands, and nothing else is."""

from pathlib import Path

import pytest

from linter.config.settings import Settings
from linter.fix.fixer import fix
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.base import CASE_CLOCK
from linter.schema.schema import builtin

(SEED,) = (Path(__file__).parents[2] / "seeds").glob("*.md")
CLEAN = SEED.read_text(encoding="utf-8")
SETTINGS = Settings(now=CASE_CLOCK)

# What stands in the article, what is put there, the finding's code, row and column; whether a safe
# fix gives the original bytes back.
PLANTED = {
    "an entity in the title": ("Police Use of", "Police&#32;Use of", "TXT001", 3, 31, True),
    "an entity in a related item": ("Microsoft and", "Microsoft &amp;", "TXT001", 89, 23, False),
    "markup": ("The company said", "The <b>company</b> said", "TXT002", 4, 15, False),
    "a zero-width space": ("Wall Street", "Wall\u200b Street", "TXT003", 15, 13, True),
    "a control character": ('"House police', '"House\\x07 police', "TXT003", 50, 18, True),
    "a doubled blank in an excerpt": ("halting law", "halting  law", "TXT004", 4, 41, True),
    "a blank at the end of a name": ("name: PBS", 'name: "PBS "', "TXT004", 42, 17, False),
    "a line break": ("bans police use", "bans\\npolice use", "TXT004", 34, 24, True),
    "mojibake": ("That's Not", "Thatâ€™s Not", "TXT005", 89, 107, False),
    "a letter and its mark": ("Tucked into", "Tu\u0302cked into", "TXT006", 51, 16, False),
}


def findings(text: str) -> list[tuple[str, int, int]]:
    result = lint(decode(f"_news/{SEED.name}", text.encode()), builtin("article"), SETTINGS)
    return [(item.code, item.start.row, item.start.column) for item in result.diagnostics]


@pytest.mark.parametrize("name", PLANTED)
def test_planted(name: str) -> None:
    right, wrong, code, row, column, inverse = PLANTED[name]
    assert right in CLEAN
    text = CLEAN.replace(right, wrong, 1)
    assert findings(text) == [(code, row, column)]
    if inverse:
        source = decode(f"_news/{SEED.name}", text.encode())
        assert fix(source, builtin("article"), SETTINGS).after.text == CLEAN


def test_the_same_wrong_text_twice_is_found_at_both_places() -> None:
    repeated = "making it the latest tech giant to step back"
    assert CLEAN.count(repeated) > 1
    text = CLEAN.replace(repeated, repeated.replace("tech", "tech &amp;"))
    rows = [number for number, line in enumerate(CLEAN.splitlines(), 1) if repeated in line]
    assert [(code, row) for code, row, _ in findings(text)] == [("TXT001", row) for row in rows]


def test_an_empty_excerpt_and_one_that_repeats_the_title() -> None:
    lines = CLEAN.splitlines(keepends=True)
    lines[3] = 'excerpt: ""\n'
    assert findings("".join(lines)) == [("TXT007", 4, 10)]
    lines[3] = lines[2].replace("title", "excerpt")
    assert findings("".join(lines)) == [("TXT008", 4, 10)]
