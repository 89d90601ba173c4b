"""PAR016: a list or a mapping as a key."""

import re
from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Severity
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.core.values import json_pointer
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good

_TEMPLATE = lazy_pattern(r"\{\{.*?\}\}", re.DOTALL)


class CollectionAsKey(DocumentRule):
    """A list or a mapping is used as a key.

    ## What it does
    Reports keys that are lists or mappings. An unquoted `{{ site.title }}` contains such a key, as
    it is a mapping inside a mapping.

    ## Why is this bad?
    Front matter is read before templates run, so an unquoted `{{ … }}` is never replaced. No
    template can use a key that is not text, and Hugo refuses to read the file.

    ## Example
    ```yaml
    title: {{ site.title }}
    ```
    Use instead:
    ```yaml
    title: "{{ site.title }}"
    ```
    """

    code = "PAR016"
    name = "collection-as-key"
    severity = Severity.ERROR
    silence = Silence()

    good = (
        Good('title: "{{ site.title }}"\n'),
        Good("title: Power {{ site.title }}\n"),
        Good("title: {a: {b: c}}\n"),
        Good("title: [{a: b}]\n"),
    )
    bad = (
        Bad("title: ⟦{{ site.title }}⟧\n", says="quote"),
        Bad("topics:\n  - ⟦{{ topic }}⟧ # c\n"),
        Bad("topics: [a, ⟦{{ topic }}⟧]\n"),
        Bad("⟦[a, b]⟧: c\n", says="a list cannot be a key"),
        Bad("? ⟦a: b⟧\n: c\n", says="a mapping cannot be a key"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each key that is a collection."""
        for member in document.members:
            if not isinstance(member.key, yaml.CollectionNode):
                continue
            span = document.node_span(member.key)
            template = _TEMPLATE.match(document.source.text, span.start - 1)
            if template is not None:
                yield Finding(
                    "a template tag without quotes is a mapping to YAML; quote it",
                    Span(*template.span()),
                    json_pointer(member.path[:-1]),
                    help='Write it in quotes: `"{{ … }}"`.',
                )
            else:
                what = "list" if isinstance(member.key, yaml.SequenceNode) else "mapping"
                yield Finding(
                    f"a {what} cannot be a key; quote it",
                    span,
                    json_pointer(member.path),
                    help="Put the key in quotes.",
                )
