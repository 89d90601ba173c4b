"""The proof of a new token: libyaml reads it, at the same place, as intended."""

import yaml

from linter.frontmatter.scalar_text import ScalarPlace
from linter.frontmatter.scalars.agreement import may_be_ambiguous
from linter.frontmatter.scalars.jekyll import jekyll
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.yaml_scalars.tokens import BLOCK_STYLES, BREAKS

_TEXT_TAG = "tag:yaml.org,2002:str"


def reads_as(token: str, style: str, value: str, place: ScalarPlace) -> bool:
    """Whether `token` at that place is one scalar of that style with that value.

    A plain one must also be text to every parser.
    """
    before, after = _surroundings(token, style, place)
    try:
        root = yaml.compose(f"{before}{token}{after}", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    node = _innermost(root, place)
    return (
        node is not None
        and node.value == value
        and (node.style or "") == style
        and (node.start_mark.index, node.end_mark.index) == (len(before), len(before) + len(token))
        and (style != "" or (node.tag == _TEXT_TAG and _is_text(value)))
    )


def _surroundings(token: str, style: str, place: ScalarPlace) -> tuple[str, str]:
    """Return what makes a document of a token that stands at the same place.

    Spaces follow the token where they may, since a plain scalar is most easily misread there.
    """
    margin = " " * place.indent
    parent = f"x:\n{margin}" if margin else ""
    match place:
        case ScalarPlace(flow=True, key=True):
            return f"{parent}k: {{", " : 0}\n"
        case ScalarPlace(flow=True):
            return f"{parent}k: {{q: ", " }\n"
        case ScalarPlace(key=True):
            return parent, " : 0\n"
    if style not in BLOCK_STYLES:
        return f"{parent}k: ", f"\n{margin}z: 0\n"
    if token[-1:] not in BREAKS:
        # Only at the end of a text can a block scalar lack its last line break.
        return f"{parent}k: ", ""
    # A comment may follow that must not become content.
    comment = " " * (place.width - 1) + "#"
    return f"{parent}k: ", f"{comment}\n{margin}z: 0\n"


def _innermost(root: yaml.Node | None, place: ScalarPlace) -> yaml.ScalarNode | None:
    """Return the scalar that `_surroundings` was made for."""
    node = root
    levels = [1] * ((place.indent > 0) + place.flow) + [0 if place.key else 1]
    for part in levels:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = node.value[0][part]
    return node if isinstance(node, yaml.ScalarNode) else None


def _is_text(value: str) -> bool:
    """Whether Jekyll, PyYAML and YAML 1.2 all read a plain scalar as text."""
    is_text = jekyll(value).type is Type.STRING
    return is_text and not may_be_ambiguous(value)
