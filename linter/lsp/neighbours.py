"""The files of the site around an open text, as they are in the editor or else on the disk."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from lsprotocol.types import Location

from linter.core.filesystem import read_bytes
from linter.lsp.open_document import OpenDocument
from linter.lsp.session import Session
from linter.lsp.workspace_folder import FailureError, WorkspaceFolder
from linter.rules.shared.fact_keys import fact_key

if TYPE_CHECKING:
    from linter.lsp.open_site import OpenSite

# The rule whose facts are the pages that files are about.
_PAGES = "DUP001"


class Neighbours:
    """Finds files of one site by what they hold; paths are those that diagnostics show."""

    def __init__(self, session: Session, opened: OpenDocument) -> None:
        """Take an open text of the site."""
        self._session = session
        self._folder: WorkspaceFolder | None = session.folder(opened.uri)
        self._site: OpenSite | None = None
        if self._folder is not None:
            with suppress(FailureError):
                self._site = self._folder.site_of(opened.target)
        self._open = {
            each.source.path: each
            for each in session.documents
            if session.folder(each.uri) is self._folder
        }

    @property
    def paths(self) -> list[str]:
        """The files of the site, sorted."""
        return [] if self._site is None else sorted(self._site.facts.paths)

    def about(self, page: str) -> list[Location]:
        """Return where the files that are about a page link to it; the key is by `page_key`."""
        if self._site is None or self._folder is None:
            return []
        found = []
        for place in self._site.facts.places(_PAGES, fact_key(page)):
            file = self._session.other(self._folder, place.path)
            if file is not None:
                found.append(Location(file.uri, file.positions.range(place.span)))
        return found

    def with_any(self, path: str, needles: Iterable[bytes]) -> OpenDocument | None:
        """Return a file if it is open, or has one of some texts; None for others."""
        if path in self._open or self._folder is None:
            return self._open.get(path)
        try:
            data = read_bytes(self._folder.path / path)
            return self._folder.from_disk(path) if any(map(data.__contains__, needles)) else None
        except (FailureError, OSError):
            return None
