"""Results of earlier runs: what is known of a file that has not changed since.

A result is kept with all that it depends on: the file's bytes, the code, the settings, the schema,
what the site says to all of its files, and the pictures that were looked at. What may change as
time goes by is not kept.
"""

import json

from linter.cache.codec import decode as decode_result
from linter.cache.codec import encode as encode_result
from linter.cache.key import context_of
from linter.cache.store import Cache, Row
from linter.config.settings import Kind
from linter.core.filesystem import Stamp
from linter.files.discovery import Target, identity
from linter.frontmatter.source import decode, digest
from linter.run.file_job import NOT_AN_ARTICLE, Done, read_target
from linter.run.sites import Sites
from linter.schema.files import load
from linter.site.site import Site

_NO_ARTICLE = "null"


class Kept:
    """The cache, asked and filled by the files of one run."""

    def __init__(self, cache: Cache) -> None:
        """Take the store; it is opened when first asked."""
        self.sites = Sites()
        self._cache = cache

    @property
    def trouble(self) -> str | None:
        """Why the store is not used; None if all is well."""
        return self._cache.trouble

    def close(self) -> None:
        """Write what is still to be written."""
        self._cache.close()

    def look_up(self, target: Target) -> Done | None:
        """Return what is known of a file as it is now; None where that is nothing."""
        if target.url is not None or target.text is not None:
            return None
        site = self._site(target)
        context = _context(target, site)
        row = self._cache.get(context, _key(target))
        if row is None or not _has_what_it_needs(row, site):
            return None
        try:
            stamp = target.stamp or Stamp.of(target.path.stat())
            is_same, data = row.stamp == stamp, None
            if not is_same or row.outcome not in {"", _NO_ARTICLE}:
                now, data = read_target(target)
                stamp = now or stamp
        except OSError:
            return None
        # The bytes at hand are better than any stamp, also than one that says nothing has changed.
        if data is not None and digest(data) != row.digest:
            return None
        if not is_same:
            self._cache.put(context, _key(target), row._replace(stamp=stamp))
        return _outcome(target, row, data)

    def keep(self, target: Target, done: Done) -> None:
        """Remember what came of a file, if that lasts."""
        if done.read is None:
            return
        if not done.is_article:
            outcome: str | None = _NO_ARTICLE
        else:
            outcome = "" if done.result is None else encode_result(done.result)
        if outcome is not None:
            row = Row(done.read.stamp, done.read.digest, done.needs, outcome, done.facts)
            self._cache.put(_context(target, self._site(target)), _key(target), row)

    def _site(self, target: Target) -> Site | None:
        return self.sites.of(target)


def _context(target: Target, site: Site | None) -> bytes:
    if target.kind is None:
        # The text will tell which of the built-in kinds it is.
        kind = Kind("", target.config.dialect)
        return context_of(kind, target.named, target.settings, None, site)
    schema = load(target.kind.schema, target.config.site_root)
    return context_of(target.kind, target.named, target.settings, schema, site)


def _key(target: Target) -> str:
    # What a walk finds has a path without links already.
    return identity(target.path) if target.named else target.location


def _has_what_it_needs(row: Row, site: Site | None) -> bool:
    """Whether the pictures that a result depends on are as they were."""
    if not row.needs:
        return True
    try:
        needs = json.loads(row.needs)
        return site is not None and all(
            site.signature(path) == signature for path, signature in needs.items()
        )
    except (ValueError, AttributeError, TypeError, RecursionError, OSError):
        # Whatever the text is, it is none of ours.
        return False


def _outcome(target: Target, row: Row, data: bytes | None) -> Done | None:
    if row.outcome == _NO_ARTICLE:
        return NOT_AN_ARTICLE
    if not row.outcome or data is None:
        return Done(is_article=True, facts=row.facts)
    result = decode_result(row.outcome, decode(target.shown_as, data))
    return None if result is None else Done(is_article=True, result=result, facts=row.facts)
