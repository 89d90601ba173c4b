"""Writes what is taken from the code: pages, pictures, the manual page.

`python docs/generate.py` writes them below `docs/`, or below the folder that it is given. They are
committed, and a test fails when they are stale. A new page is a line in `PAGES` and a function that
returns its text; pages of which the code decides how many there are have a line in `FAMILIES`.
In the pages of generators it writes the table between two comments; the rest is written by hand.
Without a folder it writes the config's own schema too, as `articlelint schema config` prints it,
and the index of rules, `linter/rules/index.py`.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module, reload
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import Any

import profile_facts
from command_reference import page as command_page
from config_reference import page as config_page
from drawing import packages_drawing
from manual_page import manual_page
from recording import recording
from report_page import report_page
from rule_index import rule_index

from linter import catalog
from linter.config.schema import config_schema
from linter.core.diagnostic import Diagnostic
from linter.profiles.profile import Profile
from linter.reporters import format_names
from linter.reporters.shared.json_text import document
from linter.rules import index
from linter.rules.base import Bad
from linter.rules.registry import all_rules
from linter.schema.builtin import builtin_names
from linter.schema.roles import ROLES
from linter.schema.schema import Schema, builtin
from linter.schema.shape import Shape
from linter.testing import cases

DOCS = Path(__file__).parent
SCHEMA = DOCS.parent / "schemas/config.schema.json"
INDEX = DOCS.parent / "linter/rules/index.py"
NOTICE = "<!-- Written by docs/generate.py; what is changed here is lost. -->\n\n"

FACTS_BEGIN = "<!-- From the code: docs/generate.py writes it. -->"
FACTS_END = "<!-- To here. -->"

PREFIXES = {
    "PAR": "Reading the file",
    "SCH": "JSON Schema",
    "URL": "Links",
    "IMG": "Pictures",
    "DAT": "Dates",
    "REL": "Related items and scores",
    "SEC": "The secured field",
    "TXT": "Texts",
    "DUP": "Repetitions across the site",
    "REF": "References across the site",
    "STY": "Layout",
    "NET": "The web, with --online",
}
"""The topics of the families of rules, in the order of the index of rules."""

RULES = """\
# Rules

```sh
articlelint rule URL004               # explain a rule, with examples
articlelint check --select URL,IMG    # run only these rules
```

A rule is selected by its code or its name; the first three letters of the code select a family.
*Fix* is the safety of the rule's fix; see [](../explanation/what-is-safe.md). A rule
that is *off* runs only if it is selected."""

RULE_COLUMNS = ("rule", "what it reports", "severity", "fix")

SCHEMAS = """\
# Schemas

The built-in kinds of front matter. `articlelint schema NAME` prints one as JSON Schema.
Properties are in the order that [STY001](../../rules/sty001-key-order.md) checks. Rules select
properties by [role](../roles.md)."""

ROLES_MEAN = """\
# Roles

Rules select properties by role, not by key name. The keyword `x-role` in a schema gives a property
one role, or a list of them. A site with other keys keeps every rule: it brings its
own schema. A property without a role is checked by the schema alone.

```json
{ "properties": { "link": { "type": "string", "x-role": "web-url" } } }
```"""

MESSAGES = """\
# Messages

`articlelint rule CODE` explains a rule. These are the messages of each, from its own cases: every
form of a message once, with the title of its fix and the help below it. Names, numbers and values
in them are those of the case."""

FORMATS_BEGIN = """\
# Output formats

`articlelint check --output-format NAME`, with `--output-file PATH` to write it to a file. Findings
are in order of path, position and code (but `github` has errors first), and the same input gives
the same bytes. What could not be read or written is reported on standard error and, where the
format has a place for it, in the output as well. If nothing is found, `json`, `sarif`, `gitlab`,
`junit` and `rdjson` print a valid document without findings, `json-lines`, `github` and `azure`
nothing, and the others a summary line."""

FORMATS_END = r"""
With `--statistics` the formats in JSON print counts per rule as a JSON array, the others as text.

## Places

Rows start at 1 and count from the file's first line; the opening `---` is row 1. Columns start at 1
and count Unicode code points; ends are exclusive. The formats for people also show where in the
data a finding is, as in `related[1].images[0].url`, if that is no property of the front matter
itself; `json` and `sarif` have the JSON Pointer of every finding. In `rdjson` columns count bytes
of UTF-8, because reviewdog does. Paths are relative to the working folder, with `/`.

## Text from files

In every format what a file, its name or a message holds is text and nothing else. Control
characters, line separators and bidirectional overrides are escaped, in JSON as `\u…`, elsewhere as
`\x1b` or `\u202e`. So are the beginnings of `::name`, `##[`, `##vso[` and `##teamcity[` where a
runner of GitHub, Azure or TeamCity would take them for commands. In Markdown there are no links,
mentions or tags but articlelint's own. The content of `secured` is never printed, however it is
spelt where it is repeated.

The patch of `--diff` is byte for byte what `git apply` needs, so nothing in it can be escaped.
Where standard output is no terminal, the patch of a file that holds control characters,
bidirectional overrides or such commands is left out, and a line on standard error says why; with
`--output-file` it is written as it is. On a terminal they are shown as escapes."""


GENERATOR_COLUMNS = ("generator", "a site has one of", "dialect", "schema")

# What differs between two messages of one form.
_IN_A_MESSAGE = re.compile(r"`[^`]*`|[0-9][0-9,.]*")
_MARKUP = re.compile(r"[\\*_{}\[\]<>#|~$]")

Place = tuple[str, ...]
"""Keys that lead to an object in front matter; `[]` stands for any item of a list."""


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


# Rules


def rules() -> Iterator[tuple[str, str]]:
    """Yield the index of rules, and a page for each."""
    every = {rule: catalog.page(rule) for rule in all_rules().values()}
    yield "index", _rule_index(list(every.values()))
    for rule, page in every.items():
        summary = f"{page.summary}\n\n{_rule_commands(page, needs_web=rule.needs_web)}"
        yield _stem(page), catalog.as_markdown(replace(page, url=None, summary=summary))


def _rule_index(every: list[catalog.RulePage]) -> str:
    families = {prefix: list(group) for prefix, group in groupby(every, lambda page: page.code[:3])}
    parts = [RULES]
    for prefix in sorted(families, key=list(PREFIXES).index):
        table = _table(RULE_COLUMNS, map(_rule_row, families[prefix]))
        entries = [f"{page.code} {page.name} <{_stem(page)}>" for page in families[prefix]]
        parts += [f"## {PREFIXES[prefix]} ({prefix})", table, _contents(entries)]
    return "\n\n".join(parts) + "\n"


def _rule_commands(page: catalog.RulePage, *, needs_web: bool) -> str:
    """Return what is typed to run a rule alone, and to fix what it finds."""
    check = f"articlelint check --select {page.code}{' --online' if needs_web else ''}"
    fix = "--fix" if "safe" in page.fixes else "--fix --unsafe-fixes"
    lines = [check, f"{check} {fix}"] if page.fixes else [check]
    links = ["[Ignore its findings](../how-to/ignore.md)"]
    if page.options:
        links.append("[set its options](../reference/config.md#rules)")
    return "\n".join(["```sh", *lines, "```", "", f"{' or '.join(links)}."])


def _rule_row(page: catalog.RulePage) -> tuple[str, ...]:
    severity = page.severity if page.default else f"{page.severity}, off"
    link = f"[{page.code}]({_stem(page)}.md) {page.name}"
    return (link, page.summary, severity, ", ".join(page.fixes))


def _stem(page: catalog.RulePage) -> str:
    return f"{page.code.lower()}-{page.name}"


# Messages


def messages() -> str:
    """Return every form of a message that the rules' cases show."""
    parts = [MESSAGES]
    for code, rule in all_rules().items():
        bad = (each for each in cases(rule) if isinstance(each.case, Bad))
        shown: dict[str, str] = {}
        for found in (finding for each in bad for finding in each.findings()):
            form = _IN_A_MESSAGE.sub("…", f"{found.message} {found.help}")
            shown.setdefault(form, _message(found))
        parts += [f"## {code} {rule.name}", "\n".join(shown.values())]
    return "\n\n".join(parts) + "\n"


def _message(found: Diagnostic) -> str:
    lines = [f"- {_as_text(found.message)}"]
    if found.help is not None:
        lines.append(f"  - help: {_as_text(found.help)}")
    if found.fix is not None:
        lines.append(f"  - fix, {found.fix.safety}: {_as_text(found.fix.title)}")
    return "\n".join(lines)


def _as_text(message: str) -> str:
    """Return a message as Markdown that shows it as it is; code is what it has in backticks."""
    parts = message.split("`")
    return "`".join(
        part if index % 2 else _MARKUP.sub(r"\\\g<0>", part) for index, part in enumerate(parts)
    )


# Output formats


def formats() -> str:
    """Return the reference of output formats, from the docstrings of their modules."""
    documented = {name: _format_documentation(name) for name in format_names()}
    rows = [(f"`{name}`", summary) for name, (summary, _) in documented.items()]
    sections = [f"## {name}\n\n{text}" for name, (_, text) in documented.items() if text]
    parts = [FORMATS_BEGIN, _table(("format", "what it is"), rows), FORMATS_END.strip(), *sections]
    return "\n\n".join(parts) + "\n"


def _format_documentation(name: str) -> tuple[str, str]:
    """Return the first line of a format's documentation, and the others."""
    module = import_module(f"linter.reporters.{name.replace('-', '_')}")
    summary, _, text = cleandoc(module.__doc__ or "").partition("\n")
    return summary.rstrip("."), text.strip()


# Schemas


def schemas() -> Iterator[tuple[str, str]]:
    """Yield the index of built-in schemas, and a page for each."""
    every = {name: builtin(name) for name in builtin_names()}
    rows = [(f"[{name}]({name}.md)", schema.content["title"]) for name, schema in every.items()]
    yield "index", f"{SCHEMAS}\n\n{_table(('schema', 'for'), rows)}\n\n{_contents(every)}\n"
    for name, schema in every.items():
        yield name, _schema_page(schema)


def _schema_page(schema: Schema) -> str:
    command = f"`articlelint schema {schema.name}` prints it as JSON Schema."
    parts = [f"# {schema.name}", schema.content["description"], command]
    described: list[tuple[Place, Shape]] = []
    for place, shape in _objects(schema.shape):
        like = next((each for each, known in described if known == shape), None)
        if place:
            parts.append(f"## `{_shown(place)}`")
        if like is None:
            described.append((place, shape))
            required = _required(schema, place)
            parts += (_property(*item, required) for item in shape.properties.items())
        else:
            parts.append(f"The same properties as `{_shown(like)}`.")
    return "\n\n".join(parts) + "\n"


def _objects(shape: Shape, place: Place = ()) -> Iterator[tuple[Place, Shape]]:
    """Yield every object that a schema describes, the outer before the inner."""
    if shape.properties:
        yield place, shape
    for key, inner in shape.properties.items():
        yield from _objects(inner, (*place, key))
    if shape.items is not None:
        yield from _objects(shape.items, (*place, "[]"))


def _shown(place: Place) -> str:
    return ".".join(place).replace(".[]", "[]")


def _required(schema: Schema, place: Place) -> frozenset[str]:
    """Return the keys that an object must have whatever its others are: ask by an empty one."""
    data: Any = {}
    for key in reversed(place):
        data = [data] if key == "[]" else {key: data}
    at = tuple(0 if key == "[]" else key for key in place)
    missing = (each for each in schema.violations(data) if each.keyword == "required")
    return frozenset(name for each in missing if each.path == at for name in each.names)


def _property(key: str, shape: Shape, required: frozenset[str]) -> str:
    facts = [f"role [{role}](../roles.md#{role})" for role in sorted(shape.roles)]
    if key in required:
        facts.insert(0, "required")
    marks = f" ({', '.join(facts)})" if facts else ""
    return f"`{key}`{marks}\n: {shape.description}"


# Generators


def generator_pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the pages on generators, each with its table as it is now."""
    table = _table(GENERATOR_COLUMNS, profile_facts.index_rows())
    yield _with_facts("generators/index.md", "All generators", table)
    for profile in profile_facts.with_page():
        yield _with_facts(f"generators/{profile.name}.md", profile.title, _facts(profile))


def _facts(profile: Profile) -> str:
    return _table(("at a glance", ""), profile_facts.rows(profile))


def _with_facts(name: str, title: str, table: str) -> tuple[str, str]:
    """Return a page with its table; a new page if there is none yet."""
    path = DOCS / name
    new = f"# {title}\n\n{FACTS_BEGIN}\n{FACTS_END}\n"
    text = path.read_text(encoding="utf-8") if path.exists() else new
    before, _, rest = text.partition(FACTS_BEGIN)
    _, _, after = rest.partition(FACTS_END)
    return name, f"{before}{FACTS_BEGIN}\n\n{table}\n\n{FACTS_END}{after}"


# Roles


def roles() -> str:
    """Return the vocabulary of `x-role`."""
    entries = (f"({role})=\n`{role}`\n: {text}" for role, text in ROLES.items())
    return "\n\n".join([ROLES_MEAN, *entries]) + "\n"


# Markdown


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    every = [heading, ("---",) * len(heading), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in every)


def _contents(entries: Iterable[str]) -> str:
    """Return pages for the sidebar."""
    return "\n".join(["```{toctree}", ":hidden:", "", *entries, "```"])


PAGES: dict[str, Callable[[], str]] = {
    "reference/command-line.md": command_page,
    "reference/config.md": config_page,
    "reference/formats.md": formats,
    "reference/messages.md": messages,
    "reference/roles.md": roles,
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
