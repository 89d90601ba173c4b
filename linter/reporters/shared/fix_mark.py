"""Marks of findings that have a fix: `[*]` for a safe one, `[~]` for an unsafe one."""

from linter.core.diagnostic import Diagnostic, Safety
from linter.reporters.shared.paint import Paint

SIGNS = {Safety.SAFE: "*", Safety.UNSAFE: "~"}
"""The sign in the brackets."""

_STYLES = {Safety.SAFE: "green", Safety.UNSAFE: "magenta"}


def fix_mark(safety: Safety, paint: Paint) -> str:
    """Return the mark of a fix."""
    return f"[{paint(_STYLES[safety], SIGNS[safety])}]"


def mark_at_end(diagnostic: Diagnostic, paint: Paint) -> str:
    """Return the mark for the end of a finding's line, after a space; empty without a fix."""
    return "" if diagnostic.fix is None else f" {fix_mark(diagnostic.fix.safety, paint)}"
