"""Rules of our house style."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from linter.plugin import (
    Bad,
    Context,
    Field,
    FieldRule,
    Finding,
    Fix,
    Good,
    Safety,
    Severity,
    part_span,
    quoted,
    rewrite,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What no title ends with."""

    signs: Annotated[str, "The signs that no title ends with."] = ".;,"


class TitleEnd(FieldRule):
    """A title ends with a full stop.

    ## What it does
    Reports titles that end with a full stop, a semicolon or a comma.

    ## Why is this bad?
    Titles are not sentences, and most of ours end without a full stop.

    ## Example
    `Amazon bans police use.` instead of `Amazon bans police use`.

    ## Fix safety
    Safe: the fix takes the signs away.
    """

    code = "HSE001"
    name = "title-end"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = frozenset({"title", "page-title"})
    options: Options = Options()

    good = (
        Good("title: Amazon bans police use\n"),
        Good("title: What now?\n"),
        Good("title: ...\n"),
    )
    bad = (
        Bad(
            "title: Amazon bans police use⟦.⟧ # for a year\n",
            fixed="title: Amazon bans police use # for a year\n",
            says="`title` ends with `.`",
        ),
        Bad(
            'related: [{title: "Who is next⟦,.⟧"}]\n',
            fixed='related: [{title: "Who is next"}]\n',
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the signs that end a title."""
        if not isinstance(field.value, str):
            return
        kept = field.value.rstrip(self.options.signs)
        if kept in ("", field.value):
            return
        edits = rewrite(field.document, field.path, kept)
        yield field.finding(
            f"{quoted(field.key)} ends with {quoted(field.value[len(kept) :])}",
            span=part_span(field.document, field.path, len(kept), len(field.value)),
            fix=Fix("Take it away", edits, Safety.SAFE, (field.pointer,)) if edits else None,
        )
