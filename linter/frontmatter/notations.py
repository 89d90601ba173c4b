"""Which notation reads which front matter: the only place that chooses one."""

from linter.frontmatter.block import Format
from linter.frontmatter.json_notation import JsonNotation
from linter.frontmatter.notation import Notation
from linter.frontmatter.yaml_notation import YamlNotation

_YAML = YamlNotation()
_BESIDE_YAML: dict[Format, Notation] = {Format.JSON: JsonNotation()}


def notation_for(read_as: Format) -> Notation:
    """Return the notation of a format; where a notation is not read, YAML finds no block."""
    return _BESIDE_YAML.get(read_as, _YAML)
