"""`[limits]` in the config decides how much of a file is read and reported, up to what is safe."""

from pathlib import Path

import pytest

from linter.config.layers import ConfigFileError, read
from linter.core.limits import DEFAULT, Limits
from linter.frontmatter.source import Source
from linter.lint.run import secrets_in
from linter.schema.schema import builtin
from tests.caches import cache_variables
from tests.commands import Commands, Ending

pytestmark = pytest.mark.slow

CHECK = ("check", "--output-format", "concise")
ARTICLE = "_news/a.md"


def write(folder: Path, limits: str, article: str) -> None:
    (folder / "articlelint.toml").write_text(f"[limits]\n{limits}\n", encoding="utf-8")
    (folder / ARTICLE).parent.mkdir(exist_ok=True)
    (folder / ARTICLE).write_text(f"---\n{article}\n---\n", encoding="utf-8")


def check(commands: Commands, folder: Path, *arguments: str) -> Ending:
    cache = cache_variables(folder / "cache")
    return commands.run(*CHECK, *arguments, ARTICLE, folder=folder, environment=cache)


def nested(levels: int) -> str:
    return "a: " + "[" * levels + "]" * levels


ALIASES = "a: &a 1\nb: [" + "*a, " * 50 + "]"


@pytest.mark.parametrize(
    ("key", "article", "fits", "too_small", "says"),
    [
        pytest.param("max-depth", nested(9), 10, 9, "PAR011", id="depth-lowered"),
        pytest.param("max-depth", nested(99), 100, 99, "PAR011", id="depth-raised"),
        pytest.param("max-nodes", ALIASES, 60, 50, "PAR010", id="nodes"),
        pytest.param("max-front-matter", "a: b", 9, 8, "PAR014", id="front-matter"),
        pytest.param("max-file-bytes", "a: b", 13, 12, "larger than 12 bytes", id="bytes"),
        pytest.param(
            "max-findings", "a: 1\na: 2\na: 3", 9, 1, "more than 1 findings", id="findings"
        ),
    ],
)
def test_a_limit_is_that_of_the_config(  # noqa: PLR0913, PLR0917 - a table
    commands: Commands,
    tmp_path: Path,
    key: str,
    article: str,
    fits: int,
    too_small: int,
    says: str,
) -> None:
    # One cache serves both, so its key must differ.
    for value, is_told in ((fits, False), (too_small, True), (fits, False)):
        write(tmp_path, f"{key} = {value}", article)
        result = check(commands, tmp_path)
        assert (says.encode() in result.stdout + result.stderr) == is_told
        assert b"INT001" not in result.stdout
        assert b"Traceback" not in result.stderr


def test_the_nearer_config_counts_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("[limits]\nmax-depth = 9\nmax-nodes = 8\n")
    own = tmp_path / "articlelint.toml"
    own.write_text('extend = "base.toml"\n[limits]\nmax-depth = 7\n')
    assert read(own).settings.limits == Limits(max_depth=7, max_nodes=8)


@pytest.mark.parametrize(
    "table",
    ["max-depth = 201", "max-depth = 0", "max-nodes = -1", "max-depth = 1.5", "depth = 1"],
)
def test_what_would_not_be_safe_is_refused(tmp_path: Path, table: str) -> None:
    file = tmp_path / "articlelint.toml"
    file.write_text(f"[limits]\n{table}\n")
    with pytest.raises(ConfigFileError, match=r"articlelint\.toml:2: "):
        read(file)


@pytest.mark.parametrize(
    "article",
    [
        pytest.param("title: " + "[" * 199 + "]" * 199, id="lists"),
        pytest.param("related: " + "[{related: " * 99 + "[]" + "}]" * 99, id="objects"),
        pytest.param("\n".join(" " * n + "related:" for n in range(199)), id="block"),
    ],
)
def test_the_deepest_nesting_that_a_config_can_allow_is_safe(
    commands: Commands, tmp_path: Path, article: str
) -> None:
    write(tmp_path, "max-depth = 200", article)
    for arguments in ((), ("--fix", "--unsafe-fixes")):
        result = check(commands, tmp_path, *arguments)
        assert result.status == 1
        assert b"INT001" not in result.stdout
        assert b"PAR011" not in result.stdout
        assert result.stderr == b""


def test_the_defaults() -> None:
    assert Limits(64, 100_000, 10_000_000, 250_000, 1_000) == DEFAULT


def test_secrets_are_found_in_all_that_is_read() -> None:
    # Only once it is parsed does a value that is folded over two lines have a secured value's form.
    folded = "'" + "A" * 40 + "\n  " + "B" * 43 + "=;" + "C" * 22 + "=='"
    text = f"---\nelsewhere: {folded}\nexcerpt: {'a' * DEFAULT.max_front_matter}\n---\n"
    limits = Limits(max_front_matter=2 * DEFAULT.max_front_matter)
    spans = secrets_in(Source("a.md", text), builtin("article"), limits=limits)
    assert folded in [text[span.start : span.end] for span in spans]
