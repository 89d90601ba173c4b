"""What came of one file, from the worker that read it to the report."""

from typing import TYPE_CHECKING, NamedTuple

from linter.cache.codec import encode_facts
from linter.core.diagnostic import Diagnostic
from linter.core.digests import digest
from linter.core.filesystem import Stamp
from linter.files.targets import RunError
from linter.frontmatter.source import Source
from linter.lint.internal_errors import internal_error
from linter.lint.results import FileResult
from linter.site.facts import Fact

if TYPE_CHECKING:
    from linter.articles.article import Article
    from linter.files.reader import FileContent
    from linter.fix.fixer import FixResult


class FileState(NamedTuple):
    """The state of a file when it was read: its stamp, and a digest of its bytes."""

    stamp: Stamp
    digest: bytes

    @classmethod
    def of(cls, content: "FileContent") -> "FileState | None":
        """Return the state of a file that was read; None of what is no file on disk."""
        return None if content.stamp is None else cls(content.stamp, digest(content.data))


class FixedFile(NamedTuple):
    """The fixes of one file: the findings that were fixed, and what came of the text.

    `patch` is set where fixes are shown as patches, unless it would show a secret; `text` where the
    fixed text is returned.
    """

    path: str
    findings: tuple[Diagnostic, ...]
    patch: str | None = None
    text: str | None = None


class FileOutcome(NamedTuple):
    """What came of one file; small, since it is sent between processes and kept for the report.

    `path` is the file's path as shown. `result` is None where nothing was found, `fixes` where
    nothing was fixed. `facts` are as they are, or in the form of `encode_facts` where they come
    from another process or a cache. An `error` stands alone if the file could not be read, and
    beside a result if its fixes could not be written. Outcomes hold as long as their
    `dependencies` are the same, a JSON object of files and their signatures; only those with a
    `state` can be cached, which hold for that state of the file. `is_proved` is whether the file
    was proved clean in this run, and not linted. `article` is what a report counts of it, where the
    job reads that.
    """

    path: str
    is_article: bool
    result: FileResult | None = None
    fixes: FixedFile | None = None
    error: RunError | None = None
    facts: tuple[tuple[str, Fact], ...] | str = ""
    state: FileState | None = None
    dependencies: str = ""
    is_proved: bool = False
    article: "Article | None" = None

    @classmethod
    def skipped(cls, path: str) -> "FileOutcome":
        """Return the outcome of a file that is not an article."""
        return cls(path, is_article=False)

    @classmethod
    def failed(cls, path: str, reason: str) -> "FileOutcome":
        """Return the outcome of a file that could not be read or linted."""
        return cls(path, is_article=False, error=RunError(path, reason))

    @classmethod
    def linted(cls, result: FileResult) -> "FileOutcome":
        """Return the outcome of a file that was linted; the text of a clean one is dropped."""
        is_needed = result.diagnostics or result.suppressed.comments or not result.is_lasting
        return cls(
            result.source.path,
            is_article=True,
            result=result.without_values() if is_needed else None,
            facts=result.facts or "",
            is_proved=result.is_proved,
        )

    @classmethod
    def fixed(
        cls, result: "FixResult", *, patch: str | None = None, text: str | None = None
    ) -> "FileOutcome":
        """Return the outcome of a file of which findings were fixed."""
        fixes = FixedFile(result.before.path, result.fixed, patch, text)
        return cls.linted(result.result)._replace(fixes=fixes)

    @property
    def fact_text(self) -> str:
        """The facts in the form of `encode_facts`."""
        return self.facts if isinstance(self.facts, str) else encode_facts(self.facts)

    @property
    def is_lasting(self) -> bool:
        """Whether the same comes of the same file at any later time."""
        is_final = self.error is None and self.fixes is None
        return is_final and (self.result is None or self.result.is_lasting)

    def with_error(self, reason: str) -> "FileOutcome":
        """Return the same outcome with an error beside what was found."""
        return self._replace(error=RunError(self.path, reason))

    def with_fault(self, message: str) -> "FileOutcome":
        """Return the same outcome with an internal error before what was found."""
        if not self.is_article or (self.result is not None and self.result.is_broken):
            return self
        # The text of a clean file is dropped.
        result = self.result or FileResult(Source(self.path, ""), (), ())
        diagnostics = (internal_error(self.path, message), *result.diagnostics)
        return self._replace(result=result._replace(diagnostics=diagnostics))
