"""Globs of a config: braces, a leading `./`, and globs that can match nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.files import Configs
from linter.config.globs import MAX_DEPTH, MAX_PATTERNS, GlobError, gitignore_lines, split
from linter.config.layers import ConfigFileError
from linter.core.globs import Globs


def lines(glob: str) -> list[str]:
    return [os.fsdecode(line) for line in gitignore_lines(glob)]


def selects(globs: list[str], path: str) -> bool:
    return Globs(line for glob in globs for line in gitignore_lines(glob)).selects(path)


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("posts/**/*.{md,mdx}", ["posts/**/*.md", "posts/**/*.mdx"]),
        ("{a,b}/{c,d}", ["a/c", "a/d", "b/c", "b/d"]),
        ("a{b,{c,d}e}f", ["abf", "acef", "adef"]),
        ("a{,.bak}", ["a", "a.bak"]),
        ("{md}", ["md"]),
        ("!{a,b}.md", ["!a.md", "!b.md"]),
        ("./a.md", ["/a.md"]),
        (".//./a/*.md", ["/a/*.md"]),
        ("!./a.md", ["!/a.md"]),
        ("{./a,b}.md", ["/a.md", "b.md"]),
        (".github/*.md", [".github/*.md"]),
        (r"a\{b,c\}", [r"a\{b,c\}"]),
        ("[{,}]a", ["[{,}]a"]),
        ("{[a,b],c}", ["[a,b]", "c"]),
        ("{[]},a],b}", ["[]},a]", "b"]),
        ("a},b", ["a},b"]),
        (r"{a\,b,c}", [r"a\,b", "c"]),
        (r"a\\b\ \-", [r"a\\b\ \-"]),
        ("{!a,#b}", [r"\!a", r"\#b"]),
        ("posts/", ["posts/"]),
        ("{a,a}", ["a"]),
    ],
)
def test_a_glob_expands_to_lines_of_a_gitignore(glob: str, expected: list[str]) -> None:
    assert lines(glob) == expected


@pytest.mark.parametrize(
    ("glob", "reason"),
    [
        ("../x", "`..` leads nowhere"),
        ("a/../b.md", "`..` leads nowhere"),
        ("..", "`..` leads nowhere"),
        ("{a,../b}", "`..` leads nowhere"),
        ("/", "names no file"),
        ("./", "names no file"),
        ("!", "names no file"),
        ("  ", "names no file"),
        ("a//b", "empty name"),
        ("a/./b", "empty name, or `.`"),
        ("*.{}", "braces are empty"),
        ("*.{md,mdx", "nothing closes its `{`"),
        ("{a,{b}", "nothing closes its `{`"),
        ("a[b", "nothing closes its `[`"),
        ("a\\", "single `\\`"),
        ("# posts", "begins a comment"),
        (r"content\posts\*.md", r"`\p` is just `p`; `/` separates folders"),
        (r"{a,b}\é.md", r"`\é` is just `é`"),
        ("{a,b}" * 7, f"more than {MAX_PATTERNS} patterns"),
        ("{" * (MAX_DEPTH + 1) + "a" + "}" * (MAX_DEPTH + 1), "inside one another"),
        ("{a" * 300, "inside one another"),
    ],
)
def test_a_glob_that_can_match_nothing_is_refused(glob: str, reason: str) -> None:
    with pytest.raises(GlobError) as caught:
        gitignore_lines(glob)
    assert reason in str(caught.value)


def test_many_patterns_below_the_limit_are_taken() -> None:
    assert len(lines("{a,b}" * 6)) == 2**6
    assert lines("{" * MAX_DEPTH + "a" + "}" * MAX_DEPTH) == ["a"]


NAMES = st.sampled_from(["a", "b", "posts/", "*", "?", "**/", ".md", ".mdx", "[ab]", r"\{"])
PATTERNS = st.lists(NAMES, min_size=1, max_size=4).map("".join)
PATHS = st.lists(st.sampled_from(["a", "b", "ab", "posts", "a.md", "b.mdx", "{"]), min_size=1).map(
    "/".join
)


@given(PATTERNS, st.lists(PATTERNS, min_size=2, max_size=4), PATTERNS, PATHS)
def test_braces_select_what_one_of_the_expanded_globs_selects(
    before: str, alternatives: list[str], after: str, path: str
) -> None:
    expanded = [f"{before}{each}{after}" for each in alternatives]
    try:
        expected = any(selects([glob], path) for glob in expanded)
    except GlobError:
        return
    assert selects([f"{before}{{{','.join(alternatives)}}}{after}"], path) is expected


@given(st.text(alphabet="ab{},![]\\./*-:#", max_size=40))
def test_every_text_is_lines_or_an_error(glob: str) -> None:
    try:
        found = gitignore_lines(glob)
    except GlobError:
        return
    assert found
    Globs(found).selects("a/b.md")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b", ["a", "b"]),
        ("*.{md,mdx}, drafts/", ["*.{md,mdx}", "drafts/"]),
        ("{a,{b,c}},d", ["{a,{b,c}}", "d"]),
        ("a,,", ["a"]),
        ("", []),
        ("a},b", ["a}", "b"]),
        (r"\{a,b", [r"\{a", "b"]),
    ],
)
def test_a_list_is_split_at_commas_outside_of_braces(text: str, expected: list[str]) -> None:
    assert split(text) == expected


CONFIG = """
exclude = ["drafts/*.{txt,md}"]

[per-file-ignores]
"./posts/old.{md,mdx}" = ["TXT001"]

[[collections]]
name = "posts"
files = ["./posts/**/*.{md,mdx}", "!./posts/{_index,index}.md"]
schema = "article"
"""


def test_all_globs_of_a_config_take_braces(tmp_path: Path) -> None:
    (tmp_path / "articlelint.toml").write_text(CONFIG, encoding="utf-8")
    config = Configs().of(tmp_path)
    for path in ("posts/a.md", "posts/b/c.mdx"):
        assert config.collection_of(tmp_path / path) is not None
    for path in ("posts/a.txt", "b/posts/a.md", "posts/index.md"):
        assert config.collection_of(tmp_path / path) is None
    assert config.excludes(f"{tmp_path}/drafts/a.md")
    assert not config.excludes(f"{tmp_path}/drafts/a.rst")
    assert config.settings_for(tmp_path / "posts/old.mdx").off == ("TXT001",)
    assert config.settings_for(tmp_path / "a/posts/old.mdx").off == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('exclude = [\n"a",\n"../b"]', ":3: the glob `../b` can match nothing: "),
        ('exclude = ["{"]', ":1: the glob `{` can match nothing: "),
        ('[per-file-ignores]\n"/" = ["TXT"]', ":2: the glob `/` can match nothing: "),
        ('[per-file-ignores]\n"*.{md" = ["TXT"]', ":2: the glob `*.{md` can match nothing: "),
        ('[per-file-ignores]\n"!a" = ["TXT"]', ":2: `!a` selects nothing: a `!` takes back"),
        (
            '[[collections]]\nname="a"\nschema="article"\nfiles=["/"]',
            ":4: the glob `/` can match nothing: it names no file",
        ),
        (
            '[[collections]]\nname="a"\nschema="article"\nfiles=["!a", "!b"]',
            ":4: `files` selects nothing: a `!` takes back",
        ),
        (
            f"exclude = [{', '.join(repr('{a,b}' * 6 + str(each)) for each in range(160))}]",
            ":1: the braces of all globs stand for more than 10,000 patterns",
        ),
    ],
)
def test_a_glob_that_can_match_nothing_is_a_mistake_of_the_config(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "articlelint.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFileError) as caught:
        Configs().of(tmp_path)
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_negated_exclusion_needs_no_other(tmp_path: Path) -> None:
    (tmp_path / "articlelint.toml").write_text('exclude = ["!a.md"]', encoding="utf-8")
    assert Configs().of(tmp_path).exclude
