"""Stores entries about the folders of named files, by which a later run may end early."""

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.cache.database import default_folder, prune
from linter.config.files import Configs
from linter.core.atomic_write import write_atomically
from linter.fastpath import entry
from linter.fastpath.entry import MOST_PICTURES, Entry, Key
from linter.fastpath.plan import Plan
from linter.fastpath.prove import Prover
from linter.files import discovery, reader
from linter.files.targets import Target
from linter.lint.plan import rule_table
from linter.lint.proof_plan import HeldTo, proof_plan
from linter.profiles.kind_by_keys import kind_by_keys
from linter.rules.registry import ConfigError, plugin_modules
from linter.run.entry_states import EntryStates, UntrackedError
from linter.run.known_folder import KnownFolder
from linter.run.site_entry import SiteEntry
from linter.run.sites import Sites
from linter.schema.errors import SchemaError
from linter.schema.files import load_with

if TYPE_CHECKING:
    from linter.fastpath.current_facts import NewFact

MOST_ENTRIES = 256


class CleanRun(NamedTuple):
    """A run in which nothing was found or noted."""

    working_folder: str
    cache_folder: Path | None
    force_exclude: bool
    passed: tuple[str, str | None]
    """As in an entry."""


def leave(paths: Iterable[str], run: CleanRun) -> None:
    """Store an entry about the folder of each file, unless one with the same content exists.

    An error means that none is stored.
    """
    files = sorted(os.path.normpath(os.path.join(run.working_folder, path)) for path in paths)  # noqa: PTH118
    if not all(map(_is_plain, files)) or plugin_modules():
        return
    with suppress(OSError):
        cache = run.cache_folder or default_folder()
        for folder, inside in groupby(files, os.path.dirname):
            key = Key.of(run.working_folder, folder, force_exclude=run.force_exclude)
            of_folder = list(inside)
            old = entry.read(str(cache), key)
            if old is not None and old.is_current:
                if _covers(old, of_folder, run) and _has_site(old, key, of_folder, cache):
                    continue
            else:
                old = None
            with suppress(UntrackedError, SchemaError, ConfigError):
                new = _entry(folder, of_folder, run, cache)
                text = (new if old is None else _joined(old, new)).to_json(key)
                write_atomically(cache / key.file_name, text.encode())
                prune(cache, entry.ENTRY_PREFIX, MOST_ENTRIES)


def _is_plain(file: str) -> bool:
    """Whether a file is one, and there is no link in its path."""
    return os.path.realpath(file) == file and os.path.isfile(file)  # noqa: PTH113 - a text


def _covers(old: Entry, files: Iterable[str], run: CleanRun) -> bool:
    """Whether an entry has everything about some files."""
    if run.passed[1] is not None and old.passed[1] is None:
        return False
    for file in files:
        if old.names is not None and os.path.basename(file) not in old.names:  # noqa: PTH119
            return False
        kind = ""
        if old.is_kind_in_text:
            text = Path(file).read_bytes().decode(errors="replace")
            kind = (
                kind_by_keys(text, text.find(entry.CLOSING) + 1, is_named=not run.force_exclude)
                or ""
            )
        if kind not in old.kinds:
            return False
    return True


def _has_site(old: Entry, key: Key, files: list[str], cache: Path) -> bool:
    """Whether an entry has what the proofs of some files need of the site around them."""
    folder = KnownFolder(old, key, str(cache))
    facts: list[NewFact] = []
    for file in files:
        try:
            facts += folder.new_facts(file) or ()
        except LookupError:
            return False
        except (OSError, ValueError):
            continue
    return not folder.may_share(facts, files)


def _joined(old: Entry, new: Entry) -> Entry:
    """Return an entry about the files of two that are both current."""
    if _without_files(old) != _without_files(new):
        return new
    names = None if new.names is None or old.names is None else sorted({*old.names, *new.names})
    plain, colored = new.passed
    passed = [plain, colored or old.passed[1]]
    site = new.site
    if site is not None and old.site is not None:
        pictures = {**old.site.pictures, **site.pictures}
        site = site._replace(pictures=dict(list(pictures.items())[-MOST_PICTURES:]))
    return new._replace(names=names, kinds=old.kinds | new.kinds, site=site, passed=passed)


def _without_files(whole: Entry) -> Entry:
    site = whole.site and whole.site._replace(pictures={})
    return whole._replace(names=None, kinds={}, site=site, passed=[])


def _entry(folder: str, files: list[str], run: CleanRun, cache: Path) -> Entry:
    """Return the entry about some files of one folder.

    Everything is read anew, after its state was taken, so that a change in between shows.

    Raises:
        UntrackedError: there is none.

    """
    states = EntryStates([folder, run.working_folder])
    configs = Configs()
    here = configs.of(Path(run.working_folder))
    found = discovery.find(
        files, Path(run.working_folder), configs, force_exclude=run.force_exclude
    )
    if found.errors or found.notes or len(found.targets) < len(files):
        raise UntrackedError
    if here.output_format not in {None, "full"} or here.baseline is not None:
        raise UntrackedError
    first = found.targets[0]
    if any(_in_common(each) != _in_common(first) for each in found.targets):
        raise UntrackedError
    if run.force_exclude:
        states.check_git(files)
    states.add_target(first)
    for source in here.sources:
        states.add(str(source))
    config, page = first.config, first.other_kind
    is_for_all = not (run.force_exclude or config.collections or config.per_file_ignores)
    sites = Sites()
    site = sites.of(first)
    if (site is None) != (first.site is None):
        raise UntrackedError
    around = None if site is None else SiteEntry(first, site, sites)
    kinds: dict[str, Any] = {}
    for target in found.targets:
        kind, plan = _plan(target, states, has_site=site is not None)
        kinds[kind] = plan
        if around is not None and plan is not None:
            around.add_pictures(target, Prover(plan))
    stored = None
    if around is not None:
        stored = around.stored(configs, Path(run.working_folder), cache, states)
    limits = first.settings.limits
    return Entry(
        states.settled(),
        None if is_for_all else [os.path.basename(file) for file in files],  # noqa: PTH119
        kinds,
        first.kind is None and (page is None or page.profile.has_known_kinds),
        stored,
        limits.max_file_bytes,
        limits.max_front_matter,
        list(run.passed),
    )


def _in_common(target: Target) -> tuple[object, ...]:
    """Return what the files of an entry must share."""
    return target.kind, target.other_kind, target.site, target.settings.timeless


def _plan(target: Target, states: EntryStates, *, has_site: bool) -> tuple[str, Plan | None]:
    """Return the kind of a file, and the plan for it if there can be one.

    Raises:
        UntrackedError: it is of no kind.

    """
    kind = reader.kind_of(target, reader.read_source(target).text)
    if kind is None:
        raise UntrackedError
    root = target.config.site_root
    states.add_schema(kind.schema, root)
    schema = load_with(kind.schema, root, {})
    held_to = HeldTo(schema, kind.profile, kind.dialect, has_site)
    plan = proof_plan(rule_table(target.settings), held_to)
    is_known = target.kind is None and kind != target.other_kind
    is_enough = plan is not None and plan.can_prove and plan.validity is not None
    return kind.schema if is_known else "", plan if is_enough else None
