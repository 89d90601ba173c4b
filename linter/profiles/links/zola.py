"""Links of Zola: `static`, files beside pages, and `@/…` for pages by their files."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import table, tables
from linter.profiles.links.front_matter import ANY, files_of, listed
from linter.profiles.links.generator_links import GeneratorLinks
from linter.site.documents import text
from linter.site.files import joined_path
from linter.site.links import Places, beside, inside, parent_of
from linter.site.pages import Pages

_CONTENT = "content"
_INTERNAL = "@/"
_DATE = lazy_pattern(r"\d{4}-\d{2}-\d{2}(?:T[\d:Zz+-]+)?[-_](?=.)")


class Links(GeneratorLinks):
    """How the links of Zola are resolved."""

    page_keys = ("aliases", "path", "slug")

    def is_file(self, address: str) -> bool:
        """Whether an address names the file of a page, or is one of another file."""
        return address.startswith(_INTERNAL) or super().is_file(address)

    def published(self, path: str) -> Places | None:
        """Return a file of `static`, of the theme, or beside a page."""
        theme = text(self.site.settings.get("theme"))
        folders = [self.config.files_folder, _CONTENT]
        folders += [f"themes/{theme}/static"] if theme else []
        # Templates write resized pictures there.
        is_certain = not path.startswith("processed_images/")
        return Places(tuple(inside(folder, path) for folder in folders), is_certain)

    def relative(self, path: str, page: str) -> Places | None:
        """Return a page by its file; a file beside the page only if it is there."""
        if path.startswith(_INTERNAL):
            return Places((inside(_CONTENT, path.removeprefix(_INTERNAL)),))
        paths = (beside(page, path), inside(self.config.files_folder, path))
        return Places(paths, is_certain=False)

    def templates(self, key: str, value: str) -> tuple[str, ...]:
        """Return the template of that name, the site's own first."""
        theme = text(self.site.settings.get("theme"))
        folders = ["templates", *([f"themes/{theme}/templates"] if theme else [])]
        is_template = key in {"template", "page_template"}
        return tuple(inside(folder, value) for folder in folders) if is_template else ()

    def pages(self) -> Pages | None:
        """Return the addresses of all pages; taxonomies and other languages have more."""
        config = self.site.settings
        names = [text(each.get("name")) for each in tables(config.get("taxonomies"))]
        others = [re.compile(rf"(?:.*/)?{re.escape(name)}(?:/.*)?") for name in names if name]
        files = files_of(self.root, self.site.content)
        addresses = [("", "")]
        for path, values in self.page_reader.read(files):
            if values is None:
                others.append(ANY)
            else:
                addresses += ((each, path) for each in _addresses(path, values))
        languages = tuple(table(config.get("languages")))
        addresses += [
            (f"{language}/{each}", path) for language in languages for each, path in addresses
        ]
        return Pages(addresses, others)


def _addresses(path: str, values: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses of a page, by its file and its front matter."""
    yield from (alias.lstrip("/") for alias in listed(values.get("aliases")))
    own = text(values.get("path"))
    if own:
        yield own.lstrip("/")
        return
    inner = PurePosixPath(path).relative_to(_CONTENT)
    folder, name = parent_of(inner.as_posix()), inner.name.split(".")[0]
    if name == "index":
        folder, _, name = folder.rpartition("/")
    slug = text(values.get("slug"))
    names = [slug] if slug else [name, _DATE.sub("", name)]
    for each in [""] if name == "_index" else names:
        yield joined_path(folder, each)
        yield joined_path(folder, each.lower().replace(" ", "-").replace("_", "-"))
