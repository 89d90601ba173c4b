"""The pages of generators: the table of facts in each, between two comments.

The rest of these pages is written by hand.
"""

from collections.abc import Iterator
from pathlib import Path

import profile_facts
from markdown_parts import table

from linter.profiles.profile import Profile

DOCS = Path(__file__).parent

FACTS_BEGIN = "<!-- From the code: docs/generate.py writes it. -->"
FACTS_END = "<!-- To here. -->"

GENERATOR_COLUMNS = ("generator", "a site has one of", "dialect", "schema")


def generator_pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the pages on generators, each with its table as it is now."""
    facts = table(GENERATOR_COLUMNS, profile_facts.index_rows())
    yield _with_facts("generators/index.md", "All generators", facts)
    for profile in profile_facts.with_page():
        yield _with_facts(f"generators/{profile.name}.md", profile.title, _facts(profile))


def _facts(profile: Profile) -> str:
    return table(("at a glance", ""), profile_facts.rows(profile))


def _with_facts(name: str, title: str, facts: str) -> tuple[str, str]:
    """Return a page with its table; a new page if there is none yet."""
    path = DOCS / name
    new = f"# {title}\n\n{FACTS_BEGIN}\n{FACTS_END}\n"
    text = path.read_text(encoding="utf-8") if path.exists() else new
    before, _, rest = text.partition(FACTS_BEGIN)
    _, _, after = rest.partition(FACTS_END)
    return name, f"{before}{FACTS_BEGIN}\n\n{facts}\n\n{FACTS_END}{after}"
