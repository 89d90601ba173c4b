"""What git and patch make of a patch is exactly the fixed file."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.core.text import Span
from linter.fix.patch import SecretInPatchError, patch
from tests.processor_time import bounded

GIT = shutil.which("git")
PATCH = shutil.which("patch")
TOOLS = [
    pytest.param(
        command,
        marks=pytest.mark.skipif(not command[0], reason=f"{name} is not installed"),
        id=name,
    )
    for name, command in (
        ("git", [GIT, "-c", "core.autocrlf=false", "apply"]),
        ("patch", [PATCH, "-p1", "--binary", "--posix", "--fuzz=0"]),
    )
]
TEN = "".join(f"line {number}\n" for number in range(1, 11))


def applied(command: list[str], before: dict[str, str], difference: str) -> dict[str, str]:
    """Return the files after a tool applied a patch to them."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in before.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        subprocess.run(
            command, cwd=folder, input=difference.encode(), capture_output=True, check=True
        )
        return {
            path.relative_to(folder).as_posix(): path.read_bytes().decode()
            for path in Path(folder).rglob("*")
            if path.is_file()
        }


CHANGES = {
    "one line": (TEN, TEN.replace("line 5", "line five")),
    "first line": (TEN, TEN.replace("line 1\n", "line one\n")),
    "last line": (TEN, TEN.replace("line 10", "line ten")),
    "line added in front": (TEN, f"line 0\n{TEN}"),
    "line added at the end": (TEN, f"{TEN}line 11\n"),
    "first line gone": (TEN, TEN.removeprefix("line 1\n")),
    "last line gone": (TEN, TEN.removesuffix("line 10\n")),
    "line doubled": (TEN, TEN.replace("line 5\n", "line 5\nline 5\n")),
    "one of two equal lines gone": (TEN.replace("line 5\n", "line 5\nline 5\n"), TEN),
    "byte-order mark gone": (f"\ufeff{TEN}", TEN),
    "CRLF kept": (
        TEN.replace("\n", "\r\n"),
        TEN.replace("line 5", "line five").replace("\n", "\r\n"),
    ),
    "one CRLF": (TEN.replace("5\n", "5\r\n"), TEN),
    "all to CRLF": (TEN, TEN.replace("\n", "\r\n")),
    "lone carriage return": ("a\rb\nc\n", "a\nb\nc\n"),
    "no last newline, elsewhere": (TEN[:-1], TEN[:-1].replace("line 2", "line two")),
    "no last newline, near": (TEN[:-1], TEN[:-1].replace("line 9", "line nine")),
    "no last newline, changed": (TEN[:-1], TEN[:-1].replace("line 10", "line ten")),
    "last newline added": (TEN[:-1], TEN),
    "last newline taken": (TEN, TEN[:-1]),
    "several hunks": (
        TEN * 4,
        (TEN * 4).replace("line 1\n", "line one\n", 1)[:-3] + "0, the last\n",
    ),
    "hunks that touch": (TEN, TEN.replace("line 2", "two").replace("line 8\n", "eight\n")),
    "hunks just apart": (TEN, TEN.replace("line 1\n", "one\n").replace("line 9\n", "nine\n")),
    "line separators": ("a\x0cb\u2028c\x85d\ne\n", "a\x0cB\u2028c\x85d\ne\n"),
    "lines like headers": ("--- a/x\n+++ b/x\n@@ -1 +1 @@\n", "--- a/x\n+++ b/y\n@@ -1 +1 @@\n"),
    "lines like marks": ("\\ No newline\n-\n+\n \n\n", "\\ No newline\n-\n \n\n\n+\n"),
    "one line without end": ("a", "b"),
    "not ASCII": ("größer\n日本\n", "Größer\n日本\n"),
}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES.keys())
def test_tools_make_the_fixed_file(tool: list[str], before: str, after: str) -> None:
    difference = patch("_news/a.md", before, after)
    assert applied(tool, {"_news/a.md": before}, difference) == {"_news/a.md": after}


@pytest.mark.posix("names of any signs")
@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "name",
    ["a b.md", "_news/a 'b'.md", 'say "no".md', "back\\slash.md", "größe.md", "日本/日 本.md", "-"],
)
def test_names_of_files(tool: list[str], name: str) -> None:
    after = TEN.replace("line 5", "line five")
    assert applied(tool, {name: TEN}, patch(name, TEN, after)) == {name: after}


@pytest.mark.parametrize("tool", TOOLS)
def test_several_files_in_one_patch(tool: list[str]) -> None:
    before = {f"{number}.md": before for number, (before, _) in enumerate(CHANGES.values())}
    after = {f"{number}.md": after for number, (_, after) in enumerate(CHANGES.values())}
    difference = "".join(patch(name, before[name], after[name]) for name in before)
    assert applied(tool, before, difference) == after


def test_equal_texts_have_no_difference() -> None:
    assert patch("a.md", TEN, TEN) == ""
    assert patch("a.md", "", "") == ""


def test_how_it_looks() -> None:
    assert patch("a b.md", TEN[:-1], TEN.replace("10", "ten")[:-1]) == (
        "--- a/a b.md\t\n+++ b/a b.md\t\n@@ -7,4 +7,4 @@\n line 7\n line 8\n line 9\n"
        "-line 10\n\\ No newline at end of file\n+line ten\n\\ No newline at end of file\n"
    )


# A secret is written `[…]`, its line is never shown.
SECRETS = {
    "far": ("a\nb\nc\nd\ne\nf\ns: [x]\n", "A\nb\nc\nd\ne\nf\ns: [x]\n"),
    "in what would be context behind": ("a\nb\ns: [x]\nc\nd\n", "A\nb\ns: [x]\nc\nd\n"),
    "in what would be context before": ("a\nb\ns: [x]\nc\nd\ne\n", "a\nb\ns: [x]\nc\nd\nE\n"),
    "between two changes": ("a\nb\ns: [x]\nc\nd\n", "A\nb\ns: [x]\nc\nD\n"),
    "over several lines": ("a\nb\ns: >\n [x\n y]\nc\nd\n", "A\nb\ns: >\n [x\n y]\nc\nD\n"),
    "last, without newline": ("a\nb\nc\ns: [x]", "A\nb\nc\ns: [x]"),
}


def secrets(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"\[[^]]*\]", text)]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(("before", "after"), SECRETS.values(), ids=SECRETS.keys())
def test_lines_with_secrets_are_no_context(tool: list[str], before: str, after: str) -> None:
    difference = patch("a.md", before, after, secrets(before))
    for line in before.splitlines():
        if re.search(r"[xy\[\]]", line):
            assert line not in difference
    assert applied(tool, {"a.md": before}, difference) == {"a.md": after}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a\ns: [x]\nb\n", "a\ns: [X]\nb\n", id="itself"),
        pytest.param("a\nb\ns: [x]\nc\nd\n", "a\nB\ns: [x]\nc\nd\n", id="line before"),
        pytest.param("a\nb\ns: [x]\nc\nd\n", "a\nb\ns: [x]\nC\nd\n", id="line behind"),
        pytest.param("s: [x]", "s: [x]\n", id="its newline"),
        pytest.param("s: [x]\r\na\nb\nc\n", "s: [x]\na\nb\nc\n", id="its carriage return"),
        pytest.param("a\nb\nc\ns: [x]\n", "s: [x]\na\nb\nc\n", id="moved"),
    ],
)
def test_a_difference_that_would_show_a_secret(before: str, after: str) -> None:
    with pytest.raises(SecretInPatchError):
        patch("a.md", before, after, secrets(before))


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "-\n", "é\u2028\n"]), max_size=25)


@pytest.mark.slow
@settings(max_examples=40)
@given(LINES, LINES, st.sampled_from(["", "end"]), st.sampled_from(["", "end"]))
@pytest.mark.parametrize("tool", TOOLS)
def test_any_two_texts(
    tool: list[str], old: list[str], new: list[str], old_end: str, new_end: str
) -> None:
    before, after = "".join(old) + old_end, "".join(new) + new_end
    # An empty file would be one that is made or taken away, which no fix does.
    if before and after and before != after:
        assert applied(tool, {"a.md": before}, patch("a.md", before, after)) == {"a.md": after}


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Return a text of many lines, one of them secret, and the text with a few lines changed."""
    count = draw(st.integers(2, 40))
    lines = [f"{number % 3}\n" for number in range(count)]
    secret = draw(st.integers(0, count - 1))
    lines[secret] = "s: [x]\n"
    new = list(lines)
    for number in draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3)):
        if number != secret:
            new[number] = draw(st.sampled_from(["", "new\n", "new\nnewer\n"]))
    return "".join(lines), "".join(new)


@settings(max_examples=40)
@given(edited())
@pytest.mark.parametrize("tool", TOOLS)
def test_any_change_beside_a_secret(tool: list[str], texts: tuple[str, str]) -> None:
    before, after = texts
    try:
        difference = patch("a.md", before, after, secrets(before))
    except SecretInPatchError:
        return
    assert "[" not in difference
    if difference:
        assert applied(tool, {"a.md": before}, difference) == {"a.md": after}


EQUAL = "- a\n" * 15_000
UNLIKE = "".join(f"key{number}: {number % 7}\n" for number in range(5_000))
LONG = {
    "between equal lines": (f"x\n{EQUAL}y\n", f"X\n{EQUAL}Y\n", 4),
    "line gone and come": (f"x\n{UNLIKE}y\n", f"{UNLIKE}Y\nz\n", 4),
    "lines moved": (UNLIKE, "".join(reversed(UNLIKE.partition("key2250: 3\n"))), 2 * 2_749),
    "each fifth line": (UNLIKE, UNLIKE.replace(": 4\n", ": 5\n"), 2 * UNLIKE.count(": 4\n")),
    "all lines": (UNLIKE, UNLIKE.upper(), 10_000),
    "equal lines, fewer": (f"x\n{EQUAL}y\n", f"X\n{EQUAL[:400]}Y\n", 15_104),
}


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after", "most"), LONG.values(), ids=LONG.keys())
def test_long_texts_take_no_longer_than_they_are(before: str, after: str, most: int) -> None:
    with bounded(shrunk=4):
        difference = patch("a.md", before, after)
    assert len(re.findall("^[-+](?![-+])", difference, re.MULTILINE)) <= most
    tool = [GIT, "apply"] if GIT else [PATCH, "-p1"]
    if tool[0]:
        assert applied([str(part) for part in tool], {"a.md": before}, difference) == {
            "a.md": after
        }


def test_many_secrets_take_no_longer_than_the_text_is() -> None:
    before = "".join(f"k{number}: a\ns: [x]\nt: b\nu: c\n" for number in range(2_500))
    with bounded(shrunk=4):
        difference = patch("a.md", f"{before}k: 1\n", f"{before}k: 2\n", secrets(before))
    assert difference.count("\n") < 10
