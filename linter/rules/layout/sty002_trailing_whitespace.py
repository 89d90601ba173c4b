"""STY002: whitespace at line ends, and a missing line end after the last line."""

from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import plural
from linter.core.text import Edit, Span
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good


class TrailingWhitespace(DocumentRule):
    r"""Lines of the front matter end with whitespace, or its last line has no line end.

    ## What it does
    Reports spaces and tabs at the ends of lines from the opening to the closing line of the front
    matter, and a closing line at the end of the file without a line end. Whitespace that is part of
    a value is ignored: inside block scalars (`|` and `>`) and TOML's strings of several lines, and
    escaped in double quotes. The body is not checked. The rule is off by default.

    ## Why is this bad?
    Trailing whitespace is invisible, and many editors remove it: then lines show as changed that
    nobody changed.

    ## Example
    `title: a` with two spaces after it.

    ## Fix safety
    Safe: the fix removes the whitespace and adds the line end; the data does not change.
    """

    code = "STY002"
    name = "trailing-whitespace"
    severity = Severity.WARNING
    default = False
    fixes = frozenset({Safety.SAFE})
    silence = Silence()

    good = (
        Good("---\ntitle: a\n---\nbody  \n", whole=True),
        Good("title: |\n  a \n\t\n  b\t\n   \ntype: article\n"),
        Good("images:\n  - title: >+\n      a  \n      b \n\n    \n"),
        Good('title: "a\\ \n  b\\\t\n  c"\n'),
        Good("---\r\ntitle: a\u00a0\r\n---\r\n \r\n", whole=True),
        Good("title: [ \n"),
        Good("name: a\n", path="_data/topics/a.yaml", whole=True),
    )
    bad = (
        Bad(
            "title: a⟦ \t⟧\ntype: article\n \n# c \n",
            fixed="title: a\ntype: article\n\n# c\n",
            says="3 lines of the front matter end with whitespace",
        ),
        Bad(
            "---⟦ ⟧\r\ntitle: a \r\nprovider: \r\n  name: a\t\r\n--- \r\n\r\nbody \r\n",
            fixed="---\r\ntitle: a\r\nprovider:\r\n  name: a\r\n---\r\n\r\nbody \r\n",
            whole=True,
        ),
        Bad(
            "---\ntitle: a\n⟦---⟧",
            fixed="---\ntitle: a\n---\n",
            says="the front matter's last line has no line end",
            whole=True,
        ),
        Bad(
            "---\r\ntitle: a\r\n...⟦  ⟧",
            fixed="---\r\ntitle: a\r\n...\r\n",
            says="1 line of the front matter ends with whitespace, and its last line",
            whole=True,
        ),
        Bad(
            "name: a⟦ ⟧\nparent: b \n...",
            fixed="name: a\nparent: b\n...\n",
            path="_data/topics/a.yaml",
            whole=True,
        ),
        Bad(
            "title: |-⟦ ⟧\n  a \n  b \ntype: article \n",
            fixed="title: |-\n  a \n  b \ntype: article\n",
        ),
        Bad("title: &t⟦ ⟧\n  >\n  a \n", fixed="title: &t\n  >\n  a \n"),
        Bad(
            "title: \"a⟦ ⟧\n  b\\\\ \n \n  c\\ \t\n  d\" \nexcerpt: 'a \n  b'\n",
            fixed="title: \"a\n  b\\\\\n\n  c\\ \n  d\"\nexcerpt: 'a\n  b'\n",
            says="6 lines",
        ),
        Bad(
            "title: a⟦ ⟧\n  b\t\n\n  c\nrelated: [ \n  {title: a, \n  type: article}]\n",
            fixed="title: a\n  b\n\n  c\nrelated: [\n  {title: a,\n  type: article}]\n",
        ),
        Bad(
            "related:\n  -⟦ ⟧\n    title: a\\ \n    provider: \n      name: b\n",
            fixed="related:\n  -\n    title: a\\\n    provider:\n      name: b\n",
        ),
        Bad("? |\n  a \n:⟦ ⟧\n  b\n", fixed="? |\n  a \n:\n  b\n"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first trailing whitespace, or at the unterminated closing line."""
        if document.root is None or document.block is None:
            return
        closing = document.block.closing
        edits = [Edit(span, "") for span in _trailing_whitespace(document)]
        parts = []
        if edits:
            verb = "ends" if len(edits) == 1 else "end"
            parts.append(f"{plural(len(edits), 'line')} of the front matter {verb} with whitespace")
        span = edits[0].span if edits else closing
        text = document.source.text
        if closing.end == len(text) and not text.endswith(("\n", "\r")):
            owner = "its" if edits else "the front matter's"
            parts.append(f"{owner} last line has no line end")
            edits.append(Edit(Span(closing.end, closing.end), document.source.newline))
        if not edits:
            return
        yield Finding(
            ", and ".join(parts),
            span,
            "",
            fix=Fix("Tidy the line ends", tuple(edits), Safety.SAFE),
        )


def _trailing_whitespace(document: Document) -> Iterator[Span]:
    """Yield the spans of whitespace at line ends that is not part of a value."""
    if document.block is None:
        return
    block_rows, quoted_rows = _rows_of_values(document)
    first = document.lines.position(document.block.opening.start).row
    last = document.lines.position(document.block.closing.start).row
    for row in range(first, last + 1):
        line = document.lines.line(row)
        text = document.text(line)
        kept = text.rstrip(" \t")
        if row in block_rows or len(kept) == len(text):
            continue
        end = len(kept)
        if row in quoted_rows and (end - len(kept.rstrip("\\"))) % 2:
            # A space after an odd number of backslashes is escaped.
            end += 1
        if end < len(text):
            yield Span(line.start + end, line.end)


def _rows_of_values(document: Document) -> tuple[set[int], set[int]]:
    """Return the rows that end in a text as it is written, and those that end in double quotes."""
    block_rows: set[int] = set()
    quoted_rows: set[int] = set()
    for member in document.members:
        for node in (member.key, member.node):
            if not isinstance(node, yaml.ScalarNode):
                continue
            span = document.node_span(node)
            first = document.lines.position(span.start).row
            if node.style == '"':
                quoted_rows.update(range(first, document.lines.position(span.end).row))
            elif node.style in ("|", ">"):
                # For libyaml, a block scalar includes the empty lines after it.
                end = document.lines.position(document.token_span(node).end - 1).row
                block_rows.update(range(first + 1, end + 1))
            elif node.style in ('"""', "'''"):
                block_rows.update(range(first, document.lines.position(span.end).row))
    return block_rows, quoted_rows
