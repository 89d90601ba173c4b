"""What each reader makes of a scalar: one module a reader, imported where it is used."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from linter.frontmatter.scalars import times
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.jekyll import jekyll, jekyll_tagged
from linter.frontmatter.scalars.reading import Reading
from linter.frontmatter.scalars.tags import NodeKind, refused_tag, strictly_refused_tag


class ScalarReader(NamedTuple):
    """How a reader types scalars.

    `plain` takes the text of a plain scalar. `tagged` takes a text, in quotes or not, and its
    explicit tag in full. `refuses_tag` is whether a tag on a node of a kind is an error whatever
    the node holds. `instant` returns the moment, in UTC, that a text of type DATE or TIME
    stands for; None if it lies outside the years 1 to 9999.
    """

    plain: Callable[[str], Reading]
    tagged: Callable[[str, str], Reading]
    refuses_tag: Callable[[str, NodeKind], bool]
    instant: Callable[[str], datetime | None]


@cache
def scalar_reader(dialect: Dialect) -> ScalarReader:
    """Return how the reader of a dialect types scalars."""
    match dialect:
        case Dialect.JEKYLL:
            return ScalarReader(jekyll, jekyll_tagged, refused_tag, times.instant)
        case Dialect.HUGO:
            from linter.frontmatter.scalars.hugo import (
                hugo,
                hugo_instant,
                hugo_refuses_tag,
                hugo_tagged,
            )

            return ScalarReader(hugo, hugo_tagged, hugo_refuses_tag, hugo_instant)
        case Dialect.GRAY_MATTER:
            from linter.frontmatter.scalars import javascript, js_yaml_3

            return ScalarReader(
                js_yaml_3.plain, js_yaml_3.tagged, strictly_refused_tag, javascript.instant
            )
        case Dialect.GRAY_MATTER_11TY | Dialect.JS_YAML:
            from linter.frontmatter.scalars import javascript, js_yaml_4

            return ScalarReader(
                js_yaml_4.plain, js_yaml_4.tagged, strictly_refused_tag, javascript.instant
            )
        case Dialect.PYYAML:
            from linter.frontmatter.scalars import py_yaml

            return ScalarReader(
                py_yaml.plain, py_yaml.tagged, strictly_refused_tag, py_yaml.instant
            )
        case Dialect.YAML_1_2:
            from linter.frontmatter.scalars.core import core, core_tagged

            return ScalarReader(core, core_tagged, _never, times.instant)


def _never(_tag: str, _kind: NodeKind) -> bool:
    """Refuse no tag, as readers that ignore unknown ones."""
    return False
