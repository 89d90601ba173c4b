"""Which notation reads which front matter: the only place that chooses one."""

from linter.frontmatter.block import Format
from linter.frontmatter.json_notation import JsonNotation
from linter.frontmatter.notation import Notation
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.yaml_notation import YamlNotation

_YAML = YamlNotation()
_BESIDE_YAML: dict[Format, Notation] = {Format.JSON: JsonNotation()}


def notation_for(written_in: Format, dialect: Dialect) -> Notation:
    """Return the notation that reads front matter of a format in a dialect.

    Jekyll reads YAML alone. Where a notation is not read, YAML finds no block.
    """
    if dialect is Dialect.JEKYLL:
        return _YAML
    return _BESIDE_YAML.get(written_in, _YAML)
