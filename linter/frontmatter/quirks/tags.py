"""Tags that readers read in their own ways."""

from collections.abc import Iterator, Mapping

import yaml

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.quirks.places import token_text
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.scalars.tags import YAML_ORG

_NAMELESS = "!"
_NAME_AND_TAB = lazy_pattern(r"(?:&\S+ +)?[!&]\S*\t")
# On other nodes the tag is refused, which PAR009 reports.
_TAKES: Mapping[str, type[yaml.Node]] = {
    "set": yaml.MappingNode,
    "pairs": yaml.SequenceNode,
    "omap": yaml.SequenceNode,
}


def tab_after_name(document: Document, node: yaml.Node) -> Span | None:
    """Return the tab right after the name of a node's tag or anchor, None without one."""
    tab = _NAME_AND_TAB.match(token_text(document, node))
    if tab is None:
        return None
    end = document.token_span(node).start + tab.end()
    return Span(end - 1, end)


def nameless_tag(document: Document, node: yaml.Node) -> bool:
    """Whether a node has the tag `!` without a name, which libyaml hides."""
    return node.tag is None and token_text(document, node).startswith(_NAMELESS)


def text_of_nameless_tag(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    """Yield a tag `!` by which the reader reads text instead of another type."""
    is_other = not node.style and node.value and document.reading(node).type is not Type.STRING
    if is_other and nameless_tag(document, node):
        yield Mistake(
            document.tag_span(node),
            f"a `!` makes {document.dialect.reader} read this as text",
            "Put the text in quotes instead.",
        )


def remade_collection(
    document: Document, node: yaml.Node, made: Mapping[str, str]
) -> Iterator[Mistake]:
    """Yield a tag that turns a collection into what `made` has for the name of the tag."""
    name = str(node.tag).removeprefix(YAML_ORG)
    what = made.get(name)
    if what is not None and isinstance(node, _TAKES[name]):
        yield Mistake(
            document.tag_span(node),
            f"the tag {quoted(node.tag)} makes {document.dialect.reader} read this as {what},"
            " which is not checked",
            "Delete the tag.",
        )
