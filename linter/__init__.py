"""Lint and fix the front matter of Markdown files, for any site generator.

From Python: `lint_text`, `fix_text` and `infer`, see `linter.api`; `load`, see `linter.posts`;
handlers for python-frontmatter, see `linter.frontmatter.handlers`.

The version stands here alone: the build reads it from this line, and the command line imports it
without searching the installed distributions, which would cost start-up time.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.api import FixedText, fix_text, infer, lint_text
    from linter.frontmatter.handlers import (
        AstroHandler,
        DocusaurusHandler,
        EleventyHandler,
        FrontMatterError,
        HugoHandler,
        JekyllHandler,
        MkDocsHandler,
        PlainHandler,
        ZolaHandler,
    )
    from linter.posts import LintedPost, LintError, load

__all__ = [
    "AstroHandler",
    "DocusaurusHandler",
    "EleventyHandler",
    "FixedText",
    "FrontMatterError",
    "HugoHandler",
    "JekyllHandler",
    "LintError",
    "LintedPost",
    "MkDocsHandler",
    "PlainHandler",
    "ZolaHandler",
    "__version__",
    "fix_text",
    "infer",
    "lint_text",
    "load",
]
__version__ = "0.1.0"

_OF_API = frozenset({"FixedText", "fix_text", "infer", "lint_text"})
_OF_POSTS = frozenset({"LintError", "LintedPost", "load"})


def __getattr__(name: str) -> Any:
    """Import what Python callers use at their first use; the command line does not (PEP 562)."""
    if name in __all__:
        from importlib import import_module

        # `lint_text` needs no python-frontmatter, and the handlers need no linter.
        module = (
            "api" if name in _OF_API else "posts" if name in _OF_POSTS else "frontmatter.handlers"
        )
        return getattr(import_module(f"linter.{module}"), name)
    raise AttributeError(f"module `linter` has no attribute `{name}`")
