import pytest

from linter.reporters.shared.commands import escape_in_line, escape_lines, steering


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        pytest.param("::error::x", "\\x3a:error::x", id="at-the-start"),
        pytest.param("a\n \t::add-mask::x\n", "a\n \t\\x3a:add-mask::x\n", id="behind-blanks"),
        pytest.param(" ::: a.md::error::x", " ::: a.md::error::x", id="no-name"),
        pytest.param("a ::error::x", "a ::error::x", id="within-a-line"),
        pytest.param("a ##[group]b", "a \\x23#[group]b", id="github-within-a-line"),
        pytest.param("###[group]", "#\\x23#[group]", id="three-signs"),
        pytest.param("a ##VSO[task.x]", "a \\x23#VSO[task.x]", id="azure"),
        pytest.param("##teamcity[x]", "\\x23#teamcity[x]", id="teamcity"),
        pytest.param("## a [b] #[c]", "## a [b] #[c]", id="no-command"),
    ],
)
def test_commands_in_text(text: str, safe: str) -> None:
    assert escape_lines(text) == safe


def test_a_part_of_a_line_has_no_start() -> None:
    assert escape_in_line("::a ##[b]") == "::a \\x23#[b]"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+a\x1b[2J\n", "the control character \\x1b"),
        ("+a\x9b2J\n", "the control character \\x9b"),
        ("+a\rb\r\n", "the control character \\r"),
        ("+a\u2028b\n", "\\u2028, which breaks or turns lines"),
        ("+a\u202eb\n", "\\u202e, which breaks or turns lines"),
        ("+a\u2066b\n", "\\u2066, which breaks or turns lines"),
        (" ::error::x\n", "what a CI runner takes for a command"),
        ("+a ##[group]x\n", "what a CI runner takes for a command"),
        ("-##vso[task.complete]\n", "what a CI runner takes for a command"),
        ("+section_start:1560896352:x\r\n", "what a CI runner takes for a command"),
        (" ##teamcity[testStarted]\n", "what a CI runner takes for a command"),
        ("+::error::x\n-a ::b\n", None),
        (" \ta\xa0b\xad\ufeff \u200e\u200d👩\u200d💻\r\n", None),
        ("+section_start: one\n", None),
    ],
)
def test_what_steers_where_nothing_can_be_escaped(text: str, found: str | None) -> None:
    assert steering(text) == found
