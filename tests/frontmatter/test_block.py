"""linter.frontmatter.block: what Jekyll's own pattern finds, split as python-frontmatter splits.

python-frontmatter agrees with Jekyll on ordinary files only: it takes `----` for a border, has
no `...`, and strips blanks off the body.
"""

import json
import shutil
import subprocess
from itertools import product
from pathlib import Path
from random import Random

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given
from hypothesis import strategies as st

from linter.frontmatter.block import Absence, find, is_meant, whole
from linter.frontmatter.delimiters import LENIENT
from tests.each_case import each_case
from tests.processor_time import bounded
from tests.sites import OWN, REAL, on_each_site

BOM = "\ufeff"

LINES = (
    *(
        "---",
        "--- ",
        "---\t\r",
        "---\f",
        "---\v",
        "----",
        "--- # c",
        " ---",
        "---\xa0",
        "---\u2028",
    ),
    *("...", "... ", "....", "...\r", "... x", "--", "- --", "---\x85", "---\r---", "---...", BOM),
    *("", " ", "\r", "\t \r", "\f", "\v", "\x85", "\u2028", "a: 1", "a: 1\r", "body", f"{BOM}---"),
)
TEXTS = st.lists(st.sampled_from(LINES) | st.text(), max_size=8).map("\n".join)


def parts(text: str) -> tuple[str, str] | None:
    """Return the YAML and the body, None where there is no front matter."""
    found = find(text)
    if isinstance(found, Absence):
        return None
    return text[slice(*found.content)], text[slice(*found.body)]


@each_case(
    [
        ("---\na: 1\n---\nbody\n", "---\na: 1\n", "body\n"),
        ("---\na: 1\n---", "---\na: 1\n", ""),
        ("---\n---\n", "---\n", ""),
        ("---\na: 1\n...\nbody", "---\na: 1\n", "body"),
        ("--- \t\r\na: 1\r\n--- \r\nbody\r\n", "--- \t\r\na: 1\r\n", "body\r\n"),
        ("---\na: 1\n---\n\n \t\n  body\n", "---\na: 1\n", "  body\n"),
        ("---\na: 1\n---\n \n", "---\na: 1\n", ""),
        ("---\na: 1\n---   ", "---\na: 1\n", ""),
        ("---\n\n\na: 1\n---\n", "---\n\n\na: 1\n", ""),
        ("---\n a: '\n ---\n----\n--- # c\n'\n---\nb", "---\n a: '\n ---\n----\n--- # c\n'\n", "b"),
        ("---\na: 1\n---\n---\nb: 2\n---\n", "---\na: 1\n", "---\nb: 2\n---\n"),
        (f"{BOM}---\na: 1\n---\nbody", "---\na: 1\n", "body"),
        ("---\f\v\na: 1\n---\f\nbody", "---\f\v\na: 1\n", "body"),
        ("---\na: \u2028---\u2028\x85---\r---\n---\n", "---\na: \u2028---\u2028\x85---\r---\n", ""),
    ]
)
def test_block_and_body(text: str, yaml: str, body: str) -> None:
    assert parts(text) == (yaml, body)


@each_case(
    [
        *("", "a: 1\n", "\n---\na: 1\n---\n", " ---\na: 1\n---\n", "----\na: 1\n----\n"),
        *("--- # c\na: 1\n---\n", "--- a: 1\n---\n", "---", "--- ", "---\r---\r", "---\xa0\n---\n"),
        *(f"{BOM}{BOM}---\na: 1\n---\n", f"\n{BOM}---\n---\n", "---\u2028a: 1\u2028---\u2028"),
        *("...\na: 1\n---\n", "+++\na = 1\n+++\n"),
    ]
)
def test_missing(text: str) -> None:
    assert find(text) is Absence.MISSING


@each_case(
    [
        *("---\n", "---\na: 1\n", "---\na: 1\n ---\n", "---\na: 1\n----\n", "---\na: 1\n--- # c\n"),
        *("---\na: 1\r---\r", "---\na: 1\u2028---\n", "---\na: 1\n....\n", "---\na: 1\n---\xa0\n"),
        f"---\na: 1\n{BOM}---\n",
    ]
)
def test_unclosed(text: str) -> None:
    assert find(text) is Absence.UNCLOSED


@given(TEXTS)
def test_parts_follow_one_another(text: str) -> None:
    found = find(text)
    if isinstance(found, Absence):
        return
    start = 1 if text.startswith(BOM) else 0
    assert found.opening.start == found.content.start == start
    assert found.opening.end <= found.content.end == found.closing.start
    assert found.closing.end <= found.body.start <= found.body.end == len(text)
    assert text[slice(*found.opening)].strip() == "---"
    assert text[slice(*found.closing)].strip() in ("---", "...")
    assert not text[found.closing.end : found.body.start].strip()


@each_case([("a: 1\n", 0), ("---\na: 1\n---\n", 0), (BOM, 1), ("", 0)])
def test_a_data_file_is_all_yaml(text: str, start: int) -> None:
    found = whole(text)
    assert found.content == (start, len(text))
    assert found.opening == (start, start)
    assert found.closing == found.body == (len(text), len(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "---" + " " * 1_000_000,
        "---\n" + "---- \n" * 200_000,
        "---\n" + "---" + " " * 1_000_000 + "x",
        "---\n---\n" + "\n" * 1_000_000 + "x",
        "---\n---\n" + " " * 1_000_000 + "x",
        "---\n" + "\n" * 1_000_000,
    ],
    ids=["opening", "lines", "closing", "blank-lines", "blanks", "unclosed"],
)
def test_time_is_linear(text: str) -> None:
    with bounded():
        find(text)


# The oracles

JEKYLL = r"""
require "json"
require "jekyll"
STDIN.each_line do |line|
  match = Jekyll::Document::YAML_FRONT_MATTER_REGEXP.match(JSON.parse(line))
  puts JSON.generate(match && [match[1], match.post_match])
end
"""


def jekylls_parts(texts: list[str]) -> list[tuple[str, str] | None]:
    """Return the YAML and the body that Jekyll takes from each text, without a byte-order mark."""
    ruby = shutil.which("ruby")
    if ruby is None:
        pytest.skip("Ruby, for Jekyll's own pattern, is not installed: apt-get install jekyll")
    run = subprocess.run(
        [ruby, "-W0", "-EUTF-8:UTF-8", "-e", JEKYLL],
        input="".join(json.dumps(text.removeprefix(BOM)) + "\n" for text in texts),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if "cannot load such file -- jekyll" in run.stderr:
        pytest.skip(
            "Jekyll, whose pattern is the reference, is not installed: apt-get install jekyll"
        )
    assert run.returncode == 0, run.stderr
    answers = [json.loads(line) for line in run.stdout.split("\n")[:-1]]
    return [answer and (answer[0], answer[1]) for answer in answers]


def disagreements(texts: list[str]) -> list[str]:
    answers = zip(texts, jekylls_parts(texts), strict=True)
    return [text for text, answer in answers if parts(text) != answer]


@pytest.mark.slow
def test_jekyll_agrees() -> None:
    random = Random(2020)  # noqa: S311 - the same texts each time
    texts = [
        "\n".join(lines)
        for first in ("---", "--- \r", f"{BOM}---", "---\f")
        for lines in product((first,), LINES, LINES)
    ]
    texts += [f"{text}\n" for text in texts]
    texts += ["\n".join(random.choices(LINES, k=random.randint(0, 8))) for _ in range(5_000)]
    texts += ["---\n" + "".join(random.choices("-. \t\r\n\f\va", k=12)) for _ in range(10_000)]
    assert disagreements(texts) == []


def site_texts(folder: Path) -> list[str]:
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in (".md", ".html"))
    texts = [file.read_bytes().decode() for file in files]
    assert len(texts) > {OWN: 20, REAL: 100}[folder]
    return texts


@pytest.mark.slow
@on_each_site
def test_jekyll_agrees_on_a_site(folder: Path) -> None:
    assert disagreements(site_texts(folder)) == []


def solid(text: str) -> list[str]:
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def assert_python_frontmatter_agrees(text: str) -> None:
    handler, ours = YAMLHandler(), parts(text)
    assert handler.detect(text) is (ours is not None)
    if ours is not None:
        yaml, body = handler.split(text)
        assert solid(ours[0]) == solid(f"---{yaml}")
        assert solid(ours[1]) == solid(body)


@given(
    yaml=st.lists(st.sampled_from(["a: 1", "- b", "", "  - c: d", "# e", "é"])),
    body=st.lists(st.sampled_from(["text", "", "  code", "...", "-- x", "👍"])),
)
def test_python_frontmatter_agrees_on_ordinary_files(yaml: list[str], body: list[str]) -> None:
    text = "".join(f"{line}\n" for line in ["---", *yaml, "---", *body])
    assert parts(text) is not None
    assert_python_frontmatter_agrees(text)


@on_each_site
def test_python_frontmatter_agrees_on_a_site(folder: Path) -> None:
    for text in site_texts(folder):
        assert_python_frontmatter_agrees(text)


# Other generators. Each answer is Hugo 0.168's, asked with a site of one page.


@each_case(
    [
        ("\n---\na: 1\n---\nb\n", "---\na: 1\n", "b\n"),
        ("  \n\t\r\n ---\na: 1\n---\nb\n", "---\na: 1\n", "b\n"),
        (f"{BOM}\n---\na: 1\n---", "---\na: 1\n", ""),
        ("---\na: 1\n...\nb: 2\n---\n", "---\na: 1\n...\nb: 2\n", ""),
        ("---\na: 1\n----\nb\n", "---\na: 1\n", "-\nb\n"),
        ("---\na: 1\n--- # end\nb\n", "---\na: 1\n", " # end\nb\n"),
        ("--- # c\na: 1\n---\n", "--- # c\na: 1\n", ""),
        ("---\na: 1\n ---\n---\n", "---\na: 1\n ---\n", ""),
    ]
)
def test_block_and_body_of_other_generators(text: str, yaml: str, body: str) -> None:
    found = find(text, LENIENT)
    assert not isinstance(found, Absence)
    assert (text[slice(*found.content)], text[slice(*found.body)]) == (yaml, body)


@each_case(
    [
        ("---\na: 1\n...\n", Absence.UNCLOSED),
        ("\n---\na: 1\n ---\n", Absence.UNCLOSED),
        ("----\na: 1\n----\n", Absence.MISSING),
        ("text\n---\na: 1\n---\n", Absence.MISSING),
    ]
)
def test_no_block_of_other_generators(text: str, absence: Absence) -> None:
    assert find(text, LENIENT) is absence


@each_case(
    [
        *((text, True) for text in ("\n---\ntitle: a\n", "----\n'a': b\n", "--- # c\na:\n")),
        *((text, False) for text in ("# T\n---\na: b\n", "----\nSome text: more\n", "---\n\n")),
        *((text, False) for text in ("----\nhttps://a.example\n", "- --\na: b\n", "")),
    ]
)
def test_what_looks_like_a_block(text: str, expected: bool) -> None:  # noqa: FBT001 - a case
    assert is_meant(text) is expected
