"""`articlelint init`: a config to start from, and the hook for pre-commit."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linter.cli import pre_commit_config, terminal
from linter.cli.exit_status import CommandError
from linter.cli.notices import site_text
from linter.core.filesystem import read_bytes, reason
from linter.core.messages import printable
from linter.core.paths import real_path
from linter.core.project import DOCUMENTATION

if TYPE_CHECKING:
    from linter.files.targets import Found, Target

_HEADING = """\
# Everything here is optional. What is not set keeps its default; `articlelint schema config` prints
# all keys.
"""

_LINKS = """\
#:schema {documentation}/schemas/config.schema.json
# {documentation}/reference/config/
"""

_PROFILE = """
# How the site's files are found and read.
profile = "{profile}"
"""

_COLLECTIONS = """
# What is linted, and by which schema. `articlelint schema` lists those that are built in; a path
# names one of your own. Without collections, all pages of the site are linted.
# [[collections]]
# name = "posts"
# files = ["content/posts/**/*.md"]
# schema = "schemas/post.json"
"""

_EXCLUDE = '# exclude = ["_drafts/"]'

_RULES = f"""
# Rules that do not run, by code, prefix or name; `articlelint rule` lists them.
# ignore = ["TXT008"]

# Folders and files to leave out, as in .gitignore.
{_EXCLUDE}

# Known findings, which are not reported; `articlelint check --write-baseline known.json` writes
# them.
# baseline = "known.json"
"""

_TABLES = """
# [rules.IMG005]
# severity = "error"

# [per-file-ignores]
# "_archive/**" = ["DAT006"]
"""

_NEXT = """\
Next:
  articlelint check --statistics                 count what each rule finds
  articlelint check                              show every finding
  articlelint check --write-baseline known.json  record present findings as known
  pre-commit install                             lint what each commit changes
"""


@click.command
@click.option("--no-schemas", is_flag=True, help="Infer no schemas, and list no collections.")
def init(*, no_schemas: bool) -> None:
    """Set up this folder: write articlelint.toml with schemas, and add the hook for pre-commit.

    A collection is made of each folder of pages, with the schema that `articlelint infer` writes
    for it. Existing files and hooks are not changed.
    """
    folder = Path.cwd()
    try:
        lines = [
            *_write_config(folder, with_schemas=not no_schemas),
            *_add_hook(_top(folder), folder),
        ]
    except OSError as error:
        place = printable(str(error.filename or folder))
        raise CommandError(f"{place}: {reason(error)}") from None
    terminal.write("".join(f"{line}\n" for line in lines) + _NEXT)


def _write_config(folder: Path, *, with_schemas: bool) -> list[str]:
    """Write a config, unless the folder has one, and return the lines to print.

    Raises:
        OSError: it cannot be written.

    """
    from linter.cli.init_collections import inferred_collections, write_collections
    from linter.config import toml_file
    from linter.config.files import Configs
    from linter.files import discovery
    from linter.files.targets import FoundSite
    from linter.profiles.registry import site_at

    existing = toml_file.file_in(folder)
    if existing is not None:
        return [f"{existing.name} exists already; it was not changed."]
    site = site_at(real_path(folder))
    found = discovery.find((".",), folder, Configs(isolated=True))
    inferred = inferred_collections(found, folder, site) if with_schemas else []
    # A profile at the root would be that of the sites below, too.
    is_alone = all(each.site == site for each in found.sites)
    profile = "plain" if inferred else None
    if site is not None:
        profile = site.profile.name if is_alone else None
    links = "" if DOCUMENTATION is None else _LINKS.format(documentation=DOCUMENTATION)
    head = links + _HEADING + (_PROFILE.format(profile=profile) if profile else "") + _RULES
    if inferred:

        def config(tables: str, excluded: list[str]) -> str:
            own = f"exclude = {json.dumps(excluded, ensure_ascii=False)}"
            return (head.replace(_EXCLUDE, own) if excluded else head) + tables + _TABLES

        shown = write_collections(found, folder, inferred, config)
    else:
        with (folder / toml_file.NAME).open("x", encoding="utf-8", newline="\n") as file:
            file.write(head + _COLLECTIONS + _TABLES)
        shown = _known_collections(found)
    sites = [site_text(each, folder) for each in found.sites]
    if site is not None and not sites:
        sites = [site_text(FoundSite(site, site.content.folders, 0), folder)]
    setting = f" with `profile = {json.dumps(profile)}`" if profile else ""
    rest = "the rest of it is comments" if profile else "everything in it is a comment"
    return [
        *(sites or ["No known site generator: Markdown files with front matter are linted."]),
        *shown,
        f"Wrote {toml_file.NAME}{setting}; {rest}, for you to change.",
    ]


def _known_collections(found: "Found") -> list[str]:
    """Return the lines about collections that have their schema without settings."""
    collections = _collections(found)
    known = ["Collections of a known kind, which need no settings:", *collections]
    return known if collections else []


def _collections(found: "Found") -> list[str]:
    """Return a line for each collection of a known kind: folder, kind, number of files."""
    counts = Counter(map(_collection, found.targets))
    lines = []
    for (place, kind), count in sorted(counts.items()):
        if kind:
            files = "1 file" if count == 1 else f"{count} files"
            lines.append(f"  {printable(place)}: {kind}, {files}")
    return lines


def _collection(target: "Target") -> tuple[str, str]:
    """Return the innermost collection folder of a file, and its kind; `""` for none."""
    from linter.profiles import news_api

    parents = Path(target.shown_as).parent.parts
    ends = range(len(parents), 0, -1)
    kinds = [news_api.of_folders(parents[:end]) for end in range(len(parents) + 1)]
    own = (end for end in ends if kinds[end] != kinds[end - 1])
    place = "/".join(parents[: next(own, 0)]) or "this folder"
    return place, target.kind.schema if target.kind else ""


def _top(folder: Path) -> Path:
    """Return the top folder of the git repository around a folder; without one, the folder."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def _add_hook(top: Path, folder: Path) -> list[str]:
    """Add the hook to the repository's `.pre-commit-config.yaml`, and return the lines to print.

    Raises:
        OSError: the file cannot be read or written.

    """
    from linter.cli import pre_commit_repo
    from linter.fix.file_writer import replace_file
    from linter.frontmatter.source import decode

    hook = pre_commit_repo.find_source()
    path = top / pre_commit_config.NAME
    # The top is a parent of the folder.
    above = len(folder.relative_to(top).parts)
    shown = "../" * above + pre_commit_config.NAME
    try:
        source = decode(shown, read_bytes(path))
    except FileNotFoundError:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(pre_commit_config.new_config(hook))
        return [f"Wrote {shown} with the hook.", hook.description()]
    unclear = pre_commit_config.Unchanged.UNCLEAR
    after = unclear if source.bad_byte else pre_commit_config.with_hook(source.text, hook)
    if after is pre_commit_config.Unchanged.HAS_HOOK:
        return [f"{shown} has the hook already; it was not changed."]
    if isinstance(after, pre_commit_config.Unchanged):
        heading = f"{shown} was not changed; add this under its `repos`:"
        lines = pre_commit_config.new_config(hook).splitlines()[1:]
        return [hook.description(), heading, *lines]
    replace_file(path, source, after)
    return [f"Added the hook to {shown}.", hook.description()]
