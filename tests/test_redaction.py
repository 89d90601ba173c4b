"""linter.redaction: nothing of a secured value is left uncovered, wherever it stands."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config import Settings
from linter.document import Document
from linter.engine import lint
from linter.entries import entries
from linter.redaction import secret_spans
from linter.schema import Schema, builtin
from linter.source import Source, decode
from linter.text import Span
from tests.processor_time import bounded

SEED = next((Path(__file__).parents[1] / "seeds").glob("2020-06-11-amazon-*.md"))
ARTICLE = builtin("article")

# Letters of a real value's length, each run of eight another.
CIPHERTEXT = "6dKHy1ZcqHttoAkBHIZjpiHPCIRFhEcANg4G7dwes2uOM8Lwunwb4ZzENbe+mr/g"
VECTOR = "WDizdSqiTzJCuAo0/3uyBA=="
SECRET = f"{CIPHERTEXT};{VECTOR}"


def secrets(text: str, schema: Schema = ARTICLE) -> tuple[Span, ...]:
    document = Document(Source("a.md", text))
    found = entries(document, schema.shape) if document.root is not None else []
    return secret_spans(document, found, schema.shape)


def uncovered(text: str, schema: Schema = ARTICLE) -> str:
    """Return what is left of a text without its secrets."""
    for start, end in reversed(secrets(text, schema)):
        assert 0 <= start <= end <= len(text)
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def telling(text: str, secret: str = SECRET) -> list[str]:
    """Return the pieces of a secret, eight letters long, that a text shows."""
    letters = re.sub(r"\s", "", secret)
    pieces = {letters[start : start + 8] for start in range(len(letters) - 7)}
    return sorted(piece for piece in pieces if piece in text)


FOLDED = (
    f"{CIPHERTEXT[:20]}\n  {CIPHERTEXT[20:40]}\n  {CIPHERTEXT[40:]};{VECTOR[:10]}\n  {VECTOR[10:]}"
)


@pytest.mark.parametrize(
    "body",
    [
        f'secured: "{SECRET}"\n',
        f"secured: {SECRET}\n",
        f"secured: '{SECRET}' # {SECRET}\n",
        f'"secured" : "{SECRET}"\n',
        f'{{title: a, secured: "{SECRET}"}}\n',
        f"secured: >-\n  {FOLDED}\ntitle: a\n",
        f'secured: "{FOLDED}"\n',
        f"secured:\n  {FOLDED}\n",
        f"secured: |\n  {FOLDED}\n",
        f"secured: &x !!str {SECRET}\ntitle: *x\n",
        f"secured: [{CIPHERTEXT}, {VECTOR}]\n",
        f"secured:\n  ciphertext: {CIPHERTEXT}\n  vector: {VECTOR}\n",
        f"secured: {CIPHERTEXT}\n",
        f"secured: {CIPHERTEXT}\nsecured: {VECTOR}\n",
        f"related:\n  - secured: {CIPHERTEXT}\n",
        f"title: &x {{secured: {CIPHERTEXT}}}\nprovider:\n  <<: *x\n",
    ],
)
def test_under_its_own_key(body: str) -> None:
    text = f"---\n{body}---\n"
    assert Document(Source("a.md", text)).problem is None
    assert telling(text)
    assert telling(uncovered(text)) == []


@pytest.mark.parametrize(
    "body",
    [
        f'secure: "{SECRET}"\n',
        f"related:\n  - securd: {SECRET}\n",
        f"title: see {SECRET} there\n",
        f"securd: >-\n  {FOLDED}\n",
        f'securd: "{FOLDED}"\n',
        f"securd: '{CIPHERTEXT} ; {VECTOR}'\n",
        f"- {SECRET}\n",
        f"# {SECRET}\ntitle: a\n",
        f"securd: {SECRET.replace('+', '-').replace('/', '_')}\n",
    ],
)
def test_under_another_key_by_its_form(body: str) -> None:
    secret = SECRET.replace("+", "-").replace("/", "_") if "_" in body else SECRET
    assert telling(body, secret)
    assert telling(uncovered(f"---\n{body}---\n"), secret) == []


@pytest.mark.parametrize(
    "broken", ["title: a: b\n", "title: [\n", "- a\n", "\ttitle: a\n", "a: \x07\n"]
)
@pytest.mark.parametrize(
    "value",
    [
        f"secured: {SECRET}\n",
        f'secured: "{SECRET}\n',
        f"secured: {CIPHERTEXT}\n",
        f"secured: >-\n  {FOLDED}\n",
        f'"secured": "{FOLDED}\n',
        f"  - secured : {CIPHERTEXT}\n",
        f"{{type: article, secured: {CIPHERTEXT}}}\n",
        f"secured:\n  {FOLDED}\n",
        f"secured:\n{CIPHERTEXT}\n",
        f"securd: {SECRET}\n",
    ],
)
@pytest.mark.parametrize("end", ["---\n", ""], ids=["closed", "unclosed"])
def test_in_yaml_that_is_broken(broken: str, value: str, end: str) -> None:
    for body in (f"{broken}{value}quality: 1\n", f"{value}{broken}"):
        text = f"---\n{body}{end}"
        assert Document(Source("a.md", text)).root is None
        assert telling(text)
        assert telling(uncovered(text)) == []


def test_in_a_file_that_is_not_utf_8() -> None:
    source = decode("a.md", f"---\nsecured: {CIPHERTEXT}\ntitle: caf".encode() + b"\xe9\n---\n")
    assert telling(uncovered(source.text)) == []


def test_what_follows_a_value_in_broken_yaml_stays_readable() -> None:
    text = f"---\ntitle: a: b\nsecured: {SECRET}\nquality: 74\nheat: 5\n---\nbody\n"
    assert uncovered(text).replace("\0", "") == (
        "---\ntitle: a: b\nsecured:quality: 74\nheat: 5\n---\nbody\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 'The company halted it; facial-recognition technology is next'\n---\n",
        "---\nwebUrl: https://a.com/amazon-suspends-police-use-of-its-facial-recognition/\n---\n",
        f"---\ntitle: {CIPHERTEXT}\n---\n",
        "---\ntitle: secured\nexcerpt: 'secured: no'\n---\nsecured\n",
        "---\ntitle: a;b\n---\n",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert uncovered(text) == text


def test_the_seed_hides_its_secret_and_nothing_else() -> None:
    text = SEED.read_text(encoding="utf-8")
    shown = uncovered(text)
    assert shown.count("\0") == len(re.findall(r'^secured: (".*")$', text, re.MULTILINE)[0])
    assert re.sub('secured: ".*"', "", text) == re.sub("secured: \0*", "", shown)


def test_the_role_counts_and_not_the_key() -> None:
    content: dict[str, Any] = {
        "properties": {
            "token": {"x-role": "secured"},
            "list": {"items": {"properties": {"code": {"x-role": "secured"}}}},
            "secrets": {"items": {"x-role": "secured"}},
        }
    }
    schema = Schema("test", content, {"": content})
    body = "secured: a\ntoken: b\nlist: [{code: c}]\nsecrets: [d, e]\n"
    assert uncovered(f"---\n{body}---\n", schema).replace("\0", "•") == (
        "---\nsecured: a\ntoken: •\nlist: [{code: •}]\nsecrets: [•, •]\n---\n"
    )
    assert uncovered("---\ntoken: b\nsecured: a\nb: [\n---\n", schema).replace("\0", "•") == (
        "---\ntoken:•••secured: a\nb: [\n---\n"
    )


def test_the_engine_hands_secrets_on_with_what_it_found() -> None:
    text = f"---\nsecure: {SECRET}\n---\n"
    result = lint(Source("a.md", text), ARTICLE, Settings(select=("SCH",)))
    assert [text[slice(*secret)] for secret in result.secrets] == [SECRET]


FRAMES = (
    *("secured: ", "secured: '", 'secured: "', "secured: >-\n  ", "secured:\n  ", "{secured: "),
    *(
        "secured: |\n  ",
        "- secured: ",
        "secured : ",
        '"secured": ',
        "secured: &x ",
        "secured: !!str ",
    ),
)


@given(
    before=st.sampled_from(["", "title: a\n", "title: a: b\n", "x: [\n", "\t\n", "- a\n", "\r"]),
    frame=st.sampled_from(FRAMES),
    after=st.sampled_from(
        ["\n", "'\n", '"\n', "}\n", " # c\n", ": b\n", "\n b: c\n", "\r\nb: c\r\n"]
    ),
)
def test_under_its_own_key_whatever_is_around(before: str, frame: str, after: str) -> None:
    text = f"---\n{before}{frame}{CIPHERTEXT}{after}---\n"
    assert telling(uncovered(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "A" * 1_000_000,
        ("A" * 30 + " ") * 30_000,
        "A" * 30 + " " * 1_000_000,
        ("A" * 30 + ";") * 30_000,
        ";" * 1_000_000,
        "secured: " * 100_000,
        "secured: a\n" * 100_000,
        "secured:" + " - " * 300_000,
        "secured:\n" + "- " * 300_000 + "\n" + "a" * 300_000,
    ],
    ids=["run", "runs", "blanks", "forms", "semicolons", "keys", "lines", "dashes", "words"],
)
def test_time_is_linear(text: str) -> None:
    with bounded():
        secrets(f"---\na: [\n{text}\n---\n")
