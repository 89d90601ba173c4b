"""PAR013: a suppression comment that suppresses nothing."""

from collections.abc import Iterator, Sequence

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.text import Edit, Span
from linter.frontmatter.comments import Selector, Unused
from linter.rules.base import Bad, Good, SuppressionRule

_SHOWN = 5


class UnusedSuppression(SuppressionRule):
    """A suppression comment suppresses nothing.

    ## What it does
    Reports `# articlelint: …` comments, and single rules in their lists, that match no finding;
    unknown rules; and malformed comments, for example with a missing bracket. A rule that does not
    run is never reported as unused, nor is a rule about the whole site if only a text is linted. No
    comment suppresses this rule.

    ## Why is this bad?
    The comment hides the next mistake in that place, and it claims that something is wrong where
    nothing is. A misspelt comment does not do what its author intended.

    ## Example
    ```yaml
    heat: 50  # articlelint: ignore[REL004] scored by hand
    ```
    where `heat` now matches its formula. Use instead:
    ```yaml
    heat: 50
    ```

    ## Fix safety
    Safe: the fix deletes the comment, or the unused rules from its list. Malformed comments and
    unknown rules are only reported, and so are rules about the whole site.
    """

    code = "PAR013"
    name = "unused-suppression"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})

    good = (
        Good("title: a &amp; b  # articlelint: ignore[TXT001] so it is written\n"),
        Good("# articlelint: ignore-file[TXT]\ntitle: a &amp; b\n"),
        Good("# articlelint: ignore[html-entity]\nrelated:\n  - title: a &amp; b\n"),
        Good("title: a &amp; b  # articlelint: ignore\n"),
        Good('title: "a # articlelint: ignore[TXT001]"\n'),
        Good("title: a  # articlelint: ignore[STY001]\n"),
        Good("title: [  # articlelint: ignore[TXT001]\n"),
    )
    bad = (
        Bad(
            "title: a  ⟦# articlelint: ignore[TXT001] once it was so⟧\ntype: article\n",
            fixed="title: a\ntype: article\n",
            says="this comment suppresses nothing: no finding of `TXT001` is in its reach",
        ),
        Bad(
            "title: a\n⟦# articlelint: ignore[TXT001]⟧\ntype: article\n",
            fixed="title: a\ntype: article\n",
        ),
        Bad(
            "title: a &amp; b  # articlelint: ignore[⟦TXT002⟧, TXT001,REL] so it is written\n",
            fixed="title: a &amp; b  # articlelint: ignore[TXT001] so it is written\n",
            says="`TXT002` and `REL` suppress nothing here",
        ),
        Bad(
            "title: a &amp; b  # articlelint: ignore[⟦TXT01⟧]\n",
            says="no rule is called `TXT01`, and no code starts with it; did you mean `TXT001`",
        ),
        Bad(
            "title: a  # articlelint: ignore[⟦par-3⟧, ALL]\n",
            says="no rule is called `par-3`, and no code starts with it; did you mean `PAR003`",
        ),
        Bad("title: a  ⟦# articlelint: ignore[TXT001⟧\n", says="is not closed by `]`"),
        Bad("title: a  ⟦# articlelint: ignore[ ]⟧\n", says="the list of rules is empty"),
        Bad("title: a  ⟦# articlelint: ignore TXT001⟧\n", says="must be in brackets"),
        Bad("⟦# articlelint: ignore-fil[TXT]⟧\ntitle: a\n", says="did you mean `ignore-file`?"),
        Bad("title: a\n⟦# articlelint: ignore-file[TXT]⟧\n", says="belongs above the first key"),
    )

    def check(self, unused: Unused) -> Iterator[Finding]:
        """Yield a finding at the comment, or at the first unused rule in its list."""
        comment, selectors, reason = unused
        if reason:
            span = selectors[0].span if selectors else comment.comment
            yield Finding(f"invalid suppression: {reason}", span, "")
            return
        names = _names(selectors)
        if selectors == comment.selectors:
            yield Finding(
                f"this comment suppresses nothing: no finding of {names} is in its reach",
                comment.comment,
                "",
                fix=Fix("Delete the comment", (Edit(comment.removal, ""),), Safety.SAFE),
            )
        else:
            edits = tuple(Edit(span, "") for span in _removals(comment.selectors, selectors))
            verb = "suppresses" if len(selectors) == 1 else "suppress"
            yield Finding(
                f"{names} {verb} nothing here",
                selectors[0].span,
                "",
                fix=Fix(f"Take {names} out of the list", edits, Safety.SAFE),
            )


def _names(selectors: Sequence[Selector]) -> str:
    """Return selectors as a list in words: `A`, `B` and `C`."""
    names = [quoted(each.text) for each in selectors[:_SHOWN]]
    if len(selectors) > _SHOWN:
        names.append(f"{len(selectors) - _SHOWN} more")
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _removals(every: Sequence[Selector], unused: Sequence[Selector]) -> Iterator[Span]:
    """Yield the spans to delete from a list of which some selectors stay, each with one comma."""
    removed = set(unused)
    first_kept = next(index for index, selector in enumerate(every) if selector not in removed)
    for index, selector in enumerate(every):
        if selector not in removed:
            continue
        if index < first_kept:
            yield Span(selector.span.start, every[index + 1].span.start)
        else:
            yield Span(every[index - 1].span.end, selector.span.end)
