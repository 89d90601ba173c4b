"""Parts of generated pages: tables, and lists of pages for the sidebar."""

from collections.abc import Iterable


def table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table."""
    every = [heading, ("---",) * len(heading), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in every)


def contents(entries: Iterable[str]) -> str:
    """Return pages for the sidebar."""
    return "\n".join(["```{toctree}", ":hidden:", "", *entries, "```"])
