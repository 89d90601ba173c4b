"""One site, and the view that one file has of it."""

from functools import cached_property
from pathlib import Path

from linter.site.addresses import local_path
from linter.site.config import SiteConfig
from linter.site.files import SiteFiles, Unresolved
from linter.site.index import SiteIndex, index_fingerprint, read_index
from linter.web.image import ImageProblem, ImageSize


class Site:
    """A site, read as far as it is needed and each part once.

    Cached results hold as long as the site is the same: `fingerprint` stands for what the results
    of all its files depend on, and the `dependencies` of a view for what one result depends on.
    """

    def __init__(self, root: Path, config: SiteConfig) -> None:
        """Take the site's root folder and its settings."""
        self.root = root
        self.config = config
        self._files = SiteFiles(root, config.files_folder)
        self._pictures: dict[str, ImageSize | ImageProblem | Unresolved] = {}
        self._signatures: dict[str, str] = {}

    def __reduce__(self) -> tuple[type["Site"], tuple[Path, SiteConfig]]:
        """Pickle the settings alone: what else is read is read again in each process."""
        return Site, (self.root, self.config)

    def view(self) -> "SiteView":
        """Return a new view, for linting one file."""
        return SiteView(self)

    @cached_property
    def fingerprint(self) -> bytes:
        """Sixteen bytes that stand for the settings and for what the index is read from."""
        return index_fingerprint(self.root, self.config)

    @cached_property
    def index(self) -> SiteIndex:
        """What other files of the site can refer to."""
        return read_index(self.root, self.config)

    def picture(self, relative: str) -> ImageSize | ImageProblem | Unresolved:
        """Return the size of a picture, or why there is none; the path is as in `SiteFiles`."""
        # XML and other parsers are imported for sites with pictures alone.
        from linter.web.image_size import read_image_size

        if relative not in self._pictures:
            path = self._files.resolve(relative)
            self._pictures[relative] = (
                path if isinstance(path, Unresolved) else read_image_size(path)
            )
        return self._pictures[relative]

    def signature(self, relative: str) -> str:
        """Return a text that changes when `picture` may return something else."""
        if relative not in self._signatures:
            self._signatures[relative] = self._files.signature(relative)
        return self._signatures[relative]


class SiteView:
    """A site as the rules see it that check one file; it records what their findings depend on."""

    def __init__(self, site: Site) -> None:
        """Start without dependencies."""
        self._site = site
        self.dependencies: dict[str, str] = {}
        """The signatures of the pictures that were looked at, by their paths."""

    @property
    def index(self) -> SiteIndex:
        """What other files of the site can refer to."""
        return self._site.index

    def published_path(self, address: str) -> str | None:
        """Return where an address of this site lies in it.

        None for an address elsewhere, and for a file that the site's settings exclude: whatever
        publishes it there is not in the site.
        """
        path = local_path(address, self._site.config)
        return None if path is None or self._site.config.excludes(path) else path

    def picture(self, relative: str) -> ImageSize | ImageProblem | Unresolved:
        """Return the size of a picture of this site, or why there is none."""
        # The signature is taken first, so that a write in between shows as a change.
        self.dependencies[relative] = self._site.signature(relative)
        return self._site.picture(relative)
