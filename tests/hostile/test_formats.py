"""Hostile articles in every format: printable, valid, and without a secret."""

import json
import re
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pytest

from linter.reporters import format_names
from tests.commands import Commands
from tests.hostile.articles import SECRET, article, front_matter
from tests.hostile.orderly import check_orderly

pytestmark = pytest.mark.slow

FORMATS = format_names()
NASTY = '"\\x1b]0;owned\\x07\\u202e]]></failure><b>|`\\n::error::x\\n##vso[a]\\0\\ud800"'
ESCAPED = "".join(f"\\u{ord(letter):04x}" for letter in SECRET)
INPUTS = {
    "key": front_matter(f"{NASTY}: 1\nprovider: {{{NASTY}: 1}}"),
    "title": article(title=NASTY),
    "secret": article(secured=f'"{SECRET}"', title=f'"{SECRET}"', **{SECRET: "1"}),
    "secret-in-key": article(secured=f'"{SECRET}"', provider=f'{{"{SECRET}": 1}}'),
    "secret-folded": article(
        secured=f"|\n  {SECRET[:99]}\n  {SECRET[99:]}", title=f'"see  {SECRET}"'
    ),
    "secret-escaped": article(secured=f'"{ESCAPED}"', excerpt=f'"{SECRET}  {ESCAPED}"'),
    "secret-misspelt": article(securd=f'"{SECRET}"', title=f'" https://a.b/?c={quote(SECRET)}"'),
    "secret-in-comment": article(secured=f"# {SECRET}", title=f'"&lt; {SECRET}  "'),
    "secret-in-related": article(
        secured=f"!!str {SECRET}", related=f'[{{title: "{SECRET} ", webUrl: "http://{SECRET}"}}]'
    ),
    "secret-in-json": f'{{"secured": "{ESCAPED}", "title": " {SECRET}", "{SECRET}": 1}}\n'.encode(),
    "syntax": front_matter("a: [\u202e::error::]]></b>\n"),
    "bytes": b"---\n\xff\xfe: \x1b[2J\n---\n",
}
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("data", INPUTS.values(), ids=INPUTS)
def test_formats(data: bytes, commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "_news").mkdir()
    (tmp_path / "_news/::error::<b>.md").write_bytes(data)
    files = [each for name in FORMATS for each in ("--output-format", name, "--output-file", name)]
    ending = commands.run("check", "--no-cache", *files, folder=tmp_path)
    check_orderly(ending)
    assert ending.status == 1
    for name in FORMATS:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not _STEERING.search(text), name
        assert not secret_in(text), name
        if name in {"sarif", "gitlab", "rdjson", "json"}:
            json.loads(text)
        elif name == "junit":
            ET.fromstring(text)  # noqa: S314 - our own output
        elif name == "json-lines":
            assert all(json.loads(line) for line in text.splitlines())
    patch = commands.run("check", "--no-cache", "--unsafe-fixes", "--diff", folder=tmp_path)
    check_orderly(patch)
    assert not secret_in(patch.stdout.decode() + patch.stderr.decode())


def secret_in(text: str) -> bool:
    """Whether a text shows sixteen letters of the secret, in any of the spellings above."""
    plain = re.sub(r"\\+u00(..)", lambda match: chr(int(match[1], 16)), unquote(text))
    letters = re.sub(r"[^0-9A-Za-z+/=]", "", plain)
    return any(SECRET[at : at + 16] in letters for at in range(len(SECRET) - 15))
