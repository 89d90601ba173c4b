"""Applies fixes, and proves after each step that nothing else has changed.

    lint → choose fixes that do not overlap → apply → prove → lint again, until none is left

The proof: the new text is parsed, and

- its data may differ from the old only below the JSON Pointers that the applied fixes declare;
- values keep the type that the site's reader gives them, unless a fix declares another;
- nothing in the file breaks the schema that did not before;
- the body is equal. Bytes outside the edits are equal because only edits are applied.

A fix that fails the proof is withheld and its finding says so.

Comments that suppress nothing go last: what is mended may bring up what they suppress.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Fix, Safety, Severity
from linter.core.text import Edit, OverlappingEditsError, Position, Span, apply_edits
from linter.core.values import Path, Value, json_pointer
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.frontmatter.values import Types
from linter.lint.internal_errors import INTERNAL_ERROR, INTERNAL_ERROR_NAME
from linter.lint.plan import rule_table
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.lint.violations import violations
from linter.schema.entries import entries
from linter.schema.errors import SchemaError
from linter.schema.schema import Schema
from linter.schema.violation import Violation
from linter.site.site import SiteView

MAX_ROUNDS = 10
"""How often a file is fixed; no article needs more than four."""


@dataclass(frozen=True, slots=True)
class FixResult:
    """A file and its fixes: the text before, what was fixed, and the new text with what is left."""

    before: Source
    fixed: tuple[Diagnostic, ...]
    result: FileResult
    secrets: tuple[Span, ...] = ()
    """What no output may show of the text before."""

    @property
    def after(self) -> Source:
        """The file after its fixes."""
        return self.result.source


def fix(  # noqa: PLR0913 - what `lint` takes, and which fixes
    source: Source,
    schema: Schema,
    settings: Settings,
    site: SiteView | None = None,
    *,
    unsafe: bool = False,
    dialect: Dialect = Dialect.JEKYLL,
    needs_block: bool = True,
) -> FixResult:
    """Apply every safe fix, and with `unsafe` the others too, until nothing more can be fixed.

    Fixes that undo one another, or that never come to an end, are a bug in a rule: the file is then
    returned as it was, with a finding that names the rules.

    Raises:
        ConfigError: the settings name no such rule.
        SchemaError: the schema would apply to what the file holds too often.

    """
    fixed: list[Diagnostic] = []
    withheld: dict[_Key, str] = {}
    relint = partial(
        lint, schema=schema, settings=settings, site=site, dialect=dialect, needs_block=needs_block
    )
    result = relint(source)
    if source.bad_byte is not None:
        return FixResult(source, (), result)
    last = frozenset(rule.code for rule in rule_table(settings).suppression_rules)
    seen = {source.text}
    current = result
    for _ in range(MAX_ROUNDS + 1):
        chosen = _chosen(current, last, unsafe=unsafe, withheld=withheld)
        if not chosen:
            left = _without_withheld(current, withheld)
            return FixResult(source, tuple(fixed), left, result.secrets)
        before = _State(Document(current.source, dialect, settings.limits), schema)
        applied, text = _apply(before, chosen, withheld)
        if not applied:
            continue
        fixed += applied
        if text in seen:
            break
        seen.add(text)
        current = relint(replace(source, text=text))
    return FixResult(source, (), _with_cycle(result, fixed), result.secrets)


_Key = tuple[str, str | None, str, str]
"""What tells a finding from another, also after other places have moved."""


def _key(diagnostic: Diagnostic, source: Source) -> _Key:
    span = diagnostic.span
    text = source.text[span.start : span.end]
    return (diagnostic.code, diagnostic.pointer, diagnostic.message, text)


def _chosen(
    result: FileResult, last: frozenset[str], *, unsafe: bool, withheld: Iterable[_Key]
) -> list[tuple[Diagnostic, Fix]]:
    """Return fixes that do not overlap, the graver and earlier findings first.

    Those of rules that come `last` wait until there are no others.
    A file with more findings than are told could be half fixed at best, and is left as it is.
    """
    if result.cut:
        return []
    candidates = [
        (diagnostic, diagnostic.fix)
        for diagnostic in result.diagnostics
        if diagnostic.fix is not None
        and (unsafe or diagnostic.fix.safety is Safety.SAFE)
        and _key(diagnostic, result.source) not in withheld
    ]
    candidates = [pair for pair in candidates if pair[0].code not in last] or candidates
    candidates.sort(key=lambda pair: (-pair[0].severity.gravity, pair[0].sort_key))
    chosen: list[tuple[Diagnostic, Fix]] = []
    taken = _Taken(len(result.source.text))
    for diagnostic, candidate in candidates:
        spans = [edit.span for edit in candidate.edits]
        if not any(map(taken.overlaps, spans)):
            chosen.append((diagnostic, candidate))
            for span in spans:
                taken.add(span)
    return chosen


class _Taken:
    """The characters, and the places between them, that chosen fixes edit: a byte for each.

    Thousands of edits would take long to keep in order.
    """

    def __init__(self, length: int) -> None:
        self._characters = bytearray(length)
        self._places = bytearray(length + 1)

    def add(self, span: Span) -> None:
        if span.start == span.end:
            self._places[span.start : span.end + 1] = b"\1"
        else:
            self._characters[span.start : span.end] = bytes([1]) * (span.end - span.start)

    def overlaps(self, span: Span) -> bool:
        """Whether a span overlaps one that was added, as `Span.overlaps` has it."""
        start, end = span
        if start == end:
            start, end = max(start - 1, 0), end + 1
            return 1 in self._characters[start:end] or 1 in self._places[span.start : end]
        return (
            self._characters.find(1, start, end) >= 0 or self._places.find(1, start, end + 1) >= 0
        )


class _State:
    """A file before a fix or after it: its document, and how that breaks its schema."""

    def __init__(self, document: Document, schema: Schema) -> None:
        self.document = document
        self.schema = schema

    @cached_property
    def violations(self) -> list[Violation]:
        if self.document.root is None:
            return []
        of_document = entries(self.document, self.schema.shape)
        try:
            return violations(self.document, self.schema, of_document)
        finally:
            # Break parent-child cycles now instead of waiting for the garbage collector.
            for entry in of_document:
                entry.release()

    def after(self, text: str) -> "_State":
        """Return the state of the same file with another text."""
        document = self.document
        source = replace(document.source, text=text)
        return _State(Document(source, document.dialect, document.limits), self.schema)


class _UnprovenError(Exception):
    """Carries what applied fixes would do beyond what they declare."""


def _apply(
    before: _State, chosen: Sequence[tuple[Diagnostic, Fix]], withheld: dict[_Key, str]
) -> tuple[list[Diagnostic], str]:
    """Apply the fixes together; if the proof fails, those that stand it one after the other.

    A fix that fails it alone is withheld; one that fails it only with others waits for a round.
    """
    source = before.document.source
    try:
        text = _proven(before, [fix for _, fix in chosen])
    except _UnprovenError:
        applied: list[Diagnostic] = []
        good: list[Fix] = []
        text = source.text
        for diagnostic, single in chosen:
            try:
                text = _proven(before, [*good, single])
            except _UnprovenError:
                reason = _unproven(before, single)
                if reason is not None:
                    withheld[_key(diagnostic, source)] = reason
            else:
                applied.append(diagnostic)
                good.append(single)
        return applied, text
    return [diagnostic for diagnostic, _ in chosen], text


def _unproven(before: _State, single: Fix) -> str | None:
    """Say why a fix fails the proof on its own; None if it stands it."""
    try:
        _proven(before, [single])
    except _UnprovenError as reason:
        return str(reason)
    return None


def _proven(before: _State, fixes: Sequence[Fix]) -> str:
    """Return the text after the fixes.

    Raises:
        _UnprovenError: they would change more than they declare, or break the schema.

    """
    edits: list[Edit] = [edit for fix in fixes for edit in fix.edits]
    try:
        text = apply_edits(before.document.source.text, edits)
    except OverlappingEditsError:
        raise _UnprovenError(_MORE) from None
    after = before.after(text)
    old, new = before.document, after.document
    if _trouble(old) != _trouble(new) or _body(old) != _body(new):
        raise _UnprovenError(_MORE)
    changes = (pointer for fix in fixes for pointer in fix.changes)
    declared = frozenset(_with_aliases(old, changes))
    if not all(_is_below(pointer, declared) for pointer in differences(old.data, new.data)):
        raise _UnprovenError(_MORE)
    if old.root is None or new.root is None:
        return text
    changes = (pointer for fix in fixes if fix.changes_type for pointer in fix.changes)
    retyped = frozenset(_with_aliases(old, changes))
    for pointer in _type_changes(old.types(old.root), new.types(new.root)):
        # What stands below a list or mapping that is rewritten may be another item.
        is_rewritten = _is_below(pointer.rpartition("/")[0], declared)
        if not is_rewritten and not _is_below(pointer, retyped):
            raise _UnprovenError(_TYPE)
    try:
        breaks_schema = _has_new(before.violations, after.violations)
    except SchemaError:
        raise
    except Exception:  # noqa: BLE001 - `lint` reports a bug of a validator
        breaks_schema = True
    if breaks_schema:
        raise _UnprovenError(_SCHEMA)
    return text


_MORE = "it would have changed more than it promises"
_TYPE = "the site would read a value of another type"
_SCHEMA = "the schema does not allow what it would write"


def _type_changes(before: Types, after: Types, path: Path = ()) -> Iterator[str]:
    """Yield the JSON Pointers of values, there before and after, whose types differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() & after.keys():
            yield from _type_changes(before[key], after[key], (*path, key))
    elif isinstance(before, list) and isinstance(after, list):
        for index, pair in enumerate(zip(before, after, strict=False)):
            yield from _type_changes(*pair, (*path, index))
    elif type(before) is not type(after) or before != after:
        yield json_pointer(path)


def _has_new(before: Sequence[Violation], after: Sequence[Violation]) -> bool:
    """Whether there are violations of the schema that were not there before.

    Where items of a list have moved, so have theirs.
    """
    places = {place for violation in before for place in _places(violation)}
    new = [each for each in after if not places.issuperset(_places(each))]
    if any(not any(isinstance(token, int) for token in each.path) for each in new):
        return True
    values: dict[int, str] = {}
    excess = Counter(_moved(each, values) for each in after) if new else Counter()
    excess.subtract(_moved(each, values) for each in before if new)
    return any(excess[_moved(each, values)] > 0 for each in new)


def _places(violation: Violation) -> list[tuple[object, ...]]:
    """Return what tells a violation from another of the same file, for each name that it has."""
    wanted = violation.expected
    limit = wanted if isinstance(wanted, str | int | float) else None
    names = violation.names or (None,)
    return [(violation.path, violation.keyword, name, limit) for name in names]


def _moved(violation: Violation, values: dict[int, str]) -> tuple[object, ...]:
    """Return what tells a violation from another, wherever in their lists the items stand.

    `values` keeps how each value is shown, since many violations may concern one large mapping.
    """
    value = violation.value
    shown = values.get(id(value))
    if shown is None:
        shown = values[id(value)] = repr(value)
    path = tuple("*" if isinstance(token, int) else token for token in violation.path)
    return (path, violation.keyword, violation.names, shown)


def _trouble(document: Document) -> object:
    return document.problem.kind if document.problem else None


def _body(document: Document) -> str:
    return document.text(document.block.body) if document.block else ""


def _with_aliases(document: Document, pointers: Iterable[str]) -> Iterator[str]:
    """Yield pointers and those at which aliases show the same nodes."""
    shared: dict[str, list[set[str]]] = {}
    for paths in document.shared_places():
        names = {json_pointer(path) for path in paths}
        for name in names:
            shared.setdefault(name, []).append(names)
    for pointer in pointers:
        yield pointer
        for outer in _from_inside_out(pointer):
            rest = pointer[len(outer) :]
            yield from (other + rest for names in shared.get(outer, ()) for other in names)


def _is_below(pointer: str, declared: frozenset[str]) -> bool:
    return any(outer in declared for outer in _from_inside_out(pointer))


def _from_inside_out(pointer: str) -> Iterator[str]:
    """Yield a JSON Pointer and those of everything around."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
    yield ""


def differences(before: Value, after: Value, path: Path = ()) -> Iterator[str]:
    """Yield the JSON Pointers at which two data differ in type or value.

    Keys of mappings may come in any order; lists of unequal length differ as a whole.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            if key in before and key in after:
                yield from differences(before[key], after[key], (*path, key))
            else:
                yield json_pointer((*path, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from differences(*pair, (*path, index))
    # `nan` differs from itself, `True` equals 1: neither is meant here.
    elif type(before) is not type(after) or repr(before) != repr(after):
        yield json_pointer(path)


def _without_withheld(result: FileResult, withheld: dict[_Key, str]) -> FileResult:
    """Take fixes away that failed the proof, and say why."""
    if not withheld:
        return result
    diagnostics = tuple(
        diagnostic
        if (reason := withheld.get(_key(diagnostic, result.source))) is None
        else replace(diagnostic, fix=None, help=f"The fix was withheld: {reason}.")
        for diagnostic in result.diagnostics
    )
    return replace(result, diagnostics=diagnostics)


def _with_cycle(result: FileResult, fixed: Sequence[Diagnostic]) -> FileResult:
    codes = ", ".join(sorted({diagnostic.code for diagnostic in fixed}))
    cycle = Diagnostic(
        path=result.source.path,
        code=INTERNAL_ERROR,
        name=INTERNAL_ERROR_NAME,
        severity=Severity.ERROR,
        message=f"the fixes of {codes} do not come to an end; the file was left as it was",
        span=Span(0, 0),
        start=Position(1, 1),
        end=Position(1, 1),
        pointer=None,
        help=None,
        fix=None,
        related=(),
        url="",
    )
    return replace(result, diagnostics=(cycle, *result.diagnostics))
