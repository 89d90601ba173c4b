"""Secured values: what random bytes look like, every way to break one, and that none is shown."""

import random
import zlib
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import apply_edits
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.secured.parts import BLOCK, decoded, is_valid, plaintext_kind, repeated_block
from linter.schema.schema import builtin
from tests.each_case import each_case
from tests.processor_time import bounded
from tests.sites import OWN, REAL, on_each_site

SECURED_RULES = ("SEC001", "SEC002", "SEC003", "SEC004", "SEC005", "SEC006")
SETTINGS = Settings(select=SECURED_RULES)

ENGLISH = (
    "Whoever opens this file reads the whole story at once, since nobody has hidden any of it: "
    "names, places, prices and the sources that should have stayed between the two of us."
)


def noise(name: str, size: int) -> bytes:
    """Return bytes that look random and are the same in every run."""
    return b"".join(
        sha256(f"{name} {number}".encode()).digest() for number in range(size // 32 + 1)
    )[:size]


def base64(data: bytes) -> str:
    return b64encode(data).decode()


CIPHERTEXT, VECTOR = base64(noise("ciphertext", 272)), base64(noise("vector", BLOCK))
VALUE = f"{CIPHERTEXT};{VECTOR}"


def framed(yaml: str) -> str:
    return f"---\nsecured: {yaml}\n---\n"


def found_in(text: str) -> list[Diagnostic]:
    return list(lint(decode("a.md", text.encode()), builtin("article"), SETTINGS).diagnostics)


def codes_of(value: str) -> list[str]:
    return [item.code for item in found_in(framed(f"'{value}'"))]


def whole_blocks(text: bytes) -> bytes:
    return text[: len(text) // BLOCK * BLOCK]


@pytest.mark.parametrize("size", [16, 32, 48, 256, 272, 400, 1024, 4096])
def test_random_bytes_are_never_reported(size: int) -> None:
    source = random.Random(size)  # noqa: S311 - seeded, so that every run is the same
    for _ in range(200_000 // (size + 300)):
        data = source.randbytes(size)
        assert plaintext_kind(data) is None
        assert repeated_block(data) is None
        assert is_valid(f"{base64(data)};{base64(source.randbytes(BLOCK))}")


@given(st.integers(1, 256), st.integers(0))
def test_ciphertexts_of_any_length_are_clean(blocks: int, number: int) -> None:
    data, vector = noise(f"a{number}", blocks * BLOCK), noise(f"b{number}", BLOCK)
    assert codes_of(f"{base64(data)};{base64(vector)}") == []


@on_each_site
def test_no_value_of_a_site_is_reported(folder: Path) -> None:
    checked = 0
    for path in sorted(folder.rglob("*.md")):
        data = path.read_bytes()
        found = lint(decode(path.name, data), builtin("article"), SETTINGS).diagnostics
        assert found == (), path.name
        checked += b"\nsecured: " in data
    assert checked > {OWN: 20, REAL: 700}[folder]


PLAIN = {
    "text": (whole_blocks(ENGLISH.encode()), "readable text"),
    "text of one block": (b'{"key": "abcde"}', "readable text"),
    "text with padding": (
        b"a secret of old" + ENGLISH[:14].encode() + b"\x03" * 3,
        "readable text",
    ),
    "Japanese": (("秘密の文章" * 16).encode(), "readable text"),
    "German in Latin-1": (whole_blocks((ENGLISH + "äöü").encode("latin-1")), "bytes of low"),
    "UTF-16": (whole_blocks(ENGLISH.encode("utf-16")), "bytes of low entropy"),
    "text, each byte changed alike": (
        whole_blocks(bytes(letter ^ 0xA5 for letter in ENGLISH.encode())),
        "bytes of low entropy",
    ),
    "zeros": (bytes(160), "bytes of low entropy"),
    "one zero block": (bytes(16), "bytes of low entropy"),
    "numbers of 32 bits": (
        b"".join(number.to_bytes(4, "big") for number in range(1000, 1040)),
        "bytes of low entropy",
    ),
    "JPEG": (b"\xff\xd8\xff\xe0" + noise("a", 60), "a JPEG file"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + noise("a", 56), "a PNG file"),
    "GIF": (b"GIF89a" + noise("a", 58), "a GIF file"),
    "WebP": (b"RIFF\n\0\0\0WEBP" + noise("a", 52), "a WebP file"),
    "PDF": (b"%PDF-1.7" + noise("a", 56), "a PDF file"),
    "ZIP": (b"PK\x03\x04" + noise("a", 60), "a ZIP file"),
    "gzip": (b"\x1f\x8b\x08\x00" + noise("a", 60), "a gzip file"),
    "bzip2": (b"BZh91AY&SY" + noise("a", 54), "a bzip2 file"),
    "xz": (b"\xfd7zXZ\x00" + noise("a", 58), "an xz file"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + noise("a", 58), "a 7z file"),
    "Zstandard": (b"\x28\xb5\x2f\xfd" + noise("a", 60), "a Zstandard file"),
    "a header further on": (noise("b", 16) + b"%PDF-1.7" + noise("a", 40), None),
    "compressed": (whole_blocks(zlib.compress(noise("c", 400))), None),
}


@pytest.mark.parametrize(("data", "expected"), PLAIN.values(), ids=PLAIN.keys())
def test_what_is_not_encrypted(data: bytes, expected: str | None) -> None:
    found = found_in(framed(f"{base64(data)};{VECTOR}"))
    assert [item.code for item in found] == (["SEC005"] if expected else [])
    assert all(expected is not None and expected in item.message for item in found)


BLOCKS = [noise(f"block {number}", BLOCK) for number in range(20)]
REPEATED = {
    "neighbours": (BLOCKS[:1] * 2, "block 2 of the ciphertext equals block 1"),
    "first and last": ([*BLOCKS, BLOCKS[0]], "block 21 of the ciphertext equals block 1"),
    "two pairs": (BLOCKS[:3] + BLOCKS[1:3], "block 4 of the ciphertext equals block 2"),
    "always the same": (BLOCKS[:1] * 100, "block 2 of the ciphertext equals block 1"),
    "twice as long": (BLOCKS * 2, "block 21 of the ciphertext equals block 1"),
}


@pytest.mark.parametrize(("blocks", "says"), REPEATED.values(), ids=REPEATED.keys())
def test_a_repeated_block_is_not_taken_for_low_entropy(blocks: list[bytes], says: str) -> None:
    found = found_in(framed(f"{base64(b''.join(blocks))};{VECTOR}"))
    assert [item.code for item in found] == ["SEC006"]
    assert says in found[0].message


def test_the_same_bytes_beside_the_blocks_are_no_repetition() -> None:
    shifted = BLOCKS[0] + b"\1" + BLOCKS[0] + BLOCKS[1][:15]
    assert codes_of(f"{base64(shifted)};{VECTOR}") == []


def test_plain_text_outranks_its_repeated_blocks() -> None:
    assert codes_of(f"{base64(b'secret of mine. ' * 4)};{VECTOR}") == ["SEC005"]


@given(st.integers(0, len(VALUE) - 1))
@example(len(CIPHERTEXT))
def test_one_lost_letter_gives_one_finding(index: int) -> None:
    found = found_in(framed(VALUE[:index] + VALUE[index + 1 :]))
    assert [item.code for item in found] == ["SEC001" if VALUE[index] == ";" else "SEC002"]
    # Only the padding can be restored.
    assert (found[0].fix is not None) == (VALUE[index] == "=")
    if found[0].fix:
        assert apply_edits(
            framed(VALUE[:index] + VALUE[index + 1 :]), found[0].fix.edits
        ) == framed(VALUE)


@given(st.integers(0, len(VALUE) - 1), st.sampled_from("*,.!é✓:=%"))
def test_one_wrong_character_gives_one_finding(index: int, wrong: str) -> None:
    codes = codes_of(VALUE[:index] + wrong + VALUE[index + 1 :])
    if VALUE[index] == wrong:
        assert codes == []
    else:
        assert codes == ["SEC001" if VALUE[index] == ";" else "SEC002"]


@given(st.integers(0, len(VALUE)))
def test_a_cut_value_gives_findings_without_a_fix(length: int) -> None:
    found = found_in(framed(f"'{VALUE[:length]}'"))
    if length == len(VALUE):
        assert found == []
    elif length in (len(VALUE) - 1, len(VALUE) - 2):
        assert [item.code for item in found] == ["SEC002"]
        assert found[0].fix is not None
    else:
        assert len(found) == 1
        assert found[0].fix is None


BLANKS = st.sampled_from((" ", "  ", "\\n", "\\r\\n", "\\t", "\\u00a0", "\\u2028", " \\n\\n  "))


@given(st.lists(st.tuples(st.integers(0, len(VALUE)), BLANKS), min_size=1, max_size=5))
def test_whitespace_anywhere_is_deleted(places: list[tuple[int, str]]) -> None:
    written = VALUE
    for index, blank in sorted(places, reverse=True):
        written = written[:index] + blank + written[index:]
    text = framed(f'"{written}"')
    found = found_in(text)
    assert [item.code for item in found] == ["SEC001"]
    assert found[0].fix is not None
    assert apply_edits(text, found[0].fix.edits) == framed(f'"{VALUE}"')


@pytest.mark.parametrize(
    "yaml",
    [
        f"|\n  {VALUE}",
        f">\n  {VALUE}",
        f">-\n  {CIPHERTEXT[:76]}\n  {CIPHERTEXT[76:]};{VECTOR}",
        f"|-\n  {CIPHERTEXT};\n  {VECTOR}",
        f"{CIPHERTEXT[:76]}\n  {CIPHERTEXT[76:]};{VECTOR}",
        f"'{CIPHERTEXT[:76]}\n\n  {CIPHERTEXT[76:]};{VECTOR}'",
        f'"{CIPHERTEXT[:76]}\n  {CIPHERTEXT[76:]};\\u000a\n  {VECTOR}"',
    ],
    ids=["literal", "folded", "folded, cut", "two lines", "plain", "single quoted", "double"],
)
def test_line_breaks_of_every_style_of_yaml_are_fixed(yaml: str) -> None:
    text = framed(yaml)
    found = found_in(text)
    assert [item.code for item in found] == ["SEC001"]
    assert found[0].fix is not None
    fixed = apply_edits(text, found[0].fix.edits)
    assert found_in(fixed) == []
    assert VECTOR in fixed


def test_the_fix_touches_single_characters_only() -> None:
    data = noise("url", 320)
    written = f"{urlsafe_b64encode(data).decode()}; {VECTOR}"
    right = f"{base64(data)};{VECTOR}"
    text = framed(written)
    found = found_in(text)
    assert [item.code for item in found] == ["SEC001"]
    assert found[0].fix is not None
    edits = found[0].fix.edits
    assert apply_edits(text, edits) == framed(right)
    changed = sum(edit.span.end - edit.span.start for edit in edits)
    assert changed == sum(letter in "-_ " for letter in written)


@each_case(
    [
        (";", ["SEC003", "SEC004"]),
        ("TQ==;TQ==", ["SEC003", "SEC004"]),
        (f"{CIPHERTEXT[:-1]};TQ==", ["SEC002", "SEC004"]),
        (f"TQ==;{VECTOR[:-1]}", ["SEC002", "SEC003"]),
        (f"{base64(whole_blocks(ENGLISH.encode()))};TQ==", ["SEC004", "SEC005"]),
        (f"{VECTOR};{CIPHERTEXT}", ["SEC004"]),
        (f"{CIPHERTEXT};{CIPHERTEXT}", ["SEC004"]),
        (" TQ==;TQ==", ["SEC001"]),
        (ENGLISH, ["SEC001"]),
    ]
)
def test_two_defects_give_one_finding_each(value: str, codes: list[str]) -> None:
    found = found_in(framed(f"'{value}'"))
    assert [item.code for item in found] == codes
    assert [item.fix for item in found] == [None] * len(codes)


def test_text_of_any_length_is_not_encrypted() -> None:
    found = found_in(framed(f"{base64(ENGLISH[:41].encode())};{VECTOR}"))
    assert [item.code for item in found] == ["SEC005"]


LETTERS = st.text("ABab09+/=;-_ \n*é\u2028\ud800", max_size=80)


@given(LETTERS)
def test_no_finding_shows_the_value(value: str) -> None:
    yaml = "".join(letter if " " <= letter <= "~" else f"\\u{ord(letter):04x}" for letter in value)
    for item in found_in(framed(f'"{yaml}"')):
        assert item.code in SECURED_RULES
        shown = f"{item.message} {item.help} {item.fix.title if item.fix else ''}"
        for start in range(len(value) - 7):
            assert value[start : start + 8] not in shown


@each_case([data for data, expected in PLAIN.values() if expected == "readable text"])
def test_no_finding_shows_the_plain_text(shown: bytes) -> None:
    for size in (len(shown), len(shown) - 1):
        found = found_in(framed(f"{base64(shown[:size])};{VECTOR}"))
        assert found
        for item in found:
            assert shown.decode()[:4] not in f"{item.message} {item.help} {item.related}"


@given(st.binary(max_size=100))
def test_only_the_canonical_text_is_decoded(data: bytes) -> None:
    assert decoded(base64(data)) == data
    assert decoded(base64(data) + "=") is None
    assert decoded(f" {base64(data)}") is None


@pytest.mark.parametrize(
    "value",
    [
        "A" * 400_000,
        ";" * 400_000,
        "- " * 200_000,
        "=" * 400_000,
        f"{'A' * 400_000};{'=' * 400_000}",
        f"{base64(noise('long', 300_000))};{VECTOR}",
        f"{'=A' * 200_000};{VECTOR}",
        f"{' ' * 400_000}{VALUE}",
    ],
    ids=["letters", "semicolons", "runs", "padding", "halves", "clean", "mixed", "blanks"],
)
def test_long_values_take_linear_time(value: str) -> None:
    text = framed(f"'{value}'")
    with bounded():
        assert "INT001" not in {item.code for item in found_in(text)}
