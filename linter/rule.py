"""The base of every rule: its documentation, its check, its options and its own cases.

A rule is one module in `linter/rules/` with one class. The class says what it looks at by its base:

- `DocumentRule`: the file as a whole, also where its front matter could not be read;
- `ViolationRule`: what breaks the JSON Schema, by keyword;
- `EntryRule`: an object with roles (the article, a related item, an image, a provider);
- `FieldRule`: one value with a role.

The docstring of the class is its documentation, with these headings: `What it does`, `Why is this
bad?`, `Example`, and where they apply `Fix safety` and `Options`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple

from linter.diagnostic import Finding, Safety, Severity
from linter.document import Document
from linter.entries import Entry, Field
from linter.schema import Schema, Violation

DOCUMENTATION = "https://articlelint.dev"
"""Where the documentation is published; rule pages are below it."""


class Context(NamedTuple):
    """What a check may know beside its subject: the file, its schema, and the clock."""

    document: Document
    schema: Schema
    now: datetime

    @property
    def file_name(self) -> str:
        """The file's name without folders."""
        return self.document.source.path.rpartition("/")[2]


CASE_CLOCK = datetime(2021, 1, 1, tzinfo=UTC)
"""The instant at which cases are checked."""


class Good(NamedTuple):
    """A text in which the rule must find nothing.

    `text` is YAML, and the `---` lines are put around it; with `whole` it is a whole file.
    `schema` is the name of a built-in schema, or a schema itself.
    """

    text: str
    path: str = "_news/2020-06-11-example.md"
    schema: str | Mapping[str, Any] = "article"
    whole: bool = False


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


class Rule(ABC):
    """What all rules have in common; see the module's text."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    default: ClassVar[bool] = True
    """Whether the rule is on without being selected."""

    fixes: ClassVar[frozenset[Safety]] = frozenset()
    """The safeties that the rule's fixes may have; empty for a rule that only reports."""

    yields_to: ClassVar[tuple[str, ...]] = ()
    """Codes, or prefixes of codes, of more exact rules: where one of them reports the same text and
    is at least as grave, this rule is silent."""

    good: ClassVar[tuple[Good, ...]]
    bad: ClassVar[tuple[Bad, ...]]

    options: Any = None
    """A frozen dataclass with a default for every field, for rules that have options."""

    def __init__(self, options: Any = None) -> None:
        """Take options in place of the default ones."""
        if options is not None:
            self.options = options

    @classmethod
    def url(cls) -> str:
        """Return the address of the rule's page."""
        return f"{DOCUMENTATION}/rules/{cls.code.lower()}-{cls.name}/"


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

    @abstractmethod
    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with the value."""
