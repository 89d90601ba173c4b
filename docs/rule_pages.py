"""The pages of rules: an index, a page for each, and all their messages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from markdown_parts import contents, table

from linter import catalog
from linter.core.diagnostic import Diagnostic
from linter.rules.base import Bad
from linter.rules.registry import all_rules
from linter.testing import cases

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

MESSAGES = """\
# Messages

`articlelint rule CODE` explains a rule. These are the messages of each, from its own cases: every
form of a message once, with the title of its fix and the help below it. Names, numbers and values
in them are those of the case."""

# What differs between two messages of one form.
_IN_A_MESSAGE = re.compile(r"`[^`]*`|[0-9][0-9,.]*")
_MARKUP = re.compile(r"[\\*_{}\[\]<>#|~$]")


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
        rows = table(RULE_COLUMNS, map(_rule_row, families[prefix]))
        entries = [f"{page.code} {page.name} <{_stem(page)}>" for page in families[prefix]]
        parts += [f"## {PREFIXES[prefix]} ({prefix})", rows, contents(entries)]
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
