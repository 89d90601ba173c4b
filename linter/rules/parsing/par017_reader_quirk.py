"""PAR017: what the site's reader reads differently than YAML defines it."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.values import json_pointer
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.quirks import quirks
from linter.rules.base import Bad, Context, DocumentRule, Good


class ReaderQuirk(DocumentRule):
    """The site's reader reads valid YAML in a way of its own.

    ## What it does
    Reports valid YAML that one reader alone reads differently than YAML defines it, so that the
    page gets another value than the one that is written:

    - Hugo splits text without quotes at a `:` between braces, drops tabs in text without quotes,
      refuses what follows a tab in double quotes, takes the key below an empty item or tag for its
      value, and reads `!!str 012` as `10`;
    - readers in JavaScript turn a date that is a key into a long text, and refuse a comment right
      after `|` or `>` and a `-` alone between brackets;
    - a tag without a name (`!`), and YAML's tags for sets and pairs, differ between readers.

    Spaces at the end of a line are a warning, since pages do not show them: Hugo drops them at the
    end of a text after `|-` or `>-`, and gray-matter keeps them before a line break in quotes.

    The types that a reader gives to words and numbers are not quirks: `ambiguous-scalar` reports
    them where they surprise.

    ## Why is this bad?
    The site shows another value than the one that is written, which all other rules check.

    ## Example
    ```yaml
    videos:
      - {start: [2020-06-11T10:00:00Z]}
    ```
    Use instead:
    ```yaml
    videos:
      - {start: ["2020-06-11T10:00:00Z"]}
    ```
    """

    code = "PAR017"
    name = "reader-quirk"
    severity = Severity.ERROR
    yields_to = ("TXT004",)
    silence = Silence()

    good = (
        Good("a: {b:c}\n"),
        Good("a: {b: c:d, e: http://x.example/}\nf: [10:30, g:h: i]\n", profile="hugo"),
        Good("a: 'b\tc'\nd:\te\nf: |\n  g\th\ni: \"j\tk\"\n", profile="hugo"),
        Good('a: "b \t\n  c"\nd: [e\n f, g,\nh]\n', profile="hugo"),
        Good("a: !!str 12\nb: !!str '012'\nc: !!null\n", profile="hugo"),
        Good("a: &x\nb: ! c\n", profile="hugo"),
        Good("a:\n  - b\n  -\nd: 1\ne:\n-\n- f\ng:\n-\n", profile="hugo"),
        Good("a: >\n  b \nc: |-\n  d \n  e\n", profile="hugo"),
        Good("a:\n  bcd: e\nf\tg: h\n", profile="hugo"),
        Good("'2020-06-11': a\n2020: b\n", profile="eleventy"),
        Good("a: [!!str b, '-', {-: c}]\nd: [e\n f, g,\nh]\n", profile="astro"),
        Good('a: "b \n c"\n', profile="astro"),
        Good("a: | # b\n  c\nd: !!set {e, f}\n", profile="astro"),
        Good("2020-06-11: a\nb: !!map {c: d}\n", profile="mkdocs"),
    )
    bad = (
        Bad("a: {⟦b:c⟧}\n", says="between braces", profile="hugo"),
        Bad("a: {b: [⟦2020-06-11T10:00:00Z⟧]}\n", profile="hugo"),
        Bad("a: b⟦\t⟧c\n", says="drops this tab", profile="hugo"),
        Bad('a: "b⟦\t⟧c"\nd: e\n', says="in double quotes", profile="hugo"),
        Bad("a: 'b⟦\t⟧\n  c'\n", says="keeps this tab", profile="hugo"),
        Bad("a: >-\n  b⟦ ⟧\nc: d\n", says="drops spaces at the end", profile="hugo"),
        Bad("a:\n- b\n-⟦⟧\nd: 1\n", says="the key below", profile="hugo"),
        Bad("a: {b: c,⟦\t⟧d: e}\n", says="right before a key", profile="hugo"),
        Bad("a: {b: [⟦c\n  d⟧]}\n", says="not indented further", profile="hugo"),
        Bad("a: !!int⟦\t⟧12\n", says="a part of the name", profile="hugo"),
        Bad("a: ⟦!!str⟧\nb: 1\n", says="what follows", profile="hugo"),
        Bad("a: {b: ⟦&x⟧ , c: 1}\n", says="refuses", profile="hugo"),
        Bad("a: !!str ⟦012⟧\n", says="the text is `10`", profile="hugo"),
        Bad("a: 1\n⟦...b⟧: 2\n", says="the end", profile="hugo"),
        Bad("?⟦⟧ \n\n: b\n", says="without text", profile="hugo"),
        Bad("a:\n  ⟦<<⟧:\t{b: 1}\n", says="a tab follows", profile="hugo"),
        Bad("a: ⟦!⟧ 12\n", says="read this as text", profile="hugo"),
        Bad("⟦2020-06-11⟧: a\n", says="Thu Jan", profile="eleventy"),
        Bad("a: ⟦|#b\n  c⟧\n", says="refuses a comment", profile="astro"),
        Bad("&a⟦\t⟧b: c\n", says="a tab after the anchor", profile="astro"),
        Bad("a: [⟦!x⟧, b]\n", says="right before a comma", profile="astro"),
        Bad("a: [⟦-⟧, b]\n", says="alone between brackets", profile="astro"),
        Bad("a:\n  b: [⟦c\n  d⟧]\n", says="not indented further", profile="docusaurus"),
        Bad("a: ⟦!!set⟧ {b: c}\n", says="refuses a set", profile="docusaurus"),
        Bad("a: ⟦!!pairs⟧ [b: c]\n", says="a list of lists", profile="docusaurus"),
        Bad("a: ⟦!!set⟧ {b, c}\n", says="as a set", profile="mkdocs"),
        Bad("a: ⟦!⟧ '12'\n", says="as if it had no quotes", profile="mkdocs"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each quirk."""
        for mistake in quirks(document):
            if set(document.text(mistake.span)) == {" "}:
                yield _of_spaces(mistake, document)
            else:
                yield Finding(mistake.cause, mistake.span, None, help=mistake.help)


def _of_spaces(mistake: Mistake, document: Document) -> Finding:
    """Return the finding of spaces at the end of a value, with its JSON Pointer."""
    ends = ((document.node_span(member.node).end, member.path) for member in document.members)
    pointer = next((json_pointer(path) for end, path in ends if end == mistake.span.start), None)
    return Finding(
        mistake.cause, mistake.span, pointer, help=mistake.help, severity=Severity.WARNING
    )
