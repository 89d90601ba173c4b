"""REF001: a topic that the site does not have."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.similar import nearest, suggestion
from linter.editing.scalar import rewrite
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.site.silence import are_topics
from linter.schema.entries import Field

_SITE = {"_data/topics/ai.yaml": "name: AI\n", "_data/topics/nlp.yaml": "name: Natural Language\n"}


class UnknownTopic(FieldRule):
    """A topic is not one of the site's topics.

    ## What it does
    Compares each entry of `topics` with the names of the files in `_data/topics/`. Reports nothing
    if the site has no such files, or if one of them cannot be read.

    ## Why is this bad?
    The article is missing from the page of the topic.

    ## Example
    ```yaml
    topics:
      - Natural Langauge
    ```
    Use instead:
    ```yaml
    topics:
      - Natural Language
    ```

    ## Fix safety
    Unsafe: the fix writes the most similar topic, which is a guess.
    """

    code = "REF001"
    name = "unknown-topic"
    severity = Severity.ERROR
    needs_site = True
    fixes = frozenset({Safety.UNSAFE})
    roles = frozenset({"topics"})
    silence = Silence(in_site=are_topics)

    good = (
        Good("topics: [AI, Natural Language]\n", files=_SITE),
        Good("topics: [Anything]\n", files={"_data/x.yaml": ""}),
        Good("topics: [Anything]\n"),
    )
    bad = (
        Bad(
            "topics:\n  - AI\n  - ⟦Natural Langauge⟧\n",
            fixed="topics:\n  - AI\n  - Natural Language\n",
            says="did you mean `Natural Language`?",
            files=_SITE,
        ),
        Bad("topics: [⟦Cooking⟧]\n", says="`Cooking` is not a topic of the site", files=_SITE),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at each unknown topic."""
        index = context.site.index if context.site is not None else None
        if index is None or not index.topics or index.problems or not isinstance(field.value, list):
            return
        for number, name in enumerate(field.value):
            if isinstance(name, str) and name not in index.topics:
                topic = Field(field.document, (*field.path, number), name, field.roles)
                near = nearest(name, sorted(index.topics), cutoff=0.7)
                yield topic.finding(
                    f"{quoted(name)} is not a topic of the site{suggestion(near)}",
                    fix=None if near is None else _fix(topic, near),
                )


def _fix(topic: Field, name: str) -> Fix | None:
    edits = rewrite(topic.document, topic.path, name)
    return Fix(f"Write {quoted(name)}", edits, Safety.UNSAFE, (topic.pointer,)) if edits else None
