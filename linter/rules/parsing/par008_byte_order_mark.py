"""PAR008: a byte-order mark."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.text import Edit, Span
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.profiles.profile import POSTS
from linter.rules.base import Bad, Context, DocumentRule, Good


class ByteOrderMark(DocumentRule):
    """The file starts with a byte-order mark.

    ## What it does
    Reports the invisible character U+FEFF at the very start of a file, unless the file has no front
    matter and needs none.

    ## Why is this bad?
    Jekyll decides by the first bytes of a file whether it has front matter. With a byte-order mark
    before the `---`, it copies a document of a collection as a plain file, and no list or API shows
    it. Jekyll skips the mark in `_posts` and `_drafts`, and other generators skip it everywhere: it
    is only a warning there.

    ## Example
    A file whose first three bytes are `EF BB BF`. Save it without them.

    ## Fix safety
    Safe: the fix deletes only the mark.
    """

    code = "PAR008"
    name = "byte-order-mark"
    severity = Severity.ERROR
    fixes = frozenset({Safety.SAFE})
    silence = Silence()

    good = (Good("title: a\n"), Good('title: "a\ufeff"\n'))
    bad = (
        Bad(
            "⟦\ufeff⟧---\ntitle: a\n---\n",
            fixed="---\ntitle: a\n---\n",
            whole=True,
            says="so Jekyll does not see its front matter",
        ),
        Bad(
            "⟦\ufeff⟧---\ntitle: a\n---\n",
            fixed="---\ntitle: a\n---\n",
            whole=True,
            path="blog/_posts/2020/2020-06-11-a.md",
            profile="jekyll",
            says="as no file needs",
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the mark."""
        problem = document.problem
        is_missing = problem is not None and problem.kind is ProblemKind.MISSING
        if is_missing and not context.needs_block:
            return
        if document.source.has_byte_order_mark and document.source.bad_byte is None:
            span = Span(0, 1)
            # Measured with Jekyll 4.3.1.
            is_post = not POSTS.isdisjoint(context.page.split("/")[:-1])
            is_skipped = is_post or document.dialect.skips_byte_order_mark
            reader = document.dialect.reader
            effect = "as no file needs"
            if not is_skipped:
                effect = f"so {reader} does not see its front matter"
            yield Finding(
                f"the file starts with a byte-order mark, {effect}",
                span,
                None,
                severity=Severity.WARNING if is_skipped else None,
                fix=Fix("Delete the byte-order mark", (Edit(span, ""),), Safety.SAFE),
            )
