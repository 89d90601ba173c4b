"""Files as posts of python-frontmatter, linted, and read as their generator reads them."""

from pathlib import Path
from typing import Any

import frontmatter

from linter.config.files import Configs
from linter.config.settings import Kind
from linter.core.diagnostic import Diagnostic
from linter.files import reader
from linter.files.discovery import named_target
from linter.files.targets import Target
from linter.frontmatter.handlers import DialectHandler, metadata_of
from linter.frontmatter.source import decode
from linter.profiles.plain import PROFILE as PLAIN
from linter.reporters import Look
from linter.reporters.concise import render
from linter.run.file_lint import lint_content
from linter.run.file_outcome import FileOutcome
from linter.run.report import Report
from linter.run.sites import Sites


class LintError(Exception):
    """A file has findings for which `articlelint check` fails; the message has a line for each."""

    def __init__(self, message: str, findings: tuple[Diagnostic, ...]) -> None:
        """Take all findings of the file, by position and code."""
        super().__init__(message)
        self.findings = findings


class LintedPost(frontmatter.Post):
    """A post with the findings of its file, none of which is severe enough to fail."""

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
    """Lint and read a file, with the config and the site around it.

    The metadata is what the site's generator reads; none where it reads none. `fail-on` of the
    config is the least severity that raises an error. Rules that compare files do not run.

    Raises:
        LintError: it has errors.
        FrontMatterError: the front matter cannot be read, and no rule that runs reports that.
        OSError: the file cannot be read, or is too large.
        ConfigError: a config is wrong.

    """
    target = _target(path)
    content = reader.read(target).data
    findings = _findings(target, content)
    source = decode(target.shown_as, content)
    kind = reader.kind_of(target, source.text) or target.other_kind or Kind.of_pages(PLAIN)
    handler = DialectHandler(kind.dialect, target.settings.limits)
    document = handler.document(source)
    body = source.text if document.block is None else document.text(document.block.body)
    metadata = {} if document.block is None else metadata_of(document)
    return LintedPost(body.strip(), handler, metadata, findings)


def _target(path: str | Path) -> Target:
    folder = Path.cwd()
    found = named_target(str(path), folder, Configs())
    # A file that fits none of the collections of a config is read as if there were no config.
    target = found or named_target(str(path), folder, Configs(isolated=True))
    if target is None:
        raise FileNotFoundError(path)
    return target


def _findings(target: Target, content: bytes) -> tuple[Diagnostic, ...]:
    """Return what is found in a file, if that is not severe enough to fail.

    Raises:
        LintError: it is.
        OSError: the schema cannot be used.

    """
    outcome = lint_content(target, content, Sites().view_for(target))
    if outcome.error is not None:
        raise OSError(None, outcome.error.reason, outcome.error.path)
    findings = () if outcome.result is None else outcome.result.diagnostics
    if target.config.fail_on.is_reached(findings):
        raise LintError(_message(outcome), findings)
    return findings


def _message(outcome: FileOutcome) -> str:
    """Return the findings of a file as lines, with its secrets covered."""
    return render(Report.of([outcome]), Look(quiet=True)).rstrip("\n")
