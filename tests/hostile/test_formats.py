"""Hostile articles in every format: printable, valid, and without a secret."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.hostile.articles import SECRET, article, front_matter
from tests.hostile.limited import Commands
from tests.hostile.orderly import check_orderly

FORMATS = (
    *("sarif", "github", "gitlab", "junit", "rdjson", "azure", "markdown", "grouped"),
    *("json", "json-lines", "concise", "full"),
)
NASTY = '"\\x1b]0;owned\\x07\\u202e]]></failure><b>|`\\n::error::x\\n##vso[a]\\0\\ud800"'
INPUTS = {
    "key": front_matter(f"{NASTY}: 1\nprovider: {{{NASTY}: 1}}"),
    "title": article(title=NASTY),
    "secret": article(secured=f'"{SECRET}"', title=f'"{SECRET}"', **{SECRET: "1"}),
    "secret-in-key": article(secured=f'"{SECRET}"', provider=f'{{"{SECRET}": 1}}'),
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
        assert SECRET[:16] not in text, name
        if name in {"sarif", "gitlab", "rdjson", "json"}:
            json.loads(text)
        elif name == "junit":
            ET.fromstring(text)  # noqa: S314 - our own output
        elif name == "json-lines":
            assert all(json.loads(line) for line in text.splitlines())
