"""Which notation reads which front matter: the only place that chooses one."""

from linter.frontmatter.block import Format
from linter.frontmatter.notation import Notation
from linter.frontmatter.yaml_notation import YamlNotation

_YAML = YamlNotation()


def notation_for(read_as: Format) -> Notation:
    """Return the notation of a format; where a notation is not read, YAML finds no block.

    The modules of other notations are imported for the first file that needs them.
    """
    match read_as:
        case Format.JSON:
            from linter.frontmatter.json_notation import JsonNotation

            return JsonNotation()
        case Format.TOML:
            from linter.frontmatter.toml_notation import TomlNotation

            return TomlNotation()
    return _YAML
