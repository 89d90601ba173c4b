"""The documentation shows what happens; CONTRIBUTING.md describes how its pages are written.

The blocks of a page are tried in order of appearance: files are written and edited, commands are
run and their output is compared, Python is run and what it prints is compared.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

from linter.frontmatter.scalars.jekyll import jekyll as read_by_jekyll
from linter.frontmatter.scalars.libraries import pyyaml as read_by_pyyaml
from linter.frontmatter.scalars.libraries import yaml12 as read_as_yaml12
from linter.frontmatter.scalars.reading import Reading, Type
from tests.commands import Commands, plain_environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
(SEED,) = (ROOT / "seeds").glob("2020-06-11-amazon-*.md")
FILE = re.compile(r"\{code-block\} \w+\n:caption: (?P<path>\S+)\n\n")
EDIT = "{code-block} diff"
"""The info of a block that edits the file in its caption."""

TAB = re.compile(r"^:::\{tab\} (?P<label>.+)\n(?P<text>(?:.*\n)*?):::\n", re.MULTILINE)
SITES = {
    "Jekyll": ("_posts/", "Jekyll site: 1 file in this folder", "Jekyll reads no date."),
    "Hugo": ("content/posts/", "Hugo site: 1 file in content/", "Hugo stops the build."),
}
"""What differs between the sites of the tutorial; the page shows that of the first one."""

SKIPPED = "…\n"
"""A line of expected output that stands for any lines."""


PLAIN = re.compile(r"articlelint (?:[\w ./:,='\"-]|\\\n)*\n")
"""A command that a shell would split into words and start, and do nothing else to."""


class Shell(NamedTuple):
    """What the reader types commands into, in a folder."""

    folder: Path
    environment: dict[str, str]
    commands: Commands

    def run(self, command: str) -> str:
        """Run a command in bash, or without it where that is the same, and return its output."""
        if PLAIN.fullmatch(command):
            words = shlex.split(command.replace("\\\n", ""))[1:]
            ending = self.commands.run(
                *words, folder=self.folder, environment=self.environment, merged=True
            )
            return ending.stdout.decode()
        done = subprocess.run(
            ["bash", "-c", command],  # noqa: S607 - the shell that the reader has
            cwd=self.folder,
            env=plain_environment() | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.stdout


class Block(NamedTuple):
    """A fenced block: what stands behind the opening fence, and the text."""

    info: str
    text: str


def blocks(page: str) -> list[Block]:
    return blocks_in(text_of(page))


def blocks_in(text: str) -> list[Block]:
    tokens = MarkdownIt().parse(text)
    return [Block(token.info, token.content) for token in tokens if token.type == "fence"]


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def without_tab(label: str, text: str) -> str:
    """Return the text without the tab of that label; others are in it as if there were no tabs."""
    return TAB.sub(lambda tab: "" if tab["label"] == label else tab["text"], text)


def pages(info: str) -> list[str]:
    """Return the pages that have a block of this kind, by their path below `docs`."""
    opening = re.compile(rf"^ *```{info}$", re.MULTILINE)
    return [
        path.relative_to(DOCS).as_posix()
        for path in sorted(DOCS.rglob("*.md"))
        if "_build" not in path.parts and opening.search(path.read_text(encoding="utf-8"))
    ]


def commands_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command = re.match(r"(?:.*\\\n)*.*\n", part)
        assert command is not None
        yield command[0], part[command.end() :]


def is_shown(expected: str, printed: str) -> bool:
    """Whether the output is as the page shows it, which may leave lines out."""
    parts = (re.escape(part) for part in f"\n{expected}".split(f"\n{SKIPPED}"))
    return re.fullmatch(r"\n(?:.*\n)*".join(parts), f"\n{printed}") is not None


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return variables with which `articlelint` and `python` are the ones tested."""
    tools = tmp_path / "bin"
    tools.mkdir()
    python = shlex.quote(sys.executable)
    for name, call in {"python": python, "articlelint": f"{python} -m linter"}.items():
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec {call} "$@"\n', encoding="utf-8")
        tool.chmod(0o755)
    return {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "80",
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
    }


@pytest.fixture
def shell(tmp_path: Path, environment: dict[str, str], commands: Commands) -> Shell:
    """Return what runs a command in an empty folder, and returns what it prints."""
    folder = tmp_path / "site"
    folder.mkdir()
    return Shell(folder, environment, commands)


@pytest.mark.parametrize("page", [page for page in pages("console") if page != "tutorial.md"])
def test_commands_print_what_is_shown(page: str, shell: Shell) -> None:
    (shell.folder / "_news").mkdir()
    (shell.folder / "_news" / "2020-06-11-amazon.md").write_bytes(SEED.read_bytes())
    try_out(text_of(page), shell)


@pytest.mark.parametrize(
    "page", ["net001-dead-link", "net005-remote-image-size", "txt002-html-tag"]
)
def test_the_commands_of_a_rule_run_it(page: str, shell: Shell) -> None:
    (shell.folder / "_config.yml").touch()
    (shell.folder / "a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    for command in of_kind(f"rules/{page}.md", "sh")[0].splitlines(keepends=True):
        assert shell.run(command).endswith("All checks passed: 1 file.\n")


@pytest.mark.parametrize("generator", SITES)
def test_the_tutorial_holds_on_each_site(generator: str, shell: Shell) -> None:
    text = text_of("tutorial.md")
    for other in SITES.keys() - {generator}:
        text = without_tab(other, text)
    for shown, here in zip(SITES["Jekyll"], SITES[generator], strict=True):
        text = text.replace(shown, here)
    try_out(text, shell)


def try_out(text: str, shell: Shell) -> None:
    """Run a page, block by block."""
    for block in blocks_in(text):
        if block.info == "console":
            for command, expected in commands_of(block.text):
                printed = shell.run(command)
                assert is_shown(expected, printed), f"$ {command}{printed}"
        elif file := FILE.match(f"{block.info}\n{block.text}"):
            path = shell.folder / file["path"]
            content = f"{block.info}\n{block.text}"[file.end() :]
            path.parent.mkdir(parents=True, exist_ok=True)
            if block.info == EDIT:
                content = edited(path.read_text(encoding="utf-8"), content)
            path.write_text(content, encoding="utf-8")


def edited(text: str, diff: str) -> str:
    """Return the text after an edit, whose unchanged and deleted lines are in it once."""
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, diff
    return text.replace(before, after)


@pytest.mark.parametrize("page", pages("python"))
def test_python_prints_what_is_shown(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page's Python prints stands in `text` blocks."""
    monkeypatch.chdir(tmp_path)
    every = blocks(page)
    printed = StringIO()
    with redirect_stdout(printed):
        exec("".join(b.text for b in every if b.info == "python"), {})  # noqa: S102 - our own
    assert printed.getvalue() == "".join(b.text for b in every if b.info == "text")


def of_kind(page: str, *infos: str) -> list[str]:
    return [block.text for block in blocks(page) if block.info in infos]


def test_the_tutorial_repeats_what_other_tests_try() -> None:
    """Hooks and CI need a network, or a server; what their own pages show is tested for real."""
    files = {
        file["path"]: f"{block.info}\n{block.text}"[file.end() :]
        for block in blocks("tutorial.md")
        if (file := FILE.match(f"{block.info}\n{block.text}"))
    }
    assert files[".pre-commit-config.yaml"] == of_kind("how-to/pre-commit.md", "yaml")[0]
    assert files[".github/workflows/articles.yml"] == of_kind("how-to/ci.md", "yaml")[0]
    install, (shell,) = of_kind("tutorial.md", "sh")[0], of_kind("how-to/ci.md", "sh")
    _, *commands, activation = install.splitlines()
    assert commands == shell.splitlines()[:2]
    assert activation == ". .articlelint/bin/activate"


def reading_table() -> list[tuple[str, ...]]:
    """Return the rows on how values are read: text, by Jekyll, by PyYAML, by YAML 1.2."""
    text = (DOCS / "explanation" / "what-jekyll-sees.md").read_text(encoding="utf-8")
    table = text.partition("| written |")[2].partition("\n\n")[0]
    rows = [tuple(map(str.strip, row.strip("|").split("|"))) for row in table.split("\n")[2:]]
    return [(text, *readings) for first, *readings in rows for text in re.findall("`(.+?)`", first)]


@pytest.mark.parametrize(("text", "jekyll", "pyyaml", "yaml12"), reading_table())
def test_values_are_read_as_shown(text: str, jekyll: str, pyyaml: str, yaml12: str) -> None:
    readings = [read_by_jekyll(text), read_by_pyyaml(text), read_as_yaml12(text)]
    assert [in_words(reading) for reading in readings] == [jekyll, pyyaml, yaml12]


def in_words(reading: Reading) -> str:
    words = {
        Type.STRING: "text",
        Type.DATE: "a date",
        Type.TIME: "a time",
        Type.BOOLEAN: "boolean",
        Type.REFUSED: "an error",
    }
    return words.get(reading.type) or str(reading.value)


@pytest.mark.parametrize(
    ("expected", "printed", "answer"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("", "a\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("a\n…\nc\n", "a\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nbc\n", False),
        ("a…\n", "abc\n", False),
    ],
)
def test_ellipsis(*, expected: str, printed: str, answer: bool) -> None:
    assert is_shown(expected, printed) is answer


@pytest.mark.parametrize(
    ("text", "diff", "result"),
    [
        ("a\nb\nc\n", "-b\n+B\n", "a\nB\nc\n"),
        ("a\nb\n", "+x\n b\n", "a\nx\nb\n"),
        ("a\nb\nb\n", " a\n-b\n b\n", "a\nb\n"),
    ],
)
def test_edit(text: str, diff: str, result: str) -> None:
    assert edited(text, diff) == result


@pytest.mark.parametrize("diff", ["-x\n", "-b\n", " b\n-x\n"])
def test_an_edit_of_other_lines_is_refused(diff: str) -> None:
    with pytest.raises(AssertionError):
        edited("a\nb\nb\n", diff)


def test_a_tab_is_left_out() -> None:
    text = "a\n\n:::{tab} One\nb\n:::\n\n:::{tab} Two\nc\n:::\n"
    assert without_tab("Two", text) == "a\n\nb\n\n"
    assert without_tab("One", text) == "a\n\n\nc\n"


def test_commands_of_a_block() -> None:
    text = "$ a \\\n  --b\nx\n$ c\n$ d\n y\n"
    assert list(commands_of(text)) == [("a \\\n  --b\n", "x\n"), ("c\n", ""), ("d\n", " y\n")]
