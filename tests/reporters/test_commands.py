import pytest

from linter.reporters._commands import broken_up, disarmed


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
        pytest.param("## a [b] #[c]", "## a [b] #[c]", id="no-command"),
    ],
)
def test_commands_in_text(text: str, safe: str) -> None:
    assert disarmed(text) == safe


def test_a_part_of_a_line_has_no_start() -> None:
    assert broken_up("::a ##[b]") == "::a \\x23#[b]"
