"""Writes what is taken from the code: pages, pictures, the manual page.

`python docs/generate.py` writes them below `docs/`, or below the folder that it is given. They are
committed, and a test fails when they are stale. A new page is a line in `PAGES` and a function that
returns its text; pages of which the code decides how many there are have a line in `FAMILIES`.
In the pages of generators it writes the table between two comments; the rest is written by hand.
Without a folder it writes the config's own schema too, as `articlelint schema config` prints it,
and the index of rules, `linter/rules/index.py`.
"""

import sys
from collections.abc import Callable, Iterator
from importlib import reload
from pathlib import Path

from command_reference import page as command_page
from config_reference import page as config_page
from drawing import packages_drawing
from format_reference import page as format_page
from generator_pages import generator_pages
from manual_page import manual_page
from recording import recording
from report_page import report_page
from role_reference import page as role_page
from rule_index import rule_index
from rule_pages import messages, rules
from schema_pages import schemas

from linter.config.schema import config_schema
from linter.reporters.shared.json_text import document
from linter.rules import index

DOCS = Path(__file__).parent
SCHEMA = DOCS.parent / "schemas/config.schema.json"
INDEX = DOCS.parent / "linter/rules/index.py"
NOTICE = "<!-- Written by docs/generate.py; what is changed here is lost. -->\n\n"


def main(folder: Path) -> None:
    """Write every file, and delete the pages of `FAMILIES` that are no longer generated.

    The first one is written after all are made, so that an error leaves the folder as it was.
    """
    made = {folder / name: text for name, text in files()}
    for family in FAMILIES:
        for old in set((folder / family).glob("*.md")) - made.keys():
            old.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def files() -> Iterator[tuple[str, str]]:
    """Yield the path below `docs/` and the text of every file."""
    for name, page in PAGES.items():
        yield name, NOTICE + page()
    for folder, family in FAMILIES.items():
        for name, text in family():
            yield f"{folder}/{name}.md", NOTICE + text
    yield from generator_pages()
    for name, content in FILES.items():
        yield name, content()


PAGES: dict[str, Callable[[], str]] = {
    "reference/command-line.md": command_page,
    "reference/config.md": config_page,
    "reference/formats.md": format_page,
    "reference/messages.md": messages,
    "reference/roles.md": role_page,
}
"""Pages by their path below `docs/`."""

FILES: dict[str, Callable[[], str]] = {
    "_static/packages.svg": packages_drawing,
    "_static/recording.svg": recording,
    "_static/report.html": report_page,
    "man/articlelint.1": manual_page,
}
"""Files that are no pages, by their path below `docs/`."""

FAMILIES: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {
    "rules": rules,
    "reference/schemas": schemas,
}
"""Folders below `docs/` in which everything is generated: names and texts of their pages."""

if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        # It comes first: the others take the rules from it.
        INDEX.write_text(rule_index(), encoding="utf-8")
        reload(index)
        main(DOCS)
        SCHEMA.write_text(document(config_schema()), encoding="utf-8")
