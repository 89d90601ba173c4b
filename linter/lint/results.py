"""The results of linting: of one file, and of the comparison of a site's files."""

from typing import NamedTuple

from linter.core.diagnostic import Diagnostic
from linter.core.text import Span
from linter.core.values import Value
from linter.frontmatter.source import Source
from linter.lint.internal_errors import INTERNAL_ERROR, internal_error, origin
from linter.lint.suppressed import NO_COMMENTS, Suppressed
from linter.site.facts import Fact

Facts = tuple[tuple[str, Fact], ...]
"""Facts of files, each with the code of the site rule that collects it."""


class FileResult(NamedTuple):
    """The diagnostics of one file, sorted, with what reporters need to show them."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]
    secrets: tuple[Span, ...]
    """The spans that no output may show, sorted; empty where neither findings nor comments are."""

    facts: Facts = ()
    """The facts of the file, each with the code of the site rule that collected it."""

    suppressed: Suppressed = NO_COMMENTS
    """The suppression comments of the file, and their effect."""

    cut: bool = False
    """Whether a rule found more than the limit allows; such a file is not fixed."""

    is_lasting: bool = True
    """Whether the result stays the same as time goes by."""

    is_proved: bool = False
    """Whether the file was proved clean (`proof`), and not linted."""

    data: dict[str, Value] | None = None
    """The values of its front matter as in `Document`; None where they are not kept."""

    @property
    def is_broken(self) -> bool:
        """Whether the result holds an internal error."""
        return any(each.code == INTERNAL_ERROR for each in self.diagnostics)

    def without_values(self) -> "FileResult":
        """Return the result without the facts and the data of the file."""
        return self._replace(facts=(), data=None)


class Suspects(NamedTuple):
    """The rules that may find something in a file, and what else is proved of it.

    All other rules find nothing, and no comment suppresses anything.
    """

    codes: frozenset[str]
    data: dict[str, Value]
    """The values of its front matter."""

    facts: Facts | None = None
    """Its facts as in `FileResult`; None if they are not known."""


class SiteResult(NamedTuple):
    """The diagnostics of the site rules, and the path and code of each finding that is hidden."""

    diagnostics: list[Diagnostic]
    hidden: list[tuple[str, str]]


def failed(path: str, error: BaseException, what: str = "it was not linted") -> FileResult:
    """Return the result of a file that an internal error kept from being linted.

    It holds neither the file's text nor the error's, since either may hold a secret.
    """
    return FileResult(Source(path, ""), (internal_error(path, f"{what}: {origin(error)}"),), ())
