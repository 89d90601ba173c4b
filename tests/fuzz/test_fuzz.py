"""A little fuzzing in every run, and all that fuzzing ever found."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import fast_path, fixes
from tests.fuzz.seeds import seeds
from tests.fuzz.strategies import almost_yaml, mutated_articles
from tests.fuzz.targets import FINDS, TARGETS, check_fixes, check_output, document, framed

pytestmark = pytest.mark.slow


@settings(max_examples=60)
@given(st.one_of(almost_yaml(), mutated_articles()))
def test_from_text_to_output(text: str) -> None:
    data = text.encode(errors="surrogatepass")
    document(data)
    check_output(check_fixes(framed(data)))


@pytest.mark.parametrize("target", ["schema", "addresses", "pictures"])
def test_seeds(target: str) -> None:
    for seed in seeds(target):
        TARGETS[target](seed)


@pytest.mark.parametrize(
    "find", [pytest.param(each, id=each.name) for each in sorted(FINDS.glob("*-*"))]
)
def test_find(find: Path) -> None:
    TARGETS[find.name.partition("-")[0]](find.read_bytes())


def test_damaged_articles_are_fixed_as_promised(capsys: pytest.CaptureFixture[str]) -> None:
    fixes.main(count=20, seed=2)
    assert capsys.readouterr().out.startswith("20 copies; files fixed: ")


def test_what_is_proved_clean_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert fast_path.main(count=400, seed=3) == 0
    assert capsys.readouterr().out.startswith("400 mutants: ")
