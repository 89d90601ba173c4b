"""REL003: two related items that link to the same page."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import quoted
from linter.core.values import json_pointer
from linter.editing.item import remove_item
from linter.editing.scalar import write_plain
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.related.items import (
    DuplicateLink,
    counted_items,
    item_count,
    label,
    links_to_same_page,
    score,
)
from linter.rules.related.silence import HEAT_PER_ITEM, pages_differ
from linter.rules.shared.link_patterns import LINK
from linter.rules.shared.link_silence import LINK_ROLES
from linter.schema.entries import Entry

_URL = "https://www.pbs.org/newshour/bans"

if TYPE_CHECKING:
    from linter.core.text import Edit


class RelatedTwice(EntryRule):
    """Two related items link to the same page.

    ## What it does
    Reports an item that links to the page, or to the AMP page, of an earlier item. Links are
    compared as other rules would fix them: without tracking parameters, and `http` like `https`. If
    only the earlier item's link does not match its provider, it is reported instead.

    ## Why is this bad?
    Readers are offered the same report twice, and `heat` counts it twice.

    ## Example
    ```yaml
    heat: 94
    related:
      - webUrl: https://www.pbs.org/newshour/nation/amazon-bans-police-use
      - webUrl: https://www.pbs.org/newshour/nation/amazon-bans-police-use
    ```
    Use instead:
    ```yaml
    heat: 84
    related:
      - webUrl: https://www.pbs.org/newshour/nation/amazon-bans-police-use
    ```

    ## Fix safety
    Unsafe: the fix removes the duplicate items, but one of them may be a different report with a
    wrong link. The fix lowers `heat` if it counts these items. The first finding of a file fixes
    all of them.
    """

    code = "REL003"
    name = "related-twice"
    severity = Severity.ERROR
    fixes = frozenset({Safety.UNSAFE})
    roles = frozenset({"related"})
    silence = LINK._replace(roles=LINK_ROLES, holds=pages_differ)

    good = (
        Good(f"related:\n  - webUrl: {_URL}\n  - webUrl: {_URL}/2\n  - webUrl: 1\n  - webUrl: 1\n"),
        Good("related: [{webUrl: a b}, {webUrl: a b}]\n"),
        # REL002 reports both.
        Good(f"webUrl: {_URL}\nrelated: [{{webUrl: '{_URL}'}}, {{webUrl: '{_URL}'}}]\n"),
    )
    bad = (
        Bad(
            "heat: 94 # 2\npublished: true\nquality: 74\nrelated:\n"
            f"  - webUrl: {_URL}\n    quality: 2\n"
            f"  # again\n  - quality: 1\n    webUrl: ⟦http://www.pbs.org/newshour/bans?fbclid=1⟧\n",
            fixed="heat: 84 # 2\npublished: true\nquality: 74\nrelated:\n"
            f"  - webUrl: {_URL}\n    quality: 2\n  # again\n",
            says="`webUrl` of item 2 of `related` is the page of item 1 of `related`",
        ),
        Bad(
            f"heat: 84\nquality: 74\npublished: true\nrelated: [{{webUrl: '{_URL}'}},"
            f" {{webUrl: ⟦'{_URL}#a'⟧}}]\n",
            fixed=f"heat: 84\nquality: 74\npublished: true\nrelated: [{{webUrl: '{_URL}'}}]\n",
        ),
        Bad(
            f"heat: 30\nquality: 0\npublished: true\nrelated:\n- webUrl: {_URL}\n"
            f"- webUrl: ⟦{_URL}⟧\n\n- webUrl: ⟦{_URL}⟧\n\ntitle: a\n",
            fixed=f"heat: 10\nquality: 0\npublished: true\nrelated:\n"
            f"- webUrl: {_URL}\n\ntitle: a\n",
        ),
        Bad(
            f"related:\n- webUrl: {_URL}\n  ampWebUrl: https://www.pbs.org/amp\n"
            "- webUrl: ⟦https://www.pbs.org/amp⟧\n",
            fixed=f"related:\n- webUrl: {_URL}\n  ampWebUrl: https://www.pbs.org/amp\n",
        ),
        Bad(
            f"related:\n- webUrl: ⟦{_URL}⟧\n  type: article\n  provider: {{domain: wsj.com}}\n"
            f"- webUrl: {_URL}\n  type: article\n  provider: {{domain: pbs.org}}\n",
            fixed=f"related:\n- webUrl: {_URL}\n  type: article\n  provider: {{domain: pbs.org}}\n",
            says="`webUrl` of item 1 of `related` is the page of item 2 of `related`",
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link of each duplicate item."""
        duplicates = list(links_to_same_page(entry))
        for index, duplicate in enumerate(duplicates):
            yield duplicate.link.field.finding(
                f"{quoted(duplicate.link.field.key)} of {label(duplicate.item)} is the page of"
                f" {label(duplicate.other)}",
                fix=None if index else _fix(entry, duplicates),
                related=(
                    Related(
                        f"the page of {label(duplicate.other)}", duplicate.other_link.field.span
                    ),
                ),
            )


def _fix(entry: Entry, duplicates: list[DuplicateLink]) -> Fix | None:
    """Return a fix that removes all duplicate items and lowers the heat accordingly."""
    field, total = entry.field("related"), item_count(entry)
    items = list({duplicate.item.path: duplicate.item for duplicate in duplicates}.values())
    if field is None or total is None:
        return None
    edits: list[Edit] = []
    for item in items:
        removal = remove_item(item.document, item.path)
        if removal is None:
            return None
        edits += removal
    edits.sort()
    if any(one.span.end > other.span.start for one, other in pairwise(edits)):
        return None
    title = "Remove " + " and ".join(label(item) for item in items)
    heat, counted, quality = entry.field("heat"), counted_items(entry), score(entry, "quality")
    left = total - len(items)
    if heat is None or counted is None or quality is None or counted <= left:
        return Fix(title, tuple(edits), Safety.UNSAFE, (json_pointer(field.path),))
    lowered = str(quality + HEAT_PER_ITEM * left)
    written = write_plain(heat.document, heat.path, lowered)
    if written is None:
        return None
    title += f", and write {quoted(lowered)} in {quoted(heat.key)}"
    pointers = (json_pointer(field.path), heat.pointer)
    return Fix(title, (*edits, *written), Safety.UNSAFE, pointers)
