"""One folder of the workspace, linted as `articlelint check` lints it from inside."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lsprotocol.types import PositionEncodingKind
from pygls.uris import from_fs_path

from linter.cache.store import Cache
from linter.config.files import Configs, Overrides
from linter.core.filesystem import reason
from linter.core.paths import real_path
from linter.files import reader
from linter.files.discovery import find
from linter.files.targets import Target, identity, shown
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.internal_errors import FAULTS, origin
from linter.lint.plan import timeless_table
from linter.lint.proof import prover_of
from linter.lint.proof_plan import proof_plan
from linter.lsp.file_uri import path_of
from linter.lsp.open_document import OpenDocument
from linter.lsp.open_site import OpenSite
from linter.lsp.positions import Positions
from linter.rules.registry import ConfigError
from linter.run.cached_results import CachedResults
from linter.run.file_job import Job, work
from linter.run.file_lint import schema_of
from linter.run.file_outcome import FileOutcome
from linter.run.sites import Sites
from linter.schema.errors import SchemaError
from linter.schema.files import load

if TYPE_CHECKING:
    from linter.site.site import Site

# What is remembered for settings.
_OF_SETTINGS: Final = (timeless_table, prover_of, proof_plan)


@dataclass(frozen=True)
class OpenText:
    """A text as the client has sent it."""

    uri: str
    version: int
    text: str

    @cached_property
    def location(self) -> str | None:
        """The absolute path of its file, free of links; None for no file."""
        path = path_of(self.uri)
        return None if path is None else real_path(path)

    @cached_property
    def data(self) -> bytes:
        """The bytes of its file.

        A lone surrogate, which an editor may send but no file can hold, takes the same width.
        """
        whole = self.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole.encode()


class FailureError(Exception):
    """A text cannot be linted; the text of the error is the reason, for people."""


class WorkspaceFolder:
    """The configs and the sites of one folder, each read once until it changes."""

    def __init__(self, path: Path, encoding: PositionEncodingKind) -> None:
        """Take the absolute path of the folder, and what characters of a position count."""
        self.path = path
        self._encoding = encoding
        self._open_sites: dict[Path, OpenSite] = {}
        self.forget()

    def forget(self) -> None:
        """Read everything again when it is next needed; until then, facts stay as they are."""
        for memory in (load, *_OF_SETTINGS):
            memory.cache_clear()
        self._overrides = Overrides(now=_this_minute())
        self._configs = Configs(self._overrides)
        self._sites = Sites()
        self._job = Job(None, self._sites, is_cached=True)
        self._known_sites, self._open_sites = self._open_sites, {}

    @property
    def incomplete_sites(self) -> list[OpenSite]:
        """The sites with open files of which not all files have been read, but can be."""
        return [
            site
            for site in self._open_sites.values()
            if not (site.is_complete or site.has_wrong_config)
        ]

    async def load(self, site: OpenSite, unsaved: Mapping[str, bytes]) -> None:
        """Read the files of a site, one of the `incomplete_sites`."""
        # What is cached is found in the files as they are on the disk, and so has its own sites.
        cached = CachedResults(Cache())
        try:
            await site.load(cached, Configs(self._overrides), unsaved)
        finally:
            cached.close()
        self._known_sites.pop(site.root, None)

    def site_of(self, target: Target) -> OpenSite | None:
        """Return the site around a file, with what is known of its files; None without one.

        Raises:
            FailureError: a config is wrong.

        """
        try:
            site = self._sites.of(target)
        except FAULTS:
            # Linting the file reports it.
            return None
        if site is None:
            return None
        if site.root not in self._open_sites:
            try:
                settings = self._configs.of(site.root.resolve()).settings
            except ConfigError as error:
                raise FailureError(_in_one_line(error)) from None
            before = self._known_sites.get(site.root)
            self._open_sites[site.root] = OpenSite(
                site.root, self.path, settings, None if before is None else before.facts
            )
        return self._open_sites[site.root]

    def targets_of(self, paths: Iterable[Path]) -> dict[Path, Target]:
        """Return the targets for files, which need not be there, without those a walk leaves out.

        Raises:
            FailureError: a config is wrong.

        """
        by_identity = {identity(path): path for path in paths}
        elsewhere = [own for own, path in by_identity.items() if not lexists(path)]
        wanted = map(str, by_identity.values())
        try:
            found = find(wanted, self.path, self._configs, force_exclude=True, elsewhere=elsewhere)
        except ConfigError as error:
            raise FailureError(_in_one_line(error)) from None
        return {by_identity[target.location]: target for target in found.targets}

    def shown(self, path: Path) -> str:
        """Return how a file is shown in diagnostics."""
        return shown(path, self.path)

    def has(self, shown_as: str) -> bool:
        """Whether a file is known in one of the sites with open files."""
        return any(shown_as in site for site in self._open_sites.values())

    def linted(
        self, open_text: OpenText, target: Target, earlier: OpenDocument | None
    ) -> tuple[OpenDocument | None, FileOutcome]:
        """Lint a text, with the document of its last version; only articles have a document.

        Raises:
            FailureError: it cannot be linted.

        """
        target = target._replace(text=open_text.data)
        try:
            outcome = self._outcome(target)
            if outcome.error is not None:
                raise FailureError(outcome.error.reason)
            document = self._document(open_text, target, earlier) if outcome.is_article else None
        except (ConfigError, SchemaError) as error:
            raise FailureError(_in_one_line(error)) from None
        except OSError as error:
            raise FailureError(reason(error)) from None
        except FAULTS as error:
            raise FailureError(f"it was not linted: {origin(error)}") from None
        result = outcome.result
        if document is not None and result is not None and result.diagnostics:
            document = replace(
                document, diagnostics=result.diagnostics, found_secrets=result.secrets
            )
        return document, outcome

    def has_current_configs(self) -> bool:
        """Whether the configs so far are right, and as they would be read now, with their lists."""
        if any(site.has_wrong_config for site in self._open_sites.values()):
            return False
        now = Configs(self._overrides)
        try:
            return all(now.of(each) == config for each, config in self._configs.known.items())
        except ConfigError:
            return False

    def changed(self, location: str) -> "set[Site]":
        """Take the present text of a file; return the sites that list something else for all."""
        return self._sites.changed(location)

    def is_current(self, target: Target, dependencies: str, changed: "AbstractSet[Site]") -> bool:
        """Whether what was found in a file depends on nothing that has changed since.

        `changed` are sites that list something else for all of their files.
        """
        if self._sites.of(target) in changed:
            return False
        return not dependencies or self._sites.are_unchanged(dependencies, target)

    def linted_from_disk(self, target: Target) -> FileOutcome:
        """Lint a file as it is on the disk."""
        return work(self._job, (target,))[0]

    def from_disk(self, shown_as: str) -> OpenDocument | None:
        """Return a file as it is on the disk, as if it were open; None for one that has no kind.

        Raises:
            FailureError: it cannot be read.

        """
        path = self.path / shown_as
        target = self.targets_of([path]).get(path)
        if target is None:
            return None
        text = OpenText(from_fs_path(str(path)) or "", 0, "")
        try:
            return self._document(text, target, None)
        except (ConfigError, SchemaError, OSError) as error:
            raise FailureError(_in_one_line(error)) from None

    def _outcome(self, target: Target) -> FileOutcome:
        """Lint a text; one with a date that was in the future once more, as time goes by."""
        outcome = work(self._job, (target,))[0]
        if outcome.result is None or outcome.result.is_lasting:
            return outcome
        settings = replace(target.settings, now=_this_minute())
        return work(self._job, (target._replace(settings=settings),))[0]

    def _document(
        self, open_text: OpenText, target: Target, earlier: OpenDocument | None
    ) -> OpenDocument | None:
        source = decode(target.shown_as, reader.read(target).data)
        kind = reader.kind_of(target, source.text)
        if kind is None:
            return None
        site = self._sites.view_for(target)
        schema = schema_of(source, target, kind, site)
        document = Document(
            source, kind.dialect, target.settings.limits, schema.spellings(kind.dialect)
        )
        last_good = None if earlier is None else earlier.last_good
        return OpenDocument(
            uri=open_text.uri,
            version=open_text.version,
            source=source,
            target=target,
            kind=kind,
            schema=schema,
            document=document,
            last_good=document if document.problem is None else last_good,
            site=site,
            positions=Positions(source.text, self._encoding),
        )


def _in_one_line(error: Exception) -> str:
    return "; ".join(str(error).split("\n"))


def _this_minute() -> datetime:
    """Return the present time; rules are set up again when it changes, so not for each second."""
    return datetime.now(UTC).replace(second=0, microsecond=0)
