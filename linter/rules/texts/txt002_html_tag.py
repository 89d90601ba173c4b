"""TXT002: an HTML tag in plain text."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.fixes import text_fix
from linter.rules.texts.markup import ACTIVE, tag_name, tags
from linter.rules.texts.values import span_in_file
from linter.schema.entries import Field
from linter.schema.roles import TEXTS


class HtmlTag(FieldRule):
    """A text contains an HTML tag.

    ## What it does
    Reports tags of HTML elements and comments in titles, excerpts and other plain text. Type
    parameters (`List<String>`), comparisons, and mentions in articles about HTML (`the <video>
    element`) are ignored. Fields for HTML are not checked.

    ## Why is this bad?
    Apps show the text as it is, so readers see the tags; a web page interprets them.

    ## Example
    ```yaml
    title: "The <b>best</b> tricks<br/>and tips"
    ```
    Use instead:
    ```yaml
    title: "The best tricks and tips"
    ```

    ## Fix safety
    Unsafe: the fix removes the tags and keeps the text inside them, but the tags may be meant to be
    read. There is no fix if their content is not text, as in scripts.
    """

    code = "TXT002"
    name = "html-tag"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = TEXTS
    silence = Silence(suspects=NOT_PLAIN)

    good = (
        Good("title: a < b > c, a <b and c> d, I <3 U, List<String>, Task<object>, x<i>, Vec<P>\n"),
        Good("title: 'C++: #include <iostream>, <T>, <john@a.com>, <https://a.com>, <Link>'\n"),
        Good("title: <video> vs <iframe>\nexcerpt: Meet the <dialog> element and HTML <b>\n"),
        Good("title: '`<b>` or \"<p>\"'\nexcerpt: <!-- a -> b\n"),
        Good("featuredContent: <iframe src='https://a.com'></iframe>\n"),
        Good("title: {<b>: a}\nexcerpt:\n"),
    )
    bad = (
        Bad(
            'excerpt: "The ⟦<b>⟧best</b> tools"\n',
            fixed='excerpt: "The best tools"\n',
            says="`excerpt` contains 2 HTML tags, the first is `<b>`",
        ),
        Bad(
            "title: one⟦<br/>⟧two # a\n",
            fixed="title: one two # a\n",
            says="`title` contains the HTML tag `<br/>`",
        ),
        Bad("title: a ⟦<BR>⟧ <br />\n", fixed="title: a\n"),
        Bad("title: ⟦<p>⟧a</p><p>b</p>\n", fixed="title: a b\n"),
        Bad("title: '⟦<p class=\"b\">⟧a'\n", fixed="title: 'a'\n"),
        Bad("title: x⟦<i>⟧y</i>\n", fixed="title: xy\n"),
        Bad("title: a⟦</p>⟧\n", fixed="title: a\n"),
        Bad("title: A ⟦<b>⟧bold word\n", fixed="title: A bold word\n"),
        Bad("title: See ⟦<a href='/b'>⟧here</a>\n", fixed="title: See here\n"),
        Bad(
            "title: a ⟦<!-- b -->⟧ c\n",
            fixed="title: a c\n",
            says="contains the HTML comment `<!-- b -->`",
        ),
        Bad("title: a⟦<script>⟧alert(1)</script>\n"),
        Bad("title: ⟦<p>⟧</p>\n"),
        Bad(
            "related:\n  - title: ⟦<em>⟧a</em>\n    images: [{title: ⟦<i>⟧b</i>}]\n",
            fixed="related:\n  - title: a\n    images: [{title: b}]\n",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first tag."""
        found = tags(field.value) if isinstance(field.value, str) else []
        if not found:
            return
        sources = [str(field.value)[slice(*edit.span)] for edit in found]
        names = [tag_name(source) for source in sources]
        kind = "HTML tag" if names[0] else "HTML comment"
        markup = f"the {kind} {quoted(sources[0])}"
        if len(found) > 1:
            markup = f"{len(found):,} HTML tags, the first is {quoted(sources[0])}"
        fix = None
        if ACTIVE.isdisjoint(names):
            fix = text_fix(field, "Remove the markup", tags, Safety.UNSAFE)
        yield field.finding(
            f"{quoted(field.key)} contains {markup}, expected plain text",
            span=span_in_file(field, found[0]),
            fix=fix,
        )
