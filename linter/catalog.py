"""The documentation of rules, made from their classes: as Markdown and as data for JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from linter.config.schema import option_schemas
from linter.core.diagnostic import Safety
from linter.core.text import LineIndex, Span
from linter.reporters.shared.cells import shown, width
from linter.rules.base import Bad, Good, Rule, documentation
from linter.testing import unmarked

_USUAL_PATH = Good("").path


@dataclass(frozen=True, slots=True)
class Example:
    """The file of one of a rule's cases.

    `spans` are the reported ones, none in a good case; `fixed` is the text after the rule's fixes,
    None without fixes.
    """

    path: str
    text: str
    spans: tuple[Span, ...] = ()
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class RulePage:
    """The documentation of a rule.

    `summary` is one sentence; `explanation` is Markdown with headings. `options` are the JSON
    Schemas of the options, by their names in the config.
    """

    code: str
    name: str
    severity: str
    default: bool
    fixes: tuple[str, ...]
    summary: str
    explanation: str
    options: dict[str, Any]
    url: str | None
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


def page(rule: type[Rule]) -> RulePage:
    """Return the documentation of a rule."""
    summary, explanation = documentation(rule)
    return RulePage(
        code=rule.code,
        name=rule.name,
        severity=rule.severity.value,
        default=rule.default,
        fixes=tuple(safety.value for safety in Safety if safety in rule.fixes),
        summary=summary,
        explanation=explanation,
        options=option_schemas(rule),
        url=rule.url(),
        bad=tuple(_example(case) for case in rule.bad),
        good=tuple(_example(case) for case in rule.good),
    )


def as_data(rule_page: RulePage) -> dict[str, Any]:
    """Return a page as data that JSON can represent, without spans."""
    data = asdict(rule_page)
    for example in (*data["bad"], *data["good"]):
        del example["spans"]
    return data


def as_markdown(rule_page: RulePage) -> str:
    """Return a page as Markdown, with carets below the reported text of examples."""
    facts = [
        rule_page.severity,
        "on by default" if rule_page.default else "off unless selected",
        f"fix: {' or '.join(rule_page.fixes)}" if rule_page.fixes else "no fix",
    ]
    parts = [
        f"# {rule_page.name} ({rule_page.code})",
        ", ".join(facts),
        rule_page.summary,
        rule_page.explanation,
        *_options(rule_page),
        f"## Cases\nWhere no other file is named, it is `{_USUAL_PATH}`.",
        *(part for example in rule_page.bad for part in _reported(example)),
        *(_labelled("Not reported", example) for example in rule_page.good),
        rule_page.url or "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _options(rule_page: RulePage) -> Iterator[str]:
    if rule_page.options:
        rows = (
            f"- `{name}` (`{json.dumps(schema['default'])}`): {schema['description']}"
            for name, schema in rule_page.options.items()
        )
        yield "## Options\n\n" + "\n".join(rows)


def _reported(example: Example) -> Iterator[str]:
    yield _labelled("Reported", example)
    if example.fixed is not None:
        yield _labelled("Fixed", Example(_USUAL_PATH, example.fixed))


def _labelled(label: str, example: Example) -> str:
    place = "" if example.path == _USUAL_PATH else f", in `{example.path}`"
    return f"{label}{place}:\n\n{_fenced(example)}"


def _fenced(example: Example) -> str:
    """Return a file in a code block; characters that are not printable are escaped."""
    lines = LineIndex(example.text)
    carets: dict[int, list[str]] = {}
    for span in example.spans:
        row = lines.position(span.start).row
        line = lines.line(row)
        indent = width(shown(example.text[line.start : span.start]))
        marked = width(shown(example.text[span.start : min(span.end, line.end)]))
        carets.setdefault(row, []).append(" " * indent + "^" * max(marked, 1))
    out = []
    for row in range(1, lines.position(len(example.text)).row + 1):
        line = lines.line(row)
        out += [shown(example.text[line.start : line.end]), *carets.get(row, [])]
    # Cases hold backticks, but no line of tildes.
    return "\n".join(["~~~text", *out]).rstrip("\n") + "\n~~~"


def _example(case: Good | Bad) -> Example:
    text, spans = unmarked(case)
    fixed = case.fixed if isinstance(case, Bad) else None
    if fixed is not None and not case.whole:
        fixed = f"---\n{fixed}---\n"
    return Example(case.path, text, tuple(spans), fixed)
