"""Rows of the cache that hold for files as they are now.

A row is cached with all that it depends on: the file's bytes, the code, the settings, the schema,
what the site states for all of its files, and the files of the site that were looked at.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, groupby, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.cache.key import code_fingerprint, context_of, own_digest
from linter.cache.rows import Row
from linter.cache.store import ROWS_AT_ONCE, Cache
from linter.config.settings import Kind
from linter.core.digests import digest, digest_of_parts
from linter.core.filesystem import Stamp
from linter.fastpath.state import package_states
from linter.files import reader
from linter.files.targets import Target, identity
from linter.run.sites import Sites
from linter.schema.builtin import is_file

if TYPE_CHECKING:
    from linter.site.site import Site

# The context of the digest of our code, whose path is one of the states of its files.
_OF_CODE = b"code"


class Content(NamedTuple):
    """The bytes of a file; None where it was not read."""

    data: bytes | None


class CachedRows:
    """The rows that the files of a run have in the cache."""

    def __init__(self, cache: Cache) -> None:
        """Take the store, which is opened when first used."""
        self.sites = Sites()
        self._cache = cache
        self._contexts: dict[tuple[int, ...], tuple[Target, bytes]] = {}
        self._unchanged: dict[tuple[Site | None, str], bool] = {}

    @property
    def warning(self) -> str | None:
        """Why the store is not used; None if it is."""
        return self._cache.warning

    @property
    def folder(self) -> Path:
        """Where the cache lies.

        Raises:
            OSError: the user has no home folder.

        """
        return self._cache.folder

    def close(self) -> None:
        """Write what is still to be written."""
        self._cache.close()

    def current_rows(
        self, targets: Iterable[Target]
    ) -> Iterator[tuple[Target, bytes | None, Row | None]]:
        """Yield each file with its context, and its row if that is of the file as it is now.

        A file whose stamp is that of its row is not read, whatever was found in it.
        """
        for target, context, row in self._rows(targets):
            if context is None or row is None:
                yield target, context, None
            else:
                content = self._content(target, context, row, reads=False)
                yield target, context, None if content is None else row

    def _rows(self, targets: Iterable[Target]) -> Iterator[tuple[Target, bytes | None, Row | None]]:
        """Yield each file with its context and its row; None without them."""
        waiting = iter(targets)
        while chunk := list(islice(waiting, ROWS_AT_ONCE)):
            for context, some in groupby(chunk, self.context):
                of_context = list(some)
                if context is None:
                    yield from ((target, None, None) for target in of_context)
                    continue
                rows = self._cache.get_all(context, [_key(target) for target in of_context])
                yield from zip(of_context, repeat(context), rows)

    def _content(self, target: Target, context: bytes, row: Row, *, reads: bool) -> Content | None:
        """Return the file's content if a row is that of the file as it is now.

        The file is read if its stamp has changed, or with `reads`.
        """
        if row.needs and not self.are_unchanged(row.needs, target):
            return None
        try:
            stamp = target.stamp or Stamp.of(target.path.stat())
            is_same, data = row.stamp == stamp, None
            if reads or not is_same:
                content = reader.read(target)
                data, stamp = content.data, content.stamp or stamp
        except OSError:
            return None
        # Bytes are compared wherever they are at hand: a stamp can fail to change with them.
        if data is not None and digest(data) != row.digest:
            return None
        if not is_same:
            self._cache.put(context, _key(target), row._replace(stamp=stamp))
        return Content(data)

    def put_row(self, target: Target, row: Row) -> None:
        """Cache the row of a file; a text that is no file's has none."""
        context = self.context(target)
        if context is not None:
            self._cache.put(context, _key(target), row)

    def context(self, target: Target) -> bytes | None:
        """Return the context of a file's row; None for a text that is no file's."""
        if target.url is not None or target.text is not None:
            return None
        # Files of one folder share these objects; hashing them takes ten times as long.
        key = (
            target.named,
            id(target.kind),
            id(target.other_kind),
            id(target.config),
            id(target.settings),
            id(target.site),
        )
        if key not in self._contexts:
            # The target is kept, so that no other object gets the identity of one of its own.
            context = _made_context(target, self.sites.of(target), self._code)
            self._contexts[key] = target, digest(context)
        return self._contexts[key][1]

    @cached_property
    def _code(self) -> bytes:
        """The fingerprint of the code; our own is read only if a file of it has changed."""
        states = package_states()
        name = digest_of_parts(states).hex()
        row = self._cache.get(_OF_CODE, name)
        # Files that were too young have a stamp that no file has.
        if row is None or row.stamp.mtime_ns < 0:
            times = [state[1:3] for _, state in states if isinstance(state, list)]
            stamp = Stamp(0, max(chain.from_iterable(times), default=0))
            row = Row(stamp, own_digest(), "", "", "")
            self._cache.put(_OF_CODE, name, row)
        return code_fingerprint(row.digest)

    def are_unchanged(self, dependencies: str, target: Target) -> bool:
        """Whether the files that a row depends on are as they were."""
        from linter.site.view import depends_on_place

        site = self.sites.of(target)
        # Many files of a site depend on the same few pictures.
        key = site, dependencies
        known = self._unchanged.get(key)
        if known is not None:
            return known
        is_unchanged = self.sites.are_unchanged(dependencies, target)
        if site is not None and not depends_on_place(dependencies):
            self._unchanged[key] = is_unchanged
        return is_unchanged


def _made_context(target: Target, site: "Site | None", code: bytes) -> bytes:
    kinds = target.kind, target.other_kind
    schema = None
    if target.kind is not None:
        # The code stands for the built-in schemas, too.
        if is_file(target.kind.schema):
            from linter.schema.files import load

            schema = load(target.kind.schema, target.config.site_root)
    elif target.config.dialect is not None:
        # The text decides which of the built-in kinds it is.
        kinds = Kind("", target.config.dialect), target.other_kind
    return context_of(kinds, target.named, target.settings, schema, site, code)


def _key(target: Target) -> str:
    # The paths of a walk are free of links.
    return identity(target.path) if target.named else target.location
