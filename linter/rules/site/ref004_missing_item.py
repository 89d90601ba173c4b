"""REF004: an item of a collection without a file."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.similar import nearest, suggestion
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.site.silence import are_items
from linter.schema.entries import Field

_SITE = {"_learning/videos/timer.md": "---\ntitle: Timer\n---\n"}


class MissingItem(FieldRule):
    """An item of a learning collection is missing.

    ## What it does
    Looks for the file of each entry of `items`: `videos/timer` stands for
    `_learning/videos/timer.md`.

    ## Why is this bad?
    The page of the collection has a gap, or its build fails.

    ## Example
    ```yaml
    items:
      - videos/tmier
    ```
    Use instead:
    ```yaml
    items:
      - videos/timer
    ```
    """

    code = "REF004"
    name = "missing-item"
    severity = Severity.ERROR
    needs_site = True
    roles = frozenset({"items"})
    silence = Silence(in_site=are_items)

    good = (
        Good("items: [videos/timer]\n", schema="learning", files=_SITE),
        Good("items: [videos/other]\n", schema="learning", files={"a": ""}),
    )
    bad = (
        Bad(
            "items:\n  - videos/timer\n  - ⟦videos/tmier⟧\n",
            says="did you mean `videos/timer`?",
            schema="learning",
            files=_SITE,
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at each missing item."""
        index = context.site.index if context.site is not None else None
        if index is None or not index.items or not isinstance(field.value, list):
            return
        for number, path in enumerate(field.value):
            if isinstance(path, str) and path not in index.items:
                item = Field(field.document, (*field.path, number), path, field.roles)
                hint = suggestion(nearest(path, sorted(index.items), cutoff=0.8))
                yield item.finding(f"no file has the path {quoted(path)}{hint}")
