"""The base of every rule: its documentation, its check, its options and its own cases.

A rule is one module in `linter/rules/` with one class. The class says what it looks at by its base:

- `DocumentRule`: the file as a whole, also where its front matter could not be read;
- `ViolationRule`: what breaks the JSON Schema, by keyword;
- `EntryRule`: an object with roles (the article, a related item, an image, a provider);
- `FieldRule`: one value with a role;
- `SiteRule`: all files of a site, by facts that each tells;
- `SuppressionRule`: comments that switch rules off and suppress nothing.

The docstring of the class is its documentation, with these headings: `What it does`, `Why is this
bad?`, `Example`, and where it applies `Fix safety`. Options are documented by their own types.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from inspect import cleandoc
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from linter.core.addresses import DOCUMENTATION
from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.text import Span
from linter.frontmatter.comments import Unused
from linter.frontmatter.document import Document
from linter.schema.entries import Entry, Field
from linter.schema.schema import Schema
from linter.schema.violation import Violation
from linter.site.site import SiteView


class Clock:
    """The time that counts as now, and whether what was found may change as time goes by."""

    __slots__ = ("_now", "was_asked")

    def __init__(self, now: datetime) -> None:
        """Stop at an instant."""
        self._now = now
        self.was_asked = False
        """Whether a later run may come to another result."""

    @property
    def now(self) -> datetime:
        """The instant itself; what is found with it does not last."""
        self.was_asked = True
        return self._now

    def is_past(self, instant: datetime) -> bool:
        """Whether an instant is not later than now; what is past once stays so."""
        is_past = instant <= self._now
        self.was_asked |= not is_past
        return is_past


class Context(NamedTuple):
    """What a check may know beside its subject: the file, its schema, the clock, and the site."""

    document: Document
    schema: Schema
    clock: Clock
    entries: Sequence[Entry] = ()
    """The front matter and every object below it that the schema describes, outside in."""
    site: SiteView | None = None
    needs_block: bool = True
    """Whether a file without front matter is a mistake."""

    @property
    def now(self) -> datetime:
        """The instant that counts as now; ask `clock.is_past` where that will do."""
        return self.clock.now

    @property
    def file_name(self) -> str:
        """The file's name without folders."""
        return self.document.source.path.rpartition("/")[2]


CASE_CLOCK = datetime(2021, 1, 1, tzinfo=UTC)
"""The instant at which cases are checked."""


class Good(NamedTuple):
    """A text in which the rule must find nothing.

    `text` is YAML, and the `---` lines are put around it; with `whole` it is a whole file.
    `schema` is the name of a built-in schema, or a schema itself. `files` are other files of the
    site, by path; with any, `_config.yml` says that the site is https://example.org/base.
    """

    text: str
    path: str = "_news/2020-06-11-example.md"
    schema: str | Mapping[str, Any] = "article"
    whole: bool = False
    files: Mapping[str, str | bytes] = MappingProxyType({})


class Bad(NamedTuple):
    """A text in which the rule must find something.

    Each finding's span is marked `⟦so⟧`; the marks are taken out before the check. `fixed` is the
    text after every fix that the findings carry; None states that they carry none. `says` must
    stand in the first message.
    """

    text: str
    fixed: str | None = None
    says: str = ""
    path: str = "_news/2020-06-11-example.md"
    schema: str | Mapping[str, Any] = "article"
    whole: bool = False
    files: Mapping[str, str | bytes] = MappingProxyType({})


class Rule(ABC):
    """What all rules have in common; see the module's text."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: Severity
    default: ClassVar[bool] = True
    """Whether the rule is on without being selected."""

    fixes: ClassVar[frozenset[Safety]] = frozenset()
    """The safeties that the rule's fixes may have; empty for a rule that only reports."""

    yields_to: ClassVar[tuple[str, ...]] = ()
    """Codes, or prefixes of codes, of more exact rules: where one of them reports the same text and
    is at least as grave, this rule is silent."""

    needs_site: ClassVar[bool] = False
    """Whether the rule finds nothing unless it knows the site around the file."""

    good: ClassVar[tuple[Good, ...]]
    bad: ClassVar[tuple[Bad, ...]]

    options: Any = None
    """A frozen dataclass with a default for every field, for rules that have options.

    A field is an `Annotated[type, "What it is."]`; the type is `bool`, `int`, `float`, `str`, a
    `tuple` of one of these, or a `Literal` of texts. In the config its name has `-` for `_`.
    """

    def __init__(self, options: Any = None, severity: Severity | None = None) -> None:
        """Take options, and a severity, in place of the rule's own."""
        if options is not None:
            self.options = options
        self.given_severity = severity

    def severity_of(self, finding: Finding) -> Severity:
        """Return how grave a finding is; what the config says counts before all else."""
        return self.given_severity or finding.severity or self.severity

    @classmethod
    def url(cls) -> str | None:
        """Return the address of the rule's page, None where that is not published.

        A plug-in's rule says where its own is.
        """
        if DOCUMENTATION is None or not cls.__module__.startswith("linter.rules."):
            return None
        return f"{DOCUMENTATION}/rules/{cls.code.lower()}-{cls.name}/"


class Documentation(NamedTuple):
    """What a rule's docstring says: a sentence, and Markdown with headings."""

    summary: str
    explanation: str


def documentation(rule: type[Rule]) -> Documentation:
    """Return the documentation of a rule."""
    first, _, rest = cleandoc(rule.__doc__ or "").partition("\n\n")
    return Documentation(" ".join(first.split()), rest.strip())


class DocumentRule(Rule):
    """A rule over a file as a whole."""

    @abstractmethod
    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with the file."""


class ViolationRule(Rule):
    """A rule that words violations of the JSON Schema."""

    keywords: ClassVar[frozenset[str]]
    """The schema keywords that this rule words."""

    @abstractmethod
    def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
        """Yield the finding for a violation."""


class EntryRule(Rule):
    """A rule over objects that have at least one property of certain roles."""

    roles: ClassVar[frozenset[str]]
    """The roles one of which an object's own properties must have for the rule to be asked."""

    @abstractmethod
    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with the object."""


class FieldRule(Rule):
    """A rule over single values of certain roles."""

    roles: ClassVar[frozenset[str]]
    """The roles one of which a value must have for the rule to be asked."""

    silent_on: ClassVar[tuple[Callable[[str], bool], ...]] = ()
    """Cheap tests for text of which the rule has nothing to say; where one holds it is not asked.

    Rules should share them, as those of a value are run once: `text.is_plain`, `urls.is_ordinary`.
    """

    @abstractmethod
    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with the value."""


class Place(NamedTuple):
    """A value in one of a site's files."""

    path: str
    pointer: str
    span: Span


class Fact(NamedTuple):
    """What one file tells a rule over the whole site: small, and without the file's text.

    Facts are compared by `key`; `detail` is whatever else the rule wants to know. Every file that
    can have a fact with this key holds the text `needle`, so that files without it need not be read
    closely.
    """

    key: str
    place: Place
    needle: str
    detail: str = ""


class SiteRule(Rule):
    """A rule over all files of a site: `collect` is asked for each file, `check_site` once."""

    needs_site = True
    roles: ClassVar[frozenset[str]]
    """The roles one of which an object's own properties must have for the rule to be asked."""

    @abstractmethod
    def collect(self, entry: Entry, context: Context) -> Iterator[Fact]:
        """Yield what an object tells about itself."""

    @abstractmethod
    def check_site(self, facts: Sequence[Fact]) -> Iterator[tuple[Place, Finding]]:
        """Yield what is wrong between files.

        The facts of the files that were asked for come last, so that a rule which reports the later
        of two reports one of those.
        """


class SuppressionRule(Rule):
    """A rule over comments that switch rules off; it is asked when all the others have run."""

    @abstractmethod
    def check(self, unused: Unused) -> Iterator[Finding]:
        """Yield the finding for a comment, or a part of its list, that suppresses nothing."""


def place_of(field: Field) -> Place:
    """Return a value's place."""
    return Place(field.document.source.path, field.pointer, field.span)
