"""Applies fixes round by round until none is left.

    lint → choose fixes that do not overlap → apply → prove → lint again

A fix that fails the proof is withheld, and its finding states that. Unused ignore comments are
removed last: a fix may bring back what they suppress.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Fix, Severity
from linter.core.text import Position, Span
from linter.fix.proof import FixState, UnprovenError, proven_text
from linter.fix.selection import FindingKey, chosen_fixes, key_of
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lint.internal_errors import INTERNAL_ERROR, INTERNAL_ERROR_NAME
from linter.lint.plan import rule_table
from linter.lint.results import FileResult, Suspects
from linter.lint.run import lint
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import Profile
from linter.schema.schema import Schema
from linter.site.view import SiteView

if TYPE_CHECKING:
    from linter.web.answers import Web

MAX_ROUNDS = 10
"""The most rounds of fixes for one file; no article needs more than four."""


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
    profile: Profile = NEWS_API,
    collection: str = "",
    suspects: Suspects | None = None,
    web: "Web | None" = None,
) -> FixResult:
    """Apply every safe fix, and with `unsafe` the others too, until nothing more can be fixed.

    `suspects` is about the text as it is, and not about fixed ones.

    Fixes that undo one another, or that never come to an end, are a bug in a rule: the file is then
    returned as it was, with a finding that names the rules.

    Raises:
        ConfigError: the settings name no such rule.
        SchemaError: the schema would apply to what the file holds too often.

    """
    fixed: list[Diagnostic] = []
    withheld: dict[FindingKey, str] = {}
    relint = partial(
        lint,
        schema=schema,
        settings=settings,
        site=site,
        dialect=dialect,
        needs_block=needs_block,
        profile=profile,
        collection=collection,
        web=web,
    )
    result = relint(source, suspects=suspects)
    if source.bad_byte is not None:
        return FixResult(source, (), result)
    last = frozenset(rule.code for rule in rule_table(settings).suppression_rules)
    seen = {source.text}
    current = result
    for _ in range(MAX_ROUNDS + 1):
        chosen = chosen_fixes(current, last, unsafe=unsafe, withheld=withheld)
        if not chosen:
            left = _without_withheld(current, withheld)
            return FixResult(source, tuple(fixed), left, result.secrets)
        spellings = schema.spellings(dialect)
        document = Document(current.source, dialect, settings.limits, spellings)
        before = FixState(document, schema)
        applied, text = _apply(before, chosen, withheld)
        if not applied:
            continue
        fixed += applied
        if text in seen:
            break
        seen.add(text)
        current = relint(replace(source, text=text))
    return FixResult(source, (), _with_cycle(result, fixed), result.secrets)


def _apply(
    before: FixState, chosen: Sequence[tuple[Diagnostic, Fix]], withheld: dict[FindingKey, str]
) -> tuple[list[Diagnostic], str]:
    """Return the findings whose fixes are applied, and the text after them.

    The fixes are proved together. If that fails, they are proved one by one.
    """
    try:
        text = proven_text(before, [fix for _, fix in chosen])
    except UnprovenError:
        return _apply_one_by_one(before, chosen, withheld)
    return [diagnostic for diagnostic, _ in chosen], text


def _apply_one_by_one(
    before: FixState, chosen: Sequence[tuple[Diagnostic, Fix]], withheld: dict[FindingKey, str]
) -> tuple[list[Diagnostic], str]:
    """Apply each fix that passes the proof together with those before it.

    A fix that fails alone is withheld; one that fails only with others waits for the next round.
    """
    source = before.document.source
    text = source.text
    applied: list[Diagnostic] = []
    good: list[Fix] = []
    for diagnostic, single in chosen:
        try:
            text = proven_text(before, [*good, single])
        except UnprovenError:
            reason = _reason_against(before, single)
            if reason is not None:
                withheld[key_of(diagnostic, source)] = reason
        else:
            applied.append(diagnostic)
            good.append(single)
    return applied, text


def _reason_against(before: FixState, single: Fix) -> str | None:
    """Return why a fix fails the proof on its own; None if it passes."""
    try:
        proven_text(before, [single])
    except UnprovenError as reason:
        return str(reason)
    return None


def _without_withheld(result: FileResult, withheld: dict[FindingKey, str]) -> FileResult:
    """Remove the fixes that failed the proof, and report the reason."""
    if not withheld:
        return result
    diagnostics = tuple(
        diagnostic
        if (reason := withheld.get(key_of(diagnostic, result.source))) is None
        else diagnostic._replace(fix=None, help=f"The fix was withheld: {reason}.")
        for diagnostic in result.diagnostics
    )
    return result._replace(diagnostics=diagnostics)


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
    return result._replace(diagnostics=(cycle, *result.diagnostics))
