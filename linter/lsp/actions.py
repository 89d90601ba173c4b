"""What can be done about findings: their fixes, all safe fixes, ignore comments, an explanation."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from lsprotocol import types

from linter.core.diagnostic import Diagnostic, Fix, Safety
from linter.core.messages import printable, quoted
from linter.core.text import Edit, Span, difference
from linter.core.values import at_pointer
from linter.fix.ignore_comment import ignore_here, ignore_in_file
from linter.fix.proof import FixState, UnprovenError, proven_text
from linter.lsp.client import Client
from linter.lsp.explanation import EXPLAIN
from linter.lsp.open_document import OpenDocument
from linter.rules.registry import known_rules, rule_class
from linter.run.file_fix import fix_content
from linter.run.fixing import Fixing, FixOutput

FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.articlelint"
"""The kind of the action that applies all safe fixes, as a client may run it on saving."""

_MOST_FINDINGS: Final = 20
"""How many findings get actions of their own."""

_MOST_PROVED: Final = 3_000
"""How many values are read again for these proofs, each as often as there are findings."""

_CHARACTERS_OF_VALUE: Final = 50

KINDS: Final = (types.CodeActionKind.QuickFix, FIX_ALL)


def actions(
    opened: OpenDocument, within: Span, context: types.CodeActionContext, client: Client
) -> list[types.CodeAction]:
    """Return what can be done about the findings in a part of a text.

    All safe fixes are tried only on request, and not while the caret is just moving.
    """
    if not client.has_code_actions:
        return []
    found: list[types.CodeAction] = []
    if _is_wanted(types.CodeActionKind.QuickFix, context.only):
        state = FixState(opened.document, opened.schema)
        proved = _most_proved(opened)
        for number, diagnostic in enumerate(_findings_in(opened, within)[:_MOST_FINDINGS]):
            if number < proved:
                found += _of_finding(opened, diagnostic, state, context, client)
            found += _explained(opened, diagnostic, context)
    is_moving = context.trigger_kind is types.CodeActionTriggerKind.Automatic
    if _is_wanted(FIX_ALL, context.only) and not (context.only is None and is_moving):
        found += _fix_all(opened, client)
    return found


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind is one of those that a client requests, or one below them."""
    return only is None or any(kind == each or kind.startswith(each + ".") for each in only)


def _most_proved(opened: OpenDocument) -> int:
    """Return for how many findings proofs take no longer than a user waits for a menu."""
    document = opened.document
    length = len(opened.source.text) if document.block is None else document.block.content.end
    repeated = sum(map(len, document.shared_places()))
    values = max(len(document.members) + repeated, length // _CHARACTERS_OF_VALUE)
    return _MOST_PROVED // max(1, values)


def _findings_in(opened: OpenDocument, within: Span) -> list[Diagnostic]:
    return [
        each
        for each in opened.diagnostics
        if each.span.start <= within.end and within.start <= each.span.end
    ]


def _of_finding(
    opened: OpenDocument,
    diagnostic: Diagnostic,
    state: FixState,
    context: types.CodeActionContext,
    client: Client,
) -> Iterator[types.CodeAction]:
    own = _own(opened, diagnostic, context.diagnostics)
    if diagnostic.fix is not None and _is_proven(state, diagnostic.fix):
        is_safe = diagnostic.fix.safety is Safety.SAFE
        title = diagnostic.fix.title if is_safe else f"{diagnostic.fix.title} (unsafe)"
        action = _action(opened, title, diagnostic.fix.edits, client)
        action.diagnostics = own
        if client.prefers_actions:
            action.is_preferred = is_safe
        yield action
    if client.renames_files and client.has_versioned_edits:
        yield from _renamed(opened, diagnostic, own)
    for ignored in _ignored(diagnostic, state):
        action = _action(opened, ignored.title, ignored.edits, client)
        action.diagnostics = own
        yield action


def _explained(
    opened: OpenDocument, diagnostic: Diagnostic, context: types.CodeActionContext
) -> Iterator[types.CodeAction]:
    if diagnostic.code in known_rules():
        own = _own(opened, diagnostic, context.diagnostics)
        title = f"Explain {diagnostic.code}"
        command = types.Command(title, EXPLAIN, arguments=[diagnostic.code])
        kind = types.CodeActionKind.QuickFix
        yield types.CodeAction(title, kind=kind, diagnostics=own, command=command)


def _renamed(
    opened: OpenDocument, diagnostic: Diagnostic, own: list[types.Diagnostic] | None
) -> Iterator[types.CodeAction]:
    """Yield the action that gives the file the name that a rule expects, if that is free."""
    if diagnostic.pointer is None or diagnostic.code not in known_rules():
        return
    file = Path(opened.target.location)
    value = at_pointer(opened.document.data, diagnostic.pointer)
    name = rule_class(diagnostic.code).file_name(value, file.name, opened.kind.profile)
    if name is None or name == file.name or file.with_name(name).exists():
        return
    folder, _, _ = opened.uri.rpartition("/")
    rename = types.RenameFile(opened.uri, f"{folder}/{quote(name)}")
    title = f"Rename the file to {quoted(name)}"
    edit = types.WorkspaceEdit(document_changes=[rename])
    yield types.CodeAction(title, types.CodeActionKind.QuickFix, own, edit=edit)


def _ignored(diagnostic: Diagnostic, state: FixState) -> Iterator[Fix]:
    for ignore in (ignore_here, ignore_in_file):
        fix = ignore(state, diagnostic.code, diagnostic.span.start)
        if fix is not None and diagnostic.code in known_rules():
            yield fix


def _own(
    opened: OpenDocument, diagnostic: Diagnostic, sent: Iterable[types.Diagnostic]
) -> list[types.Diagnostic] | None:
    """Return the diagnostic of a finding as the client sent it."""
    place = opened.positions.range(diagnostic.span)
    return [each for each in sent if each.code == diagnostic.code and each.range == place] or None


def _is_proven(state: FixState, fix: Fix) -> bool:
    """Whether a fix changes no more than it states; the command withholds one that does."""
    try:
        proven_text(state, [fix])
    except UnprovenError:
        return False
    return True


def _fix_all(opened: OpenDocument, client: Client) -> Iterator[types.CodeAction]:
    """Yield the action after which the text is what `--fix` makes of it, if it makes another."""
    known = (each.fix for each in opened.diagnostics)
    if not any(fix is not None and fix.safety is Safety.SAFE for fix in known):
        return
    data = opened.source.text.encode()
    fixing = Fixing(FixOutput.TEXT)
    fixes = fix_content(opened.target, data, fixing, opened.site).fixes
    if fixes is not None and fixes.text is not None and fixes.text != opened.source.text:
        edit = difference(opened.source.text, fixes.text)
        action = _action(opened, "Fix all that articlelint can fix safely", [edit], client)
        action.kind = FIX_ALL
        yield action


def _action(
    opened: OpenDocument, title: str, edits: Iterable[Edit], client: Client
) -> types.CodeAction:
    """Return an action that edits this version of a text."""
    changes = [
        types.TextEdit(opened.positions.range(edit.span), edit.text)
        for edit in sorted(edits, key=lambda edit: edit.span)
    ]
    if client.has_versioned_edits:
        identifier = types.OptionalVersionedTextDocumentIdentifier(opened.uri, opened.version)
        edit = types.WorkspaceEdit(
            document_changes=[types.TextDocumentEdit(identifier, list(changes))]
        )
    else:
        edit = types.WorkspaceEdit(changes={opened.uri: changes})
    shown = printable(opened.redacted.safe(title))
    return types.CodeAction(shown, kind=types.CodeActionKind.QuickFix, edit=edit)
