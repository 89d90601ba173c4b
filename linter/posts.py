"""Files as posts of python-frontmatter, read as their generator reads them, and linted."""

from pathlib import Path
from typing import Any

import frontmatter

from linter.config.files import Configs
from linter.config.settings import Kind
from linter.core.diagnostic import Diagnostic
from linter.core.messages import quoted
from linter.core.similar import nearest, suggestion
from linter.files import reader
from linter.files.discovery import named_target
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.frontmatter.handlers import DialectHandler, FrontMatterError, metadata_of
from linter.frontmatter.source import decode
from linter.profiles.plain import PROFILE as PLAIN
from linter.profiles.registry import all_profiles
from linter.run.file_job import lint_content
from linter.run.sites import Sites

__all__ = ["FrontMatterError", "LintedPost", "handler", "load"]


class LintedPost(frontmatter.Post):
    """A post with what `articlelint check` finds in its file."""

    def __init__(
        self,
        content: str,
        handler: DialectHandler,
        metadata: dict[str, Any],
        findings: tuple[Diagnostic, ...],
    ) -> None:
        """Take the text below the front matter, its data, and the findings."""
        super().__init__(content, handler)
        self.metadata = metadata
        self.findings = findings


def load(path: str | Path) -> LintedPost:
    """Read and lint a file, with the config and the site around it.

    The metadata is what the site's generator reads; none where it reads none. Rules that compare
    files do not run.

    Raises:
        OSError: the file cannot be read, or is too large.
        ConfigError: a config is wrong.
        FrontMatterError: the front matter cannot be read; `lint_text` reports why.

    """
    configs = Configs()
    folder = Path.cwd()
    target = named_target(str(path), folder, configs) or named_target(
        str(path), folder, Configs(isolated=True)
    )
    if target is None:
        raise FileNotFoundError(path)
    content = reader.read(target).data
    source = decode(target.shown_as, content)
    kind = reader.kind_of(target, source.text) or target.other_kind or Kind.of_pages(PLAIN)
    document = Document(source, kind.dialect, target.settings.limits)
    post = document.block
    body = source.text if post is None else document.text(post.body)
    metadata = {} if post is None else metadata_of(document)
    return LintedPost(
        body.strip(), DialectHandler(kind.dialect), metadata, _findings(target, content)
    )


def _findings(target: Target, content: bytes) -> tuple[Diagnostic, ...]:
    outcome = lint_content(target, content, Sites().view_for(target))
    return () if outcome.result is None else outcome.result.diagnostics


def handler(profile: str) -> DialectHandler:
    """Return the handler for python-frontmatter that reads as a generator does, such as `hugo`.

    Raises:
        ValueError: no profile has that name.

    """
    if profile not in all_profiles():
        hint = suggestion(nearest(profile, all_profiles()))
        raise ValueError(f"no profile is called {quoted(profile)}{hint}")
    return DialectHandler(all_profiles()[profile].dialect)
