"""The collections that `articlelint init` writes: sections of a site with inferred schemas."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.cli.inference_output import file_name
from linter.core.messages import plural, printable

if TYPE_CHECKING:
    from linter.files.targets import Found, Target
    from linter.profiles.profile import SiteRoot

_FOLDER = "schemas"
_LEAST_PAGES = 10
"""From how many pages on a site has collections."""

_HEADING = """
# What is linted, and by which schema: inferred from the files, and yours to change.
# `articlelint infer --update` widens a schema, and `articlelint impact` shows what a change does.
"""

_TABLE = """\
[[collections]]
name = {name}
files = {files}
schema = {schema}
"""


class InferredCollection(NamedTuple):
    """A collection to write: its name, globs and schema, and the pages that it is to have."""

    name: str
    globs: tuple[str, ...]
    schema: dict[str, Any]
    targets: "tuple[Target, ...]"

    @property
    def file(self) -> str:
        """The file of its schema, relative to the config."""
        return f"{_FOLDER}/{file_name(self.name)}"

    @property
    def table(self) -> str:
        """Its table in the config."""
        files = "[" + ", ".join(map(_quoted, self.globs)) + "]"
        return _TABLE.format(name=_quoted(self.name), files=files, schema=_quoted(self.file))


def _quoted(text: str) -> str:
    # JSON's text is TOML's, too.
    return json.dumps(text, ensure_ascii=False)


def inferred_collections(
    found: "Found", folder: Path, site: "SiteRoot | None"
) -> list[InferredCollection]:
    """Return a collection for each section of the site in a folder, with an inferred schema.

    There are none for few pages, for files of known kinds, which need no settings, and where a
    folder below is the root of a site: its own config has its collections.
    """
    from linter.inference.infer import infer
    from linter.inference.scan import collect
    from linter.inference.sections import sections_of
    from linter.profiles.plain import PROFILE as PLAIN
    from linter.profiles.profile import SiteRoot

    top = site or SiteRoot(str(folder.resolve()), PLAIN)
    groups = [each for each in collect(found.targets) if each.targets]
    places = [(each.root or top.path, each.kind.profile) for each in groups]
    if places != [(top.path, top.profile)] or len(groups[0].targets) < _LEAST_PAGES:
        return []
    return [
        InferredCollection(section.name, section.globs, inference.schema, inference.targets)
        for section in sections_of(top, groups[0].targets)
        for inference in infer(section.targets)
    ]


def write_collections(
    found: "Found",
    folder: Path,
    collections: list[InferredCollection],
    config: Callable[[str, list[str]], str],
) -> list[str]:
    """Write the schemas, and the config that has them; return the lines to print.

    `config` returns the text of the config with the tables of collections, and what it excludes:
    files that the globs match but that are no pages, which `found` has.

    Raises:
        OSError: a file cannot be written.

    """
    from linter.config import toml_file
    from linter.inference.schema_text import schema_text

    lines = ["Collections, each with a schema inferred from its files:"]
    (folder / _FOLDER).mkdir(exist_ok=True)
    for each in collections:
        place, files = folder / each.file, plural(len(each.targets), "file")
        if place.exists():
            lines.append(f"  {printable(each.name)}: {files}; {each.file} was not changed")
            continue
        place.write_text(schema_text(each.schema), encoding="utf-8", newline="\n")
        lines.append(f"  {printable(each.name)}: {files}, {each.file}")
    path = folder / toml_file.NAME
    tables = _HEADING + "\n".join(each.table for each in collections)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(config(tables, []))
    excluded = _excluded(found, folder, collections)
    if excluded:
        path.write_text(config(tables, excluded), encoding="utf-8", newline="\n")
    return lines


def _excluded(found: "Found", folder: Path, collections: list[InferredCollection]) -> list[str]:
    """Return globs of the files that are no pages, but would be linted or fail by the config."""
    from linter.config.files import Configs
    from linter.files import discovery
    from linter.inference.scan import collect
    from linter.inference.sections import exclusion

    matched = discovery.find((".",), folder, Configs())
    pages = {target.shown_as for each in collections for target in each.targets}
    unknown = collect(target for target in matched.targets if target.shown_as not in pages)
    unread = {path for group in unknown for path in group.unread}
    own = collect(target for target in found.targets if target.shown_as in unread)
    others = {target.shown_as for group in unknown for target in group.targets}
    others |= unread.difference(*(group.unread for group in own))
    others |= {error.path for error in matched.errors} - pages
    return sorted({exclusion(path, pages) for path in others})
