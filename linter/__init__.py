"""Lint and fix the front matter of Markdown files, for any site generator.

From Python: `lint_text` and `fix_text`; see `linter.api`.

The version stands here alone: the build reads it from this line, and the command line imports it
without searching the installed distributions, which would cost start-up time.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.api import FixedText, fix_text, lint_text

__all__ = ["FixedText", "__version__", "fix_text", "lint_text"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what Python callers use at their first use; the command line does not (PEP 562)."""
    if name in __all__:
        from linter import api

        return getattr(api, name)
    raise AttributeError(f"module `linter` has no attribute `{name}`")
