"""Lint and fix the front matter of Markdown files, for any site generator.

From Python: `lint_text`, `fix_text` and `infer`, see `linter.api`; `load` and `handler`, see
`linter.posts`.

The version stands here alone: the build reads it from this line, and the command line imports it
without searching the installed distributions, which would cost start-up time.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.api import FixedText, fix_text, infer, lint_text
    from linter.posts import FrontMatterError, LintedPost, handler, load

__all__ = [
    "FixedText",
    "FrontMatterError",
    "LintedPost",
    "__version__",
    "fix_text",
    "handler",
    "infer",
    "lint_text",
    "load",
]
__version__ = "0.1.0"

_OF_POSTS = frozenset({"FrontMatterError", "LintedPost", "handler", "load"})


def __getattr__(name: str) -> Any:
    """Import what Python callers use at their first use; the command line does not (PEP 562)."""
    if name in __all__:
        from importlib import import_module

        # python-frontmatter is imported for posts alone.
        return getattr(import_module("linter.posts" if name in _OF_POSTS else "linter.api"), name)
    raise AttributeError(f"module `linter` has no attribute `{name}`")
