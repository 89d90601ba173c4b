"""PAR009: a YAML tag that the site's reader refuses."""

from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.values import Path, json_pointer
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.refusals import refuses_tag
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.tags import known_tag
from linter.rules.base import Bad, Context, DocumentRule, Good


class UnsupportedTag(DocumentRule):
    """A value carries a YAML tag that the site's reader refuses or does not know.

    ## What it does
    Reports tags that create objects of a programming language (`!ruby/object`, `!!python/name`),
    and all other tags that are not among YAML's own types.

    ## Why is this bad?
    Psych refuses tags that would create objects, and Jekyll then builds the page without any of its
    fields. Jekyll and Hugo ignore unknown tags, so they have no effect; js-yaml and PyYAML refuse
    them all.

    ## Example
    ```yaml
    provider: !ruby/object:OpenStruct
      name: Microsoft
    ```
    Use instead:
    ```yaml
    provider:
      name: Microsoft
    ```
    """

    code = "PAR009"
    name = "unsupported-tag"
    severity = Severity.ERROR
    silence = Silence()

    good = (
        Good("a: !!str 12\nb: !!int '3'\nc: !!seq [1]\nd: !!map {a: 1}\n"),
        Good("title: !binary |\n  R29vZ2xl\ntags: [!binary YWJj, !str 12, !float '1']\n"),
    )
    bad = (
        Bad("provider: ⟦!ruby/object:OpenStruct⟧\n  name: a\n", says="refuses the tag"),
        Bad("title: ⟦!!python/name:os.system⟧ a\n"),
        Bad("topics: ⟦!mine⟧ [a]\n", says="does not know the tag"),
        Bad("title: ⟦!binary⟧ YWJj\n", says="refuses the tag", profile="eleventy"),
        Bad("⟦!ruby/object:OpenStruct⟧\ntitle: a\n", says="refuses the tag"),
        Bad("topics: ⟦!!set⟧ {a, b}\n", says="refuses the tag"),
        Bad("width: ⟦!!float⟧ abc\n", says="refuses the tag"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each unsupported tag."""
        if "!" not in document.block_text:
            return
        reader = document.dialect.reader
        for path, node in _nodes(document):
            if node.tag is None:
                continue
            refused = refuses_tag(document, node)
            is_known = known_tag(node.tag, is_psych=document.dialect is Dialect.JEKYLL)
            if refused or not is_known:
                yield Finding(
                    f"{reader} {'refuses' if refused else 'does not know'} the tag"
                    f" {quoted(node.tag)}{' here' if refused else ''}",
                    document.tag_span(node),
                    json_pointer(path),
                )


def _nodes(document: Document) -> Iterator[tuple[Path, yaml.Node]]:
    if document.root is not None:
        yield (), document.root
    for member in document.members:
        if member.key is not None:
            yield member.path, member.key
        yield member.path, member.node
