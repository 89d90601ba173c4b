"""The sections of a site as they are on the disk: which pages belong together, by their folders."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from linter.files.targets import Target
from linter.profiles.profile import Content, SiteRoot

_LEAST_PAGES = 10
"""How many pages make a section of a folder; those of smaller ones are with the rest."""

_REST = ("pages", "other-pages")
"""What the rest of the pages is called; the second if a folder has the first name."""

_LANGUAGE = re.compile("_?[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_GLOB_SIGNS = re.compile(r"[]\[*?!#{},\\]")


class Section(NamedTuple):
    """Pages that belong together: a name, the globs of their files, and the pages."""

    name: str
    globs: tuple[str, ...]
    targets: tuple[Target, ...]


class _Place(NamedTuple):
    """A section that a page may belong to: its name, and a glob of its files up to the suffix."""

    name: str
    glob: str


_NOWHERE = _Place("", "")
_LISTS = _Place("section-pages", "**/_index")
"""The pages of Hugo and Zola that stand for a folder; they have other keys than those in it."""


def sections_of(site: SiteRoot, pages: Iterable[Target]) -> list[Section]:
    """Return the sections of the pages of a site, by name, with the rest of the pages at the end.

    A section has the pages of one folder of content, those of all languages together. The first
    section whose globs match a file has it.
    """
    found: dict[_Place, list[Target]] = {}
    for target in pages:
        relative = PurePosixPath(target.location[len(site.path) :].lstrip("/"))
        found.setdefault(_place(relative, site.content), []).append(target)
    rest = found.pop(_NOWHERE, [])
    # Of folders with one name, that with the most pages has it.
    largest: dict[str, _Place] = {}
    for place in sorted(found, key=lambda each: (len(found[each]), each)):
        largest[place.name] = place
    for place in list(found):
        is_small = len(found[place]) < _LEAST_PAGES and place != _LISTS
        if is_small or largest[place.name] != place:
            rest += found.pop(place)
    sections = [
        Section(place.name, (_glob(place.glob, inside),), tuple(inside))
        # What is anywhere, such as `_posts`, may be inside a folder that is a section, too.
        for place, inside in sorted(
            found.items(), key=lambda item: (not item[0].glob.startswith("**/"), item)
        )
    ]
    rest_name = next(each for each in _REST if each not in {section.name for section in sections})
    folders = [f"{each}/**/*" if each else "**/*" for each in site.content.folders]
    globs = tuple(_glob(each, rest) for each in folders) if rest else ()
    return [*sections, Section(rest_name, globs, tuple(rest))] if rest else sections


def _place(page: PurePosixPath, content: Content) -> _Place:
    """Return the section of a page, by its path below the root of the site.

    In Jekyll that is the innermost folder whose name starts with `_`, such as `_posts`. Elsewhere
    it is the first folder below the folder of content and those of languages; of several folders of
    content, each is one unless it is divided.
    """
    if page.stem == "_index":
        return _LISTS
    inside = [each for each in page.parent.parts if each.startswith("_")]
    if inside and not _LANGUAGE.fullmatch(inside[-1]):
        return _named(inside[-1].lstrip("_"), f"**/{inside[-1]}/**/*")
    around = [each for each in content.folders if each and page.is_relative_to(each)]
    base = around[0] if around else ""
    below = page.relative_to(base).parent.parts
    depth = next((at for at, each in enumerate(below) if not _LANGUAGE.fullmatch(each)), None)
    if len(content.folders) > 1 and base not in content.divided:
        return _named(PurePosixPath(base).name, f"{base}/**/*")
    if depth is None:
        return _NOWHERE
    top = f"{base}/" if base else ""
    return _named(below[depth], f"{top}{'*/' * depth}{below[depth]}/**/*")


def _named(name: str, glob: str) -> _Place:
    """Return a place; none for a folder whose name has a sign of globs."""
    return _NOWHERE if _GLOB_SIGNS.search(name) else _Place(name, glob)


def _glob(start: str, targets: Iterable[Target]) -> str:
    """Return a glob for the suffixes that files have; `start` is the glob up to the suffix."""
    suffixes = sorted({PurePosixPath(target.location).suffix[1:] for target in targets})
    names = suffixes[0] if len(suffixes) == 1 else f"{{{','.join(suffixes)}}}"
    return f"{start}.{names}"


def exclusion(path: str, pages: Iterable[str]) -> str:
    """Return a glob that excludes a file, with the outermost folder around it without pages.

    All paths are relative to the root of the site.
    """
    around = {str(folder) for page in pages for folder in PurePosixPath(page).parents}
    folders = [str(each) for each in reversed(PurePosixPath(path).parents)]
    free = next((f"{each}/" for each in folders if each not in around), path)
    return "/" + _GLOB_SIGNS.sub(r"\\\g<0>", free)
