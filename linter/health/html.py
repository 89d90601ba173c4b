"""Pieces of HTML: escaped text, tables, rules as text, and the page around them."""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from linter import __version__
from linter.core.messages import printable

GENERATOR = '<meta name="generator" content="articlelint'
"""What all pages have in their head, before the version."""

_FOLDER = Path(__file__).parent


def text(value: object) -> str:
    """Return a text for HTML; characters that cannot be seen are escaped as in messages."""
    return escape(printable(str(value)))


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, links: bool = False) -> str:
    """Return a table whose first column names the rows, and whose other cells are numbers.

    With `links`, the first word of a name, the code of a rule, leads to its findings.
    """
    heads = "".join(
        f'<th scope="col"{_NUMBER if index else ""}>{text(each)}</th>'
        for index, each in enumerate(head)
    )
    lines = []
    for name, *values in rows:
        label = _linked(str(name)) if links else text(name)
        cells = "".join(f"<td{_NUMBER}>{each:,}</td>" for each in values)
        lines.append(f'<tr><th scope="row">{label}</th>{cells}</tr>')
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


_NUMBER = ' class="number"'


def _linked(name: str) -> str:
    code, space, rest = name.partition(" ")
    if not code.isupper():
        return text(name)
    return f'<a href="#rule-{text(code)}">{text(code)}</a>{space}{text(rest)}'


def markdown(source: str) -> str:
    """Return the documentation of a rule as HTML; links that lead out of the page are text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image"])
    tokens = parser.parse(source)
    for token in tokens:
        # Headings are below that of the rule.
        if token.type.startswith("heading"):
            token.tag = "h4"
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def packed(data: dict[str, Any]) -> str:
    """Return data for the script: JSON, compressed, so that none of its text is markup."""
    raw = json.dumps(data, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(raw, compresslevel=6, mtime=0)).decode()


def page(title: str, body: str) -> str:
    """Return a whole page with its style and its script; it may load nothing."""
    style = (_FOLDER / "page.css").read_text(encoding="utf-8")
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)};"
        " base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'{GENERATOR} {__version__}">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _source(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
