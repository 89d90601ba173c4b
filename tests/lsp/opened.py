"""Open texts for tests of features, made by a session as the server makes them."""

import json
from pathlib import Path
from typing import Any

from lsprotocol.types import Position, Range

from linter.core.text import Edit, apply_edits
from linter.lsp.client import Client
from linter.lsp.open_document import OpenDocument
from linter.lsp.session import Session

CARET = "‸"


def site(folder: Path, schema: dict[str, Any], config: str = "") -> None:
    """Write a site of Hugo whose pages in `content` have a schema."""
    (folder / "content").mkdir()
    (folder / "hugo.toml").write_text("title = 'a'\n", "utf-8")
    (folder / "page.schema.json").write_text(json.dumps(schema), "utf-8")
    pages = 'name = "pages"\nfiles = ["content/**"]\nschema = "page.schema.json"'
    (folder / "articlelint.toml").write_text(f"{config}\n[[collections]]\n{pages}\n", "utf-8")


def opened(folder: Path, *texts: str, name: str = "content/a.md") -> tuple[OpenDocument, int]:
    """Return the last of several versions of a text, and the offset of the caret in it."""
    session = Session(Client(), [folder.as_uri()])
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    uri = file.as_uri()
    for version, text in enumerate(texts):
        session.put(uri, version, text.replace(CARET, ""))
    found = session.document(uri)
    assert found is not None, session.diagnostics(uri)
    return found, texts[-1].find(CARET)


def changed(document: OpenDocument, edits: list[tuple[Range, str]]) -> str:
    """Return the text of a document after edits of the protocol."""
    places = document.positions
    return apply_edits(
        document.source.text, [Edit(places.span(place), text) for place, text in edits]
    )


def start(document: OpenDocument, text: str) -> Position:
    """Return where a text stands in a document for the first time."""
    return document.positions.position(document.source.text.index(text))
