"""SARIF 2.1.0 (OASIS, errata 01), for code scanning of GitHub and Azure, and editors.

The log describes the rules that found something. Its addresses are relative to `%SRCROOT%`, the
working folder, which is described but not named, so that logs of two machines can be compared.
`partialFingerprints` have a key of their own, since GitHub computes others from the lines. They
stand for path, rule, JSON Pointer and the finding's number among equal ones: they survive moved
lines. `automationDetails.id` is `articlelint/`, which code scanning takes for the category, so that
`upload-sarif` needs no `category` of its own and takes none; to show findings of several runs side
by side, change it there. Logical locations hold the JSON Pointer, fixes their applicability as a
property; a fix that would show a secret is left out. Files that could not be used make
`executionSuccessful` false and are among the notifications. Columns count code points; ends are
exclusive.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from linter import __version__
from linter.core.diagnostic import Diagnostic, Fix, Related
from linter.core.messages import printable
from linter.core.paths import is_url
from linter.core.project import DOCUMENTATION
from linter.core.text import Edit, Position, Span
from linter.files.targets import RunError
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.reporters import Format, Look, Syntax
from linter.reporters.shared.fingerprints import fingerprints
from linter.reporters.shared.json_text import document
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.wording import explained
from linter.run.report import Report, ReportedRule

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_BASE = "%SRCROOT%"

# The group of runs (3.17.3): code scanning takes it for the category, and Azure DevOps requires it.
_CATEGORY = "articlelint/"


def render(report: Report, _look: Look) -> str:
    """Return the log of one run."""
    first_of: dict[str, Diagnostic] = {}
    for diagnostic in report.diagnostics:
        first_of.setdefault(diagnostic.code, diagnostic)
    codes = sorted(first_of)
    driver = {
        "name": "articlelint",
        "fullName": f"articlelint {__version__}",
        "version": __version__,
        **({} if DOCUMENTATION is None else {"informationUri": DOCUMENTATION}),
        "rules": [_descriptor(first_of[code], report.rules.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": _CATEGORY},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {
            _BASE: {"description": {"text": "The folder that articlelint was run in."}}
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": _results(report, codes),
    }
    return document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


FORMAT = Format(render, Syntax.JSON)


def _descriptor(diagnostic: Diagnostic, rule: ReportedRule | None) -> dict[str, Any]:
    """Return the descriptor of a finding's rule; an internal error's has no texts."""
    severity = diagnostic.severity if rule is None else rule.severity
    return {
        "id": diagnostic.code,
        "name": diagnostic.name,
        **({} if diagnostic.url is None else {"helpUri": diagnostic.url}),
        "defaultConfiguration": {"level": severity.value},
        **({} if rule is None else _texts(rule)),
    }


def _texts(rule: ReportedRule) -> dict[str, Any]:
    # The first section is "What it does", after its heading.
    _, _, first_section = rule.explanation.partition("\n")
    description, _, _ = first_section.partition("\n## ")
    return {
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(description.split())},
        "help": {"text": rule.explanation, "markdown": rule.explanation},
    }


def _invocation(report: Report) -> dict[str, Any]:
    failed = any(diagnostic.code == INTERNAL_ERROR for diagnostic in report.diagnostics)
    notes = ({"level": "warning", "message": _message(printable(note))} for note in report.notes)
    return {
        "executionSuccessful": not (report.errors or failed),
        "toolExecutionNotifications": [*map(_failure, report.errors), *notes],
    }


def _failure(error: RunError) -> dict[str, Any]:
    return {
        "level": "error",
        "message": _message(printable(error.reason)),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(error.path)}}],
    }


def _results(report: Report, codes: list[str]) -> list[dict[str, Any]]:
    file_of = redacted_files(report)
    index_of = {code: index for index, code in enumerate(codes)}
    hashes = fingerprints(report.diagnostics)
    return [
        _result(diagnostic, fingerprint, index_of[diagnostic.code], file_of)
        for diagnostic, fingerprint in zip(report.diagnostics, hashes, strict=True)
    ]


def _result(
    diagnostic: Diagnostic, fingerprint: str, rule_index: int, file_of: Mapping[str, RedactedFile]
) -> dict[str, Any]:
    file = file_of[diagnostic.path]
    region = _region(diagnostic.start, diagnostic.end)
    location: dict[str, Any] = {"physicalLocation": _physical(diagnostic.path, region)}
    if diagnostic.pointer is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": file.safe(diagnostic.pointer)}]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": diagnostic.severity.value,
        "message": _message(explained(diagnostic, file)),
        "locations": [location],
        "partialFingerprints": {"articlelint/v1": fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            _related(related, diagnostic, file_of) for related in diagnostic.related
        ]
    # Without one of its edits a fix would be another fix.
    if diagnostic.fix is not None and not any(map(file.reveals, diagnostic.fix.edits)):
        result["fixes"] = [_fix(diagnostic.path, diagnostic.fix, file)]
    return result


def _related(
    related: Related, diagnostic: Diagnostic, file_of: Mapping[str, RedactedFile]
) -> dict[str, Any]:
    path = diagnostic.path if related.path is None else related.path
    file = file_of.get(path)
    region = None
    if related.start is not None and related.end is not None:
        region = _region(related.start, related.end)
    elif file is not None:
        region = _region_of(file, related.span)
    message = file_of[diagnostic.path].safe(related.message)
    return {"physicalLocation": _physical(path, region), "message": _message(printable(message))}


def _fix(path: str, fix: Fix, file: RedactedFile) -> dict[str, Any]:
    return {
        "description": _message(printable(file.safe(fix.title))),
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": [_replacement(edit, file) for edit in fix.edits],
            }
        ],
        "properties": {"applicability": fix.safety.value},
    }


def _replacement(edit: Edit, file: RedactedFile) -> dict[str, Any]:
    return {
        "deletedRegion": _region_of(file, edit.span),
        "insertedContent": {"text": edit.text},
    }


def _message(text: str) -> dict[str, str]:
    # Brackets followed by parentheses are a link (3.11.6).
    return {"text": text.replace("](", r"]\(")}


def _physical(path: str, region: dict[str, int] | None) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(path)}
    return location if region is None else location | {"region": region}


def _artifact(path: str) -> dict[str, str]:
    """Return the address of a file; outside of the working folder it is absolute."""
    if is_url(path):
        return {"uri": quote(_bytes(path), safe=":/?&=%")}
    uri = quote(_bytes(path))
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _BASE}


def _bytes(path: str) -> bytes:
    """Return the bytes of a path; bytes that are not UTF-8 are as PEP 383 keeps them."""
    try:
        return path.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return path.encode(errors="surrogatepass")


def _region_of(file: RedactedFile, span: Span) -> dict[str, int]:
    return _region(*(file.lines.position(offset) for offset in span))


def _region(start: Position, end: Position) -> dict[str, int]:
    return {
        "startLine": start.row,
        "startColumn": start.column,
        "endLine": end.row,
        "endColumn": end.column,
    }
