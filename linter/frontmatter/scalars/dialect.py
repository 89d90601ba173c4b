"""The two ways in which the programs of a site type scalars."""

from enum import StrEnum

from linter.frontmatter.scalars.core import core, core_tagged
from linter.frontmatter.scalars.jekyll import jekyll, jekyll_tagged
from linter.frontmatter.scalars.reading import Reading


class Dialect(StrEnum):
    """How a site's programs type YAML scalars."""

    JEKYLL = "jekyll"
    """As Psych does for Jekyll: YAML 1.1 with Ruby's own ways."""
    YAML_1_2 = "yaml-1.2"
    """By the core schema of YAML 1.2, as Hugo and most other generators do. Dates stay text."""

    @property
    def reader(self) -> str:
        """The reader's name in messages."""
        return "Jekyll" if self is Dialect.JEKYLL else "YAML 1.2"

    @property
    def has_times(self) -> bool:
        """Whether dates and times without quotes are values of their own, not text."""
        return self is Dialect.JEKYLL


def plain(text: str, dialect: Dialect) -> Reading:
    """Return how a dialect types the plain scalar `text`."""
    return jekyll(text) if dialect is Dialect.JEKYLL else core(text)


def tagged(text: str, tag: str, dialect: Dialect) -> Reading:
    """Return how a dialect types a scalar that has an explicit tag, quoted or not."""
    return jekyll_tagged(text, tag) if dialect is Dialect.JEKYLL else core_tagged(text, tag)
