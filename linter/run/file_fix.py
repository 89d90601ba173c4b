"""Fixes the content of one file, and writes it or makes a patch of it."""

from functools import partial
from typing import TYPE_CHECKING

from linter.core.filesystem import reason
from linter.files.targets import Target, is_link_on_a_walk
from linter.frontmatter.source import Source
from linter.lint.internal_errors import FAULTS, origin
from linter.lint.results import FileResult
from linter.rules.registry import ConfigError
from linter.run.file_lint import NO_MEMORY, check_content, lint_content
from linter.run.file_outcome import FileOutcome
from linter.run.fixing import Fixing, FixOutput
from linter.run.proofs import DEFAULT_PROOFS, NO_PROOFS, Proofs
from linter.site.view import SiteView

if TYPE_CHECKING:
    from linter.fix.fixer import FixResult
    from linter.web.answers import Web


def fix_content(  # noqa: PLR0913, PLR0917 - a file, how it is fixed, and what is known of it
    target: Target,
    data: bytes,
    fixing: Fixing,
    site: SiteView | None = None,
    proofs: Proofs = DEFAULT_PROOFS,
    web: "Web | None" = None,
) -> FileOutcome:
    """Fix the bytes of a file, and write them or make a patch of them.

    After a fault of ours on the way, and where the file cannot be written, the outcome is that of
    linting with an internal error, or an error, beside what was found.

    Raises:
        ConfigError: the settings name no such rule.

    """
    try:
        return _fixed(target, data, fixing, site, proofs, web)
    except ConfigError:
        raise
    except MemoryError:
        return FileOutcome.failed(target.shown_as, NO_MEMORY)
    except FAULTS as error:
        why = f"it was left as it was, since fixing failed: {origin(error)}"
    return _linted_in_full(target, data, site, web).with_fault(why)


def _fixed(  # noqa: PLR0913, PLR0917 - what `fix_content` takes
    target: Target,
    data: bytes,
    fixing: Fixing,
    site: SiteView | None,
    proofs: Proofs,
    web: "Web | None",
) -> FileOutcome:
    from linter.fix.fixer import fix

    checked = check_content(partial(fix, unsafe=fixing.unsafe, web=web), target, data, site, proofs)
    if isinstance(checked, FileOutcome):
        return checked
    found = checked.result
    if isinstance(found, FileResult):
        # There is nothing to fix.
        return FileOutcome.linted(found)
    if not found.fixed:
        return FileOutcome.linted(found.result)
    try:
        outcome = _delivered(target, found, fixing.output)
    except OSError as error:
        return _linted_in_full(target, data, site, web).with_error(reason(error))
    return outcome or _linted_in_full(target, data, site, web)


def _linted_in_full(
    target: Target, data: bytes, site: SiteView | None, web: "Web | None"
) -> FileOutcome:
    """Lint a file that could not be fixed; no proof is tried, as it has something to fix."""
    return lint_content(target, data, site, NO_PROOFS, web)


def _delivered(target: Target, fixed: "FixResult", output: FixOutput) -> FileOutcome | None:
    """Write the fixed text, or make a patch of it; None for a link that is not to be fixed.

    Raises:
        OSError: it cannot be written.

    """
    if output is FixOutput.TEXT:
        return FileOutcome.fixed(fixed, text=fixed.after.text)
    if output is FixOutput.FILE:
        replace_text(target, fixed.before, fixed.after.text)
        return FileOutcome.fixed(fixed)
    _check_fixable(target)
    return None if is_link_on_a_walk(target) else FileOutcome.fixed(fixed, patch=_patch(fixed))


def _patch(fixed: "FixResult") -> str | None:
    """Return what fixes change as a patch; None where it would show a secret."""
    from linter.fix.patch import SecretInPatchError, patch

    before = fixed.before
    try:
        return patch(before.path, before.text, fixed.after.text, fixed.secrets)
    except SecretInPatchError:
        return None


def replace_text(target: Target, before: Source, text: str) -> None:
    """Replace a file by another text.

    Raises:
        OSError: it cannot be written, has changed since it was read, or is not to be fixed.

    """
    _check_fixable(target)
    from linter.fix.file_writer import replace_file

    if is_link_on_a_walk(target):
        raise OSError(None, "not fixed: it is a link; name it, or the file that it leads to")
    replace_file(target.path, before, text)


def _check_fixable(target: Target) -> None:
    if target.not_fixed_because is not None:
        raise OSError(None, f"not fixed: {target.not_fixed_because}")
