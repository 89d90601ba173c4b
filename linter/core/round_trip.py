"""YAML that is changed as data and keeps its comments and quotes: ruamel.yaml's round trip."""

from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_WIDEST = 10_000


def round_trip(sequence: int = 2, offset: int = 0) -> "YAML":
    """Return a reader and writer of YAML.

    It writes the items of a list `sequence` columns further than the list's key, and their hyphens
    `offset` columns further.
    """
    # Few runs change YAML.
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.width = _WIDEST
    yaml.indent(mapping=2, sequence=sequence, offset=offset)
    return yaml


def dumped(yaml: "YAML", content: Any) -> str:
    """Return content as text."""
    stream = StringIO()
    yaml.dump(content, stream)
    return stream.getvalue()
