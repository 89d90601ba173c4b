"""Bounds for one file; the config's `[limits]` can change them.

The defaults are a multiple of what the largest articles need.
"""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; a file beyond them has a finding or an error.

    Each is an option (`linter.config.options`), which the config can raise to a maximum: beyond 200
    levels libraries fail, and the others are what a process can hold.
    """

    max_depth: Annotated[
        int,
        "How deep lists and mappings may be nested.",
        ("minimum", 1),
        ("maximum", 200),
        ("examples", [100]),
    ] = 64
    max_nodes: Annotated[
        int,
        "How many values aliases may expand to.",
        ("minimum", 1),
        ("maximum", 10_000_000),
        ("examples", [1_000_000]),
    ] = 100_000
    max_file_bytes: Annotated[
        int,
        "The maximum size of a file, in bytes.",
        ("minimum", 1),
        ("maximum", 100_000_000),
        ("examples", [50_000_000]),
    ] = 10_000_000
    max_front_matter: Annotated[
        int,
        "The maximum length of front matter, in characters.",
        ("minimum", 1),
        ("maximum", 5_000_000),
        ("examples", [1_000_000]),
    ] = 250_000
    max_findings: Annotated[
        int,
        "The maximum number of findings of one rule in one file.",
        ("minimum", 1),
        ("maximum", 100_000),
        ("examples", [50]),
    ] = 1_000


DEFAULT = Limits()
"""The limits without a config."""
