"""What has changed in a git repository, from git itself.

Git inherits the environment: in a hook, `GIT_INDEX_FILE` and its like select the index. A renamed
file counts by its new name.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from linter.core.paths import real_path
from linter.files import git
from linter.files.git import blobs, run
from linter.files.targets import Target, identity

# Whatever the user's settings are: paths from the repository's root, no external programs, a rename
# as a deletion and an addition.
_DIFF = (
    *("diff", "-z", "--no-relative", "--no-renames", "--no-ext-diff", "--no-textconv"),
    "--ignore-submodules=all",
)
_STAGED_DIFFERS = "what is staged differs from the file; stage or stash the rest"

_NOT_GONE = "--diff-filter=ACMRTU"

# How the mode of a file begins in the index, in octal digits; that of a link does not.
_FILE = "100"


class Staged(NamedTuple):
    """The files that a commit would add or change.

    `paths` are absolute, and the folders in them are free of links. `objects` names the object with
    the text of each file that is missing on the disk or has another text there. Where git converts
    line ends or filters a file, equal is what git takes for equal.
    """

    paths: frozenset[str]
    objects: Mapping[str, str]


def since(revision: str, folder: Path) -> frozenset[str]:
    """Return the files of the working tree that differ from the merge base of a revision and HEAD.

    A change counts whether or not it is committed or staged. So do files that git does not track,
    unless it ignores them.

    Returns:
        Absolute paths; the folders in them are free of links.

    Raises:
        GitError: there is no git, no repository around the folder, no such revision, or no merge
            base.

    """
    root = _root(folder)
    base = _merge_base(revision, folder)
    known = run(folder, *_DIFF, "--name-only", _NOT_GONE, base, "--")
    others = ("ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/")
    new = run(folder, *others, timeout=git.PATIENCE)
    return frozenset(_absolute(root, name) for name in _split(known + new))


def staged(folder: Path) -> Staged:
    """Return the files that a commit would add or change; before the first one, all in the index.

    Raises:
        GitError: there is no git, or no repository around the folder.

    """
    root = _root(folder)
    fields = _split(run(folder, *_DIFF, "--raw", "--no-abbrev", _NOT_GONE, "--cached", "--"))
    # `:old-mode new-mode old-object new-object status`, then the path.
    entries = {
        _absolute(root, path): os.fsdecode(entry).split()
        for entry, path in zip(fields[::2], fields[1::2], strict=True)
    }
    differing = _differing(root, folder) if entries else frozenset()
    objects = {
        path: entry[3]
        for path, entry in entries.items()
        if path in differing and entry[1].startswith(_FILE)
    }
    # Of a conflict nothing is staged: the file on the disk counts. A link has no text.
    gone = {
        path
        for path, entry in entries.items()
        if path in differing and path not in objects and entry[4] != "U"
    }
    return Staged(frozenset(entries) - gone, objects)


def with_texts(targets: Iterable[Target], changed: Staged, folder: Path) -> list[Target]:
    """Return targets with the staged text, where the disk has another one or none.

    Raises:
        GitError: git cannot read the text.

    """
    every = list(targets)
    keys = [changed.objects.get(identity(each.path)) for each in every]
    wanted = [key for key in keys if key is not None]
    if not wanted:
        return every
    most = max(each.settings.limits.max_file_bytes for each in every)
    texts = blobs(folder, wanted, most)
    return [
        each
        if key is None
        else each._replace(text=next(texts), packed_stamp=None, not_fixed_because=_STAGED_DIFFERS)
        for each, key in zip(every, keys, strict=True)
    ]


def _differing(root: str, folder: Path) -> frozenset[str]:
    """Return the files that differ between index and disk, and those that git does not compare."""
    differing = _split(run(folder, *_DIFF, "--name-only", "--"))
    # A tag and a space precede each path: `S` and small letters mark files that git assumes equal.
    tagged = _split(run(folder, "ls-files", "-z", "-v", "--full-name", ":/"))
    unseen = (entry[2:] for entry in tagged if entry[:1] == b"S" or entry[:1].islower())
    return frozenset(_absolute(root, name) for name in (*differing, *unseen))


def _root(folder: Path) -> str:
    """Return the root of the working tree around a folder, free of links."""
    root = run(folder, "rev-parse", "--show-toplevel")
    return real_path(os.fsdecode(root.removesuffix(b"\n")))


def _merge_base(revision: str, folder: Path) -> str:
    """Return the commit at which the histories of a revision and of HEAD diverge."""
    name = f"{revision}^{{commit}}"
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    commit = run(folder, *verify, otherwise=f"git knows no revision `{revision}`").strip()
    nothing_shared = f"`{revision}` and HEAD have no commit in common; is the history complete?"
    base = run(folder, "merge-base", commit.decode(), "HEAD", otherwise=nothing_shared)
    return base.strip().decode()


def _split(output: bytes) -> list[bytes]:
    return output.split(b"\0")[:-1]


def _absolute(root: str, name: bytes) -> str:
    return f"{root.rstrip('/')}/{os.fsdecode(name)}"
