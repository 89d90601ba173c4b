"""linter.lint.redaction: nothing of a secured value is left uncovered, wherever it stands."""

import re
from base64 import b64encode
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.lint.redaction import secret_spans
from linter.lint.run import lint
from linter.schema.entries import entries
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case
from tests.processor_time import bounded

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
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


@each_case(
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
        f"secured: null # {CIPHERTEXT}\n",
        f"secured: # {CIPHERTEXT}\n  a\n",
        f"secured: | # {CIPHERTEXT}\n  a\n",
        f'{{title: a, secured: "b", # {CIPHERTEXT}\n}}\n',
        f"# secured: {CIPHERTEXT}\ntitle: a # securd = {VECTOR}\n",
        f"secure: {CIPHERTEXT}\n",
        f"SECURED: {CIPHERTEXT} # {VECTOR}\n",
        f"related:\n  - secured_:\n      a: [{CIPHERTEXT}]\n",
    ]
)
def test_under_its_own_key(body: str) -> None:
    text = f"---\n{body}---\n"
    assert Document(Source("a.md", text)).problem is None
    assert telling(text)
    assert telling(uncovered(text)) == []


@each_case(
    [
        f'secure: "{SECRET}"\n',
        f"related:\n  - securd: {SECRET}\n",
        f"title: see {SECRET} there\n",
        f"securd: >-\n  {FOLDED}\n",
        f'securd: "{FOLDED}"\n',
        f"securd: '{CIPHERTEXT} ; {VECTOR}'\n",
        f"- {SECRET}\n",
        f"# {SECRET}\ntitle: a\n",
        f"# a;{VECTOR}; {SECRET}\n",
        f"# a{SECRET}{SECRET}\n",
        f"securd: {SECRET.replace('+', '-').replace('/', '_')}\n",
    ]
)
def test_under_another_key_by_its_form(body: str) -> None:
    secret = SECRET.replace("+", "-").replace("/", "_") if "_" in body else SECRET
    assert telling(body, secret)
    assert telling(uncovered(f"---\n{body}---\n"), secret) == []


@each_case(
    [
        "topics: &x [hunter2-{}, a]\nsecured: *x\n",
        "provider: &x\n  name: hunter2-{}\nsecured: *x\n",
        "related: &x\n- title: [hunter2-{}]\nsecured:\n  a: *x\n",
        "secured: &x [hunter2-{}, a]\ntopics: *x\n",
    ]
)
def test_scalars_in_a_value_that_stands_under_another_key_too(body: str) -> None:
    assert "hunter2" not in uncovered(f"---\n{body.format('b')}title: is hunter2-b\n---\n")


def hexadecimal(text: str) -> str:
    """Return a text with two of three letters as escapes of YAML."""
    forms = (r"\x{:02x}", r"\u{:04X}", "{:c}")
    return "".join(forms[at % 3].format(ord(letter)) for at, letter in enumerate(text))


SPELLINGS = {
    "plain": SECRET,
    "blanks": f"'{SECRET[:9]}  {SECRET[9:]}'",
    "lines": '"' + "\n  ".join(SECRET[at : at + 7] for at in range(0, len(SECRET), 7)) + '"',
    "continued": '"' + "\\\n  ".join(SECRET[at : at + 7] for at in range(0, len(SECRET), 7)) + '"',
    "literal": f"|\n  {FOLDED}",
    "folded": f">-\n  {FOLDED}",
    "escapes": f'"{hexadecimal(SECRET)}"',
    "tag": f"!!str {SECRET}",
    "url": f"https://example.org/?token={quote(SECRET, safe='')}",
    "url-in-url": f"https://example.org/?u={quote(quote(SECRET, safe=''), safe='')}",
    "other-alphabet": SECRET.replace("+", "-").replace("/", "_"),
    "references": "".join(f"&#{ord(letter)};" for letter in SECRET),
    "its-end": SECRET[-20:],
    "half": VECTOR,
}


@each_case(
    product(["plain", "literal", "folded", "escapes", "tag", "continued"], SPELLINGS.values())
)
def test_where_it_is_repeated_in_another_spelling(own: str, repeated: str) -> None:
    text = (
        f"---\nsecured: {SPELLINGS[own]}\ntitle: {repeated}\nrelated:\n  - title: {repeated}\n"
        f"quality: 74\n---\nBefore {repeated} and after\n"
    )
    assert telling(meaning(text))
    covered = uncovered(text)
    assert telling(meaning(covered)) == []
    for kept in ("title: ", "quality: 74", "Before ", " and after"):
        assert kept in covered


def meaning(text: str) -> str:
    """Return the letters of a text, its escapes read by others than the linter."""
    escape = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9A-F]{4})")
    plain = escape.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    plain = unescape(unquote(unquote(plain))).replace("-", "+").replace("_", "/")
    return re.sub(r"[\s\\]", "", plain)


@pytest.mark.parametrize("before", ["", "é", "日本%"], ids=["base64", "letter", "several-signs"])
def test_what_a_binary_value_means_is_covered_too(before: str) -> None:
    value = before + b64encode(b"the answer is 42").decode()
    text = f"---\nsecured: !!binary {value}\ntitle: See, the answer is 42!\n---\n"
    assert uncovered(text).replace("\0", "•") == (
        f"---\nsecured: !!binary {'•' * len(value)}\ntitle: See, {'•' * 16}!\n---\n"
    )


def test_json_front_matter_hides_what_it_escapes() -> None:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in CIPHERTEXT)
    text = f'{{"title": "{CIPHERTEXT}", "secured": "{escaped}"}}\n'
    document = Document(Source("a.md", text), Dialect.YAML_1_2)
    spans = secret_spans(document, entries(document, ARTICLE.shape), ARTICLE.shape)
    assert [text[slice(*span)] for span in spans] == [CIPHERTEXT, f'"{escaped}"']


@each_case(
    [
        ("score: hunter2hunter2\n", "score: hunter2hunter2\n"),
        ("a: b # what is secured is elsewhere\n", "a: b # what is secured is elsewhere\n"),
        ("# secured by hand\na: b\n", "# secured by hand\na: b\n"),
        ("a: 'secured: nothing'\n", "a: 'secured: nothing'\n"),
        ("secured: abc\na: abcd\n", "secured: •••\na: abcd\n"),
        (
            f"secured: {CIPHERTEXT}\na: {CIPHERTEXT[:15]}\n",
            f"secured: {'•' * 64}\na: {CIPHERTEXT[:15]}\n",
        ),
        ("secured: hidden-text\na: hidden text\n", "secured: •••••••••••\na: hidden text\n"),
    ]
)
def test_text_that_is_only_similar_is_not_covered(body: str, shown: str) -> None:
    assert uncovered(f"---\n{body}---\n").replace("\0", "•") == f"---\n{shown}---\n"


@each_case(
    product(
        ["title: a: b\n", "title: [\n", "- a\n", "\ttitle: a\n", "a: \x07\n"],
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
            f"securd: {CIPHERTEXT}\n",
            f"securd: {CIPHERTEXT}\ntitle: {CIPHERTEXT}\n",
        ],
        ["---\n", ""],
    )
)
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


@each_case(
    [
        "---\ntitle: 'The company halted it; facial-recognition technology is next'\n---\n",
        "---\nwebUrl: https://a.com/amazon-suspends-police-use-of-its-facial-recognition/\n---\n",
        f"---\ntitle: {CIPHERTEXT}\n---\n",
        "---\ntitle: secured\nexcerpt: 'secured: no'\n---\nsecured\n",
        "---\ntitle: a;b\n---\n",
    ]
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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "end"),
    [
        ("a: [\n", "A" * 125_000),
        ("a: [\n", ("A" * 30 + " ") * 3_750),
        ("a: [\n", "A" * 30 + " " * 125_000),
        ("a: [\n", ("A" * 30 + ";") * 3_750),
        ("a: [\n", ";" * 125_000),
        ("a: [\n", (";" + "A" * 16) * 7_500),
        ("a: [\n", "secured: " * 12_500),
        ("a: [\n", "secured: a\n" * 12_500),
        ("a: [\n", "secured:" + " - " * 37_500),
        ("a: [\n", "secured:\n" + "- " * 37_500 + "\n" + "a" * 37_500),
        ("a: [\n", "".join(f"s{at}: " for at in range(12_500))),
        ("a: [\n", "1x1-" * 25_000),
        (f"secured: {'A' * 1_000}\n", "A" * 125_000),
        (f"secured: {'A' * 12_500}\n", ("A" * 15 + " b") * 6_250),
        ("secured: AAAA\n", "A" * 125_000),
        ("secured: [" + ", ".join("A" * n + "b" for n in range(4, 15)) + "]\n", "A" * 50_000),
        ("a: 1 " + "#" * 25_000 + "\nsecured: b\n", ""),
        ("# " + "secured: " * 2_500 + "\nsecured: b\n", ""),
        (f"secured: {SECRET}\n", "%25" * 37_500),
        (f"secured: {SECRET}\n", "\\" * 125_000),
        (f"secured: {SECRET}\n", "&amp" * 37_500),
    ],
    ids=(
        *("run", "runs", "blanks", "forms", "semicolons", "vectors", "keys", "lines", "dashes"),
        *("words", "names", "parts", "one-letter", "pieces", "short", "short-ones", "signs"),
        *("in-a-comment", "percents", "backslashes", "references"),
    ),
)
def test_time_is_linear(body: str, end: str) -> None:
    text = f"{body}{end}\n---\n" if body == "a: [\n" else f"{body}---\n{end}\n"
    with bounded(shrunk=4):
        secrets(f"---\n{text}")
