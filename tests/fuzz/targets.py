"""What is fuzzed: each target takes bytes, and raises where something that must hold does not."""

import json
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from linter.config.settings import Settings
from linter.core.text import Span
from linter.core.values import Value, json_pointer
from linter.fix.fixer import FixResult, fix
from linter.fix.proof import differences
from linter.frontmatter.block import FrontMatter, find
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source, decode
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.reporters import Look, format_names, get_format
from linter.rules.base import CASE_CLOCK
from linter.rules.registry import all_rules
from linter.run.file_outcome import FileOutcome
from linter.run.report import Report
from linter.schema.entries import entries
from linter.schema.errors import SchemaError
from linter.schema.schema import Schema, builtin
from linter.web import amp_cache, image_hints, urls
from linter.web.image_size import image_size
from linter.web.normal_form import comparable, normalise
from linter.web.tracking import without_tracking
from linter.web.url_dates import date_in_path

NAME = "_news/2020-06-11-fuzz.md"
SETTINGS = Settings(now=CASE_CLOCK)

_VALUES: tuple[dict[str, Value], ...] = (
    {},
    {"title": "a", "related": [{"x": 1}, 2]},
    {"": None, "__proto__": {}},
)
"""What the schemas of the target `schema` are held against."""

# Shorter secrets stand in ordinary words, too.
_SHORTEST_SECRET = 24


def framed(data: bytes) -> Source:
    """Return an article whose front matter is the data, if that does not start with `---`."""
    return decode(NAME, data if data.startswith(b"---") else b"---\n" + data + b"\n---\n")


def document(data: bytes) -> None:
    """Reading: every span lies inside the file, and every value is found at its path."""
    source = framed(data)
    read = Document(source)
    block = find(source.text)
    if isinstance(block, FrontMatter):
        for span in block:
            _check_span(span, source)
    assert (read.root is None) == (read.problem is not None)
    if read.problem is not None:
        _check_span(read.problem.span, source)
        return
    for member in read.members:
        _check_span(read.node_span(member.node), source)
        json_pointer(member.path)
    assert not list(differences(read.data, Document(source).data))
    entries(read, builtin("article").shape)


def rules(data: bytes) -> None:
    """Linting and fixing: no internal error, fixes come to an end and leave the body alone."""
    check_fixes(framed(data))


def reporters(data: bytes) -> None:
    """Printing: nothing in any format but printable characters and line ends, and no secret."""
    source = framed(data)
    check_output(fix(source, builtin("article"), SETTINGS))


def schema(data: bytes) -> None:
    """Schemas: what is no schema is refused, and a schema has the reasons why data breaks it."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(content, dict):
        return
    content = {**content, "$id": "urn:fuzz"}
    try:
        made = Schema("fuzz", content, {"urn:fuzz": content})
    except SchemaError:
        return
    # What would take too long is refused too.
    with suppress(SchemaError):
        for value in _VALUES:
            assert bool(made.violations(value)) != made.accepts(value)


def addresses(data: bytes) -> None:
    """URLs: what is parsed and written again is the same, and no function raises."""
    text = data.decode(errors="replace")
    page, _, other = text.partition("\n")
    if urls.is_ordinary(page):
        assert urls.problem(page) is None
        assert comparable(page, ()) == comparable(f"{page}#", ())
    if urls.parse(page) is not None:
        tidy = normalise(page)
        assert normalise(tidy) == tidy
        comparable(page, ("utm_*",))
        without_tracking(page, ("utm_*",))
        with suppress(amp_cache.NoCacheAddress):
            amp_cache.cache_address(page)
            amp_cache.mismatch(other, page, published_before_2020=True)
    amp_cache.page_of(page)
    image_hints.size_hint(page)
    urls.problem(page, allow_path=True)
    date_in_path(page)


def pictures(data: bytes) -> None:
    """Picture headers: a size or a problem."""
    image_size(BytesIO(data))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "document": document,
    "rules": rules,
    "reporters": reporters,
    "schema": schema,
    "addresses": addresses,
    "pictures": pictures,
}


def check_result(result: FileResult) -> None:
    """Assert what holds for the findings of every file."""
    for item in result.diagnostics:
        assert item.code != INTERNAL_ERROR, item.message
        _check_span(item.span, result.source)
        assert item.message.isprintable(), item.message
        for edit in item.fix.edits if item.fix else ():
            _check_span(edit.span, result.source)


def check_fixes(source: Source) -> FixResult:
    """Fix a file, and assert that nothing is left to fix and that the body is what it was."""
    article = builtin("article")
    outcome = fix(source, article, SETTINGS, unsafe=True)
    check_result(outcome.result)
    if outcome.fixed:
        check_result(lint(source, article, SETTINGS))
        assert not fix(outcome.after, article, SETTINGS, unsafe=True).fixed
        assert _body(outcome.after) == _body(source)
    return outcome


def check_output(outcome: FixResult) -> None:
    """Assert that every format shows a file without secrets and without control characters."""
    shown = _report(outcome)
    # SARIF holds the documentation of rules, whose examples are among the seeds.
    known = "".join(rule.__doc__ or "" for rule in all_rules().values())
    secrets = [_text(outcome.after, span) for span in outcome.result.secrets]
    secrets = [each for each in secrets if len(each) >= _SHORTEST_SECRET and each not in known]
    formats = map(get_format, format_names())
    for render in {render for each in formats for render in (each.render, each.render_statistics)}:
        text = render(shown, Look())
        for line in text.split("\n"):
            assert line.isprintable(), (render, line)
        for secret in secrets:
            assert secret not in text, render


def _report(outcome: FixResult) -> Report:
    return Report.of([FileOutcome.fixed(outcome)])


def _text(source: Source, span: Span) -> str:
    return source.text[span.start : span.end].strip("\"' \t\r\n")


def _body(source: Source) -> str | None:
    block = find(source.text)
    return source.text[block.body.start :] if isinstance(block, FrontMatter) else None


def _check_span(span: Span, source: Source) -> None:
    assert 0 <= span.start <= span.end <= len(source.text), span


FINDS = Path(__file__).parent / "finds"
"""Inputs that once made a target fail; their names start with the target's."""
