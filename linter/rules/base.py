"""The base classes of rules, and what rules are given and return.

A rule is one module of a family in `linter/rules/`, with one class. Its base class determines what
it checks:

- `DocumentRule`: a file as a whole, also where its front matter cannot be read;
- `ViolationRule`: violations of the JSON Schema, by keyword;
- `EntryRule`: an object with roles (the article, a related item, an image, a provider);
- `FieldRule`: one value with a role;
- `SiteRule`: all files of a site, by facts collected from each;
- `SuppressionRule`: suppression comments without effect.

The docstring of the class is its documentation, with these headings: `What it does`, `Why is this
bad?`, `Example`, and where it applies `Fix safety`. Options are documented by their own types.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from inspect import cleandoc
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.project import DOCUMENTATION
from linter.core.values import Value
from linter.fastpath.silence import Silence
from linter.frontmatter.comments import Unused
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import Profile
from linter.schema.entries import Entry, Field
from linter.schema.schema import Schema
from linter.schema.shape import Shape
from linter.schema.violation import Violation
from linter.site.facts import Fact, Place
from linter.site.view import SiteView

if TYPE_CHECKING:
    from linter.web.answers import Answer, Wanted, Web


class Clock:
    """The instant that counts as now; notes whether a result depends on it."""

    __slots__ = ("_now", "was_read")

    def __init__(self, now: datetime) -> None:
        """Stop the clock at an instant."""
        self._now = now
        self.was_read = False
        """Whether a later run may have another result."""

    @property
    def now(self) -> datetime:
        """The instant itself; a result that depends on it is not cached."""
        self.was_read = True
        return self._now

    def is_past(self, instant: datetime) -> bool:
        """Whether an instant is not later than now; a result is cached if it is past."""
        is_past = instant <= self._now
        self.was_read |= not is_past
        return is_past


class Context(NamedTuple):
    """What a check is given beside its subject: the file, its schema, the clock, and the site."""

    document: Document
    schema: Schema
    clock: Clock
    entries: Sequence[Entry] = ()
    """The front matter and every object below it that the schema describes, outside in."""
    site: SiteView | None = None
    needs_block: bool = True
    """Whether a file without front matter is a mistake."""
    profile: Profile = NEWS_API
    """The generator that reads the file."""
    collection: str = ""
    """The collection of the config that the file belongs to; empty for a built-in kind."""
    web: "Web | None" = None
    """Answers of servers; None where nothing about the web is checked."""

    @property
    def now(self) -> datetime:
        """The instant that counts as now; `clock.is_past` keeps more results cacheable."""
        return self.clock.now

    @property
    def file_name(self) -> str:
        """The file's name without folders."""
        return self.document.source.path.rpartition("/")[2]

    @property
    def page(self) -> str:
        """The file's path relative to the root of its site; without one, as it is shown."""
        return self.document.source.path if self.site is None else self.site.page

    def answer(self, url: str, wanted: "Wanted") -> "Answer | None":
        """Return the answer at an absolute http(s) URL; None where it is not known."""
        return None if self.web is None else self.web.answer(url, wanted)


CASE_CLOCK = datetime(2021, 1, 1, tzinfo=UTC)
"""The instant at which cases are checked."""


class Good(NamedTuple):
    """A text in which the rule must find nothing.

    `text` is YAML, and the `---` lines are put around it; with `whole` it is a whole file.
    `profile` is the name of a profile; `schema` is the name of a built-in schema, or a schema
    itself, if it is not that of the profile. `files` are other files of the site, by path; with any
    of them, the site's address is https://example.org/base. `web` has the answers of servers by
    URL; those of other addresses are not known.
    """

    text: str
    path: str = "_news/2020-06-11-example.md"
    schema: str | Mapping[str, Any] = ""
    whole: bool = False
    files: Mapping[str, str | bytes] = MappingProxyType({})
    profile: str = "news-api"
    web: "Mapping[str, Answer]" = MappingProxyType({})


class Bad(NamedTuple):
    """A text in which the rule must find something.

    Each finding's span is marked `⟦so⟧`; the marks are removed before the check. `fixed` is the
    text after all fixes of the findings, None if they have none. The first message must contain
    `says`.
    """

    text: str
    fixed: str | None = None
    says: str = ""
    path: str = "_news/2020-06-11-example.md"
    schema: str | Mapping[str, Any] = ""
    whole: bool = False
    files: Mapping[str, str | bytes] = MappingProxyType({})
    profile: str = "news-api"
    web: "Mapping[str, Answer]" = MappingProxyType({})


class Where(NamedTuple):
    """A place in the front matter that a schema describes, and who reads it."""

    shape: Shape
    """The shape of the object there."""
    value: Shape | None
    """The shape of one value of it; None where the object as a whole is meant."""
    list_roles: frozenset[str]
    """The roles of the list that holds the object, if one does."""
    owner: Shape
    """The shape of its item: itself, or the object around it that is in a list or at the top."""
    depth: int
    """How many objects are around it up to that item."""
    profile: Profile
    dialect: Dialect

    @property
    def roles(self) -> frozenset[str]:
        """The roles of the value."""
        return frozenset() if self.value is None else self.value.roles


class Rule(ABC):
    """The base of all rules; a rule inherits from one of the kinds below."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: Severity
    default: ClassVar[bool] = True
    """Whether the rule runs without being selected."""

    fixes: ClassVar[frozenset[Safety]] = frozenset()
    """The safeties that the rule's fixes may have; empty for a rule without fixes."""

    yields_to: ClassVar[tuple[str, ...]] = ()
    """Codes, or prefixes of codes, of more exact rules. Where one of them reports the same text
    with at least the same severity, this rule's finding is dropped."""

    needs_site: ClassVar[bool] = False
    """Whether the rule finds nothing without the site around the file."""

    needs_web: ClassVar[bool] = False
    """Whether the rule is about what servers answer, and runs only with `--online` or `--offline`;
    it finds nothing where an answer is not known."""

    good: ClassVar[tuple[Good, ...]]
    bad: ClassVar[tuple[Bad, ...]]

    silence: ClassVar[Silence | None] = None
    """When the rule certainly finds nothing, so that a file need not be linted. Without that, files
    with what the rule checks are linted each time; only rules about violations and suppressions
    need none."""

    options: Any = None
    """An instance of a frozen dataclass with a default for every field; None without options.

    A field is an `Annotated[type, "What it is."]`; the type is `bool`, `int`, `float`, `str`, a
    `tuple` of one of these, or a `Literal` of texts. In the config its name has `-` for `_`.
    """

    def __init__(self, options: Any = None, severity: Severity | None = None) -> None:
        """Replace the rule's own options and severity by those of the config."""
        if options is not None:
            self.options = options
        self.given_severity = severity

    def silence_at(self, where: Where) -> Silence | None:
        """Return when the rule certainly finds nothing at a place; it may depend on options."""
        return self.silence

    def severity_of(self, finding: Finding) -> Severity:
        """Return the severity of a finding; one set in the config takes precedence."""
        return self.given_severity or finding.severity or self.severity

    @classmethod
    def file_name(cls, value: Value, name: str, profile: Profile) -> str | None:
        """Return another name for the file in which a value is reported, so that it no longer is.

        None if no name helps. Editors offer to rename the file.
        """
        del value, name, profile
        return None

    @classmethod
    def url(cls) -> str | None:
        """Return the address of the rule's page, None where it is not published.

        A plug-in's rule that has a page overrides this.
        """
        if DOCUMENTATION is None or not cls.__module__.startswith("linter.rules."):
            return None
        return f"{DOCUMENTATION}/rules/{cls.code.lower()}-{cls.name}/"


class Documentation(NamedTuple):
    """A rule's docstring: its first sentence, and Markdown with headings."""

    summary: str
    explanation: str


def documentation(rule: type[Rule]) -> Documentation:
    """Return the documentation of a rule."""
    first, _, rest = cleandoc(rule.__doc__ or "").partition("\n\n")
    return Documentation(" ".join(first.split()), rest.strip())


class DocumentRule(Rule):
    """A rule that checks a file as a whole."""

    @abstractmethod
    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with the file."""


class ViolationRule(Rule):
    """A rule that reports violations of the JSON Schema."""

    keywords: ClassVar[frozenset[str]]
    """The schema keywords whose violations this rule reports."""

    @abstractmethod
    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield the finding for a violation."""


class EntryRule(Rule):
    """A rule that checks objects with at least one property of certain roles."""

    roles: ClassVar[frozenset[str]]
    """The rule checks objects of which at least one own property has one of these roles."""

    @abstractmethod
    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with the object."""


class FieldRule(Rule):
    """A rule that checks single values of certain roles."""

    roles: ClassVar[frozenset[str]]
    """The rule checks values that have one of these roles."""

    @abstractmethod
    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with the value."""


class SiteRule(Rule):
    """A rule that compares all files of a site: `collect` runs on each file, `check_site` once."""

    needs_site = True
    roles: ClassVar[frozenset[str]]
    """Facts come from objects of which at least one own property, or an item in a list there, has
    one of these roles."""

    @abstractmethod
    def collect(self, entry: Entry, context: Context) -> Iterator[Fact]:
        """Yield the facts of an object."""

    @abstractmethod
    def check_site(self, facts: Sequence[Fact]) -> Iterator[tuple[Place, Finding]]:
        """Yield what is wrong between files.

        The facts of the files to be linted come last, so that a rule which reports the later of two
        facts reports one of theirs.
        """


class SuppressionRule(Rule):
    """A rule that checks suppression comments; it runs after all other rules."""

    @abstractmethod
    def check(self, unused: Unused) -> Iterator[Finding]:
        """Yield the finding for a comment, or for selectors in it, without effect."""


def place_of(field: Field) -> Place:
    """Return a value's place."""
    return Place(field.document.source.path, field.pointer, field.span)
