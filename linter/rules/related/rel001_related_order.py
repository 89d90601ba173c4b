"""REL001: related items that are not sorted by quality."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.values import json_pointer
from linter.editing.item import reorder_items
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.related.items import duplicate_items
from linter.rules.related.silence import is_sorted
from linter.rules.shared.order import first_to_move
from linter.schema.entries import Entry


class RelatedOrder(EntryRule):
    """Related items are not sorted by quality.

    ## What it does
    Reports a list of related items that is not sorted by `quality` in descending order, at the
    first misplaced item. Items of equal quality may be in any order. Lists in which an item has no
    quality are ignored, and so are items that link to the same page as another one.

    ## Why is this bad?
    Apps show the items in the order of the file, and only the first few.

    ## Example
    ```yaml
    related:
      - title: House police reform bill
        quality: 41
      - title: Amazon bans police use
        quality: 61
    ```
    Use instead:
    ```yaml
    related:
      - title: Amazon bans police use
        quality: 61
      - title: House police reform bill
        quality: 41
    ```

    ## Fix safety
    Safe: the fix moves whole items with their comments; items of equal quality keep their order.
    """

    code = "REL001"
    name = "related-order"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    yields_to = ("SCH003", "SCH006")
    roles = frozenset({"related"})
    silence = Silence(holds=is_sorted)

    good = (
        Good("related:\n  - quality: 3\n  - quality: 2\n  - quality: 2\n  - quality: 0\n"),
        Good("related:\n  - quality: 1\n  - title: a\n  - quality: 3\n"),
        Good("related:\n  - quality: 1\n  - quality: '2'\n"),
        Good("related:\n  - quality: -1\n  - quality: 2\n"),
        Good("related:\n  - quality: 1\n  - 2\n  - quality: 3\n"),
        Good("related: []\n"),
        Good("related: {quality: 1}\n"),
        Good(
            "related:\n  - {quality: 1, webUrl: 'https://a.com/b'}\n"
            "  - {quality: 3, webUrl: 'http://a.com/b'}\n"
        ),
    )
    bad = (
        Bad(
            "related:\n  # one\n  - quality: 41 # 1\n    title: a\n  # two\n  - quality: ⟦61⟧\n",
            fixed="related:\n  # two\n  - quality: 61\n"
            "  # one\n  - quality: 41 # 1\n    title: a\n",
            says="`quality` is `61`, so item 2 of `related` belongs at position 1",
        ),
        Bad(
            "related:\n- quality: ⟦6⟧\n- quality: 41\n- quality: 41\n- quality: 24\n",
            fixed="related:\n- quality: 41\n- quality: 41\n- quality: 24\n- quality: 6\n",
            says="`quality` is `6`, so item 1 of `related` belongs at position 4",
        ),
        Bad(
            "related: [{quality: 3}, {quality: 1}, {quality: ⟦2⟧}]\n",
            fixed="related: [{quality: 3}, {quality: 2}, {quality: 1}]\n",
        ),
        Bad(
            "low: &low\n  quality: 1\nrelated:\n  - *low\n  - quality: ⟦2⟧\n",
            fixed="low: &low\n  quality: 1\nrelated:\n  - quality: 2\n  - *low\n",
            schema={
                "properties": {
                    "related": {
                        "x-role": "related",
                        "items": {"properties": {"quality": {"x-role": "quality"}}},
                    }
                }
            },
        ),
        Bad("related:\n  - &low\n    quality: 1\n  - quality: ⟦2⟧\nseen: *low\n"),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the quality of the first misplaced item."""
        field, items = entry.field("related"), entry.entries("related")
        if field is None or not isinstance(field.value, list) or len(items) < len(field.value):
            return
        scores = [item.number("quality") for item in items]
        numbers = [score for score in scores if score is not None and score >= 0]
        if len(numbers) < len(items) or numbers == sorted(numbers, reverse=True):
            return
        duplicates = duplicate_items(entry)
        indices = [index for index, item in enumerate(items) if item.path not in duplicates]
        out_of_place = first_to_move([-numbers[index] for index in indices])
        if out_of_place is None:
            return
        index = indices[out_of_place]
        quality = items[index].field("quality")
        order = sorted(range(len(numbers)), key=lambda index: -numbers[index])
        if quality is None:
            return
        edits = reorder_items(field.document, field.path, order)
        name, key = quoted(field.key), quoted(quality.key)
        fix = None
        if edits is not None:
            fix = Fix(f"Sort {name} by {key}", edits, Safety.SAFE, (json_pointer(field.path),))
        yield quality.finding(
            f"{key} is {quoted(quality.value)}, so item {index + 1} of {name} belongs at position"
            f" {order.index(index) + 1}: the list is sorted by it, highest first",
            fix=fix,
        )
