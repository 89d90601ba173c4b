"""What a config sets, as frozen values: each field with a description is an option.

`linter.config.options` explains such declarations. Without a config file the defaults hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

from linter.config.globs import gitignore_lines
from linter.config.options import LONGEST_GLOB, Glob, Merge, RelativeGlob, Text
from linter.core.diagnostic import Diagnostic, Severity
from linter.core.globs import Globs, RootedGlobs, last_verdict
from linter.core.limits import DEFAULT as DEFAULT_LIMITS
from linter.core.limits import Limits
from linter.core.paths import path_text
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import Profile
from linter.rules.registry import ALL, Reach, chosen_codes, running_codes
from linter.site.config import SiteSettings

Selectors = Annotated[tuple[Text, ...], ("uniqueItems", True)]
"""Codes, prefixes of codes, or names of rules."""

OFF: Final = "off"
"""The severity in a config with which a rule does not run."""

_AN_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)


class FailOn(StrEnum):
    """The least severity of a finding that makes the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"

    def is_reached(self, findings: Iterable[Diagnostic]) -> bool:
        """Whether one of some findings is as severe."""
        if self is FailOn.NEVER:
            return False
        least = Severity(self.value).gravity
        return any(item.severity.gravity >= least for item in findings)


class Presence(StrEnum):
    """Whether each file of a collection must have front matter."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Settings:
    """All that decides which findings a file has, and so for how long a cached result is valid.

    `select`, `fixable` and the like hold codes, prefixes of codes, or names of rules; an empty
    `select` stands for the rules that are on by default, an empty `fixable` for all. `options` and
    `severities` hold what differs from the rules' own, by code.
    """

    select: Annotated[
        Selectors,
        "The rules to run, in place of those that are on by default.",
        ("examples", [["PAR", "SCH", "URL"]]),
    ] = ()
    extend_select: Annotated[
        Selectors, "Rules to run as well.", ("examples", [["STY"]]), Merge.JOIN
    ] = ()
    ignore: Annotated[
        Selectors, "Rules not to run.", ("examples", [["TXT008", "insecure-url"]]), Merge.JOIN
    ] = ()
    fixable: Annotated[
        Selectors,
        "The rules whose findings are fixed; by default all.",
        ("examples", [["TXT", "URL"]]),
    ] = ()
    extend_fixable: Annotated[
        Selectors,
        "Rules whose findings are fixed as well.",
        ("examples", [["TXT001"]]),
        Merge.JOIN,
    ] = ()
    unfixable: Annotated[
        Selectors,
        "Rules whose findings are reported, but not fixed.",
        ("examples", [["STY", "html-tag"]]),
        Merge.JOIN,
    ] = ()
    ignore_suppressions: bool = False
    """Whether findings are reported although a comment suppresses them."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    off: tuple[str, ...] = ()
    """Rules that never run, whatever is selected."""
    options: tuple[tuple[str, Any], ...] = ()
    severities: tuple[tuple[str, Severity | None], ...] = ()
    """A severity of None stands for `off`: the rule counts as one in `ignore`."""
    limits: Annotated[Limits, "How much of a file is read, and how many findings are reported."] = (
        DEFAULT_LIMITS
    )
    reach: Reach = Reach.FILES
    """Whether rules about answers of servers run."""

    def __hash__(self) -> int:
        """Return a hash of what mostly differs: that of all takes several times as long."""
        return hash((self.select, self.extend_select, self.ignore, self.off))

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules that run.

        Raises:
            ConfigError: a selector names no rule.

        """
        return running_codes(self.select, self.extend_select, self.ignored, self.off, self.reach)

    def within(self, reach: Reach) -> "Settings":
        """Return the settings with another reach; files with equal ones share one object."""
        return _within(self, reach)

    @property
    def ignored(self) -> tuple[str, ...]:
        """The selectors of `ignore`, and the codes of rules whose severity is `off`."""
        if not self.severities:
            return self.ignore
        off = (code for code, severity in self.severities if severity is None)
        return (*self.ignore, *off)

    @property
    def given_severities(self) -> tuple[tuple[str, Severity | None], ...]:
        """The severities without those that are `off`."""
        return tuple(pair for pair in self.severities if pair[1] is not None)

    @property
    def fixable_codes(self) -> frozenset[str]:
        """The codes of the rules whose findings may have a fix.

        Raises:
            ConfigError: a selector names no rule.

        """
        return chosen_codes(self.fixable or (ALL,), self.extend_fixable, self.unfixable)

    @cached_property
    def timeless(self) -> "Settings":
        """The settings with one fixed `now`: equal for two runs that differ in time alone."""
        return replace(self, now=_AN_INSTANT)


class Kind(NamedTuple):
    """What a file must conform to.

    `schema` is the name of a built-in schema, or the absolute path of a file below the site root.
    """

    schema: str
    dialect: Dialect = Dialect.JEKYLL
    needs_block: bool = True
    """Whether a file without front matter is a mistake."""
    profile: Profile = NEWS_API
    """The generator that makes pages of such files."""
    collection: str = ""
    """The name of the collection, whose files are compared with one another."""

    @classmethod
    def of_pages(cls, profile: Profile, dialect: Dialect | None = None) -> "Kind":
        """Return what the pages of a generator must conform to, read in its own dialect or one."""
        return Kind(profile.schema, dialect or profile.dialect, needs_block=False, profile=profile)


@dataclass(frozen=True, slots=True)
class Collection:
    """Files of one kind: a table of `[[collections]]`."""

    name: Annotated[Text, "The name of the collection.", ("examples", ["posts"])]
    files: Annotated[
        tuple[Glob, ...],
        "Globs, as in .gitignore, with `{a,b}`, relative to the site root.",
        ("uniqueItems", True),
        ("minItems", 1),
        ("examples", [["content/posts/**/*.md"]]),
    ]
    schema: Annotated[
        Text,
        "A built-in schema's name, or a file below the site root.",
        ("examples", ["schemas/post.schema.json"]),
    ]
    dialect: Annotated[
        Dialect | None,
        "The program that reads front matter; by default that of the site's generator.",
    ] = None
    front_matter: Annotated[
        Presence | None,
        "Whether each file must have front matter; by default `required` with a built-in schema,"
        " `optional` with a schema file.",
    ] = None
    profile: Profile = NEWS_API
    """The generator that makes pages of its files."""

    @property
    def kind(self) -> Kind:
        """What its files must conform to; reading has filled in the fields that may be None."""
        needs_block = self.front_matter is Presence.REQUIRED
        dialect = self.dialect or Dialect.JEKYLL
        return Kind(self.schema, dialect, needs_block, self.profile, self.name)


@dataclass(frozen=True, slots=True)
class OnlineSettings:
    """What `--online` may request; the config of the current folder counts."""

    allow_hosts: Annotated[
        tuple[Text, ...],
        "The only hosts that are asked, with all below them; without any, all public ones are.",
        ("examples", [["example.com"]]),
        ("uniqueItems", True),
    ] = ()
    deny_hosts: Annotated[
        tuple[Text, ...],
        "Hosts that are not asked, with all below them.",
        ("examples", [["ads.example.com"]]),
        ("uniqueItems", True),
    ] = ()
    allow_private: Annotated[
        tuple[Text, ...],
        "Hosts, IP addresses and networks that are asked though they are private, such as"
        " `127.0.0.1:8123`. Only a file that `--config` names may have them.",
        ("examples", [["127.0.0.1:8123", "10.0.0.0/8"]]),
        ("uniqueItems", True),
    ] = ()
    max_requests: Annotated[
        int,
        "The most requests of one run.",
        ("examples", [2_000]),
        ("minimum", 1),
        ("maximum", 1_000_000),
    ] = 10_000


@dataclass(frozen=True, slots=True)
class Config:
    """What one config file sets, joined with those it extends and with the command line.

    In the file, the options of `settings` stand beside the others.
    """

    sources: tuple[Path, ...] = ()
    """The files that it comes from, the nearest first; none for the defaults."""
    site_root: Annotated[
        Path | None,
        "The site's folder, relative to this file.",
        ("default", "."),
        ("examples", ["site"]),
        ("x-scope", "site"),
    ] = None
    site: Annotated[SiteSettings, "The site, where its own config does not describe it."] = field(
        default_factory=SiteSettings
    )
    profile: Annotated[
        Text | None,
        "The generator of the site, such as `hugo`; by default it is recognised.",
        ("examples", ["hugo"]),
        ("x-scope", "site"),
    ] = None
    dialect: Annotated[
        Dialect | None,
        "The program that reads front matter; by default that of the site's generator.",
    ] = None
    collections: Annotated[
        tuple[Collection, ...],
        "Sets of files with one schema each; without any, all pages are linted.",
    ] = ()
    exclude: Annotated[
        tuple[RelativeGlob, ...],
        "Files to exclude: globs as in .gitignore, with `{a,b}`; `!` includes them again.",
        ("examples", [["_archive/", "drafts-*.md"]]),
        ("uniqueItems", True),
        Merge.JOIN,
    ] = ()
    respect_gitignore: Annotated[bool, "Whether files that git ignores are skipped."] = True
    per_file_ignores: Annotated[
        tuple[
            tuple[RelativeGlob, Annotated[Selectors, "Codes, prefixes of codes, or names."]], ...
        ],
        "Rules not to run on the files that a glob matches.",
        ("examples", [{"_archive/**": ["DAT006", "URL"]}]),
        ("propertyNames", {"maxLength": LONGEST_GLOB}),
        Merge.JOIN,
    ] = ()
    settings: Settings = field(default_factory=Settings)
    fail_on: Annotated[
        FailOn, "The lowest severity of findings that make the exit status 1.", ("x-scope", "run")
    ] = FailOn.ERROR
    output_format: Annotated[
        Text | None,
        "The format of the findings; GitHub Actions gets `github` as well if none is set.",
        ("default", "full"),
        ("examples", ["concise"]),
        ("x-scope", "run"),
    ] = None
    online: Annotated[OnlineSettings, "Which servers `--online` asks.", ("x-scope", "run")] = field(
        default_factory=OnlineSettings
    )
    baseline: Annotated[
        Path | None,
        "A file of known findings, which are not reported.",
        ("examples", ["known.json"]),
        ("x-scope", "run"),
    ] = None

    def settings_for(self, path: Path | str) -> Settings:
        """Return the settings for one file, by its absolute path."""
        if not self.per_file_ignores:
            return self.settings
        text = path_text(path)
        found = [
            selector
            for (folder, glob), selectors in self.per_file_ignores
            if _matches(path_text(folder), (glob,), text)
            for selector in selectors
        ]
        return _without(self.settings, tuple(found)) if found else self.settings

    def collection_of(self, path: Path | str) -> Collection | None:
        """Return the first collection that a file, by its absolute path, belongs to."""
        if self.site_root is None:
            return None
        root, text = path_text(self.site_root), path_text(path)
        own = (one for one in self.collections if _matches(root, one.files, text))
        return next(own, None)

    def excludes(self, path: str) -> bool:
        """Whether a walk leaves out a file or folder; a folder's absolute path ends in `/`.

        As in `.gitignore` the last glob that matches decides. The folders around the path do not
        count, since a walk does not enter excluded ones.
        """
        return bool(self.exclude) and last_verdict(path, _exclusions(self.exclude)) is True


@lru_cache(maxsize=64)
def _without(settings: Settings, selectors: tuple[str, ...]) -> Settings:
    """Return settings with rules off; files with equal ones share one object."""
    return replace(settings, off=(*settings.off, *selectors))


@lru_cache(maxsize=64)
def _within(settings: Settings, reach: Reach) -> Settings:
    return replace(settings, reach=reach)


DEFAULT = Config()
"""The config without any file."""


def _matches(folder: str, globs: tuple[str, ...], path: str) -> bool:
    """Whether a path lies in a folder and matches its globs, the last one that matches deciding."""
    prefix = folder.rstrip("/") + "/"
    return path.startswith(prefix) and _globs(globs).selects(path[len(prefix) :])


@lru_cache(maxsize=256)
def _globs(globs: tuple[str, ...]) -> Globs:
    return Globs(line for glob in globs for line in gitignore_lines(glob))


@lru_cache(maxsize=16)
def _exclusions(exclude: tuple[RelativeGlob, ...]) -> tuple[RootedGlobs, ...]:
    """Return the globs, with consecutive ones of one folder in one object."""
    return tuple(
        RootedGlobs(path_text(folder), _globs(tuple(glob for _, glob in pairs)))
        for folder, pairs in groupby(exclude, key=itemgetter(0))
    )
