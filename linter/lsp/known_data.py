"""The data of a text that is being written: as far as it can be read, or as it was before."""

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.block import Format
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.source import Source
from linter.lsp.open_document import OpenDocument

_LAST_COMMA = lazy_pattern(r",(?=\s*[}\]])")


def known_data(opened: OpenDocument, caret: int) -> object:
    """Return the data of a text, or of the text without the line of the caret.

    Where that cannot be read either, it is the data of the last version that could.
    """
    document = opened.document
    if document.problem is None:
        return document.data
    repaired = Document(
        Source(document.source.path, _without_line(document, caret)),
        document.dialect,
        document.limits,
        document.spellings,
    )
    if repaired.problem is None:
        return repaired.data
    return {} if opened.last_good is None else opened.last_good.data


def _without_line(document: Document, caret: int) -> str:
    """Return a text in which the line of the caret is empty, and the block is closed."""
    text = document.source.text
    line = document.lines.line(document.lines.position(caret).row)
    edited = text[: line.start] + text[line.end :]
    if document.problem is not None and document.problem.kind is ProblemKind.UNCLOSED:
        closing = {Format.YAML: "---", Format.TOML: "+++", Format.JSON: "}"}[document.format]
        edited = f"{edited}\n{closing}\n"
    if document.format is Format.JSON:
        # The line may have been the last one of an object.
        edited = _LAST_COMMA.sub("", edited)
    return edited


def is_secret(opened: OpenDocument, caret: int) -> bool:
    """Whether a caret is at a text that no output may show."""
    return any(start <= caret <= end for start, end in opened.secrets)


def value_at(data: object, path: tuple[str | int, ...]) -> object:
    """Return the value at a path of data; None if there is none."""
    for token in path:
        if isinstance(data, dict) and isinstance(token, str):
            data = data.get(token)
        elif isinstance(data, list) and isinstance(token, int) and token < len(data):
            data = data[token]
        else:
            return None
    return data


def word_of(document: Document, word: Span) -> str:
    """Return the text of a word without the quotes before and after it."""
    text = document.text(word)
    quote = text[:1]
    if quote not in ("'", '"'):
        return text
    return text.strip(quote) if len(text) > 1 else ""
