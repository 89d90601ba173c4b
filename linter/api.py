"""articlelint from Python: texts are linted and fixed, and schemas inferred from files.

import linter

for finding in linter.lint_text(text, "_news/2020-06-11-x.md"):
    print(finding.code, finding.start.row, finding.message)

fixed = linter.fix_text(text, "_news/2020-06-11-x.md")
print(fixed.text)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from linter.config.settings import Kind, Settings
from linter.core.diagnostic import Diagnostic
from linter.fix.fixer import fix
from linter.frontmatter.source import Source
from linter.lint.run import lint
from linter.profiles import news_api
from linter.profiles.plain import PROFILE as PLAIN
from linter.schema.schema import builtin

if TYPE_CHECKING:
    from linter.inference.infer import Inference


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text after its fixes: the findings that were fixed, and those that are left."""

    text: str
    fixed: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def lint_text(
    text: str, filename: str = "article.md", settings: Settings | None = None
) -> tuple[Diagnostic, ...]:
    """Return what is found in the text of a file, by position and code.

    `filename` is never opened. Findings name it, some rules read a date from it, and its folders
    decide the kind of front matter (`_news/…` is an article); elsewhere the text does, and what
    fits no kind is a plain page. Rules that need the rest of a site do not run.

    Raises:
        ConfigError: the settings name no such rule.

    """
    kind = _kind(text, filename)
    return lint(
        Source(filename, text),
        builtin(kind.schema),
        settings or Settings(),
        dialect=kind.dialect,
        needs_block=kind.needs_block,
        profile=kind.profile,
    ).diagnostics


def fix_text(
    text: str,
    filename: str = "article.md",
    settings: Settings | None = None,
    *,
    unsafe: bool = False,
) -> FixedText:
    """Return a text with every safe fix applied, and with `unsafe` the others too.

    Each step is proved: nothing changes but what the fixes declare. `filename` and `settings` are
    those of `lint_text`.

    Raises:
        ConfigError: the settings name no such rule.

    """
    kind = _kind(text, filename)
    outcome = fix(
        Source(filename, text),
        builtin(kind.schema),
        settings or Settings(),
        unsafe=unsafe,
        dialect=kind.dialect,
        needs_block=kind.needs_block,
        profile=kind.profile,
    )
    return FixedText(outcome.after.text, outcome.fixed, outcome.result.diagnostics)


def _kind(text: str, filename: str) -> Kind:
    folders = PurePosixPath(filename).parts[:-1]
    name = news_api.of_folders(folders) or news_api.of_text(text, is_named=True)
    return Kind.of_pages(PLAIN) if name is None else Kind(name)


def infer(paths: Iterable[str | Path] = (".",)) -> "tuple[Inference, ...]":
    """Return the schema of each collection of files and folders, and its outliers.

    The config and the site around the files decide what is read, as for `articlelint infer`.

    Raises:
        OSError: a path cannot be read.
        ConfigError: a config is wrong.

    """
    from linter.config.files import Configs
    from linter.files.discovery import find
    from linter.inference.infer import infer as infer_from

    found = find(map(str, paths), Path.cwd(), Configs())
    for error in found.errors:
        raise OSError(None, error.reason, error.path)
    return tuple(infer_from(found.targets))
