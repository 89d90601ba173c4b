"""REL004: a heat that does not match the related items."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import plural, quoted
from linter.editing.scalar import write_plain
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.related.items import counted_items, item_count, score
from linter.rules.related.silence import HEAT_PER_ITEM, heat_counts_items
from linter.schema.entries import Entry

_URL = "https://www.pbs.org/newshour/bans"


class HeatFormula(EntryRule):
    """The heat of a published article does not match its related items.

    ## What it does
    Reports a `heat` other than `quality` plus 10 for each related item, in published articles. An
    item that another rule reports as a duplicate may be counted or not.

    ## Why is this bad?
    Apps sort by this score: the article is higher or lower in the list than its story deserves.

    ## Example
    ```yaml
    quality: 74
    heat: 74
    published: true
    related:
      - title: Amazon bans police use
    ```
    Use instead:
    ```yaml
    quality: 74
    heat: 84
    published: true
    related:
      - title: Amazon bans police use
    ```

    ## Fix safety
    Unsafe: the fix writes the number that follows from the other fields, but the crawler may have
    intended a different one, or items may be missing.
    """

    code = "REL004"
    name = "heat-formula"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    yields_to = ("SCH003", "SCH006")
    roles = frozenset({"heat"})
    silence = Silence(holds=heat_counts_items, of_objects=True)

    good = (
        Good("published: true\nquality: 74\nheat: 94\nrelated: [{}, {}]\n"),
        Good("published: true\nquality: 74\nheat: 74\n"),
        Good("published: false\nquality: 74\nheat: -1\n"),
        Good("quality: 74\nheat: 1\n"),
        Good("published: true\nquality: '74'\nheat: 1\n"),
        Good("published: true\nquality: -74\nheat: 1\n"),
        Good("published: true\nquality: 74\nheat: '1'\n"),
        Good("published: true\nquality: 74\nheat: 1\nrelated: {a: 1}\n"),
        Good(
            "published: true\nquality: 74\nheat: 84\n"
            f"related: [{{webUrl: '{_URL}'}}, {{webUrl: '{_URL}'}}]\n"
        ),
    )
    bad = (
        Bad(
            "published: true\nquality: 74\nheat: ⟦74⟧ # hot\nrelated:\n  - title: a\n",
            fixed="published: true\nquality: 74\nheat: 84 # hot\nrelated:\n  - title: a\n",
            says="`heat` is `74`, but `quality` 74 and 1 related item make 84",
        ),
        Bad(
            "published: true\nquality: 74\nheat: ⟦79⟧\n",
            fixed="published: true\nquality: 74\nheat: 74\n",
            says="0 related items",
        ),
        Bad(
            "published: true\nquality: 0\nheat: ⟦0⟧\n"
            f"related: [{{webUrl: '{_URL}'}}, {{webUrl: '{_URL}'}}]\n",
            fixed="published: true\nquality: 0\nheat: 20\n"
            f"related: [{{webUrl: '{_URL}'}}, {{webUrl: '{_URL}'}}]\n",
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the heat."""
        heat, published, quality = (entry.field(role) for role in ("heat", "published", "quality"))
        number, count = score(entry, "quality"), item_count(entry)
        if heat is None or published is None or published.value is not True or quality is None:
            return
        if number is None or number < 0 or count is None or entry.number("heat") is None:
            return
        if counted_items(entry) is not None:
            return
        right = str(number + HEAT_PER_ITEM * count)
        edits = write_plain(heat.document, heat.path, right)
        fix = None
        if edits is not None:
            fix = Fix(f"Write {quoted(right)}", edits, Safety.UNSAFE, (heat.pointer,))
        yield heat.finding(
            f"{quoted(heat.key)} is {quoted(heat.value)}, but {quoted(quality.key)} {number} and"
            f" {plural(count, 'related item')} make {right}",
            fix=fix,
        )
