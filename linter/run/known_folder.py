"""Proves files of a folder clean by the folder's entry alone, before anything heavy is imported.

Modules that take long to import are not imported here, nor by what is imported here. What only
files of a site need is imported for these.
"""

import os
import time
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from linter.core.filesystem import read_bytes
from linter.fastpath import entry
from linter.fastpath.entry import Entry, Key
from linter.fastpath.plan import Plan
from linter.fastpath.prove import Proof, Prover
from linter.fastpath.validity import Condition, is_valid
from linter.profiles.kind_by_keys import kind_by_keys

if TYPE_CHECKING:
    from linter.fastpath.current_facts import CurrentFacts, NewFact
    from linter.fastpath.known_site import KnownSite
    from linter.site.view import SiteView

# Of data files the suffix decides on how they are read.
_DATA = (".yaml", ".yml", ".json", ".toml")

# A file may name its schema itself.
_SCHEMA_CHOICE = "$schema"


class KnownFolder:
    """A folder whose entry is current: nothing that it depends on has changed."""

    def __init__(self, known: Entry, key: Key, cache_folder: str) -> None:
        """Take the entry, its key, and the folder that holds it."""
        self.entry = known
        self._cache_folder = cache_folder
        self._prefix = f"{key.working_folder.rstrip(os.sep)}{os.sep}"
        self._is_named = not key.force_exclude
        self._provers: dict[str, tuple[Prover, list[Condition]]] = {}
        self._now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

    def new_facts(self, file: str) -> "list[NewFact] | None":
        """Return the facts of a file that is clean by itself; None where that is uncertain.

        Raises:
            LookupError: only the site is uncertain.
            OSError, ValueError: the file cannot be read.

        """
        proof = self._proof(file)
        if proof is None or not proof.facts:
            return None if proof is None else []
        from linter.fastpath.current_facts import NewFact

        return [NewFact(file, fact.code, fact.parts.key, fact.parts.needle) for fact in proof.facts]

    def _proof(self, file: str) -> Proof | None:
        name = os.path.basename(file)  # noqa: PTH119
        if name.lower().endswith(_DATA):
            return None
        if self.entry.names is not None and name not in self.entry.names:
            return None
        data = read_bytes(file, max_bytes=self.entry.max_file_bytes)
        # Every byte of the text must be UTF-8, and its front matter decides on its kind.
        text = data.decode()
        if _SCHEMA_CHOICE in text:
            return None
        known = self._prover(self._kind(text[: text.index(entry.CLOSING) + 1]))
        if known is None:
            return None
        prover, conditions = known
        proof = prover.prove(
            data,
            file.removeprefix(self._prefix).replace(os.sep, "/"),
            now=self._now,
            max_characters=self.entry.max_front_matter,
            accepts=lambda values: is_valid(conditions, values),
            site=cast("SiteView | None", self._site),
        )
        return proof if isinstance(proof, Proof) else None

    def _kind(self, front_matter: str) -> str:
        if not self.entry.is_kind_in_text:
            return ""
        return kind_by_keys(front_matter, len(front_matter), is_named=self._is_named) or ""

    def _prover(self, kind: str) -> tuple[Prover, list[Condition]] | None:
        if kind not in self._provers:
            known = self.entry.kinds.get(kind)
            if known is None:
                return None
            plan = Plan.of(known)
            self._provers[kind] = Prover(plan), plan.validity or []
        return self._provers[kind]

    @cached_property
    def _site(self) -> "KnownSite | None":
        if self.entry.site is None:
            return None
        from linter.fastpath.known_site import KnownSite

        return KnownSite(self.entry.site, lambda: self.facts)

    @property
    def index_name(self) -> str | None:
        """The name of the file with the index of the site's facts, if there is one."""
        return None if self.entry.site is None else self.entry.site.facts

    @cached_property
    def facts(self) -> "CurrentFacts | None":
        """The facts of the files of the site; None where they are not known."""
        site = self.entry.site
        if site is None or self.index_name is None:
            return None
        from linter.fastpath import fact_index
        from linter.fastpath.current_facts import CurrentFacts

        path = os.path.join(self._cache_folder, self.index_name)  # noqa: PTH118 - it is light
        index = fact_index.read(path, site.root)
        return None if index is None else CurrentFacts(index)

    def may_share(self, facts: "Sequence[NewFact]", files: Collection[str]) -> bool:
        """Whether one of some files shares a fact with another one of the site.

        `files` are absolute paths without links, and `facts` are all that they have.
        """
        if not facts:
            return False
        if self.facts is None or self.entry.site is None:
            return True
        start = len(self.entry.site.root.rstrip(os.sep)) + 1
        return self.facts.may_share(facts, {file[start:] for file in files})
